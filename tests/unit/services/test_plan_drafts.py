"""How often a plan was sent, what stood there then, what is new, and how two versions differ."""

from __future__ import annotations

from tests.vaults import Group, group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import plan, plan_comments, plan_drafts
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_comments import Tied
from wagesdesk.services.plan_drafts import Piece

SECTION = "customers"


def _say(vault: Vault, plan_id: str, person_id: str, text: str, how: str = "write") -> None:
    plan.answer(
        vault, person_id, plan_id=plan_id, section=SECTION, person_id=person_id, said=Said(text, how), done=True
    )  # fmt: skip


def _begun(vault: Vault) -> tuple[Group, str, str]:
    of = group(vault)
    plan_id, _changes = plan.begin(vault, of.people[0], person_id=of.people[0])
    return of, of.people[0], plan_id


def test_drafts_are_counted_and_what_stood_there_is_known(inside: Vault, morning: FixedClock) -> None:
    of, asha, plan_id = _begun(inside)
    assert plan_drafts.to_read(inside, of.cohort_id) == 0
    _say(inside, plan_id, asha, "Everybody.")
    morning.advance(hours=1)
    plan.set_stage(inside, asha, plan_id=plan_id, stage="sent")
    assert plan_drafts.to_read(inside, of.cohort_id) == 1
    assert plan_drafts.to_read(inside, "another") == 0
    morning.advance(hours=1)
    plan_comments.hand_on(inside, inside.staff_id, plan_id=plan_id, stage="back")
    read = morning.now()
    morning.advance(hours=1)
    _say(inside, plan_id, asha, "Everybody. Two shops.")
    morning.advance(hours=1)
    plan.set_stage(inside, asha, plan_id=plan_id, stage="sent")
    sending = plan_drafts.sendings(inside, (plan_id,))[plan_id]
    assert (sending.drafts, sending.read, sending.sent) == (2, read, morning.now())
    assert plan_drafts.words_at(inside, plan_id, read) == {(SECTION, asha): "Everybody."}
    assert plan_drafts.words_at(inside, plan_id, morning.now()) == {(SECTION, asha): "Everybody. Two shops."}


def test_a_plan_of_two_waits_once(inside: Vault) -> None:
    of, asha, plan_id = _begun(inside)
    plan.set_owner(inside, inside.staff_id, plan_id=plan_id, person_id=of.people[1], owns=True)
    plan.set_stage(inside, asha, plan_id=plan_id, stage="sent")
    assert plan_drafts.to_read(inside, of.cohort_id) == 1


def test_every_version_is_there_newest_first(inside: Vault, morning: FixedClock) -> None:
    _of, asha, plan_id = _begun(inside)
    for text in ("One.", "Two.", "Three."):
        morning.advance(minutes=5)
        _say(inside, plan_id, asha, text)
    plan.mark_checked(inside, inside.staff_id, plan_id=plan_id, section=SECTION, person_id=asha)
    found = plan_drafts.revisions(inside, plan_id=plan_id, section=SECTION, person_id=asha)
    assert [(one.text, one.by, one.now) for one in found] == [
        ("Three.", "Asha", True), ("Two.", "Asha", False), ("One.", "Asha", False),
    ]  # fmt: skip


def test_what_is_new_is_found_by_sentences() -> None:
    before, now = "I sell cards. They are red.", "I sell cards. They are blue! Each one is new"
    assert [now[start:end] for start, end in plan_drafts.new_in(before, now)] == ["They are blue!", "Each one is new"]
    assert plan_drafts.new_in(now, now) == ()
    assert plan_drafts.new_in("", " A. ") == ((1, 3),)


def test_two_texts_are_compared_word_by_word() -> None:
    pieces = plan_drafts.compare("I sell red cards", "I sell cards by post")
    assert pieces == (
        Piece("same", "I sell "), Piece("taken", "red "), Piece("same", "cards "), Piece("added", "by post"),
    )  # fmt: skip
    assert "".join(one.text for one in pieces if one.kind != "added").strip() == "I sell red cards"


def test_giving_back_sends_all_that_waits_and_is_one_undo(inside: Vault) -> None:
    from wagesdesk.services import history

    _of, asha, plan_id = _begun(inside)
    _say(inside, plan_id, asha, "Everybody.")
    plan.set_stage(inside, asha, plan_id=plan_id, stage="sent")
    plan_comments.add(
        inside, inside.staff_id, plan_id=plan_id, person_id=asha, at=Tied(SECTION), text="Who first?", kind="ask"
    )
    plan_comments.hand_on(inside, inside.staff_id, plan_id=plan_id, stage="back")
    assert [one.text for one in plan_comments.for_her(inside, asha)] == ["Who first?"]
    assert plan.plan(inside, plan_id).row.stage == "back"
    history.undo(inside, inside.staff_id)
    assert plan_comments.for_her(inside, asha) == ()
    assert plan.plan(inside, plan_id).row.stage == "sent"
