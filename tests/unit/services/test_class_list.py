"""The rows of a class list: the order of the register, with what the register does not show."""

from __future__ import annotations

from datetime import date

from tests import vaults
from tests.vaults import Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, people
from wagesdesk.services.class_list import class_rows


def test_rows_hold_numbers_days_and_counts(inside: Vault, group: Group) -> None:
    who = inside.staff_id
    vaults.mark(inside, group, 0, 0, "P")
    vaults.mark(inside, group, 0, 1, "A")
    people.set_release_date(
        inside, who, person_id=group.people[0], day=date(2027, 1, 14), source="letter", noted_on=vaults.TODAY
    )
    attendance.leave(inside, who, enrolment_id=group.enrolments[2], day=date(2026, 10, 6), cause="released")
    people.add_by_names(inside, who, cohort_id=group.cohort_id, text="Dee", joined_on=date(2026, 10, 20))
    asha, bronwen, chantelle, dee = class_rows(inside, group.cohort_id, vaults.TODAY)
    assert (asha.name, asha.surname, asha.prison_number) == ("Asha", "Rahman", "A1234BC")
    assert (asha.joined, asha.came, asha.offered, asha.release) == (vaults.FIRST_DAY, 1, 2, date(2027, 1, 14))
    assert (bronwen.surname, bronwen.prison_number, bronwen.release) == ("", "", None)
    assert (chantelle.surname, chantelle.left_on) == ("Price", date(2026, 10, 6))
    assert (dee.joined, dee.left_on) == (date(2026, 10, 20), None)


def test_a_cohort_without_people_has_no_rows(inside: Vault) -> None:
    assert class_rows(inside, "none", vaults.TODAY) == ()
