"""Words for codes that more than one page shows."""

from __future__ import annotations

from fractions import Fraction

from wagesdesk.text import N_, _

_ROLES = {
    "administrator": N_("administrator"),
    "facilitator": N_("facilitator"),
    "checker": N_("checker"),
    "support_worker": N_("support worker"),
}


def role(code: str) -> str:
    """A role in words; an unknown one as it is."""
    return _(_ROLES[code]) if code in _ROLES else code


def who(name: str, role_code: str) -> str:
    """`Rhian, facilitator`."""
    if not role_code:
        return name
    return _("%(name)s, %(role)s") % {"name": name, "role": role(role_code)}


_PLACE_KINDS = {
    "laptop": N_("Laptop inside"),
    "terminal": N_("Terminal inside"),
    "outside": N_("Machine outside"),
    "agency": N_("Another agency"),
    "security": N_("Prison security"),
}


def place_kind(code: str) -> str:
    """What a machine is, in words; an unknown one as it is."""
    return _(_PLACE_KINDS[code]) if code in _PLACE_KINDS else code


_SCOPES = {
    "identity": N_("Surname and prison number"),
    "contact": N_("How to reach her after release"),
    "plan": N_("Business plan and sums"),
    "actions": N_("Release date and actions"),
    "needs": N_("What she needs before release"),
    "health": N_("Health, drugs and alcohol"),
    "attendance": N_("Workshops she came to"),
    "scores": N_("Scores and feedback"),
    "story": N_("Her own story"),
}

_SCOPES_SHORT = {
    "identity": N_("Surname"),
    "contact": N_("Contact"),
    "plan": N_("Plan"),
    "actions": N_("Actions"),
    "needs": N_("Needs"),
    "health": N_("Health"),
    "attendance": N_("Attendance"),
    "scores": N_("Scores"),
    "story": N_("Story"),
}

_RELEASE_SOURCES = {
    "woman": N_("she said so"),
    "wing_staff": N_("wing staff"),
    "offender_management": N_("the OMU"),
    "letter": N_("a letter"),
}

_HOW = {"paper": N_("on paper"), "spoken": N_("she said it")}


def scope(code: str) -> str:
    """What may be shared, in words a woman is asked with; an unknown one as it is."""
    return _(_SCOPES[code]) if code in _SCOPES else code


def scope_short(code: str) -> str:
    """The same in one word, for tables that staff read; an unknown one as it is."""
    return _(_SCOPES_SHORT[code]) if code in _SCOPES_SHORT else code


def release_source(code: str) -> str:
    """Who gave a release date, to stand after a comma; an unknown one as it is."""
    return _(_RELEASE_SOURCES[code]) if code in _RELEASE_SOURCES else code


def how_answered(code: str) -> str:
    """How she gave an answer, to stand after a comma; an unknown one as it is."""
    return _(_HOW[code]) if code in _HOW else code


def percent(rate: Fraction | None) -> str:
    """`96%`, or `-` while nothing counts yet. Only the whole is 100% and only nothing is 0%."""
    if rate is None:
        return "-"
    shown = min(max(round(rate * 100), 1), 99) if 0 < rate < 1 else int(rate * 100)
    return _("%(percent)d%%") % {"percent": shown}
