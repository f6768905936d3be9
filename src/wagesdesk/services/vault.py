"""Making, opening and describing a vault. `place` imports nothing heavy: the lock page stands on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wagesdesk.clock import Clock
from wagesdesk.errors import (
    DiskFull,
    NotFound,
    VaultDamaged,
    VaultError,
    VaultExists,
    VaultMissing,
    VaultReadOnly,
    WrongPassphrase,
)
from wagesdesk.models import folder, slots
from wagesdesk.models.entry import random_id
from wagesdesk.models.secrets import check_chosen
from wagesdesk.services import ways_in

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wagesdesk.models.entry import Entry
    from wagesdesk.models.vault import Vault


@dataclass(frozen=True)
class PlaceInfo:
    """What a vault folder shows while it is locked. `notices` are codes for `problems.describe_notice`."""

    exists: bool
    kind: str = ""
    name: str = ""
    practice: bool = False
    slots: tuple[slots.Slot, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewStaff:
    """One member of staff of a new vault; the first looks after people and keys whatever her `role`, which is one of
    `models.staff.ROLES`."""

    name: str
    role: str
    passphrase: str = field(repr=False)


def warm() -> None:
    """Do ahead what the first page after an unlock would wait for: imports, mappers, the shipped lists."""
    from sqlalchemy.orm import configure_mappers

    from wagesdesk.services import reference

    configure_mappers()
    reference.programmes()
    reference.attendance_codes()


def place(home: Path) -> PlaceInfo:
    """Describe the vault in `home` without opening it. VaultDamaged and VaultTooNew when that cannot be done."""
    try:
        generation = folder.current(home)
    except VaultMissing:
        return PlaceInfo(False)
    keys, notices = slots.read_keys(generation)
    return PlaceInfo(True, keys.place.kind, keys.place.name, keys.place.practice, keys.slots, notices)


def create(
    home: Path,
    *,
    label: slots.PlaceLabel,
    site_code: str,
    staff: Sequence[NewStaff],
    recovery_key: str | None,
    clock: Clock,
    params: slots.KdfParams = slots.STANDARD,
    floor: slots.KdfParams = slots.FLOOR,
) -> None:
    """Make a vault in `home`, with its place, its staff and their ways in. Leaves it locked.

    It exists only when everything was written and every passphrase was tried. VaultExists when one is there;
    VaultOnNetwork, VaultReadOnly, DiskFull; WeakPassphrase.
    """
    import secrets

    if place(home).exists:
        raise VaultExists
    for one in staff:
        check_chosen(one.passphrase)
    folder.check_location(home)
    with folder.FolderLock(home, at=clock.now()), _new_generation(home) as generation:
        data_key = secrets.token_bytes(32)
        _new_database(generation, data_key)
        keys = slots.Keys(vault_id=random_id(), generation=generation.name, place=label)
        ids = [random_id() for _one in staff]
        secret_of: list[tuple[str, str]] = []
        for one, staff_id in zip(staff, ids, strict=True):
            slot = slots.make_slot(
                keys, data_key=data_key, secret=one.passphrase, kind="passphrase", staff_id=staff_id, name=one.name,
                role=one.role, params=params, floor=floor,
            )  # fmt: skip
            keys = slots.with_slot(keys, slot)
            secret_of.append((slot.id, one.passphrase))
        if recovery_key is not None:
            slot = slots.make_slot(
                keys, data_key=data_key, secret=recovery_key, kind="recovery", staff_id="", name="", role=""
            )
            keys = slots.with_slot(keys, slot)
            secret_of.append((slot.id, recovery_key))
        _first_records(home, generation, keys, data_key, site_code, staff, ids, clock, params)
        # The slots come last: without them a generation that a crash left behind is no vault.
        slots.write_keys(generation, keys, data_key, reopen=secret_of)
        folder.commit_generation(home, generation)


@contextmanager
def _new_generation(home: Path) -> Iterator[Path]:
    """A new generation that is thrown away when it does not come to be the current one."""
    generation = folder.new_generation(home)
    try:
        yield generation
    except BaseException:
        folder.discard(home, generation)
        raise


def _new_database(generation: Path, data_key: bytes) -> None:
    from wagesdesk.models import cipher, fold, local
    from wagesdesk.models.keys import new_machine_keys
    from wagesdesk.models.migrations import bring_up

    cipher.connect(generation / folder.DATA, data_key, create=True).close()
    machine = new_machine_keys()
    with _database(generation, data_key) as connection:
        bring_up(connection)
        fold.rebuild(connection)
        local.save_machine(
            connection, age_secret=machine.age_secret, age_public=machine.age_public, seed=machine.sign_seed,
            public=machine.sign_public,
        )  # fmt: skip


def _first_records(  # noqa: PLR0913
    home: Path, generation: Path, keys: slots.Keys, data_key: bytes, site_code: str, staff: Sequence[NewStaff],
    ids: Sequence[str], clock: Clock, params: slots.KdfParams,
) -> None:  # fmt: skip
    from wagesdesk.models import check_key
    from wagesdesk.models.site import Site
    from wagesdesk.models.staff import ADMINISTRATOR, Staff
    from wagesdesk.models.vault import Vault

    vault = Vault(
        home=home, generation=generation, keys=keys, data_key=data_key, slot_id=keys.slots[0].id, clock=clock,
        held=None, notices=(),
    )  # fmt: skip
    try:
        with vault.write(ids[0], "setup") as db:
            db.add(Site(name=keys.place.name, code=site_code))
            for position, (one, staff_id) in enumerate(zip(staff, ids, strict=True)):
                _seed, public = check_key.derive(
                    one.passphrase, vault_id=keys.vault_id, staff_id=staff_id, params=params
                )
                admin = position == 0 or one.role == ADMINISTRATOR
                db.add(Staff(id=staff_id, name=one.name, role=one.role, admin=admin, check_key=public.hex()))
    finally:
        vault.lock()


def unlock(home: Path, *, slot_id: str, secret: str, clock: Clock) -> Vault:
    """Open the vault with a passphrase or the recovery key. A job: the key derivation takes about a second.

    Errors: VaultMissing, VaultInUse, VaultTooNew, VaultDamaged, VaultReadOnly, VaultOnNetwork, NotEncrypted,
    WrongPassphrase, DiskFull. A damaged slot file whose twin was good is mended, and told in `vault.notices`.
    """
    from wagesdesk.models.vault import Vault

    folder.current(home)  # VaultMissing before a lock file is made
    folder.check_location(home)
    held = folder.FolderLock(home, at=clock.now())
    held.acquire()
    try:
        generation = folder.current(home)
        keys, notices = slots.read_keys(generation)
        data_key = slots.open_slot(keys, slot_id, secret)
        slots.check_proof(keys, data_key)
        if notices:
            slots.repair(generation, keys)
        vault = Vault(
            home=home, generation=generation, keys=keys, data_key=data_key, slot_id=slot_id, clock=clock, held=held,
            notices=notices,
        )  # fmt: skip
    except BaseException:
        held.release()
        raise
    try:
        folder.prune(home)
        with suppress(DiskFull, VaultReadOnly):  # the unlock after this one
            ways_in.mend(vault)
    except BaseException:
        vault.lock()
        raise
    return vault


def restore(
    backup_folder: Path, home: Path, *, slot_id: str, secret: str, clock: Clock, now: str | None = None
) -> None:
    """Put a backup in the place of the vault in `home`, or make one of it there. A job. Leaves it locked.

    What is there is backed up first. Where the same secret opens it, or `now`, who was erased since stays erased.
    WrongPassphrase(code="now") when neither does; with `now` None, for nobody has any words, it is kept as it lies.
    Errors as of `models.backup.restore` and `unlock`.
    """
    from wagesdesk.models import backup

    keys, _notices = slots.read_keys(backup_folder)
    data_key = slots.open_slot(keys, slot_id, secret)
    folder.check_location(home)
    with folder.FolderLock(home, at=clock.now()):
        told = _keep_present(home, keys.vault_id, (slot_id, secret), now, clock)
        backup.restore(
            backup_folder, home, data_key=data_key,
            finish=lambda generation: _bring_up(generation, data_key, told, clock),
        )  # fmt: skip
        folder.prune(home)


def _keep_present(home: Path, vault_id: str, opening: tuple[str, str], now: str | None, clock: Clock) -> list[Entry]:
    """Back up the vault that is about to be replaced, and tell its erasures.

    Does nothing when it is another one or is damaged, which may be why it is replaced.
    """
    from wagesdesk.models import backup, cipher, merge

    try:
        generation = folder.current(home)
        keys, _notices = slots.read_keys(generation)
    except VaultError:
        return []
    if keys.vault_id != vault_id:
        return []
    data_key, target = _opened(keys, opening, now), backup.by_itself(home, vault_id)
    if data_key is None:
        backup.keep_closed(home, target, at=clock.now())
        return []
    try:
        with _database(generation, data_key) as connection:
            told = merge.erasures(connection)
        raw = cipher.connect(generation / folder.DATA, data_key)
    except VaultError:
        return []
    try:
        backup.backup(home, raw, target, data_key=data_key, at=clock.now())
    except VaultDamaged:
        return told
    finally:
        raw.close()
    return told


def _opened(keys: slots.Keys, opening: tuple[str, str], now: str | None) -> bytes | None:
    """The data key, by a way in and its secret, or by `now` whoever's it is; None when there is no `now`."""
    for slot_id, secret in (opening, *((one.id, now) for one in keys.slots if now)):
        with suppress(WrongPassphrase, NotFound):
            return slots.open_slot(keys, slot_id, secret)
    if now is not None:
        raise WrongPassphrase(code="now")
    return None


def _bring_up(generation: Path, data_key: bytes, told: Sequence[Entry], clock: Clock) -> None:
    """Erase what was erased since, and note that others may think this place has what it has no more."""
    from wagesdesk.models import fold, local, merge, traces
    from wagesdesk.models.migrations import bring_up

    with _database(generation, data_key) as connection:
        bring_up(connection)
        if fold.stale(connection):
            fold.rebuild(connection)
        merge.keep_erased(connection, told, via="restore")
        local.put(connection, local.RESTORED, clock.now().isoformat())
        traces.in_a_copy(connection)


@contextmanager
def _database(generation: Path, data_key: bytes) -> Iterator[Connection]:
    """One transaction on a database that nobody else has open, which is closed again after it."""
    from wagesdesk.models import cipher
    from wagesdesk.models.engine import make_engine

    engine = make_engine(lambda: cipher.connect(generation / folder.DATA, data_key))
    try:
        with cipher.guarded(), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
