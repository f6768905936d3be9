"""Taking in entries from elsewhere: one transaction, a set union, then the touched records are folded anew.

Idempotent, commutative and associative: what a record shows depends only on the set of entries held, never on the
order in which they came. One bad entry is held back; the rest is taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, true, update

from wagesdesk.models import local, redaction, traces, trust, vouching
from wagesdesk.models.base import (
    ERASED,
    FOLDED,
    HELD,
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
from wagesdesk.models.records import ABOUT_PEOPLE, BY_TYPE, JOURNAL_TYPES, REDACTIONS
from wagesdesk.models.store import insert_entries, insert_entry

_PIECE = 10_000
"""Ids asked for in one statement."""


@dataclass(frozen=True)
class Taken:
    """What an import did. `new` entries were added, of which `held_back` wait for a person; `known` were here before.

    `kinds` are the record types that changed; `doubtful` counts stamps too far ahead to believe. `counting` are the ids
    of those that count from now on.
    """

    new: int
    known: int
    held_back: int
    doubtful: int
    kinds: frozenset[str]
    subjects: frozenset[str]
    last_hlc: int
    counting: frozenset[str] = frozenset()

    def __or__(self, more: Taken) -> Taken:
        """This import with another after it, of entries that were among its own."""
        return Taken(
            self.new + more.new, self.known - more.new, self.held_back + more.held_back, self.doubtful + more.doubtful,
            self.kinds | more.kinds, self.subjects | more.subjects, max(self.last_hlc, more.last_hlc),
            self.counting | more.counting,
        )  # fmt: skip


@collector_resting()
def import_entries(
    connection: Connection,
    entries: Iterable[Entry],
    *,
    via: str,
    now: datetime,
    at: trust.Judge,
    sender: str,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Taken:
    """Insert the entries that are not held yet and fold what they touch. Entries were proven by `parse_line`; `sender`
    signed the bundle they came in (a key in hex). `step` may stop it by raising: then the transaction is not to end.

    What was held back before counts from now on where this bundle proves it. An entry without values is taken in only
    when its erasure is known: an empty one must never stand in the place of the whole one that may still come.
    """
    batch = {entry.id: entry for entry in entries}
    held = held_ids(connection, batch)
    fresh = [entry for one, entry in batch.items() if one not in held]
    waiting = _waiting(connection, [*batch.values()])
    counting = trust.counting(connection, at, sender, [*fresh, *waiting], [*batch.values()])
    step(1, 3)
    accepted = {entry.id for entry in fresh if entry.id in counting}
    for entry in fresh:
        if entry.id in accepted:
            _take_away(connection, entry)
    proven = [one for one in waiting if one.id in counting]
    touched = _let_in(connection, [one.id for one in proven], via=via)
    subjects = {subject for one in proven for subject in one.header.subjects}
    erased = set(connection.execute(select(erased_table.c.eid)).scalars())
    gone = redaction.emptied(connection, fresh)
    empty = {one.id for one in fresh if erased.intersection((one.header.eid, *one.header.subjects)) or one.id in gone}
    fresh = [one for one in fresh if one.values is not None or one.id in empty]
    limit = int((now + DRIFT).timestamp() * 1000)
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
    step(2, 3)
    refold(connection, touched, unheard)
    step(3, 3)
    return Taken(
        new=len(fresh) + len(proven), known=len(held) - len(held.intersection(one.id for one in proven)),
        held_back=held_back, doubtful=doubtful, kinds=_kinds(touched), subjects=frozenset(subjects), last_hlc=last,
        counting=frozenset(counting),
    )  # fmt: skip


def release(connection: Connection, entry_ids: Iterable[str]) -> frozenset[str]:
    """Let quarantined entries count, but for those that no table could hold. Returns the record types that changed."""
    touched = _let_in(connection, entry_ids)
    refold(connection, touched)
    return _kinds(touched)


def _let_in(connection: Connection, entry_ids: Iterable[str], *, via: str | None = None) -> set[tuple[str, str]]:
    """Make quarantined entries count, with the bundle that proved them: the records to fold anew."""
    touched: set[tuple[str, str]] = set()
    row = entry_table.c
    for entry_id in entry_ids:
        held = connection.execute(
            select(row.raw, row.salt, row["values"]).where(row.id == entry_id, row.state == QUARANTINED)
        ).first()
        if held is None or not trust.fits(entry := Entry(bytes(held[0]), held[1], held[2])):
            continue
        changed: dict[str, object] = {"state": FOLDED} if via is None else {"state": FOLDED, "via": via}
        connection.execute(update(entry_table).where(row.id == entry_id).values(**changed))
        touched.add((entry.header.type, entry.header.eid))
        touched |= _take_away(connection, entry)
    return touched


def proven_now(connection: Connection, at: trust.Judge, sender: str, entries: Collection[Entry]) -> set[str]:
    """The ids of those that were held back before and would count when they are taken in with this bundle."""
    waiting = _waiting(connection, entries)
    return trust.counting(connection, at, sender, waiting, entries) if waiting else set()


def _waiting(connection: Connection, batch: Collection[Entry]) -> list[Entry]:
    """Entries held back before that come once more, or that are vouched for now."""
    if not connection.execute(select(entry_table.c.n).where(HELD).limit(1)).first():
        return []
    named = {one for entry in batch if entry.header.type == vouching.TYPE for one in entry.fields.get("entries", ())}
    wanted = {entry.id for entry in batch} | {one for one in named if isinstance(one, str)}
    row = entry_table.c
    rows = connection.execute(select(row.id, row.raw, row.salt, row["values"]).where(HELD))
    return [Entry(bytes(raw), salt, values) for one, raw, salt, values in rows if one in wanted]


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
