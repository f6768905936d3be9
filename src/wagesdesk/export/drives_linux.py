"""What Linux tells about mounted media: /proc/self/mountinfo, sysfs and the names that udev gives file systems. `root`
holds `proc`, `sys` and `dev`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Mount:
    """One mounted file system; `device` is `major:minor`."""

    device: str
    path: Path
    filesystem: str
    read_only: bool


def removable_mounts(root: Path) -> list[Mount]:
    """Whole file systems on removable media; none where the system has no such tables."""
    table = root / "proc/self/mountinfo"
    if not table.exists():
        return []
    lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    mounts = [mount for line in lines if (mount := _mount(line)) is not None]
    return [mount for mount in mounts if _removable(_block_device(mount.device, root))]


def _mount(line: str) -> Mount | None:
    """One line of mountinfo; None when only a part of a file system is mounted there."""
    left, _dash, right = line.partition(" - ")
    _id, _parent, device, inner, point, options = left.split(" ")[:6]
    filesystem, _source, super_options = right.split(" ", 2)
    read_only = "ro" in options.split(",") or "ro" in super_options.split(",")
    path = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), point))
    return Mount(device, path, filesystem, read_only) if inner == "/" else None


def _block_device(device: str, root: Path) -> Path:
    """The sysfs folder of a block device."""
    return (root / "sys/dev/block" / device).resolve()


def _removable(block: Path) -> bool:
    """Whether a block device, or what lies under an encrypted one, hangs on USB or calls its medium removable."""
    if not block.is_dir() or block.name.startswith("sr"):
        return False
    slaves = block / "slaves"
    if slaves.is_dir() and (under := [path.resolve() for path in slaves.iterdir()]):
        return any(_removable(path) for path in under)
    flags = (block / "removable", block.parent / "removable")
    on_usb = any(re.fullmatch(r"usb\d+", part) for part in block.parts)
    return on_usb or any(flag.is_file() and flag.read_text().strip() == "1" for flag in flags)


def serial(folder: Path, root: Path) -> str:
    """The serial number that the USB device under `folder` gives itself; empty for none."""
    device = folder.stat().st_dev
    block = _block_device(f"{os.major(device)}:{os.minor(device)}", root)
    for above in (block, *block.parents):
        number = above / "serial"
        if number.is_file():
            return number.read_text(errors="replace").strip()
        if above.name.startswith("usb"):
            break
    return ""


def volume(folder: Path, root: Path) -> str:
    """The number of the file system in `folder`, which was drawn when it was made; empty where the system has none."""
    device = folder.stat().st_dev
    block = _block_device(f"{os.major(device)}:{os.minor(device)}", root)
    names = root / "dev/disk/by-uuid"
    links = names.iterdir() if names.is_dir() else ()
    return next((link.name for link in links if link.readlink().name == block.name), "")


def appearance(folder: Path, root: Path) -> str:
    """The kernel's number for this appearance of the medium under `folder`, never given twice; empty before 5.15."""
    device = folder.stat().st_dev
    block = _block_device(f"{os.major(device)}:{os.minor(device)}", root)
    for disk in (block, block.parent):
        counter = disk / "diskseq"
        if counter.is_file():
            return f"diskseq {counter.read_text().strip()}"
    return ""
