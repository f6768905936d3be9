"""Days lost and why: a sheet for the governor. Counts only; nobody is named, and no note is printed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.export.reports.blocks import Block, Cell, Column, Document, Facts, Heading, Paragraph, Table
from wagesdesk.services.reference import cancellation_causes
from wagesdesk.text import _, ngettext, short_day

if TYPE_CHECKING:
    from wagesdesk.services.workshop import DaysLost, LostRow


def days_lost(told: DaysLost, cohort_title: str, site: str, *, printed: date, large: bool = False) -> Document:
    """What did not go as planned, and what the prison took of the women's time, by cause.

    Small numbers stand as they are: the sheet stays in the prison, which knows them, and says so.
    """
    blocks: list[Block] = [Facts(_facts(told, printed)), Heading(_("Workshops that did not go as planned"))]
    blocks.append(_workshops(told) if told.rows else Paragraph(_("Every workshop stands as it was planned.")))
    blocks.append(Heading(_("What the prison took, by cause")))
    blocks.append(_causes(told) if told.causes else Paragraph(_("Nothing, as far as the registers say.")))
    blocks.append(
        Paragraph(
            _("Minutes are those of all women together. They lower nobody’s rate. Nobody is named on this sheet."),
            "quiet",
        )
    )
    blocks.append(Paragraph(_("Counts under five stand here, so this sheet stays in the prison."), "quiet"))
    owner = f"{cohort_title}, {site}" if site else cohort_title
    return Document(_("Days lost and why"), owner, tuple(blocks), printed, large=large, code="days_lost")


def _facts(told: DaysLost, printed: date) -> tuple[tuple[str, str], ...]:
    held = sum(one.day <= printed and not one.cancelled for one in told.run)
    off = sum(one.cancelled for one in told.run)
    counts = _("%(all)d: %(held)d held, %(next)d to come, %(off)d cancelled") % {
        "all": len(told.run), "held": held, "next": len(told.run) - held - off, "off": off,
    }  # fmt: skip
    did = {kind: sum(one.did == kind for one in told.rows) for kind in ("moved", "shortened", "cancelled")}
    days = ngettext("%(count)d planned day", "%(count)d planned days", len(told.rows)) % {"count": len(told.rows)}
    parts = _("%(days)s: %(cancelled)d cancelled, %(moved)d moved, %(shortened)d shortened") % {"days": days, **did}
    return (
        (_("Workshops"), counts),
        (_("Not as planned"), parts),
        (_("The prison took"), _time(told.minutes)),
    )


def _time(minutes: int) -> str:
    """`1,180 minutes (19 h 40 min)`, of all women together."""
    said = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": f"{minutes:,}"}
    hours, rest = divmod(minutes, 60)
    return _("%(minutes)s (%(hours)d h %(rest)d min)") % {"minutes": said, "hours": hours, "rest": rest}


def _workshops(told: DaysLost) -> Table:
    columns = (
        Column(_("Day"), 25), Column(_("Workshop"), 41), Column(_("What happened"), 34), Column(_("Why"), 34),
        Column(_("Women"), 23, "right"), Column(_("Minutes"), 26, "right"),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(short_day(one.day, year=True)), Cell(f"{one.workshop.number}. {_(one.workshop.title)}"),
            Cell(_happened(one)), Cell(_why(one)), Cell(str(one.women)), Cell(f"{one.women * one.minutes:,}"),
        )
        for one in told.rows
    )  # fmt: skip
    return Table(_("Workshops that did not go as planned"), columns, rows)


def _happened(one: LostRow) -> str:
    if one.moved_to is not None:
        return _("Moved to %(day)s") % {"day": short_day(one.moved_to)}
    if one.did == "cancelled":
        return _("Cancelled")
    fields = {"minutes": one.minutes, "starts": one.workshop.starts, "ends": one.workshop.ends}
    return _("%(minutes)d minutes shorter: %(starts)s to %(ends)s") % fields


def _why(one: LostRow) -> str:
    """The reason, and whether it was the prison's."""
    cause = next((cause for cause in cancellation_causes() if cause.code == one.cause), None)
    if cause is None:
        return _("Not said")
    return _(cause.label) if cause.prison else _("%(cause)s (not the prison)") % {"cause": _(cause.label)}


def _causes(told: DaysLost) -> Table:
    columns = (
        Column(_("Cause"), 76), Column(_("How it is marked"), 46), Column(_("Times"), 26, "right"),
        Column(_("Minutes"), 26, "right"),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(_(one.label)), Cell(_("Letter %(letter)s") % {"letter": one.letter} if one.letter else _("Whole day")),
            Cell(str(one.times)), Cell(f"{one.minutes:,}"),
        )
        for one in told.causes
    )  # fmt: skip
    total = (
        Cell(_("All together"), "strong"), Cell(), Cell(str(sum(one.times for one in told.causes)), "strong"),
        Cell(f"{told.minutes:,}", "strong"),
    )  # fmt: skip
    return Table(_("What the prison took, by cause"), columns, rows, (total,))
