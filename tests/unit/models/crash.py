"""Run as a program: do one thing again and again, each time killed before its next file operation, until it is done.

After each kill the folder is looked at the way the next start would. `python crash.py THING FOLDER` prints the kills.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.unit.models.at_rest import DEE, GWEN, QUICK, Made, add_rows, make_vault, rows_of
from wagesdesk.errors import NotFound, VaultMissing
from wagesdesk.models import backup as backups
from wagesdesk.models import cipher, folder, rotation, seal, slots

KILLED = 9
OPERATIONS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "shutil.copyfile"}
HEADS = {"w": (4, "aa")}


def killed_before(n: int, act: Callable[[], object]) -> bool:
    """Whether `act`, in a process of its own, was killed before its `n`th file operation; False when it ended."""
    child = os.fork()
    if child == 0:
        left = n

        def count(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in OPERATIONS:
                left -= 1
                if left == 0:
                    os._exit(KILLED)

        sys.addaudithook(count)
        act()
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED), code
    return code == KILLED


def run(work: Path, made: Made, act: Callable[[Made], object], look: Callable[[Made, bool], object]) -> int:
    """Each time on a fresh copy of `made` in `work/now`; `look` is told whether the act came to its end."""
    for n in range(1, 1000):
        now = work / "now"
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(work / "start", now)
        here = replace(made, folder=now / "vault")
        killed = killed_before(n, lambda here=here: act(here))  # type: ignore[misc]
        look(here, not killed)
        if not killed:
            return n - 1
    raise AssertionError("never came to its end")


def opened(here: Made) -> tuple[bytes, object]:
    """Unlock as Gwen, as the next start would; the seal fits."""
    keys, _ = slots.read_keys(here.generation)
    data_key = slots.open_slot(keys, here.gwen, GWEN)
    slots.check_proof(keys, data_key)
    rows = rows_of(here.generation, data_key)
    folder.prune(here.folder)
    assert len([entry for entry in here.folder.iterdir() if entry.name.startswith("gen-")]) == 1
    assert not list(here.folder.rglob("*.part"))
    return data_key, rows


def rotate(work: Path, made: Made) -> int:
    before = rows_of(made.generation, made.data_key)
    seen = set()

    def act(here: Made) -> None:
        rotation.rotate(here.folder, data_key=here.data_key, keep=[(here.gwen, GWEN)], params=QUICK, floor=QUICK)

    def look(here: Made, ended: bool) -> None:
        data_key, rows = opened(here)
        assert rows == before
        assert seal.check(here.folder, seal.key_from(data_key), HEADS, 3).state is seal.SealState.SAME
        is_new = data_key != here.data_key
        seen.add(is_new)
        assert is_new or not ended
        if is_new:
            try:
                slots.open_slot(here.keys, here.dee, DEE)
            except NotFound:
                return
            raise AssertionError("who left still has a way in")
        assert slots.open_slot(here.keys, here.dee, DEE) == data_key

    kills = run(work, made, act, look)
    assert seen == {True, False}
    return kills


def restore(work: Path, made: Made) -> int:
    copy, saved = save(work, made)
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    add_rows(connection, 5)
    connection.close()
    later = rows_of(made.generation, made.data_key)
    seen = []

    def look(here: Made, ended: bool) -> None:
        _, rows = opened(here)
        assert rows == saved if ended else rows in (saved, later)
        assert rows == later or not (here.folder / seal.FILE).exists(), "a loss would be told that was wanted"
        seen.append(rows)

    kills = run(work, made, lambda here: backups.restore(copy, here.folder, data_key=here.data_key), look)
    assert saved in seen
    assert later in seen
    return kills


def restore_into_nothing(work: Path, made: Made) -> int:
    copy, saved = save(work, made)
    shutil.rmtree(work / "start/vault")

    def look(here: Made, ended: bool) -> None:
        try:
            _, rows = opened(here)
        except VaultMissing:
            assert not ended
            backups.restore(copy, here.folder, data_key=here.data_key)
            _, rows = opened(here)
        assert rows == saved

    return run(work, made, lambda here: backups.restore(copy, here.folder, data_key=here.data_key), look)


def save(work: Path, made: Made) -> tuple[Path, object]:
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    copy = backups.backup(made.folder, connection, work / "copies", data_key=made.data_key, at=datetime.now(UTC))
    connection.close()
    return copy, rows_of(copy, made.data_key)


def backup(work: Path, made: Made) -> int:
    before = rows_of(made.generation, made.data_key)

    def act(here: Made) -> None:
        connection = cipher.connect(here.generation / folder.DATA, here.data_key)
        target = here.folder.parent / "copies"
        backups.backup(here.folder, connection, target, data_key=here.data_key, at=datetime(2026, 11, 3, tzinfo=UTC))
        connection.close()

    def look(here: Made, ended: bool) -> None:
        assert opened(here) == (here.data_key, before)
        target = here.folder.parent / "copies"
        found = backups.list_backups(target)
        assert len(found) == 1 or not ended
        for told in found:
            backups.verify_backup(told.folder)
            assert rows_of(told.folder, here.data_key) == before
        if not found:
            act(here)
            assert len(backups.list_backups(target)) == 1
            assert [entry.name for entry in target.iterdir()] == ["wagesdesk-backup-20261103-000000"]

    return run(work, made, act, look)


def change_slots(work: Path, made: Made) -> int:
    def act(here: Made) -> None:
        gwen = here.keys.slots[0]
        fresh = slots.refill(here.keys, gwen, data_key=here.data_key, secret="new words", params=QUICK, floor=QUICK)
        slots.write_keys(
            here.generation, slots.with_slot(here.keys, fresh), here.data_key, reopen=[(here.gwen, "new words")]
        )

    def look(here: Made, ended: bool) -> None:
        keys, notices = slots.read_keys(here.generation)
        slots.check_proof(keys, here.data_key)
        is_new = keys.revision == 2
        assert is_new or not ended
        assert slots.open_slot(keys, here.gwen, "new words" if is_new else GWEN) == here.data_key
        assert slots.open_slot(keys, here.dee, DEE) == here.data_key
        assert notices in ((), ("keys_differ",))
        slots.repair(here.generation, keys)
        assert slots.read_keys(here.generation) == (keys, ())

    return run(work, made, act, look)


THINGS: dict[str, Callable[[Path, Made], int]] = {
    "rotate": rotate, "restore": restore, "restore_into_nothing": restore_into_nothing, "backup": backup,
    "change_slots": change_slots,
}  # fmt: skip


def main(thing: str, work: Path) -> int:
    made = make_vault(work / "start/vault", rows=20)
    seal.write(made.folder, seal.key_from(made.data_key), HEADS, 3)
    return THINGS[thing](work, made)


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1], Path(sys.argv[2]))}\n")
