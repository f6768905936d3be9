"""What a woman typed at a shared screen and did not finish: kept as she types, carried when the machine is wiped."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from wagesdesk.errors import FieldInvalid
from wagesdesk.models.base import scratch_table
from wagesdesk.models.entry import natural_id
from wagesdesk.models.kiosk import Unfinished
from wagesdesk.models.vault import Vault
from wagesdesk.services import scratch
from wagesdesk.services.changes import Changes, made

_KIOSK: Final = "kiosk"


def key(person_id: str, form: str) -> str:
    """Under which key this machine keeps what she types into a form."""
    return f"{_KIOSK} {person_id} {form}"


def carry(vault: Vault) -> int:
    """Put everything that women left half typed here into the journal, each as she who typed it, so that it goes with
    what this terminal gives back; how much that was. What is too long for one entry stays where it is."""
    with vault.read() as db:
        rows = db.connection().execute(select(scratch_table.c.key, scratch_table.c.text)).all()
    carried = 0
    for name, text in rows:
        kind, _space, rest = name.partition(" ")
        person_id, _space, form = rest.partition(" ")
        if kind != _KIOSK or not form:
            continue
        try:
            _put(vault, person_id, form, {"text": text})
        except FieldInvalid:
            continue
        scratch.drop(vault, name)
        carried += 1
    return carried


def held(vault: Vault, person_id: str, form: str) -> str:
    """What waits for her in this form, as it was kept; empty for nothing."""
    with vault.read() as db:
        found = db.get(Unfinished, natural_id("unfinished", person_id, form))
        return (found.typed or {}).get("text", "") if found is not None and not found.removed else ""


def forget(vault: Vault, person_id: str, form: str) -> Changes:
    """She finished it, or gave it up. Forgetting nothing is harmless and writes nothing."""
    return _put(vault, person_id, form, None) if held(vault, person_id, form) else Changes()


def _put(vault: Vault, person_id: str, form: str, typed: dict[str, str] | None) -> Changes:
    with vault.write(person_id, "own.unfinished") as db:
        found = db.get(Unfinished, natural_id("unfinished", person_id, form))
        if found is None:
            db.add(Unfinished(person_id=person_id, form=form, typed=typed))
        elif found.typed != typed:
            found.typed = typed
        return made(db)
