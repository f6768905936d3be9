"""SQLAlchemy over SQLCipher."""

from __future__ import annotations

from collections.abc import Callable

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from wagesdesk.models.entry import canonical


def make_engine(open_connection: Callable[[], sqlcipher3.dbapi2.Connection]) -> Engine:
    """An engine over SQLCipher connections. The key never passes through a URL."""
    engine = create_engine(
        "sqlite://",
        creator=open_connection,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=0,
        json_serializer=lambda value: canonical(value).decode(),
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("wagesdesk_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
