"""The page of one question: one answer, three ways to it, by keys alone; and that no word is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests import vaults
from tests.unit.ui.plan.conftest import Seat
from wagesdesk.services import findings, plan, scratch
from wagesdesk.services.plan_template import plan_template
from wagesdesk.ui.kiosk.plan.page import PlanPage
from wagesdesk.ui.kiosk.plan.question import QuestionPage
from wagesdesk.ui.kiosk.plan.steps import StepsPage
from wagesdesk.ui.widgets.gentle_warning import GentleWarning

OFFER = plan_template().section("offer")


@pytest.fixture
def page(seat: Seat) -> QuestionPage:
    return seat.go(QuestionPage, "question", plan=seat.plan_id, section="offer")


def test_she_writes_and_goes_on_with_ctrl_enter(seat: Seat, page: QuestionPage) -> None:
    assert page.answer.editor.hasFocus()
    seat.type("One card")
    QTest.keyClick(page.answer.editor, Qt.Key.Key_Return)
    seat.type("with its envelope.")
    seat.next()
    kept = seat.answer("offer")
    assert (kept.text, kept.state, kept.how, kept.language) == (
        "One card\nwith its envelope.",
        "drafted",
        "write",
        "en",
    )
    assert page.head.question.text() == "Who will buy from me?"
    assert page.answer.text == ""
    assert page.question == "plan.4"


def test_the_last_question_leads_back_to_the_boxes(seat: Seat) -> None:
    seat.go(QuestionPage, "question", plan=seat.plan_id, section="first_days")
    seat.next()
    seat.on(PlanPage)


def test_what_is_typed_is_kept_before_it_is_in_the_journal(seat: Seat, page: QuestionPage) -> None:
    seat.type("One ca")
    assert seat.frame is not None
    seat.frame.flush()
    assert seat.answer("offer").text == ""
    assert not page.flush(), "nothing new"
    assert scratch.pending(seat.vault, f"kiosk {seat.asha} {page.typing_key()}") is not None
    seat.sit()
    again = seat.go(QuestionPage, "question", plan=seat.plan_id, section="offer")
    assert again.answer.text == "One ca"
    assert again.answer.editor.hasFocus()
    seat.type("rd")
    again.settle()
    assert seat.answer("offer").text == "One card"
    assert seat.answer("offer").state == "started"
    assert scratch.pending(seat.vault, f"kiosk {seat.asha} {again.typing_key()}") is None


def test_going_back_keeps_her_words_and_what_she_was_done_with(seat: Seat, page: QuestionPage) -> None:
    seat.write("offer", "Cards")
    page = seat.go(QuestionPage, "question", plan=seat.plan_id, section="offer")
    assert not page.can_leave
    seat.type(" and boxes")
    page.back()
    kept = seat.answer("offer")
    assert (kept.text, kept.state) == ("Cards and boxes", "drafted")


def test_next_says_that_she_is_done_with_words_that_are_kept_already(seat: Seat, page: QuestionPage) -> None:
    seat.type("Cards")
    page.settle()
    assert seat.answer("offer").state == "started"
    seat.next()
    assert seat.answer("offer").state == "drafted"


def test_looking_at_a_question_writes_nothing(seat: Seat, page: QuestionPage) -> None:
    before = len(vaults.entries(seat.vault))
    seat.next()
    seat.on(QuestionPage).back()
    assert len(vaults.entries(seat.vault)) == before


def test_she_leaves_it_for_now(seat: Seat, page: QuestionPage) -> None:
    assert page.can_leave
    page.leave_it()
    assert seat.answer("offer").skipped
    assert page.head.question.text() == "Who will buy from me?"


def test_cards_stand_in_the_answer_and_go_again(seat: Seat, page: QuestionPage) -> None:
    seat.press(page.ways.buttons["card"])
    first, second = page.ways.cards.buttons[:2]
    assert first.hasFocus()
    seat.press(first)
    seat.press(second)
    assert page.answer.text == f"{OFFER.cards[0]}\n{OFFER.cards[1]}"
    seat.press(first)
    assert page.answer.text == OFFER.cards[1]
    assert (first.isChecked(), second.isChecked()) == (False, True)
    QTest.keyClick(page.answer.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.ways.look()
    assert first.isChecked(), "what was taken out is back"
    seat.next()
    assert seat.answer("offer").how == "card"


def test_a_sentence_is_finished_in_her_own_words(seat: Seat, page: QuestionPage) -> None:
    seat.press(page.ways.buttons["sentence"])
    seat.press(page.ways.sentence.put)
    assert page.ways.sentence.told.text() == "Pick how it begins."
    seat.press(page.ways.sentence.starters[OFFER.starters[0]])
    assert page.ways.sentence.rest.line.hasFocus()
    seat.type("  one card ")
    assert page.typed() == {"line": [OFFER.starters[0], "  one card "]}
    QTest.keyClick(page.ways.sentence.rest.line, Qt.Key.Key_Return)
    assert page.answer.text == "The customer gets one card."
    seat.next()
    assert seat.answer("offer").how == "sentence"


def test_half_a_sentence_and_half_a_question_are_kept_too(seat: Seat, page: QuestionPage) -> None:
    page.ways.choose("sentence")
    page.ways.sentence.begin(OFFER.starters[1])
    seat.type("an ho")
    page.ways.choose("write")
    seat.press(page.ask)
    seat.type("How lo")
    assert seat.frame is not None
    seat.frame.flush()
    seat.sit()
    again = seat.go(QuestionPage, "question", plan=seat.plan_id, section="offer")
    assert (again.ways.sentence.starter, again.ways.sentence.rest.text()) == (OFFER.starters[1], "an ho")
    assert again.asking.isVisible()
    assert again.asking.what.text() == "How lo"


def test_undo_is_offered_in_words_and_takes_one_thing_back(seat: Seat, page: QuestionPage) -> None:
    assert not page.answer.undo.isVisible()
    page.answer.add("It is made by hand.")
    assert page.answer.undo.isVisible()
    seat.press(page.answer.undo)
    assert page.answer.text == ""
    assert page.answer.editor.hasFocus(), "the button is gone, so the focus stays with her words"


def test_taking_out_a_line_counts_as_the_box_does(page: QuestionPage) -> None:
    page.answer.load("🙂 yes\nIt is made by hand.\nmore")
    page.answer.take_out("It is made by hand.")
    assert page.answer.text == "🙂 yes\nmore"
    page.answer.take_out("more")
    page.answer.take_out("🙂 yes")
    assert page.answer.text == ""


def test_nothing_but_keys_comes_into_the_box(page: QuestionPage) -> None:
    editor = page.answer.editor
    assert not editor.acceptDrops()
    assert editor.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    data = QMimeData()
    data.setText("file")
    drop = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(editor.viewport(), drop)
    assert page.answer.text == ""
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert not editor.hasFocus()
    assert page.answer.text == "", "Tab goes on, it is no letter"


def test_somebody_types_for_her(seat: Seat, page: QuestionPage) -> None:
    seat.press(page.tell)
    rhian = page.teller.who.buttons[seat.vault.staff_id]
    seat.press(rhian)
    assert not page.teller.who.isVisible()
    page.answer.editor.setFocus()
    seat.type("She sells cards.")
    seat.next()
    kept = seat.answer("offer")
    assert (kept.how, kept.by, kept.state) == ("said", "Rhian", "said")
    assert page.teller.by == seat.vault.staff_id, "she goes on typing at the next question"
    seat.press(page.teller.myself)
    page.answer.editor.setFocus()
    seat.type("Shops.")
    seat.next()
    assert seat.answer("customers").how == "write"


def test_one_who_would_rather_tell_is_asked_who_types(seat: Seat) -> None:
    seat.sit(by="tell")
    page = seat.go(QuestionPage, "question", plan=seat.plan_id, section="offer")
    assert page.teller.isVisible()
    assert not page.tell.isVisible()
    assert [button.text() for button in page.teller.who.buttons.values()] == ["Carys", "Rhian"]


def test_what_she_must_find_out_goes_on_her_list(seat: Seat, page: QuestionPage) -> None:
    seat.press(page.ask)
    assert page.asking.what.line.hasFocus()
    seat.press(page.asking.put)
    assert page.asking.told.text() == "Write your question."
    seat.type("What does a stall cost?")
    QTest.keyClick(page.asking.what.line, Qt.Key.Key_Return)
    assert page.asking.told.text() == "Pick who may know it."
    seat.press(page.asking.of.buttons["guest"])
    seat.press(page.asking.put)
    (one,) = findings.of_person(seat.vault, seat.asha, seat.plan_id)
    assert (one.text, one.of, one.section) == ("What does a stall cost?", "guest", "offer")
    assert not page.asking.isVisible()
    assert page.told.isVisible()
    assert page.typed() is None


def test_it_says_gently_what_has_no_place_here(page: QuestionPage) -> None:
    page.answer.load("I was convicted of theft.")
    (warning,) = page.answer.findChildren(GentleWarning)
    warning.look_now()
    assert "Please do not write about offences here." in warning.text()


def test_the_answer_keeps_its_language(seat: Seat) -> None:
    seat.sit(language="cy")
    seat.go(QuestionPage, "question", plan=seat.plan_id, section="offer")
    seat.type("Un cerdyn")
    seat.next()
    assert seat.answer("offer").language == "cy"


def test_examples_begin_with_her_trade(seat: Seat, page: QuestionPage) -> None:
    shown = []
    for _turn in range(7):
        shown.append(page.beside.business.text())
        seat.press(page.beside.another)
    assert shown[0] == shown[6] == "Embellish"
    assert len(set(shown)) == 6


def test_what_others_of_the_plan_wrote_stands_beside(seat: Seat) -> None:
    bronwen = seat.group.people[1]
    plan.set_owner(seat.vault, seat.vault.staff_id, plan_id=seat.plan_id, person_id=bronwen, owns=True)
    said = plan.Said("Boxes too.")
    plan.answer(seat.vault, bronwen, plan_id=seat.plan_id, section="offer", person_id=bronwen, said=said)
    page = seat.go(QuestionPage, "question", plan=seat.plan_id, section="offer")
    assert page.beside.others.isVisible()
    assert page.answer.text == ""


def test_a_plan_that_is_not_hers_shows_nothing(seat: Seat) -> None:
    bronwen = seat.group.people[1]
    other, _changes = plan.begin(seat.vault, bronwen, person_id=bronwen, title="Secret")
    page = seat.go(QuestionPage, "question", plan=other, section="offer")
    assert page.head.question.text().startswith("This plan is not here.")
    assert not page.next_words
    assert not page.can_leave
    page.settle()
    assert plan.plans(seat.vault, bronwen)[0].done == 0


def test_all_of_a_question_and_of_a_step_is_in_sight_without_scrolling(seat: Seat) -> None:
    frame = seat.sit()
    bar = frame._sheet.verticalScrollBar()  # noqa: SLF001 - what she would have to scroll
    long = []
    for section in plan_template().sections:
        page = seat.go(QuestionPage, "question", plan=seat.plan_id, section=section.code)
        for way in ("sentence", "write"):
            page.ways.choose(way)
            settle()
            long += [f"{section.code}, {way}: {bar.maximum()}"] if bar.maximum() else []
    seat.go(StepsPage, "steps").next()
    settle()
    assert (long, bar.maximum()) == ([], 0)


def test_with_large_letters_the_answer_is_in_sight_where_she_types(seat: Seat) -> None:
    frame = seat.sit(size=150)
    frame.resize(1280, 720)
    for section in ("me", "work", "risks"):
        page = seat.go(QuestionPage, "question", plan=seat.plan_id, section=section)
        settle()
        editor, port = page.answer.editor, frame._sheet.viewport()  # noqa: SLF001 - what is seen of the page
        top = editor.mapTo(port, editor.rect().topLeft()).y()
        assert 0 <= top <= port.height() - editor.height(), section


def settle() -> None:
    """Layouts settle in several turns."""
    for _turn in range(5):
        QApplication.processEvents()
