"""The virtual environment in `.venv`: made once, renewed when the lock, the project file or the Python changes."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from devkit import system

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
LOCALE = ROOT / "resources" / "locale"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "wagesdesk-stamp"
ROOM_BYTES = 1_500_000_000

# A word in pip's complaint -> what it means for the person at the keyboard.
COMPLAINTS = {
    "No space left": "The disk is full. Make room (1.5 GB) and run the same command again.",
    "DO NOT MATCH THE HASHES": "A package that arrived is not the one in requirements.lock. It was not installed.",
    "No matching distribution": (
        "A package of requirements.lock could not be found: no network here, or no wheel of it for this Python."
        " On a machine without a network, put the wheels into a folder and set PIP_FIND_LINKS to it."
    ),
}


def run(arguments: Sequence[str]) -> int:
    """Run the environment's Python in the project's root and give its exit status; makes the environment first."""
    ensure()
    compile_catalogues()
    return _python(arguments)


def ensure() -> None:
    """Make or renew the environment; at once when its stamp says that nothing changed."""
    wanted = stamp()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    STAMP.unlink(missing_ok=True)
    if not _usable():
        _create()
    print("Installing the packages of requirements.lock into .venv (once; about a minute) ...", flush=True)
    _pip("--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    _pip("--no-deps", "--no-index", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(wanted, encoding="utf-8")


def compile_catalogues() -> None:
    """Compile each .po that is newer than its .mo."""
    stale = [
        po
        for po in LOCALE.glob("*/LC_MESSAGES/*.po")
        if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
    ]
    if stale and _python(["-m", "devkit.strings", "compile", *map(str, stale)]) != 0:
        sys.exit("A word catalogue could not be compiled; see above.")


def stamp() -> str:
    """What the environment is made of, as one hash: this Python, this folder, the lock, the project file."""
    files = [(ROOT / name).read_text(encoding="utf-8") for name in (LOCK.name, "pyproject.toml")]
    told = [sys.version, str(ROOT), *files]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _usable() -> bool:
    """Whether `.venv` runs, has pip and is of this very Python; otherwise it is made anew."""
    ask = "import sys, pip; print(sys.version)"
    try:
        answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def _create() -> None:
    if shutil.disk_usage(ROOT).free < ROOM_BYTES:
        sys.exit("There is too little room on this disk for the packages: 1.5 GB are needed.")
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        system.need_packages([package], "This Python came without the part that makes virtual environments.")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        sys.exit(f"{made.stdout}{made.stderr}\nThe virtual environment could not be made in {VENV}.")


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    meanings = [meaning for word, meaning in COMPLAINTS.items() if word in done.stderr]
    sys.exit(f"{done.stderr[-2000:]}\n{(meanings or ['The packages could not be installed; see above.'])[0]}")


def _python(arguments: Sequence[str]) -> int:
    told = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, env=told, check=False).returncode
