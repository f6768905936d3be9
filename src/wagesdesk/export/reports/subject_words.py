"""What is held on one person, value by value, in words: for the print she has a right to."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from wagesdesk.export.reports import labels
from wagesdesk.export.reports.labels_codes import code_words, line_words
from wagesdesk.models.records import BY_TYPE
from wagesdesk.services.subject import is_link
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import N_, _, short_day

if TYPE_CHECKING:
    from wagesdesk.services.subject import Held, Said, Written

_STATES: Final = {"clash": N_("one of two answers"), "replaced": N_("changed since")}
_PLACES: Final = {key: place for place, key in enumerate(labels.FIELDS)}


def when(at: datetime, *, sure: bool = True) -> str:
    """`Tue 3 Nov 2026, 09:27`, or with `date not sure` behind it."""
    words = _("%(day)s, %(time)s") % {"day": short_day(at.date(), year=True), "time": f"{at:%H:%M}"}
    return words if sure else _("%(when)s, date not sure") % {"when": words}


def day(iso: Any) -> str:
    """`Thu 14 Jan 2027`; what is no date as it is."""
    try:
        return short_day(date.fromisoformat(iso), year=True)
    except (ValueError, TypeError):
        return str(iso)


def who(entry: Written) -> str:
    """`Rhian, HMP Ashmere`, as far as it is known."""
    return ", ".join(part for part in (entry.by or _("name not known here"), entry.place) if part)


def about(record_type: str, eid: str, held: Held) -> str:
    """Which record it is: `Workshop mark: workshop 8, Panel day`, `What may be shared: Ashmere Hub, Her own story`."""
    links = held.links.get(eid, {})
    parts = []
    if "cohort_id" in links:
        parts.append(held.names.get(links["cohort_id"]) or _("a group that is not here any more"))
    if "workshop_id" in links:
        parts.append(_workshop(links["workshop_id"], held))
    if "recipient_id" in links:
        parts.append(recipient(links["recipient_id"], held))
    if "scope" in links:
        parts.append(labels.scope(links["scope"]))
    parts += [words for _label, words in keys(record_type, eid, held)]
    named = labels.record(record_type)
    return _("%(record)s: %(about)s") % {"record": named, "about": ", ".join(parts)} if parts else named


def keys(record_type: str, eid: str, held: Held) -> list[tuple[str, str]]:
    """Label and words of what a record is kept under, where that is no id: the section of a plan, the line of a sum."""
    links = held.links.get(eid, {})
    found = []
    for name in BY_TYPE[record_type].natural_key if record_type in BY_TYPE else ():
        if name in links and not name.endswith("_id") and name != "scope":
            key = f"{record_type}.{name}"
            words = line_words(links.get("sheet", ""), links[name]) if key == "plan_figure.row" else ""
            if key != "plan_figure.row":
                words = labels.language(links[name]) if name == "language" else code_words(key, links[name])
            found += [(labels.field(record_type, name), words)] if words else []
    return found


def recipient(card_id: str, held: Held) -> str:
    """Who something may be shared with."""
    return held.names.get(card_id) or _("a place that is not listed any more")


def _workshop(workshop_id: str, held: Held) -> str:
    row = held.workshops.get(workshop_id)
    if row is None:
        return _("a workshop that is not here any more")
    return _("workshop %(number)d, %(title)s") % {"number": row.number, "title": row.title}


def pairs(record_type: str, said: Sequence[Said], held: Held, left_out: Collection[str]) -> list[tuple[str, str]]:
    """Label and words of each field, or of each part of one; empty parts are not named.

    Where an entry is in `left_out`, what was typed freely in it is replaced by a word that says so.
    """
    return [
        (label, _with_state(text, one.state))
        for one in sorted(said, key=lambda one: _place(f"{record_type}.{one.field}"))
        for label, text in _field(record_type, one, held, hidden=one.entry_id in left_out)
    ]


def sentence(entry: Written, held: Held, left_out: Collection[str]) -> str:
    """What one entry wrote: `Workshop mark: workshop 8, Panel day. Mark: Present`."""
    said = [one for one in entry.said if not is_link(entry.type, one.field)]
    if any(one.state == "erased" for one in entry.said):
        return _("%(record)s. Erased") % {"record": labels.record(entry.type)}
    words = []
    for one in sorted(said, key=lambda one: _place(f"{entry.type}.{one.field}")):
        told = "; ".join(
            _("%(label)s: %(value)s") % {"label": label, "value": text}
            for label, text in _field(entry.type, one, held, hidden=one.entry_id in left_out)
        )
        words.append(_with_state(told, one.state))
    return ". ".join([about(entry.type, entry.eid, held), *words])


def _with_state(words: str, state: str) -> str:
    if state not in _STATES:
        return words
    return _("%(words)s (%(state)s)") % {"words": words, "state": _(_STATES[state])}


def _field(record_type: str, said: Said, held: Held, *, hidden: bool) -> list[tuple[str, str]]:
    if said.field == "removed":
        return [(labels.field(record_type, "removed"), _("yes") if said.value else _("no"))]
    hidden = hidden and record_type in BY_TYPE and said.field in BY_TYPE[record_type].free_text
    if not isinstance(said.value, dict):
        key = f"{record_type}.{said.field}"
        return [(labels.field(record_type, said.field), _value(key, said.value, held, hidden=hidden))]
    found = [
        (
            labels.field(record_type, said.field, part),
            _value(f"{record_type}.{said.field}.{part}", value, held, hidden=hidden),
        )
        for part, value in _ordered(record_type, said.field, said.value)
        if value is not None and value != "" and f"{record_type}.{said.field}.{part}" not in _INSIDE
    ]
    return found or [(labels.field(record_type, said.field), _("empty"))]


def _ordered(record_type: str, name: str, value: dict[str, Any]) -> list[tuple[str, Any]]:
    """In the order of the labels; the journal keeps them by the alphabet."""
    return sorted(value.items(), key=lambda item: (_place(f"{record_type}.{name}.{item[0]}"), item[0]))


def _place(key: str) -> int:
    """Where a field stands among the labels; behind them all when it has none."""
    return _PLACES.get(key, len(_PLACES))


def _value(key: str, value: Any, held: Held, *, hidden: bool) -> str:
    if value is None or value == "":
        return _("empty")
    if key in _READERS:
        return _READERS[key](value, held)
    if hidden and isinstance(value, str):
        return _("left out, it is also about somebody else")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if not isinstance(value, str):
        return str(value)
    part = key.rpartition(".")[2]
    return _BY_PART[part](value, held) if part in _BY_PART else code_words(key, value)


def _on(value: Any, _held: Held) -> str:
    return day(value)


def _at(value: Any, _held: Held) -> str:
    return day(str(value)[:10])


def _by(value: Any, held: Held) -> str:
    """A name for an id; a name that was typed as it is."""
    if value == held.person_id:
        return held.name
    return held.names.get(str(value)) or (_("name not known here") if _ID.fullmatch(str(value)) else str(value))


_READERS: Final[dict[str, Callable[[Any, Held], str]]] = {
    "consent.answer.on": _on,
    "consent.answer.until": _on,
    "consent.answer.how": lambda value, _held: labels.how_answered(str(value)),
    "enrolment.joined": _on,
    "enrolment.ending.day": _on,
    "enrolment.ending.cause": lambda value, _held: labels.leaving_cause(str(value)),
    "mark.says.letter": lambda value, _held: labels.letter(str(value)),
    "mark.says.cause": lambda value, _held: labels.mark_cause(str(value)),
    "mark.says.done_on": _on,
    "person.language": lambda value, _held: labels.language(str(value)),
    "release_date.given.day": _on,
    "release_date.given.source": lambda value, _held: labels.release_source(str(value)),
    "release_date.given.noted": _on,
    "plan_figure.figure.pence": lambda value, _held: pounds(value) if isinstance(value, int) else str(value),
    "clear_copy.saved.form": lambda value, _held: str(value).upper(),
}
"""How a value is said where it is not said as it stands; what has no reader and is text was typed freely, or a code."""
_BY_PART: Final[dict[str, Callable[[Any, Held], str]]] = {
    "at": _at, "on": _on, "done_on": _on, "by": _by, "giver_person_id": _by,
    "language": lambda value, _held: labels.language(str(value)),
}  # fmt: skip
"""The same by the last part of the name, for any record."""
_INSIDE: Final = frozenset({"plan_figure.figure.at", "plan_figure.figure.of", "plan_figure.figure.kind"})
"""Parts that only say where a line stands."""
_ID: Final = re.compile("[0-9a-f]{32,64}")
