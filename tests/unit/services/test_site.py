"""The rules of a place: said once, held by its own record, shared by machines of the same prison."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import vaults
from wagesdesk.clock import FixedClock
from wagesdesk.errors import FieldInvalid, NotAllowed
from wagesdesk.models.site import Site
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import history, site, vault
from wagesdesk.services.site import GroupWord


def test_what_holds_until_somebody_says_otherwise(inside: Vault) -> None:
    row = site.site(inside)
    assert (row.name, row.group, row.quick_code_minutes) == ("HMP Ashmere", GroupWord("woman", "women"), 30)
    assert (row.core_day, row.retention_months) == (None, 0)


def test_what_is_said_holds_and_can_be_taken_back(inside: Vault) -> None:
    me = inside.staff_id
    assert "site" in site.set_group_word(inside, me, " learner ", "learners").kinds
    site.set_quick_code_minutes(inside, me, 0)
    site.set_core_day(inside, me, "9.15", "1530")
    site.set_retention(inside, me, 24)
    row = site.site(vaults.again(inside))
    assert (row.group, row.quick_code_minutes) == (GroupWord("learner", "learners"), 0)
    assert (row.core_day, row.retention_months) == (("09:15", "15:30"), 24)


def test_undo_takes_a_rule_back(inside: Vault) -> None:
    site.set_retention(inside, inside.staff_id, 24)
    history.undo(inside, inside.staff_id)
    assert site.site(inside).retention_months == 0


@pytest.mark.parametrize(
    ("starts", "ends", "field"), [("9", "15:00", "starts"), ("09:00", "25:00", "ends"), ("09:00", "09:00", "ends")]
)
def test_times_that_cannot_be(inside: Vault, starts: str, ends: str, field: str) -> None:
    with pytest.raises(FieldInvalid) as raised:
        site.set_core_day(inside, inside.staff_id, starts, ends)
    assert raised.value.fields["field"] == field
    assert site.site(inside).core_day is None


@pytest.mark.parametrize(("one", "many", "field"), [("", "x", "one"), ("x", " ", "many"), ("x", "y" * 31, "many")])
def test_words_that_cannot_be(inside: Vault, one: str, many: str, field: str) -> None:
    with pytest.raises(FieldInvalid) as raised:
        site.set_group_word(inside, inside.staff_id, one, many)
    assert raised.value.fields["field"] == field


def test_only_an_administrator_says_them(inside: Vault) -> None:
    carys = vaults.staff_id(inside, "Carys")
    with pytest.raises(NotAllowed):
        site.set_retention(inside, carys, 24)
    with pytest.raises(NotAllowed):
        site.rename(inside, carys, "HMP Elsewhere")
    assert inside.place.name == "HMP Ashmere"


def test_a_new_name_stands_on_the_lock_page_and_keeps_the_rules(inside: Vault) -> None:
    site.set_retention(inside, inside.staff_id, 24)
    site.rename(inside, inside.staff_id, "  HMP  Ashmere East ")
    assert vault.place(inside.home).name == inside.place.name == "HMP Ashmere East"
    assert (site.site(inside).name, site.site(inside).retention_months) == ("HMP Ashmere East", 24)
    with inside.read() as db:
        assert [one.name for one in db.query(Site)] == ["HMP Ashmere East"]
    again = vaults.again(inside)
    assert again.notices == ()
    again.lock()
    for name, code in (("", "empty"), ("x" * 81, "too_long")):
        with pytest.raises(FieldInvalid) as raised:
            site.rename(inside, inside.staff_id, name)
        assert raised.value.fields["code"] == code


@pytest.fixture
def twins(tmp_path: Path, morning: FixedClock) -> Iterator[tuple[Vault, Vault]]:
    """Two laptops of one prison that have each other's card."""
    both = []
    for name in ("one", "two"):
        vault.create(
            tmp_path / name, label=PlaceLabel("laptop", f"HMP Ashmere, {name}", practice=False), site_code="AMI",
            staff=[vault.NewStaff("Rhian", "facilitator", vaults.PASSPHRASES["Rhian"])], recovery_key=None,
            clock=morning, params=vaults.QUICK, floor=vaults.QUICK,
        )  # fmt: skip
        both.append(vaults.unlock(tmp_path / name, morning))
    vaults.exchange_cards(*both)
    yield both[0], both[1]
    for one in both:
        one.lock()


def test_machines_of_one_prison_share_the_rules_until_one_says_its_own(twins: tuple[Vault, Vault]) -> None:
    one, two = twins
    site.set_retention(one, one.staff_id, 24)
    site.set_group_word(one, one.staff_id, "learner", "learners")
    vaults.take_in(two, vaults.lines(one))
    assert (site.site(two).name, site.site(two).retention_months) == ("HMP Ashmere, two", 24)
    site.set_retention(two, two.staff_id, 12)
    assert (site.site(two).retention_months, site.site(two).group.many) == (12, "learners")
    assert site.site(one).retention_months == 24
