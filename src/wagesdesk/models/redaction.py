"""Taking the values from single entries, of a woman who stays or of a text that names somebody who does not.

Headers and commitments stay, so the chain verifies. A record is never left half: either every entry of it that is held
goes, or what it says now is written anew first and every entry before that goes. So nothing that was replaced long ago
is what stands again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.orm import Session

from wagesdesk.models import joined, local
from wagesdesk.models.base import ERASED, FOLDED, SCOPES, Record, entry_table, gone_table, joined_table, subject_table
from wagesdesk.models.entry import Entry, Value, canonical, random_id
from wagesdesk.models.fold import refold
from wagesdesk.models.journal import Writing, append, reopen, restate
from wagesdesk.models.person import Person
from wagesdesk.models.readings import by_ids
from wagesdesk.models.records import BY_TYPE, REDACTIONS
from wagesdesk.models.store import shown_heads

SINGLY: Final = frozenset(kind for kind, record in BY_TYPE.items() if record.leaves in SCOPES or record.free_text)
"""Types whose entries can lose their values one by one: never an answer to a question of consent, a card or a key."""
DISPOSABLE: Final = SINGLY | {Person.__tablename__}
"""With those that a disposal takes as well: a name, where she shares nothing with this place any more."""
_MOST: Final = 500
"""Ids in one entry: a line of a bundle has an end."""


def named(entry: Entry) -> tuple[str, ...]:
    """The ids of the entries whose values this one takes away; none for an entry of another type."""
    return tuple(entry.fields["entries"]) if entry.header.type in REDACTIONS and well_formed(entry) else ()


def well_formed(entry: Entry) -> bool:
    """Whether a redaction from elsewhere says what it takes away."""
    ids = entry.fields.get("entries")
    return isinstance(ids, list) and all(isinstance(one, str) for one in ids)


def redact(connection: Connection, writing: Writing, kind: str, entry_ids: Collection[str]) -> None:
    """Say in the journal that these entries lose their values, and take them. Beside a database in use,
    `traces.owe`."""
    for piece in _pieces(sorted(entry_ids)):
        append(
            connection, writing, record_type=kind, eid=random_id(), subjects=(), values={"entries": piece}, parents={}
        )
    take_values(connection, entry_ids)


def take_values(connection: Connection, entry_ids: Collection[str]) -> set[joined.Key]:
    """Take salt and values from these entries, and remember them, for they may come only later. Returns the records
    that are shown without them now."""
    touched: set[joined.Key] = set()
    known, disposed = gone(connection), _names_disposed_of(connection, entry_ids)
    for piece in _pieces(sorted(entry_ids)):
        names = entry_table.c.id.in_(sorted(disposed.intersection(piece)))
        theirs = entry_table.c.id.in_(piece) & (entry_table.c.type.in_(sorted(SINGLY)) | names)
        rows = connection.execute(select(entry_table.c.type, entry_table.c.eid).where(theirs).distinct())
        touched.update((row.type, row.eid) for row in rows)
        connection.execute(update(entry_table).where(theirs).values(salt=None, values=None, state=ERASED))
        fresh = [{"entry_id": one} for one in piece if one not in known]
        if fresh:
            connection.execute(insert(gone_table), fresh)
    local.drop_about(connection, {eid for _type, eid in touched})
    refold(connection, touched)
    return touched


def gone(connection: Connection) -> set[str]:
    """The ids of all entries that lost their values one by one, whether they are held or not."""
    return set(connection.execute(select(gone_table.c.entry_id)).scalars())


def emptied(connection: Connection, entries: Iterable[Entry]) -> set[str]:
    """The ids of those of these entries, held or not, whose values were taken one by one."""
    known = gone(connection)
    named = [one for one in entries if one.id in known and one.header.type in DISPOSABLE]
    names = {one.id for one in named if one.header.type not in SINGLY}
    return {one.id for one in named} - (names - _taken_by(connection, "disposal") if names else names)


def _names_disposed_of(connection: Connection, entry_ids: Collection[str]) -> set[str]:
    found: set[str] = set()
    for piece in _pieces(sorted(entry_ids)):
        held = entry_table.c.id.in_(piece) & (entry_table.c.type == Person.__tablename__)
        found.update(connection.execute(select(entry_table.c.id).where(held)).scalars())
    return found & _taken_by(connection, "disposal") if found else found


def of_scopes(connection: Connection, person_id: str, scopes: Collection[str]) -> dict[str, list[str]]:
    """The entries about a person, under every id of hers, that leave under one of these scopes: their ids, by scope."""
    kinds = {kind: BY_TYPE[kind].leaves for kind in DISPOSABLE if BY_TYPE[kind].leaves in scopes}
    numbers = select(subject_table.c.n).where(subject_table.c.subject.in_(joined.all_ids(connection, [person_id])))
    rows = connection.execute(
        select(entry_table.c.type, entry_table.c.id).where(
            entry_table.c.n.in_(numbers), entry_table.c.type.in_(kinds), entry_table.c["values"].is_not(None)
        )
    )
    found: dict[str, list[str]] = {}
    for kind, entry_id in rows:
        found.setdefault(kinds[kind], []).append(entry_id)
    return found


def begin_anew(db: Session, record: Record, said: Mapping[str, Value]) -> list[str]:
    """Write everything that a record says now once more, in one entry, with `said` in the place of what its fields say.

    Elsewhere, what is open between several answers stays open. Returns the ids of all entries of it before, which can
    lose their values now.
    """
    db.flush()
    connection, kind = db.connection(), record.__tablename__
    folded_in = select(joined_table.c.eid).where(joined_table.c.type == kind, joined_table.c.shown == record.id)
    before = connection.execute(
        select(entry_table.c.id).where(
            entry_table.c.type == kind, (entry_table.c.eid == record.id) | entry_table.c.eid.in_(folded_in),
            entry_table.c["values"].is_not(None),
        )
    ).scalars().all()  # fmt: skip
    values: dict[str, Value] = {}
    open_: dict[str, list[Value]] = {}
    for name, heads in shown_heads(connection, kind, record.id).items():
        held = [one.fields for one in by_ids(connection, heads)]
        sides = {canonical(fields[name]): fields[name] for fields in held if name in fields}
        if name in said:
            values[name] = said[name]
        elif len(sides) > 1 and name not in record.natural_key:
            open_[name] = list(sides.values())
        elif hasattr(record, name):
            values[name] = getattr(record, name)
    restate(db, record, values)
    for name, every in open_.items():
        reopen(db, record, name, every)
    return list(before)


def let_in_again(
    connection: Connection, entries: Iterable[Entry], hidden: Callable[[], Mapping[str, Collection[str]]]
) -> list[Entry]:
    """Of entries that came once more, those that were disposed of here and are shared again. They are held no more, so
    that they are taken in as what is new. `hidden` says, by scope, who does not share it with this place."""
    known = gone(connection)
    came = [one for one in entries if one.id in known and one.values is not None and one.header.type in BY_TYPE]
    if not came:
        return []
    kept, away_by = joined.kept(connection), hidden()
    wanted = []
    for one in came:
        away = joined.together(kept, away_by.get(BY_TYPE[one.header.type].leaves, ()))
        wanted += [one] if away.isdisjoint(one.header.subjects) else []
    if not wanted:
        return []
    everywhere, here = (_taken_by(connection, kind) for kind in REDACTIONS)
    again = {one.id: one for one in wanted if one.id in here and one.id not in everywhere}
    for piece in _pieces(sorted(again)):
        theirs = entry_table.c.id.in_(piece)
        connection.execute(delete(subject_table).where(subject_table.c.n.in_(select(entry_table.c.n).where(theirs))))
        connection.execute(delete(entry_table).where(theirs))
        connection.execute(delete(gone_table).where(gone_table.c.entry_id.in_(piece)))
    return list(again.values())


def _taken_by(connection: Connection, kind: str) -> set[str]:
    """The ids that entries of a type name."""
    rows = connection.execute(
        select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
            entry_table.c.type == kind, entry_table.c.state == FOLDED
        )
    )
    return {one for raw, salt, values in rows for one in named(Entry(bytes(raw), salt, values))}


def _pieces(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _MOST):
        yield ids[start : start + _MOST]
