"""The establishment this place belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wagesdesk.models.site import Site
from wagesdesk.models.vault import Vault


@dataclass(frozen=True)
class SiteRow:
    """`code` is the prison's id in the register; empty for a name that was typed."""

    name: str
    code: str


def site(vault: Vault) -> SiteRow:
    """The site of this place; by the label of the place when no record says more."""
    with vault.read() as db:
        rows = db.scalars(select(Site).where(Site.removed.is_not(True)))
        found = next((one for one in rows if one.name == vault.place.name), None)
        return SiteRow(vault.place.name, (found.code or "") if found else "")
