"""The class list on paper: who is in the group, with empty columns to write in. First names only unless asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from wagesdesk.export.reports.blocks import Block, Cell, Column, Document, Paragraph, Table
from wagesdesk.text import _, ngettext, short_day

if TYPE_CHECKING:
    from wagesdesk.services.class_list import ClassRow

_WIDTH: Final = 174.0  # of a portrait page, in mm
_BLANK: Final = 24.0  # the least width that a hand can write a word in
_MOST_BLANKS: Final = 4
_LINE: Final = 9.0  # mm, room for handwriting


def class_list(
    rows: Sequence[ClassRow],
    cohort_title: str,
    site: str,
    *,
    printed: date,
    with_identity: bool = False,
    with_release: bool = False,
    large: bool = False,
) -> Document:
    """Those who take part on the day of printing, in the order of the register; A4, portrait.

    `with_identity` adds surname and prison number, `with_release` the release date. As many empty columns as fit,
    from one to four, have an empty head to write in too.
    """
    here = [row for row in rows if row.left_on is None or row.left_on > printed]
    scale = 14 / 12 if large else 1.0
    columns = [Column(_("Name"), 46 * scale), Column(_("Joined"), 27 * scale), Column(_("Came"), 20 * scale, "centre")]
    if with_release:
        columns.append(Column(_("Going home"), 29 * scale))
    room = _WIDTH - sum(column.width for column in columns)
    blanks = min(max(int(room // _BLANK), 1), _MOST_BLANKS)
    columns += [Column("", room / blanks)] * blanks
    table = Table(
        _("Class list"), tuple(columns),
        tuple((*_cells(row, with_identity, with_release), *([Cell()] * blanks)) for row in here), line=_LINE,
    )  # fmt: skip
    blocks: list[Block] = [table] if here else [Paragraph(_("Nobody is in this group yet."))]
    gone = len(rows) - len(here)
    if gone:
        left = ngettext(
            "%(n)d who left the programme is not listed.", "%(n)d who left the programme are not listed.", gone
        )
        blocks.append(Paragraph(left % {"n": gone}, "quiet"))
    owner = f"{cohort_title}, {site}" if site else cohort_title
    return Document(
        _("Class list"),
        owner,
        tuple(blocks),
        printed,
        large=large,
        code="class_list",
        people=tuple(row.person_id for row in here),
    )


def _cells(row: ClassRow, with_identity: bool, with_release: bool) -> list[Cell]:
    name = row.name
    if with_identity:
        name = "\n".join(part for part in (f"{row.name} {row.surname}".strip(), row.prison_number) if part)
    came = _("%(came)d of %(offered)d") % {"came": row.came, "offered": row.offered} if row.offered else ""
    cells = [Cell(name), Cell(_day(row.joined)), Cell(came)]
    return [*cells, Cell(_day(row.release) or _("Not known"))] if with_release else cells


def _day(day: date | None) -> str:
    return short_day(day, year=True, weekday=False) if day else ""
