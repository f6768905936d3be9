"""Invented people and registers in the shapes that services hand out."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from wagesdesk.services.attendance import Cell, Register, RegisterColumn, RegisterRow, codes
from wagesdesk.services.cohort import WorkshopRow
from wagesdesk.services.people import PersonPage, ReleaseLine

CODES = codes()
PRINTED = date(2026, 11, 3)
NAMES = (
    "Asha",
    "Bronwen",
    "Chantelle",
    "Dee",
    "Esther",
    "Farida",
    "Gwen",
    "Hollie",
    "Imani",
    "Jodie",
    "Kasia",
    "Lowri",
)
HOSTILE = (
    "<b>Bold</b> & <script>alert(1)</script>",
    "Persephone Featherstonehaugh Marjoribanks of the Long Corridor",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft",
    "Ŵyn Ŷsgol ŵŷẁỳ",
    "Gwen w\u0302y\u0302n",
    "فاطمة",
    "Zoë 🌻",
    "=HYPERLINK(1)",
    "two\nlines\x07 and a bell",
)
TITLES = (
    "Who we are", "What can I offer?", "Who would buy it?", "What it costs", "Setting a price",
    "Finding customers", "Keeping the books", "Telling your story", "Presenting", "After the gate",
)  # fmt: skip
_FIRST = date(2026, 9, 15)
_PATTERN = "PPPPLPPPHPPVPPPPPRPPPPCPPPPPPAPPP"
_EFFECTS = {code.letter: code.effect for code in CODES}


def workshops() -> tuple[WorkshopRow, ...]:
    """Ten, a week apart; the eighth is on the day of printing."""
    return tuple(
        WorkshopRow(f"w{n}", n, title, "", _FIRST + timedelta(weeks=n - 1), "09:15", "15:45", 330)
        for n, title in enumerate(TITLES, start=1)
    )


def cells(seed: int, *, joined: int = 1, left: int = 11) -> tuple[Cell, ...]:
    """Marked up to the eighth, from workshop `joined` to the one before `left`."""
    made = []
    for n in range(1, 11):
        if not joined <= n < left:
            made.append(Cell(f"w{n}", "before" if n < joined else "after"))
        elif n > 8:
            made.append(Cell(f"w{n}", "next"))
        else:
            letter = _PATTERN[(seed * 7 + n) % len(_PATTERN)]
            made.append(Cell(f"w{n}", "open", letter, "unwell" if letter == "H" else "", None, "", _EFFECTS[letter]))
    return tuple(made)


def register(names: tuple[str, ...] = NAMES) -> Register:
    """The eighth woman joined at the third workshop; the eleventh left before the seventh."""
    rows = []
    for seed, name in enumerate(names):
        line = cells(seed, joined=3 if seed == 7 else 1, left=7 if seed == 10 else 11)
        came = sum(cell.counts in ("here", "late") for cell in line)
        of = sum(cell.counts in ("here", "late", "away") for cell in line)
        rate = Fraction(came, of) if of else None
        rows.append(RegisterRow(f"p{seed}", f"e{seed}", name, "en", line, came, of, rate, None))
    columns = tuple(
        RegisterColumn(
            row.id, row.number, row.title, row.day, ("past", "today", "next")[(row.number > 7) + (row.number > 8)],
            sum(line.cells[row.number - 1].counts in ("here", "late") for line in rows), 0, row.offered,
        )
        for row in workshops()
    )  # fmt: skip
    return Register("c1", columns, tuple(rows), 7)


def person(name: str = "Asha") -> PersonPage:
    release = ReleaseLine(date(2027, 1, 14), "letter", date(2026, 10, 20), "Rhian")
    return PersonPage(
        id="p1", enrolment_id="e1", name=name, surname="Example", prison_number="A0000AA", language="en",
        business="Embellish", business_about="Hand-made cards and art sessions", joined_on=_FIRST, left_on=None,
        left_cause="", release=release, releases=(release,), cells=cells(0), workshops=workshops(), came=6, offered=8,
        rate=Fraction(6, 8), position=1, of=12, previous_id="", next_id="p2",
    )  # fmt: skip
