"""A plan: ideas, owners, words, and how far each answer is."""

from __future__ import annotations

from datetime import date

import pytest

from tests import vaults
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id, parse_line
from wagesdesk.models.person import Business
from wagesdesk.models.vault import Vault
from wagesdesk.services import history, people, plan
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_template import plan_template


@pytest.fixture
def women(inside: Vault) -> tuple[str, ...]:
    """Asha, Bronwen, Chantelle."""
    return vaults.group(inside).people


def write(
    vault: Vault, plan_id: str, who: str, section: str, text: str, *, done: bool = False, how: str = "write"
) -> None:
    by = vault.staff_id if how in ("said", "paper") else ""
    plan.answer(
        vault, who, plan_id=plan_id, section=section, person_id=who, said=Said(text, how=how, by=by), done=done
    )  # fmt: skip


def state(vault: Vault, plan_id: str, section: str) -> str:
    (only,) = plan.plan(vault, plan_id).section(section).answers
    return only.state


def test_the_first_plan_is_called_as_her_business_is(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    people.set_business(inside, inside.staff_id, person_id=asha, name="Embellish", about="Cards")
    first, _changes = plan.begin(inside, asha, person_id=asha)
    second, _changes = plan.begin(inside, asha, person_id=asha, title="Lunch  cart", trade="food")
    assert [(row.number, row.title, row.trade) for row in plan.plans(inside, asha)] == [
        (1, "Embellish", ""), (2, "Lunch cart", "food"),
    ]  # fmt: skip
    plan.set_about(inside, asha, plan_id=first, title="Embellish Cards")
    plan.set_about(inside, asha, plan_id=second, title="Lunches")
    assert [row.title for row in plan.plans(inside, asha)] == ["Embellish Cards", "Lunches"]
    with inside.read() as db:
        business = db.get(Business, natural_id("business", asha))
        assert business is not None
        assert business.idea == {"name": "Embellish Cards", "about": "Cards"}


def test_how_far_an_answer_is(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, asha, person_id=asha)
    assert state(inside, of, "offer") == "empty"
    write(inside, of, asha, "offer", "One card")
    assert state(inside, of, "offer") == "started"
    write(inside, of, asha, "offer", "One card", done=True)
    assert state(inside, of, "offer") == "drafted"
    plan.mark_checked(inside, inside.staff_id, plan_id=of, section="offer", person_id=asha)
    assert state(inside, of, "offer") == "checked"
    write(inside, of, asha, "offer", "Two cards", done=True)
    assert state(inside, of, "offer") == "drafted", "what was read was another text"
    write(inside, of, asha, "me", "I draw.", how="said")
    assert state(inside, of, "me") == "said"
    assert plan.plan(inside, of).section("me").answers[0].by == "Rhian"
    write(inside, of, asha, "me", "  ", done=True)
    assert state(inside, of, "me") == "empty"
    assert plan.plans(inside, asha)[0].done == 1


def test_leaving_it_for_now_lasts_until_she_writes(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, asha, person_id=asha)
    plan.leave_for_now(inside, asha, plan_id=of, section="risks", person_id=asha)
    assert plan.plan(inside, of).section("risks").answers[0].skipped
    write(inside, of, asha, "risks", "It rains.")
    assert not plan.plan(inside, of).section("risks").answers[0].skipped


def test_the_same_words_again_write_nothing(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, asha, person_id=asha)
    write(inside, of, asha, "offer", "One card", done=True)
    before = len(vaults.entries(inside))
    write(inside, of, asha, "offer", "One card", done=True)
    assert len(vaults.entries(inside)) == before


def test_each_owner_has_words_of_her_own(inside: Vault, women: tuple[str, ...]) -> None:
    asha, bronwen, chantelle = women
    of, _changes = plan.begin(inside, asha, person_id=asha)
    with pytest.raises(NotFound):
        write(inside, of, bronwen, "offer", "Not mine")
    plan.set_owner(inside, inside.staff_id, plan_id=of, person_id=bronwen, owns=True)
    write(inside, of, asha, "offer", "Cards")
    write(inside, of, bronwen, "offer", "Boxes")
    shown = plan.plan(inside, of)
    assert [(one.name, one.text) for one in shown.section("offer").answers] == [("Asha", "Cards"), ("Bronwen", "Boxes")]
    assert shown.row.form == "together"
    assert [each.header.subjects for each in vaults.entries(inside, "plan_answer")] == [(asha,), (bronwen,)]
    assert [row.id for row in plan.plans(inside, bronwen)] == [of]
    assert [row.id for row in plan.plans_in(inside, [asha, bronwen, chantelle])] == [of]
    plan.set_owner(inside, inside.staff_id, plan_id=of, person_id=asha, owns=False)
    assert [one.text for one in plan.plan(inside, of).section("offer").answers] == ["Boxes", "Cards"], "they stay"
    with pytest.raises(FieldInvalid):
        plan.set_owner(inside, inside.staff_id, plan_id=of, person_id=bronwen, owns=False)


def test_a_social_plan_asks_two_things_more(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, asha, person_id=asha)
    assert [each.code for each in plan.plan(inside, of).sections] == [each.code for each in plan_template().sections]
    plan.set_about(inside, asha, plan_id=of, form="social", outcome="later")
    shown = [each.code for each in plan.plan(inside, of).sections]
    assert shown[2:5] == ["offer", "who_gains", "who_decides"]
    assert len(shown) == 13
    assert plan.plan(inside, of).row.outcome == "later"
    for field in ("form", "trade", "outcome"):
        with pytest.raises(FieldInvalid):
            plan.set_about(inside, asha, plan_id=of, **{field: "unheard"})


def test_stages(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, asha, person_id=asha)
    assert plan.plan(inside, of).row.stage == "writing"
    plan.set_stage(inside, asha, plan_id=of, stage="sent")
    row = plan.plan(inside, of).row
    assert (row.stage, row.since) == ("sent", vaults.MORNING)
    with pytest.raises(FieldInvalid):
        plan.set_stage(inside, asha, plan_id=of, stage="lost")


def test_typed_from_paper(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, inside.staff_id, person_id=asha)
    said = Said("By hand", how="paper", by=inside.staff_id, done_on=date(2026, 10, 27))
    plan.answer(inside, inside.staff_id, plan_id=of, section="offer", person_id=asha, said=said)
    (one,) = plan.plan(inside, of).section("offer").answers
    assert (one.how, one.by, one.done_on) == ("paper", "Rhian", date(2026, 10, 27))


def test_no_key_of_staff_takes_her_words_back(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, inside.staff_id, person_id=asha)
    write(inside, of, asha, "offer", "Mine")
    assert history.undo(inside, inside.staff_id).operation == "plan.begin"
    assert [each.fields["answer"]["text"] for each in vaults.entries(inside, "plan_answer")] == ["Mine"]


def test_the_journal_alone_gives_the_same_plan(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    of, _changes = plan.begin(inside, asha, person_id=asha, title="Embellish", trade="cards")
    write(inside, of, asha, "offer", "One card", done=True)
    before, shown = vaults.dump(inside), plan.plan(inside, of)
    assert vaults.rebuilt(inside) == before
    assert plan.plan(inside, of) == shown


def test_an_answer_that_no_other_machine_could_read_is_not_kept(inside: Vault, women: tuple[str, ...]) -> None:
    asha = women[0]
    plan_id, _changes = plan.begin(inside, asha, person_id=asha)
    for text in ("\u00e9" * 40_000, "\U0001f600" * 20_000, "x" * 60_001):
        with pytest.raises(FieldInvalid) as refused:
            write(inside, plan_id, asha, "me", text)
        assert refused.value.fields == {"field": "text", "code": "too_long"}
    write(inside, plan_id, asha, "me", "x" * 60_000)
    longest = max(vaults.lines(inside), key=len)
    assert parse_line(longest).header.type == "plan_answer"
