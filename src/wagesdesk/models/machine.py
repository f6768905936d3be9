"""What the machine itself may leak: core dumps are switched off, the rest is told by `wagesdesk doctor`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from wagesdesk.models.location import mount_of


def harden() -> None:
    """No core dumps of this process and its children, where the system has the switch."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def memory_bytes() -> int | None:
    """The memory of this machine, or None where the system does not tell; for `slots.params_for`."""
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def warnings(folder: Path, *, today: date, built: date, root: Path = Path("/")) -> tuple[str, ...]:
    """Codes among "swap", "hibernation", "disk_plain", "disk_unknown" and "clock", for the machine that holds `folder`.

    `built` is the day this program was built; a clock before it cannot be right. `root` holds proc and sys, or on
    Windows the page and hibernation files; tests give another. "disk_unknown" where the system does not say whether
    the disk is encrypted, as on Windows and macOS.
    """
    codes = []
    swap = _swap(root)
    if swap:
        codes.append("swap")
    if _hibernation(root, swap):
        codes.append("hibernation")
    encrypted = _encrypted_disk(folder, root)
    if not encrypted:
        codes.append("disk_unknown" if encrypted is None else "disk_plain")
    if today < built:
        codes.append("clock")
    return tuple(codes)


def _swap(root: Path) -> bool:
    """Swap that is neither in memory (zram) nor on an encrypted device."""
    if (root / "pagefile.sys").exists():
        return True
    swaps = root / "proc/swaps"
    if not swaps.exists():
        return False
    devices = [line.split()[0] for line in swaps.read_text().splitlines()[1:] if line.strip()]
    blocks = root / "sys/class/block"
    return any(
        not name.startswith("/dev/zram") and not _is_crypt(blocks / Path(os.path.realpath(name)).name)
        for name in devices
    )


def _hibernation(root: Path, swap: bool) -> bool:
    if (root / "hiberfil.sys").exists():
        return True
    state, disk = root / "sys/power/state", root / "sys/power/disk"
    if not (swap and state.exists() and disk.exists()):
        return False
    return "disk" in state.read_text().split() and "[disabled]" not in disk.read_text()


def _encrypted_disk(folder: Path, root: Path) -> bool | None:
    """By dm-crypt below the mount of `folder`; None when it cannot be told."""
    mount = mount_of(folder, root / "proc/self/mountinfo")
    if mount is None:
        return None
    # Some file systems (btrfs) have a device number of their own; then the mount's source names the disk.
    places = (
        root / "sys/dev/block" / mount.device,
        root / "sys/class/block" / Path(os.path.realpath(mount.source)).name,
    )
    block = next((place for place in places if place.is_dir()), None)
    return None if block is None else _is_crypt(block)


def _is_crypt(block: Path) -> bool:
    """Whether this block device, or every one that it is made of, is a dm-crypt one."""
    uuid = block / "dm/uuid"
    if uuid.exists() and uuid.read_text().startswith("CRYPT-"):
        return True
    slaves = block / "slaves"
    below = sorted(slaves.iterdir()) if slaves.is_dir() else []
    return bool(below) and all(_is_crypt(slave) for slave in below)
