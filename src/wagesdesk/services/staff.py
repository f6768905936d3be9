"""Members of staff and their ways in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotAllowed, SlotsTooFew
from wagesdesk.models import check_key, slots
from wagesdesk.models.entry import random_id
from wagesdesk.models.secrets import check_chosen
from wagesdesk.models.staff import ROLES, Staff
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made

__all__ = ["ROLES", "StaffRow", "add", "name_of", "need_two_people", "need_two_ways_in", "staff"]


@dataclass(frozen=True)
class StaffRow:
    """`has_slot` says whether she has a passphrase of her own on this machine."""

    id: str
    name: str
    role: str
    admin: bool
    has_slot: bool
    check_key: str


def staff(vault: Vault) -> tuple[StaffRow, ...]:
    """Everybody known here, those with a passphrase first, then by name."""
    holding = {slot.staff_id for slot in vault.keys.slots}
    with vault.read() as db:
        rows = [
            StaffRow(one.id, one.name or "", one.role or "", bool(one.admin), one.id in holding, one.check_key or "")
            for one in db.scalars(select(Staff).where(Staff.removed.is_not(True)))
        ]
    return tuple(sorted(rows, key=lambda row: (not row.has_slot, row.name.casefold())))


def add(
    vault: Vault,
    actor: str,
    *,
    name: str,
    role: str,
    passphrase: str,
    params: slots.KdfParams = slots.STANDARD,
    floor: slots.KdfParams = slots.FLOOR,
) -> Changes:
    """A new member of staff with her own passphrase. A job. FieldInvalid; NotAllowed for who is no administrator."""
    if not name.strip():
        raise FieldInvalid(field="name", code="empty")
    if role not in ROLES:
        raise FieldInvalid(field="role", code="unknown")
    with vault.read() as db:
        who = db.get(Staff, actor)
        if who is None or not who.admin:
            raise NotAllowed(needs="administrator")
    check_chosen(passphrase)
    staff_id = random_id()
    slot = vault.make_slot(
        secret=passphrase, staff_id=staff_id, name=name.strip(), role=role, params=params, floor=floor
    )
    _seed, public = check_key.derive(passphrase, vault_id=vault.keys.vault_id, staff_id=staff_id, params=params)
    vault.update_keys(slots.with_slot(vault.keys, slot), reopen=((slot.id, passphrase),))
    with vault.write(actor, "setup") as db:
        db.add(Staff(id=staff_id, name=name.strip(), role=role, admin=False, check_key=public.hex()))
        return made(db)


def name_of(db: Session, staff_id: str) -> str:
    """Her display name, or empty for somebody unknown here."""
    found = db.get(Staff, staff_id)
    return (found.name or "") if found else ""


def need_two_ways_in(vault: Vault) -> None:
    """Real people are refused until the vault can be opened in two ways: SlotsTooFew(code="ways")."""
    if not vault.place.practice and slots.ways_in(vault.keys) < 2:
        raise SlotsTooFew(code="ways")


def need_two_people(vault: Vault) -> None:
    """Nothing leaves until a second person has a passphrase: SlotsTooFew(code="people")."""
    if not slots.second_person(vault.keys):
        raise SlotsTooFew(code="people")
