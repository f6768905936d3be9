"""Erasing a part of what is held about a woman who stays, and older words that name somebody who does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotAllowed, NotFound
from wagesdesk.models import readings, redaction, withheld
from wagesdesk.models.base import FOLDED, SCOPES, entry_table, subject_table
from wagesdesk.models.entry import Value, wall_ms
from wagesdesk.models.records import BY_TYPE, REDACTIONS
from wagesdesk.models.vault import Vault
from wagesdesk.models.withheld import FRAME
from wagesdesk.services import custody, erasure, staff
from wagesdesk.services.erasure import Done, Mention

_PIECE: Final = 500
WHOLE: Final = ""
"""The part of a text that is one word or sentence, and not several under names of their own."""


@dataclass(frozen=True)
class Part:
    """One scope of what is held about a woman, or FRAME for her name: how many entries. `taken_back`: she shares it
    with this place no more."""

    scope: str
    entries: int
    taken_back: bool


@dataclass(frozen=True)
class Withdrawn:
    """A woman of whom something lies here that she no longer shares with this place, and under which scopes; FRAME is
    among them where she shares nothing any more. Her name is told nowhere else then."""

    person_id: str
    name: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class ErasedPart:
    """Single entries that lost their values in one operation: on which local day, by whom (empty when unknown here), of
    whom (empty for nobody's). `scopes` are what they left under (FRAME: a name), `kinds` their record types; `anew`:
    one record was written anew and its older versions went. `entries` counts all, also those that were
    never held here."""

    person_id: str
    on: date
    by: str
    scopes: tuple[str, ...]
    kinds: tuple[str, ...]
    entries: int
    anew: bool


def parts(vault: Vault, person_id: str) -> tuple[Part, ...]:
    """What is held about her that can be erased by itself, in the order of the scopes; her name first, where she shares
    nothing with this place any more. NotFound."""
    with vault.read() as db:
        if withheld.name_of(db.connection(), person_id) is None:
            raise NotFound(kind="person")
        hidden = _hidden(vault, db)
        scopes = (FRAME, *SCOPES) if person_id in hidden.get(FRAME, ()) else SCOPES
        held = redaction.of_scopes(db.connection(), person_id, scopes)
    return tuple(Part(scope, len(held[scope]), person_id in hidden.get(scope, ())) for scope in scopes if scope in held)


def name_of(vault: Vault, person_id: str) -> str:
    """What she is called. NotFound."""
    with vault.read() as db:
        name = withheld.name_of(db.connection(), person_id)
    if name is None:
        raise NotFound(kind="person")
    return name


def withdrawn(vault: Vault) -> tuple[Withdrawn, ...]:
    """Everybody with something here that waits to be erased since she took a yes back, by name; nobody inside."""
    found = [
        Withdrawn(one, name, tuple(part.scope for part in parts(vault, one) if part.taken_back))
        for one, name in custody.to_delete(vault)
    ]
    return tuple(one for one in found if one.scopes)


def erased_parts(vault: Vault) -> tuple[ErasedPart, ...]:
    """What was erased of women who stay, the newest first: never what it said. Reads only headers."""
    found = []
    with vault.read() as db:
        rows = db.execute(
            select(entry_table.c.id, entry_table.c.operation, entry_table.c.hlc, entry_table.c.actor)
            .where(entry_table.c.type.in_(REDACTIONS), entry_table.c.state == FOLDED)
            .order_by(entry_table.c.hlc)
        )
        operations: dict[str, list[Any]] = {}
        for row in rows:
            operations.setdefault(row.operation, []).append(row)
        for operation, said in operations.items():
            entries = readings.by_ids(db.connection(), [row.id for row in said])
            ids = [one for entry in entries for one in redaction.named(entry)]
            on = vault.clock.local(datetime.fromtimestamp(wall_ms(said[0].hlc) / 1000, UTC)).date()
            found.append(_erased_part(db, operation, ids, on, staff.name_of(db, said[0].actor)))
    return tuple(reversed(found))


def _erased_part(db: Session, operation: str, ids: Sequence[str], on: date, by: str) -> ErasedPart:
    of: Counter[str] = Counter()
    kinds: set[str] = set()
    anew = False
    for at in range(0, len(ids), _PIECE):
        rows = db.execute(
            select(entry_table.c.type, entry_table.c.eid, subject_table.c.subject)
            .outerjoin(subject_table, subject_table.c.n == entry_table.c.n)
            .where(entry_table.c.id.in_(ids[at : at + _PIECE]))
        ).all()
        kinds.update(row.type for row in rows)
        of.update(row.subject for row in rows if row.subject)
        said_again = entry_table.c.eid.in_({row.eid for row in rows}) & (entry_table.c.operation == operation)
        anew = anew or db.scalar(select(entry_table.c.n).where(said_again).limit(1)) is not None
    leaves = {BY_TYPE[kind].leaves for kind in kinds if kind in BY_TYPE}
    person_id = next((one for one, _times in of.most_common(1)), "")
    scopes = tuple(scope for scope in (FRAME, *SCOPES) if scope in leaves)
    return ErasedPart(person_id, on, by, scopes, tuple(sorted(kinds)), len(ids), anew)


def _hidden(vault: Vault, db: Session) -> Mapping[str, Collection[str]]:
    if vault.place.kind != withheld.OUTSIDE:
        return {}
    return withheld.people_by_scope(db.connection(), vault.machine.sign_public.hex(), vault.clock.today())


def erase_parts(
    vault: Vault, actor: str, person_id: str, scopes: Collection[str], *, second: Path | None, older: bool
) -> Done:
    """Erase what is held about her under these scopes, in one operation; she and the rest stay. Cannot be undone.

    Inside it goes from every machine with the next bundle; at an outside place it goes there alone, for it is the
    prison's record. What is written after this counts. Her name goes there too with FRAME, once she shares nothing, and
    then everything with it. A job; backups and errors as `erasure.erase`; NotFound when nothing of it is here.
    """
    _need_administrator(vault, actor)

    def choose(db: Session) -> Collection[str]:
        nameless = FRAME in scopes and person_id in _hidden(vault, db).get(FRAME, ())
        wanted = (FRAME, *SCOPES) if nameless else [one for one in scopes if one != FRAME]
        held = redaction.of_scopes(db.connection(), person_id, wanted)
        if not held:
            raise NotFound(kind="person")
        return [one for of_scope in held.values() for one in of_scope]

    vault.redact(actor, choose)
    return erasure.renewed(vault, second=second, older=older)


def rewrite(
    vault: Vault, actor: str, one: Mention, words: Mapping[str, str], *, second: Path | None, older: bool
) -> Done:
    """Put `words` (by the parts of the text, as in `Mention.texts`) in the place of what a record says, and erase every
    version of that record before. Cannot be undone. A job; backups and errors as `erasure.erase`; NotFound."""
    _need_administrator(vault, actor)

    def choose(db: Session) -> Collection[str]:
        record = db.scalars(select(BY_TYPE[one.type]).where(BY_TYPE[one.type].id == one.eid)).first()
        if record is None:
            raise NotFound(kind=one.type)
        return redaction.begin_anew(db, record, {one.field: _with(getattr(record, one.field), words)})

    vault.redact(actor, choose)
    return erasure.renewed(vault, second=second, older=older)


def _with(value: Value, words: Mapping[str, str]) -> Value:
    if isinstance(value, dict):
        changed: dict[str, Any] = {name: words.get(name, part) for name, part in value.items()}
        return changed
    return words.get(WHOLE, value)


def _need_administrator(vault: Vault, actor: str) -> None:
    if not staff.is_administrator(vault, actor):
        raise NotAllowed(needs="administrator")
