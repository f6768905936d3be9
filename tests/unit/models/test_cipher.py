from __future__ import annotations

import errno
import functools
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sqlcipher3.dbapi2

from tests.unit.models.at_rest import SECRET_TEXT, flip, in_small_disk
from wagesdesk.errors import (
    DiskFull,
    NotEncrypted,
    NotFound,
    UserError,
    VaultBusy,
    VaultDamaged,
    VaultExists,
    VaultReadOnly,
)
from wagesdesk.models import cipher

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.db"


@pytest.fixture
def connection(path: Path) -> Iterator[Any]:
    connection = cipher.connect(path, KEY, create=True)
    connection.execute("CREATE TABLE note (text TEXT)")
    yield connection
    connection.close()


def fill(connection: Any, rows: int = 500) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO note VALUES (?)", [(f"{SECRET_TEXT} {n}",) for n in range(rows)])
    connection.execute("COMMIT")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("temp_store", 2), ("foreign_keys", 1),
        ("trusted_schema", 0), ("cache_size", -65536), ("busy_timeout", 3000), ("cipher_page_size", "4096"),
        ("cipher_use_hmac", "1"), ("cipher_log_level", "NONE"), ("cipher_plaintext_header_size", "0"),
    ],
)  # fmt: skip
def test_every_connection_has_the_safe_settings(connection: Any, path: Path, pragma: str, value: object) -> None:
    again = cipher.connect(path, KEY)
    try:
        for one in (connection, again):
            assert one.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    finally:
        again.close()


def test_transactions_begin_only_when_told(connection: Any) -> None:
    assert connection.isolation_level is None
    connection.execute("INSERT INTO note VALUES ('x')")
    assert not connection.in_transaction


def test_nothing_can_be_read_in_any_file(connection: Any, path: Path) -> None:
    fill(connection)
    names = {file.name for file in path.parent.iterdir()}
    assert names == {"data.db", "data.db-wal", "data.db-shm"}
    for file in path.parent.iterdir():
        held = file.read_bytes()
        assert SECRET_TEXT.encode() not in held
        assert b"CREATE TABLE" not in held
        assert b"SQLite format 3" not in held
        assert KEY not in held


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_only_the_owner_may_read_the_files(connection: Any, path: Path) -> None:
    fill(connection)
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize("name", ["with space.db", "per%20cent.db", "ask?mode=memory.db", "hash#1.db", "wêl.db"])
def test_any_file_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    cipher.connect(tmp_path / name, KEY, create=True).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]
    cipher.connect(tmp_path / name, KEY).close()


def test_ordinary_sqlite_is_refused_and_writes_nothing(path: Path) -> None:
    with pytest.raises(NotEncrypted) as caught:
        cipher.connect(path, KEY, create=True, module=sqlite3)
    assert caught.value.fields == {"code": "library"}
    assert list(path.parent.iterdir()) == []


def test_ordinary_sqlite_is_refused_on_a_good_file_and_leaves_it(connection: Any, path: Path) -> None:
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotEncrypted):
        cipher.connect(path, KEY, module=sqlite3)
    assert path.read_bytes() == before


class Pretender(sqlite3.Connection):
    """Ordinary SQLite that says it has a cipher."""

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        return super().execute("SELECT '4.19.0'" if sql == "PRAGMA cipher_version" else sql, *arguments)


def test_a_library_that_only_says_it_encrypts_is_found_by_what_it_wrote(path: Path) -> None:
    module = ModuleType("pretender")
    module.connect = functools.partial(sqlite3.connect, factory=Pretender)  # type: ignore[attr-defined]
    with pytest.raises(NotEncrypted) as caught:
        cipher.connect(path, KEY, create=True, module=module)
    assert caught.value.fields == {"code": "file"}
    assert not path.exists()


def test_a_plain_file_is_refused(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE note (text TEXT)")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(NotEncrypted) as caught:
        cipher.connect(path, KEY)
    assert caught.value.fields == {"code": "file"}
    assert path.read_bytes() == before


def test_another_key_is_damage_because_slots_are_authenticated(connection: Any, path: Path) -> None:
    connection.close()
    with pytest.raises(VaultDamaged) as caught:
        cipher.connect(path, bytes(32))
    assert caught.value.fields == {"path_kind": "data", "code": "not_a_database"}


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_a_bug(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32"):
        cipher.connect(path, bytes(length), create=True)


def test_a_lost_file_is_told_and_not_made_anew(path: Path) -> None:
    with pytest.raises(VaultDamaged) as caught:
        cipher.connect(path, KEY)
    assert caught.value.fields["code"] == "missing"
    assert not path.exists()


def test_an_emptied_file_is_told_and_not_taken_for_a_new_vault(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(VaultDamaged) as caught:
        cipher.connect(path, KEY)
    assert caught.value.fields["code"] == "empty"
    assert path.read_bytes() == b""


def test_making_one_where_one_is_leaves_it_alone(connection: Any, path: Path) -> None:
    connection.close()
    before = path.read_bytes()
    with pytest.raises(VaultExists):
        cipher.connect(path, KEY, create=True)
    assert path.read_bytes() == before


def test_a_flipped_bit_is_found(connection: Any, path: Path) -> None:
    fill(connection)
    cipher.verify(connection)
    connection.close()
    flip(path, path.stat().st_size - 4096 + 100)
    again = cipher.connect(path, KEY)
    try:
        with pytest.raises(VaultDamaged) as caught:
            cipher.verify(again)
        assert caught.value.fields == {"path_kind": "data", "code": "corrupt"}
        with pytest.raises(VaultDamaged), cipher.guarded():
            again.execute("SELECT sum(length(text)) FROM note").fetchone()
    finally:
        again.close()


def test_a_flipped_bit_where_nothing_stands_is_found(connection: Any, path: Path) -> None:
    """A page that was freed is read by no query; what comes to stand on it would be lost."""
    fill(connection)
    connection.execute("DELETE FROM note")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    flip(path, path.stat().st_size - 4096 + 100)
    again = cipher.connect(path, KEY)
    try:
        assert again.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with pytest.raises(VaultDamaged):
            cipher.verify(again)
    finally:
        again.close()


def test_a_cut_file_is_found(connection: Any, path: Path) -> None:
    fill(connection)
    connection.close()
    os.truncate(path, path.stat().st_size - 4096 * 3)

    def read_all() -> None:
        again = cipher.connect(path, KEY)
        try:
            cipher.verify(again)
        finally:
            again.close()

    with pytest.raises(VaultDamaged):
        read_all()


def test_a_full_disk_is_told_and_what_was_written_stays(connection: Any) -> None:
    fill(connection)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull), cipher.guarded():
        fill(connection, 5000)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (500,)
    cipher.verify(connection)


def test_a_really_full_disk_is_told_and_what_was_written_stays(tmp_path: Path) -> None:
    script = """
from tests.unit.models.test_cipher import KEY, fill
from wagesdesk.errors import DiskFull
from wagesdesk.models import cipher
connection = cipher.connect(place / "data.db", KEY, create=True)
connection.execute("CREATE TABLE note (text TEXT)")
done = 0
try:
    with cipher.guarded():
        while True:
            fill(connection)
            done += 500
except DiskFull:
    pass
assert done >= 500
connection.close()
connection = cipher.connect(place / "data.db", KEY)
assert connection.execute("SELECT count(*) FROM note").fetchone() == (done,)
cipher.verify(connection)
"""
    in_small_disk(tmp_path / "disk", "1m", script)


def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    script = """
from tests.unit.models.test_cipher import KEY
from wagesdesk.errors import VaultReadOnly
from wagesdesk.models import cipher
cipher.connect(place / "data.db", KEY, create=True).close()
connection = cipher.connect(place / "data.db", KEY)
connection.close()
read_only()
for create in (False, True):
    try:
        cipher.connect(place / ("new.db" if create else "data.db"), KEY, create=create)
    except VaultReadOnly:
        continue
    raise SystemExit("opened")
"""
    in_small_disk(tmp_path / "disk", "1m", script)


def test_a_read_only_file_is_told(tmp_path: Path) -> None:
    script = """
from tests.unit.models.test_cipher import KEY
from wagesdesk.errors import VaultReadOnly
from wagesdesk.models import cipher
file = place / "data.db"
cipher.connect(file, KEY, create=True).close()
subprocess.run(["mount", "--bind", file, file], check=True)
subprocess.run(["mount", "-o", "remount,bind,ro", file], check=True)
try:
    cipher.connect(file, KEY)
except VaultReadOnly:
    raise SystemExit(0)
raise SystemExit("opened")
"""
    in_small_disk(tmp_path / "disk", "1m", script)


def test_a_second_writer_is_told_to_wait(connection: Any, path: Path) -> None:
    other = cipher.connect(path, KEY)
    try:
        other.execute("PRAGMA busy_timeout = 1")
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultBusy), cipher.guarded():
            other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull), (errno.EROFS, VaultReadOnly), (errno.EACCES, VaultReadOnly),
        (errno.EPERM, VaultReadOnly), (errno.EBUSY, VaultBusy), (errno.EIO, VaultDamaged),
    ],
)  # fmt: skip
def test_errors_of_the_system_have_their_own_class(number: int, kind: type[UserError]) -> None:
    assert type(cipher.translate(OSError(number, "x", "file"))) is kind


@pytest.mark.parametrize(
    ("number", "kind"), [(32, VaultBusy), (112, DiskFull), (19, VaultReadOnly), (1117, VaultDamaged)]
)
def test_windows_own_numbers_are_more_exact_than_permission_denied(number: int, kind: type[UserError]) -> None:
    error = PermissionError(errno.EACCES, "x", "file")
    error.winerror = number  # type: ignore[attr-defined]
    assert type(cipher.translate(error)) is kind


def test_what_sqlalchemy_wraps_is_seen_through(path: Path) -> None:
    import sqlcipher3.dbapi2
    from sqlalchemy import create_engine, text

    cipher.connect(path, KEY, create=True).close()
    engine = create_engine("sqlite://", creator=lambda: cipher.connect(path, KEY), module=sqlcipher3.dbapi2)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE note (text TEXT UNIQUE)"))
        connection.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(DiskFull), cipher.guarded():
            connection.execute(text("INSERT INTO note VALUES (randomblob(100000))"))
    engine.dispose()


@pytest.mark.parametrize("error", [KeyError("x"), FileNotFoundError(errno.ENOENT, "x"), NotFound(id="x")])
def test_what_is_not_of_the_disk_passes_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as caught, cipher.guarded():
        raise error
    assert caught.value is error


def test_a_broken_constraint_is_not_called_damage(connection: Any) -> None:
    import sqlcipher3.dbapi2

    connection.execute("CREATE TABLE one (n INTEGER PRIMARY KEY)")
    connection.execute("INSERT INTO one VALUES (1)")
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError), cipher.guarded():
        connection.execute("INSERT INTO one VALUES (1)")


def test_each_purpose_and_salt_has_its_own_key() -> None:
    made = {
        cipher.derive(KEY, "seal 1"), cipher.derive(KEY, "keys 1"), cipher.derive(KEY, "seal 1", salt=b"x" * 16), KEY,
    }  # fmt: skip
    assert len(made) == 4
    assert {len(key) for key in made} == {32}


class FirstReadsOnly:
    """SQLite whose first opening for writing fails: it opens the file for reading instead, and does not say so."""

    def __init__(self) -> None:
        self.opened = 0

    def __getattr__(self, name: str) -> object:
        return getattr(sqlcipher3.dbapi2, name)

    def connect(self, address: str, **how: Any) -> sqlcipher3.dbapi2.Connection:
        self.opened += 1
        return sqlcipher3.dbapi2.connect(address.replace("=rw", "=ro") if self.opened == 1 else address, **how)


def test_a_file_that_was_opened_to_read_alone_is_opened_again(tmp_path: Path) -> None:
    key, path = bytes(32), tmp_path / "data.db"
    made = cipher.connect(path, key, create=True)
    made.execute("CREATE TABLE entry (n INTEGER)")
    made.close()
    module: Any = FirstReadsOnly()
    again = cipher.connect(path, key, module=module)
    again.execute("INSERT INTO entry VALUES (1)")
    assert module.opened == 2
    other = cipher.connect(path, key)
    again.execute("BEGIN IMMEDIATE")
    cipher.connect(path, key).close()  # somebody writes: that is no reason to wait or to open it twice
    again.close()
    other.close()
