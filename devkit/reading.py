"""How easy our words for participants are: sentence length, plain words, and the Flesch-Kincaid grade.

Runs as `python -m devkit.reading`. Only our own words are measured, never what a participant wrote. Read are files of
words, and what the pages say that participants use.
"""

from __future__ import annotations

import re
import sys
import tomllib

from babel.messages.extract import extract_from_dir

from devkit import strings

FILES = ("facts/self_employment.toml", "programmes/plan.toml", "programmes/sums.toml", "words/glossary.toml")
MEANINGS = "words/trade.toml"
"""Groups of words, each with its meaning; they explain English words and are in no catalogue."""
PAGES = ("ui/kiosk", "ui/words")
MOST_WORDS = 12
MOST_GRADE = 6.0
PLAIN = {
    "turnover": "money from sales", "revenue": "money from sales", "expenditure": "money out", "commence": "start",
    "purchase": "buy", "utilise": "use", "obtain": "get", "require": "need", "prior": "before", "regarding": "about",
    "assist": "help", "additional": "more", "sufficient": "enough", "demographic": "people", "stakeholder": "panel",
    "client": "customer", "offender": "woman", "prisoner": "woman", "inmate": "woman", "discharge": "going home",
}  # fmt: skip
"""Banned word: what to say instead (whole words, with or without a plural s)."""
_WORD = re.compile(r"[A-Za-z£][\w’'£.,-]*")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_FIELD = re.compile(r"%\(\w+\)\d*[sd]")
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """An estimate from the groups of vowels; a silent e at the end, and most endings -es and -ed, are not heard."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    heard = re.sub(r"(?<![aeiousxzcg])(?<![cs]h)es$|(?<![aeioutd])ed$|(?<!l)e$", "", letters)
    return max(1, len(_VOWELS.findall(heard)))


def grade(text: str) -> float:
    """Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences, words = split(text)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def split(text: str) -> tuple[list[str], list[str]]:
    """The sentences and the words of `text`; a beginning or a card without a full stop is a sentence too."""
    sentences = [one for one in _SENTENCE.split(text.strip()) if _WORD.search(one)]
    return sentences, [word for one in sentences for word in _WORD.findall(one)]


def faults(text: str) -> list[str]:
    """What is hard to read in one text for participants; nothing when it is easy."""
    found = []
    sentences, words = split(text)
    for one in sentences:
        if (length := len(_WORD.findall(one))) > MOST_WORDS:
            found.append(f"{length} words in one sentence: {one}")
    for word in words:
        plain = PLAIN.get(word.lower().strip(".,-")) or PLAIN.get(word.lower().strip(".,-").removesuffix("s"))
        if plain:
            found.append(f"say “{plain}”, not “{word}”: {text}")
    return found


def sources() -> dict[str, list[str]]:
    """What is read: the name of a file or of a folder of pages, and its words. A field counts as one short word."""
    found = {name: strings.words_of(name) for name in FILES}
    groups = tomllib.loads((strings.RESOURCES / MEANINGS).read_text(encoding="utf-8"))
    found[MEANINGS] = [meaning for group in groups.values() for meaning in group.values()]
    for folder in PAGES:
        said = extract_from_dir(strings.SOURCE / folder, [("**.py", "python")], keywords=strings.KEYWORDS)
        forms = [form for _file, _line, words, *_ in said for form in (words if isinstance(words, tuple) else (words,))]
        found[folder] = [_FIELD.sub("Ann", form) for form in dict.fromkeys(forms)]
    return found


def check() -> int:
    """Print what is hard to read; 1 when something is."""
    wrong = 0
    for name, read in sources().items():
        told = [fault for text in read for fault in faults(text)]
        whole = grade(" ".join(text if text[-1] in ".?!" else f"{text}." for text in read))
        if whole > MOST_GRADE:
            told.append(f"the words are of grade {whole:.1f}, at most {MOST_GRADE:.0f}")
        for fault in told:
            print(f"{name}: {fault}")
        wrong += len(told)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(check())
