"""Machines that drift apart in memory: the product's vault, journal and merge over SQLCipher connections without any
file, so that ten thousands of schedules can be run. What it means to lock, to copy a disk and to restore stands here a
second time, as far as a database without a folder has it."""

from __future__ import annotations

import copy
import functools
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import delete
from sqlcipher3.dbapi2 import Connection as Raw
from sqlcipher3.dbapi2 import connect

from tests import vaults
from tests.unit.models.drift import Place
from tests.unit.models.on_files import templates
from wagesdesk.clock import FixedClock
from wagesdesk.models import cipher, folder, local, merge, slots, traces, wiping
from wagesdesk.models.base import Base, entry_table
from wagesdesk.models.engine import make_engine
from wagesdesk.models.keys import MachineKeys
from wagesdesk.models.vault import Vault


def _new(key: bytes) -> Raw:
    raw: Raw = connect(":memory:", check_same_thread=False, isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    raw.execute("PRAGMA foreign_keys = ON")
    return raw


def _copy(raw: Raw, key: bytes) -> Raw:
    made = _new(key)
    raw.backup(made)
    return made


@dataclass(frozen=True)
class Image:
    """A locked vault: its database, which is copied and never written, and the slots that say whose it is."""

    raw: Raw
    key: bytes
    keys: slots.Keys

    @staticmethod
    def of(home: Path) -> Image:
        key = vaults.data_key(home)
        raw = cipher.connect(folder.current(home) / folder.DATA, key)
        try:
            return Image(_copy(raw, key), key, slots.read_keys(folder.current(home))[0])
        finally:
            raw.close()


@functools.cache
def _images() -> tuple[Image, ...]:
    return tuple(Image.of(home) for home in templates())


class MemoryVault(Vault):
    """The product's vault over one connection: no folder, no lock, no seal."""

    def __init__(self, image: Image, clock: FixedClock) -> None:
        self.home = Path("nowhere")
        self.keys, self.slot_id, self.clock = image.keys, image.keys.slots[0].id, clock
        self.key = image.key
        self.notices = ()
        self.doubted = set()
        self._writing = threading.Lock()
        self.stand_on(_copy(image.raw, image.key))

    def stand_on(self, raw: Raw) -> None:
        """Open this database as one is unlocked."""
        self.raw = raw
        self._engine = make_engine(lambda: raw)
        self.unlock()

    def unlock(self) -> None:
        with self._immediate() as connection:
            self.machine = MachineKeys(**local.load_machine(connection))
            self.spell = self._new_spell(connection)

    def leave_no_trace(self) -> bool:
        with self.read() as db:
            owed = traces.owed(db.connection())
        if owed:
            with self.local() as connection:
                traces.settled(connection)
        return True

    def wipe(self, *, seen: int) -> None:
        assert self.position() == seen
        kept = _copy(self.raw, self.key)
        with self.read() as old, make_engine(lambda: kept).begin() as new:
            for table in (*Base.metadata.tables.values(), *entry_table.metadata.tables.values()):
                new.execute(delete(table))
            wiping._fill(old.connection(), new)  # noqa: SLF001
        self.lock()
        self.stand_on(kept)

    def backup(self, target: Path) -> Path:
        """The program's own copies are thrown away here."""
        return target

    def lock(self) -> None:
        self._engine = None


class InMemory:
    def __init__(self) -> None:
        self._images = _images()
        self._tables = vaults.tables_stay()
        self._tables.__enter__()

    def laptops(self) -> list[Place]:
        return [MemoryPlace(image, vaults.morning()) for image in self._images[:3]]

    def terminal(self) -> Place:
        return MemoryPlace(self._images[3], vaults.morning())

    def outside(self) -> Place:
        return MemoryPlace(self._images[4], vaults.morning())

    def end(self) -> None:
        self._tables.__exit__(None, None, None)


class MemoryPlace(Place):
    vault: MemoryVault

    def __init__(self, image: Image, clock: FixedClock) -> None:
        self.clock = clock
        self.vault = MemoryVault(image, clock)
        self.made: list[Raw] = []
        super().__init__()

    def again(self) -> None:
        self.vault.unlock()

    def _image(self) -> Image:
        return Image(self.vault.raw, self.vault.key, self.vault.keys)

    def twin(self, how: str) -> Place:
        twin = MemoryPlace(self._image(), copy.copy(self.clock))
        if how == "closed":
            self.vault.unlock()
        if how == "running":
            twin.vault.spell = replace(self.vault.spell, clock=twin.clock)
        return twin

    def back_up(self) -> None:
        self.made.append(_copy(self.vault.raw, self.vault.key))
        self.backups += 1

    def restore(self, which: int) -> None:
        with self.vault.read() as db:
            told = merge.erasures(db.connection())
        raw = _copy(self.made[which % len(self.made)], self.vault.key)
        with make_engine(lambda: raw).begin() as connection:
            merge.keep_erased(connection, told, via="restore")
            local.put(connection, local.RESTORED, f"{self.vault.position()} {which}")
            traces.in_a_copy(connection)
        self.vault.stand_on(raw)
        self.seen = self.vault.position()

    def heap(self) -> bytes:
        return vaults.every_row(self.vault.raw)
