"""The journal in plain words: what an entry about a person says, for her History."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wagesdesk.services import attendance
from wagesdesk.services.subject import is_link
from wagesdesk.text import _, clock_time, long_day, short_day
from wagesdesk.ui import labels
from wagesdesk.ui.values import mark_details, value_words

if TYPE_CHECKING:
    from wagesdesk.services.history import HistoryLine


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
        if is_link(line.type, line.field) and line.value is not None:
            found.setdefault(line.eid, {})[line.field] = line.value
    return found


def is_told(line: HistoryLine) -> bool:
    """Whether a line means anything to a person; ids that tie records together do not."""
    return not is_link(line.type, line.field)


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
    fields = {"value": value_words(line.type, line.field, line.value) or "-"}
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
        ("checkout", "out"): _("Her words went out to a terminal"),
        ("checkout", "back"): _("Her words came back from a terminal"),
        ("checkout", "lost"): _("Her words at a terminal were called lost"),
    }.get((line.type, line.field))
    return said % fields if said else _("Something newer than this program: %(value)s") % fields


def _marked(line: HistoryLine, known: Known) -> str:
    said: Any = line.value
    number = known.workshops.get(known.of(line.eid, "workshop_id"))
    which = _("workshop %(number)d") % {"number": number} if number else _("a workshop")
    effect = next((code.effect for code in attendance.codes() if code.letter == said["letter"]), "")
    fields = {"which": which, "label": labels.letter(said["letter"])}
    words = {
        "here": _("Marked present for %(which)s"),
        "late": _("Marked late for %(which)s"),
        "excused": _("Marked excused for %(which)s: %(label)s"),
        "away": _("Marked away for %(which)s, reason not known"),
    }.get(effect, _("Marked for %(which)s: %(label)s")) % fields
    return ", ".join([words, *mark_details(said)])


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
    fields = {"day": _day(said["day"]), "cause": labels.leaving_cause(said["cause"])}
    return _("Left the programme on %(day)s: %(cause)s") % fields


def _removed(line: HistoryLine, known: Known) -> str:
    number = known.workshops.get(known.of(line.eid, "workshop_id"))
    if line.type == "mark" and number:
        words = _("The mark for workshop %(number)d was put back") if not line.value else ""
        return (words or _("The mark for workshop %(number)d was taken away")) % {"number": number}
    if line.type in ("person", "enrolment"):
        return _("Taken off the list") if line.value else _("Put back on the list")
    return _("Taken away") if line.value else _("Put back")


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
