"""Run as a program: do one thing in a process of its own, kill it at a random moment, look at what it left; so many
times. `python -m tests.journeys.killing THING FOLDER KILLS` prints how many kills came in the middle of the work.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

from tests import vaults
from tests.journeys.staying import Start, only_whole, prepare, take_list, whole
from tests.vaults import TODAY
from wagesdesk.export import container, drives, inbox
from wagesdesk.models.backup import BEFORE_IMPORT
from wagesdesk.services import attendance, backup, scratch

Say: TypeAlias = Callable[..., object]
"""What a child says once something was accepted: its words, one line."""
READY = "ready"


def killed(work: Callable[[Say], None], most: int, longest: float) -> list[list[str]]:
    """What `work` said it had done, in a process of its own, until that was killed: up to `longest` seconds after it
    had said up to `most` things."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(lambda *words: os.write(writing, (" ".join(map(str, words)) + "\n").encode()))
            signal.pause()
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        ready = pipe.readline()
        said = "".join(pipe.readline() for _ in range(random.randint(0, most)))  # noqa: S311
        time.sleep(random.uniform(0, longest))  # noqa: S311
        os.kill(child, signal.SIGKILL)
        said += pipe.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, "it ended before it was killed"
    assert ready == READY + "\n"
    # A line that was cut by the kill was not said to the end, so nobody has seen it.
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


class Thing(Protocol):
    """Something that is killed: `work` runs in the child and says READY once the kill may come; `look` sees what is
    left and returns whether it was killed in the middle. `most` and `longest` as of `killed`."""

    most: int
    longest: float

    def work(self, say: Say) -> None: ...

    def look(self, said: list[list[str]]) -> bool: ...


class Marking:
    """No mark that was accepted is lost. A mark more than was said may be there: killed before it could say so."""

    most, longest = 20, 0.02

    def __init__(self, root: Path, start: Start) -> None:
        self._home, self._group = root / "vault", start.group
        self._turn = 0
        self._accepted: dict[tuple[str, str], tuple[str, int]] = {}

    def work(self, say: Say) -> None:
        opened = vaults.unlock(self._home, vaults.morning())
        shown = attendance.register(opened, self._group.cohort_id, TODAY)
        cells = [(row.enrolment_id, column.workshop_id) for row in shown.rows for column in shown.columns[:8]]
        say(READY)
        while True:
            for enrolment, workshop in cells:
                self._turn += 1
                letter = "PALH"[self._turn % 4]
                attendance.mark(
                    opened, opened.staff_id, enrolment_id=enrolment, workshop_id=workshop, letter=letter,
                    note=str(self._turn),
                )  # fmt: skip
                say(enrolment, workshop, letter, self._turn)

    def look(self, said: list[list[str]]) -> bool:
        for enrolment, workshop, letter, number in said:
            self._turn = int(number)
            self._accepted[enrolment, workshop] = (letter, self._turn)
        opened = whole(self._home)
        shown = attendance.register(opened, self._group.cohort_id, TODAY)
        held = {
            (row.enrolment_id, cell.workshop_id): (cell.letter, int(cell.note))
            for row in shown.rows
            for cell in row.cells
            if cell.note.isdigit()
        }
        opened.lock()
        for cell, mark in self._accepted.items():
            assert held.get(cell) == mark or held[cell][1] == self._turn + 1, "an accepted mark is lost"
        self._accepted |= held
        self._turn += 1
        return True


class Typing:
    """What was kept of the typing is offered back, or the keystroke after it."""

    most, longest = 20, 0.02

    def __init__(self, root: Path, start: Start) -> None:
        self._home, self._key = root / "vault", scratch.adding_key(start.group.cohort_id)
        self._typed = 0

    def work(self, say: Say) -> None:
        opened = vaults.unlock(self._home, vaults.morning())
        say(READY)
        while True:
            self._typed += 1
            scratch.save(opened, opened.staff_id, self._key, "Asha\n" * 40 + str(self._typed))
            say(self._typed)

    def look(self, said: list[list[str]]) -> bool:
        kept = int(said[-1][0]) if said else self._typed
        opened = whole(self._home)
        held = scratch.pending(opened, self._key)
        opened.lock()
        self._typed = int(held.text.rpartition("\n")[2]) if held is not None else 0
        assert self._typed in (kept, kept + 1), "typing that was kept is lost"
        return True


class Importing:
    """A bundle is in, with all its entries and its line in the log, or nothing of it is."""

    most = 0

    def __init__(self, root: Path, start: Start) -> None:
        self._home, self._start, self._file = root / "now", root / "outside", root / start.sealed.name
        shutil.copytree(self._start, self._home)
        opened = whole(self._home)
        self._all, self._before = inbox.check(opened, self._file).new_entries, vaults.dump(opened)
        began = time.perf_counter()
        inbox.accept(opened, opened.staff_id, inbox.check(opened, self._file))
        self.longest = time.perf_counter() - began
        opened.lock()
        self._anew()

    def _anew(self) -> None:
        shutil.rmtree(self._home)
        shutil.copytree(self._start, self._home)

    def work(self, say: Say) -> None:
        opened = vaults.unlock(self._home, vaults.morning())
        preview = inbox.check(opened, self._file)
        say(READY)
        inbox.accept(opened, opened.staff_id, preview)
        say("accepted")

    def look(self, said: list[list[str]]) -> bool:
        opened = whole(self._home)
        left = inbox.check(opened, self._file).new_entries
        assert (len(inbox.intakes(opened)), left) in ((0, self._all), (1, 0)), "a part of it is in"
        assert left == 0 or vaults.dump(opened) == self._before
        assert left == 0 or not said, "an accepted bundle is lost"
        inbox.accept(opened, opened.staff_id, inbox.check(opened, self._file))
        assert len(inbox.intakes(opened)) == 1
        only_whole(opened, self._home / BEFORE_IMPORT)
        opened.lock()
        self._anew()
        return not said


class Exporting:
    """On the stick is nothing, a `.part`, or a whole bundle."""

    most, longest = 2, 0.001

    def __init__(self, root: Path, start: Start) -> None:
        self._stick, self._sealed = root / "stick", start.sealed

    def work(self, say: Say) -> None:
        def told(done: int, total: int) -> None:
            say(done, total)

        say(READY)
        drives.write_bundle(self._stick, self._sealed, progress=told)
        say("written")

    def look(self, said: list[list[str]]) -> bool:
        names = [one.name for one in self._stick.iterdir()]
        assert set(names) <= {self._sealed.name, f"{self._sealed.name}.part"}
        done = ["written"] in said
        assert not done or names == [self._sealed.name]
        if self._sealed.name in names:
            assert container.load(self._stick / self._sealed.name) == self._sealed.content
        drives.write_bundle(self._stick, self._sealed, accept_others=names)
        assert [one.name for one in self._stick.iterdir()] == [self._sealed.name]
        (self._stick / self._sealed.name).unlink()
        return not done


class BackingUp:
    """In both places are whole backups alone, the last that was told among them."""

    most, longest = 2, 0.2

    def __init__(self, root: Path, start: Start) -> None:  # noqa: ARG002
        self._home, self._second = root / "vault", root / "stick" / "backups"
        self._clock = vaults.morning()

    def work(self, say: Say) -> None:
        opened = vaults.unlock(self._home, self._clock)
        say(READY)
        while True:
            self._clock.advance(seconds=1)
            made = backup.make(opened, self._second)
            assert made.last_machine is not None
            assert made.last_second is not None
            say(made.last_machine.folder.name, made.last_second.folder.name)

    def look(self, said: list[list[str]]) -> bool:
        self._clock.advance(hours=1)  # later than any that the child made
        opened = whole(self._home)
        for number, place in enumerate((backup.on_machine(opened), self._second)):
            names = {one.name for one in only_whole(opened, place)}
            assert len(names) <= backup.KEPT + 1  # killed between a new one and the thinning
            assert not said or said[-1][number] in names, "a backup is lost"
        state = backup.make(opened, self._second)
        for kept in (state.last_machine, state.last_second):
            assert kept is not None
            assert not list(kept.folder.parent.glob("*.part"))
            assert len(list(kept.folder.parent.iterdir())) <= backup.KEPT
        opened.lock()
        return True


class BringingIn:
    """Each list is in, everybody on it, or nobody."""

    most, longest = 3, 0.1
    size = 12

    def __init__(self, root: Path, start: Start) -> None:
        self._home, self._group = root / "vault", start.group
        self._lists = 0

    def work(self, say: Say) -> None:
        opened = vaults.unlock(self._home, vaults.morning())
        say(READY)
        while True:
            self._lists += 1
            take_list(opened, self._group, [f"{_letters(self._lists)}-{_letters(n)}" for n in range(self.size)])
            say(self._lists)

    def look(self, said: list[list[str]]) -> bool:
        told = int(said[-1][0]) if said else self._lists
        opened = whole(self._home)
        there = len(attendance.register(opened, self._group.cohort_id, TODAY).rows) - len(self._group.people)
        opened.lock()
        self._lists, over = divmod(there, self.size)
        assert over == 0, "a part of a list is in"
        assert self._lists in (told, told + 1), "a list that was taken in is lost"
        return True


def _letters(number: int) -> str:
    """A name of its own for each number."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).title()


THINGS: dict[str, Callable[[Path, Start], Thing]] = {
    "marking": Marking, "typing": Typing, "importing": Importing, "exporting": Exporting, "backing_up": BackingUp,
    "bringing_in": BringingIn,
}  # fmt: skip


def main(name: str, root: Path, kills: int) -> int:
    root.mkdir()
    thing = THINGS[name](root, prepare(root))
    return sum(thing.look(killed(thing.work, thing.most, thing.longest)) for _kill in range(kills))


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))}\n")
