"""The neutral form of everything that is printed. `pdf.py`, `html.py` and `plain.py` each write all of it.

All text is plain text, already in the language of the document; the writers escape it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from wagesdesk.text import _, long_day
from wagesdesk.text import language as spoken

if TYPE_CHECKING:
    from wagesdesk.services.sums.cash import BreakEven, CashFlow
    from wagesdesk.services.sums.sheets import CostOfOne

Align = Literal["left", "centre", "right"]
Kind = Literal["plain", "strong", "quiet", "boxed", "shaded", "heavy", "closed"]
"""How a cell looks without any colour: `boxed`, `shaded` and `heavy` frame a letter, `closed` is grey, not to fill."""


@dataclass(frozen=True)
class Heading:
    """`new_page`: it begins a page of its own, where there are pages."""

    text: str
    new_page: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind: Literal["plain", "strong", "quiet", "big"] = "plain"


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Label and value pairs."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """`width` is a share of the table's width; `under` a second line of the head; `now` marks the column of today."""

    title: str
    width: float
    align: Align = "left"
    under: str = ""
    now: bool = False


@dataclass(frozen=True)
class Cell:
    """`says` is what a reader who cannot see the page hears instead of a letter."""

    text: str = ""
    kind: Kind = "plain"
    says: str = ""


@dataclass(frozen=True)
class Table:
    """The first cell of each row is its head. `foot` rows stand once, at the end. `line`: least row height in mm."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[tuple[Cell, ...], ...] = ()
    line: float = 7.0


@dataclass(frozen=True)
class Legend:
    """What the letters mean: (letter, words, how the letter is framed)."""

    items: tuple[tuple[str, str, Kind], ...]


@dataclass(frozen=True)
class Groups:
    """Words or groups of letters that a person reads out, copies or types, in order and numbered."""

    items: tuple[str, ...]
    size: Literal["big", "plain"] = "big"


@dataclass(frozen=True)
class Signature:
    """One line to sign on and one for the date, for each label; kept together on one page."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Blank:
    """Lines for handwriting under a label."""

    label: str
    lines: int = 1


@dataclass(frozen=True)
class Picture:
    """A chart of `plan_charts.py`: where a price goes, money in hand by month, break-even. `sentence` says the same.

    `start` is the month of the calendar that is the first.
    """

    of: CostOfOne | CashFlow | BreakEven
    sentence: str
    start: int = 1


Block = Heading | Paragraph | Bullets | Facts | Table | Legend | Groups | Signature | Blank | Picture


@dataclass(frozen=True)
class Document:
    """One print. `owner` is whose it is (a first name, a cohort, a place); `notes` stand at the end of its last page.

    `language` is a BCP 47 tag: what was spoken when it was put together, and the writers finish it in that.
    `large` raises all type from 12 to `large_points`: 14, and 18 in what a participant takes away. For the log of
    unlocked copies, `code` is which print it is, one of `labels_prints.PRINTS`, and `people` are the ids of those it
    tells of.
    """

    title: str
    owner: str
    blocks: tuple[Block, ...]
    printed: date
    language: str = field(default_factory=spoken)
    notes: tuple[str, ...] = ()
    landscape: bool = False
    large: bool = False
    large_points: Literal[14, 18] = 14
    page: Literal["A4", "A5"] = "A4"
    code: str = field(default="", repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)


def short_id(document: Document) -> str:
    """Eight hexadecimal digits that are the same whenever the same document is printed, on any surface."""
    return hashlib.sha256(repr(document).encode("utf-8", "surrogatepass")).hexdigest()[:8].upper()


def clean(text: str) -> str:
    """`text` composed, without control and format characters, surrogates and variation selectors; line feeds stay."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        c for c in composed if c == "\n" or (unicodedata.category(c) not in {"Cc", "Cf", "Cs"} and not "︀" <= c <= "️")
    )


def dated(document: Document) -> str:
    """`Printed Tuesday 3 November 2026`, for the foot of each page."""
    return _("Printed %(day)s") % {"day": long_day(document.printed, year=True)}
