"""From process start to the first paint: the lock page against a bare window with a table, and a known program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import Row, in_turn

HERE = Path(__file__).resolve().parent
ROUNDS = 7


def rows() -> Iterator[Row]:
    """First paint and peak memory, as ratios; under a virtual screen beside KeePassXC where both are installed."""
    with tempfile.TemporaryDirectory() as folder:
        home = _locked_vault(Path(folder))
        memory: dict[str, list[float]] = {"lock": [], "bare": []}

        def run(kind: str) -> float:
            seconds, kib = _painted(kind, home)
            memory[kind].append(kib)
            return seconds

        lock, bare = in_turn(ROUNDS, lambda: run("lock"), lambda: run("bare"))
        yield Row("first paint of the lock page", lock / bare, "times", f"bare window, {bare:.2f} s", 2)
        kib = {kind: sorted(values)[len(values) // 2] for kind, values in memory.items()}
        yield Row("memory at that moment", kib["lock"] / kib["bare"], "times", f"{kib['bare'] / 1024:.0f} MiB", 1.5)
        if all(map(shutil.which, ("keepassxc", "Xvfb", "xdotool"))):
            yield from _beside_keepassxc(home)


def _locked_vault(folder: Path) -> Path:
    from datetime import date

    from wagesdesk.models.slots import KdfParams
    from wagesdesk.services.practice import create_practice

    cheap = KdfParams(1024, 1, 1)
    create_practice(folder / "vault", today=date(2026, 11, 3), params=cheap, floor=cheap)
    return folder / "vault"


def _painted(kind: str, home: Path) -> tuple[float, float]:
    """Seconds from starting a process to its first paint, and its peak memory then in KiB."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(HERE / "first_paint.py"), kind, str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_installed(),
    ) as child:
        assert child.stdout is not None, "stdout was asked for"
        said = child.stdout.readline()
        seconds = time.perf_counter() - began
    if child.returncode or not said.startswith("painted "):
        raise SystemExit(f"{kind} did not paint")
    return seconds, float(said.split()[1])


def _installed() -> dict[str, str]:
    """The environment of a program that was installed: its modules are compiled (the warm-up round sees to it)."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _beside_keepassxc(home: Path) -> Iterator[Row]:
    display = f":{os.getpid() % 500 + 100}"
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    try:
        environment = {**_installed(), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        time.sleep(1)
        ours = [sys.executable, str(HERE / "first_paint.py"), "stay", str(home)]
        with tempfile.TemporaryDirectory() as profile:
            theirs = ["keepassxc", "--config", f"{profile}/c.ini", "--localconfig", f"{profile}/l.ini"]
            lock, other = in_turn(
                3, lambda: _mapped(ours, "WagesDesk", environment), lambda: _mapped(theirs, "KeePassXC", environment)
            )
        yield Row("window on a virtual screen", lock, "s", f"KeePassXC {other:.2f} s", None)
    finally:
        screen.terminate()
        screen.wait()


def _mapped(command: list[str], title: str, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title]
        subprocess.run(find, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=30)
        return time.perf_counter() - began
    finally:
        child.kill()
        child.wait()
