"""The journal: changes to mapped records become entries here, in one place.

`Spell` is what one unlock writes with: its random writer id, its place in the chain, its hybrid clock.
`journalling(db, ...)` makes a SQLAlchemy session write an entry for each changed record in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import Session

from wagesdesk.clock import Clock
from wagesdesk.models import joined
from wagesdesk.models.base import FOLDED, Record
from wagesdesk.models.entry import GENESIS, Entry, Value, new_entry, random_id, stamp
from wagesdesk.models.joining import Joining
from wagesdesk.models.records import ABOUT_PEOPLE
from wagesdesk.models.store import heads_of_all, insert_entries, insert_entry, move_heads, refuse_erased, shown_heads

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
    pairs = {(one.__tablename__, one.id) for one in (*db.new, *db.dirty) if isinstance(one, Joining)}
    writing.refold |= pairs
    writing.kinds |= ABOUT_PEOPLE if pairs else frozenset()
    changed: list[tuple[Record, Mapping[str, Value]]] = [
        (record, values) for record in _changed(db) if (values := _changes(record))
    ]
    if writing.as_of is None:
        _append_records(connection, writing, changed)
        return
    for record, made in changed:
        _append_record(connection, writing, record, made)


def install(session: type[Session]) -> None:
    """Make every flush of this session class write the journal first."""

    @event.listens_for(session, "before_flush")
    def before_flush(db: Session, _context: object, _instances: object) -> None:
        journal_flush(db)


def reopen(db: Session, record: Record, name: str, values: Sequence[Value]) -> None:
    """Make each of `values` a current value of the field again, beside the others: what was settled is open anew."""
    writing: Writing = db.info["writing"]
    db.flush()
    connection = db.connection()
    ((subjects, _values),) = _terms(connection, [(record, {name: None})])
    refuse_erased(connection, (record.id, *subjects))
    parents = shown_heads(connection, record.__tablename__, record.id).get(name, ())
    for value in values:
        append(
            connection, writing, record_type=record.__tablename__, eid=record.id, subjects=subjects,
            values={name: value}, parents={name: parents},
        )  # fmt: skip
    writing.refold.add((record.__tablename__, record.id))
    writing.kinds.add(record.__tablename__)


def settle(db: Session, record: Record, name: str, value: Value) -> None:
    """Write `value` naming every head of the field, also when it is what is shown already: a person settled a clash."""
    restate(db, record, {name: value})


def restate(db: Session, record: Record, values: Mapping[str, Value]) -> None:
    """Write these values in one entry that names every head of each field, whether they differ from what is shown or
    not."""
    writing: Writing = db.info["writing"]
    db.flush()
    _append_record(db.connection(), writing, record, values)
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
    ((subjects, values),) = _terms(connection, [(record, values)])
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
    move_heads(connection, [entry])
    writing.kinds.add(record_type)


def _terms(
    connection: Connection, changed: Sequence[tuple[Record, Mapping[str, Value]]]
) -> list[tuple[tuple[str, ...], Mapping[str, Value]]]:
    """Whom each entry concerns and what it says: what the record has, but where it is shown with a joined person's."""
    people = joined.joined_people(connection)
    if not people:
        return [(record.subjects, values) for record, values in changed]
    return [
        joined.own_terms(connection, one, values) if people.intersection(one.subjects) else (one.subjects, values)
        for one, values in changed
    ]


def _append_records(
    connection: Connection, writing: Writing, changed: list[tuple[Record, Mapping[str, Value]]]
) -> None:
    """Entries for many records at once, each seeing what is current: one statement a table, whatever their number."""
    spell = writing.spell
    if not changed:
        return
    terms = _terms(connection, changed)
    refuse_erased(connection, {record.id for record, _ in changed} | {one for subjects, _ in terms for one in subjects})
    heads = heads_of_all(connection, [record.id for record, _values in changed])
    if writing.chain.seq == 0:
        _chain_on(
            connection, writing, record_type="writer", eid=spell.writer, subjects=(), values=spell.opening, parents={}
        )
    made: list[Entry] = []
    now = spell.clock.now()
    for (record, _values), (subjects, values) in zip(changed, terms, strict=True):
        held = heads.get((record.id, record.__tablename__), {})
        chain = writing.chain
        entry = new_entry(
            writer=spell.writer, seq=chain.seq, prev=chain.prev, hlc=stamp(now, chain.hlc), clock_ok=spell.clock_ok,
            actor=writing.actor, operation=writing.operation, record_type=record.__tablename__, eid=record.id,
            subjects=subjects, values=values,
            parents={name: held[name] for name in values if name in held},
        )  # fmt: skip
        writing.chain = Chain(chain.seq + 1, entry.id, entry.header.hlc)
        writing.kinds.add(record.__tablename__)
        made.append(entry)
    insert_entries(connection, [(entry, FOLDED) for entry in made], via=None)
    move_heads(connection, made)


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


def resumed(chain: Chain, hlc: int) -> Chain:
    """A chain whose clock starts above `hlc`."""
    return replace(chain, hlc=max(chain.hlc, hlc))
