"""What an erasure leaves behind in files, and taking it away: freed pages, the write-ahead file, the program's own
backups. Owed from the transaction that erases, so that a kill between the two leaves it to the next unlock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from wagesdesk.models import backup, local

if TYPE_CHECKING:
    import sqlcipher3.dbapi2

ALONE = "backup.{}.alone"
"""The local key that says of a place ("machine" or "second") that the next backup there is to be the only one."""
_KEY = "traces"
_KEYS = (_KEY, ALONE.format("machine"), ALONE.format("second"))


def owe(connection: Connection) -> None:
    """Say in the transaction that erases that traces of it must go, and older backups wherever new ones are made."""
    for key in _KEYS:
        local.put(connection, key, 1)


def owed(connection: Connection) -> bool:
    """Whether traces of an erasure are still there."""
    return local.get_int(connection, _KEY) != 0


def in_a_copy(connection: Connection) -> None:
    """Nothing is owed in a copy that was just put in the place of the records: it may have been made while it was."""
    for key in _KEYS:
        local.put(connection, key, 0)


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
