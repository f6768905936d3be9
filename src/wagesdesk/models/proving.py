"""Whether the journal holds, and whether the tables show what it says.

An encrypted database refuses a page that somebody altered, and takes an older copy of one for true. So everything is
looked at anew after each unlock, in pieces, each one consistent view: every entry's hash, commitment, place in its
chain and places in the index; and every row and head against what its entries give when they are folded again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, select

from wagesdesk.models import fold, joined, local, merge, redaction, seal
from wagesdesk.models.base import ERASED, Record, entry_table, erased_table, gone_table, head_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import GENESIS, Entry, Value, natural_id
from wagesdesk.models.joining import Joining
from wagesdesk.models.records import BY_TYPE, JOURNAL_TYPES, RECORDS

JOURNAL_CHANGED: Final = "journal_changed"
"""Told where the journal is not what was written."""
TABLES_MENDED: Final = "tables_mended"
"""Told where the tables showed something else than the journal, and were folded again."""

_ENTRIES = 300
_RECORDS = 120
_PIECE = 400
_FOUND = "found"
_WIPED = "wiped"
_MENDABLE = frozenset({"index", "erased"})
_CONSENT = Consent.__tablename__


@dataclass(frozen=True)
class Broken:
    """An entry that does not hold: what is wrong and where. "hash", "commit" and "chain": it is not what was written
    there. "index": it is not found by its ids. "erased": it has values that were taken away for ever."""

    entry_id: str
    writer: str
    seq: int
    code: str


@dataclass(frozen=True)
class Piece:
    """What a look at one piece found; `differing` are the records of which the tables show something else. Go on after
    `after`; None when there is no more."""

    after: Any
    broken: tuple[Broken, ...] = ()
    differing: frozenset[joined.Key] = frozenset()


# -- the journal


def verify(connection: Connection, step: Callable[[int], None] = lambda _done: None) -> list[Broken]:
    """Look at the whole journal. `step` is told how many entries were looked at and may raise to stop."""
    broken: list[Broken] = []
    piece, done = chains(connection, 0), 0
    broken += piece.broken
    while piece.after is not None:
        done += _ENTRIES
        step(done)
        piece = chains(connection, piece.after)
        broken += piece.broken
    return broken


def chains(connection: Connection, after: int) -> Piece:
    """Look at some entries, beginning after this row. In what came from elsewhere gaps are legal, and a machine that
    was copied while it ran may have written one place of a chain twice; so are gaps where a terminal was wiped."""
    rows = connection.execute(
        select(entry_table).where(entry_table.c.n > after).order_by(entry_table.c.n).limit(_ENTRIES)
    ).all()
    entries = [Entry(bytes(row.raw), row.salt, row[-1]) for row in rows]
    erased = set(connection.execute(select(erased_table.c.eid)).scalars())
    taken = erased | redaction.emptied(connection, entries)
    found = _found_by_ids(connection, rows)
    wiped = local.get_int(connection, _WIPED)
    broken, before = [], _before(connection, rows, entries)
    for row, entry in zip(rows, entries, strict=True):
        code = _fault(row, entry)
        if not code and row.via is None and row.n > wiped:
            code = "" if _follows(row, entry.header.prev, before) else "chain"
        if not code and row[-1] is not None and not taken.isdisjoint(_ids(row, entry)):
            code = "erased"
        if not code and row.n not in found:
            code = "index"
        if code:
            broken.append(Broken(row.id, row.writer, row.seq, code))
    return Piece(rows[-1].n if len(rows) == _ENTRIES else None, tuple(broken))


def _fault(row: Row[Any], entry: Entry) -> str:
    """What is wrong with one row of the journal, looked at alone; empty when nothing is."""
    if entry.id != row.id:
        return "hash"
    head = entry.header
    if (head.writer, head.seq, head.type, head.eid) != (row.writer, row.seq, row.type, row.eid):
        return "hash"
    return "commit" if not entry.commit_holds() or (entry.values is None) != (row.state == ERASED) else ""


def _follows(row: Row[Any], prev: str, before: Mapping[str, tuple[str, int]]) -> bool:
    return prev == GENESIS if row.seq == 0 else before.get(prev) == (row.writer, row.seq - 1)


def _before(connection: Connection, rows: Collection[Row[Any]], entries: list[Entry]) -> dict[str, tuple[str, int]]:
    """The writer and the place of each entry that one of these names as the one before it, as far as it is held."""
    own = [entry for row, entry in zip(rows, entries, strict=True) if row.via is None and entry.id == row.id]
    found = {row.id: (row.writer, row.seq) for row in rows}
    wanted = sorted({entry.header.prev for entry in own if entry.header.prev not in found})
    columns = select(entry_table.c.id, entry_table.c.writer, entry_table.c.seq)
    held = connection.execute(columns.where(entry_table.c.id.in_(wanted)))
    return found | {one: (writer, seq) for one, writer, seq in held}


def _ids(row: Row[Any], entry: Entry) -> Collection[str]:
    """What an erasure may have named so that this entry lost its values."""
    if row.type in JOURNAL_TYPES:
        return ()
    return (row.eid, *entry.header.subjects, row.id)


def _found_by_ids(connection: Connection, rows: Collection[Row[Any]]) -> set[int]:
    """Those of these rows that are found by their own id and by that of their record."""
    number = select(entry_table.c.n)
    own = connection.execute(number.where(entry_table.c.id.in_([row.id for row in rows]))).scalars()
    of_record = connection.execute(number.where(entry_table.c.eid.in_({row.eid for row in rows}))).scalars()
    return set(own).intersection(of_record)


# -- the tables


def consents(connection: Connection, after: str) -> Piece:
    """Look at some answers to questions of consent, beginning after this id. What a record's own rows do not tell, one
    that has none any more, is for `records`."""
    ids = connection.execute(
        select(Consent.id).where(Consent.id > after).order_by(Consent.id).limit(_RECORDS)
    ).scalars().all()  # fmt: skip
    held = _held(connection, {(_CONSENT, one) for one in ids})
    differing = _differing(connection, held, (Consent,), lambda column: column.in_(ids)) - _apart(connection, held)
    return Piece(ids[-1] if len(ids) == _RECORDS else None, differing=differing)


def records(connection: Connection, after: str) -> Piece:
    """Look at some records, beginning after this id, and at every row that stands between them; those of people who are
    joined are for `people`."""
    eid = entry_table.c.eid
    ids = connection.execute(
        select(eid).where(eid > after).distinct().order_by(eid).limit(_RECORDS)
    ).scalars().all()  # fmt: skip
    last = ids[-1] if len(ids) == _RECORDS else None

    def between(column: ColumnElement[str]) -> ColumnElement[bool]:
        return column > after if last is None else (column > after) & (column <= last)

    held: dict[joined.Key, list[Entry]] = {}
    for key, entry in fold.entries_in(connection, list(ids)):
        if key[0] in BY_TYPE:
            held.setdefault(key, []).append(entry)
    return Piece(last, differing=_differing(connection, held, RECORDS, between) - _apart(connection, held))


def people(connection: Connection, after: str) -> Piece:
    """Look at every record about one woman who was entered more than once, the next after this id."""
    before, kept = joined.kept(connection), joined.said(connection)
    shown_as = sorted({one for one in (*before.values(), *kept.values()) if one > after})
    if not shown_as:
        return Piece(None)
    hers = joined.together(before, shown_as[:1]) | joined.together(kept, shown_as[:1])
    of = fold.family(connection, hers, kept)
    ids = sorted({eid for _type, eid in of.keys})
    found = _compare(connection, of.shown, RECORDS, lambda column: column.in_(ids))
    told = {key: into for key, into in of.joined.items() if into != key[1]}
    held = {key: into for key, into in joined.shown(connection).items() if key in of.joined or key[1] in hers}
    return Piece(shown_as[0], differing=frozenset() if told == held and found.isdisjoint(of.keys) else of.keys)


def _held(connection: Connection, keys: Collection[joined.Key]) -> dict[joined.Key, list[Entry]]:
    """The entries that count of each of these records."""
    held: dict[joined.Key, list[Entry]] = {key: [] for key in keys}
    for key, entry in fold.entries_in(connection, sorted({eid for _type, eid in keys})):
        if key in held:
            held[key].append(entry)
    return held


def _apart(connection: Connection, held: Mapping[joined.Key, Iterable[Entry]]) -> set[joined.Key]:
    """Those of these records that are shown with others, and every record that others are shown in."""
    before, after = joined.kept(connection), joined.said(connection)
    everybody = {*before, *before.values(), *after, *after.values()}
    if not everybody:
        return set()
    theirs = {
        key
        for key, of in held.items()
        if key[0] != Joining.__tablename__ and any(everybody.intersection(one.header.subjects) for one in of)
    }
    return theirs | {(kind, into) for (kind, _eid), into in joined.shown(connection).items()}


def _differing(
    connection: Connection, held: Mapping[joined.Key, list[Entry]], among: Collection[type[Record]],
    where: Callable[[ColumnElement[str]], ColumnElement[bool]],
) -> frozenset[joined.Key]:  # fmt: skip
    return frozenset(_compare(connection, fold.shown(held.items()), among, where))


def _compare(
    connection: Connection, said: fold.Shown, among: Collection[type[Record]],
    where: Callable[[ColumnElement[str]], ColumnElement[bool]],
) -> set[joined.Key]:  # fmt: skip
    """The records of these types, with ids that `where` chooses, of which the tables have other rows or heads."""
    kinds = [record.__tablename__ for record in among]
    heads = connection.execute(select(*head_table.c).where(where(head_table.c.eid), head_table.c.type.in_(kinds)))
    found = {(kind, eid) for eid, kind, _field, _entry in {*map(tuple, heads)} ^ set(said.heads)}
    for record in among:
        table, kind = record.__table__, record.__tablename__
        rows = connection.execute(select(*(table.c[name] for name in fold.columns(record))).where(where(table.c.id)))
        held: dict[Value, tuple[Value, ...]] = {row[0]: tuple(row) for row in rows}
        told = {row[0]: row for row in said.rows.get(record, ())}
        if held != told:
            found |= {(kind, str(one)) for one in held.keys() | told.keys() if held.get(one) != told.get(one)}
    return found


# -- what is done about it


def mend(connection: Connection, piece: Piece) -> tuple[str, ...]:
    """Put right what can be: fold records again, take away again what was erased, and what finds entries. What was
    found is kept until `seen`. Returns its codes."""
    codes = {one.code for one in piece.broken}
    if "index" in codes:
        connection.exec_driver_sql("REINDEX entry")
    if "erased" in codes:
        _take_away_again(connection, [one.entry_id for one in piece.broken if one.code == "erased"])
    # A record may be made of others alone, of a woman who was entered twice: these are folded, and it with them.
    shown_in = joined.shown(connection).items()
    fold.refold(connection, piece.differing | {key for key, into in shown_in if (key[0], into) in piece.differing})
    found = ((JOURNAL_CHANGED, bool(codes - _MENDABLE)), (TABLES_MENDED, bool(piece.differing or codes & _MENDABLE)))
    told = tuple(code for code, is_so in found if is_so)
    before = _remembered(connection)
    if not set(told) <= set(before):
        local.put(connection, _FOUND, {"codes": sorted({*before, *told})})
    return told


def _take_away_again(connection: Connection, ids: list[str]) -> None:
    rows = connection.execute(select(entry_table).where(entry_table.c.id.in_(ids))).all()
    named = {one for row in rows for one in (row.eid, *Entry(bytes(row.raw), None, None).header.subjects)}
    erased = erased_table.c.eid
    for one in connection.execute(select(erased).where(erased.in_(named))).scalars().all():
        merge.erase_values(connection, one)
    gone = gone_table.c.entry_id
    redaction.take_values(connection, connection.execute(select(gone).where(gone.in_(ids))).scalars().all())


def seen(connection: Connection, code: str) -> None:
    """Somebody read that this was found."""
    local.put(connection, _FOUND, {"codes": [one for one in _remembered(connection) if one != code]})


def notices(connection: Connection, home: Path, seal_key: bytes, unlocks: int) -> tuple[str, ...]:
    """What is to be told at unlock: whether the vault is behind its seal, and what was found before and not seen."""
    checked = seal.check(home, seal_key, merge.frontier(connection), unlocks)
    told = {seal.SealState.BEHIND: ("seal_behind",), seal.SealState.BROKEN: ("seal_broken",)}
    return told.get(checked.state, ()) + _remembered(connection)


def _remembered(connection: Connection) -> tuple[str, ...]:
    return tuple((local.get(connection, _FOUND) or {"codes": ()})["codes"])


def wiped(connection: Connection, last: int) -> None:
    """The rows up to `last` are what a terminal kept of its journal: chains have gaps there."""
    local.put(connection, _WIPED, last)


# -- the gate


def denied(connection: Connection, answers: Collection[Consent]) -> frozenset[joined.Key]:
    """Those of these answers, as the tables have them, that the heads of the journal do not give: none of them counts
    as a yes."""
    kept = joined.kept(connection)
    of: dict[str, str] = {}
    for one in answers:
        hers = joined.together(kept, [str(one.person_id)]) if kept else {str(one.person_id)}
        of |= {natural_id(_CONSENT, each, str(one.recipient_id), str(one.scope)): one.id for each in hers}
        of[one.id] = one.id
    entries: dict[str, list[Entry]] = {one.id: [] for one in answers}
    heads: set[tuple[str, ...]] = set()
    ids = sorted(of)
    for start in range(0, len(ids), _PIECE):
        part = ids[start : start + _PIECE]
        for (kind, eid), entry in fold.entries_in(connection, part):
            if kind == _CONSENT:
                entries[of[eid]].append(entry)
        rows = connection.execute(
            select(*head_table.c).where(head_table.c.eid.in_(part), head_table.c.type == _CONSENT)
        )
        heads.update(map(tuple, rows))
    counted = {one: fold.counted(Consent, found) for one, found in entries.items()}
    said = fold.shown(((_CONSENT, one), found) for one, found in counted.items())
    wrong = {eid for eid, *_rest in heads ^ set(said.heads)}
    at = fold.columns(Consent).index("answer")
    told = {row[0]: row[at] for row in said.rows.get(Consent, ())}
    return frozenset((_CONSENT, one.id) for one in answers if one.id in wrong or told.get(one.id) != one.answer)
