"""Sentences about lists of people that cannot be read."""

from __future__ import annotations

from collections.abc import Callable

from wagesdesk import errors as e
from wagesdesk.problems.shared import Fields, Problem, nothing_changed
from wagesdesk.text import N_, _

_SAVE_AS = N_("Open it in a spreadsheet program, save it as .xlsx or .csv, and choose that.")

_KINDS = {
    "xls": (N_("This is an old kind of spreadsheet (.xls)."), _SAVE_AS),
    "xlsb": (N_("This is a kind of spreadsheet that WagesDesk does not read (.xlsb)."), _SAVE_AS),
    "ods": (N_("This is a kind of spreadsheet that WagesDesk does not read (.ods)."), _SAVE_AS),
    "locked": (
        N_("This spreadsheet is locked with a password."),
        N_("Save it without the password in a safe place, bring it in, then delete that copy."),
    ),
    "pdf": (N_("This is a PDF, not a list."), N_("Ask for the list as a spreadsheet, or type the names.")),
    "image": (N_("This is a picture, not a list."), N_("Ask for the list as a spreadsheet, or type the names.")),
    "document": (
        N_("This is a text document, not a list."),
        N_("Copy the names from it and paste them where names are typed."),
    ),
    "program": (
        N_("This is a program, not a list."),
        N_("Do not open it. Tell the person who looks after this machine."),
    ),
    "web": (N_("This is a web page, whatever its name says."), _SAVE_AS),
    "archive": (N_("This is a packed folder, not a list."), N_("Unpack it first, then choose the list in it.")),
}


def _empty(fields: Fields) -> Problem:
    what = _("There is nothing in this list.")
    if fields.get("code") == "header_only":
        what = _("This list has headings and nobody under them.")
    return Problem(what, nothing_changed(), _("Check that it is the right file, and that it was saved."))


def _not_a_spreadsheet(fields: Fields) -> Problem:
    what, now = _KINDS.get(
        str(fields.get("kind")), (N_("This is not a list that WagesDesk can read."), N_("Choose a .csv or .xlsx file."))
    )
    return Problem(_(what), nothing_changed(), _(now))


def _too_large(fields: Fields) -> Problem:
    what, now = _("This file is larger than a list of people can be."), _("Check that it is the right file.")
    if fields.get("code") == "unpacked":
        what = _("This file would unpack to far more than a list of people can be.")
        now = _("Ask who sent it. If it is right, save it anew as .csv and choose that.")
    if fields.get("code") == "rows":
        what = _("This list has more than %(most)s rows.") % {"most": fields.get("most", 0)}
        now = _("Cut it into smaller lists and bring them in one after the other.")
    return Problem(what, nothing_changed(), now)


def _unreadable(fields: Fields) -> Problem:
    if fields.get("code") == "held":
        return Problem(
            _("This list cannot be opened just now."),
            nothing_changed(),
            _("Close it in other programs, or ask for the right to read it, then try again."),
        )
    return Problem(
        _("This spreadsheet is damaged."),
        nothing_changed(),
        _("Open it in a spreadsheet program and save it anew, or ask for it again."),
    )


LISTS: dict[type[e.UserError], Callable[[Fields], Problem]] = {
    e.ListError: lambda _fields: Problem(
        _("This list could not be read."), nothing_changed(), _("Choose another file, or type the names.")
    ),
    e.ListGone: lambda _fields: Problem(
        _("This list is not there any more."),
        nothing_changed(),
        _("If it is on a stick, put the stick back, then choose the list again."),
    ),
    e.ListEmpty: _empty,
    e.ListNotASpreadsheet: _not_a_spreadsheet,
    e.ListTooLarge: _too_large,
    e.ListUnreadable: _unreadable,
}
