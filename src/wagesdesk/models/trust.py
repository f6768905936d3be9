"""Which entries from elsewhere count (docs/decisions/0013).

Two questions, both about machines that were compared: may the machine that an entry was written on write this, and may
the machine that signed the bundle bring what that one wrote? Where the first machine is not known here, a laptop that
took its words in may vouch for them (`vouching.py`): then they count as that laptop's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from wagesdesk.models import classes, joined, redaction, vouching
from wagesdesk.models.base import FOLDED, SCOPES, entry_table
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.consent import Consent
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.entry import Entry, natural_id
from wagesdesk.models.origin import OURS, OWN, Origin, may_pass_on, may_write, origin_of
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE, REDACTIONS
from wagesdesk.models.staff import Staff

_PIECE: Final = 500


@dataclass(frozen=True)
class Judge:
    """Who judges: this machine (its signing key in hex), the kind of its place, and the kind of every machine that was
    compared here, by its key; a second laptop of the same site is OURS."""

    machine: str
    place: str
    kinds: Mapping[str, str]

    def origin(self, machine: str) -> Origin:
        return Origin(machine, OWN if machine == self.machine else self.kinds.get(machine))


def judge_at(connection: Connection, machine: str, place: str) -> Judge:
    """Who judges in this vault. A terminal belongs to every laptop that was compared there."""
    card = EnrolledCard.__table__.c
    rows = connection.execute(
        select(card.id, card.card, card.ours).where(card.compared.is_not(None), card.removed.is_not(True))
    )
    kinds = {}
    for key, said, ours in rows:
        if said is not None:
            laptop = said["kind"] == "laptop"
            kinds[key] = OURS if laptop and (ours or place == "terminal") else said["kind"]
    return Judge(machine, place, kinds)


def counting(
    connection: Connection, at: Judge, sender: str, asked: Collection[Entry], batch: Collection[Entry]
) -> set[str]:
    """The ids of those entries of `asked` that count when they come in a bundle that `sender` signed (a key in hex)
    together with `batch`."""
    signed_by = at.origin(sender)
    origins = _origins(connection, [*batch, *asked], at)
    admins = _administrators(connection, batch, origins)
    known = classes.of_terminals(connection, batch, origins)
    begun = _begun_here(connection, at, asked)
    theirs = _Theirs(connection, at)

    def counts(entry: Entry, by: Origin | None, *, vouched: bool = False) -> bool:
        if by is None or not may_pass_on(signed_by, by):
            return False
        if by.kind == OWN:
            return True
        admin = vouched or entry.header.actor in admins.get(by.machine, ())
        if not may_write(by, entry.header, admin=admin, at_prison=at.place != "outside"):
            return False
        if by.kind == "terminal" and entry.header.type != "writer":
            return classes.is_about(connection, entry, known.get(by.machine, ()))
        strangers = {one for one in (by, signed_by) if one.kind == "laptop"}
        return not strangers or (
            entry.header.eid not in begun and all(theirs.may_tell(one, entry) for one in strangers)
        )

    whole = [one for one in asked if fits(one) and origins.get(one.header.writer) is not None]
    found = {one.id for one in whole if counts(one, origins[one.header.writer])}
    if left := [one for one in whole if one.id not in found]:
        fresh = [one for one in batch if one.header.type == vouching.TYPE and one.id in found]
        telling = {one.id: one for one in (*vouching.held(connection), *fresh)}.values()
        laptops = _origins(connection, telling, at) | origins
        told = vouching.by_whom(telling, {one.id for one in left})
        for entry in left:
            if any(counts(entry, laptops.get(writer), vouched=True) for writer in told.get(entry.id, ())):
                found.add(entry.id)
    return found


def fits(entry: Entry) -> bool:
    """Whether the tables can hold the values, and whether the entry names people exactly when its type has them."""
    record = BY_TYPE.get(entry.header.type)
    if record is None:
        if entry.header.type == vouching.TYPE:
            return vouching.well_formed(entry)
        return entry.header.type not in REDACTIONS or redaction.well_formed(entry)
    names_people = bool(entry.header.subjects) == bool(record.subject_fields)
    return names_people and all(record.fits(name, value) for name, value in entry.fields.items())


class _Theirs:
    """What the laptop of another prison may tell of: at a prison nobody whom it was not told of, who was here before
    and came from elsewhere; of what she agrees to share, only with this very place."""

    def __init__(self, connection: Connection, at: Judge) -> None:
        self._connection, self._at = connection, at
        self._told: dict[str, set[str]] = {}
        self._hers: dict[tuple[str, str], bool] = {}

    def may_tell(self, by: Origin, entry: Entry) -> bool:
        head = entry.header
        if head.type == Consent.__tablename__:
            ids = {natural_id(head.type, one, self._at.machine, scope) for one in head.subjects for scope in SCOPES}
            if head.eid not in ids:
                return False
        return self._at.place == "outside" or all(self._known_to(by.machine, one) for one in head.subjects)

    def _known_to(self, machine: str, person: str) -> bool:
        key = (machine, person)
        if key not in self._hers:
            self._hers[key] = person in self._told_of(machine) or self._came_from(person) in (None, machine)
        return self._hers[key]

    def _told_of(self, machine: str) -> set[str]:
        """Everybody of whom a bundle went to a machine, under every id of hers."""
        if machine not in self._told:
            sent = Dispatch.__table__.c
            rows = self._connection.execute(
                select(sent.sent).where(sent.recipient_id == machine, sent.sent.is_not(None))
            ).scalars()
            people = {person for said in rows for person in said["people"]}
            self._told[machine] = joined.together(joined.kept(self._connection), people)
        return self._told[machine]

    def _came_from(self, person: str) -> str | None:
        """The machine that first wrote of her; None where nothing of her is held."""
        row = entry_table.c
        writer = self._connection.execute(
            select(row.writer)
            .where(row.eid == person, row.type == Person.__tablename__, row.state == FOLDED)
            .order_by(row.n)
            .limit(1)
        ).scalar()
        return None if writer is None else _machines(self._connection, [writer]).get(writer, "")


def _begun_here(connection: Connection, at: Judge, asked: Collection[Entry]) -> set[str]:
    """Those records about nobody, cohorts or staff, of which something was written on a machine of this site."""
    eids = sorted({one.header.eid for one in asked if not one.header.subjects and one.header.type in BY_TYPE})
    found: set[str] = set()
    for start in range(0, len(eids), _PIECE):
        row = entry_table.c
        rows = connection.execute(
            select(row.eid, row.writer).where(row.eid.in_(eids[start : start + _PIECE]), row.state == FOLDED).distinct()
        ).all()
        machines = _machines(connection, {writer for _eid, writer in rows})
        found.update(eid for eid, writer in rows if at.origin(machines.get(writer, "")).kind in (OWN, OURS))
    return found


def _machines(connection: Connection, writers: Iterable[str]) -> dict[str, str]:
    """The machine that the opening of each of these writers names."""
    return {one.header.writer: str(one.fields["spell"]["machine"]) for one in _openings(connection, writers)}


def _openings(connection: Connection, writers: Iterable[str]) -> list[Entry]:
    """The first entries of these writers that are held."""
    ordered, row = sorted(set(writers)), entry_table.c
    found = []
    for start in range(0, len(ordered), _PIECE):
        rows = connection.execute(
            select(row.raw, row.salt, row["values"]).where(
                row.writer.in_(ordered[start : start + _PIECE]),
                row.seq == 0,
                row.type == "writer",  # by the index
            )
        )
        found += [Entry(bytes(raw), salt, values) for raw, salt, values in rows]
    return found


def _origins(connection: Connection, entries: Iterable[Entry], at: Judge) -> dict[str, Origin | None]:
    """The origin of every writer of these entries, proven by its first one, which is among them or held before.

    A writer that two machines claim with good signatures has none: one of them lies.
    """
    batch = list(entries)
    proven: dict[str, set[Origin]] = {entry.header.writer: set() for entry in batch}
    firsts = [entry for entry in batch if entry.header.type == "writer" and entry.header.seq == 0]
    for entry in (*firsts, *_openings(connection, proven)):
        machine = origin_of(entry)
        if machine is not None:
            proven[entry.header.writer].add(at.origin(machine))
    return {writer: found.pop() if len(found) == 1 else None for writer, found in proven.items()}


def _administrators(
    connection: Connection, batch: Iterable[Entry], origins: Mapping[str, Origin | None]
) -> dict[str, set[str]]:
    """For each machine, the staff it says are administrators: those held here, and those its own entries name."""
    held = set(connection.execute(select(Staff.id).where(Staff.admin.is_(True))).scalars())
    found: dict[str, set[str]] = {}
    for entry in batch:
        origin = origins.get(entry.header.writer)
        if origin is not None:
            named = found.setdefault(origin.machine, set(held))
            if entry.header.type == Staff.__tablename__ and entry.fields.get("admin") is True:
                named.add(entry.header.eid)
    return found
