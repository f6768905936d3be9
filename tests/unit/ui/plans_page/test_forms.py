"""The forms of a plan, the figures beside her words, and the tabs behind it: prices and facts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.plans_page.conftest import button, words
from tests.unit.ui.shells import press, type_text
from tests.unit.ui.windows import Window
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import (
    findings,
    local_facts,
    plan,
    plan_drafts,
    plan_sums,
    plan_translations,
    prices,
)
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_sums import Figure
from wagesdesk.ui.pages.plans.money_figures import MoneyFigures
from wagesdesk.ui.pages.plans.page import PlansPage
from wagesdesk.ui.pages.plans.translator import TranslatorForm
from wagesdesk.ui.pages.plans.versions import VersionsForm
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.widgets.buttons import Button

pytestmark = pytest.mark.usefixtures("look")
CTRL = Qt.KeyboardModifier.ControlModifier


def test_an_earlier_version_is_compared_and_brought_back(
    page: PlansPage, inside: Vault, of: Group, plan_id: str, morning: FixedClock
) -> None:
    asha = of.people[0]
    before = plan.plan(inside, plan_id).section("me").answers[0].text
    morning.advance(hours=1)
    plan.answer(inside, asha, plan_id=plan_id, section="me", person_id=asha, said=Said(before + " More."))
    form = page.review.open_form("earlier", "me", asha)
    assert isinstance(form, VersionsForm)
    assert "[added: More.]" in form.text.accessibleDescription()
    assert "+More.+" in form.text.toPlainText()
    form.save.click()
    assert plan.plan(inside, plan_id).section("me").answers[0].text == before
    assert len(plan_drafts.revisions(inside, plan_id=plan_id, section="me", person_id=asha)) == 3


def shown_in(qtbot: QtBot, over: QWidget) -> str:
    """The words of the one print that is looked at; it is put away."""
    qtbot.waitUntil(lambda: bool(over.findChildren(Preview)))
    (shown,) = over.findChildren(Preview)
    qtbot.waitUntil(lambda: shown.pdf.pageCount() == 1)
    text = shown.pdf.getAllText(0).text()
    shown.reject()
    return text


def test_a_translation_stands_beside_hers(qtbot: QtBot, window: Window, inside: Vault, of: Group, plan_id: str) -> None:
    page = window.page(PlansPage, "plans")
    form = page.review.open_form("translate", "offer", of.people[0])
    assert form is not None
    type_text("Cardiau.")
    form.keep()
    assert "by" in {name for name, field in form._fields.items() if field.error()}
    press(Qt.Key.Key_Tab)
    form._fields["by"].editor.setText("Nia")
    form.keep()
    assert [one.by for one in plan_translations.of_plan(inside, plan_id)] == ["Nia"]
    assert "Cardiau." in words(page.review.draft)
    page.show_where(tab="prices")
    (sheet,) = [one for one in page.prints.menu.actions() if one.text() == "A sheet for a translator…"]
    sheet.trigger()
    asked = page.review.form
    assert isinstance(asked, TranslatorForm)
    assert asked.isVisible()
    assert asked.into.editor.currentText() == "Cymraeg", "what was chosen last"
    asked.into.editor.setCurrentIndex(asked.into.editor.findText("Polski"))
    asked.keep()
    assert "Please write each text again in Polski" in shown_in(qtbot, asked)
    again = page.review.open_form("translator")
    assert isinstance(again, TranslatorForm)
    assert again.into.editor.currentText() == "Polski"


def test_the_figures_of_her_sums_stand_beside_her_words_about_money(
    page: PlansPage, inside: Vault, plan_id: str
) -> None:
    assert not page.review.draft.findChildren(MoneyFigures)
    figures = (
        Figure("one", "card", kind="thing", name="One card"), Figure("one", "card.price", pence=275),
        Figure("one", "card.batch", number=10), Figure("one", "card.fee", "find"),
        Figure("one", "paper", "guess", kind="material", of="card", name="Card and envelope", pence=300),
        Figure("survival", "rent", pence=300_00), Figure("sales", "card.usual", number=20),
        Figure("start_up", "stall", kind="item", name="Stall", pence=45_00, got="buy"),
    )  # fmt: skip
    page.desk.bus.tell(plan_sums.put(inside, inside.staff_id, plan_id=plan_id, figures=figures))
    (shown,) = page.review.draft.findChildren(MoneyFigures)
    assert words(shown) == [
        "One card", "Card and envelope, her guess", "£0.30", "My share of the stall for one", "to find out",
        "Left from £2.75", "£2.45",
        "In all", "To draw each month", "£300.00", "Still to find to start", "£45.00",
        "Sales each month that cover it all", "123", "Least in hand, in December", "−£3,057.00",
    ]  # fmt: skip
    shown.open.click()
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Sums"


def test_owners_come_and_go(page: PlansPage, inside: Vault, of: Group, plan_id: str) -> None:
    page.review.open_form("about")
    button(page, "Add her").click()
    assert [name for _id, name in plan.plan(inside, plan_id).row.owners] == ["Asha", "Bronwen"]
    assert plan.plan(inside, plan_id).row.form == "together"
    page.review.open_form("about")
    button(page, "Take off: Bronwen").click()
    assert [name for _id, name in plan.plan(inside, plan_id).row.owners] == ["Asha"]


def test_a_plan_is_begun_for_a_woman_who_has_none(page: PlansPage, inside: Vault, of: Group) -> None:
    page.list.setFocus()
    press(Qt.Key.Key_N, modifier=CTRL)
    assert page.form is not None
    page.form.keep()
    (row,) = plan.plans(inside, of.people[1])
    assert page.review.plan_id == row.id


def test_an_answer_from_a_guest_goes_into_the_price_book(page: PlansPage, inside: Vault, of: Group) -> None:
    page.show_where(tab="find_out")
    button(page.find_out, "Note the answer: What does a stall cost?").click()
    type_text("£12 a day")
    assert page.form is not None
    page.form._fields["source"].editor.setText("Mrs Price, market")
    page.form.keep()
    (one,) = findings.of_person(inside, of.people[0])
    assert (one.answer, one.source) == ("£12 a day", "Mrs Price, market")
    page.find_out.chips.choose("found")
    button(page.find_out, "Put it in the price book: What does a stall cost?").click()
    assert page.form is not None
    page.form._fields["pence"].editor.setText("x")
    page.form.keep()
    assert page.form._fields["pence"].error()
    page.form._fields["pence"].editor.setText("12")
    page.form.keep()
    (row,) = prices.book(inside)
    assert (row.pence, row.source) == (1200, "Mrs Price, market")
    page.show_where(tab="prices")
    page.prices.search.setText("nothing")
    assert not page.prices.table.isVisibleTo(page)
    page.prices.search.setText("stall")
    page.prices.table.setFocus()
    press(Qt.Key.Key_Delete)
    assert prices.book(inside) == ()
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert len(prices.book(inside)) == 1


def test_a_fact_is_said_for_this_place_and_given_back(page: PlansPage, inside: Vault) -> None:
    page.show_where(tab="facts")
    first = next(one for one in page.facts.findChildren(Button) if one.text() == "Say it for this place")
    first.click()
    assert page.form is not None
    page.form._fields["source"].editor.setText("The council, by phone")
    page.form.keep()
    (one,) = local_facts.local(inside).values()
    assert one.source == "The council, by phone"
    page.facts.chips.choose("ours")
    (back,) = [one for one in page.facts.findChildren(Button) if one.text() == "Back to what ships"]
    back.click()
    assert not local_facts.local(inside)
