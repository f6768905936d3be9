"""Names as offices write them: `SURNAME, Forename`, titles, capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wagesdesk.services.lists.words import words
from wagesdesk.services.people import PRISON_NUMBER, tidy

_PART: Final = re.compile(r"([-'’])")


@dataclass(frozen=True)
class Name:
    """`prison_number` is one that stood among the words."""

    chosen: str
    surname: str
    prison_number: str = ""


def read_name(text: str, *, surname_first: bool = False) -> Name:
    """Take one written name apart: `RAHMAN, Asha`, `Ms Asha Rahman A1234BC`, `RAHMAN Asha`.

    `surname_first` says what the heading said, for a name without a comma whose capitals do not tell. A single word is
    the chosen name. Nothing is dropped but titles.
    """
    number, kept = "", []
    for word in tidy(text).split(" "):
        bare = word.strip(",;()[]").upper()
        if PRISON_NUMBER.fullmatch(bare):
            number = bare
            kept.append("," if word.endswith(",") else "")
        else:
            kept.append(word)
    name = " ".join(word for word in kept if word).strip(" ,;").replace(" ,", ",")
    if "," in name:
        surname, _, chosen = (part.strip(" ,;") for part in name.partition(","))
        surname, chosen = without_titles(surname), without_titles(chosen)
        if not chosen:
            surname, chosen = "", surname
    else:
        chosen, surname = _split(without_titles(name).split(" "), surname_first=surname_first)
    shouted = _capitals(chosen) and (not surname or _capitals(surname))
    return Name(plain_case(chosen) if shouted else chosen, plain_case(surname), number)


def without_titles(text: str) -> str:
    """A name without Ms, Mrs and the like before or behind it; a title that is all there is stays."""
    titles = words().titles
    found = text.split(" ")
    while len(found) > 1 and _title(found[0]) in titles:
        del found[0]
    while len(found) > 1 and _title(found[-1]) in titles:
        del found[-1]
    return " ".join(found)


def _title(word: str) -> str:
    return word.strip("().,").casefold()


def _split(found: list[str], *, surname_first: bool) -> tuple[str, str]:
    """Chosen name and surname of words without a comma; capitals tell which is which where only one is in capitals."""
    if len(found) == 1:
        return found[0], ""
    shouted = [_capitals(word) and len(word) > 1 for word in found]
    if not all(shouted):
        if shouted[0]:
            end = shouted.index(False)
            return " ".join(found[end:]), " ".join(found[:end])
        if shouted[-1]:
            start = len(found) - shouted[::-1].index(False)
            while start > 1 and found[start - 1].casefold() in words().particles:
                start -= 1
            return " ".join(found[:start]), " ".join(found[start:])
    small = words().particles | words().openers
    if surname_first:
        end = 1
        while end < len(found) - 1 and found[end - 1].casefold() in small:
            end += 1
        return " ".join(found[end:]), " ".join(found[:end])
    start = len(found) - 1
    while start > 1 and found[start - 1].casefold() in small:
        start -= 1
    return " ".join(found[:start]), " ".join(found[start:])


def _capitals(text: str) -> bool:
    return text.isupper()


def plain_case(name: str) -> str:
    """A name in capitals as it is written: McDonald, O'Neill, van der Berg, ap Rhys. Other names stay as they are."""
    found, small = name.split(" "), words().particles
    if not all(_capitals(word) or word in small for word in found):
        return name
    last = len(found) - 1
    return " ".join(
        word.lower() if at < last and word.casefold() in small else _plain_word(word) for at, word in enumerate(found)
    )


def _plain_word(word: str) -> str:
    parts = _PART.split(word)
    for at in range(0, len(parts), 2):
        # A letter after an apostrophe is a capital after one letter (O'Neill) and small after more (Sa'ad).
        behind = at and parts[at - 1] != "-" and len(parts[at - 2]) > 1
        parts[at] = parts[at].lower() if behind else _capitalised(parts[at])
    return "".join(parts)


def _capitalised(part: str) -> str:
    if len(part) > 3 and part[:2].casefold() == "mc":
        return f"Mc{part[2].upper()}{part[3:].lower()}"
    return part[:1].upper() + part[1:].lower()
