"""A value of the journal in few words: for the two sides of a clash, for what waits, and for a person's History."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from wagesdesk.export.reports.labels_codes import code_words
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import _, short_day
from wagesdesk.ui import labels

_CLEAR_ALONE: Final = frozenset({"person", "identity", "business", "release_date", "enrolment"})
"""Record types whose fields need no word on what they belong to."""
_ASIDE: Final = frozenset({"at", "by", "sha256", "start", "plan_figure.figure.of", "plan_translation.translated.of"})


def is_told(record_type: str, name: str) -> bool:
    """Whether a field means anything to a person; ids and keys do not."""
    return not name.endswith("_id") and (record_type, name) != ("staff", "check_key")


def field_words(record_type: str, name: str) -> str:
    """What a field is called, with its record where it would not be clear alone; one of a later version as it is."""
    words = labels.field(record_type, name)
    if record_type in _CLEAR_ALONE:
        return words
    return _("%(record)s: %(field)s") % {"record": labels.record(record_type), "field": words}


def value_words(record_type: str, name: str, value: Any) -> str:
    """The value of a field; empty for none."""
    if value is None or value == "":
        return ""
    if name == "removed":
        return _("taken away") if value else _("there")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        told = {
            "mark": _mark, "release_date": _release, "business": _business, "consent": _consent, "enrolment": _ending,
            "workshop": _when, "workshop_change": _change,
        }.get(record_type)  # fmt: skip
        return told(value) if told else ", ".join(_parts(f"{record_type}.{name}", value))
    said = {"joined": _day, "language": labels.language, "role": labels.role, "scope": labels.scope}.get(name)
    return said(value) if said else code_words(f"{record_type}.{name}", str(value))


def mark_details(said: Mapping[str, Any]) -> list[str]:
    """The cause, the minutes, the note of a mark, and who filled in the paper, as far as there are any."""
    parts = [labels.mark_cause(said["cause"])]
    if said["minutes"] is not None:
        parts.append(_("there for %(minutes)d minutes") % {"minutes": said["minutes"]})
    parts.append(said["note"])
    if said["done_by"]:
        parts.append(_("on paper by %(name)s") % {"name": said["done_by"]})
    return [part for part in parts if part]


def _parts(field: str, value: Mapping[str, Any]) -> list[str]:
    """Each part in words, without those that say who, when and where: a line of the History has these of itself."""
    told = []
    for part, each in value.items():
        if part == "pence" and isinstance(each, int):
            told.append(pounds(each))
        elif part == "language":
            told.append(labels.language(str(each)))
        elif not _ASIDE & {part, f"{field}.{part}"} and each is not None and each != "":
            told.append(code_words(f"{field}.{part}", str(each)))
    return told


def _mark(value: Mapping[str, Any]) -> str:
    return ", ".join([labels.letter(value["letter"]), *mark_details(value)])


def _release(value: Mapping[str, Any]) -> str:
    fields = {"day": _day(value["day"]), "source": labels.release_source(value["source"])}
    return _("%(day)s, she said so") % fields if value["source"] == "woman" else _("%(day)s, from %(source)s") % fields


def _business(value: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (value["name"], value["about"]) if part) or _("not named")


def _consent(value: Mapping[str, Any]) -> str:
    return _("yes, until %(until)s") % {"until": _day(value["until"])} if value["yes"] else _("no")


def _ending(value: Mapping[str, Any]) -> str:
    return _("left on %(day)s: %(cause)s") % {
        "day": _day(value["day"]), "cause": labels.leaving_cause(value["cause"])
    }  # fmt: skip


def _when(value: Mapping[str, Any]) -> str:
    return _("%(day)s, %(starts)s to %(ends)s") % {**value, "day": _day(value["day"])}


def _change(value: Mapping[str, Any]) -> str:
    parts = (labels.workshop_change(value["did"]), labels.cancellation_cause(value["cause"]), value["note"])
    return ", ".join(part for part in parts if part)


def _day(iso: str) -> str:
    return short_day(date.fromisoformat(iso), year=True)
