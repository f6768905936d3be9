"""What a change of the dates would come to, in words: for the list of workshops and below the form."""

from __future__ import annotations

from wagesdesk.services.workshop import Plan, PlanRow
from wagesdesk.text import _, long_day, ngettext, short_day


def becomes(plan: Plan, row: PlanRow) -> str:
    """What stands in the list beside a workshop that will be changed: its new day, its new times, or `Cancelled`."""
    if plan.did == "cancelled":
        return _("Cancelled")
    if plan.did in ("shortened", "lengthened"):
        fields = {"starts": row.after.starts, "ends": row.after.ends, "minutes": row.after.offered}
        return _("%(starts)s to %(ends)s, %(minutes)d min") % fields
    return short_day(row.after.day)


def summary(plan: Plan) -> str:
    """What is to be known before the button is pressed."""
    first, count = plan.rows[0], len(plan.rows)
    said = []
    if plan.did == "moved":
        words = ngettext(
            "%(count)d workshop changes its day, as the list shows.",
            "%(count)d workshops change their days, as the list shows.",
            count,
        )
        said.append(words % {"count": count})
        new = {row.after.id: row.after for row in plan.rows}
        last = max(new.get(one.id, one).day for one in plan.run)
        said.append(_("The last workshop is then on %(day)s.") % {"day": long_day(last)})
    if first.before is not None and plan.did in ("shortened", "lengthened"):
        fields = {"new": first.after.offered, "old": first.before.offered}
        said.append(_("%(new)d minutes in place of %(old)d, pauses left out.") % fields)
    if first.before is None:
        fields = {"number": first.after.number, "minutes": first.after.offered}
        said.append(_("It becomes workshop %(number)d, with %(minutes)d minutes, pauses left out.") % fields)
    elif first.before.number != first.after.number:
        said.append(_("It becomes workshop %(number)d, by its day.") % {"number": first.after.number})
    if plan.did == "cancelled":
        said.append(_("It counts for nobody and lowers nobody’s rate."))
        if first.marks:
            words = ngettext(
                "%(count)d mark stays on record and does not count.",
                "%(count)d marks stay on record and do not count.",
                first.marks,
            )
            said.append(words % {"count": first.marks})
    return " ".join(said)
