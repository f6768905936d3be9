"""From an error to three sentences for people: what happened, what is safe, what to do now. No Qt here."""

from __future__ import annotations

from collections.abc import Callable

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems.words import NOTICES, TABLE, Problem
from wagesdesk.text import N_, _

__all__ = ["NOTICES", "TABLE", "Problem", "describe", "describe_notice"]

_LABELS = {
    "chosen": N_("First name"),
    "name": N_("Name"),
    "surname": N_("Surname"),
    "prison_number": N_("Prison number"),
    "title": N_("Title"),
    "programme": N_("Programme"),
    "start": N_("First day"),
    "weekday": N_("Weekday"),
    "starts": N_("Starts at"),
    "ends": N_("Ends at"),
    "skipped": N_("Days to leave out"),
    "joined_on": N_("Joined on"),
    "left_on": N_("Left on"),
    "day": N_("Day"),
    "source": N_("Who said so"),
    "noted_on": N_("Noted on"),
    "letter": N_("Mark"),
    "cause": N_("Reason"),
    "minutes": N_("Minutes"),
    "note": N_("Note"),
    "done_on": N_("Done on"),
    "about": N_("About the business"),
    "until": N_("Ask again by"),
    "on": N_("Date"),
    "role": N_("Role"),
    "site": N_("Place"),
    "passphrase": N_("Passphrase"),
}

_REASONS = {
    "empty": (N_("This is empty."), N_("Type it in and try again.")),
    "twice": (N_("This is here twice."), N_("Remove one, or add a surname to tell them apart.")),
    "too_long": (N_("This is too long."), N_("Shorten it and try again.")),
    "too_short": (N_("This is too short."), N_("Add to it and try again.")),
    "too_many": (N_("There are too many."), N_("Take some out and try again.")),
    "bad_number": (N_("This is not a number we know."), N_("Check it against the paper and type it again.")),
    "bad_day": (N_("This is not a day in the calendar."), N_("Type it like 3 November 2026.")),
    "bad_time": (N_("This is not a time of day."), N_("Type it like 09:30.")),
    "past": (N_("This day has gone by."), N_("Choose a later day.")),
    "future": (N_("This day has not come yet."), N_("Choose an earlier day.")),
    "order": (N_("The end is before the start."), N_("Change one of the two.")),
    "unknown": (N_("This is not in the list."), N_("Choose one from the list.")),
}


def describe(error: UserError) -> Problem:
    """The sentences for `error`, from its own class or the nearest class above it."""
    if isinstance(error, FieldInvalid):
        return _invalid(error)
    word: Callable[..., Problem] = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
    return word(error.fields)


def describe_notice(code: str) -> Problem:
    """The sentences for something the vault noticed on opening; a general one for a code without words."""
    return NOTICES.get(code, _general_notice)()


def _general_notice() -> Problem:
    return Problem(
        _("WagesDesk noticed something about these records."),
        _("The records open and nothing is lost."),
        _("Make a backup, and write down the details for support."),
    )


def _invalid(error: FieldInvalid) -> Problem:
    """The field by its label where it has one, and the reason where there are words for it."""
    general = TABLE[FieldInvalid](error.fields)
    what, now = general.what, general.now
    reason = _REASONS.get(str(error.fields.get("code")))
    if reason:
        what, now = _(reason[0]), _(reason[1])
    label = _LABELS.get(str(error.fields.get("field")))
    if label:
        what = _("%(label)s: %(what)s") % {"label": _(label), "what": what}
    return Problem(what, general.safe, now)
