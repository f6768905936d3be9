"""What the page shows: everything that waits for a person, read in one go."""

from __future__ import annotations

from dataclasses import dataclass

from wagesdesk.models.vault import Vault
from wagesdesk.services import clash, joining, quarantine, staff
from wagesdesk.services.clash import Clash
from wagesdesk.services.joining import Joined, Likeness
from wagesdesk.services.quarantine import Origin


@dataclass(frozen=True)
class Waiting:
    """`refused` are the names of the administrators where who is here is none of them; null where she is one."""

    clashes: tuple[Clash, ...]
    origins: tuple[Origin, ...]
    likely: tuple[Likeness, ...]
    joinings: tuple[Joined, ...]
    refused: tuple[str, ...] | None


def look(vault: Vault, staff_id: str) -> Waiting:
    """Everything that waits, as a job."""
    admins = tuple(one.name for one in staff.staff(vault) if one.admin)
    return Waiting(
        clash.clashes(vault), quarantine.held_back(vault), joining.likely(vault), joining.joinings(vault),
        None if staff.is_administrator(vault, staff_id) else admins,
    )  # fmt: skip
