"""Backups of the vault: by themselves on this machine, and in a second place when that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from wagesdesk.errors import DiskFull, DriveFull, DriveGone, DriveReadOnly, UserError, VaultDamaged, VaultReadOnly
from wagesdesk.models import backup as backups_of
from wagesdesk.models import local, traces
from wagesdesk.models.base import entry_table
from wagesdesk.models.cipher import guarded
from wagesdesk.models.entry import wall_ms
from wagesdesk.models.vault import Vault

KEPT: Final = 10
EVERY: Final = timedelta(days=1)
PATIENCE: Final = 7
"""Days without a backup in the second place, after which Today says so."""
_FOLDER = "wagesdesk-backups-"


@dataclass(frozen=True)
class BackupRow:
    """`made_at` is an instant in UTC, `size` bytes; `own` says that it is of this very vault."""

    folder: Path
    place: str
    made_at: datetime
    size: int
    own: bool


@dataclass(frozen=True)
class Kept:
    """The last good backup of a place: when (UTC), where, and whether something was written since."""

    at: datetime
    folder: Path
    behind: bool


@dataclass(frozen=True)
class BackupState:
    """`due`: one should be made on this machine now. `days`: for how long something stands on this machine alone.
    `behind`: something is in no backup of this machine.

    A practice vault needs none, and a terminal, which is wiped, may leave none behind: False and 0 there.
    """

    last_machine: Kept | None
    last_second: Kept | None
    due: bool
    days: int
    behind: bool


def state(vault: Vault) -> BackupState:
    """What is backed up, and since when not. A few milliseconds."""
    now = vault.clock.now()
    with vault.read() as db:
        connection = db.connection()
        written = _written(vault, connection.execute(select(func.max(entry_table.c.n))).scalar() or 0)
        machine, second = (_kept(local.get(connection, f"backup.{which}"), written) for which in ("machine", "second"))
        first = connection.execute(select(entry_table.c.hlc).order_by(entry_table.c.n).limit(1)).scalar()
    if _keeps_none(vault):
        return BackupState(machine, second, due=False, days=0, behind=False)
    if machine is not None and not machine.folder.is_dir():
        machine = None
    behind = machine is None or machine.behind
    due = machine is None or (machine.behind and not timedelta(0) <= now - machine.at < EVERY)
    alone = timedelta(0)
    if second is not None:
        alone = now - second.at if second.behind else alone
    elif first is not None:
        alone = timedelta(milliseconds=now.timestamp() * 1000 - wall_ms(first))
    return BackupState(machine, second, due=due, days=max(alone.days, 0), behind=behind)


def _keeps_none(vault: Vault) -> bool:
    return vault.place.practice or vault.place.kind == "terminal"


def make(vault: Vault, second: Path | None = None) -> BackupState:
    """A backup on this machine, and one in the second place, each checked; the ten newest are kept. A job.

    Both are tried before the first error is raised: DiskFull, VaultReadOnly, VaultDamaged; for the second place
    DriveGone, DriveFull, DriveReadOnly.
    """
    places = {"machine": backups_of.by_itself(vault.home, vault.keys.vault_id), "second": second}
    return _make(vault, places)


def make_due(vault: Vault, second: Path | None, *, at_lock: bool) -> BackupState:
    """As `make`, but only where something was written since, and before lock only after a day. A job."""
    now, known = vault.clock.now(), state(vault)
    if _keeps_none(vault):
        return known
    places: dict[str, Path | None] = {}
    if known.due or (at_lock and known.behind):
        places["machine"] = backups_of.by_itself(vault.home, vault.keys.vault_id)
    last = known.last_second
    if last is None or (last.behind and (at_lock or not timedelta(0) <= now - last.at < EVERY)):
        places["second"] = second
    return _make(vault, places)


def renew(vault: Vault, second: Path | None) -> BackupState:
    """After a new data key or an erasure: a backup in each place, in the stead of all the older ones. In the second
    place as soon as it is there again. A terminal, which is wiped, keeps none. A job."""
    if vault.place.kind == "terminal":
        return state(vault)
    with vault.local() as connection:
        traces.only_from_now(connection)
    backups_of.keep_newest(vault.home / backups_of.BEFORE_IMPORT, 0)
    return make(vault, second)


def keep_second(vault: Vault) -> None:
    """Leave the older backups in the second place where they are, though somebody in them was erased."""
    with vault.local() as connection:
        traces.leave_older(connection, "second")


def _make(vault: Vault, places: dict[str, Path | None]) -> BackupState:
    failed: list[Exception] = []
    for which, target in places.items():
        if target is None:
            continue
        try:
            _one(vault, which, target)
        except (UserError, OSError) as error:
            failed.append(_told(error, target) if which == "second" else error)
    if failed:
        raise failed[0]
    return state(vault)


def _one(vault: Vault, which: str, target: Path) -> None:
    written = _written(vault, vault.position())  # before the copy: what is written meanwhile may not be in it
    made = backups_of.verify_backup(vault.backup(target))
    with vault.local() as connection:
        local.put(
            connection, f"backup.{which}",
            {"at": made.made_at.isoformat(), "folder": str(made.folder), "written": written},
        )  # fmt: skip
        traces.made(connection, which, made.folder.name)
        may_stay = traces.made_since(connection, which)
    if may_stay is not None:
        backups_of.keep_only(target, may_stay)
    backups_of.keep_newest(target, KEPT, made.folder)


def _told(error: Exception, target: Path) -> Exception:
    """What went wrong in the second place, as that of a stick: it is not this machine's disk that is full or gone."""
    if isinstance(error, DiskFull):
        return DriveFull(path=str(target), backup=True)
    if isinstance(error, VaultReadOnly):
        return DriveReadOnly(path=str(target), backup=True)
    gone = isinstance(error, OSError) or (isinstance(error, VaultDamaged) and error.fields.get("path_kind") == "disk")
    return DriveGone(path=str(target), backup=True) if gone else error


def _written(vault: Vault, position: int) -> str:
    """Another text after anything was written, the ways in among it."""
    return f"{position} {vault.keys.revision}"


def _kept(told: dict[str, str] | None, written: str) -> Kept | None:
    if told is None:
        return None
    return Kept(datetime.fromisoformat(told["at"]), Path(told["folder"]), told["written"] != written)


# -- the second place


def second_place(vault: Vault, chosen: str, sticks: Sequence[Path] = ()) -> Path | None:
    """The folder for this vault's backups in the chosen second place, or on a stick that now has another path.

    None when it is not there now: only a folder that `choose` made counts, so an empty mount point is no second place.
    """
    if not chosen:
        return None
    name, folder = _own_name(vault), Path(chosen)
    candidates = [folder, *sticks, *(stick / folder.name for stick in sticks)]
    return next((one / name for one in candidates if (one / name).is_dir()), None)


def choose(vault: Vault, chosen: Path) -> Path:
    """Make the folder for this vault's backups in a second place. VaultReadOnly, DiskFull."""
    target = chosen / _own_name(vault)
    with guarded():
        target.mkdir(exist_ok=True)
    return target


def same_disk(vault: Vault, target: Path) -> bool:
    """Whether a place is lost together with the records."""
    try:
        return target.stat().st_dev == vault.home.stat().st_dev
    except OSError:
        return False


def _own_name(vault: Vault) -> str:
    return f"{_FOLDER}{vault.keys.vault_id[:8]}"


def backups(vault: Vault, target: Path) -> tuple[BackupRow, ...]:
    """The backups under `target`, newest first; none when there is no such folder."""
    return tuple(
        BackupRow(one.folder, one.place.name, one.made_at, one.size, one.vault_id == vault.keys.vault_id)
        for one in backups_of.list_backups(target)
    )


def on_machine(vault: Vault) -> Path:
    """Where the backups are that the program makes by itself on this machine."""
    return backups_of.by_itself(vault.home, vault.keys.vault_id)
