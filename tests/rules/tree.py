"""The tree as rules see it."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "wagesdesk"


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the named folders of the root."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tracked() -> list[Path]:
    """Every file that git knows or would take; empty outside a clone."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def name(path: Path) -> str:
    """The path as a reader types it."""
    return path.relative_to(ROOT).as_posix()
