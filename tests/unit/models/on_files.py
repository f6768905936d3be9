"""Machines that drift apart on vault files: everything is locked, copied, backed up and restored as on a disk."""

from __future__ import annotations

import atexit
import copy
import functools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from tests import vaults
from tests.unit.models.acquainted import know_each_other
from tests.unit.models.drift import Place
from wagesdesk.clock import FixedClock
from wagesdesk.services import vault as vault_service


@functools.cache
def templates() -> tuple[Path, ...]:
    """Three laptops, a terminal and a place outside, locked. Copy them, never open them."""
    root = Path(tempfile.mkdtemp(prefix="wagesdesk-template-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    homes = tuple(vaults.copy_of("inside", root / name) for name in ("one", "two", "three"))
    know_each_other(homes, root / "terminal", root / "outside")
    return (*homes, root / "terminal", root / "outside")


class OnFiles:
    """A folder of them, in memory where there is one."""

    def __init__(self) -> None:
        made = templates()
        self.root = Path(tempfile.mkdtemp(dir=vaults.MEMORY))
        self.opened: list[FilePlace] = []
        self._homes = [Path(shutil.copytree(home, self.root / home.name / "vault")) for home in made]

    def place(self, home: Path, clock: FixedClock) -> FilePlace:
        self.opened.append(FilePlace(self, home, clock))
        return self.opened[-1]

    def laptops(self) -> list[Place]:
        return [self.place(home, vaults.morning()) for home in self._homes[:3]]

    def terminal(self) -> Place:
        return self.place(self._homes[3], vaults.morning())

    def outside(self) -> Place:
        return self.place(self._homes[4], vaults.morning())

    def end(self) -> None:
        for one in self.opened:
            one.vault.lock()
        shutil.rmtree(self.root)


class FilePlace(Place):
    def __init__(self, kind: OnFiles, home: Path, clock: FixedClock) -> None:
        self.kind, self.home, self.clock = kind, home, clock
        self.made: list[Path] = []
        self._open()
        super().__init__()

    def _open(self) -> None:
        self.vault = vaults.unlock(self.home, self.clock)

    def again(self) -> None:
        self.vault.lock()
        self._open()

    def twin(self, how: str) -> Place:
        home = self.kind.root / f"clone-{len(self.kind.opened)}" / "vault"
        if how == "closed":
            self.vault.lock()
        shutil.copytree(self.home, home)
        if how == "closed":
            self._open()
        twin = self.kind.place(home, copy.copy(self.clock))
        if how == "running":
            twin.vault.spell = replace(self.vault.spell, clock=twin.clock)
        return twin

    def back_up(self) -> None:
        self.made.append(self.vault.backup(self.kind.root / "backups"))
        self.backups += 1

    def restore(self, which: int) -> None:
        self.vault.lock()
        slot = vault_service.place(self.home).slots[0]
        vault_service.restore(
            self.made[which % len(self.made)], self.home, slot_id=slot.id, secret=vaults.PASSPHRASES[slot.name],
            clock=self.clock,
        )  # fmt: skip
        self._open()
        self.seen = self.vault.position()

    def heap(self) -> bytes:
        return vaults.raw_rows(self.home, vaults.data_key(self.home))
