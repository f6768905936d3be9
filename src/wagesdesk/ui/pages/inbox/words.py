"""Sentences about a bundle that stand before it is taken in and after it."""

from __future__ import annotations

from collections.abc import Sequence

from wagesdesk.export.newcomers import TookBack
from wagesdesk.problems import Problem
from wagesdesk.text import _, join_words, long_day, ngettext
from wagesdesk.ui import labels


def gap(place: str, missing: Sequence[int], *, outside: bool) -> Problem:
    """A bundle from a place rests on these that are not here; `outside` is where this is read."""
    fields = {"place": place, "numbers": join_words([str(one) for one in missing])}
    what = ngettext(
        "Bundle %(numbers)s from %(place)s is not here, and this one holds only what is newer.",
        "Bundles %(numbers)s from %(place)s are not here, and this one holds only what is newer.",
        len(missing),
    )
    safe = _("It is not everything. %(place)s leaves out what it was told had arrived, until somebody asks.")
    now = (
        _("Ask for everything: Write back does it by itself. Or tell them to press Send everything again.")
        if outside
        else _("Ask for everything: the next bundle there does it by itself. Or tell them: Send everything again.")
    )
    return Problem(what % fields, safe % fields, now)


def asks(place: str) -> Problem:
    """A bundle asks for what its sender has no more."""
    return Problem(
        _("%(place)s asks for everything: something that had arrived is not there any more.") % {"place": place},
        _("Once this is taken in, the next bundle to them holds all that they have no more."),
        "",
    )


def took_back(people: Sequence[TookBack], *, outside: bool) -> Problem:
    """Whose consent no longer holds, or which part of it; what that hides at once, and where it is erased."""
    what = " ".join(_took_back(one) for one in people)
    if not outside:
        return Problem(
            what,
            _("Taking this in keeps her answer. Her pages stay here: nothing hides or deletes them yet."),
            _("Do not use them any more, and ask whoever leads the programme what is to be done."),
        )
    whole = not all(one.partly for one in people)
    hidden = (
        _("Taking this in hides it at once on every page here, and her name too where she shares nothing any more.")
        if whole
        else _("Taking this in hides it at once on every page here. The rest of what she shares stays.")
    )
    return Problem(
        what,
        hidden,
        _("What is hidden is listed under Settings, Erase people, until it is erased. Erase prints and files by hand."),
    )


def _took_back(one: TookBack) -> str:
    fields = {
        "name": one.name or _("Somebody whose name is not here"), "day": long_day(one.day),
        "scopes": join_words([labels.scope_short(scope) for scope in one.scopes]),
    }  # fmt: skip
    if one.partly:
        return _("%(name)s took back a part of her consent on %(day)s: %(scopes)s.") % fields
    if one.ran_out:
        return _("%(name)s's consent ran out on %(day)s.") % fields
    return _("%(name)s took her consent back on %(day)s.") % fields
