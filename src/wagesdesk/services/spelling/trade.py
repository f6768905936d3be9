"""Our own words for work and money, each with its meaning, and which of them are like a word that was written.

Dictionaries rank by letters and give “bigness” for “bizness”. Here what sounds the same comes first, as it is spoken
in Britain: an r before a consonant is silent, c before e is s.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from wagesdesk import paths

SURE: Final = 0.8
"""From here on a word of ours is most likely the one that is meant; 1 is the same word."""
LIKE: Final = 0.74
"""From here on it may be meant."""
_BY_SOUND: Final = 0.55
_LEAST_LETTERS: Final = 0.6
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"eipt", "eet"), (r"mb$", "m"), (r"ph", "f"),
        (r"gh", ""), (r"[tsc]i(?=on|an|al|ou)", "s"), (r"sch", "sk"), (r"sh", "s"), (r"tch|ch", "C"), (r"ck", "k"),
        (r"qu", "kw"), (r"x", "ks"), (r"sc(?=[eiy])", "s"), (r"c(?=[eiy])", "s"), (r"c", "k"),
        (r"dg|g(?=[eiy])", "j"), (r"z", "s"), (r"wh", "w"), (r"r(?![aeiouy])", ""),
    )
)  # fmt: skip


@cache
def meanings() -> dict[str, str]:
    """Each word of ours, as it is spelt, with its meaning in one line."""
    groups = tomllib.loads(paths.resource("words/trade.toml").read_text("utf-8"))
    return {word: meaning for group in groups.values() for word, meaning in group.items()}


def near(written: str, least: float = LIKE) -> tuple[str, ...]:
    """The words of ours that are like `written` by at least `least`, the likest first."""
    by_letters, by_sound = (
        SequenceMatcher(None, "", each, autojunk=False) for each in (_letters(written), sound(written))
    )
    ranked = []
    for word, (own, said) in _known().items():
        by_letters.set_seq1(own)
        if by_letters.quick_ratio() >= _LEAST_LETTERS and (spelt := by_letters.ratio()) >= _LEAST_LETTERS:
            by_sound.set_seq1(said)
            score = (1 - _BY_SOUND) * spelt + _BY_SOUND * by_sound.ratio()
            if score >= least:
                ranked.append((-score, word))
    return tuple(word for _score, word in sorted(ranked))


def sound(word: str) -> str:
    """What is heard of a word: its consonants, and "a" for a vowel at the beginning."""
    heard = _letters(word)
    for pattern, said in _SOUNDS:
        heard = pattern.sub(said, heard)
    first = "A" if heard[:1] in set("aeiouy") else heard[:1]
    return re.sub(r"(.)\1+", r"\1", first + re.sub(r"[aeiouyw]+", "", heard[1:]))


@cache
def _known() -> dict[str, tuple[str, str]]:
    return {word: (_letters(word), sound(word)) for word in meanings()}


def _letters(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", plain)
