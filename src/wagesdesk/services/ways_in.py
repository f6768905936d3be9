"""Ways in stand in one file and what is said of their owners in another. What a kill or a full disk
between the two leaves is put right at the next change or unlock: the ways in are what counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from wagesdesk.models.vault import Vault

_KEY = "ways_in"
Said: TypeAlias = Mapping[str, Mapping[str, str | bool | None]]
"""By member of staff, fields of hers and their values."""


def note(
    connection: Connection, vault: Vault, actor: str, *, before: Said | None = None, after: Said | None = None
) -> None:
    """The ways in are about to change. `before` holds where a kill leaves them as they are, `after` where they are
    those of a new data key."""
    from wagesdesk.models import local

    keys = vault.keys
    local.put(
        connection, _KEY,
        {"actor": actor, "revision": keys.revision, "generation": keys.generation, "before": before or {},
         "after": after or {}},
    )  # fmt: skip


def settled(connection: Connection) -> None:
    """Both say the same."""
    from wagesdesk.models import local

    local.put(connection, _KEY, {})


def put(db: Session, said: Said) -> None:
    """Write these fields."""
    from wagesdesk.models.staff import Staff

    for staff_id, fields in said.items():
        if (one := db.get(Staff, staff_id)) is not None:
            for name, value in fields.items():
                setattr(one, name, value)


def mend(vault: Vault) -> None:
    """Put right what was killed or refused in the middle, if anything was. DiskFull and the like."""
    from wagesdesk.models import local

    with vault.read() as db:
        told = local.get(db.connection(), _KEY)
    if not told:
        return
    same_key = vault.keys.generation == told["generation"]
    said = told["after"] if not same_key else told["before"] if vault.keys.revision <= told["revision"] else {}
    with vault.write(told["actor"], "setup") as db:
        put(db, said)
        settled(db.connection())
