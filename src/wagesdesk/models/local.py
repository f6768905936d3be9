"""Local tables: what belongs to this machine, never leaves and is no journal; and the scratch of what is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from wagesdesk.models.base import local_table, scratch_table
from wagesdesk.models.entry import canonical

RESTORED: Final = "restored"
"""The key of the moment (ISO instant) at which this copy of the records was last brought back from a backup."""


def put(connection: Connection, key: str, value: str | int | Mapping[str, Any]) -> None:
    """Keep one JSON value under `key`."""
    body = canonical(value)
    done = connection.execute(update(local_table).where(local_table.c.key == key).values(value=body))
    if done.rowcount == 0:
        connection.execute(insert(local_table), {"key": key, "value": body})


def get(connection: Connection, key: str) -> Any:
    """The value under `key`, or None."""
    held = connection.execute(select(local_table.c.value).where(local_table.c.key == key)).scalar()
    return None if held is None else json.loads(bytes(held))


def drop(connection: Connection, key: str) -> None:
    """Forget what stands under `key`; harmless when nothing does."""
    connection.execute(delete(local_table).where(local_table.c.key == key))


def get_int(connection: Connection, key: str) -> int:
    value = get(connection, key)
    return value if isinstance(value, int) else 0


def get_text(connection: Connection, key: str) -> str:
    value = get(connection, key)
    return value if isinstance(value, str) else ""


def save_machine(connection: Connection, *, age_secret: str, age_public: str, seed: bytes, public: bytes) -> None:
    """Keep this machine's private keys."""
    put(connection, "machine", {
        "age_secret": age_secret, "age_public": age_public, "sign_seed": seed.hex(), "sign_public": public.hex(),
    })  # fmt: skip


def load_machine(connection: Connection) -> dict[str, Any]:
    """What `save_machine` kept, as keyword arguments of `keys.MachineKeys`."""
    held = get(connection, "machine")
    for name in ("sign_seed", "sign_public"):
        held[name] = bytes.fromhex(held[name])
    return dict(held)


@dataclass(frozen=True)
class Scratch:
    """Typing that is not in the journal yet. `saved` is milliseconds of UTC."""

    key: str
    actor: str
    text: str
    saved: int


def save_scratch(connection: Connection, key: str, *, actor: str, text: str, saved: int) -> None:
    """Make typing durable; the newest text of a key replaces the one before."""
    drop_scratch(connection, key)
    connection.execute(insert(scratch_table), {"key": key, "actor": actor, "text": text, "saved": saved})


def get_scratch(connection: Connection, key: str) -> Scratch | None:
    """What was being typed under this key when the program last stopped, if anything."""
    row = connection.execute(select(scratch_table).where(scratch_table.c.key == key)).first()
    return Scratch(row.key, row.actor, row.text, row.saved) if row else None


def drop_about(connection: Connection, ids: Collection[str]) -> None:
    """Forget typing with one of these ids in its key or in itself, and what else stands under a key that has one."""
    for table in (scratch_table, local_table):
        keys = connection.execute(select(table.c.key)).scalars()
        named = [key for key in keys if not set(ids).isdisjoint(re.split("[^0-9A-Za-z_-]+", key))]
        connection.execute(delete(table).where(table.c.key.in_(named)))
    rows = connection.execute(select(scratch_table.c.key, scratch_table.c.text)).all()
    inside = [key for key, text in rows if not set(ids).isdisjoint(re.split("[^0-9A-Za-z_-]+", text))]
    connection.execute(delete(scratch_table).where(scratch_table.c.key.in_(inside)))


def drop_scratch(connection: Connection, key: str) -> None:
    """Forget typing that entered the journal or was given up."""
    connection.execute(delete(scratch_table).where(scratch_table.c.key == key))
