"""What an erasure leaves behind in files, and taking it away: freed pages, the write-ahead file, the program's own
backups. Owed from the transaction that erases, so that a kill between the two leaves it to the next unlock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from wagesdesk.models import backup, local

if TYPE_CHECKING:
    import sqlcipher3.dbapi2

_KEY = "traces"


def owe(connection: Connection) -> None:
    """Say in the transaction that erases that traces of it must go."""
    local.put(connection, _KEY, 1)


def owed(connection: Connection) -> bool:
    """Whether traces of an erasure are still there."""
    return local.get_int(connection, _KEY) != 0


def settled(connection: Connection) -> None:
    """They are gone."""
    local.put(connection, _KEY, 0)


def take_away(raw: sqlcipher3.dbapi2.Connection, home: Path, vault_id: str) -> bool:
    """Write the database anew without freed space, empty the write-ahead file, delete the backups the program made by
    itself. False when somebody reads meanwhile, so that the write-ahead file could not be emptied. DiskFull and others.

    `secure_delete` has zeroed what was deleted; VACUUM does not have to trust that it met every copy of a row that
    SQLite ever moved from page to page.
    """
    raw.execute("VACUUM")
    busy, _pages, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    for made in (home / backup.BEFORE_IMPORT, backup.by_itself(home, vault_id)):
        backup.keep_newest(made, 0)
    return not busy
