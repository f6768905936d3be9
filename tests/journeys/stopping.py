"""Run as a program with `failing.c` preloaded: do one thing again and again in a process of its own, each time killed
before its next file operation, until it is done. `python -m tests.journeys.stopping FOLDER MOST [THING ...]` prints the
kills. After each of them the next start finds the old state or the new, never neither.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests import pages, vaults
from tests.journeys.staying import Start, only_whole, prepare, whole
from tests.vaults import PASSPHRASES, QUICK
from wagesdesk.errors import UserError
from wagesdesk.models import check_key, folder, slots
from wagesdesk.models.secrets import new_recovery_key
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, erasure, loss, staff, vault

NEVER = 1 << 30
NEW = "seven kind otters play chess"
KEYS = (new_recovery_key(), new_recovery_key())
"""The recovery key of before, and the one that takes its place."""
RHIAN, CARYS = PASSPHRASES["Rhian"], PASSPHRASES["Carys"]
_KILL, _EVERY_KIND = -9, 127
Begin = Callable[[], None]
"""From here on the kill may come."""


@dataclass(frozen=True)
class Thing:
    """`act` runs in the child; `look` sees what is left, and is told whether the act came to its end."""

    act: Callable[[Path, Start, Begin], None]
    look: Callable[[Path, Start, bool], None]


def stopped(below: Path, at: int, act: Callable[[Begin], None]) -> int:
    """The number of file operations of `act`, in a process of its own; 0 when it was killed before the `at`th."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            preloaded = ctypes.CDLL(None)
            act(lambda: preloaded.arm(str(below).encode(), at, _KILL, _EVERY_KIND, 0))
            os.write(writing, str(preloaded.calls()).encode())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, -signal.SIGKILL), code
    return int(said or "0")


def opened_at(now: Path) -> Vault:
    return vaults.unlock(now / "vault", vaults.morning())


def stick(now: Path) -> Path:
    return now / "stick" / "backups"


def ways(opened: Vault, *names: str) -> list[tuple[str, str]]:
    return [(slot.id, PASSPHRASES[slot.name]) for slot in opened.keys.slots if slot.name in names]


def recovery(opened: Vault) -> str:
    return next(slot.id for slot in opened.keys.slots if slot.kind == "recovery")


def opens(opened: Vault, name: str, secret: str) -> bool:
    """Whether the way in of this name is there and these words open it."""
    for slot in opened.keys.slots:
        if slot.name == name:
            with suppress(UserError):
                return bool(slots.open_slot(opened.keys, slot.id, secret))
    return False


def signs(opened: Vault, name: str, secret: str) -> bool:
    """Whether her signatures under these words are known to be hers."""
    row = next(one for one in staff.staff(opened) if one.name == name)
    slot = next(one for one in opened.keys.slots if one.name == name)
    assert slot.params is not None
    _seed, public = check_key.derive(secret, vault_id=opened.keys.vault_id, staff_id=row.id, params=slot.params)
    return row.check_key == public.hex()


def on(now: Path) -> Path:
    """Which file holds the records."""
    return folder.current(now / "vault")


# -- erasing


def erase(now: Path, start: Start, begin: Begin) -> None:
    opened = opened_at(now)
    begin()
    erasure.erase(opened, opened.staff_id, start.group.people[:1], second=stick(now), older=True)


def look_for_her(now: Path, start: Start, ended: bool) -> None:
    opened = whole(now / "vault")
    key = vaults.data_key(now / "vault")
    gone = b"Asha" not in vaults.dump(opened)
    assert gone or not ended
    assert bool(erasure.erased(opened)) == gone
    if not gone:
        assert only_whole(opened, stick(now)), "the backups went and she did not"
        erasure.erase(opened, opened.staff_id, start.group.people[:1], second=stick(now), older=True)
    assert b"Asha" not in pages.in_clear(on(now), key)
    backup.make(opened, stick(now))
    for place in (backup.on_machine(opened), stick(now)):
        found = only_whole(opened, place)
        assert found
        assert [one for one in found if b"Asha" in pages.in_clear(one, key)] == []
    opened.lock()


# -- a new data key


def remove(now: Path, _start: Start, begin: Begin) -> None:
    opened = opened_at(now)
    carys, keep = vaults.staff_id(opened, "Carys"), ways(opened, "Rhian")
    begin()
    staff.remove(
        opened, opened.staff_id, staff_id=carys, keep=keep, renew=[(recovery(opened), KEYS[1])], params=QUICK,
        floor=QUICK,
    )  # fmt: skip


def look_who_is_left(now: Path, _start: Start, ended: bool) -> None:
    opened = whole(now / "vault")
    assert opens(opened, "Rhian", RHIAN)
    stays = opens(opened, "Carys", CARYS)
    assert opens(opened, "", KEYS[0]) == stays
    assert opens(opened, "", KEYS[1]) != stays
    assert [one.name for one in staff.staff(opened)] == ["Carys", "Rhian"][not stays :]
    assert not (ended and stays)
    opened.lock()


def answer(now: Path, _start: Start, begin: Begin) -> None:
    opened = opened_at(now)
    keep, (carys, _words) = ways(opened, "Rhian"), ways(opened, "Carys")[0]
    begin()
    loss.answer(
        opened, opened.staff_id, keep=keep, renew=[(carys, NEW), (recovery(opened), KEYS[1])], second=stick(now),
        params=QUICK, floor=QUICK,
    )  # fmt: skip


def look_whose_words(now: Path, _start: Start, ended: bool) -> None:
    opened = whole(now / "vault")
    assert opens(opened, "Rhian", RHIAN)
    fresh = opens(opened, "Carys", NEW)
    assert opens(opened, "Carys", CARYS) != fresh
    assert opens(opened, "", KEYS[fresh])
    assert signs(opened, "Carys", NEW if fresh else CARYS)
    assert fresh or not ended
    for place in (backup.on_machine(opened), stick(now)):
        assert only_whole(opened, place)
    opened.lock()


# -- ways in


def change(now: Path, _start: Start, begin: Begin) -> None:
    opened = opened_at(now)
    begin()
    staff.change_passphrase(opened, opened.staff_id, proof=RHIAN, new=NEW, params=QUICK, floor=QUICK)


def look_which_words(now: Path, _start: Start, ended: bool) -> None:
    for secret in (RHIAN, NEW):
        with suppress(UserError):
            opened = whole(now / "vault", who="Rhian", secret=secret)
            break
    else:
        raise AssertionError("neither the old words nor the new")
    assert secret == NEW or not ended
    assert signs(opened, "Rhian", secret), "what opens it does not sign"
    opened.lock()


def renew_recovery(now: Path, _start: Start, begin: Begin) -> None:
    opened = opened_at(now)
    begin()
    staff.new_recovery_key(opened, opened.staff_id, KEYS[1])


def look_which_key(now: Path, _start: Start, ended: bool) -> None:
    opened = whole(now / "vault")
    assert opens(opened, "", KEYS[0]) != opens(opened, "", KEYS[1])
    assert opens(opened, "", KEYS[1]) or not ended
    opened.lock()


def add(now: Path, _start: Start, begin: Begin) -> None:
    opened = opened_at(now)
    begin()
    staff.add(opened, opened.staff_id, name="Dilys", role="checker", passphrase=NEW, params=QUICK, floor=QUICK)


def look_for_dilys(now: Path, _start: Start, ended: bool) -> None:
    opened = whole(now / "vault")
    rows = [one for one in staff.staff(opened) if one.name == "Dilys"]
    assert opens(opened, "Dilys", NEW) == bool(rows)
    assert opens(opened, "Dilys", NEW) or not ended
    if opens(opened, "Dilys", NEW):
        assert signs(opened, "Dilys", NEW)
    opened.lock()


# -- going back


def restore(now: Path, _start: Start, begin: Begin) -> None:
    (copy,) = (now / "backups").glob("*/wagesdesk-backup-*")
    slot = next(one for one in vault.place(now / "vault").slots if one.name == "Rhian")
    begin()
    vault.restore(copy, now / "vault", slot_id=slot.id, secret=RHIAN, clock=vaults.morning())


def look_which_day(now: Path, start: Start, ended: bool) -> None:
    opened = whole(now / "vault")
    later = vaults.says(opened, start.group, 2, 7) == "P"
    assert not (ended and later)
    assert opens(opened, "Carys", CARYS)
    opened.lock()


THINGS = {
    "erase": Thing(erase, look_for_her), "remove": Thing(remove, look_who_is_left),
    "answer": Thing(answer, look_whose_words), "change": Thing(change, look_which_words),
    "renew_recovery": Thing(renew_recovery, look_which_key), "add": Thing(add, look_for_dilys),
    "restore": Thing(restore, look_which_day),
}  # fmt: skip


def begin_with(root: Path) -> Start:
    """As `prepare`, with a recovery key, a backup in a second place, and a mark that is in no backup."""
    start = prepare(root)
    opened = opened_at(root)
    staff.new_recovery_key(opened, opened.staff_id, KEYS[0])
    for one in backup.backups(opened, backup.on_machine(opened)):
        shutil.rmtree(one.folder)
    backup.make(opened, stick(root))
    vaults.mark(opened, start.group, 2, 7, "P")
    opened.lock()
    return start


def main(work: Path, most: int, names: Iterable[str]) -> int:
    """Each thing killed before each of its file operations; where there are more than `most`, so many of them."""
    (work / "start").mkdir(parents=True)
    start = begin_with(work / "start")
    now, kills = work / "now", 0

    def once(thing: Thing, at: int) -> int:
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(work / "start", now)
        every = stopped(now, at, lambda begin: thing.act(now, start, begin))
        thing.look(now, start, every > 0)
        return every

    for name in names:
        every = once(THINGS[name], NEVER)
        assert every > 8, f"{name} touches no file"
        for at in range(1, every + 1) if every <= most else random.sample(range(1, every + 1), most):
            try:
                kills += once(THINGS[name], at) == 0
            except BaseException:
                sys.stderr.write(f"{name}, killed before operation {at} of {every}\n")
                raise
    return kills


if __name__ == "__main__":
    place, most_of_one, *chosen = sys.argv[1:]
    sys.stdout.write(f"{main(Path(place), int(most_of_one), chosen or THINGS)}\n")
