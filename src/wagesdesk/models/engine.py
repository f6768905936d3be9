"""SQLAlchemy over SQLCipher."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from wagesdesk.models.entry import canonical


def make_engine(open_connection: Callable[[], sqlcipher3.dbapi2.Connection]) -> Engine:
    """An engine over SQLCipher connections. The key never passes through a URL.

    A statement is compiled once for all engines: a place is unlocked many times a day.
    """
    engine = _own_engine(open_connection)
    engine.dialect, compiled = _shared()
    engine.update_execution_options(compiled_cache=compiled)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("wagesdesk_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@cache
def _shared() -> tuple[Dialect, dict[Any, Any]]:
    """The dialect of all engines, and what was compiled for it."""
    first = _own_engine(lambda: sqlcipher3.dbapi2.connect(":memory:", isolation_level=None))
    first.connect().close()  # the dialect asks its first connection what it can do
    first.dispose()
    return first.dialect, {}


def _own_engine(open_connection: Callable[[], sqlcipher3.dbapi2.Connection]) -> Engine:
    return create_engine(
        "sqlite://",
        creator=open_connection,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=0,
        json_serializer=lambda value: canonical(value).decode(),
    )
