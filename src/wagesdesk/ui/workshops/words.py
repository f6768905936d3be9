"""What Today and the register say in the same words about a workshop that was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagesdesk.services import reference
from wagesdesk.text import _, long_day, ngettext, short_day
from wagesdesk.ui import labels

if TYPE_CHECKING:
    from wagesdesk.services.workshop import ChangeLine, Plan


def causes() -> tuple[tuple[str, str], ...]:
    """Code and words of each reason for which a workshop may be changed."""
    return tuple((one.code, _(one.label)) for one in reference.cancellation_causes())


def cancelled(code: str) -> str:
    """`Cancelled: Room not available`, or `Cancelled` where the reason is not known."""
    return _("Cancelled: %(cause)s") % {"cause": labels.cancellation_cause(code)} if code else _("Cancelled")


def change(line: ChangeLine) -> str:
    """`Moved from Tue 3 Nov: Staff not available. The van did not start.`"""
    fields = {"day": short_day(line.day), "did": labels.workshop_change(line.did)}
    words = _("Moved from %(day)s") % fields if line.did == "moved" else _("%(did)s on %(day)s") % fields
    if line.cause:
        words = _("%(what)s: %(cause)s") % {"what": words, "cause": labels.cancellation_cause(line.cause)}
    return f"{words}. {line.note}" if line.note else words


def done(plan: Plan, why: str) -> str:
    """What the toast says after a plan was carried out for the reason with this code."""
    first, following = plan.rows[0], len(plan.rows) - 1
    at = first.after
    fields = {
        "number": first.before.number if first.before else at.number, "day": long_day(at.day), "starts": at.starts,
        "ends": at.ends, "cause": labels.cancellation_cause(why), "count": following,
        "other": plan.rows[-1].after.number,
    }  # fmt: skip
    if plan.did == "moved" and following:
        return (
            ngettext(
                "Workshop %(number)d moved to %(day)s; %(count)d more follows",
                "Workshop %(number)d moved to %(day)s; %(count)d more follow",
                following,
            )
            % fields
        )
    said = {
        "moved": _("Workshop %(number)d moved to %(day)s"),
        "shortened": _("Workshop %(number)d is now from %(starts)s to %(ends)s"),
        "lengthened": _("Workshop %(number)d is now from %(starts)s to %(ends)s"),
        "cancelled": _("Workshop %(number)d cancelled: %(cause)s"),
        "back": _("Workshop %(number)d takes place after all"),
        "added": _("Workshop %(number)d added on %(day)s"),
        "topic": _("Workshops %(number)d and %(other)d changed their topics"),
    }
    return said[plan.did] % fields
