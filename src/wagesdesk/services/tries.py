"""Guessing a short secret is slow: after the first few wrong tries each one costs a longer wait, over restarts too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from wagesdesk.models import local
from wagesdesk.models.vault import Vault

FREE: Final = 5
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)


def left(vault: Vault, name: str) -> int:
    """How many tries are left before the first wait."""
    with vault.read() as db:
        wrong: int = _held(db.connection(), name)["wrong"]
    return max(FREE - wrong, 0)


def wait(vault: Vault, name: str) -> timedelta:
    """For how long nothing may be tried now; zero when one may. Where the clock was put back the wait begins anew, and
    is over after its time."""
    with vault.read() as db:
        held = _held(db.connection(), name)
    over = held["wrong"] - FREE
    if over < 0:
        return timedelta()
    whole = min(FIRST_WAIT * 2**over, LONGEST_WAIT) if over < 10 else LONGEST_WAIT
    now, at = vault.clock.now(), datetime.fromisoformat(held["at"])
    if now < at:
        with vault.local() as connection:
            local.put(connection, _key(name), {**held, "at": now.isoformat()})
        at = now
    return max(whole - (now - at), timedelta())


def note(vault: Vault, name: str) -> None:
    """One more try, noted before it is looked at: who ends the program meanwhile has had it all the same."""
    with vault.local() as connection:
        held = _held(connection, name)
        local.put(connection, _key(name), {"wrong": held["wrong"] + 1, "at": vault.clock.now().isoformat()})


def forget(vault: Vault, name: str) -> None:
    """The last try was right."""
    with vault.local() as connection:
        local.put(connection, _key(name), {"wrong": 0, "at": ""})


def _held(connection: Connection, name: str) -> dict[str, Any]:
    held: dict[str, Any] | None = local.get(connection, _key(name))
    return held or {"wrong": 0, "at": ""}


def _key(name: str) -> str:
    return f"tries {name}"
