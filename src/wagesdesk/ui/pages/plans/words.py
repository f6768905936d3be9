"""Words for the codes of a plan, as staff read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from wagesdesk.services.plan import Answer, PlanRow
from wagesdesk.services.plan_comments import Comment
from wagesdesk.services.plan_drafts import Sending
from wagesdesk.services.plan_template import plan_template
from wagesdesk.text import N_, _, join_words, ngettext, short_day
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.plans.stages import WITH_HER, group_of

STATES: Final = {
    "empty": N_("Not written yet"),
    "started": N_("Started"),
    "said": N_("Said out loud"),
    "drafted": N_("Written"),
    "checked": N_("Checked together"),
}
STATE_ICONS: Final = {
    "empty": "circle-dashed", "started": "pencil", "said": "message-square", "drafted": "check",
    "checked": "circle-check",
}  # fmt: skip
FORMS: Final = {
    "alone": N_("On her own"), "together": N_("Together with others"),
    "social": N_("Others gain too (social enterprise)"),
}  # fmt: skip
ASKED_OF: Final = {
    "guest": N_("Guests"), "home": N_("Home"), "facilitator": N_("Facilitator"), "member": N_("Outside"),
}  # fmt: skip
KINDS: Final = {"ask": N_("A question"), "works": N_("Works well")}
KIND_ICONS: Final = {"ask": "message-circle-question-mark", "works": "circle-check"}


def names(row: PlanRow) -> str:
    """First names of those whose plan it is."""
    return join_words([name for _id, name in row.owners]) or _("Nobody")


def business(row: PlanRow) -> str:
    return row.title or _("Not named yet")


def section_title(code: str) -> str:
    return _(plan_template().section(code).title)


def days_since(row: PlanRow, today: date, desk: Desk) -> str:
    """How long it stands where it stands: `5 days`, `1 day`, `Today`."""
    if row.since is None:
        return ""
    days = (today - desk.clock.local(row.since).date()).days
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days > 0 else _("Today")


def third_line(row: PlanRow, sending: Sending, desk: Desk) -> str:
    """`Draft 2`, or since when it is with her."""
    if group_of(row) == WITH_HER:
        if row.since is None:
            return _("She has not sent it yet")
        return _("With her since %(day)s") % {"day": day_of(row.since, desk)}
    return _("Draft %(n)d") % {"n": max(sending.drafts, 1)}


def head(row: PlanRow, sending: Sending) -> str:
    """`Asha, draft 2`."""
    fields = {"names": names(row), "n": sending.drafts + (group_of(row) == WITH_HER)}
    return _("%(names)s, draft %(n)d") % fields


def second(row: PlanRow, sending: Sending, desk: Desk) -> str:
    """When it was sent, and how much of it is written."""
    written = _("%(done)d of %(of)d sections written") % {"done": row.done, "of": row.of}
    if sending.sent is None:
        return written
    return _("Sent %(day)s. %(written)s") % {"day": day_of(sending.sent, desk), "written": written}


def state_line(answer: Answer) -> str:
    """`Written`, `Said out loud, taken down by Rhian`, `Checked together, typed from paper of 3 Nov by Rhian`."""
    if answer.skipped:
        return _("Left for now")
    words = _(STATES[answer.state])
    if answer.state == "empty":
        return words
    by = answer.by or _("somebody")
    if answer.how == "paper":
        how = _("typed from paper of %(day)s by %(name)s") if answer.done_on else _("typed from paper by %(name)s")
        day = short_day(answer.done_on, weekday=False) if answer.done_on else ""
        return f"{words}, {how % {'day': day, 'name': by}}"
    if answer.how == "said":
        taken = _("taken down by %(name)s") % {"name": by}
        return ", ".join((words, taken) if answer.state == "said" else (words, _("said out loud"), taken))
    return words


def sent_line(one: Comment, desk: Desk) -> str:
    """Whether she has seen a comment."""
    if one.sent is None:
        return _("Not sent yet")
    if one.seen is None:
        return _("Sent %(day)s, not read yet") % {"day": day_of(one.sent, desk)}
    return _("She read it %(day)s") % {"day": day_of(one.seen, desk)}


def day_of(at: datetime, desk: Desk) -> str:
    """`Thu 29 Oct`."""
    return short_day(desk.clock.local(at).date())


def short(day: date | None) -> str:
    """`3 Nov 2026`; empty for none."""
    return short_day(day, year=True, weekday=False) if day is not None else ""
