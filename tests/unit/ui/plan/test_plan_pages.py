"""Her ideas, the boxes of a plan, whether it is for her, and what was said of her words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.unit.ui.plan.conftest import Seat
from wagesdesk.services import comfort, plan, plan_comments
from wagesdesk.services.comfort import Stopped
from wagesdesk.services.plan_comments import Tied
from wagesdesk.ui.kiosk.home import HomePage
from wagesdesk.ui.kiosk.plan.begin import BeginPanel
from wagesdesk.ui.kiosk.plan.comments import CommentsPage
from wagesdesk.ui.kiosk.plan.fit import FitPage
from wagesdesk.ui.kiosk.plan.ideas import IdeasPanel
from wagesdesk.ui.kiosk.plan.overview import OverviewPanel
from wagesdesk.ui.kiosk.plan.page import PlanPage
from wagesdesk.ui.kiosk.plan.question import QuestionPage


def overview(seat: Seat, **where: str) -> OverviewPanel:
    panel = seat.go(PlanPage, "plan", **where).panel
    assert isinstance(panel, OverviewPanel)
    return panel


def begin(seat: Seat) -> BeginPanel:
    panel = seat.on(PlanPage).panel
    assert isinstance(panel, BeginPanel)
    return panel


def told(seat: Seat) -> str:
    """A comment of the facilitator and one of Bronwen, both sent; the id of the first."""
    vault, bronwen = seat.vault, seat.group.people[1]
    seat.write("offer", "One card. It has a name.")
    say = plan_comments.add
    first, _changes = say(
        vault, vault.staff_id, plan_id=seat.plan_id, person_id=seat.asha, at=Tied("offer", "a name", 18),
        text="Whose name?", kind="ask",
    )  # fmt: skip
    say(
        vault, vault.staff_id, plan_id=seat.plan_id, person_id=seat.asha, at=Tied("offer"), text="I want one.",
        kind="works", giver_person_id=bronwen,
    )  # fmt: skip
    plan_comments.send_all(vault, vault.staff_id, plan_id=seat.plan_id)
    return first


def test_with_one_plan_she_is_at_its_boxes_at_once(seat: Seat) -> None:
    seat.write("me", "I draw.")
    seat.write("offer", "Ca", done=False)
    plan.leave_for_now(seat.vault, seat.asha, plan_id=seat.plan_id, section="customers", person_id=seat.asha)
    panel = overview(seat)
    said = [box.accessibleName() for box in panel.boxes.values()]
    assert len(said) == 11
    assert said[:4] == [
        "1. My business in a few lines. Not started. You are here.", "2. Me. Written.", "3. What I sell. Started.",
        "4. My customers. Left for now.",
    ]  # fmt: skip
    seat.next()
    assert seat.on(QuestionPage).head.question.text() == "What is my business?"


def test_she_is_where_she_stopped(seat: Seat) -> None:
    at = comfort.Stopped("question", {"plan": seat.plan_id, "section": "risks"})
    comfort.set_stopped(seat.vault, seat.asha, person_id=seat.asha, at=at)
    panel = overview(seat)
    assert panel.boxes["risks"].accessibleName().endswith("You are here.")
    assert panel.boxes["risks"].hasFocus()
    assert QuestionPage.place_words(**at.where) == "What could go wrong?"


def test_a_box_opens_its_question_and_back_comes_back(seat: Seat) -> None:
    seat.press(overview(seat).boxes["found"])
    page = seat.on(QuestionPage)
    assert page.head.question.text() == "How will people find me?"
    page.back()
    assert isinstance(seat.on(PlanPage).panel, OverviewPanel)


def test_a_social_plan_has_two_boxes_more(seat: Seat) -> None:
    plan.set_about(seat.vault, seat.asha, plan_id=seat.plan_id, form="social")
    panel = overview(seat)
    assert len(panel.boxes) == 13
    seat.press(panel.boxes["who_gains"])
    page = seat.on(QuestionPage)
    assert page.ways.cards.buttons
    assert page.boxes.said.text() == "4 of 13"


def test_the_first_idea_is_begun_by_keys(seat: Seat) -> None:
    bronwen = seat.group.people[1]
    seat.group = type(seat.group)(seat.group.cohort_id, (bronwen, seat.asha), (), ())
    seat.go(PlanPage, "plan")
    panel = begin(seat)
    assert panel.name.hasFocus()
    seat.type("Double Sparkle")
    seat.press(panel.trade.buttons["cleaning"])
    seat.press(panel.form.buttons["together"])
    assert panel.hint.text().startswith("Your facilitator adds the others")
    seat.next()
    (row,) = plan.plans(seat.vault, bronwen)
    assert (row.title, row.trade, row.form) == ("Double Sparkle", "cleaning", "together")
    assert isinstance(seat.on(PlanPage).panel, OverviewPanel)


def test_a_name_half_typed_comes_back(seat: Seat) -> None:
    seat.go(PlanPage, "plan", at="begin")
    seat.type("Lunch c")
    seat.press(begin(seat).trade.buttons["food"])
    assert seat.frame is not None
    seat.frame.flush()
    seat.sit()
    seat.go(PlanPage, "plan", at="begin")
    assert (begin(seat).name.text(), begin(seat).trade.code) == ("Lunch c", "food")
    seat.next()
    assert [row.title for row in plan.plans(seat.vault, seat.asha)] == ["Embellish", "Lunch c"]
    seat.go(PlanPage, "plan", at="begin")
    assert begin(seat).name.text() == "", "it was begun"
    panel = seat.go(PlanPage, "plan").panel
    assert isinstance(panel, IdeasPanel)
    seat.press(panel.boxes[1])
    assert isinstance(seat.on(PlanPage).panel, OverviewPanel)


@pytest.mark.parametrize("page_id", ["sums", "pitch", "steps"])
def test_of_several_ideas_she_says_which_before_a_page_of_one(seat: Seat, page_id: str) -> None:
    second, _changes = plan.begin(seat.vault, seat.asha, person_id=seat.asha, title="Lunch cart")
    at = Stopped("question", {"plan": second, "section": "offer"})
    comfort.set_stopped(seat.vault, seat.asha, person_id=seat.asha, at=at)
    home = seat.go(HomePage, "home")
    tile = home.findChild(QWidget, f"tile {page_id}")
    assert isinstance(tile, QWidget)
    seat.press(tile)
    panel = seat.on(PlanPage).panel
    assert isinstance(panel, IdeasPanel)
    assert panel.boxes[1].hasFocus(), "the one in hand"
    seat.press(panel.boxes[0])
    assert seat.frame is not None
    assert seat.frame.where == (page_id, {"plan": seat.plan_id})
    seat.frame.go(page_id)
    assert getattr(seat.frame.page, "_plan_id") == second  # noqa: B009 - where none is said


def test_the_name_of_an_idea_is_changed(seat: Seat) -> None:
    seat.press(overview(seat).about)
    panel = begin(seat)
    assert (panel.name.text(), panel.trade.code, panel.form.code) == ("Embellish", "cards", "alone")
    panel.name.setText("Embellish Cards")
    seat.press(panel.trade.buttons["other"])
    seat.next()
    (row,) = plan.plans(seat.vault, seat.asha)
    assert (row.title, row.trade) == ("Embellish Cards", "")


def test_she_sends_it_to_her_facilitator(seat: Seat) -> None:
    assert not overview(seat).send.isVisible(), "there is nothing to read yet"
    seat.write("me", "I draw.")
    assert overview(seat).next_words == "Carry on"
    seat.press(overview(seat).send)
    panel = seat.on(PlanPage).panel
    assert isinstance(panel, OverviewPanel)
    assert plan.plan(seat.vault, seat.plan_id).row.stage == "sent"
    assert not panel.send.isVisible()
    assert panel.stage.text() == "Your facilitator has it since Tuesday 3 November. You can still write."
    plan.set_stage(seat.vault, seat.vault.staff_id, plan_id=seat.plan_id, stage="back")
    assert overview(seat).send.isVisible()
    for section in overview(seat).boxes:
        seat.write(section, "Written.")
    assert overview(seat).next_words == "Send to my facilitator"
    seat.next()
    assert plan.plan(seat.vault, seat.plan_id).row.stage == "sent"


def test_each_end_is_a_good_one(seat: Seat) -> None:
    seat.press(overview(seat).fit)
    page = seat.on(FitPage)
    assert not page.answer.isVisible()
    said = set()
    for outcome, button in page.buttons.items():
        seat.press(button)
        said.add(page.kind.text())
        assert plan.plan(seat.vault, seat.plan_id).row.outcome == outcome
    assert len(said) == 4
    seat.press(page.not_yet)
    assert plan.plan(seat.vault, seat.plan_id).row.outcome == ""
    assert page.buttons["start"].hasFocus()


def test_comments_come_one_at_a_time(seat: Seat) -> None:
    told(seat)
    panel = overview(seat)
    card = next(label for label in panel.findChildren(type(panel.stage)) if "wrote to you" in label.text())
    assert card.text() == "Bronwen and Rhian wrote to you. 2 things to read."
    page = seat.go(CommentsPage, "comments", plan=seat.plan_id)
    assert (page.title.text(), page.said.text(), page.next_words) == (
        "Bronwen read your words", "I want one.", "Next one",
    )  # fmt: skip
    seat.next()
    assert (page.title.text(), page.said.text(), page.next_words) == (
        "Rhian read your words", "Whose name?", "I have read it",
    )  # fmt: skip
    assert page.quote.text() == "You wrote: “a name”"
    seat.next()
    assert page.title.text() == "You have read it all."
    assert all(one.seen for one in plan_comments.for_her(seat.vault, seat.asha))
    seat.next()
    assert isinstance(seat.on(PlanPage).panel, OverviewPanel)


def test_from_a_comment_she_comes_to_the_words_it_is_about(seat: Seat) -> None:
    first = told(seat)
    page = seat.go(CommentsPage, "comments", plan=seat.plan_id)
    seat.next()
    seat.press(page.change)
    question = seat.on(QuestionPage)
    assert question.answer.editor.textCursor().selectedText() == "a name"
    assert question.beside.said.isVisible()
    assert not question.beside.example.isVisible()
    assert all(one.seen for one in plan_comments.for_her(seat.vault, seat.asha) if one.id == first)
    QTest.keyClick(question.answer.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    seat.type(" It is hers.")
    seat.next()
    assert seat.answer("offer").text == "One card. It has a name. It is hers."
