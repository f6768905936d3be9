"""What the machine itself may leak: core dumps are switched off, the rest is told by `wagesdesk doctor`."""

from __future__ import annotations

from datetime import date
from pathlib import Path


def harden() -> None:
    """No core dumps of this process and its children, where the system has the switch."""
    raise NotImplementedError


def warnings(folder: Path, *, today: date, built: date, root: Path = Path("/")) -> tuple[str, ...]:
    """Codes among "swap", "hibernation", "disk_plain", "disk_unknown", "clock", for the machine that holds `folder`.

    `built` is the day this program was built. `root` holds proc and sys (tests give another).
    """
    raise NotImplementedError
