"""Asks the speller off the main thread, and ends it with its owner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from wagesdesk.services.spelling.marking import Marked
from wagesdesk.services.spelling.speller import Speller, Suggestion
from wagesdesk.ui.jobs import Jobs


class Spelling(QObject):
    """One for each sitting of a participant. Nothing is started before the first question.

    Answers come to `done` on the main thread, SpellingStopped to `failed`; to neither when `owner` is gone by then.
    When `parent` goes, the helper process ends and forgets her words.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = Jobs(_raise, self)
        self._speller = speller = Speller()
        parent.destroyed.connect(speller.close)

    def check(
        self, text: str, language: str, *, owner: QObject, done: Callable[[tuple[Marked, ...]], None],
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        """Find the words of `text` that no dictionary of `language` knows."""
        speller = self._speller
        self._jobs.start(
            lambda _token: speller.check(text, language), owner=owner, done=done, failed=failed, quiet=True
        )

    def suggest(
        self, word: str, language: str, *, owner: QObject, done: Callable[[tuple[Suggestion, ...]], None],
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        """Find up to five words that may be meant."""
        speller = self._speller
        self._jobs.start(
            lambda _token: speller.suggest(word, language), owner=owner, done=done, failed=failed, quiet=True
        )

    @property
    def running(self) -> bool:
        """Whether the helper process is there."""
        return self._speller.running

    def close(self) -> None:
        """End the helper; whatever waits for an answer gets none."""
        self._speller.close()
        self._jobs.shutdown()


def _raise(bug: Exception) -> None:
    """On the main thread, where the crash page hears of it."""
    raise bug
