"""Words for codes that more than one page shows."""

from __future__ import annotations

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
