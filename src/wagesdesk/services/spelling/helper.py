"""The other process: it holds the dictionaries and answers through its pipe until that closes. It writes no file.

A question is ("check", language, text) or ("suggest", language, word). Between questions it looks up what she will
most likely ask next: words like those that were just marked. It forgets them at the next check.
"""

from __future__ import annotations

import io
import signal
from functools import cache
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Final

from wagesdesk import paths
from wagesdesk.services.spelling import trade
from wagesdesk.services.spelling.marking import Marked, words_in

if TYPE_CHECKING:
    from spylls.hunspell import Dictionary

MOST: Final = 5
FILES: Final = {"en": "en_GB", "cy": "cy_GB"}
"""Language -> name of its dictionary in `resources/dictionaries`."""


def serve(questions: Connection, answers: Connection) -> None:
    """Answer until the other end closes. `Ctrl+C` in a terminal is for the desk, which then closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready: dict[tuple[str, str], tuple[str, ...]] = {}
    waiting: list[tuple[str, str]] = []
    try:
        while True:
            while waiting and not questions.poll():
                asked = waiting.pop(0)
                ready[asked] = suggest(*asked)
            kind, language, words = questions.recv()
            if kind == "check":
                marked = check(language, words)
                ready.clear()
                waiting = list(dict.fromkeys((language, one.word) for one in marked))
                answers.send(marked)
            else:
                answers.send(ready.get((language, words)) or suggest(language, words))
    except (EOFError, OSError):
        return


def check(language: str, text: str) -> tuple[Marked, ...]:
    """The words of `text` that no dictionary knows. A name in a sentence is hers, unless it sounds like one of ours."""
    return tuple(
        Marked(seen.start, seen.end, seen.word)
        for seen in words_in(text)
        if not known(language, seen.word) and not (seen.name and not _ours(language, seen.word, trade.SURE))
    )


def known(language: str, word: str) -> bool:
    plain = word.replace("’", "'")
    return (language == "en" and plain.lower() in trade.meanings()) or any(
        _dictionary(language).lookup(form) for form in (plain, plain.lower())
    )


def suggest(language: str, word: str) -> tuple[str, ...]:
    """Up to five words that may be meant: ours that sound like it, the dictionary's, then ours that are less alike."""
    theirs = (one for one in _dictionary(language).suggest(word.replace("’", "'")) if _fits(one, word))
    found = dict.fromkeys((*_ours(language, word, trade.SURE)[:3], *theirs, *_ours(language, word, trade.LIKE)))
    return tuple(found)[:MOST]


def _fits(one: str, word: str) -> bool:
    """One word, and no name where none was written."""
    return one.replace("'", "").isalpha() and (one.islower() or word[0].isupper() or one.lower() == word)


def _ours(language: str, word: str, least: float) -> tuple[str, ...]:
    return trade.near(word, least) if language == "en" else ()


@cache
def _dictionary(language: str) -> Dictionary:
    from spylls.hunspell import Dictionary
    from spylls.hunspell.readers import read_aff, read_dic
    from spylls.hunspell.readers.file_reader import BaseReader

    class Reader(BaseReader):  # type: ignore[misc]  # of an untyped package
        """Theirs leaves files open. Ours are all UTF-8, whatever they say of themselves."""

        def __init__(self, name: str) -> None:
            super().__init__(io.StringIO(paths.resource(f"dictionaries/{name}").read_text("utf-8")))

        def reset_encoding(self, encoding: str) -> None: ...

    name = FILES[language]
    aff, context = read_aff(Reader(f"{name}.aff"))
    return Dictionary(aff, read_dic(Reader(f"{name}.dic"), aff=aff, context=context))
