"""The PIN with which a participant comes to her own pages at this machine. It never leaves, and is no journal;
that staff took one away is."""

from __future__ import annotations

import hmac
import os
import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models import local
from wagesdesk.models.kiosk import NewPin
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import tries
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.staff import name_of

LEAST: Final = 4
MOST: Final = 6
_MEMORY_KIB: Final = 64 * 1024
_PASSES: Final = 3


@dataclass(frozen=True)
class Tried:
    """`left` tries remain before the first wait; `wait` is how long nothing may be tried now."""

    right: bool
    left: int = 0
    wait: timedelta = timedelta()


def has_pin(vault: Vault, person_id: str) -> bool:
    """Whether she has chosen one at this machine."""
    with vault.read() as db:
        return local.get(db.connection(), _key(person_id)) is not None


def check_form(pin: str) -> None:
    """FieldInvalid(field="pin", code="form") unless it is four to six digits, "easy" for 1111 and 1234."""
    if not re.fullmatch(r"[0-9]{4,6}", pin):
        raise FieldInvalid(field="pin", code="form")
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise FieldInvalid(field="pin", code="easy")


def choose(vault: Vault, person_id: str, pin: str) -> None:
    """Her PIN at this machine from now on. FieldInvalid as of `check_form`. A job."""
    check_form(pin)
    salt = os.urandom(16)
    verifier = _derive(pin, salt)
    with vault.local() as connection:
        local.put(connection, _key(person_id), {"salt": salt.hex(), "verifier": verifier.hex()})
    tries.forget(vault, person_id)


def try_pin(vault: Vault, person_id: str, pin: str) -> Tried:
    """Whether it is hers; five tries, then each wrong one costs a wait that grows. A job."""
    if wait := tries.wait(vault, person_id):
        return Tried(right=False, wait=wait)
    tries.note(vault, person_id)
    with vault.read() as db:
        held = local.get(db.connection(), _key(person_id))
    if held and hmac.compare_digest(_derive(pin, bytes.fromhex(held["salt"])), bytes.fromhex(held["verifier"])):
        tries.forget(vault, person_id)
        return Tried(right=True)
    return Tried(right=False, left=tries.left(vault, person_id), wait=tries.wait(vault, person_id))


def reset(vault: Vault, actor: str, person_id: str) -> Changes:
    """Staff let her choose another: the old one is gone, and so is any wait. That it was done, and by whom, stands in
    the journal; no undo brings a PIN back. NotFound."""
    with vault.write(actor, "pin.reset") as db:
        person = db.get(Person, person_id)
        if person is None or person.removed:
            raise NotFound(kind="person")
        given = {"at": vault.clock.now().isoformat(), "by": name_of(db, actor)}
        db.add(NewPin(person_id=person_id, given=given))
        changes = made(db)
    with vault.local() as connection:
        local.drop(connection, _key(person_id))
    tries.forget(vault, person_id)
    return changes


def _key(person_id: str) -> str:
    return f"pin {person_id}"


def _derive(pin: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=4, memory_cost=_MEMORY_KIB).derive(pin.encode())
