"""Opening SQLCipher files, failing closed, and the words of SQLite and the system put into the program's own errors."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from wagesdesk.errors import (
    DiskFull,
    NotEncrypted,
    UserError,
    VaultBusy,
    VaultDamaged,
    VaultExists,
    VaultReadOnly,
)

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

KEY_BYTES = 32
_PLAIN_HEADER = b"SQLite format 3\x00"
_PRAGMAS = (
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "foreign_keys = ON",
    "secure_delete = ON",
    "cache_size = -65536",
    "journal_mode = WAL",
    "synchronous = FULL",
)
_WAIT = "PRAGMA busy_timeout = 3000"


def connect(path: Path, key: bytes, *, create: bool = False, module: ModuleType | None = None) -> Connection:
    """An encrypted connection in autocommit (`isolation_level=None`), for any thread, with every safety pragma set.

    `key` is the raw data key, 32 bytes. `create` makes the file (mode 0600) and refuses one that exists.
    `module` is the DB-API module, sqlcipher3 unless a test shows what happens with another.
    Errors: NotEncrypted (the library is ordinary SQLite, or the file is plain); VaultDamaged(path_kind="data", code)
    with code "missing", "empty", "not_a_database" (also a key of another vault) or "corrupt"; VaultReadOnly, VaultBusy,
    DiskFull; VaultExists when `create` meets a file.

    Hold the folder lock: reading the header closes a descriptor of the file, which on POSIX drops SQLite's own locks
    against other processes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    if create:
        _make(path)
    else:
        _check_file(path)
    module = module or import_module("sqlcipher3.dbapi2")
    try:
        connection = _open(path, key, module)
        if _only_reads(connection, module):
            connection.close()
            connection = _open(path, key, module)
        return connection
    except BaseException:
        if create:
            path.unlink(missing_ok=True)
        raise


def _open(path: Path, key: bytes, module: ModuleType) -> Connection:
    with guarded():
        # mode=rw: SQLite must never make the file itself, or a lost vault would come back empty.
        address = path.absolute().as_uri() + "?mode=rw"
        connection = module.connect(address, uri=True, check_same_thread=False, isolation_level=None)
        try:
            connection.execute(_WAIT)
            if not connection.execute("PRAGMA cipher_version").fetchone():
                raise NotEncrypted(code="library")
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            _check_header(path)
        except BaseException:
            connection.close()
            raise
    return connection


def _only_reads(connection: Connection, module: ModuleType) -> bool:
    """Whether SQLite could not open the file for writing and opened it for reading instead, which it never says. Tried
    with what changes nothing; where somebody else writes just now, this one could too."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("DELETE FROM entry WHERE 0")
    except module.DatabaseError as error:
        return isinstance(translate(error), VaultReadOnly)
    finally:
        connection.execute(_WAIT)
    return False


def _make(path: Path) -> None:
    with guarded():
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as error:
            raise VaultExists(path=str(path)) from error


def _check_file(path: Path) -> None:
    """What SQLite would pass over in silence or name wrongly: no file, an empty one, one that cannot be written."""
    with guarded():
        try:
            size = path.stat().st_size
        except (FileNotFoundError, NotADirectoryError) as error:
            raise VaultDamaged(path_kind="data", code="missing") from error
        if size == 0:
            raise VaultDamaged(path_kind="data", code="empty")
        if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)):
            raise VaultReadOnly(path=str(path.parent))
        _check_header(path)


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
            raise NotEncrypted(code="file")


def verify(connection: Connection) -> None:
    """Read every page, its authentication code and the structure: VaultDamaged(path_kind="data", code="corrupt")."""
    with guarded():
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        structure = connection.execute("PRAGMA integrity_check").fetchall()
    if pages or structure != [("ok",)]:
        raise VaultDamaged(path_kind="data", code="corrupt")


def derive(secret: bytes, purpose: str, *, salt: bytes | None = None) -> bytes:
    """A key of 32 bytes for one purpose, by HKDF-SHA256. `secret` must be random, at least 16 bytes."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, f"wagesdesk {purpose}".encode()).derive(secret)


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_BUSY = {errno.EBUSY, errno.EAGAIN, getattr(errno, "ETXTBSY", errno.EBUSY)}
# Windows says most of these as "permission denied"; its own number is more exact.
_WINDOWS: dict[int, int] = {
    19: errno.EROFS,  # write protected
    23: errno.EIO,  # data error (cyclic redundancy check)
    32: errno.EBUSY,  # sharing violation
    33: errno.EBUSY,  # lock violation
    39: errno.ENOSPC,  # disk full
    112: errno.ENOSPC,  # disk full
    1117: errno.EIO,  # input or output error of the device
}
# A function of SQL such as sqlcipher_export passes on only the words of what went wrong inside it.
_SAID = {
    "database or disk is full": 13,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "attempt to write a readonly database": 8,
}
_SQLITE_ERROR = 1
_SQLITE_SHM_SIZE = 10 | 19 << 8  # the shared index of the WAL could not grow: no room


def translate(error: BaseException) -> UserError | None:
    """The program's error for an OSError or a SQLite error, also inside SQLAlchemy's `.orig`; None for any other.

    DiskFull, VaultReadOnly, VaultBusy, VaultDamaged(path_kind="disk" or "data", code).
    """
    inner = getattr(error, "orig", None)
    if isinstance(inner, BaseException):
        return translate(inner)
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _from_sqlite(_SAID.get(str(error), code) if code == _SQLITE_ERROR else code)
    if isinstance(error, OSError):
        return _from_system(error)
    return None


def _from_sqlite(code: int) -> UserError | None:
    """By SQLite's primary result code, the low byte."""
    if code == _SQLITE_SHM_SIZE:
        return DiskFull()
    found: dict[int, UserError] = {
        3: VaultReadOnly(code="perm"),
        5: VaultBusy(),
        6: VaultBusy(),
        8: VaultReadOnly(code="readonly"),
        10: VaultDamaged(path_kind="disk", code="io"),
        11: VaultDamaged(path_kind="data", code="corrupt"),
        13: DiskFull(),
        # The file was seen to exist before, so what is refused is the journal beside it.
        14: VaultReadOnly(code="cannot_open"),
        15: VaultBusy(),
        26: VaultDamaged(path_kind="data", code="not_a_database"),
    }
    return found.get(code & 0xFF)


def _from_system(error: OSError) -> UserError | None:
    number = _WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno)
    path = str(error.filename or "")
    if number in _FULL:
        return DiskFull(path=path)
    if number in _REFUSED:
        return VaultReadOnly(path=path)
    if number in _BUSY:
        return VaultBusy(path=path)
    if number == errno.EIO:
        return VaultDamaged(path_kind="disk", code="io", path=path)
    return None


@contextmanager
def guarded() -> Iterator[None]:
    """Raise the translated error from the original one; what cannot be translated passes through."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        translated = translate(error)
        if translated is None:
            raise
        raise translated from error
