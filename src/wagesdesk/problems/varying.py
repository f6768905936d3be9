"""Sentences that depend on what an error carries. Each stands without any field too."""

from __future__ import annotations

from wagesdesk.problems.shared import (
    Fields,
    Problem,
    all_saved,
    nothing_changed,
    nothing_written,
    still_locked,
)
from wagesdesk.text import N_, _, join_words, ngettext

_LABELS = {
    "about": N_("About the business"),
    "amount": N_("Amount"),
    "at": N_("Time"),
    "business": N_("Business"),
    "by": N_("Translated by"),
    "cause": N_("Reason"),
    "check_by": N_("Look again by"),
    "checked_on": N_("Checked on"),
    "chosen": N_("First name"),
    "code": N_("Ten characters"),
    "day": N_("Day"),
    "ends": N_("Ends at"),
    "form": N_("Number of the sheet"),
    "how": N_("How she said it"),
    "joined_on": N_("Joined on"),
    "kind": N_("Kind"),
    "noted": N_("Noted on"),
    "language": N_("Language"),
    "letter": N_("Mark"),
    "minutes": N_("Minutes"),
    "name": N_("Name"),
    "names": N_("Names"),
    "note": N_("Note"),
    "of": N_("Who is asked"),
    "owner": N_("Owner of a plan"),
    "pence": N_("Price"),
    "pin": N_("Her PIN"),
    "place": N_("Place"),
    "prison_number": N_("Prison number"),
    "programme": N_("Programme"),
    "quick_code": N_("Quick code"),
    "rank": N_("Rank"),
    "reason": N_("Reason"),
    "role": N_("Role"),
    "row": N_("Line"),
    "scope": N_("What may be shared"),
    "seat": N_("Seat"),
    "section": N_("Part of the plan"),
    "skipped": N_("Leave out these days"),
    "source": N_("Who said so"),
    "stage": N_("Where it stands"),
    "start": N_("First day"),
    "starts": N_("Starts at"),
    "sure": N_("How sure"),
    "surname": N_("Surname"),
    "text": N_("Words"),
    "title": N_("Title"),
    "until": N_("Ask again by"),
    "what": N_("What it is"),
    "workshop": N_("Workshop"),
}

_REASONS = {
    "bad_number": (N_("A number in this is not one we know."), N_("Check it against the paper and type it again.")),
    "before": (N_("This is not after the day it was checked."), N_("Choose a later day.")),
    "before_joined": (N_("This is before the day she joined."), N_("Choose a later day.")),
    "before_start": (N_("The end is before the start."), N_("Change one of the two.")),
    "below": (N_("This is less than nothing."), N_("Type it without the minus.")),
    "cancelled": (N_("This workshop is cancelled."), N_("Bring it back first.")),
    "easy": (N_("This number is easy to guess."), N_("Choose another one.")),
    "empty": (N_("This is empty."), N_("Type it in and try again.")),
    "far": (N_("This is more than two years from the other workshops."), N_("Check the year.")),
    "form": (N_("This does not have the usual form."), N_("Check it against the paper and type it again.")),
    "future": (N_("This day has not come yet."), N_("Choose an earlier day.")),
    "last": (N_("She is the only owner left, and a plan needs one."), N_("Add another owner first.")),
    "marked": (
        N_("Women are marked for this workshop, so it stays on its day."),
        N_("Cancel it, or add another workshop."),
    ),
    "no_other": (N_("There is no open workshop to change with on that side."), N_("Choose another one.")),
    "not_since": (
        N_("This is before the sheet was made, or has not come yet."),
        N_("Type the time that stands on it. If it does, look at this machine's clock."),
    ),
    "not_a_mark": (N_("This letter ends her time here; it is not a mark."), N_("Use Left the programme.")),
    "not_a_day": (N_("This is not a date."), N_("Type it like 3 Nov 2026.")),
    "not_cancelled": (N_("This workshop is not cancelled."), N_("Nothing needs to be done.")),
    "nothing_left": (N_("No time is left between the pauses."), N_("Change one of the times.")),
    "of_no_bundle": (
        N_("This code belongs to none of the bundles that left here."),
        N_("Have it read to you once more."),
    ),
    "other_sheet": (
        N_("This is the number of another sheet."),
        N_("Print this one, have it signed, and type its number."),
    ),
    "out": (N_("Her words are out at another terminal."), N_("Collect them first, or say there that they are lost.")),
    "past": (N_("This day has gone by."), N_("Choose a later day.")),
    "range": (N_("This is outside what the workshop offered."), N_("Type a number within the workshop's minutes.")),
    "same": (N_("Her own words are in this language already."), N_("Choose another language.")),
    "same_day": (N_("The workshop is on this day already."), N_("Choose another day.")),
    "same_times": (N_("These are its times already."), N_("Change one of the times.")),
    "taken": (N_("Another workshop is on this day."), N_("Choose another day.")),
    "time": (N_("This is not a time of day."), N_("Type it like 09:30.")),
    "too_large": (N_("This is more than a sum can hold."), N_("Check how many noughts it has.")),
    "too_long": (N_("This is too long."), N_("Shorten it and try again.")),
    "twice": (N_("This is here twice."), N_("Remove one, or add a surname to tell them apart.")),
    "unknown": (N_("This is not in the list."), N_("Choose one from the list.")),
    "unread": (N_("This is not a number that can be read here."), N_("Type it in figures, like 12 or 2.50.")),
}

# These fields have their own sentence for a code that means something else elsewhere.
_OWN_REASONS = {
    ("quick_code", "bad_number"): (
        N_("A quick code is six digits that are not all the same."),
        N_("Choose another six digits."),
    ),
    ("prison_number", "form"): (
        N_("This is not like A1234BC."),
        N_("Check it against the paper and type it again, or leave it empty."),
    ),
    ("pin", "form"): (
        N_("A PIN is four to six digits."),
        N_("Choose four, five or six digits."),
    ),
    ("checked_on", "form"): (N_("This is not a date."), N_("Type it like 3 Nov 2026.")),
    ("check_by", "form"): (N_("This is not a date."), N_("Type it like 3 Nov 2026.")),
    ("pence", "empty"): (N_("This is not a price that can be kept."), N_("Type it like 2.50.")),
}


def field_invalid(fields: Fields) -> Problem:
    """The field by its label where it has one, the lines it is on, and the reason where there are words for it."""
    field, code = str(fields.get("field")), str(fields.get("code"))
    what, now = _("One answer cannot be used as it is."), _("Change it and try again.")
    reason = _OWN_REASONS.get((field, code)) or _REASONS.get(code)
    if reason:
        what, now = _(reason[0]), _(reason[1])
    label = _(_LABELS[field]) if field in _LABELS else ""
    if lines := _listed(fields, "lines"):
        place = ngettext("line %(lines)s", "lines %(lines)s", len(lines)) % {"lines": join_words(lines)}
        label = _("%(label)s, %(place)s") % {"label": label, "place": place} if label else place
    if label:
        what = _("%(label)s: %(what)s") % {"label": label, "what": what}
    return Problem(what, _("Your other answers are kept."), now)


def changed_since(fields: Fields) -> Problem:
    if fields.get("type") == "export":
        return Problem(
            _("Something of it was changed or erased after it was prepared."),
            nothing_written(),
            _("Go back, and prepare it again."),
        )
    what = _("This was changed since by someone else.")
    if by := str(fields.get("by") or ""):
        what = _("This was changed since by %(name)s.") % {"name": by}
    return Problem(what, _("Their change was kept."), _("Open History to see both and bring back the one you want."))


def consent_missing(fields: Fields) -> Problem:
    if fields.get("code") == "changed":
        return Problem(
            _("What %(name)s agreed to share has changed.") % {"name": str(fields.get("name", ""))},
            _("Nothing has left."),
            _("Look through the list, and prepare it again."),
        )
    return Problem(
        _("Nobody you chose has said yes to this recipient."),
        nothing_written(),
        _("Ask each woman, record her answers, then try again."),
    )


def slots_too_few(fields: Fields) -> Problem:
    if fields.get("code") == "people":
        return Problem(
            _("A second person is needed before anything can leave."),
            nothing_written(),
            _("Add a second member of staff with their own passphrase in Settings, then try again."),
        )
    return Problem(
        _("There is only one way in to these records."),
        nothing_changed(),
        _("Make a recovery key, or add a second member of staff, before you add participants."),
    )


def weak_passphrase(fields: Fields) -> Problem:
    least, what = fields.get("least"), _("That passphrase is too easy to guess.")
    if isinstance(least, int):
        what = ngettext(
            "That passphrase is too short. It needs at least %(n)d character.",
            "That passphrase is too short. It needs at least %(n)d characters.",
            least,
        ) % {"n": least}
    return Problem(what, nothing_changed(), _("Add another word or two, or take the one that is offered."))


def wrong_passphrase(fields: Fields) -> Problem:
    if fields.get("code") == "length":
        return Problem(
            _("That recovery key has too few or too many letters."),
            still_locked(),
            _("Count the groups against the paper, then type it again."),
        )
    if fields.get("code") == "checksum":
        what = _("A group of that recovery key was mistyped.")
        if groups := _listed(fields, "groups"):
            what = ngettext(
                "Group %(groups)s of that recovery key was mistyped.",
                "Groups %(groups)s of that recovery key were mistyped.",
                len(groups),
            ) % {"groups": join_words(groups)}
        return Problem(what, still_locked(), _("Check it against the paper and type it again."))
    return Problem(
        _("Those words do not open the records."),
        still_locked(),
        _("Check your name above, then type all the words again with a space between them."),
    )


def vault_damaged(fields: Fields) -> Problem:
    kind = fields.get("path_kind")
    if kind == "backup":
        return Problem(
            _("This backup is damaged or not complete."),
            _("The records on this machine were not touched."),
            _("Use another backup, and make a new one today."),
        )
    if kind == "keys":
        return Problem(
            _("The files with the ways in to these records are damaged."),
            _("The records themselves were not touched."),
            _("Copy the whole folder to a safe place, then choose Bring records back from a backup."),
        )
    if kind == "disk":
        return Problem(
            _("This machine's disk did not answer as it should."),
            all_saved(),
            _("Make a backup to another place, then have the disk looked at."),
        )
    return Problem(
        _("A file of these records is damaged and cannot be read."),
        _("Nothing was written to it. Backups are not touched by this."),
        _("Copy the whole folder to a safe place, then choose Bring records back from a backup."),
    )


def card_unreadable(fields: Fields) -> Problem:
    line, what = fields.get("line"), _("This is not a WagesDesk card, or a group was mistyped.")
    if isinstance(line, int) and line > 0:
        what = _("Line %(n)d of the card was mistyped.") % {"n": line}
    return Problem(what, nothing_changed(), _("Check each group against the paper, or load the card's file again."))


def drive_gone(fields: Fields) -> Problem:
    """`backup`: what was being written is a copy for the second place."""
    if fields.get("backup"):
        return Problem(
            _("The second place went away before the backup there was finished."),
            _("The records on this machine are safe. The copy in the second place is not complete."),
            _("Put its stick back in, then make the backup again in Settings."),
        )
    return Problem(
        _("The stick was pulled out before we finished."),
        _("The records on this machine are safe. What is on the stick is not complete."),
        _("Put it back and press Write again."),
    )


def drive_full(fields: Fields) -> Problem:
    """`backup` as for drive_gone."""
    if fields.get("backup"):
        return Problem(
            _("There is not enough room in the second place for the backup."),
            _("The records on this machine are safe, and so are the backups that were there before."),
            _("Make room there or choose another second place, then make the backup again in Settings."),
        )
    return Problem(
        _("There is not enough room on the stick."),
        _("The records on this machine are safe, and no half-written file was left."),
        _("Make room on it or use another stick, then press Write again."),
    )


def drive_read_only(fields: Fields) -> Problem:
    """`backup` as for drive_gone."""
    if fields.get("backup"):
        return Problem(
            _("The second place does not let a backup be written."),
            _("The records on this machine are safe, and so are the backups that were there before."),
            _("Move the small lock switch of its stick if it has one, or choose another second place in Settings."),
        )
    return Problem(
        _("The stick does not let anything be written."),
        nothing_written(),
        _("Move its small lock switch if it has one, or use another stick."),
    )


def drive_has_others(fields: Fields) -> Problem:
    what = _("There are other files on the stick.")
    if count := len(_listed(fields, "names")):
        what = ngettext(
            "There is %(n)d other file on the stick.", "There are %(n)d other files on the stick.", count
        ) % {"n": count}
    return Problem(
        what,
        _("Nothing was written to it, and its files were not touched."),
        _("Look through the list and accept it, or use an empty stick."),
    )


def _listed(fields: Fields, key: str) -> list[str]:
    value = fields.get(key)
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else []
