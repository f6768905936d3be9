"""Opening SQLCipher files, failing closed, and the words of SQLite and the system put into the program's own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import sqlcipher3.dbapi2

from wagesdesk.errors import UserError


def connect(
    path: Path, key: bytes, *, create: bool = False, module: ModuleType = sqlcipher3.dbapi2
) -> sqlcipher3.dbapi2.Connection:
    """An encrypted connection in autocommit (`isolation_level=None`), usable from any thread, with every safety pragma set.

    `key` is the raw data key, 32 bytes. `create` makes the file (mode 0600) and refuses one that exists.
    Errors: NotEncrypted (the library is ordinary SQLite, or the file is plain), VaultDamaged(path_kind="data", code="missing",
    "empty", "key" or "corrupt"), VaultReadOnly, VaultBusy, DiskFull; VaultExists when `create` meets a file.
    """
    raise NotImplementedError


def verify(connection: sqlcipher3.dbapi2.Connection) -> None:
    """Read every page: authentication codes and structure. VaultDamaged(path_kind="data", code="corrupt") if one is wrong."""
    raise NotImplementedError


def translate(error: BaseException) -> UserError | None:
    """The program's error for an OSError or a SQLite error (also inside SQLAlchemy's `.orig`), or None if it is neither."""
    raise NotImplementedError


@contextmanager
def guarded() -> Iterator[None]:
    """Raise the translated error from the original one; what cannot be translated passes through."""
    yield
