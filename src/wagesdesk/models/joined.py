"""People joined to others: under which id a woman is shown, and which records of hers are shown as one.

Entries are never changed by a joining. A record whose id is made of its parents, and of a person that is joined to
another, is folded together with the record that the kept id has; every other keeps its id and shows the kept person's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from wagesdesk.models.base import FOLDED, Record, entry_table, joined_table, subject_table
from wagesdesk.models.entry import Entry, Value, natural_id
from wagesdesk.models.joining import Joining, kept_ids
from wagesdesk.models.person import Person
from wagesdesk.models.store import heads_of, shown_heads

_PEOPLE = Person.__tablename__
_PIECE = 400
Key = tuple[str, str]
"""A record: its type and its id."""


def said(connection: Connection) -> dict[str, str]:
    """What the joinings say now: every id that is joined away, to the one that is kept."""
    rows = connection.execute(
        select(Joining.one_person_id, Joining.other_person_id).where(
            Joining.same.is_(True), Joining.removed.is_not(True)
        )
    )
    return kept_ids((one, other) for one, other in rows if one and other)


def kept(connection: Connection) -> dict[str, str]:
    """The same as the tables have it."""
    rows = connection.execute(select(joined_table.c.eid, joined_table.c.shown).where(joined_table.c.type == _PEOPLE))
    return {one: low for one, low in rows}  # noqa: C416


def together(kept_of: Mapping[str, str], ids: Iterable[str]) -> set[str]:
    """These people with every id that is joined to one of theirs."""
    wanted = {kept_of.get(one, one) for one in ids}
    return wanted | {one for one, low in kept_of.items() if low in wanted}


def all_ids(connection: Connection, ids: Iterable[str]) -> tuple[str, ...]:
    """These people with every id that is joined to one of theirs, as the tables have it, in order."""
    return tuple(sorted(together(kept(connection), ids)))


def kept_id(connection: Connection, person_id: str) -> str:
    """The id under which a person is shown: her own, unless she was joined to another."""
    return kept(connection).get(person_id, person_id)


def shown(connection: Connection) -> dict[Key, str]:
    """For every record that is folded into another, the id of that one."""
    rows = connection.execute(select(joined_table.c.type, joined_table.c.eid, joined_table.c.shown))
    return {(record_type, eid): into for record_type, eid, into in rows}


def shown_id(connection: Connection, record_type: str, eid: str) -> str:
    """The id of the record that an entry with this one is shown in."""
    found = connection.execute(
        select(joined_table.c.shown).where(joined_table.c.type == record_type, joined_table.c.eid == eid)
    ).scalar()
    return found or eid


def targets(connection: Connection, keys: Iterable[Key]) -> set[Key]:
    """The records that these were folded into when the tables were last written."""
    held = shown(connection)
    return {(key[0], held[key]) for key in keys if key in held}


def remember(connection: Connection, people: Collection[str], ids: Mapping[Key, str]) -> None:
    """Replace what the tables have of these people and of the records in `ids` by `ids`."""
    gone = [*((_PEOPLE, one) for one in people), *ids]
    for record_type, eid in gone:
        connection.execute(delete(joined_table).where(joined_table.c.type == record_type, joined_table.c.eid == eid))
    rows = [{"type": kind, "eid": eid, "shown": into} for (kind, eid), into in sorted(ids.items()) if into != eid]
    if rows:
        connection.execute(insert(joined_table), rows)


def about(connection: Connection, people: Collection[str]) -> dict[Key, list[Entry]]:
    """Every record that there is an entry of about these people, with those of its entries that count; what was said of
    pairs of people is none of them."""
    found: dict[Key, dict[str, Entry]] = {}
    ids, row = sorted(people), entry_table.c
    for start in range(0, len(ids), _PIECE):
        numbers = select(subject_table.c.n).where(subject_table.c.subject.in_(ids[start : start + _PIECE]))
        rows = connection.execute(
            select(row.type, row.eid, row.state, row.raw, row.salt, row["values"]).where(
                row.n.in_(numbers), row.type != Joining.__tablename__
            )
        )
        for record_type, eid, state, raw, salt, values in rows:
            entry, of_one = Entry(bytes(raw), salt, values), found.setdefault((record_type, eid), {})
            if state == FOLDED:
                of_one[entry.id] = entry
    return {key: list(of.values()) for key, of in found.items()}


def places(
    kept_of: Mapping[str, str], links: Mapping[Key, tuple[Value, ...]], people: Iterable[Key]
) -> tuple[dict[Key, str], dict[str, str]]:
    """Where each record is shown, and the ids that are shown as another.

    `links` are the values of the natural keys, by record; `people` are the records that are a person's own.
    """
    ids = dict(kept_of)
    into = {(kind, eid): ids.get(eid, eid) for kind, eid in people}
    moved = True
    while moved:  # a mark follows its enrolment, which follows its person
        moved = False
        for (kind, eid), values in links.items():
            parents = [str(value) for value in values if value is not None]
            if len(parents) < len(values) or natural_id(kind, *parents) != eid:
                continue
            to = natural_id(kind, *(ids.get(value, value) for value in parents))
            if to != into.get((kind, eid), eid):
                into[kind, eid] = ids[eid] = to
                moved = True
    return into, ids


def counted(record: type[Record], members: Mapping[str, list[Entry]], removed: Collection[str]) -> list[Entry]:
    """Of records that are shown as one, the entries that count: one that was taken away for itself hides no other.

    `removed` are the ids of those that were taken away. Taking away what is shown as one replaces every value of all.
    """
    every = [entry for of_one in members.values() for entry in of_one]
    if not removed or len(members) == 1:
        return every
    heads = {one for name, ids in heads_of(every).items() if name not in record.natural_key for one in ids}
    standing = [eid for eid, of in members.items() if eid not in removed and any(entry.id in heads for entry in of)]
    return [entry for eid in standing for entry in members[eid]] or every


def own_terms(
    connection: Connection, record: Record, values: Mapping[str, Value]
) -> tuple[tuple[str, ...], Mapping[str, Value]]:
    """Whom an entry for this record concerns, and what it says, where the record is shown with a joined person's.

    The first entry of a kept id's own record says what it belongs to, so that it stands when the joining is undone; an
    entry for the other's record concerns the other; what is taken away takes every value with it.
    """
    kind = record.__tablename__
    first = connection.execute(
        select(entry_table.c.raw)
        .where(entry_table.c.type == kind, entry_table.c.eid == record.id, entry_table.c.state == FOLDED)
        .order_by(entry_table.c.n)
        .limit(1)
    ).scalar()
    if first is None:
        values = {**{name: getattr(record, name) for name in record.natural_key}, **values}
    if values.get("removed"):
        values = {**{name: getattr(record, name) for name in shown_heads(connection, kind, record.id)}, **values}
    return (record.subjects if first is None else Entry(bytes(first), None, None).header.subjects), values


def joined_people(connection: Connection) -> set[str]:
    """Every id that is joined to another, kept ones too."""
    held = kept(connection)
    return {*held, *held.values()}
