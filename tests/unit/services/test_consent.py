from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import vaults
from tests.vaults import TODAY, Group
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import natural_id
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, consent, history
from wagesdesk.services.consent import SCOPES, ConsentRow

UNTIL = TODAY + timedelta(days=90)


@pytest.fixture
def recipient(inside: Vault, outside: Vault) -> str:
    vaults.exchange_cards(inside, outside)
    return card.recipients(inside)[0].id


def says(vault: Vault, group: Group, recipient: str, today: date = TODAY, person: int = 0) -> dict[str, ConsentRow]:
    found = consent.consents(vault, group.people[person], today)
    return {row.scope: row for row in found if row.recipient_id == recipient}


def record(vault: Vault, group: Group, recipient: str, **changed: Any) -> None:
    said: dict[str, Any] = {"answers": {"plan": True}, "on": TODAY, "until": UNTIL, "how": "paper"}
    consent.record(
        vault, vault.staff_id, person_id=group.people[0], recipient_id=recipient, **(said | changed)
    )  # fmt: skip


def test_nobody_is_asked_until_she_is(inside: Vault, group: Group, recipient: str) -> None:
    found = says(inside, group, recipient)
    assert list(found) == list(SCOPES)
    assert {row.says for row in found.values()} == {"unasked"}
    assert {row.recipient_name for row in found.values()} == {"Cwlwm Co-operative"}


def test_yes_no_and_run_out(inside: Vault, group: Group, recipient: str) -> None:
    record(inside, group, recipient, answers={"plan": True, "health": False})
    found = says(inside, group, recipient)
    assert (found["plan"].says, found["health"].says, found["story"].says) == ("yes", "no", "unasked")
    assert (found["plan"].on, found["plan"].until, found["plan"].how) == (TODAY, UNTIL, "paper")
    assert says(inside, group, recipient, UNTIL)["plan"].says == "yes"
    assert says(inside, group, recipient, UNTIL + timedelta(days=1))["plan"].says == "ended"
    assert says(inside, group, recipient, TODAY - timedelta(days=1))["plan"].says == "ended"
    assert {row.says for row in says(inside, group, recipient, person=1).values()} == {"unasked"}


def test_taking_it_back(inside: Vault, group: Group, recipient: str) -> None:
    record(inside, group, recipient, answers={"plan": True, "health": True, "story": False})
    consent.withdraw(
        inside, inside.staff_id, person_id=group.people[0], recipient_id=recipient, on=TODAY, how="spoken"
    )  # fmt: skip
    found = says(inside, group, recipient)
    assert [found[scope].says for scope in ("plan", "health", "story", "needs")] == ["no", "no", "no", "unasked"]
    history.undo(inside, inside.staff_id)
    assert says(inside, group, recipient)["plan"].says == "yes"
    with inside.read() as db:
        assert list(consent.given(db, list(group.people), recipient, TODAY)) == [group.people[0]]
        assert consent.answered(db, list(group.people), recipient, TODAY) == {group.people[0]}
        assert consent.given(db, list(group.people), "another", TODAY) == {}
        assert consent.answered(db, list(group.people), recipient, UNTIL + timedelta(days=1)) == {group.people[0]}
        assert consent.given(db, list(group.people), recipient, UNTIL + timedelta(days=1)) == {}


def test_a_clash_is_told_and_the_no_is_shown(inside: Vault, group: Group, recipient: str) -> None:
    record(inside, group, recipient)
    seen = inside.position()
    record(inside, group, recipient, answers={"plan": False})
    with inside.write(inside.staff_id, "consent.record", as_of=seen) as db:
        held = db.get(Consent, natural_id("consent", group.people[0], recipient, "plan"))
        assert held is not None
        held.answer = {"yes": True, "on": TODAY.isoformat(), "until": UNTIL.isoformat(), "how": "spoken"}
    row = says(inside, group, recipient)["plan"]
    assert (row.says, row.clash) == ("no", True)
    record(inside, group, recipient)
    row = says(inside, group, recipient)["plan"]
    assert (row.says, row.clash) == ("yes", False)


def test_an_answer_that_was_undone_is_no_answer(inside: Vault, group: Group, recipient: str) -> None:
    record(inside, group, recipient)
    history.undo(inside, inside.staff_id)
    assert says(inside, group, recipient)["plan"].says == "unasked"
    record(inside, group, recipient)
    assert says(inside, group, recipient)["plan"].says == "yes"


def test_answers_about_a_machine_that_is_trusted_no_more_stay_listed(
    inside: Vault, group: Group, recipient: str
) -> None:
    record(inside, group, recipient)
    card.remove(inside, inside.staff_id, recipient)
    row = says(inside, group, recipient)["plan"]
    assert (row.says, row.recipient_name) == ("yes", "")


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"answers": {"offence": True}}, "scope"), ({"how": "guessed"}, "how"), ({"until": date(2020, 1, 1)}, "until")],
)
def test_answers_that_cannot_be(
    inside: Vault, group: Group, recipient: str, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(FieldInvalid) as raised:
        record(inside, group, recipient, **changed)
    assert raised.value.fields["field"] == field


def test_nobody_answers_who_is_not_here(inside: Vault, recipient: str) -> None:
    with pytest.raises(NotFound):
        consent.record(
            inside, inside.staff_id, person_id="x", recipient_id=recipient, answers={"plan": True}, on=TODAY,
            until=UNTIL, how="paper",
        )  # fmt: skip
