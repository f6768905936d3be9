"""What the register says of a cell: to a screen reader, in its tooltip and in the toast."""

from __future__ import annotations

from datetime import timedelta

from wagesdesk.services.attendance import Cell, Register, RegisterColumn, RegisterRow, code_of
from wagesdesk.text import _, long_day, ngettext, short_day
from wagesdesk.ui.workshops import words as workshop_words


def cell_sentence(row: RegisterRow, column: RegisterColumn, cell: Cell) -> str:
    """`Jodie, workshop 8, not marked` or `Esther, workshop 8, Healthcare, excused`."""
    parts = [row.name, _("workshop %(number)d") % {"number": column.number}, *_off(column), *_state(cell)]
    return ", ".join(part for part in parts if part)


def _off(column: RegisterColumn) -> list[str]:
    """That a workshop is cancelled and why, and what becomes of marks from before."""
    if not column.cancelled:
        return []
    kept = ngettext(
        "%(count)d mark is kept and does not count", "%(count)d marks are kept and do not count", column.kept
    )
    return [workshop_words.cancelled(column.cause), *([kept % {"count": column.kept}] if column.kept else [])]


def _state(cell: Cell) -> list[str]:
    if cell.state == "cancelled":
        return [_("cannot be marked")]
    if cell.state == "before":
        return [_("before she joined"), _("cannot be marked")]
    if cell.state == "after":
        return [_("after she left"), _("cannot be marked")]
    if not cell.letter:
        return [_("not marked") if cell.state == "open" else _("still to come")]
    excused = _("excused") if cell.counts == "excused" else ""
    return [_(code_of(cell.letter).label), excused, *reason_parts(cell)]


def reason_parts(cell: Cell) -> list[str]:
    """The cause, the minutes and the note of a mark, as far as there are any."""
    parts = []
    cause = code_of(cell.letter).cause(cell.cause)
    if cause is not None:
        parts.append(_(cause.label))
    if cell.minutes is not None:
        parts.append(_("there for %(minutes)d minutes") % {"minutes": cell.minutes})
    if cell.note:
        parts.append(cell.note)
    return parts


def column_sentence(column: RegisterColumn) -> str:
    """`Workshop 8, Tuesday 3 November, today`."""
    words = _("Workshop %(number)d, %(day)s") % {"number": column.number, "day": long_day(column.day)}
    return ", ".join([words, *([_("today")] if column.state == "today" else []), *_off(column)])


def column_tip(column: RegisterColumn) -> str:
    """The title; why it is cancelled."""
    return ". ".join([_(column.title), *_off(column)])


def foot_sentence(register: Register) -> str:
    """`In the room: workshop 1, 11; workshop 2, 10`."""
    counts = [
        _("workshop %(number)d, %(count)d") % {"number": one.number, "count": one.here}
        for one in register.columns
        if one.state != "next" and not one.cancelled
    ]
    return _("In the room: %(counts)s") % {"counts": "; ".join(counts)}


def came(row: RegisterRow) -> str:
    """`5 of 5`: the workshops she came to, of those that count for her; empty while none does."""
    return _("%(came)d of %(of)d") % {"came": row.came, "of": row.offered} if row.offered else ""


def marked(name: str, number: int, letter: str) -> str:
    """What the toast says after a mark."""
    code = code_of(letter)
    fields = {"name": name, "number": number, "label": _(code.label)}
    if code.effect == "here":
        return _("%(name)s marked present for workshop %(number)d") % fields
    if code.effect == "late":
        return _("%(name)s marked late for workshop %(number)d") % fields
    if code.effect == "excused":
        return _("%(name)s marked excused for workshop %(number)d: %(label)s") % fields
    return _("%(name)s marked away for workshop %(number)d, reason not known") % fields


def refused(row: RegisterRow, column: RegisterColumn, cell: Cell) -> str:
    """Why a cell of a cancelled workshop, or outside her days, is not marked."""
    fields = {"name": row.name, "number": column.number}
    if cell.state == "cancelled":
        return _("Workshop %(number)d is cancelled, so nobody is marked for it") % fields
    if cell.state == "before" or row.left_on is None:
        return _("%(name)s joined after workshop %(number)d, so it stays open") % fields
    fields["day"] = short_day(row.left_on - timedelta(days=1))
    return _("%(name)s’s last day was %(day)s, so workshop %(number)d stays open") % fields
