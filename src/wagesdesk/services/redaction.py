"""Erasing a part of what is held about a woman who stays, and older words that name somebody who does not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotAllowed, NotFound
from wagesdesk.models import redaction, withheld
from wagesdesk.models.base import SCOPES
from wagesdesk.models.entry import Value
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.vault import Vault
from wagesdesk.services import custody, erasure, staff
from wagesdesk.services.erasure import Done, Mention

WHOLE: Final = ""
"""The part of a text that is one word or sentence, and not several under names of their own."""


@dataclass(frozen=True)
class Part:
    """One scope of what is held about a woman: how many entries. `taken_back`: she shares it with this place no
    more."""

    scope: str
    entries: int
    taken_back: bool


@dataclass(frozen=True)
class Withdrawn:
    """A woman of whom something lies here that she no longer shares with this place, and under which scopes."""

    person_id: str
    name: str
    scopes: tuple[str, ...]


def parts(vault: Vault, person_id: str) -> tuple[Part, ...]:
    """What is held about her that can be erased by itself, in the order of the scopes. NotFound."""
    with vault.read() as db:
        if db.get(Person, person_id) is None:
            raise NotFound(kind="person")
        held = redaction.of_scopes(db.connection(), person_id, SCOPES)
        hidden = _hidden(vault, db)
    return tuple(Part(scope, len(held[scope]), person_id in hidden.get(scope, ())) for scope in SCOPES if scope in held)


def name_of(vault: Vault, person_id: str) -> str:
    """What she is called. NotFound."""
    with vault.read() as db:
        held = db.get(Person, person_id)
        if held is None:
            raise NotFound(kind="person")
        return held.name or ""


def withdrawn(vault: Vault) -> tuple[Withdrawn, ...]:
    """Everybody with something here that waits to be erased since she took a yes back, by name; nobody inside."""
    found = [
        Withdrawn(one, name, tuple(part.scope for part in parts(vault, one) if part.taken_back))
        for one, name in custody.to_delete(vault)
    ]
    return tuple(one for one in found if one.scopes)


def _hidden(vault: Vault, db: Session) -> Mapping[str, Collection[str]]:
    if vault.place.kind != withheld.OUTSIDE:
        return {}
    return withheld.people_by_scope(db.connection(), vault.machine.sign_public.hex(), vault.clock.today())


def erase_parts(
    vault: Vault, actor: str, person_id: str, scopes: Collection[str], *, second: Path | None, older: bool
) -> Done:
    """Erase what is held about her under these scopes, in one operation; she and the rest stay. Cannot be undone.

    Inside it goes from every machine with the next bundle; at an outside place it goes there alone, for it is the
    prison's record. What is written after this counts. A job; backups and errors as `erasure.erase`; NotFound when
    nothing of it is here.
    """
    _need_administrator(vault, actor)

    def choose(db: Session) -> Collection[str]:
        held = redaction.of_scopes(db.connection(), person_id, scopes)
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
