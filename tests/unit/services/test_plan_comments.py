"""Comments: written, sent together, read by her one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import vaults
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.errors import FieldInvalid, NotAllowed, NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import plan, plan_comments
from wagesdesk.services.plan_comments import Tied


@pytest.fixture
def plan_id(inside: Vault, group: Group) -> str:
    return plan.begin(inside, group.people[0], person_id=group.people[0])[0]


def say(
    vault: Vault, plan_id: str, who: str, text: str, kind: str = "ask", *, giver: str = "", quote: str = "",
    start: int = 0,
) -> str:  # fmt: skip
    return plan_comments.add(
        vault, vault.staff_id, plan_id=plan_id, person_id=who, at=Tied("offer", quote, start), text=text, kind=kind,
        giver_person_id=giver,
    )[0]  # fmt: skip


def test_she_sees_it_once_it_is_sent_and_until_she_read_it(
    inside: Vault, group: Group, plan_id: str, morning: FixedClock
) -> None:
    asha, bronwen, _chantelle = group.people
    question = say(inside, plan_id, asha, "How many?")
    say(inside, plan_id, asha, "A clear price.", "works", giver=bronwen)
    assert plan_comments.for_her(inside, asha) == ()
    plan_comments.edit(inside, inside.staff_id, comment_id=question, text="How many a week?", kind="ask")
    unsent = say(inside, plan_id, asha, "Never mind")
    plan_comments.delete(inside, inside.staff_id, comment_id=unsent)
    plan_comments.send_all(inside, inside.staff_id, plan_id=plan_id)
    praise, asked = plan_comments.for_her(inside, asha, plan_id)
    assert (praise.by, praise.peer, praise.kind, praise.seen) == ("Bronwen", True, "works", None)
    assert (asked.by, asked.peer, asked.text) == ("Rhian", False, "How many a week?")
    morning.advance(hours=1)
    plan_comments.mark_seen(inside, asha, comment_id=asked.id)
    seen = plan_comments.for_her(inside, asha)[1].seen
    morning.advance(hours=1)
    plan_comments.mark_seen(inside, asha, comment_id=asked.id)
    assert plan_comments.for_her(inside, asha)[1].seen == seen == vaults.MORNING + timedelta(hours=1)
    assert plan_comments.for_her(inside, bronwen) == ()


def test_what_is_sent_is_not_changed_any_more(inside: Vault, group: Group, plan_id: str) -> None:
    one = say(inside, plan_id, group.people[0], "How many?")
    with pytest.raises(NotAllowed):
        plan_comments.mark_seen(inside, group.people[0], comment_id=one)
    plan_comments.send_all(inside, inside.staff_id, plan_id=plan_id)
    with pytest.raises(NotAllowed):
        plan_comments.edit(inside, inside.staff_id, comment_id=one, text="Less?", kind="ask")
    with pytest.raises(NotAllowed):
        plan_comments.delete(inside, inside.staff_id, comment_id=one)
    before = len(vaults.entries(inside))
    plan_comments.send_all(inside, inside.staff_id, plan_id=plan_id)
    assert len(vaults.entries(inside)) == before, "once is enough"


def test_what_no_comment_may_be(inside: Vault, group: Group, plan_id: str) -> None:
    for text, kind in ((" ", "ask"), ("x" * 2001, "ask"), ("Good", "praise")):
        with pytest.raises(FieldInvalid):
            say(inside, plan_id, group.people[0], text, kind)
    with pytest.raises(NotFound):
        say(inside, "0" * 32, group.people[0], "Good")


def test_it_finds_its_words_where_they_stand_now(inside: Vault, group: Group, plan_id: str) -> None:
    say(inside, plan_id, group.people[0], "Which cards?", quote="cards", start=10)
    (comment,) = plan_comments.of_plan(inside, plan_id)
    assert plan_comments.place("cards, and cards", comment) == (11, 16)
    assert plan_comments.place("boxes", comment) is None


def test_the_journal_alone_gives_the_same_comments(inside: Vault, group: Group, plan_id: str) -> None:
    say(inside, plan_id, group.people[0], "Good", "works")
    plan_comments.send_all(inside, inside.staff_id, plan_id=plan_id)
    before, shown = vaults.dump(inside), plan_comments.of_plan(inside, plan_id)
    assert vaults.rebuilt(inside) == before
    assert plan_comments.of_plan(inside, plan_id) == shown
