"""Typing that is not in the journal yet: durable on this machine, offered back after a crash, never leaving."""

from __future__ import annotations

from wagesdesk.models import local
from wagesdesk.models.local import Scratch
from wagesdesk.models.vault import Vault

__all__ = ["Scratch", "drop", "pending", "save"]


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
