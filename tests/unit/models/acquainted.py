"""Copies of one vault, made into machines that know each other and hold the same people."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from tests import vaults
from tests.unit.models.cast import PEOPLE, RECIPIENT, SEED
from wagesdesk.models import local, vouching
from wagesdesk.models.keys import MachineKeys, new_machine_keys
from wagesdesk.models.person import Identity, Person
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import vault as vault_service


def know_each_other(homes: Collection[Path], terminal: Path, outside: Path) -> None:
    """Make machines of their own of these copies of one vault, with the same people in all. The place outside knows the
    first, and nobody else."""
    opened = []
    for home in homes:
        vault = vaults.unlock(home, vaults.morning())
        _become(vault, new_machine_keys())
        opened.append(vaults.again(vault))
    vault_service.create(
        terminal, label=PlaceLabel("terminal", "HMP Ashmere", practice=False), site_code="",
        staff=[vault_service.NewStaff("Rhian", "facilitator", vaults.PASSPHRASES["Rhian"])], recovery_key=None,
        clock=vaults.morning(), params=vaults.QUICK, floor=vaults.QUICK,
    )  # fmt: skip
    fourth = vaults.unlock(terminal, vaults.morning())
    for one, other in itertools.combinations([*opened, fourth], 2):
        vaults.exchange_cards(one, other)
    beyond = vaults.unlock(vaults.copy_of("outside", outside), vaults.morning())
    _become(beyond, replace(new_machine_keys(), sign_seed=SEED, sign_public=bytes.fromhex(RECIPIENT)))
    beyond = vaults.again(beyond)
    vaults.exchange_cards(opened[0], beyond)
    with opened[0].write(opened[0].staff_id, "people.add") as db:
        for person in PEOPLE:
            db.add(Person(id=person, name=f"{person}-start", language="en"))
            db.add(Identity(person_id=person, surname=f"{person}-start"))
    for one, other in itertools.permutations(opened, 2):
        vaults.take_in(other, vaults.lines(one))
    _vouch_for_the_template(opened[0])
    for vault in (*opened, fourth, beyond):
        vault.lock()


def _become(vault: Vault, keys: MachineKeys) -> None:
    with vault.local() as connection:
        local.save_machine(
            connection, age_secret=keys.age_secret, age_public=keys.age_public, seed=keys.sign_seed,
            public=keys.sign_public,
        )  # fmt: skip


def _vouch_for_the_template(vault: Vault) -> None:
    """What stood in the vault before it was a machine of its own was written by one that nobody knows."""
    ids = [one.id for one in vaults.entries(vault)]
    with vault.journalling(vault.staff_id, "vouch") as (connection, writing):
        vouching.vouch(connection, writing, ids)
