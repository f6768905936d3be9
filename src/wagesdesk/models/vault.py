"""The vault while it is open: the only ways to a database session are `read` and `write`.

What it is made of: the folder and its generations (`folder`), key slots (`slots`), SQLCipher (`cipher`), the journal
(`journal`, `merge`, `fold`), and the seal (`seal`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

import wagesdesk
from wagesdesk.clock import Clock
from wagesdesk.errors import UserError, VaultBusy, VaultLocked
from wagesdesk.models import backup as backups
from wagesdesk.models import cipher, fold, folder, joined, local, merge, origin, rotation, seal, slots, traces, wiping
from wagesdesk.models.base import entry_table
from wagesdesk.models.doubts import clock_is_sure, last_sure_ms
from wagesdesk.models.engine import make_engine
from wagesdesk.models.entry import Entry, random_id
from wagesdesk.models.journal import (
    DRIFT,
    Chain,
    Spell,
    Writing,
    append,
    begin_writing,
    commit_writing,
    install,
    resumed,
)  # fmt: skip
from wagesdesk.models.keys import MachineKeys
from wagesdesk.models.migrations import bring_up
from wagesdesk.models.proving import notices as found
from wagesdesk.models.redaction import let_in_again, redact
from wagesdesk.models.trust import judge_at
from wagesdesk.models.vouching import vouch
from wagesdesk.models.withheld import OUTSIDE, hide, people_by_scope

BUSY_SECONDS: Final = 3.0


class Db(Session):
    """A session of the vault: `db` everywhere. Flushes of a writing one make journal entries."""


install(Db)


class Vault:
    """An open vault. Made by `services.vault.unlock`; closed by `lock`, after which nothing can be read."""

    def __init__(
        self, *, home: Path, generation: Path, keys: slots.Keys, data_key: bytes, slot_id: str, clock: Clock,
        held: folder.FolderLock | None, notices: tuple[str, ...],
    ) -> None:  # fmt: skip
        """Opens `generation`'s database. `held` is let go by `lock`; None when the caller holds the folder.

        Errors as `cipher.connect` and `bring_up`; then nothing stays open.
        """
        self.home = home
        self.keys = keys
        self.slot_id = slot_id
        self.clock = clock
        self._generation = generation
        self._held = held
        self._data_key = data_key
        self._writing = threading.Lock()
        self.doubted: set[joined.Key] = set()
        self._engine: Engine | None = make_engine(
            lambda: cipher.connect(self._generation / folder.DATA, self._data_key)
        )
        try:
            with cipher.guarded(), self._immediate() as connection:
                bring_up(connection)
                if fold.stale(connection):
                    fold.rebuild(connection)
                self.machine = MachineKeys(**local.load_machine(connection))
                unlocks = local.get_int(connection, "unlocks")
                self.notices = notices + found(connection, home, seal.key_from(data_key), unlocks)
                local.put(connection, "unlocks", unlocks + 1)
                self.spell = self._new_spell(connection)
            self.leave_no_trace()
        except BaseException:
            self._engine.dispose()
            self._engine = None
            raise
        if not self.spell.clock_ok:
            self.notices = (*self.notices, "clock_doubtful")

    # -- who and where

    @property
    def place(self) -> slots.PlaceLabel:
        return self.keys.place

    @property
    def staff_id(self) -> str:
        """The member of staff whose slot opened the vault; empty for the recovery key."""
        return next((slot.staff_id for slot in self.keys.slots if slot.id == self.slot_id), "")

    @property
    def is_open(self) -> bool:
        return self._engine is not None

    # -- reading and writing

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view, outside without what she no longer shares. Nothing written through it is kept. Records
        that were seen to differ from the journal are added to `doubted`."""
        told = {"doubted": self.doubted}
        with cipher.guarded(), Db(self._bound(), autoflush=False, expire_on_commit=False, info=told) as db:
            if self.place.kind == OUTSIDE:
                hide(db, self.machine.sign_public.hex(), self.clock.today())
            yield db

    @contextmanager
    def write(self, actor: str, name: str, *, as_of: int | None = None) -> Iterator[Session]:
        """One operation called `name`, in one transaction; durable when the block ends, or not done at all.

        `as_of` is the `position` at which the person was shown what she changes; without it, what is current.
        Errors: VaultBusy while a long piece of work writes, VaultLocked, DiskFull, VaultReadOnly, Erased.
        """
        with self._one_writer(), cipher.guarded():
            bound = self._bound().execution_options(wagesdesk_writes=True)
            with Db(bound, expire_on_commit=False) as db:
                writing = begin_writing(db, self.spell, actor=actor, name=name, as_of=as_of)
                yield db
                db.flush()
                fold.refold(db.connection(), writing.refold)
                db.commit()
            commit_writing(writing)

    @contextmanager
    def journalling(self, actor: str, name: str) -> Iterator[tuple[Connection, Writing]]:
        """A writing transaction below the records, for imports, erasure and quarantine."""
        with self.write(actor, name) as db:
            yield db.connection(), db.info["writing"]

    def import_entries(
        self, entries: Iterable[Entry], *, via: str, actor: str, sender: str,
        note: Callable[[Session, merge.Taken], None] = lambda _db, _taken: None,
        step: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> merge.Taken:  # fmt: skip
        """Take in proven entries from elsewhere that came under the signature of `sender` (a machine's key in hex), in
        one transaction with what `note` writes about it: all or, where `step` raises, nothing. The only door beside
        `write`."""
        with self.write(actor, "import") as db:
            connection, writing = db.connection(), db.info["writing"]
            proven, own = list(entries), self.machine.sign_public.hex()
            at = judge_at(connection, own, self.place.kind)
            terms: Any = {"via": via, "now": self.clock.now(), "at": at, "sender": sender}
            taken = merge.import_entries(connection, proven, **terms, step=step)
            if self.place.kind == OUTSIDE:
                again = let_in_again(connection, proven, lambda: people_by_scope(connection, own, self.clock.today()))
                taken |= merge.import_entries(connection, again, **terms)
            elif self.place.kind == "laptop":
                vouch(connection, writing, taken.counting)
            writing.chain = resumed(writing.chain, taken.last_hlc)
            note(db, taken)
        self.leave_no_trace()
        return taken

    def erase(self, actor: str, *person_ids: str) -> None:
        """Take people's values from every entry about them and any id joined to theirs, for ever, in one operation.
        Then `leave_no_trace`."""
        with self.journalling(actor, "erase") as (connection, writing):
            for person_id in joined.all_ids(connection, person_ids):
                append(
                    connection, writing, record_type="erasure", eid=person_id, subjects=(), values={"erased": True},
                    parents={},
                )  # fmt: skip
                merge.erase_values(connection, person_id)
            traces.owe(connection)
        self.leave_no_trace()

    def redact(self, actor: str, choose: Callable[[Session], Collection[str]]) -> None:
        """Take the values from the entries that `choose` names, for ever; it may write before, in the same operation.
        What was shared with an outside place is taken there alone."""
        kind = "disposal" if self.place.kind == OUTSIDE else "redaction"
        with self.write(actor, "erase") as db:
            redact(db.connection(), db.info["writing"], kind, choose(db))
            traces.owe(db.connection())
        self.leave_no_trace()

    def release_quarantine(self, actor: str, entry_ids: tuple[str, ...]) -> frozenset[str]:
        """Let entries that were held back count; returns the record types that changed."""
        with self.journalling(actor, "quarantine.release") as (connection, writing):
            append(
                connection, writing, record_type="quarantine_release", eid=random_id(), subjects=(),
                values={"entries": list(entry_ids)}, parents={},
            )  # fmt: skip
            released = merge.release(connection, entry_ids)
            vouch(connection, writing, entry_ids)
        self.leave_no_trace()
        return released

    def position(self) -> int:
        """The number of the journal's last row: give it to `write(as_of=…)` with what was shown."""
        with self.read() as db:
            return db.execute(select(func.max(entry_table.c.n))).scalar() or 0

    @contextmanager
    def local(self) -> Iterator[Connection]:
        """A writing transaction on the local and scratch tables, which never leave and are not journal."""
        with self._one_writer(), cipher.guarded(), self._immediate() as connection:
            yield connection

    def leave_no_trace(self) -> bool:
        """Take away what erasures left in the files and in the copies that the program made by itself. False when that
        must wait, for room or for somebody who reads: locking and the next unlock try again."""
        with self.read() as db:
            if not traces.owed(db.connection()):
                return True
        try:
            with self._one_writer(), cipher.guarded():
                raw = self._bound().raw_connection()
                try:
                    connection: Any = raw.driver_connection
                    gone = traces.take_away(connection, self.home, self.keys.vault_id)
                finally:
                    raw.close()
            if gone:
                with self.local() as settling:
                    traces.settled(settling)
        except UserError:
            return False
        return gone

    # -- closing, copying

    def checkpoint(self) -> None:
        """Bring the write-ahead file into the database and empty it."""
        with self._one_writer(), cipher.guarded():
            raw = self._bound().raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def backup(self, target: Path) -> Path:
        """Copy the vault to a new folder under `target` and seal; returns that folder. Writing may go on meanwhile."""
        self._seal()
        with cipher.guarded():
            raw = self._bound().raw_connection()
            try:
                connection: Any = raw.driver_connection
                return backups.backup(self.home, connection, target, data_key=self._data_key, at=self.clock.now())
            finally:
                raw.close()

    def lock(self) -> None:
        """Seal, close and forget the key. Harmless when already locked."""
        if self._engine is None:
            return
        try:
            self.leave_no_trace()
            self._seal()
            self.checkpoint()
        finally:
            self._engine.dispose()
            self._engine = None
            self._data_key = b""
            if self._held is not None:
                self._held.release()

    def confirm_date(self, actor: str) -> None:
        """A person says that the machine's date is right: from here on its stamps count as sure, and no longer those of
        before, which a wrong clock may have set far ahead."""
        with self.local() as connection:
            last = connection.execute(select(func.max(entry_table.c.n))).scalar() or 0
            local.put(connection, "confirmed", {"at": self.clock.now().isoformat(), "after": last, "by": actor})
        self.spell.clock_ok = True
        self.notices = tuple(code for code in self.notices if code != "clock_doubtful")

    def update_keys(self, keys: slots.Keys, *, reopen: tuple[tuple[str, str], ...]) -> None:
        """Replace the key slots; each (slot id, secret) of `reopen` is tried on the new file first."""
        with self.staged_keys(keys, reopen=reopen) as settle:
            settle()

    @contextmanager
    def staged_keys(self, keys: slots.Keys, *, reopen: tuple[tuple[str, str], ...]) -> Iterator[Callable[[], None]]:
        """As `update_keys`, but they count when what is given is called: see `slots.staged`."""
        with slots.staged(self._generation, keys, self._data_key, reopen=reopen) as written:

            def settle() -> None:
                self.keys = written()

            yield settle

    def rotate(
        self, *, keep: Sequence[tuple[str, str]], renew: Sequence[tuple[str, str]] = (),
        params: slots.KdfParams = slots.STANDARD, floor: slots.KdfParams = slots.FLOOR,
    ) -> None:  # fmt: skip
        """A new data key and new slots, as `rotation.rotate`, whose errors leave everything as it was. The vault stays
        open; nobody can write meanwhile. A job of some seconds."""
        with self._one_writer():
            now = rotation.rotate(
                self.home, data_key=self._data_key, keep=keep, renew=renew, params=params, floor=floor
            )
            self._move_to(now)
        self._prune()

    def wipe(self, *, seen: int) -> None:
        """At a terminal: leave everything behind that was written about a person, as `wiping.wipe`. The vault stays
        open, under a new data key and with a new spell. VaultBusy when something was written after row `seen` of the
        journal. A job of about a second."""
        for made in (self.home / backups.BEFORE_IMPORT, backups.by_itself(self.home, self.keys.vault_id)):
            backups.keep_newest(made, 0)
        with self._one_writer(), cipher.guarded():
            if self.position() != seen:
                raise VaultBusy
            self._move_to(wiping.wipe(self.home, data_key=self._data_key))
            with self._immediate() as connection:
                self.spell = self._new_spell(connection)
        self._prune()

    def make_slot(
        self, *, secret: str, staff_id: str, name: str, role: str,
        kind: Literal["passphrase", "recovery"] = "passphrase", params: slots.KdfParams = slots.STANDARD,
        floor: slots.KdfParams = slots.FLOOR,
    ) -> slots.Slot:  # fmt: skip
        """A slot for `secret` over this vault's data key; `update_keys` makes it count."""
        return slots.make_slot(
            self.keys, data_key=self._data_key, secret=secret, kind=kind, staff_id=staff_id, name=name,
            role=role, params=params, floor=floor,
        )  # fmt: skip

    def refill_slot(
        self, slot: slots.Slot, *, secret: str, params: slots.KdfParams = slots.STANDARD,
        floor: slots.KdfParams = slots.FLOOR,
    ) -> slots.Slot:  # fmt: skip
        """The same way in with another secret; `update_keys` makes it count."""
        return slots.refill(self.keys, slot, data_key=self._data_key, secret=secret, params=params, floor=floor)

    # -- private

    def _move_to(self, now: rotation.Rotated) -> None:
        self._data_key, self._generation, self.keys = now.data_key, now.generation, now.keys
        self._bound().dispose()  # what was open reads the old generation

    def _prune(self) -> None:
        with suppress(UserError):  # it is done; the next unlock deletes the old one if somebody reads it still
            folder.prune(self.home)

    def _bound(self) -> Engine:
        if self._engine is None:
            raise VaultLocked
        return self._engine

    @contextmanager
    def _immediate(self) -> Iterator[Connection]:
        with self._bound().connect().execution_options(wagesdesk_writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        if not self._writing.acquire(timeout=BUSY_SECONDS):
            raise VaultBusy
        try:
            yield
        finally:
            self._writing.release()

    def _seal(self) -> None:
        with self.read() as db:
            connection = db.connection()
            heads, unlocks = merge.frontier(connection), local.get_int(connection, "unlocks")
        seal.write(self.home, seal.key_from(self._data_key), heads, unlocks)

    def _new_spell(self, connection: Connection) -> Spell:
        now = self.clock.now()
        limit = int((now + DRIFT).timestamp() * 1000) << 16
        hlc = connection.execute(select(func.max(entry_table.c.hlc)).where(entry_table.c.hlc <= limit)).scalar() or 0
        last = connection.execute(
            select(entry_table.c.writer, entry_table.c.id, entry_table.c.hlc)
            .where(entry_table.c.via.is_(None))
            .order_by(entry_table.c.n.desc())
            .limit(1)
        ).first()
        writer = random_id()
        values = origin.opening(
            machine=self.machine.sign_public.hex(), place=self.place.name, kind=self.place.kind,
            version=wagesdesk.__version__, writer=writer,
            previous=last and {"writer": last.writer, "head": last.id}, seed=self.machine.sign_seed,
        )  # fmt: skip
        confirmed = local.get(connection, "confirmed") or {"at": "", "after": 0}
        own_ms = last_sure_ms(connection, confirmed["after"])
        sure = clock_is_sure(now, last_own_ms=own_ms, confirmed=confirmed["at"])
        return Spell(self.clock, values, clock_ok=sure, writer=writer, chain=Chain(hlc=hlc))
