"""A value of the journal in few words, for the two sides of a clash and for what waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wagesdesk.services import attendance, reference
from wagesdesk.text import N_, _, long_day
from wagesdesk.ui import labels

_FIELDS = {
    ("person", "name"): N_("First name"),
    ("person", "language"): N_("Language"),
    ("identity", "surname"): N_("Surname"),
    ("identity", "prison_number"): N_("Prison number"),
    ("business", "idea"): N_("Business"),
    ("release_date", "given"): N_("Release date"),
    ("consent", "answer"): N_("Consent"),
    ("mark", "says"): N_("Mark in the register"),
    ("enrolment", "joined"): N_("Joined on"),
    ("enrolment", "ending"): N_("Left the programme"),
    ("card", "card"): N_("Card of another machine"),
    ("card", "compared"): N_("Check words compared on"),
    ("staff", "name"): N_("Name of a member of staff"),
    ("staff", "role"): N_("Role of a member of staff"),
    ("cohort", "title"): N_("Name of the cohort"),
    ("workshop", "title"): N_("Title of a workshop"),
    ("workshop", "aim"): N_("Aim of a workshop"),
    ("workshop", "when"): N_("Day of a workshop"),
    ("workshop", "topic"): N_("Place of a workshop in the programme"),
    ("workshop", "cancelled"): N_("Workshop cancelled"),
    ("workshop_change", "said"): N_("What became of a workshop"),
}
_LANGUAGES = {"en": "English", "cy": "Cymraeg"}
_PLUMBING = frozenset({"person_id", "enrolment_id", "workshop_id", "cohort_id", "recipient_id", "check_key", "number"})


def is_told(field: str) -> bool:
    """Whether a field means anything to a person; ids that tie records together do not."""
    return field not in _PLUMBING


def field_words(record_type: str, field: str) -> str:
    """What a field is called; one of a later version as it is."""
    if field == "removed":
        return _("Taken away")
    words = _FIELDS.get((record_type, field))
    return _(words) if words else f"{record_type}, {field}"


def value_words(record_type: str, field: str, value: Any) -> str:
    """The value of a field; `nothing` for none."""
    if value is None or value == "":
        return _("nothing")
    if value is True or value is False:
        return _("yes") if value else _("no")
    if field == "joined":
        return _day(value)
    if not isinstance(value, Mapping):
        return str(_LANGUAGES.get(value, value)) if field == "language" else str(value)
    told = {
        "mark": _mark, "release_date": _release, "business": _business, "consent": _consent, "enrolment": _ending,
        "workshop": _when, "workshop_change": _change,
    }.get(record_type)  # fmt: skip
    return told(value) if told else ", ".join(str(part) for part in value.values())


def _mark(value: Mapping[str, Any]) -> str:
    code = attendance.code_of(value["letter"])
    parts = [_(code.label)]
    if (cause := code.cause(value["cause"])) is not None:
        parts.append(_(cause.label))
    if value["minutes"] is not None:
        parts.append(_("there for %(minutes)d minutes") % {"minutes": value["minutes"]})
    return ", ".join([*parts, *([value["note"]] if value["note"] else [])])


def _release(value: Mapping[str, Any]) -> str:
    return _("%(day)s, %(source)s") % {"day": _day(value["day"]), "source": labels.release_source(value["source"])}


def _business(value: Mapping[str, Any]) -> str:
    return ". ".join(part for part in (value["name"], value["about"]) if part) or _("nothing")


def _consent(value: Mapping[str, Any]) -> str:
    return _("Yes, until %(day)s") % {"day": _day(value["until"])} if value["yes"] else _("No")


def _ending(value: Mapping[str, Any]) -> str:
    causes = {one.code: one.label for one in reference.leaving_causes()}
    label = causes.get(value["cause"], "")
    return _("%(day)s: %(cause)s") % {"day": _day(value["day"]), "cause": _(label) if label else value["cause"]}


def _when(value: Mapping[str, Any]) -> str:
    return _("%(day)s, %(starts)s to %(ends)s") % {**value, "day": _day(value["day"])}


def _change(value: Mapping[str, Any]) -> str:
    causes = {one.code: _(one.label) for one in reference.cancellation_causes()}
    parts = (labels.workshop_change(value["did"]), causes.get(value["cause"], value["cause"]), value["note"])
    return ", ".join(part for part in parts if part)


def _day(iso: str) -> str:
    return long_day(date.fromisoformat(iso), year=True)
