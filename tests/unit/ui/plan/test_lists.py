"""Rules and cover, what she must find out, and her next steps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.unit.ui.plan.conftest import Seat
from wagesdesk.services import findings, local_facts, plan, ticks
from wagesdesk.services.facts import fact
from wagesdesk.ui.kiosk.plan.find import FindPage
from wagesdesk.ui.kiosk.plan.question import QuestionPage
from wagesdesk.ui.kiosk.plan.rule import value_words
from wagesdesk.ui.kiosk.plan.rules import RulesPage
from wagesdesk.ui.kiosk.plan.steps import StepsPage


def rules(seat: Seat, **where: str) -> RulesPage:
    return seat.go(RulesPage, "rules", plan=seat.plan_id, **where)


def test_the_rules_are_those_of_her_trade_and_nation(seat: Seat) -> None:
    page = rules(seat)
    first, *_others = page.boxes
    assert first == ticks.ASKED_PROBATION
    assert page.boxes[first].hasFocus()
    assert {"market", "bank"} <= set(page.boxes)
    assert not {"food", "animals", "basic_check"} & set(page.boxes)
    assert "ask_probation" not in page.boxes, "it stands behind the first"
    seat.press(page.nation.buttons["wales"])
    assert "market" not in page.boxes
    assert plan.plan(seat.vault, seat.plan_id).row.nation == "wales"


def test_a_step_is_ticked_with_its_day_and_a_note(seat: Seat) -> None:
    page = rules(seat, step=ticks.ASKED_PROBATION)
    assert page.rule.tick.text() == "I have asked my probation officer about this work"
    assert page.rule.tick.hasFocus()
    assert not page.rule.note.isVisible()
    QTest.keyClick(page.rule.tick, Qt.Key.Key_Space)
    assert ticks.ticks(seat.vault, seat.plan_id)[ticks.ASKED_PROBATION].on == date(2026, 11, 3)
    assert not page.rule.later.isVisible(), "no day that is not yet"
    assert page.rule.boxes.boxes.done[0], "its box is ticked at once"
    seat.press(page.rule.earlier)
    assert ticks.ticks(seat.vault, seat.plan_id)[ticks.ASKED_PROBATION].on == date(2026, 11, 2)
    page.rule.note.line.setFocus()
    seat.type("She says yes")
    assert page.typed() == "She says yes"
    seat.next()
    held = ticks.ticks(seat.vault, seat.plan_id)
    assert held[ticks.ASKED_PROBATION].note == "She says yes"
    assert page.rule.title.text() == "Small earnings"
    page.back()
    assert page.boxes[ticks.ASKED_PROBATION].accessibleName().endswith("Done on Mon 2 Nov.")
    page = rules(seat, step=ticks.ASKED_PROBATION)
    assert page.rule.note.text() == "She says yes"
    QTest.keyClick(page.rule.tick, Qt.Key.Key_Space)
    assert ticks.ticks(seat.vault, seat.plan_id) == {}


def test_a_note_half_typed_comes_back(seat: Seat) -> None:
    ticks.tick(seat.vault, seat.asha, plan_id=seat.plan_id, person_id=seat.asha, code="bank", on=date(2026, 11, 2))
    page = rules(seat, step="bank")
    page.rule.note.line.setFocus()
    seat.type("On Mo")
    assert seat.frame is not None
    seat.frame.flush()
    seat.sit()
    assert rules(seat, step="bank").rule.note.text() == "On Mo"


def test_what_may_be_old_says_so_and_a_local_fact_stands_over_it(seat: Seat) -> None:
    page = rules(seat, step="bank")
    assert not page.rule.old.isVisible()
    assert page.rule.checked.text() == "For England, tax year 2026-27. Checked on Sunday 22 November 2026."
    local_facts.keep(
        seat.vault, seat.vault.staff_id, code="bank", title="A bank account", value="Ask Mr Green on Mondays.",
        source="Education", checked_on=date(2026, 9, 1), check_by=date(2026, 10, 1),
    )  # fmt: skip
    page = rules(seat)
    assert "May be old." in page.boxes["bank"].accessibleName()
    page = rules(seat, step="bank")
    assert page.rule.old.isVisible()
    assert page.rule.text.text() == "Ask Mr Green on Mondays."


def test_the_number_of_a_fact_has_its_unit() -> None:
    shown = {one: value_words(fact(one)) for one in ("basic_check", "trading_allowance", "ni_class4", "food", "bank")}
    assert shown == {
        "basic_check": "£21.50", "trading_allowance": "£1,000", "ni_class4": "6 %", "food": "28 days", "bank": "",
    }  # fmt: skip


def test_what_she_must_find_out_and_what_came_back(seat: Seat) -> None:
    page = seat.go(FindPage, "find", plan=seat.plan_id)
    assert page.empty.isVisible()
    seat.press(page.more)
    assert page.asking.what.line.hasFocus()
    seat.type("Is my machine there?")
    seat.press(page.asking.of.buttons["home"])
    seat.press(page.asking.put)
    (one,) = page.rows
    seat.press(page.know[one.id])
    seat.type("Yes, in the loft")
    assert page.typed() == {"known": [one.id, "Yes, in the loft", ""]}
    page.knowing.who.line.setFocus()
    seat.type("My sister")
    QTest.keyClick(page.knowing.who.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    (one,) = findings.of_person(seat.vault, seat.asha)
    assert (one.answer, one.source, one.by, one.found_on) == (
        "Yes, in the loft", "My sister", "Asha", date(2026, 11, 3),
    )  # fmt: skip
    assert not page.know
    assert page.typed() is None
    assert "Yes, in the loft" in page.text_to_read()


def test_an_answer_half_typed_comes_back(seat: Seat) -> None:
    findings.add(seat.vault, seat.asha, plan_id=seat.plan_id, person_id=seat.asha, text="A stall?", of="guest")
    page = seat.go(FindPage, "find", plan=seat.plan_id)
    (one,) = page.rows
    seat.press(page.know[one.id])
    seat.type("£12 a")
    assert seat.frame is not None
    seat.frame.flush()
    seat.sit()
    page = seat.go(FindPage, "find", plan=seat.plan_id)
    assert page.knowing.isVisible()
    assert page.knowing.what.text() == "£12 a"


def test_steps_are_lines_of_her_own_words(seat: Seat) -> None:
    seat.write("first_days", "I rest first.")
    page = seat.go(StepsPage, "steps")
    seat.next()
    assert page.form.what.line.hasFocus()
    seat.press(page.form.ideas[1])
    seat.press(page.form.when.buttons["Week 1"])
    page.form.who.line.setFocus()
    seat.type("my sister")
    QTest.keyClick(page.form.who.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    kept = seat.answer("first_days")
    assert kept.text == "I rest first.\nWeek 1: Open a bank account (my sister)"
    assert kept.state == "drafted"
    assert QApplication.focusWidget() is page.change[0], "the line she typed in is gone"
    seat.press(page.change[1])
    assert (page.form.when.code, page.form.who.text()) == ("Week 1", "my sister")
    seat.press(page.form.when.buttons["Week 2"])
    seat.next()
    assert [step.when for step in page.steps] == ["", "Week 2"]
    question = seat.go(QuestionPage, "question", plan=seat.plan_id, section="first_days")
    assert question.answer.text.endswith("Week 2: Open a bank account (my sister)")
    seat.press(question.head.lead)
    seat.on(StepsPage)


def test_a_step_half_written_comes_back(seat: Seat) -> None:
    page = seat.go(StepsPage, "steps")
    seat.next()
    seat.type("See Ma")
    assert seat.frame is not None
    seat.frame.flush()
    seat.sit()
    page = seat.go(StepsPage, "steps")
    assert page.form.isVisible()
    assert page.form.what.text() == "See Ma"
    seat.press(page.form.never)
    assert page.typed() is None
    assert not page.form.isVisible()
