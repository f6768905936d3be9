"""Help with words on her pages: spelling under her answer, the words of money beside questions and sums."""

from __future__ import annotations

from tests.unit.ui.plan.conftest import Seat
from wagesdesk.services import glossary, own_words
from wagesdesk.ui.kiosk.plan.question import QuestionPage
from wagesdesk.ui.kiosk.sums.form import SumPanel
from wagesdesk.ui.kiosk.sums.page import SumPage
from wagesdesk.ui.kiosk.widgets import KioskButton
from wagesdesk.ui.words.money_words import MoneyWords

SLOW = 20_000


def _chips(of: MoneyWords) -> dict[str, KioskButton]:
    return {one.text(): one for one in of.findChildren(KioskButton) if one.isVisible()}


def test_words_of_money_are_explained_beside_a_question_and_follow_it(seat: Seat) -> None:
    page = seat.go(QuestionPage, "question", plan=seat.plan_id, section="rules")
    seat.press(_chips(page.beside.money)["insurance"])
    assert page.beside.money.text() == glossary.term("insurance").meaning
    page = seat.go(QuestionPage, "question", plan=seat.plan_id, section="money")
    assert "insurance" not in _chips(page.beside.money)
    assert "price" in _chips(page.beside.money)


def test_words_of_money_are_explained_beside_a_sum(seat: Seat) -> None:
    page = seat.go(SumPage, "sum", plan=seat.plan_id, sheet="survival")
    assert isinstance(page.panel, SumPanel)
    assert {"rent", "council tax"} <= set(_chips(page.panel.side.money))


def test_a_word_of_hers_is_kept_with_her_records(seat: Seat) -> None:
    page = seat.go(QuestionPage, "question", plan=seat.plan_id)
    page.ways.choose("write")
    page.answer.editor.setPlainText("the kozykutz way")
    seat.press(page.check.button)
    seat.qtbot.waitUntil(lambda: page.check.marked() == ("kozykutz",), timeout=SLOW)
    page.check.open("kozykutz")
    seat.qtbot.waitUntil(lambda: page.check.list.ready, timeout=SLOW)
    seat.press(page.check.list.own)
    assert own_words.own_words(seat.vault, seat.asha) == {"kozykutz"}
    assert page.check.marked() == ()
