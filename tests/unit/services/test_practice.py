from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import QUICK, TODAY
from wagesdesk.clock import FixedClock
from wagesdesk.errors import VaultExists
from wagesdesk.models import proving
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, cohort, consent, people, practice
from wagesdesk.services import vault as service
from wagesdesk.services.reference import practice_cohort

LATER = date(2027, 3, 2)


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    home = tmp_path_factory.mktemp("practice") / "vault"
    practice.create_practice(home, today=LATER, zone=vaults.LONDON, params=QUICK, floor=QUICK)
    slot = service.place(home).slots[0]
    opened = service.unlock(
        home, slot_id=slot.id, secret=practice.PASSPHRASES[slot.name],
        clock=FixedClock(datetime(2027, 3, 2, 9, 27, tzinfo=UTC), vaults.LONDON),
    )  # fmt: skip
    yield opened
    opened.lock()


def test_it_is_visibly_for_practice(practised: Vault) -> None:
    info = service.place(practised.home)
    assert info.practice
    assert [slot.name for slot in info.slots] == [one.name for one in practice_cohort().staff if one.place == "inside"]
    assert practised.notices == ()


def test_everybody_of_the_shipped_file_is_there_with_her_marks(practised: Vault) -> None:
    told = practice_cohort()
    row = cohort.cohorts(practised)[0]
    shown = attendance.register(practised, row.id, LATER)
    assert [one.name for one in shown.rows] == sorted(one.name for one in told.women)
    assert shown.columns[shown.current or 0].day == LATER
    marks = {one.name: [mark.letter for mark in one.marks] for one in told.women}
    for one in shown.rows:
        assert [cell.letter for cell in one.cells if cell.letter] == marks[one.name]
    shift = LATER - told.today
    for woman in told.women:
        found = next(one for one in people.people(practised, row.id, LATER) if one.name == woman.name)
        assert (found.business, found.language) == (woman.business, woman.language)
        if woman.releases:
            assert found.release == max(woman.releases, key=lambda one: one.noted).day + shift


def test_its_journal_proves_itself_and_rebuilds(practised: Vault) -> None:
    shown = vaults.dump(practised)
    assert vaults.rebuilt(practised) == shown
    with practised.read() as db:
        assert proving.verify(db.connection()) == []


def test_the_answers_about_an_outside_place(practised: Vault, outside: Vault) -> None:
    vaults.exchange_cards(practised, outside, on=LATER)
    recipient = card.recipients(practised)[0].id
    count = practice.record_consents(practised, practised.staff_id, recipient, today=LATER)
    told = {one.name: one.consent for one in practice_cohort().women}
    assert count == sum(said is not None for said in told.values())
    for row in attendance.register(practised, cohort.cohorts(practised)[0].id, LATER).rows:
        found = {one.scope: one.says for one in consent.consents(practised, row.person_id, LATER)}
        said = told[row.name]
        assert {scope for scope, says in found.items() if says == "yes"} == set(said.yes if said else ())
        assert {scope for scope, says in found.items() if says == "no"} == set(said.no if said else ())


def test_a_vault_is_made_only_where_there_is_none(practised: Vault, tmp_path: Path) -> None:
    with pytest.raises(VaultExists):
        practice.create_practice(practised.home, today=TODAY, params=QUICK, floor=QUICK)
