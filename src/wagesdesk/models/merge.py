"""Taking in entries from elsewhere: one transaction, a set union, then the touched records are folded anew.

Idempotent, commutative and associative: what a record shows depends only on the set of entries held, never on the
order in which they came. One bad entry is held back; the rest is taken in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, true, update

from wagesdesk.models import classes, local, redaction, traces
from wagesdesk.models.base import (
    ERASED,
    FOLDED,
    QUARANTINED,
    entry_table,
    erased_table,
    head_table,
    subject_table,
)  # fmt: skip
from wagesdesk.models.collecting import collector_resting
from wagesdesk.models.entry import Entry, canonical, wall_ms
from wagesdesk.models.fold import refold
from wagesdesk.models.joining import Joining
from wagesdesk.models.journal import DRIFT
from wagesdesk.models.origin import OWN, Origin, may_write, origin_of
from wagesdesk.models.records import ABOUT_PEOPLE, BY_TYPE, JOURNAL_TYPES, REDACTIONS
from wagesdesk.models.staff import Staff
from wagesdesk.models.store import insert_entries, insert_entry

_PIECE = 10_000
"""Ids asked for in one statement."""


@dataclass(frozen=True)
class Taken:
    """What an import did. `new` entries were added, of which `held_back` wait for a person; `known` were here before.

    `kinds` are the record types that changed; `doubtful` counts stamps too far ahead to believe.
    """

    new: int
    known: int
    held_back: int
    doubtful: int
    kinds: frozenset[str]
    subjects: frozenset[str]
    last_hlc: int

    def __or__(self, more: Taken) -> Taken:
        """This import with another after it, of entries that were among its own."""
        return Taken(
            self.new + more.new, self.known - more.new, self.held_back + more.held_back, self.doubtful + more.doubtful,
            self.kinds | more.kinds, self.subjects | more.subjects, max(self.last_hlc, more.last_hlc),
        )  # fmt: skip


@collector_resting()
def import_entries(
    connection: Connection,
    entries: Iterable[Entry],
    *,
    via: str,
    now: datetime,
    own_machine: str,
    enrolled: Mapping[str, str],
) -> Taken:
    """Insert the entries that are not held yet and fold what they touch. Entries were proven by `parse_line`.

    An entry without values is taken in only when its erasure is known: an empty one must never stand in the place of
    the whole one that may still come.
    """
    batch = {entry.id: entry for entry in entries}
    held = held_ids(connection, batch)
    fresh = [entry for one, entry in batch.items() if one not in held]
    origins = _origins(connection, fresh, own_machine, enrolled)
    admins = _administrators(connection, batch.values(), origins)
    known = classes.of_terminals(connection, batch.values(), origins)
    accepted = {entry.id for entry in fresh if _counts(connection, entry, origins, admins, known)}
    for entry in fresh:
        if entry.id in accepted:
            _take_away(connection, entry)
    erased = set(connection.execute(select(erased_table.c.eid)).scalars())
    gone = redaction.gone(connection)
    empty = {
        one.id
        for one in fresh
        if erased.intersection((one.header.eid, *one.header.subjects))
        or (one.id in gone and one.header.type in redaction.SINGLY)
    }
    fresh = [one for one in fresh if one.values is not None or one.id in empty]
    limit = int((now + DRIFT).timestamp() * 1000)
    touched: set[tuple[str, str]] = set()
    subjects: set[str] = set()
    stored: list[tuple[Entry, int]] = []
    here = _records_here(connection, {entry.header.eid for entry in fresh})
    unheard: dict[tuple[str, str], list[Entry]] = {}
    held_back = doubtful = last = 0
    for entry in sorted(fresh, key=lambda one: (one.header.hlc, one.id)):
        head = entry.header
        if wall_ms(head.hlc) > limit:
            doubtful += 1
        else:
            last = max(last, head.hlc)
        if head.type != "erasure" and entry.id in empty:
            stored.append((Entry(entry.raw, None, None), ERASED))
        elif entry.id in accepted:
            stored.append((entry, FOLDED))
            touched.add(key := (head.type, head.eid))
            subjects.update(head.subjects)
            if head.eid not in here:
                unheard.setdefault(key, []).append(entry)
        else:
            stored.append((entry, QUARANTINED))
            held_back += 1
    insert_entries(connection, stored, via=via)
    refold(connection, touched, unheard)
    return Taken(
        new=len(fresh), known=len(held), held_back=held_back, doubtful=doubtful,
        kinds=_kinds(touched), subjects=frozenset(subjects), last_hlc=last,
    )  # fmt: skip


def release(connection: Connection, entry_ids: Iterable[str]) -> frozenset[str]:
    """Let quarantined entries count, but for those that no table could hold. Returns the record types that changed."""
    touched: set[tuple[str, str]] = set()
    for entry_id in entry_ids:
        row = connection.execute(
            select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
                entry_table.c.id == entry_id, entry_table.c.state == QUARANTINED
            )
        ).first()
        if row is None or not fits(entry := Entry(bytes(row[0]), row[1], row[2])):
            continue
        connection.execute(update(entry_table).where(entry_table.c.id == entry_id).values(state=FOLDED))
        touched.add((entry.header.type, entry.header.eid))
        touched |= _take_away(connection, entry)
    refold(connection, touched)
    return _kinds(touched)


def _take_away(connection: Connection, entry: Entry) -> set[tuple[str, str]]:
    """Do what an entry that counts says of others, if it is one that takes values: the records that changed by it."""
    if entry.header.type == "erasure":
        touched = erase_values(connection, entry.header.eid)
    elif ids := redaction.named(entry):
        touched = redaction.take_values(connection, ids)
    else:
        return set()
    traces.owe(connection)
    return touched


def _kinds(touched: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The record types that changed with these records."""
    kinds = frozenset(kind for kind, _eid in touched)
    return kinds | ABOUT_PEOPLE if Joining.__tablename__ in kinds else kinds


def erase_values(connection: Connection, eid: str) -> set[tuple[str, str]]:
    """Take salt and values from every entry of an id or about it, with what this machine keeps beside the journal under
    that id, and remember the id for ever. Beside a database in use, `traces.owe` the rest.

    Returns the records whose rows are gone. The chain still verifies: headers and commitments stay.
    """
    numbers = select(subject_table.c.n).where(subject_table.c.subject == eid)
    about = (entry_table.c.eid == eid) | entry_table.c.n.in_(numbers)
    about = about & entry_table.c.type.notin_(JOURNAL_TYPES)
    rows = connection.execute(select(entry_table.c.type, entry_table.c.eid).where(about).distinct()).all()
    touched = {(row.type, row.eid) for row in rows}
    connection.execute(update(entry_table).where(about).values(salt=None, values=None, state=ERASED))
    if not connection.execute(select(erased_table.c.eid).where(erased_table.c.eid == eid)).first():
        connection.execute(insert(erased_table), {"eid": eid})
    local.drop_about(connection, {eid, *(one for _type, one in touched)})
    refold(connection, touched)
    return touched


def erasures(connection: Connection) -> list[Entry]:
    """What tells who and what was erased: the entries that say so, what was written anew with them, and the openings of
    their writers."""
    said = entry_table.c.type.in_(("erasure", *REDACTIONS)) & (entry_table.c.state == FOLDED)
    operations = select(entry_table.c.operation).where(said)
    about = entry_table.c.operation.in_(operations) & (entry_table.c.state == FOLDED)
    writers = select(entry_table.c.writer).where(about)
    rows = connection.execute(
        select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
        .where(about | (entry_table.c.type == "writer") & entry_table.c.writer.in_(writers))
        .order_by(entry_table.c.n)
    )
    return [Entry(bytes(raw), salt, values) for raw, salt, values in rows]


def keep_erased(connection: Connection, told: Iterable[Entry], *, via: str) -> None:
    """Erase again, in an older copy of the journal, what `erasures` told of a newer one."""
    told = list(told)
    held = held_ids(connection, [entry.id for entry in told])
    for entry in told:
        if entry.id not in held:
            insert_entry(connection, entry, state=FOLDED, via=via)
    refold(connection, {(entry.header.type, entry.header.eid) for entry in told})
    for entry in told:
        _take_away(connection, entry)


def held_ids(connection: Connection, wanted: Iterable[str]) -> set[str]:
    """Those of the wanted entry ids that are in the journal, in whatever state."""
    return _found(connection, entry_table.c.id, wanted)


def _records_here(connection: Connection, wanted: Iterable[str]) -> set[str]:
    """Those of the wanted record ids that some entry in the journal has, in whatever state."""
    return _found(connection, entry_table.c.eid, wanted)


def _found(connection: Connection, column: ColumnElement[str], wanted: Iterable[str]) -> set[str]:
    ids = sorted(wanted)  # neighbours in the index are then read together
    found: set[str] = set()
    for start in range(0, len(ids), _PIECE):
        part = ids[start : start + _PIECE]
        found.update(connection.execute(select(column).where(column.in_(part))).scalars())
    return found


def _origins(
    connection: Connection, entries: Iterable[Entry], own_machine: str, enrolled: Mapping[str, str]
) -> dict[str, Origin | None]:
    """The origin of every writer of these entries, proven by its first one, which is among them or held before.

    A writer that two machines claim with good signatures has none: one of them lies.
    """
    fresh = list(entries)
    writers = sorted({entry.header.writer for entry in fresh})
    firsts = [entry for entry in fresh if entry.header.type == "writer"]
    for start in range(0, len(writers), 500):
        rows = connection.execute(
            select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
                entry_table.c.writer.in_(writers[start : start + 500]), entry_table.c.type == "writer"
            )
        )
        firsts.extend(Entry(bytes(raw), salt, values) for raw, salt, values in rows)
    proven: dict[str, set[Origin]] = {writer: set() for writer in writers}
    for entry in firsts:
        origin = origin_of(entry, own_machine=own_machine, enrolled=enrolled)
        if origin is not None:
            proven[entry.header.writer].add(origin)
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


def fits(entry: Entry) -> bool:
    """Whether the tables can hold the values, and whether the entry names people exactly when its type has them."""
    record = BY_TYPE.get(entry.header.type)
    if record is None:
        return entry.header.type not in REDACTIONS or redaction.well_formed(entry)
    names_people = bool(entry.header.subjects) == bool(record.subject_fields)
    return names_people and all(record.fits(name, value) for name, value in entry.fields.items())


def _counts(
    connection: Connection,
    entry: Entry,
    origins: Mapping[str, Origin | None],
    admins: Mapping[str, set[str]],
    known: Mapping[str, set[str]],
) -> bool:
    origin = origins.get(entry.header.writer)
    if origin is None or not fits(entry):
        return False
    if origin.kind == OWN:
        return True
    if not may_write(origin, entry.header, admin=entry.header.actor in admins[origin.machine]):
        return False
    if origin.kind != "terminal" or entry.header.type == "writer":
        return True
    return classes.is_about(connection, entry, known.get(origin.machine, ()))


def frontier(connection: Connection) -> dict[str, tuple[int, str]]:
    """Every writer's head as held here: the highest sequence number and that entry's id."""
    # From writer to writer along the index: grouping would read the whole journal, and this is asked at each unlock.
    writer = entry_table.c.writer
    writers = select(func.min(writer).label("writer")).cte("writers", recursive=True)
    following = select(func.min(writer)).where(writer > writers.c.writer).scalar_subquery()
    writers = writers.union_all(select(following).where(writers.c.writer.is_not(None)))
    last = select(func.max(entry_table.c.seq)).where(writer == writers.c.writer).scalar_subquery()
    top = select(writers.c.writer, last.label("seq")).where(writers.c.writer.is_not(None)).subquery()
    rows = connection.execute(
        select(entry_table.c.writer, entry_table.c.seq, entry_table.c.id)
        .join(top, (top.c.writer == entry_table.c.writer) & (top.c.seq == entry_table.c.seq))
        .order_by(entry_table.c.writer, entry_table.c.id)
    )
    return {writer: (seq, one) for writer, seq, one in rows}


def clashes(connection: Connection, among: Collection[str] | None = None) -> list[tuple[str, str, str]]:
    """Fields with several different current values, as (type, record id, field), for a person to settle.

    `among`: of the records with these ids only.
    """
    several = (
        select(head_table.c.type, head_table.c.eid, head_table.c.field)
        .where(true() if among is None else head_table.c.eid.in_(among))
        .group_by(head_table.c.eid, head_table.c.type, head_table.c.field)  # in the order of the key: it is not sorted
        .having(func.count() > 1)
    )
    found = []
    for record_type, eid, name in sorted(map(tuple, connection.execute(several))):
        if name in (record := BY_TYPE[record_type]).natural_key or name in record.subject_fields:
            continue  # what a record belongs to differs only where two people are shown as one
        values = {canonical(entry.fields.get(name)) for entry in head_entries(connection, record_type, eid, name)}
        if len(values) > 1:
            found.append((record_type, eid, name))
    return found


def head_entries(connection: Connection, record_type: str, eid: str, name: str) -> list[Entry]:
    """The entries that are heads of one field."""
    rows = connection.execute(
        select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
        .join(head_table, head_table.c.entry_id == entry_table.c.id)
        .where(head_table.c.type == record_type, head_table.c.eid == eid, head_table.c.field == name)
    )
    return [Entry(bytes(raw), salt, values) for raw, salt, values in rows]
