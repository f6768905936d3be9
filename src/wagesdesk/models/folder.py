"""The vault folder: CURRENT and its generations, and whole-file writes. Where it may stand: `location.py`."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from wagesdesk.errors import VaultDamaged, VaultMissing
from wagesdesk.models.cipher import guarded
from wagesdesk.models.entry import canonical
from wagesdesk.models.location import FolderLock, check_location

__all__ = [
    "CURRENT", "DATA", "KEYS", "KEYS_TWIN", "FolderLock", "atomic_write", "check_location", "commit_generation",
    "current", "discard", "fsync_file", "fsync_folder", "new_generation", "pack", "prune", "settle", "stage", "unpack",
    "unstage", "write_new",
]  # fmt: skip

CURRENT, DATA, KEYS, KEYS_TWIN = "CURRENT", "data.db", "keys.json", "keys.bak"
_NAME = re.compile(r"gen-[0-9a-f]{8}")
_PART = ".part"


def current(folder: Path) -> Path:
    """The generation folder in use. VaultMissing when there is none; VaultDamaged(path_kind="current") when unclear.

    A lost or unreadable CURRENT beside exactly one complete generation means that one: it cannot be another.
    """
    with guarded():
        try:
            named = (folder / CURRENT).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            named = None
        name = (named or b"").decode("ascii", errors="replace").strip()
        if _NAME.fullmatch(name):
            if (folder / name).is_dir():
                return folder / name
            raise VaultDamaged(path_kind="current", code="gone")
        whole = [generation for generation in _generations(folder) if _is_complete(generation)]
    if len(whole) == 1:
        return whole[0]
    if named is None and not whole:
        raise VaultMissing(path=str(folder))
    raise VaultDamaged(path_kind="current", code="several" if whole else "unreadable")


def _generations(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if _NAME.fullmatch(entry.name) and entry.is_dir())


def _is_complete(generation: Path) -> bool:
    return (generation / DATA).is_file() and any((generation / name).is_file() for name in (KEYS, KEYS_TWIN))


def new_generation(folder: Path) -> Path:
    """Make an empty `gen-<8 hex>` (and the vault folder if needed). It counts only after `commit_generation`."""
    generation = folder / f"gen-{secrets.token_hex(4)}"
    with guarded():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        generation.mkdir(mode=0o700)
    return generation


def commit_generation(folder: Path, generation: Path) -> None:
    """Make `generation` the current one, atomically and durably. Close its database first; write its key slots last."""
    if generation.parent != folder or not _is_complete(generation):
        raise ValueError("only a complete generation of this folder can become the current one")
    with guarded():
        fsync_file(generation / DATA)
        fsync_folder(generation)
        fsync_folder(folder)
    atomic_write(folder / CURRENT, generation.name.encode("ascii"))


def discard(folder: Path, generation: Path) -> None:
    """Delete a generation that did not become the current one; one that CURRENT names is left alone."""
    with guarded():
        if _named_current(folder) != generation.name:
            _delete(generation)


def prune(folder: Path) -> None:
    """Delete every generation but the current one, and what a crash left half written. Close their databases first."""
    keep = current(folder)
    with guarded():
        if _named_current(folder) != keep.name:
            atomic_write(folder / CURRENT, keep.name.encode("ascii"))
        for generation in _generations(folder):
            if generation != keep:
                _delete(generation)
        for leftover in (*folder.glob(f"*{_PART}"), *keep.glob(f"*{_PART}")):
            leftover.unlink()


def _named_current(folder: Path) -> str:
    try:
        return (folder / CURRENT).read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _delete(generation: Path) -> None:
    # Slots first: without them the rest is noise, and a half deleted generation can never look complete.
    for name in (KEYS, KEYS_TWIN):
        (generation / name).unlink(missing_ok=True)
    shutil.rmtree(generation)


def atomic_write(path: Path, data: bytes) -> None:
    """Replace `path` (mode 0600) by `data`, or raise and leave it as it was. DiskFull, VaultReadOnly, VaultBusy."""
    try:
        stage(path, data)
        settle(path)
    except BaseException:
        unstage(path)
        raise


def stage(path: Path, data: bytes) -> None:
    """Bring `data` (mode 0600) to the disk beside `path`, so that `settle` needs no room. Errors as `atomic_write`."""
    with guarded():
        write_new(_part(path), data)


def settle(path: Path) -> None:
    """Replace `path` by what was staged for it."""
    with guarded():
        _part(path).replace(path)
        # It is replaced: an error from here on would say that it is as it was, and the caller would act on that.
        with suppress(OSError):
            fsync_folder(path.parent)


def unstage(path: Path) -> None:
    """Take away what was staged and not settled. What cannot be taken away now is swept by `prune`."""
    with suppress(OSError):
        _part(path).unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(path.name + _PART)


def write_new(path: Path, data: bytes) -> None:
    """Write `data` (mode 0600) through to the disk. OSError as the system gives it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def fsync_file(path: Path) -> None:
    """Bring a closed file to the disk. OSError as the system gives it."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Bring the names inside `folder` to the disk. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def pack(document: Mapping[str, object]) -> bytes:
    """Canonical JSON of `document` inside an envelope that carries its SHA-256: shows accidents, not tampering."""
    return canonical({"document": document, "sha256": hashlib.sha256(canonical(document)).hexdigest()}) + b"\n"


def unpack(data: bytes) -> dict[str, object]:
    """What `pack` took. ValueError when it was changed by as little as one bit."""
    envelope = json.loads(data)
    document = envelope.get("document") if isinstance(envelope, dict) else None
    if not isinstance(document, dict):
        raise ValueError("no document")
    if envelope.get("sha256") != hashlib.sha256(canonical(document)).hexdigest():
        raise ValueError("the digest differs")
    return document
