"""A machine made of keys alone that writes what it likes, and what a vault made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tests import vaults
from wagesdesk.models import origin
from wagesdesk.models.entry import GENESIS, Entry, new_entry, parse_line, random_id, stamp
from wagesdesk.models.keys import Card, MachineKeys, new_machine_keys
from wagesdesk.models.merge import Taken
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, terminal


def imported(vault: Vault, written: list[Entry], sender: Foreign | None = None) -> Taken:
    """Take entries in through a line of a bundle each, signed by `sender` or by one who may bring what any wrote."""
    key = (sender.keys if sender else vault.machine).sign_public.hex()
    lines = [parse_line(one.line()) for one in written]
    return vault.import_entries(lines, via="abcdefgh", actor=vault.staff_id, sender=key)


def states(vault: Vault) -> dict[str, int]:
    """The state of every entry held, by id."""
    with vault.read() as db:
        return {row.id: row.state for row in db.connection().execute(text("SELECT id, state FROM entry"))}


def name_of(vault: Vault, person_id: str) -> str | None:
    """The chosen name that is shown; None when there is no such person."""
    with vault.read() as db:
        held = db.get(Person, person_id)
        return held.name if held else None


def trust(vault: Vault, machine: Foreign, kind: str = "ours") -> None:
    """Take the machine's card in, compared; "ours" is a second laptop of this site, "laptop" one of another prison."""
    keys = machine.keys
    is_ours = kind == "ours"
    called = "laptop" if is_ours else kind
    theirs = Card("HMP Elsewhere", called, "facilitator", "Siwan", keys.age_public, keys.sign_public)
    card.enrol(vault, vault.staff_id, theirs, compared_on=vaults.TODAY)
    if is_ours:
        terminal.set_ours(vault, vault.staff_id, keys.sign_public.hex(), ours=True)


class Foreign:
    """A machine made of keys alone, that writes what it likes."""

    def __init__(self, keys: MachineKeys | None = None, now: datetime = vaults.MORNING) -> None:
        self.keys = keys or new_machine_keys()
        self.writer, self.now, self.hlc, self.last = random_id(), now, 0, GENESIS
        self.seq = 0
        self.opening = self.write("writer", self.writer, self.opens(), subjects=())

    def opens(self, **changed: Any) -> dict[str, Any]:
        made = origin.opening(
            machine=self.keys.sign_public.hex(), place="HMP Elsewhere", kind="laptop", version="1", writer=self.writer,
            previous=None, seed=self.keys.sign_seed,
        )  # fmt: skip
        return made | changed

    def write(
        self, record_type: str, eid: str, values: dict[str, Any], *, subjects: tuple[str, ...], actor: str = "siwan",
        **parents: tuple[str, ...],
    ) -> Entry:  # fmt: skip
        self.hlc = stamp(self.now, self.hlc)
        entry = new_entry(
            writer=self.writer, seq=self.seq, prev=self.last, hlc=self.hlc, clock_ok=True, actor=actor,
            operation=f"{random_id()[:16]} test", record_type=record_type, eid=eid, subjects=subjects, values=values,
            parents=parents,
        )  # fmt: skip
        self.seq, self.last = self.seq + 1, entry.id
        return entry

    def person(self, eid: str, name: str) -> Entry:
        return self.write("person", eid, {"name": name}, subjects=(eid,))
