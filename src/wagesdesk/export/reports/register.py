"""The register on paper: the same order, letters and columns as the screen, to fill in by hand or as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.export.reports.blocks import Cell, Column, Document, Kind, Legend, Signature, Table
from wagesdesk.text import _, short_day

if TYPE_CHECKING:
    from wagesdesk.services import attendance, reference

_FRAMES: dict[str, Kind] = {"here": "plain", "late": "shaded", "excused": "boxed", "away": "heavy", "left": "quiet"}
CLOSED = frozenset({"before", "after", "cancelled"})
"""States of a cell in which nothing can be marked."""
_ONE_PAGE = 13  # rows that fit on the first page with the legend and the signature; in large print one less


def register_blank(
    register: attendance.Register,
    cohort_title: str,
    site: str,
    *,
    codes: Sequence[reference.AttendanceCode],
    printed: date,
    large: bool = False,
) -> Document:
    """The register to fill in by hand: no marks, spare rows to the end of the page, days that are not hers greyed."""
    rows = tuple((Cell(row.name), *(_empty(cell) for cell in row.cells), Cell()) for row in register.rows)
    width = len(register.columns) + 2
    spare = ((Cell(),) * width,) * (_ONE_PAGE - large - len(rows))
    foot = (_foot(_("In the room"), [""] * (width - 2)), _foot(_("Initials"), [""] * (width - 2)))
    table = Table(_("Register"), _columns(register, _("Came")), rows + spare, foot, line=6.8)
    blocks = (table, legend(codes), Signature((_("Facilitator"),)))
    return Document(_("Register to fill in"), _of(cohort_title, site), blocks, printed, landscape=True, large=large,
                    code="register_blank", people=_people(register))  # fmt: skip


def register_filled(
    register: attendance.Register,
    cohort_title: str,
    site: str,
    *,
    codes: Sequence[reference.AttendanceCode],
    printed: date,
    large: bool = False,
) -> Document:
    """The register as it stands: letters framed by what they count as, her own "came of", how many were in the room."""
    rows = tuple((Cell(row.name), *marks(row.cells, codes), _came(row)) for row in register.rows)
    here = ["" if column.state == "next" or column.cancelled else str(column.here) for column in register.columns]
    foot = (_foot(_("In the room"), here), _foot(_("Initials"), [""] * len(here)))
    table = Table(_("Register"), _columns(register, _("Came")), rows, foot, line=6.8)
    blocks = (table, legend(codes), Signature((_("Facilitator"),)))
    return Document(_("Register"), _of(cohort_title, site), blocks, printed, landscape=True, large=large,
                    code="register", people=_people(register))  # fmt: skip


def _people(register: attendance.Register) -> tuple[str, ...]:
    return tuple(row.person_id for row in register.rows)


def legend(codes: Sequence[reference.AttendanceCode]) -> Legend:
    """What the letters mean, framed as they are in the table."""
    return Legend(tuple((code.letter, _(code.label), _FRAMES[code.effect]) for code in codes))


def marks(cells: Sequence[attendance.Cell], codes: Sequence[reference.AttendanceCode]) -> tuple[Cell, ...]:
    """Her marks as table cells. Days before she joined are greyed; those after she left too, the first says X."""
    left = next((code for code in codes if code.effect == "left"), None)
    gone = next((at for at, cell in enumerate(cells) if cell.state == "after"), None)
    made = [_mark(cell, codes) for cell in cells]
    if left and gone is not None:
        made[gone] = Cell(left.letter, "quiet", _(left.label))
    return tuple(made)


def _mark(cell: attendance.Cell, codes: Sequence[reference.AttendanceCode]) -> Cell:
    if cell.state in CLOSED:
        return Cell("", "closed", outside(cell.state))
    code = next((code for code in codes if code.letter == cell.letter), None)
    return Cell(cell.letter, _FRAMES[code.effect], _(code.label)) if code else Cell(cell.letter)


def outside(state: str) -> str:
    """Words for a day on which nothing can be marked."""
    said = {"before": _("Before she joined"), "after": _("After she left"), "cancelled": _("Cancelled")}
    return said[state]


def _empty(cell: attendance.Cell) -> Cell:
    return Cell("", "closed", outside(cell.state)) if cell.state in CLOSED else Cell()


def _came(row: attendance.RegisterRow) -> Cell:
    return Cell(_("%(came)d of %(offered)d") % {"came": row.came, "offered": row.offered}, "strong")


def _foot(label: str, values: Sequence[str]) -> tuple[Cell, ...]:
    return (Cell(label), *(Cell(value, "strong") for value in values), Cell())


def _columns(register: attendance.Register, total: str) -> tuple[Column, ...]:
    days = tuple(
        Column(str(one.number), 24, "centre", _("Cancelled"))
        if one.cancelled
        else Column(str(one.number), 18, "centre", short_day(one.day, weekday=False), now=one.state == "today")
        for one in register.columns
    )
    return (Column(_("Name"), 52), *days, Column(total, 24, "centre"))


def _of(cohort: str, site: str) -> str:
    return f"{cohort}, {site}" if site else cohort
