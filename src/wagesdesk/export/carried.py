"""What bundles that went to a recipient before held: so that a checker sees what is new, and none of it goes twice.

A bundle is remembered by a place in our journal, the people in it with their scopes, and its frame; which entries it
held follows from that. Where the journal is another one (another machine, an older backup), nothing is claimed.
What was passed for an extract or for paper is passed all the same, and never counts as arrived: no journal was in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from wagesdesk.export.lines import Held
from wagesdesk.models import vouching
from wagesdesk.models.base import FOLDED, entry_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.entry import Entry
from wagesdesk.models.records import BY_TYPE, JOURNAL_TYPES
from wagesdesk.models.vault import Vault

ALWAYS: Final = frozenset({"consent", "person"})
"""Types about people that are in every bundle, so that each can be read alone."""


@dataclass(frozen=True)
class Carried:
    """A bundle that a second person passed. `upto` is the journal's last row then; `scopes` are by person, `told` those
    of whom the answers alone were in it or there, `frame` the ids of its cohorts and staff, `released` entries that
    count only since then, `leaves` how types left then. `arrived`: the recipient has said that it has its journal."""

    bundle_id: str
    serial: int
    checker: str
    at: datetime
    upto: int
    scopes: Mapping[str, frozenset[str]]
    told: frozenset[str]
    frame: frozenset[str]
    released: frozenset[str]
    leaves: Mapping[str, str]
    arrived: bool

    def held(self, one: Held, *, cohort_id: str = "") -> bool:
        """Whether an entry was in it; a workshop is known by the cohort it is of."""
        head = one.header
        leaves = leaves_of(head.type)
        if one.place > self.upto or one.id in self.released or self.leaves.get(head.type) != leaves:
            return False
        if head.type == Consent.__tablename__:
            return all(person in self.scopes or person in self.told for person in head.subjects)
        if head.subjects:
            return all(
                person in self.scopes and (leaves == "frame" or leaves in self.scopes[person])
                for person in head.subjects
            )
        return head.type in JOURNAL_TYPES or (cohort_id or head.eid) in self.frame


def leaves_of(record_type: str) -> str:
    """The scope as which a type of entry leaves; "never" for one that this version does not know."""
    record = BY_TYPE.get(record_type)
    return record.leaves if record is not None else JOURNAL_TYPES.get(record_type, "never")


def to_remember(
    vault: Vault, upto: int, scopes: Mapping[str, Collection[str]], told: Collection[str], frame: Collection[str]
) -> dict[str, object]:
    """What a dispatch keeps of a bundle, for `before`."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for person, agreed in sorted(scopes.items()):
        groups.setdefault(tuple(sorted(agreed)), []).append(person)
    with vault.read() as db:
        last = db.scalar(select(entry_table.c.id).where(entry_table.c.n == upto))
    return {
        "machine": vault.machine.sign_public.hex(), "n": upto, "id": last or "",
        "groups": [{"scopes": list(agreed), "people": people} for agreed, people in sorted(groups.items())],
        "told": sorted(told), "frame": sorted(frame),
        "leaves": {kind: how for kind in (*BY_TYPE, *JOURNAL_TYPES) if (how := leaves_of(kind)) not in _STAY},
    }  # fmt: skip


_STAY: Final = ("site", "never")


def before(db: Session, recipient_id: str, machine: bytes) -> tuple[Carried, ...]:
    """The bundles for a recipient that were passed on this `machine`, the newest first.

    A scope that she took back, or that ran out, and gave anew counts as never carried: it was hidden over there.
    """
    connection = db.connection()
    rows = db.scalars(select(Dispatch).where(Dispatch.recipient_id == recipient_id, Dispatch.removed.is_not(True)))
    kept = [
        (one, one.sent, one.sent["carried"]) for one in rows if one.sent is not None and one.sent.get("carried")
    ]  # fmt: skip
    kept = [(one, sent, what) for one, sent, what in kept if _is_ours(connection, what, machine)]
    breaks = _breaks(db, recipient_id) if kept else []
    found = [_carried(connection, one, sent, what, breaks) for one, sent, what in kept]
    return tuple(sorted(found, key=lambda one: (one.at, one.bundle_id), reverse=True))


def _is_ours(connection: Connection, what: Mapping[str, Any], machine: bytes) -> bool:
    last = connection.scalar(select(entry_table.c.id).where(entry_table.c.n == what["n"]))
    return what["machine"] == machine.hex() and last is not None and last == what["id"]


def _carried(
    connection: Connection, one: Dispatch, sent: Mapping[str, Any], what: Mapping[str, Any], breaks: Iterable[_Break]
) -> Carried:
    scopes = {person: set(group["scopes"]) for group in what["groups"] for person in group["people"]}
    for place, person, scope in breaks:
        if place > what["n"] and person in scopes:
            scopes[person].discard(scope)
    return Carried(
        bundle_id=one.id, serial=int(sent["serial"]), checker=str(sent["checker"]),
        at=datetime.fromisoformat(str(sent["created"])),
        upto=int(what["n"]), scopes={person: frozenset(agreed) for person, agreed in scopes.items()},
        told=frozenset(what["told"]), frame=frozenset(what["frame"]),
        released=_released_after(connection, int(what["n"])), leaves=dict(what["leaves"]),
        arrived=one.arrived is not None and not sent.get("only_to_read"),
    )  # fmt: skip


_Break = tuple[int, str, str]
"""The place in the journal at which what went before stopped counting, for a person and a scope."""


def _breaks(db: Session, recipient_id: str) -> list[_Break]:
    held = db.scalars(select(Consent).where(Consent.recipient_id == recipient_id))
    records = {one.id: (one.person_id or "", one.scope or "") for one in held}
    found: list[_Break] = []
    until: dict[str, str] = {}
    for place, entry in _entries(db.connection(), Consent.__tablename__):
        answer, eid = entry.fields.get("answer"), entry.header.eid
        if eid not in records or not isinstance(answer, Mapping):
            continue
        if not answer["yes"] or str(answer["on"]) > until.get(eid, str(date.max)):
            found.append((place, *records[eid]))
        until[eid] = str(answer["until"])
    return found


def _released_after(connection: Connection, place: int) -> frozenset[str]:
    """Entries that were held back at this place of the journal, and were let in later: by a person, or because a later
    bundle proved them. Whatever a laptop takes in it vouches for at once."""
    told = (*_entries(connection, "quarantine_release", after=place), *_entries(connection, vouching.TYPE, after=place))
    return frozenset(str(one) for _place, entry in told for one in entry.fields.get("entries") or ())


def _entries(connection: Connection, record_type: str, *, after: int = 0) -> list[tuple[int, Entry]]:
    rows = connection.execute(
        select(entry_table.c.n, entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
        .where(entry_table.c.type == record_type, entry_table.c.state == FOLDED, entry_table.c.n > after)
        .order_by(entry_table.c.n)
    )
    return [(place, Entry(bytes(raw), salt, values)) for place, raw, salt, values in rows]


def position(db: Session) -> int:
    """The journal's last row as `db` sees it."""
    return db.scalar(select(func.max(entry_table.c.n))) or 0
