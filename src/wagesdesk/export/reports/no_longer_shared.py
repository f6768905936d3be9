"""What women took back: for whoever was given it, so that it is used no more and deleted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.export.reports import labels
from wagesdesk.export.reports.blocks import Cell, Column, Document, Paragraph, Table
from wagesdesk.text import _, short_day

if TYPE_CHECKING:
    from wagesdesk.export.withdrawal import Withdrawal


def in_words(withdrawn: tuple[Withdrawal, ...]) -> tuple[tuple[str, str], ...]:
    """For each of these women her name, and line by line what she took back since when."""
    told = _("%(what)s, since %(day)s")
    return tuple(
        (
            one.name,
            "\n".join(told % {"what": labels.scope(scope), "day": short_day(on, year=True)} for scope, on in one.scopes)
            or _("Everything"),
        )
        for one in withdrawn
    )


def no_longer_shared(withdrawn: tuple[Withdrawal, ...], place: str, *, printed: date) -> Document:
    """One row for each thing that one of these people does not share any more, and since when. `place` gave it."""
    rows = tuple(
        (Cell(one.name), Cell(labels.scope(scope)), Cell(short_day(on, year=True)))
        for one in withdrawn
        for scope, on in one.scopes
    ) + tuple((Cell(one.name), Cell(_("Everything")), Cell("")) for one in withdrawn if not one.scopes)
    columns = (Column(_("Person"), 0.3), Column(_("No longer shared"), 0.48), Column(_("Since"), 0.22))
    lead = _("These people had agreed that you see this. They do not agree any more, or the time they named is over.")
    ask = _("Please use it no more, and delete what you hold of it, on paper too.")
    blocks = (Paragraph(lead), Paragraph(ask, "strong"), Table(_("No longer shared"), columns, rows))
    return Document(_("No longer shared"), place, blocks, printed, code="no_longer_shared")
