"""The log of sticks and sealed envelopes: who took one out, on whose authority, and when it was back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.custody import Medium
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made

LONGEST: Final = 80


@dataclass(frozen=True)
class MediumRow:
    """One time that a stick or an envelope was out. `bundle_id` is what was on it, or empty; `back_at` None while
    out."""

    id: str
    serial: str
    holder: str
    authority: str
    bundle_id: str
    out_at: datetime
    back_at: datetime | None


def media(vault: Vault) -> tuple[MediumRow, ...]:
    """The whole log: what is out first, then the newest first."""
    with vault.read() as db:
        held = db.scalars(select(Medium).where(Medium.removed.is_not(True), Medium.out.is_not(None)))
        rows = [
            MediumRow(
                one.id, out["serial"], out["holder"], out["authority"], out["bundle"],
                datetime.fromisoformat(out["at"]), datetime.fromisoformat(one.back["at"]) if one.back else None,
            )
            for one in held
            if (out := one.out) is not None
        ]  # fmt: skip
    rows.sort(key=lambda row: (row.out_at, row.id), reverse=True)
    return tuple(sorted(rows, key=lambda row: row.back_at is not None))


def take_out(
    vault: Vault, actor: str, *, serial: str, holder: str, authority: str, bundle_id: str = ""
) -> tuple[str, Changes]:
    """Write down that somebody carries a stick, or an envelope, out of the prison. Returns the id of the line.

    FieldInvalid ("serial", "holder", "authority"): each is needed, and short.
    """
    said = {"serial": serial, "holder": holder, "authority": authority}
    said = {name: " ".join(text.split()) for name, text in said.items()}
    for name, text in said.items():
        if not text:
            raise FieldInvalid(field=name, code="empty")
        if len(text) > LONGEST:
            raise FieldInvalid(field=name, code="too_long")
    with vault.write(actor, "media.out") as db:
        line = Medium(out={**said, "at": vault.clock.now().isoformat(), "bundle": bundle_id})
        db.add(line)
        return line.id, made(db)


def bring_back(vault: Vault, actor: str, medium_id: str) -> Changes:
    """It is back in the safe. NotFound; for one that is back already nothing changes."""
    with vault.write(actor, "media.back") as db:
        held = db.get(Medium, medium_id)
        if held is None:
            raise NotFound(kind="medium")
        if held.back is None:
            held.back = {"at": vault.clock.now().isoformat()}
        return made(db)
