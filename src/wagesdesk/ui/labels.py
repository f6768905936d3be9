"""Words for codes that more than one page shows."""

from __future__ import annotations

from fractions import Fraction

from wagesdesk.export.reports.labels import (
    cancellation_cause,
    field,
    how_answered,
    language,
    leaving_cause,
    letter,
    mark_cause,
    record,
    release_source,
    scope,
    workshop_change,
)
from wagesdesk.text import N_, _

__all__ = [
    "cancellation_cause", "field", "how_answered", "language", "leaving_cause", "letter", "mark_cause", "percent",
    "place_kind", "recipient", "record", "release_source", "role", "scope", "scope_short", "who", "workshop_change",
]  # fmt: skip

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


def recipient(name: str) -> str:
    """Who can open a bundle, as its manifest names them."""
    return _("the spare key") if name == "escrow" else name


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


def scope_short(code: str) -> str:
    """The same in one word, for tables that staff read; an unknown one as it is."""
    return _(_SCOPES_SHORT[code]) if code in _SCOPES_SHORT else code


def percent(rate: Fraction | None) -> str:
    """`96%`, or `-` while nothing counts yet. Only the whole is 100% and only nothing is 0%."""
    if rate is None:
        return "-"
    shown = min(max(round(rate * 100), 1), 99) if 0 < rate < 1 else int(rate * 100)
    return _("%(percent)d%%") % {"percent": shown}
