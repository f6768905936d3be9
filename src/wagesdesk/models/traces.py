"""What an erasure leaves behind in files, and taking it away: freed pages, the write-ahead file, the program's own
backups. Owed from the transaction that erases, so that a kill between the two leaves it to the next unlock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from wagesdesk.models import backup, local

if TYPE_CHECKING:
    import sqlcipher3.dbapi2

PLACES: Final = ("machine", "second")
"""Where backups are made. There may be several second places, such as two sticks that take turns."""
_KEY: Final = "traces"
_MOST: Final = 1000
"""Names that are remembered: years of backups."""


def _since(which: str) -> str:
    """The local key that holds the names of the backups that were made in a place since the last erasure, as `made`;
    what stood there before it, as `before`. 0 where none was owed."""
    return f"backup.{which}.since"


def owe(connection: Connection) -> None:
    """Say in the transaction that erases that traces of it must go, and older backups wherever new ones are made."""
    local.put(connection, _KEY, 1)
    only_from_now(connection)


def only_from_now(connection: Connection) -> None:
    """Say that every backup made until now must go, wherever a new one is made."""
    for which in PLACES:
        local.put(connection, _since(which), {"made": [], "before": made_since(connection, which)})


def leave_older(connection: Connection, which: str) -> None:
    """Take back what was said last about a place, just after it was said: what was owed there before that still is."""
    before = (local.get(connection, _since(which)) or {}).get("before")
    local.put(connection, _since(which), 0 if before is None else {"made": before, "before": None})


def made_since(connection: Connection, which: str) -> list[str] | None:
    """The names of the backups that may stay in a place; None when all may."""
    held = local.get(connection, _since(which))
    return list(held["made"]) if held else None


def made(connection: Connection, which: str, name: str) -> None:
    """A backup was made in a place: it may stay."""
    names = made_since(connection, which)
    if names is not None:
        local.put(connection, _since(which), {"made": [*names, name][-_MOST:], "before": None})


def owed(connection: Connection) -> bool:
    """Whether traces of an erasure are still there."""
    return local.get_int(connection, _KEY) != 0


def in_a_copy(connection: Connection) -> None:
    """Nothing is owed in a copy that was just put in the place of the records: it may have been made while it was."""
    for key in (_KEY, *map(_since, PLACES)):
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
