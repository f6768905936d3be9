"""A prison with a laptop and terminals, each a real vault of its own, and the sticks between them."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from tests import vaults
from tests.vaults import QUICK, STAFF, TODAY, Group
from wagesdesk.export import rounds, terminal
from wagesdesk.models.entry import natural_id
from wagesdesk.models.person import Business, Person
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, people
from wagesdesk.services import terminal as seats
from wagesdesk.services import vault as vault_service
from wagesdesk.services.terminal import DaySheet

TWELVE = (
    "Asha", "Bronwen", "Chantelle", "Dawn", "Efa", "Farah", "Grace", "Hana", "Ines", "Jodie", "Kerry", "Lowri"
)  # fmt: skip


@dataclass
class Prison:
    """The laptop, its group, and its terminals in the order of their numbers."""

    laptop: Vault
    group: Group
    terminals: list[Vault]
    root: Path

    @property
    def sheet(self) -> DaySheet:
        found = seats.day_sheet(self.laptop, self.group.cohort_id, TODAY)
        assert found is not None
        return found

    def stick(self, name: str = "stick") -> Path:
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        return folder

    def out(self, stick: Path) -> rounds.CheckedOut:
        return rounds.check_out(self.laptop, self.laptop.staff_id, self.sheet, stick)

    def collect(self, stick: Path) -> rounds.Pass:
        return rounds.collect(self.laptop, self.laptop.staff_id, stick)

    def seat(self, person: int, number: int) -> None:
        """Give the person at this position the terminal with this number, 0 for paper."""
        seat = self.sheet.terminals[number - 1].id if number else seats.PAPER
        seats.move(
            self.laptop, self.laptop.staff_id, workshop_id=self.sheet.workshop.id, person_id=self.group.people[person],
            seat=seat,
        )  # fmt: skip


def take(machine: Vault, stick: Path) -> terminal.Offer:
    """Take the part in that lies there for a terminal."""
    offer = terminal.offered(machine, stick)
    assert offer is not None
    terminal.take_part(machine, machine.staff_id, offer)
    return offer


def give(machine: Vault, stick: Path) -> terminal.GivenBack:
    return terminal.give_back(machine, machine.staff_id, stick)


def write_idea(machine: Vault, person_id: str, name: str) -> None:
    people.set_business(machine, machine.staff_id, person_id=person_id, name=name, about="")


def idea(vault: Vault, person_id: str) -> str:
    """The name of her business, as far as it is known there."""
    with vault.read() as db:
        held = db.get(Business, natural_id("business", person_id))
        return str((held.idea or {}).get("name", "")) if held is not None else ""


def names(vault: Vault) -> set[str]:
    """Everybody who can be read in a vault."""
    with vault.read() as db:
        return {str(one.name) for one in db.scalars(select(Person))}


def whole_round(here: Prison, stick: Path, written: str) -> rounds.Pass:
    here.out(stick)
    for machine in here.terminals:
        take(machine, stick)
        for person in sorted(one for one in here.group.people if sits_at(machine, one)):
            write_idea(machine, person, written)
        give(machine, stick)
    return here.collect(stick)


def sits_at(machine: Vault, person: str) -> bool:
    with machine.read() as db:
        return db.get(Person, person) is not None


@functools.cache
def template(terminals: int, who: tuple[str, ...]) -> tuple[Path, Group]:
    """A prison, locked: cards exchanged and compared, an escrow key, a cohort with these people. Copy it."""
    root = Path(tempfile.mkdtemp(prefix="wagesdesk-template-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    clock = vaults.morning()
    laptop = vaults.unlock(vaults.copy_of("inside", root / "laptop"), clock)
    of = vaults.group(laptop, who)
    card.make_escrow(laptop, laptop.staff_id)
    for number in range(1, terminals + 1):
        home = root / f"terminal {number}"
        vault_service.create(
            home, label=PlaceLabel("terminal", "HMP Ashmere", practice=False), site_code="",
            staff=[vault_service.NewStaff(one, role, vaults.PASSPHRASES[one]) for one, role in STAFF["inside"]],
            recovery_key=None, clock=clock, params=QUICK, floor=QUICK,
        )  # fmt: skip
        machine = vaults.unlock(home, clock)
        vaults.exchange_cards(laptop, machine)
        machine.lock()
    laptop.lock()
    return root, of


@contextmanager
def prison(root: Path, terminals: int, who: Sequence[str]) -> Iterator[Prison]:
    """A prison of its own in `root`, opened."""
    made, of = template(terminals, tuple(who))
    clock = vaults.morning()
    homes = ["laptop", *(f"terminal {number}" for number in range(1, terminals + 1))]
    for home in homes:
        shutil.copytree(made / home, root / home)
    laptop, *machines = (vaults.unlock(root / home, clock) for home in homes)
    here = Prison(laptop, of, machines, root)
    try:
        yield here
    finally:
        for vault in (laptop, *here.terminals):
            vault.lock()


def copy_stick(stick: Path, name: str) -> Path:
    return Path(shutil.copytree(stick, stick.parent / name))
