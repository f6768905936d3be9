"""Run as a program with `failing.c` preloaded: do one thing again and again, each time with its next file operation
failing, until it is done. `python -m tests.journeys.failing FAULT FOLDER MOST [THING ...]` prints how many failed.

After each failure: an error with words and no other came out, what was there before is there, and the next try works.
"""

from __future__ import annotations

import ctypes
import errno
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import vaults
from tests.journeys.staying import Start, only_whole, prepare, take_list, whole
from tests.vaults import PASSPHRASES, QUICK, TODAY
from wagesdesk import settings
from wagesdesk.errors import UserError
from wagesdesk.export import bundle, drives, inbox
from wagesdesk.export.drives import Written
from wagesdesk.export.leaving import Leaving
from wagesdesk.export.status import Outcome
from wagesdesk.models import backup as backups_of
from wagesdesk.models.secrets import new_recovery_key
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.problems import describe
from wagesdesk.services import attendance, backup, card, custody, scratch, staff, vault

OPEN_TO_READ, OPEN_TO_WRITE, CREATE, WRITE, SYNC, NAME, REMOVE = (1 << bit for bit in range(7))
NEVER = 1 << 30
NEW = "seven kind otters play chess"


@dataclass(frozen=True)
class Fault:
    """`stays`: once it failed, everything of these kinds fails until it is mended. Code 0: half of it is written."""

    code: int
    kinds: int
    stays: bool


FAULTS = {
    "full": Fault(errno.ENOSPC, CREATE | WRITE | SYNC | NAME, stays=True),
    "refused": Fault(errno.EROFS, OPEN_TO_WRITE | CREATE | NAME | REMOVE, stays=True),
    "broken": Fault(errno.EIO, OPEN_TO_READ | OPEN_TO_WRITE | CREATE | WRITE | SYNC | NAME | REMOVE, stays=False),
    "short": Fault(0, WRITE, stays=False),
}


class Disk:
    """What fails, and whether what was done in `failing` came to its end all the same."""

    def __init__(self, below: Path, fault: Fault) -> None:
        self._below, self._fault = str(below).encode(), fault
        self._preloaded = ctypes.CDLL(None)
        self._preloaded.arm(self._below, 0, 0, 0, 0)
        self.at = self.calls = 0
        self.ended = False

    @contextmanager
    def failing(self) -> Iterator[None]:
        fault = self._fault
        self._preloaded.arm(self._below, self.at, fault.code, fault.kinds, int(fault.stays))
        try:
            yield
        except UserError as error:
            self.ended = False
            if not fault.code:
                raise
            told = describe(error)
            assert told.what
            assert told.safe
            assert told.now
        else:
            self.ended = True
        finally:
            self.calls = self._preloaded.calls()
            self._preloaded.arm(self._below, 0, 0, 0, 0)


# -- the things


def marking(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    before = vaults.dump(opened)
    with disk.failing():
        vaults.mark(opened, start.group, 2, 7, "P")
    assert disk.ended or vaults.dump(opened) == before
    vaults.mark(opened, start.group, 2, 7, "A")
    opened.lock()
    opened = whole(now / "vault")
    assert vaults.says(opened, start.group, 2, 7) == "A"
    opened.lock()


def typing(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    scratch.save(opened, opened.staff_id, "note", "Asha")
    with disk.failing():
        scratch.save(opened, opened.staff_id, "note", "Asha and Dee")
    opened.lock()
    opened = whole(now / "vault")
    held = scratch.pending(opened, "note")
    assert held is not None
    assert held.text == "Asha and Dee" if disk.ended else held.text in ("Asha", "Asha and Dee")
    opened.lock()


def unlocking(disk: Disk, now: Path, start: Start) -> None:
    opened = None
    with disk.failing():
        opened = vaults.unlock(now / "vault", vaults.morning())
    if opened is not None:
        opened.lock()
    opened = whole(now / "vault")
    assert vaults.says(opened, start.group, 0, 0) == "P"
    opened.lock()


def locking(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    vaults.mark(opened, start.group, 2, 7, "P")
    with disk.failing():
        opened.lock()
    assert not opened.is_open
    opened = whole(now / "vault")
    assert vaults.says(opened, start.group, 2, 7) == "P"
    opened.lock()


def importing(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "outside", vaults.morning())
    before = vaults.dump(opened)
    with disk.failing():
        inbox.accept(opened, opened.staff_id, inbox.check(opened, now / start.sealed.name))
    assert len(inbox.intakes(opened)) == disk.ended
    assert disk.ended or vaults.dump(opened) == before
    opened.lock()
    opened = whole(now / "outside")
    inbox.accept(opened, opened.staff_id, inbox.check(opened, now / start.sealed.name))
    (taken,) = inbox.intakes(opened)
    assert taken.new_entries > 0
    assert b"Embellish Handmade Card Designs" in vaults.dump(opened)
    only_whole(opened, opened.home / backups_of.BEFORE_IMPORT)
    opened.lock()


def exporting(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    (recipient,) = card.recipients(opened)
    passed = [row.bundle_id for row in custody.dispatches(opened)]

    def export(accept: Sequence[str] = ()) -> tuple[Written, bytes]:
        prepared = bundle.prepare(
            opened, opened.staff_id, recipient_id=recipient.id, person_ids=start.group.people
        )  # fmt: skip
        sealed = bundle.check_and_seal(
            opened, prepared, checker_id=vaults.staff_id(opened, "Carys"), passphrase=PASSPHRASES["Carys"],
            compared=True,
        )  # fmt: skip
        with Leaving(opened, prepared, sealed):
            written = drives.write_bundle(now / "stick", sealed, accept_others=accept)
        bundle.remember(opened, prepared, sealed, Outcome.WRITTEN)
        return written, sealed.content

    with disk.failing():
        export()
    names = [one.name for one in (now / "stick").iterdir()]
    logged = [row.file for row in custody.dispatches(opened) if row.bundle_id not in passed]
    assert {name for name in names if not name.endswith(".part")} <= set(logged), "the log does not know what left"
    assert not disk.ended or len(logged) == 1
    written, content = export(names)
    assert written.path.read_bytes() == content
    parts = {one.name for one in (now / "stick").iterdir() if one.name.endswith(".part")}
    assert parts <= set(names), "what could not be cleared away then was shown as lying there"
    opened.lock()
    whole(now / "vault").lock()


def backing_up(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    second = now / "stick" / "backups"
    with disk.failing():
        backup.make(opened, second)
    found = [*only_whole(opened, backup.on_machine(opened)), *only_whole(opened, second)]
    assert found, "the one from before is lost"
    assert not disk.ended or len(found) == 3
    backup.make(opened, second)
    for place in (backup.on_machine(opened), second):
        assert [one.name for one in place.iterdir() if one.name.endswith(".part")] == []
    opened.lock()
    whole(now / "vault").lock()


def thinning(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    backup.make(opened)
    place = backup.on_machine(opened)
    with disk.failing():
        backups_of.keep_newest(place, 1)
    assert only_whole(opened, place)
    backups_of.keep_newest(place, 1)
    assert len(list(place.iterdir())) == 1
    opened.lock()


def restoring(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    (copy,) = backup.backups(opened, backup.on_machine(opened))
    saved = vaults.dump(opened)
    vaults.mark(opened, start.group, 2, 7, "P")
    later = vaults.dump(opened)
    slot = opened.slot_id
    opened.lock()

    def restore() -> None:
        vault.restore(
            copy.folder, now / "vault", slot_id=slot, secret=PASSPHRASES["Rhian"], clock=vaults.morning()
        )  # fmt: skip

    with disk.failing():
        restore()
    opened = whole(now / "vault")
    assert vaults.dump(opened) in ((saved,) if disk.ended else (saved, later))
    opened.lock()
    restore()
    opened = whole(now / "vault")
    assert vaults.dump(opened) == saved
    opened.lock()


def rotating(disk: Disk, now: Path, start: Start) -> None:
    """Carys leaves: a new data key, and whatever failed, what is written afterwards is there."""
    opened = vaults.unlock(now / "vault", vaults.morning())
    carys, keep = vaults.staff_id(opened, "Carys"), [(opened.slot_id, PASSPHRASES["Rhian"])]

    def remove() -> None:
        staff.remove(opened, opened.staff_id, staff_id=carys, keep=keep, params=QUICK, floor=QUICK)

    with disk.failing():
        remove()
    vaults.mark(opened, start.group, 2, 7, "P")
    opened.lock()
    opened = whole(now / "vault")
    assert vaults.says(opened, start.group, 2, 7) == "P"
    remove()
    assert [slot.name for slot in opened.keys.slots] == ["Rhian"]
    opened.lock()
    whole(now / "vault").lock()


def changing_words(disk: Disk, now: Path, start: Start) -> None:
    """A passphrase is the old one or the new one, both for the way in and for the check key."""
    opened = vaults.unlock(now / "vault", vaults.morning())

    def change(secret: str, proof: str = PASSPHRASES["Rhian"]) -> None:
        staff.change_passphrase(opened, opened.staff_id, proof=proof, new=secret, params=QUICK, floor=QUICK)

    with disk.failing():
        change(NEW)
    opened.lock()
    tries = [NEW] if disk.ended else [PASSPHRASES["Rhian"], NEW]
    for secret in tries:
        with suppress(UserError):
            opened = whole(now / "vault", who="Rhian", secret=secret)
            break
    assert opened.is_open, "neither the old nor the new words open it"
    change("open gate kindly nine paper", secret)
    opened.lock()
    whole(now / "vault", who="Rhian", secret="open gate kindly nine paper").lock()


def adding_staff(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())

    def add(name: str) -> None:
        staff.add(
            opened, opened.staff_id, name=name, role="checker", passphrase=NEW, params=QUICK, floor=QUICK
        )  # fmt: skip

    with disk.failing():
        add("Dilys")
    assert len([one for one in opened.keys.slots if one.name == "Dilys"]) == disk.ended
    add("Efa")
    # Where the disk refused to take back what was written of her as well, the next change did.
    assert len([one for one in staff.staff(opened) if one.name == "Dilys"]) == disk.ended
    opened.lock()
    whole(now / "vault").lock()
    whole(now / "vault", who="Efa", secret=NEW).lock()


def renewing_the_recovery_key(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    with disk.failing():
        staff.new_recovery_key(opened, opened.staff_id, new_recovery_key())
    key = new_recovery_key()
    staff.new_recovery_key(opened, opened.staff_id, key)
    opened.lock()
    slot = next(one for one in vault.place(now / "vault").slots if one.kind == "recovery")
    vault.unlock(now / "vault", slot_id=slot.id, secret=key, clock=vaults.morning()).lock()
    whole(now / "vault").lock()


def setting_up(disk: Disk, now: Path, start: Start) -> None:
    home = now / "new" / "vault"

    def create() -> None:
        vault.create(
            home, label=PlaceLabel("laptop", "HMP Ashmere", practice=False), site_code="",
            staff=[vault.NewStaff("Rhian", "facilitator", PASSPHRASES["Rhian"])], recovery_key=None,
            clock=vaults.morning(), params=QUICK, floor=QUICK,
        )  # fmt: skip

    with disk.failing():
        create()
    # Where nothing could be taken away any more either, all of it may be there: then it is whole.
    if not vault.place(home).exists:
        assert not disk.ended
        create()
    whole(home).lock()


def listing(disk: Disk, now: Path, start: Start) -> None:
    opened = vaults.unlock(now / "vault", vaults.morning())
    before = vaults.dump(opened)
    with disk.failing():
        take_list(opened, start.group, [f"Ab{chr(97 + n)}" for n in range(12)])
    assert disk.ended or vaults.dump(opened) == before
    opened.lock()
    opened = whole(now / "vault")
    assert len(attendance.register(opened, start.group.cohort_id, TODAY).rows) == 3 + 12 * disk.ended
    take_list(opened, start.group, ["Zoe"])
    opened.lock()


def saving_settings(disk: Disk, now: Path, start: Start) -> None:
    file = now / "settings.toml"
    settings.save(settings.Settings(text_size=115), file)
    with disk.failing():
        try:
            settings.save(settings.Settings(text_size=150), file)
        except OSError as error:  # its contract: there is no vault to be named in an error
            raise UserError from error
    loaded = settings.load(file)
    assert loaded.damaged is None
    assert loaded.settings.text_size == (150 if disk.ended else 115)
    settings.save(settings.Settings(text_size=130), file)
    assert [one.name for one in now.glob("settings*")] == [file.name]


THINGS: dict[str, Callable[[Disk, Path, Start], None]] = {
    one.__name__: one
    for one in (
        marking, typing, unlocking, locking, importing, exporting, backing_up, thinning, restoring, rotating,
        changing_words, adding_staff, renewing_the_recovery_key, setting_up, listing, saving_settings,
    )
}  # fmt: skip


def main(fault: str, work: Path, most: int, things: Iterable[str]) -> int:
    """Of each thing each file operation fails once; where there are more than `most`, so many of them, the
    same in each run."""
    (work / "start").mkdir(parents=True)
    start = prepare(work / "start")
    disk = Disk(work / "now", FAULTS[fault])
    failed = 0
    for thing in things:
        every = once(thing, disk, work, start, NEVER)
        assert disk.ended, f"{thing} fails without a fault"
        random.seed(f"{thing} {fault}")
        chosen = range(1, every + 1)
        for at in chosen if every <= most else random.sample(chosen, most):
            try:
                once(thing, disk, work, start, at)
            except BaseException:
                sys.stderr.write(f"{thing}, {fault}, operation {at} of {every}\n")
                raise
            failed += 1
    return failed


def once(thing: str, disk: Disk, work: Path, start: Start, at: int) -> int:
    """The number of operations that were counted."""
    shutil.rmtree(work / "now", ignore_errors=True)
    shutil.copytree(work / "start", work / "now")
    disk.at = at
    THINGS[thing](disk, work / "now", start)
    return disk.calls


if __name__ == "__main__":
    kind, place, most_of_one, *chosen_things = sys.argv[1:]
    sys.stdout.write(f"{main(kind, Path(place), int(most_of_one), chosen_things or THINGS)}\n")
