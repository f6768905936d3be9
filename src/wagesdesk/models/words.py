"""The shipped list of plain words for passphrases and check words."""

from __future__ import annotations

from functools import cache

from wagesdesk import paths

LEAST = 1_900
"""With fewer words, six of them would hold less than 65 bits."""


@cache
def passphrase_words() -> tuple[str, ...]:
    """At least LEAST lowercase words, sorted; four letters tell any two apart. ValueError when the file is wrong."""
    words = tuple(paths.resource("words/passphrase.txt").read_text(encoding="utf-8").split())
    if any(not (word.isascii() and word.isalpha() and word.islower()) for word in words):
        raise ValueError("passphrase.txt: a word is not plain lowercase letters")
    if list(words) != sorted(words) or len({word[:4] for word in words}) != len(words):
        raise ValueError("passphrase.txt: not in order, or two words begin alike")
    if len(words) < LEAST:
        raise ValueError(f"passphrase.txt: {len(words)} words, need {LEAST}")
    return words
