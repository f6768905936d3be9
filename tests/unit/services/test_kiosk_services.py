"""Who may write today, how she likes her pages, and the hands that were raised."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import vaults
from tests.vaults import TODAY, Group
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.kiosk import Comfort as Held
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, comfort, help_calls, people
from wagesdesk.services.comfort import Comfort, Stopped
from wagesdesk.services.help_calls import Asked
from wagesdesk.services.writers import writers


def names(vault: Vault, group: Group, day: date = TODAY) -> list[str]:
    return [row.name for row in writers(vault, group.cohort_id, day)]


def test_the_class_of_today_writes(inside: Vault, group: Group) -> None:
    people.add_by_names(inside, inside.staff_id, cohort_id=group.cohort_id, text="Zoe", joined_on=TODAY + timedelta(2))
    attendance.leave(
        inside, inside.staff_id, enrolment_id=group.enrolments[1], day=TODAY - timedelta(1), cause="released"
    )
    assert names(inside, group) == ["Asha", "Chantelle"]


def test_on_a_day_without_a_workshop_everybody_in_the_cohort_writes(inside: Vault, group: Group) -> None:
    wednesday = TODAY + timedelta(1)
    attendance.leave(inside, inside.staff_id, enrolment_id=group.enrolments[1], day=wednesday, cause="released")
    assert names(inside, group, wednesday) == ["Asha", "Chantelle"]
    assert writers(inside, "", TODAY) == ()


def test_women_of_one_name_are_told_apart(inside: Vault, group: Group) -> None:
    def add(text: str) -> None:
        people.add_by_names(inside, inside.staff_id, cohort_id=group.cohort_id, text=text, joined_on=TODAY)

    add("Asha Khan")
    assert names(inside, group) == ["Asha K.", "Asha R.", "Bronwen", "Chantelle"]
    rows = {row.name: row.id for row in writers(inside, group.cohort_id, TODAY)}
    assert rows["Asha R."] == group.people[0]
    add("asha\nBronwen")
    assert [one.casefold() for one in names(inside, group)] == [
        "asha 1", "asha 2", "asha 3", "bronwen 1", "bronwen 2", "chantelle",
    ]  # fmt: skip


def test_comfort_follows_her(inside: Vault, group: Group) -> None:
    asha, bronwen, _chantelle = group.people
    assert comfort.likes(inside, asha) is None
    likes = Comfort(150, "rose", listen=True, by="tell", language="cy")
    assert comfort.set_likes(inside, asha, person_id=asha, comfort=likes).kinds == {"comfort"}
    assert comfort.likes(inside, asha) == likes
    assert comfort.likes(inside, bronwen) is None
    assert not comfort.set_likes(inside, asha, person_id=asha, comfort=likes), "written although nothing changed"


@pytest.mark.parametrize(("wrong", "field"), [
    (Comfort(size=99), "size"), (Comfort(colour="black"), "colour"), (Comfort(by="sing"), "by"),
])  # fmt: skip
def test_only_what_is_offered_can_be_chosen(inside: Vault, group: Group, wrong: Comfort, field: str) -> None:
    with pytest.raises(FieldInvalid) as refused:
        comfort.set_likes(inside, group.people[0], person_id=group.people[0], comfort=wrong)
    assert refused.value.fields["field"] == field


def test_where_she_stopped(inside: Vault, group: Group) -> None:
    asha = group.people[0]
    assert comfort.stopped(inside, asha) is None
    comfort.set_stopped(inside, asha, person_id=asha, at=Stopped("plan.question", {"section": "price"}))
    assert comfort.stopped(inside, asha) == Stopped("plan.question", {"section": "price"})
    with pytest.raises(NotFound):
        comfort.set_stopped(inside, asha, person_id="nobody", at=Stopped("home", {}))


@pytest.mark.parametrize("where", ["[1]", "{", "7"])
def test_a_place_that_is_none_does_not_keep_her_out(inside: Vault, group: Group, where: str) -> None:
    asha = group.people[0]
    comfort.set_stopped(inside, asha, person_id=asha, at=Stopped("question", {}))
    with inside.write(asha, "comfort.stopped") as db:
        held = db.get(Held, natural_id("comfort", asha))
        assert held is not None
        held.stopped = {"page": "question", "where": where}
    assert comfort.stopped(inside, asha) is None


def test_a_hand_stays_up_until_somebody_came_and_counts_once(inside: Vault, group: Group) -> None:
    asha, bronwen, chantelle = group.people
    for _press in range(3):
        help_calls.ask(inside, asha, page="plan.question", question="plan.4")
    help_calls.ask(inside, bronwen, page="plan.question", question="plan.4")
    help_calls.ask(inside, chantelle, page="sums", question="sums.1")
    assert help_calls.is_up(inside, asha)
    help_calls.came(inside, inside.staff_id, asha)
    assert not help_calls.is_up(inside, asha)
    assert help_calls.is_up(inside, bronwen)
    assert help_calls.asked_on(inside, TODAY) == (
        Asked("plan.question", "plan.4", 2, 1), Asked("sums", "sums.1", 1, 1),
    )  # fmt: skip
    help_calls.ask(inside, asha, page="home", question="home")
    assert len(help_calls.asked_on(inside, TODAY)) == 3
    assert help_calls.asked_on(inside, TODAY - timedelta(1)) == ()


def test_what_is_asked_of_help_names_nobody(inside: Vault, group: Group) -> None:
    help_calls.ask(inside, group.people[0], page="home", question="home")
    told = repr(help_calls.asked_on(inside, vaults.TODAY))
    assert "Asha" not in told
    assert group.people[0] not in told
