"""Members of staff and their ways in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotAllowed, NotFound, SlotsTooFew, UserError, WrongPassphrase
from wagesdesk.models import check_key, slots
from wagesdesk.models.entry import random_id
from wagesdesk.models.person import Person
from wagesdesk.models.secrets import check_chosen
from wagesdesk.models.slots import FLOOR, STANDARD, KdfParams
from wagesdesk.models.staff import ADMINISTRATOR, ROLES, Staff
from wagesdesk.models.vault import Vault
from wagesdesk.services import ways_in
from wagesdesk.services.changes import Changes, made

__all__ = [
    "ROLES", "StaffRow", "add", "change_passphrase", "is_administrator", "make_administrator", "name_of",
    "need_two_people", "need_two_ways_in", "new_key", "new_recovery_key", "remove", "renew_passphrase", "staff",
    "stays", "wrong",
]  # fmt: skip

Secrets = Sequence[tuple[str, str]]
"""(id of a way in, what opens it)."""


@dataclass(frozen=True)
class StaffRow:
    """`has_slot` says whether she has a passphrase of her own on this machine; `removed` that another machine took her
    off the list although she can still unlock this one.
    """

    id: str
    name: str
    role: str
    admin: bool
    has_slot: bool
    check_key: str
    removed: bool = False


def staff(vault: Vault) -> tuple[StaffRow, ...]:
    """Everybody known here, those with a passphrase first, then by name."""
    holding = {slot.staff_id for slot in vault.keys.slots}
    with vault.read() as db:
        rows = [
            StaffRow(
                one.id, one.name or "", one.role or "", bool(one.admin), one.id in holding, one.check_key or "",
                bool(one.removed),
            )
            for one in db.scalars(select(Staff))
            if not one.removed or one.id in holding
        ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (not row.has_slot, row.name.casefold())))


def add(
    vault: Vault, actor: str, *, name: str, role: str, passphrase: str, params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> Changes:  # fmt: skip
    """A new member of staff with her own passphrase. A job. FieldInvalid; WeakPassphrase; NotAllowed for who is no
    administrator."""
    if not name.strip():
        raise FieldInvalid(field="name", code="empty")
    if role not in ROLES:
        raise FieldInvalid(field="role", code="unknown")
    _need_administrator(vault, actor)
    check_chosen(passphrase)
    staff_id = random_id()
    slot = vault.make_slot(
        secret=passphrase, staff_id=staff_id, name=name.strip(), role=role, params=params, floor=floor
    )
    public = _check_key(vault, staff_id, passphrase, params)
    with _with_way_in(vault, actor, slot, passphrase, before={staff_id: {"removed": True}}) as db:
        db.add(Staff(id=staff_id, name=name.strip(), role=role, admin=role == ADMINISTRATOR, check_key=public))
        return made(db)


def make_administrator(vault: Vault, actor: str, staff_id: str) -> Changes:
    """From now on she looks after people and keys too: so that one who leaves has a successor. Can be undone.
    NotAllowed for who is no administrator; NotFound for somebody who has no passphrase here."""
    _need_administrator(vault, actor)
    if all(slot.staff_id != staff_id for slot in vault.keys.slots):
        raise NotFound(kind="staff")
    with vault.write(actor, "staff.admin") as db:
        _found(db, staff_id).admin = True
        return made(db)


def change_passphrase(
    vault: Vault, actor: str, *, proof: str, new: str, params: KdfParams = STANDARD, floor: KdfParams = FLOOR
) -> Changes:
    """Her own passphrase. `proof` opens the way in by which the vault was opened: her old passphrase, or the recovery
    key. A job. WrongPassphrase; WeakPassphrase; NotFound when she has no passphrase here."""
    slots.open_slot(vault.keys, vault.slot_id, proof)
    return _renew(vault, actor, actor, new, params, floor)


def renew_passphrase(
    vault: Vault, actor: str, *, staff_id: str, passphrase: str, params: KdfParams = STANDARD, floor: KdfParams = FLOOR
) -> Changes:
    """New words for somebody who forgot hers. A job. NotAllowed for who is no administrator; WeakPassphrase;
    NotFound."""
    _need_administrator(vault, actor)
    return _renew(vault, actor, staff_id, passphrase, params, floor)


def _renew(vault: Vault, actor: str, staff_id: str, passphrase: str, params: KdfParams, floor: KdfParams) -> Changes:
    old = next((slot for slot in vault.keys.slots if slot.staff_id == staff_id), None)
    if old is None:
        raise NotFound(kind="staff")
    check_chosen(passphrase)
    public = _check_key(vault, staff_id, passphrase, params)
    fresh = vault.refill_slot(old, secret=passphrase, params=params, floor=floor)
    with vault.read() as db:
        before = _found(db, staff_id).check_key
    with _with_way_in(vault, actor, fresh, passphrase, before={staff_id: {"check_key": before}}) as db:
        _found(db, staff_id).check_key = public
        return made(db)


@contextmanager
def _with_way_in(vault: Vault, actor: str, slot: slots.Slot, secret: str, *, before: ways_in.Said) -> Iterator[Session]:
    """What is written and the new way in count both or neither; `before` takes back what was written: at once, or where
    the disk refuses that too, at the next change of the ways in or the next unlock."""
    ways_in.mend(vault)
    with vault.staged_keys(slots.with_slot(vault.keys, slot), reopen=((slot.id, secret),)) as settle:
        with vault.write(actor, "setup") as db:
            ways_in.note(db.connection(), vault, actor, before=before)
            yield db
        try:
            settle()
        except UserError:
            with suppress(UserError), vault.write(actor, "setup") as db:  # the first error is the one to tell
                ways_in.put(db, before)
            raise


def new_recovery_key(vault: Vault, actor: str, key: str) -> Changes:
    """Make `key` the recovery key, in the place of the one there was. NotAllowed for who is no administrator."""
    _need_administrator(vault, actor)
    old = next((slot for slot in vault.keys.slots if slot.kind == "recovery"), None)
    if old is None:
        slot = vault.make_slot(secret=key, staff_id="", name="", role="", kind="recovery")
    else:
        slot = vault.refill_slot(old, secret=key)
    vault.update_keys(slots.with_slot(vault.keys, slot), reopen=((slot.id, key),))
    return Changes(frozenset({"staff"}))


def stays(vault: Vault, staff_id: str | None) -> tuple[slots.Slot, ...]:
    """The ways in that are left when she is removed, all of them for None; the recovery key last."""
    left = (slot for slot in vault.keys.slots if slot.staff_id != staff_id)
    return tuple(sorted(left, key=lambda slot: slot.kind))


def wrong(vault: Vault, secrets: Secrets) -> tuple[str, ...]:
    """The ids of the ways in that these do not open. A job: about a second each."""
    found = []
    for slot_id, secret in secrets:
        try:
            slots.open_slot(vault.keys, slot_id, secret)
        except WrongPassphrase:
            found.append(slot_id)
    return tuple(found)


def remove(
    vault: Vault, actor: str, *, staff_id: str, keep: Secrets, renew: Secrets = (), params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> Changes:  # fmt: skip
    """Take somebody's way in away, and make a new data key, so that nothing she kept opens what is written from now on.

    Every way in that `stays` is in `keep` with what opens it now, or in `renew` with what opens it from now on. What
    she wrote stays, with her name. A job of some seconds for each. NotAllowed(code="self") for oneself; NotAllowed for
    who is no administrator; LastSlot when nobody says hers; WrongPassphrase(slot).
    """
    _need_administrator(vault, actor)
    if staff_id == actor:
        raise NotAllowed(code="self")
    with vault.read() as db:
        _found(db, staff_id)
    left = stays(vault, staff_id)
    said = _said_of(vault, left, keep, renew, params) | {staff_id: {"removed": True}}
    if len(left) == len(vault.keys.slots):
        with vault.write(actor, "rotate") as db:
            ways_in.put(db, said)
            return made(db)
    return _rotate(vault, actor, said, keep, renew, (params, floor))


def new_key(
    vault: Vault, actor: str, *, keep: Secrets, renew: Secrets = (), params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> Changes:  # fmt: skip
    """A new data key with everybody's way in kept, because a copy of the records is in other hands. `keep`, `renew` and
    errors as of `remove`. A job of some seconds for each."""
    _need_administrator(vault, actor)
    said = _said_of(vault, stays(vault, None), keep, renew, params)
    return _rotate(vault, actor, said, keep, renew, (params, floor)) | Changes(frozenset({"staff"}))


def _rotate(
    vault: Vault, actor: str, said: ways_in.Said, keep: Secrets, renew: Secrets, cost: tuple[KdfParams, KdfParams]
) -> Changes:
    """A new data key, and then what it means for members of staff; killed in between, the next unlock writes that."""
    ways_in.mend(vault)
    with vault.local() as connection:
        ways_in.note(connection, vault, actor, after=said)
    vault.rotate(keep=keep, renew=renew, params=cost[0], floor=cost[1])
    with vault.write(actor, "rotate") as db:
        ways_in.put(db, said)
        ways_in.settled(db.connection())
        return made(db)


def _said_of(
    vault: Vault, left: Sequence[slots.Slot], keep: Secrets, renew: Secrets, params: KdfParams
) -> dict[str, dict[str, str | bool | None]]:
    """What checks the signatures of those who get new words."""
    words = dict(renew)
    if {slot.id for slot in left} != {slot_id for slot_id, _secret in (*keep, *renew)}:
        raise ValueError("a way in is forgotten")
    return {
        slot.staff_id: {"check_key": _check_key(vault, slot.staff_id, words[slot.id], params)}
        for slot in left
        if slot.kind == "passphrase" and slot.id in words
    }


def is_administrator(vault: Vault, staff_id: str) -> bool:
    """Whether she looks after people and keys."""
    with vault.read() as db:
        who = db.get(Staff, staff_id)
        return who is not None and bool(who.admin) and not who.removed


def _need_administrator(vault: Vault, actor: str) -> None:
    if not is_administrator(vault, actor):
        raise NotAllowed(needs="administrator")


def _check_key(vault: Vault, staff_id: str, passphrase: str, params: KdfParams) -> str:
    _seed, public = check_key.derive(passphrase, vault_id=vault.keys.vault_id, staff_id=staff_id, params=params)
    return public.hex()


def _found(db: Session, staff_id: str) -> Staff:
    one = db.get(Staff, staff_id)
    if one is None:
        raise NotFound(kind="staff")
    return one


def name_of(db: Session, actor: str) -> str:
    """The display name of a member of staff, or the name of a participant who wrote it herself; empty for somebody
    unknown here."""
    found = db.get(Staff, actor) or db.get(Person, actor)
    return (found.name or "") if found else ""


def need_two_ways_in(vault: Vault) -> None:
    """Real people are refused until the vault can be opened in two ways: SlotsTooFew(code="ways")."""
    if not vault.place.practice and slots.ways_in(vault.keys) < 2:
        raise SlotsTooFew(code="ways")


def need_two_people(vault: Vault) -> None:
    """Nothing leaves until a second person has a passphrase: SlotsTooFew(code="people")."""
    if not slots.second_person(vault.keys):
        raise SlotsTooFew(code="people")
