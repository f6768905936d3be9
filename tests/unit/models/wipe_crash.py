"""Run as a program: wipe a terminal again and again, each time killed before its next file operation, until it is done.

After each kill the vault is unlocked the way the next start would. `python wipe_crash.py HOME PERSON` prints the kills.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests import vaults
from tests.unit.models.crash import killed_before
from wagesdesk.models import folder, wiping
from wagesdesk.models.person import Person


def main(start: Path, person: str) -> int:
    seen: set[bool] = set()
    key = vaults.data_key(start)
    warm = Path(shutil.copytree(start, start.parent / "warm"))
    wipe(warm, key)  # what the first wipe imports is no file operation of a wipe
    for n in range(1, 1000):
        home = start.parent / "now"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(start, home)
        killed = killed_before(n, lambda home=home: wipe(home, key))  # type: ignore[misc]
        wiped = look(home, person)
        seen.add(wiped)
        assert wiped or killed, "it came to its end and wiped nothing"
        if not killed:
            assert seen == {True, False}
            return n - 1
    raise AssertionError("never came to its end")


def wipe(home: Path, key: bytes) -> None:
    wiping.wipe(home, data_key=key)
    folder.prune(home)


def look(home: Path, person: str) -> bool:
    """Whether it is wiped: the class whole under the old key, or nothing of it under another. Everybody gets in."""
    there = False
    for who in ("Rhian", "Carys"):
        opened = vaults.unlock(home, vaults.morning(), who)
        with opened.read() as db:
            there = db.get(Person, person) is not None
        assert opened.notices == ()
        opened.lock()
    assert len([one for one in home.iterdir() if one.name.startswith("gen-")]) == 1
    assert not list(home.rglob("*.part"))
    assert folder.current(home).is_dir()
    return not there


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), sys.argv[2])}\n")
