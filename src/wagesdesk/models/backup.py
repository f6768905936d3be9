"""Backup and restore. Never a file copy of a live database."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import wagesdesk
from wagesdesk.errors import UserError, VaultDamaged, VaultExists, VaultMissing, VaultTooNew
from wagesdesk.models import cipher, folder, seal, shapes, slots

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

MANIFEST = "manifest.json"
BEFORE_IMPORT = "before-import"
"""The folder in the vault's own that holds the backups made before imports."""
BY_ITSELF = "backups"
"""The folder beside the vault's that holds, by vault, the backups that the program makes by itself."""
_FORMAT = 1
_PREFIX = "wagesdesk-backup-"
_PART = ".part"
_FILES = frozenset({folder.DATA, folder.KEYS, folder.KEYS_TWIN})
_WAL = f"{folder.DATA}-wal"
"""What a crash left beside a database that was then kept closed; no other backup has it."""
_MAX_MANIFEST_BYTES = 1 << 16
_YEARS = range(1900, 2200)  # a moment at the end of all years has no local time
_FILE = shapes.parts(size=shapes.whole, sha256=shapes.key)
_FORM = shapes.parts(
    format=shapes.whole, vault_id=shapes.text, made_at=shapes.instant,
    place=shapes.parts(kind=shapes.text, name=shapes.text, practice=shapes.flag),
    files=shapes.parts(**dict.fromkeys(sorted(_FILES), _FILE)),
)  # fmt: skip


@dataclass(frozen=True)
class Backup:
    """One backup folder as its manifest tells it. `made_at` is an instant in UTC; `size` the bytes of all its files."""

    folder: Path
    vault_id: str
    place: slots.PlaceLabel
    made_at: datetime
    size: int


def backup(vault_folder: Path, connection: Connection, target: Path, *, data_key: bytes, at: datetime) -> Path:
    """Copy the vault to `target/wagesdesk-backup-YYYYMMDD-HHMMSS/` (UTC), check the copy, and return that folder.

    `connection` is an open one outside any transaction; others may write meanwhile, the copy is of one moment.
    A second one of the same second has `-2` behind its name. DiskFull, VaultReadOnly, VaultDamaged. Nothing half
    written is left under the final name. The copy opens with the passphrases of this moment, for ever: rotation does
    not reach it.
    """
    keys, _ = slots.read_keys(folder.current(vault_folder))
    return _make(target, keys, at, lambda part: _write_database(connection, part / folder.DATA, data_key))


def keep_closed(vault_folder: Path, target: Path, *, at: datetime) -> Path:
    """As `backup`, of a vault that nobody opens: its files as they lie. Hold the folder lock, so that nobody writes."""
    generation = folder.current(vault_folder)
    keys, _ = slots.read_keys(generation)

    def fill(part: Path) -> None:
        for name in (folder.DATA, _WAL):
            if name == folder.DATA or ((generation / name).is_file() and (generation / name).stat().st_size):
                _copy(generation / name, part / name)

    return _make(target, keys, at, fill)


def _make(target: Path, keys: slots.Keys, at: datetime, fill: Callable[[Path], None]) -> Path:
    """A backup with these slots, into which `fill` puts the database."""
    final = _free_name(target, f"{_PREFIX}{at.astimezone(UTC):%Y%m%d-%H%M%S}")
    with cipher.guarded():
        target.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        part = final.with_name(final.name + _PART)
        part.mkdir(mode=0o700)
        try:
            fill(part)
            slots.repair(part, keys)
            manifest = {
                "format": _FORMAT,
                "program": wagesdesk.__version__,
                "vault_id": keys.vault_id,
                "place": asdict(keys.place),
                "made_at": at.astimezone(UTC).isoformat(),
                "files": {name: _measure(part / name) for name in sorted(one.name for one in part.iterdir())},
            }
            folder.write_new(part / MANIFEST, folder.pack(manifest))
            folder.fsync_folder(part)
            part.rename(final)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        folder.fsync_folder(target)
    return final


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    target.chmod(0o600)
    folder.fsync_file(target)


def _free_name(target: Path, name: str) -> Path:
    return next(
        path for path in (target / name, *(target / f"{name}-{n}" for n in range(2, 1000))) if not path.exists()
    )


def by_itself(vault_folder: Path, vault_id: str) -> Path:
    """Where the program puts the backups that it makes by itself on this machine."""
    return vault_folder.parent / BY_ITSELF / vault_id[:8]


def keep_newest(target: Path, count: int, made: Path | None = None) -> None:
    """Delete all but the newest `count` backups under `target`, `made` among them whatever its date. VaultReadOnly.

    What is deleted first loses its name: a backup by its name is always a whole one. One whose manifest cannot be read
    counts as the oldest: somebody who was erased could still be in it.
    """
    told = [one.folder for one in list_backups(target)]
    with cipher.guarded():
        others = [one for one in (*told, *(one for one in _named(target) if one not in told)) if one != made]
    _take_away(target, others[count - (made is not None) :])


def keep_only(target: Path, names: Collection[str]) -> None:
    """Delete all backups under `target` but those of these names. VaultReadOnly."""
    with cipher.guarded():
        others = [one for one in _named(target) if one.name not in names]
    _take_away(target, others)


def _take_away(target: Path, old: Iterable[Path]) -> None:
    with cipher.guarded():
        for one in old:
            one.rename(one.with_name(one.name + _PART))
        _sweep(target)


def _sweep(target: Path) -> None:
    for leftover in target.glob(f"{_PREFIX}*{_PART}"):
        shutil.rmtree(leftover)


def _write_database(connection: Connection, path: Path, data_key: bytes) -> None:
    folder.write_new(path, b"")  # for its mode; SQLite fills an empty file
    connection.execute("VACUUM INTO ?", (str(path),))
    # Opened and read whole under the key: a copy that cannot be opened is no backup.
    copy = cipher.connect(path, data_key)
    try:
        cipher.verify(copy)
    finally:
        copy.close()
    folder.fsync_file(path)


def _measure(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"size": file.tell(), "sha256": digest}


def list_backups(target: Path) -> tuple[Backup, ...]:
    """The backups under `target` whose manifest can be read, newest first. Their files are not looked at."""
    found = []
    with cipher.guarded():
        for entry in _named(target):
            try:
                found.append(_told(entry, _read_manifest(entry)))
            except UserError:
                continue
    return tuple(sorted(found, key=lambda made: made.made_at, reverse=True))


def _named(target: Path) -> list[Path]:
    """What is called a backup under `target`, by name."""
    return sorted(one for one in target.glob(f"{_PREFIX}*") if one.suffix != _PART and one.is_dir())


def verify_backup(backup_folder: Path) -> Backup:
    """Compare every file with the manifest. VaultMissing if it is no backup; VaultDamaged(path_kind="backup", file);
    VaultTooNew."""
    manifest = _read_manifest(backup_folder)
    with cipher.guarded():
        for name, told in manifest["files"].items():
            try:
                same = _measure(backup_folder / name) == told
            except FileNotFoundError:
                same = False
            if not same:
                raise VaultDamaged(path_kind="backup", file=name)
    return _told(backup_folder, manifest)


def _read_manifest(backup_folder: Path) -> dict[str, Any]:
    with cipher.guarded():
        try:
            with (backup_folder / MANIFEST).open("rb") as file:
                data = file.read(_MAX_MANIFEST_BYTES)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise VaultMissing(path=str(backup_folder)) from error
    try:
        manifest = cast("dict[str, Any]", folder.unpack(data))
        if manifest["format"] > _FORMAT:
            raise VaultTooNew(format=manifest["format"], known=_FORMAT)
        if manifest["files"].keys() - {_WAL} != _FILES:
            raise ValueError("other files than a backup has")
        if not _FORM(manifest) or _told(backup_folder, manifest).made_at.year not in _YEARS:
            raise ValueError("not what a backup says of itself")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise VaultDamaged(path_kind="backup", file=MANIFEST) from error
    return manifest


def _told(backup_folder: Path, manifest: dict[str, Any]) -> Backup:
    return Backup(
        folder=backup_folder,
        vault_id=manifest["vault_id"],
        place=slots.PlaceLabel(**manifest["place"]),
        made_at=datetime.fromisoformat(manifest["made_at"]),
        size=sum(file["size"] for file in manifest["files"].values()),
    )


def restore(
    backup_folder: Path,
    vault_folder: Path,
    *,
    data_key: bytes,
    finish: Callable[[Path], None] = lambda _generation: None,
) -> Path:
    """Put a backup into a new generation, check it whole, make it current; returns the generation.

    `data_key` comes from `open_slot(read_keys(backup_folder)[0], …)`: a person who can open the copy is there.
    Hold the folder lock, with the vault closed; an empty folder will do. VaultExists(code="other_vault") when another
    vault lives in `vault_folder`; the errors of `verify_backup`; DiskFull, VaultReadOnly. What was there stays whole
    until CURRENT is replaced, and on the disk until `folder.prune`. The seal is dropped: a person chose to go back.
    `finish` is given the new generation before it becomes the current one.
    """
    verify_backup(backup_folder)
    names = _read_manifest(backup_folder)["files"].keys() & {folder.DATA, _WAL}
    keys, _ = slots.read_keys(backup_folder)
    slots.check_proof(keys, data_key)
    _refuse_other(vault_folder, keys.vault_id)
    generation = folder.new_generation(vault_folder)
    try:
        with cipher.guarded():
            # By name, into an empty folder: a journal that lies beside either copy must never be replayed, but for
            # the one that was kept with it.
            for name in names:
                _copy(backup_folder / name, generation / name)
        copy = cipher.connect(generation / folder.DATA, data_key)
        try:
            cipher.verify(copy)
        finally:
            copy.close()
        finish(generation)
        slots.repair(generation, keys)
        with cipher.guarded():
            # Before the copy counts: stopped in between, nobody is told of a loss that was wanted.
            (vault_folder / seal.FILE).unlink(missing_ok=True)
        folder.commit_generation(vault_folder, generation)
    except BaseException:
        folder.discard(vault_folder, generation)
        raise
    return generation


def _refuse_other(vault_folder: Path, vault_id: str) -> None:
    """A damaged vault may be replaced, a missing one of course; another one never."""
    try:
        here, _ = slots.read_keys(folder.current(vault_folder))
    except (VaultMissing, VaultDamaged):
        return
    if here.vault_id != vault_id:
        raise VaultExists(code="other_vault", path=str(vault_folder))
