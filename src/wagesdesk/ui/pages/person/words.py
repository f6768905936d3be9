"""The journal in plain words: what an entry about a person says, for her History."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wagesdesk.services import attendance, reference
from wagesdesk.text import _, clock_time, long_day, short_day
from wagesdesk.ui import labels

if TYPE_CHECKING:
    from wagesdesk.services.history import HistoryLine

_PLUMBING = frozenset({"person_id", "enrolment_id", "workshop_id", "cohort_id", "recipient_id", "scope"})
_LANGUAGES = {"en": "English", "cy": "Cymraeg"}


@dataclass(frozen=True)
class Known:
    """What the words need beside the entries: workshop numbers, recipients and cohorts by id.

    `records` are the fields with which each record was made, by its id.
    """

    workshops: Mapping[str, int]
    recipients: Mapping[str, str]
    cohorts: Mapping[str, str]
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, eid: str, name: str) -> str:
        """An id field of a record; empty when the entry that made it is not here."""
        return str(self.records.get(eid, {}).get(name) or "")


def made_with(lines: Sequence[HistoryLine]) -> dict[str, dict[str, Any]]:
    """The fields that say what a record belongs to, by its id, read from its history."""
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.field in _PLUMBING and line.value is not None:
            found.setdefault(line.eid, {})[line.field] = line.value
    return found


def is_told(line: HistoryLine) -> bool:
    """Whether a line means anything to a person; ids that tie records together do not."""
    return line.field not in _PLUMBING


def sentence(line: HistoryLine, known: Known) -> str:
    """What the entry did: `Marked present for workshop 8`."""
    words = _sentence(line, known)
    if line.operation == "undo":
        return _("%(words)s, by Undo") % {"words": words}
    return words


def _sentence(line: HistoryLine, known: Known) -> str:
    if line.state == "erased":
        return _("Erased")
    if line.field == "removed":
        return _removed(line, known)
    if (line.type, line.field) == ("mark", "says"):
        return _marked(line, known)
    if (line.type, line.field) == ("consent", "answer"):
        return _answered(line, known)
    if (line.type, line.field) == ("enrolment", "ending"):
        return _ended(line.value)
    fields = {"value": value_words(line.type, line.field, line.value)}
    if (line.type, line.field) == ("enrolment", "joined"):
        fields["cohort"] = known.cohorts.get(known.of(line.eid, "cohort_id")) or _("the cohort")
        return _("Joined %(cohort)s on %(value)s") % fields
    said = {
        ("person", "name"): _("First name: %(value)s"),
        ("person", "language"): _("Language: %(value)s"),
        ("identity", "surname"): _("Surname: %(value)s"),
        ("identity", "prison_number"): _("Prison number: %(value)s"),
        ("business", "idea"): _("Business: %(value)s"),
        ("release_date", "given"): _("Release date %(value)s"),
    }.get((line.type, line.field))
    return said % fields if said else _("Something newer than this program: %(value)s") % fields


def _marked(line: HistoryLine, known: Known) -> str:
    said: Any = line.value
    number = known.workshops.get(known.of(line.eid, "workshop_id"))
    which = _("workshop %(number)d") % {"number": number} if number else _("a workshop")
    code = attendance.code_of(said["letter"])
    fields = {"which": which, "label": _(code.label)}
    words = {
        "here": _("Marked present for %(which)s"),
        "late": _("Marked late for %(which)s"),
        "excused": _("Marked excused for %(which)s: %(label)s"),
    }.get(code.effect, _("Marked away for %(which)s, reason not known")) % fields
    return ", ".join([words, *mark_details(said)])


def mark_details(said: Mapping[str, Any]) -> list[str]:
    """The cause, the minutes, the note of a mark, and who filled in the paper, as far as there are any."""
    parts = []
    cause = attendance.code_of(said["letter"]).cause(said["cause"])
    if cause is not None:
        parts.append(_(cause.label))
    if said["minutes"] is not None:
        parts.append(_("there for %(minutes)d minutes") % {"minutes": said["minutes"]})
    if said["note"]:
        parts.append(said["note"])
    if said["done_by"]:
        parts.append(_("on paper by %(name)s") % {"name": said["done_by"]})
    return parts


def _answered(line: HistoryLine, known: Known) -> str:
    said: Any = line.value
    fields = {
        "recipient": known.recipients.get(known.of(line.eid, "recipient_id")) or _("a former recipient"),
        "scope": labels.scope(known.of(line.eid, "scope")),
        "how": labels.how_answered(said["how"]),
        "until": _day(said["until"]),
    }
    if not said["yes"]:
        return _("She said no: %(scope)s, for %(recipient)s, %(how)s") % fields
    return _("She said yes: %(scope)s, for %(recipient)s, %(how)s, until %(until)s") % fields


def _ended(said: Any) -> str:
    if said is None:
        return _("Takes part again")
    return _("Left the programme on %(day)s: %(cause)s") % {"day": _day(said["day"]), "cause": leaving_cause(said)}


def leaving_cause(said: Mapping[str, Any]) -> str:
    """Why she left, in words."""
    labels_of = {one.code: one.label for one in reference.leaving_causes()}
    label = labels_of.get(said["cause"], "")
    return _(label) if label else said["cause"]


def _removed(line: HistoryLine, known: Known) -> str:
    number = known.workshops.get(known.of(line.eid, "workshop_id"))
    if line.type == "mark" and number:
        words = _("The mark for workshop %(number)d was put back") if not line.value else ""
        return (words or _("The mark for workshop %(number)d was taken away")) % {"number": number}
    if line.type in ("person", "enrolment"):
        return _("Taken off the list") if line.value else _("Put back on the list")
    return _("Taken away") if line.value else _("Put back")


def value_words(record_type: str, name: str, value: Any) -> str:
    """A value in few words, for what stood there before; `-` for nothing."""
    if value is None or value == "":
        return "-"
    if name == "removed":
        return _("taken away") if value else _("there")
    if name == "joined":
        return _day(value)
    if not isinstance(value, Mapping):
        return str(_LANGUAGES.get(value, value)) if name == "language" else str(value)
    told = {
        "mark": _mark_value, "release_date": _release_value, "business": _business_value,
        "consent": _consent_value, "enrolment": _ending_value,
    }.get(record_type)  # fmt: skip
    return told(value) if told else ", ".join(str(part) for part in value.values())


def _mark_value(value: Mapping[str, Any]) -> str:
    return ", ".join([_(attendance.code_of(value["letter"]).label), *mark_details(value)])


def _release_value(value: Mapping[str, Any]) -> str:
    fields = {"day": _day(value["day"]), "source": labels.release_source(value["source"])}
    return _("%(day)s, she said so") % fields if value["source"] == "woman" else _("%(day)s, from %(source)s") % fields


def _business_value(value: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (value["name"], value["about"]) if part) or _("not named")


def _consent_value(value: Mapping[str, Any]) -> str:
    if not value["yes"]:
        return _("no")
    until = short_day(date.fromisoformat(value["until"]), year=True, weekday=False)
    return _("yes, until %(until)s") % {"until": until}


def _ending_value(value: Mapping[str, Any]) -> str:
    return _("left on %(day)s") % {"day": _day(value["day"])}


def _day(iso: str) -> str:
    return short_day(date.fromisoformat(iso), year=True)


def when(line: HistoryLine, local: datetime, *, year: bool = True) -> str:
    """`Tue 3 Nov 2026, 09:27`; `local` is the instant where the machine stands. Said to be unsure when it is."""
    words = _("%(day)s, %(time)s") % {"day": short_day(local.date(), year=year), "time": clock_time(local)}
    return words if line.clock_ok else _("%(when)s, date not sure") % {"when": words}


def state(code: str) -> str:
    """What became of a value."""
    return {
        "now": _("In use"),
        "clash": _("Two answers"),
        "replaced": _("Replaced"),
        "waiting": _("Held back"),
        "erased": _("Erased"),
    }[code]


def since(day: date) -> str:
    """`Tuesday 15 September 2026`."""
    return long_day(day, year=True)
