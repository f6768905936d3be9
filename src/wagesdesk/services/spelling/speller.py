"""This side of the pipe: asks the helper process, which is started when it is first asked something."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wagesdesk import paths
from wagesdesk.errors import SpellingStopped
from wagesdesk.services.spelling.helper import FILES
from wagesdesk.services.spelling.marking import Marked

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

PATIENCE: Final = 30.0
"""Seconds after which a helper that says nothing is taken for dead; the slowest dictionary takes two."""
_TRIES: Final = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that may be meant, and what it means; `meaning` is empty for a word that is not of our own list."""

    word: str
    meaning: str = ""


def offered(language: str) -> bool:
    """Whether words can be looked at in this language ("en", "en_GB", "cy")."""
    name = FILES.get(language[:2])
    return name is not None and paths.resource(f"dictionaries/{name}.dic").exists()


class Speller:
    """Asks and waits: call it off the main thread, from one thread at a time. `close` may come from any.

    Words go to the helper and back in memory alone. SpellingStopped: the helper ended by itself twice.
    """

    def __init__(self) -> None:
        self._helper: _Helper | None = None
        self._closed = False
        self._guard = threading.Lock()

    def check(self, text: str, language: str) -> tuple[Marked, ...]:
        """The words of `text` that no dictionary of the language knows, in order."""
        answer: tuple[Marked, ...] = self._ask("check", language, text)
        return answer

    def suggest(self, word: str, language: str) -> tuple[Suggestion, ...]:
        """Up to five words that may be meant, those of trade and business first."""
        from wagesdesk.services.spelling import trade

        meanings = trade.meanings() if language[:2] == "en" else {}
        return tuple(Suggestion(one, meanings.get(one, "")) for one in self._ask("suggest", language, word))

    @property
    def running(self) -> bool:
        return self._helper is not None and self._helper.process.is_alive()

    def close(self) -> None:
        """End the helper, and with it every word it holds. What waits for an answer gets SpellingStopped."""
        with self._guard:
            self._closed = True
            if self._helper is not None:
                self._helper.process.kill()
                self._helper.process.join()

    def _ask(self, *question: str) -> Any:
        kind, language, words = question
        for _try in range(_TRIES):
            try:
                return self._running().ask(kind, language[:2], words)
            except (EOFError, OSError):
                self._let_go()
        raise SpellingStopped

    def _running(self) -> _Helper:
        with self._guard:
            if self._closed:
                raise SpellingStopped
            if self._helper is None:
                self._helper = _start()
            return self._helper

    def _let_go(self) -> None:
        if self._helper is not None:
            self._helper.end()
        self._helper = None


@dataclass(frozen=True)
class _Helper:
    process: SpawnProcess
    questions: Connection
    answers: Connection

    def ask(self, *question: str) -> Any:
        """EOFError or OSError (TimeoutError is one) when there will be no answer."""
        self.questions.send(question)
        if not self.answers.poll(PATIENCE):
            raise TimeoutError
        return self.answers.recv()

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.questions.close()
        self.answers.close()


def _start() -> _Helper:
    # Imported here: it takes a while, and most people never ask. "spawn" works alike on every system, and copies
    # nothing of this process, least of all the open vault.
    from multiprocessing import get_context

    from wagesdesk.services.spelling import helper

    context = get_context("spawn")
    theirs, questions = context.Pipe(duplex=False)
    answers, theirs_too = context.Pipe(duplex=False)
    process = context.Process(target=helper.serve, args=(theirs, theirs_too), name="spelling", daemon=True)
    process.start()
    theirs.close()
    theirs_too.close()
    return _Helper(process, questions, answers)
