"""The journal of an invented laptop, as the lines of a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from wagesdesk.models.entry import GENESIS, Entry, natural_id, new_entry, random_id, stamp
from wagesdesk.models.keys import MachineKeys
from wagesdesk.models.origin import opening

NOW = datetime(2026, 11, 3, 9, 27, tzinfo=UTC)
_MARKS = 20
_COHORT = random_id()
_WORKSHOPS = [random_id() for _number in range(_MARKS)]


def lines(machine: MachineKeys, count: int) -> list[bytes]:
    """The first `count` entries of a spell of its own: people in a cohort, each with a surname, twenty marks of which
    one was corrected, and a new name in the end."""
    return [entry.line() for entry in islice(_entries(machine), count)]


def _entries(machine: MachineKeys) -> Iterator[Entry]:
    writer, seq, last, hlc = random_id(), 0, GENESIS, 0
    own = opening(
        machine=machine.sign_public.hex(), place="HMP Elsewhere", kind="laptop", version="1", writer=writer,
        previous=None, seed=machine.sign_seed,
    )  # fmt: skip
    said: dict[tuple[str, str], str] = {}
    for record_type, eid, subjects, values in _told(writer, own):
        hlc = stamp(NOW, hlc)
        parents = {name: (said[eid, name],) for name in values if (eid, name) in said}
        entry = new_entry(
            writer=writer, seq=seq, prev=last, hlc=hlc, clock_ok=True, actor="siwan",
            operation=f"{seq // 12:016x} attendance", record_type=record_type, eid=eid, subjects=subjects,
            values=values, parents=parents,
        )  # fmt: skip
        said |= {(eid, name): entry.id for name in values} if record_type != "mark" else {}
        yield entry
        seq, last = seq + 1, entry.id


def _told(writer: str, own: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...], dict[str, Any]]]:
    yield "writer", writer, (), own
    while True:
        person = random_id()
        about, enrolment = (person,), natural_id("enrolment", _COHORT, person)
        yield "person", person, about, {"name": "Invented", "language": "en"}
        yield "identity", natural_id("identity", person), about, {"person_id": person, "surname": "Surname"}
        joined = {"cohort_id": _COHORT, "person_id": person, "joined": "2026-09-15"}
        yield "enrolment", enrolment, about, joined
        for workshop in _WORKSHOPS:
            says = {"letter": "P", "cause": "", "minutes": None, "note": "", "done_by": "", "done_on": ""}
            mark = {"enrolment_id": enrolment, "workshop_id": workshop, "person_id": person, "says": says}
            yield "mark", natural_id("mark", enrolment, workshop), about, mark
        yield "person", person, about, {"name": "Invented anew"}
