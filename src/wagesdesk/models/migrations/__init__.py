"""Versions of the journal, scratch and local tables. The projection needs none: it is folded anew."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from wagesdesk.errors import VaultTooNew

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every revision this program knows, oldest first; a test holds it against the files in `versions/`."""


def revision(connection: Connection) -> str:
    """The revision the tables are at, empty for a database without any."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    held = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(held or "")


def bring_up(connection: Connection) -> None:
    """Bring the tables to the newest revision, inside the caller's transaction.

    Raises VaultTooNew when a later program wrote them. alembic is imported only when there is something to do.
    """
    at = revision(connection)
    if at == REVISIONS[-1]:
        return
    if at and at not in REVISIONS:
        raise VaultTooNew(revision=at)
    from pathlib import Path

    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
