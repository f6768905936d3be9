"""Copies of one vault, made into machines that know each other and hold the same people."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from pathlib import Path

from tests import vaults
from tests.unit.models.drift import PEOPLE
from wagesdesk.models import local
from wagesdesk.models.keys import new_machine_keys
from wagesdesk.models.person import Identity, Person
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.services import vault as vault_service


def know_each_other(homes: Collection[Path], terminal: Path) -> None:
    """Make machines of their own of these copies of one vault, with the same people in all."""
    opened = []
    for home in homes:
        vault = vaults.unlock(home, vaults.morning())
        keys = new_machine_keys()
        with vault.local() as connection:
            local.save_machine(
                connection, age_secret=keys.age_secret, age_public=keys.age_public, seed=keys.sign_seed,
                public=keys.sign_public,
            )  # fmt: skip
        opened.append(vaults.again(vault))
    vault_service.create(
        terminal, label=PlaceLabel("terminal", "HMP Ashmere", practice=False), site_code="",
        staff=[vault_service.NewStaff("Rhian", "facilitator", vaults.PASSPHRASES["Rhian"])], recovery_key=None,
        clock=vaults.morning(), params=vaults.QUICK, floor=vaults.QUICK,
    )  # fmt: skip
    fourth = vaults.unlock(terminal, vaults.morning())
    for one, other in itertools.combinations([*opened, fourth], 2):
        vaults.exchange_cards(one, other)
    with opened[0].write(opened[0].staff_id, "people.add") as db:
        for person in PEOPLE:
            db.add(Person(id=person, name=f"{person}-start", language="en"))
            db.add(Identity(person_id=person, surname=f"{person}-start"))
    for one, other in itertools.permutations(opened, 2):
        vaults.take_in(other, vaults.lines(one))
    for vault in (*opened, fourth):
        vault.lock()
