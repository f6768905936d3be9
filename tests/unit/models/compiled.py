"""What is the same for every vault, worked out once in a run: thousands are opened there, and a person opens one."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine

from wagesdesk.models import fold
from wagesdesk.models.engine import make_engine

_hash_of = fold.schema_hash
_known: list[str] = []


def engine(open_connection: Callable[[], sqlcipher3.dbapi2.Connection]) -> Engine:
    """As `make_engine`; a statement is compiled once for all."""
    made: Any = make_engine(open_connection)
    made.dialect, made._compiled_cache = _first()  # noqa: SLF001
    return made  # type: ignore[no-any-return]


@functools.cache
def _first() -> tuple[Any, dict[Any, Any]]:
    made = make_engine(lambda: sqlcipher3.dbapi2.connect(":memory:", isolation_level=None))
    made.connect().close()  # the dialect asks its first connection what it can do
    return made.dialect, {}


def schema_hash(connection: Connection) -> str:
    """As `fold.schema_hash`."""
    if not _known:
        _known.append(_hash_of(connection))
    return _known[0]
