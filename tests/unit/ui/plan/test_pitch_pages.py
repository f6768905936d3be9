"""Her cards in her own words, and a clock that asks nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.unit.ui.plan.conftest import Seat
from wagesdesk.models.plan import PITCH_CARDS
from wagesdesk.services import pitch, plan
from wagesdesk.ui.kiosk.home import HomePage
from wagesdesk.ui.kiosk.pitch.page import PitchPage
from wagesdesk.ui.kiosk.pitch.practise import PractisePage
from wagesdesk.ui.kiosk.plan.page import PlanPage


def test_a_card_begins_with_the_words_of_her_plan(seat: Seat) -> None:
    seat.write("me", "I draw and cut neatly. My sister says so.")
    page = seat.go(PitchPage, "pitch")
    assert page.title.text() == "Who I am"
    assert page.answer.text == "I draw and cut neatly. My sister says so."
    assert page.boxes.said.text() == "1 of 5"
    assert not page.again.isVisible(), "they are the words of her plan"
    seat.next()
    assert pitch.own(seat.vault, seat.plan_id) == {}, "what is in the plan is not kept twice"
    assert seat.on(PitchPage).title.text() == "What I sell"


def test_words_of_her_own_are_kept_and_can_go_back(seat: Seat) -> None:
    seat.write("me", "I draw.")
    page = seat.go(PitchPage, "pitch")
    page.answer.editor.selectAll()
    seat.type("I am Asha. I draw!")
    seat.next()
    assert pitch.own(seat.vault, seat.plan_id) == {"pitch.who": "I am Asha. I draw!"}
    assert seat.on(PitchPage).boxes.said.text() == "2 of 5"
    page = seat.go(PitchPage, "pitch", card="pitch.who")
    assert page.answer.text == "I am Asha. I draw!"
    seat.press(page.again)
    assert page.answer.text == "I draw."
    seat.next()
    assert pitch.own(seat.vault, seat.plan_id) == {}


def test_what_is_typed_is_there_again_after_a_fall(seat: Seat) -> None:
    page = seat.go(PitchPage, "pitch", card="pitch.ask")
    seat.type("A stall in May")
    page.flush()
    seat.sit()
    assert seat.go(PitchPage, "pitch", card="pitch.ask").answer.text == "A stall in May"
    seat.go(HomePage, "home")
    assert pitch.own(seat.vault, seat.plan_id) == {"pitch.ask": "A stall in May"}


def test_the_last_card_leads_to_the_practice(seat: Seat) -> None:
    seat.go(PitchPage, "pitch", card=PITCH_CARDS[-1])
    seat.next()
    page = seat.on(PractisePage)
    seat.press(page.start)
    assert page.clock.text() == "Time so far: 0:00"
    assert page.start.text() == "Stop the clock"
    page._before = 95_000  # noqa: SLF001 - as if she had spoken so long
    for title in ("What I sell", "Who buys it", "The money", "What I ask for"):
        seat.next()
        assert page.title.text() == title
    seat.next()
    assert page.clock.text() == "Well done. You spoke for about 2 minutes."
    seat.next()
    assert isinstance(seat.frame.page if seat.frame else None, HomePage | PractisePage)


def test_the_clock_stands_still_when_she_leaves(seat: Seat) -> None:
    page = seat.go(PractisePage, "practise")
    seat.press(page.start)
    assert page._beat.isActive()  # noqa: SLF001
    seat.go(HomePage, "home")
    QApplication.processEvents()
    assert not page._beat.isActive()  # noqa: SLF001


def test_without_a_plan_it_says_what_comes_first(seat: Seat) -> None:
    page = seat.go(PitchPage, "pitch", plan="nothing")
    assert page.hint.text() == "Begin your plan first. Then your cards are here."
    assert page.next_words == "Begin my plan"
    page.next()
    seat.on(PlanPage)


def test_home_counts_the_cards(seat: Seat) -> None:
    pitch.say(
        seat.vault, seat.asha, plan_id=seat.plan_id, person_id=seat.asha, code="pitch.who", text="Asha", language="en"
    )  # fmt: skip
    (row,) = plan.plans(seat.vault, seat.asha)
    told = PitchPage.progress(seat.vault, seat.asha, row)
    assert (told.done, told.of, told.words) == (1, 5, "1 of 5 cards done")
