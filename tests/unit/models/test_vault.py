from __future__ import annotations

import threading
import types
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import text

from tests import pages, vaults
from tests.vaults import Group, dump, mark, says
from wagesdesk.errors import VaultBusy, VaultLocked, WrongPassphrase
from wagesdesk.models import fold, folder
from wagesdesk.models import vault as vault_module
from wagesdesk.models.vault import Vault
from wagesdesk.services import vault as service


def restore(copy: Path, home: Path, secret: str = vaults.PASSPHRASES["Rhian"]) -> None:
    slot = service.place(vaults.template("inside")).slots[0]
    service.restore(copy, home, slot_id=slot.id, secret=secret, clock=vaults.morning())


# -- open and closed


def test_a_locked_vault_gives_nothing(inside: Vault) -> None:
    key = vaults.data_key(inside.home)
    assert key in vars(inside).values()
    inside.lock()
    inside.lock()
    assert not inside.is_open
    assert key not in vars(inside).values()
    uses: list[Callable[[], object]] = [
        lambda: inside.read().__enter__(),
        lambda: inside.write("a", "b").__enter__(),
        lambda: inside.local().__enter__(),
        inside.checkpoint,
        inside.position,
        lambda: inside.backup(inside.home),
        lambda: inside.erase("a", "b"),
    ]
    for use in uses:
        with pytest.raises(VaultLocked):
            use()


def test_locking_leaves_no_write_ahead_file_and_lets_go(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    inside.lock()
    assert [file.name for file in folder.current(inside.home).glob("data.db*")] == ["data.db"]
    vaults.unlock(inside.home, vaults.morning()).lock()


def test_a_long_writer_makes_the_next_one_wait_and_then_say_so(
    inside: Vault, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_module, "BUSY_SECONDS", 0.05)
    started, finish = threading.Event(), threading.Event()

    def long() -> None:
        with inside.local():
            started.set()
            finish.wait(10)

    worker = threading.Thread(target=long)
    worker.start()
    started.wait(10)
    try:
        with pytest.raises(VaultBusy):
            mark(inside, group, 0, 0, "P")
        assert says(inside, group, 0, 0) == ""
    finally:
        finish.set()
        worker.join()
    mark(inside, group, 0, 0, "P")
    assert says(inside, group, 0, 0) == "P"


def test_reading_sees_one_moment_while_somebody_writes(inside: Vault, group: Group) -> None:
    with inside.read() as db:
        before = fold.dump(db.connection())
        worker = threading.Thread(target=mark, args=(inside, group, 0, 0, "P"))
        worker.start()
        worker.join()
        assert fold.dump(db.connection()) == before
    assert says(inside, group, 0, 0) == "P"


def test_nothing_written_through_a_reading_session_is_kept(inside: Vault, group: Group) -> None:
    shown = dump(inside)
    with inside.read() as db:
        db.execute(text("UPDATE person SET name = 'Wrong'"))
    assert dump(inside) == shown


def test_who_opened_it(inside: Vault) -> None:
    assert inside.staff_id == vaults.staff_id(inside, "Rhian")
    assert inside.place.name == "HMP Ashmere"
    inside.slot_id = "recovery"
    assert inside.staff_id == ""


def test_the_engine_is_sqlcipher_with_every_safety_on(inside: Vault) -> None:
    with inside.local() as connection:
        wanted = {"cipher_version": None, "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2,
                  "foreign_keys": 1, "trusted_schema": 0}  # fmt: skip
        for pragma, value in wanted.items():
            found = connection.execute(text(f"PRAGMA {pragma}")).scalar()
            assert found == value or (value is None and found)
        assert connection.dialect.dbapi is sqlcipher3.dbapi2
        assert isinstance(connection.dialect.dbapi, types.ModuleType)


# -- backup


def test_a_backup_restores_to_the_same_dump(inside: Vault, group: Group, tmp_path: Path) -> None:
    mark(inside, group, 0, 0, "P", note="she brought her cards")
    shown = dump(inside)
    copy = inside.backup(tmp_path / "copies")
    mark(inside, group, 0, 0, "A")
    restored = tmp_path / "restored"
    restore(copy, restored)
    opened = vaults.unlock(restored, vaults.morning())
    assert (opened.notices, dump(opened)) == ((), shown)
    assert opened.spell.writer != inside.spell.writer
    opened.lock()
    assert says(inside, group, 0, 0) == "A"


def test_a_backup_in_the_place_of_the_vault_keeps_who_was_erased_erased(
    inside: Vault, group: Group, tmp_path: Path
) -> None:
    mark(inside, group, 0, 0, "P", note="she brought her cards")
    copy = inside.backup(tmp_path / "copies")
    mark(inside, group, 1, 0, "A")
    inside.erase(inside.staff_id, group.people[0])
    inside.lock()
    with pytest.raises(WrongPassphrase):
        restore(copy, inside.home, secret="wrong")
    restore(copy, inside.home)
    assert b"brought her cards" not in vaults.raw_rows(inside.home, vaults.data_key(inside.home))
    opened = vaults.unlock(inside.home, vaults.morning())
    assert says(opened, group, 1, 0) == ""
    assert b"Asha" not in dump(opened)
    assert b"Bronwen" in dump(opened)
    assert vaults.rebuilt(opened) == dump(opened)
    opened.lock()
    assert len(list(inside.home.glob("gen-*"))) == 1


def test_a_backup_replaces_a_vault_that_cannot_be_opened(inside: Vault, group: Group, tmp_path: Path) -> None:
    mark(inside, group, 0, 0, "P")
    shown = dump(inside)
    copy = inside.backup(tmp_path / "copies")
    inside.lock()
    data = folder.current(inside.home) / folder.DATA
    data.write_bytes(data.read_bytes()[::-1])
    restore(copy, inside.home)
    opened = vaults.unlock(inside.home, vaults.morning())
    assert (opened.notices, dump(opened)) == ((), shown)
    opened.lock()


def test_erasing_leaves_nothing_in_the_files_nor_in_copies_the_program_made(
    inside: Vault, group: Group, tmp_path: Path
) -> None:
    mark(inside, group, 0, 0, "P", note="she brought her cards")
    inside.backup(inside.home / "before-import")
    chosen = inside.backup(tmp_path / "safe")
    inside.erase(inside.staff_id, group.people[0])
    clear = pages.in_clear(folder.current(inside.home), vaults.data_key(inside.home))
    assert b"brought her cards" not in clear
    assert b"Rahman" not in clear
    assert list((inside.home / "before-import").iterdir()) == []
    assert chosen.is_dir()
