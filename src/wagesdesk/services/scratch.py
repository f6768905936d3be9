"""Typing that is not in the journal yet: durable on this machine, offered back after a crash, never leaving."""

from __future__ import annotations

from datetime import UTC, datetime

from wagesdesk.models import local
from wagesdesk.models.local import Scratch
from wagesdesk.models.vault import Vault

__all__ = ["Scratch", "adding_key", "drop", "instant", "pending", "save"]


def save(vault: Vault, actor: str, key: str, text: str) -> None:
    """Keep `text` under `key` (`"people.add <cohort id>"`), in place of what was kept before. A few milliseconds.

    VaultLocked, VaultBusy, DiskFull, VaultReadOnly.
    """
    now = round(vault.clock.now().timestamp() * 1000)
    with vault.local() as connection:
        local.save_scratch(connection, key, actor=actor, text=text, saved=now)


def pending(vault: Vault, key: str) -> Scratch | None:
    """What was being typed under `key` when it was last kept, or None."""
    with vault.read() as db:
        return local.get_scratch(db.connection(), key)


def drop(vault: Vault, key: str) -> None:
    """Forget it: it entered the journal, or was given up. Dropping nothing is harmless."""
    with vault.local() as connection:
        local.drop_scratch(connection, key)


def adding_key(cohort_id: str) -> str:
    """Where names are kept that are typed for a cohort and not added yet."""
    return f"people.add {cohort_id}"


def instant(held: Scratch) -> datetime:
    """When it was last kept, in UTC."""
    return datetime.fromtimestamp(held.saved / 1000, UTC)
