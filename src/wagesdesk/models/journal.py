"""The journal: changes to mapped records become entries here, in one place.

`Spell` is what one unlock writes with: its random writer id, its place in the chain, its hybrid clock.
`journalling(db, ...)` makes a SQLAlchemy session write an entry for each changed record in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, event, insert, inspect, select, update
from sqlalchemy.orm import Session

from wagesdesk.clock import Clock
from wagesdesk.errors import Erased
from wagesdesk.models.base import FOLDED, Record, entry_table, erased_table, head_table, subject_table
from wagesdesk.models.entry import GENESIS, Entry, Value, new_entry, random_id, stamp

DRIFT: Final = timedelta(hours=48)
"""A stamp from elsewhere that is further ahead than this never moves our own clock."""


@dataclass(frozen=True)
class Chain:
    """Where a writer's chain stands: the next sequence number, the head's id, the last stamp."""

    seq: int = 0
    prev: str = GENESIS
    hlc: int = 0


@dataclass
class Spell:
    """One unlock of one place. `opening` holds the values of its first entry, written with the first change."""

    clock: Clock
    opening: Mapping[str, Value] = field(repr=False)
    clock_ok: bool = True
    writer: str = field(default_factory=random_id)
    chain: Chain = field(default_factory=Chain)


@dataclass
class Writing:
    """One transaction's writing; `chain` becomes the spell's when it commits."""

    spell: Spell
    actor: str
    operation: str
    as_of: int | None
    chain: Chain
    refold: set[tuple[str, str]] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)


_SELECT_HEADS = select(head_table.c.field, head_table.c.entry_id).where(
    head_table.c.eid == bindparam("eid"), head_table.c.type == bindparam("type")
)
_INSERT_ENTRY = insert(entry_table)
_INSERT_SUBJECT = insert(subject_table)
_INSERT_HEAD = insert(head_table)
_OLD_HEAD = (
    head_table.c.eid == bindparam("of_eid"),
    head_table.c.type == bindparam("of_type"),
    head_table.c.field == bindparam("of_field"),
    head_table.c.entry_id == bindparam("of_entry"),
)
_DELETE_HEAD = delete(head_table).where(*_OLD_HEAD)
_MOVE_HEAD = update(head_table).where(*_OLD_HEAD).values(entry_id=bindparam("to"))


def begin_writing(db: Session, spell: Spell, *, actor: str, name: str, as_of: int | None) -> Writing:
    """Prepare `db` so that its flushes write entries of one operation called `name`."""
    writing = Writing(spell, actor, f"{random_id()[:16]} {name}", as_of, spell.chain)
    db.info["writing"] = writing
    return writing


def commit_writing(writing: Writing) -> None:
    """The transaction is durable: the spell's chain moves on. Never called after a rollback."""
    writing.spell.chain = writing.chain


def journal_flush(db: Session) -> None:
    """Turn the pending changes of `db` into entries. Called before every flush.

    Raises Erased when a change concerns an erased person or record; deleting a record is a bug.
    """
    writing: Writing = db.info["writing"]
    assert not db.deleted, "records are never deleted; set `removed`"  # noqa: S101
    connection = db.connection()
    for record in _changed(db):
        values = _changes(record)
        if values:
            _append_record(connection, writing, record, values)


def install(session: type[Session]) -> None:
    """Make every flush of this session class write the journal first."""

    @event.listens_for(session, "before_flush")
    def before_flush(db: Session, _context: object, _instances: object) -> None:
        journal_flush(db)


def settle(db: Session, record: Record, name: str, value: Value) -> None:
    """Write `value` naming every head of the field, also when it is what is shown already: a person settled a clash."""
    writing: Writing = db.info["writing"]
    db.flush()
    _append_record(db.connection(), writing, record, {name: value})
    writing.refold.add((record.__tablename__, record.id))


def _changed(db: Session) -> list[Record]:
    found = [record for record in (*db.new, *db.dirty) if isinstance(record, Record)]
    return sorted(found, key=lambda record: (record.__tablename__, record.id))


def _changes(record: Record) -> dict[str, Value]:
    state = inspect(record)
    made: dict[str, Value] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name == "id":
            continue
        if state.persistent:
            history = state.attrs[name].history
            if history.added and history.added != history.deleted:
                made[name] = getattr(record, name)
        elif (value := getattr(record, name)) is not None:
            made[name] = value
    return made


def _append_record(connection: Connection, writing: Writing, record: Record, values: Mapping[str, Value]) -> None:
    subjects = record.subjects
    refuse_erased(connection, (record.id, *subjects))
    record_type = record.__tablename__
    heads = shown_heads(connection, record_type, record.id, writing.as_of)
    current = heads if writing.as_of is None else shown_heads(connection, record_type, record.id, None)
    parents = {name: heads[name] for name in values if name in heads}
    entry = append(
        connection, writing, record_type=record_type, eid=record.id, subjects=subjects, values=values,
        parents=parents,
    )  # fmt: skip
    if any(set(current.get(name, ())) - set(parents.get(name, ())) for name in values):
        # Somebody else's value stays a head beside this one: what is shown is for the fold to say.
        writing.refold.add((record_type, record.id))
    move_heads(connection, entry)
    writing.kinds.add(record_type)


def append(
    connection: Connection,
    writing: Writing,
    *,
    record_type: str,
    eid: str,
    subjects: tuple[str, ...],
    values: Mapping[str, Value],
    parents: Mapping[str, tuple[str, ...]],
) -> Entry:
    """Add one entry to this writer's chain, after the spell's opening entry when it is the first."""
    spell = writing.spell
    if writing.chain.seq == 0:
        _chain_on(
            connection, writing, record_type="writer", eid=spell.writer, subjects=(), values=spell.opening, parents={}
        )
    return _chain_on(
        connection, writing, record_type=record_type, eid=eid, subjects=subjects, values=values, parents=parents
    )


def _chain_on(connection: Connection, writing: Writing, **content: Any) -> Entry:
    spell, chain = writing.spell, writing.chain
    entry = new_entry(
        writer=spell.writer, seq=chain.seq, prev=chain.prev, hlc=stamp(spell.clock.now(), chain.hlc),
        clock_ok=spell.clock_ok, actor=writing.actor, operation=writing.operation, **content,
    )  # fmt: skip
    insert_entry(connection, entry, state=FOLDED, via=None)
    writing.chain = Chain(chain.seq + 1, entry.id, entry.header.hlc)
    return entry


def insert_entry(connection: Connection, entry: Entry, *, state: int, via: str | None) -> None:
    """Store one entry and what finds it again by its subjects."""
    head = entry.header
    done = connection.execute(_INSERT_ENTRY, {
        "id": entry.id, "writer": head.writer, "seq": head.seq, "hlc": head.hlc, "actor": head.actor,
        "operation": head.operation, "type": head.type, "eid": head.eid, "state": state, "via": via,
        "raw": entry.raw, "salt": entry.salt, "values": entry.values,
    })  # fmt: skip
    if head.subjects:
        assert done.inserted_primary_key is not None, "an inserted row has a key"  # noqa: S101
        number = done.inserted_primary_key[0]
        connection.execute(_INSERT_SUBJECT, [{"subject": subject, "n": number} for subject in head.subjects])


def move_heads(connection: Connection, entry: Entry) -> None:
    """Take the entry's parents out of the frontier and put the entry in."""
    head = entry.header
    # The usual case, one head before and one after, is one statement.
    plain = {name: parents[0] for name, parents in head.parents.items() if len(parents) == 1}
    if plain:
        connection.execute(
            _MOVE_HEAD,
            [
                {"of_eid": head.eid, "of_type": head.type, "of_field": name, "of_entry": parent, "to": entry.id}
                for name, parent in plain.items()
            ],
        )
    gone = [
        {"of_eid": head.eid, "of_type": head.type, "of_field": name, "of_entry": parent}
        for name, parents in head.parents.items()
        for parent in parents
        if name not in plain
    ]
    if gone:
        connection.execute(_DELETE_HEAD, gone)
    added = [
        {"eid": head.eid, "type": head.type, "field": name, "entry_id": entry.id}
        for name in head.fields
        if name not in plain
    ]
    if added:
        connection.execute(_INSERT_HEAD, added)


def shown_heads(
    connection: Connection, record_type: str, eid: str, as_of: int | None = None
) -> dict[str, tuple[str, ...]]:
    """The heads of each field of a record, now or as they stood when row `as_of` was the journal's last."""
    if as_of is None:
        found: dict[str, tuple[str, ...]] = {}
        for name, entry_id in connection.execute(_SELECT_HEADS, {"eid": eid, "type": record_type}):
            found[name] = tuple(sorted((*found.get(name, ()), entry_id)))
        return found
    rows = connection.execute(
        select(entry_table.c.raw).where(
            entry_table.c.eid == eid,
            entry_table.c.type == record_type,
            entry_table.c.n <= as_of,
            entry_table.c.state == FOLDED,
        )
    )
    return heads_of([Entry(row.raw, None, None) for row in rows])


def heads_of(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """The heads among these entries of one record: for each field, those that no other entry replaces."""
    held = list(entries)
    replaced = {
        (name, parent) for entry in held for name, parents in entry.header.parents.items() for parent in parents
    }
    found: dict[str, set[str]] = {}
    for entry in held:
        for name in entry.header.fields:
            if (name, entry.id) not in replaced:
                found.setdefault(name, set()).add(entry.id)
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def refuse_erased(connection: Connection, ids: Iterable[str]) -> None:
    """Raise Erased when one of these ids was erased."""
    wanted = list(ids)
    hit = connection.execute(select(erased_table.c.eid).where(erased_table.c.eid.in_(wanted))).first()
    if hit is not None:
        raise Erased(eid=hit.eid)


def resumed(chain: Chain, hlc: int) -> Chain:
    """A chain whose clock starts above `hlc`."""
    return replace(chain, hlc=max(chain.hlc, hlc))
