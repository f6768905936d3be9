"""Plans by keys alone: the list, a comment on selected words, sending back, what changed, forms, the other tabs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.shells import nameless, press, settle, shell_over, toast, type_text
from tests.unit.ui.windows import Window, window_over
from tests.vaults import Group
from tests.vaults import group as make_group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import (
    findings,
    local_facts,
    plan,
    plan_comments,
    plan_drafts,
    plan_sums,
    plan_translations,
    prices,
)
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_sums import Figure
from wagesdesk.services.plan_template import plan_template
from wagesdesk.ui.host import Host
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.plans.answer_text import AnswerText
from wagesdesk.ui.pages.plans.money_figures import MoneyFigures
from wagesdesk.ui.pages.plans.page import TABS, PlansPage
from wagesdesk.ui.pages.plans.prices import PriceForm
from wagesdesk.ui.pages.plans.translator import TranslatorForm
from wagesdesk.ui.pages.plans.versions import VersionsForm
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.sidebar import SideItem
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def of(inside: Vault) -> Group:
    return make_group(inside)


@pytest.fixture
def plan_id(inside: Vault, of: Group, morning: FixedClock) -> str:
    """Asha's plan, with words in three sections and one thing to find out, sent."""
    asha = of.people[0]
    made, _changes = plan.begin(inside, asha, person_id=asha, title="Embellish", trade="cards")
    for section in ("me", "offer", "money"):
        said = Said(plan_template().section(section).examples["cards"])
        plan.answer(inside, asha, plan_id=made, section=section, person_id=asha, said=said, done=True)
    findings.add(inside, asha, plan_id=made, person_id=asha, text="What does a stall cost?", of="guest")
    morning.advance(hours=1)
    plan.set_stage(inside, of.people[0], plan_id=made, stage="sent")
    morning.advance(hours=1)
    return made


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, of: Group, jobs: Jobs) -> Shell:
    return shell_over(qtbot, inside, jobs)


@pytest.fixture
def page(qtbot: QtBot, plan_id: str, shell: Shell, jobs: Jobs) -> PlansPage:
    assert plan_id
    return opened(qtbot, shell, jobs)


@pytest.fixture
def windows() -> Iterator[list[Host]]:
    made: list[Host] = []
    yield made
    for host in made:
        host.close()
        host.deleteLater()


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, inside: Vault, plan_id: str, windows: list[Host], tmp_path: Path
) -> Window:
    """The whole window, in which Tab goes as the eye does, with Asha's plan sent."""
    assert plan_id
    return window_over(qtbot, qapp, inside, windows, tmp_path)


def opened(qtbot: QtBot, shell: Shell, jobs: Jobs, **where: str) -> PlansPage:
    shell.go("plans", **where)
    found = shell.page("plans")
    assert isinstance(found, PlansPage)
    settle(qtbot, jobs)
    return found


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget) and one.text()]


def button(widget: QWidget, name: str) -> Button:
    (found,) = [one for one in widget.findChildren(Button) if one.accessibleName() == name and one.isVisibleTo(widget)]
    return found


def into(page: PlansPage, section: str) -> AnswerText:
    """Go with Tab, from the list, into the answer of a section."""
    page.list.setFocus()
    wanted = {part.code: text for part, text in zip(_written(page), page.review.draft.texts, strict=True)}[section]
    for _turn in range(80):
        press(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is wanted:
            return wanted
    raise AssertionError(section)


def _written(page: PlansPage) -> list[plan.SectionView]:
    return [part for part in plan.plan(page.desk.vault, page.review.plan_id).sections if part.written]


def test_without_plans_one_sentence_and_one_button(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    page = opened(qtbot, shell, jobs)
    shown = words(page.parts)
    assert shown == ["No plans to read. They come here when a participant presses Send."]
    assert button(page.parts, "Print sheets to write on").isEnabled()
    assert not page.desk.actions["plans.comment"].isEnabled()
    assert nameless(page) == []
    page.show_where(tab="sums")
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Words", "without a plan there are no sums"
    assert words(page.parts) == shown


def test_the_list_walks_with_letters_and_keeps_the_plan(
    qtbot: QtBot, shell: Shell, jobs: Jobs, inside: Vault, of: Group, plan_id: str
) -> None:
    second, _changes = plan.begin(inside, of.people[1], person_id=of.people[1])
    page = opened(qtbot, shell, jobs)
    assert page.list.ids() == [plan_id, second]
    assert "To read" in words(page.list)
    page.list.setFocus()
    press(Qt.Key.Key_J)
    assert page.review.plan_id == second
    page.make_stale()
    assert (page.list.plan_id, page.review.plan_id) == (second, second)
    press(Qt.Key.Key_K)
    assert page.review.plan_id == plan_id
    opened(qtbot, shell, jobs, person_id=of.people[1])
    assert page.review.plan_id == second


def test_a_comment_on_selected_words_by_keys_alone(window: Window, inside: Vault, plan_id: str) -> None:
    page, shell = window.page(PlansPage, "plans"), window.shell
    text = into(page, "me")
    for _word in range(3):
        press(Qt.Key.Key_Right, modifier=CTRL | SHIFT)
    quote = text.textCursor().selectedText().strip()
    press(Qt.Key.Key_C)
    type_text("This is strong. JK.")
    assert page.review.comments.typed() is not None
    press(Qt.Key.Key_Tab)
    assert isinstance(found := QApplication.focusWidget(), Button)
    assert found.text() == "Keep"
    press(Qt.Key.Key_Return)
    (one,) = plan_comments.of_plan(inside, plan_id)
    assert (one.text, one.quote, one.section, one.by, one.sent) == ("This is strong. JK.", quote, "me", "Rhian", None)
    assert toast(shell) == "Comment kept. She does not see it yet."
    assert isinstance(QApplication.focusWidget(), AnswerText)
    assert page.review.comments.back.text() == "Send back with 1 comment"
    assert "1, not sent yet" in words(page.review.comments)
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert plan.plan(inside, plan_id).row.stage == "back"
    assert [one.text for one in plan_comments.for_her(inside, one.person_id)] == ["This is strong. JK."]
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert plan.plan(inside, plan_id).row.stage == "sent"
    assert plan_comments.for_her(inside, one.person_id) == ()


def test_send_back_keeps_a_comment_that_is_being_written_first(page: PlansPage, inside: Vault, plan_id: str) -> None:
    into(page, "offer")
    press(Qt.Key.Key_C)
    type_text("Which shop?")
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert [one.text for one in plan_comments.of_plan(inside, plan_id)] == ["Which shop?"]
    assert plan.plan(inside, plan_id).row.stage == "sent"


def test_a_woman_of_her_circle_says_it(page: PlansPage, inside: Vault, of: Group, plan_id: str) -> None:
    into(page, "offer")
    press(Qt.Key.Key_C)
    form = page.review.comments.form
    assert form is not None
    form.who.editor.setCurrentIndex(form.who.editor.findData(of.people[1]))
    type_text("I would buy one.")
    form.keep_button.click()
    (one,) = plan_comments.of_plan(inside, plan_id)
    assert (one.by, one.peer) == ("Bronwen", True)
    assert "From her circle" in words(page.review.comments)


def test_marks_stay_with_their_words_when_she_goes_on(
    page: PlansPage, inside: Vault, of: Group, plan_id: str, morning: FixedClock
) -> None:
    asha = of.people[0]
    text = plan.plan(inside, plan_id).section("me").answers[0].text
    at = plan_comments.Tied("me", text[2:12], 2)
    plan_comments.add(inside, inside.staff_id, plan_id=plan_id, person_id=asha, at=at, text="Good", kind="works")
    plan_comments.hand_on(inside, inside.staff_id, plan_id=plan_id, stage="back")
    morning.advance(hours=1)
    page.desk.bus.tell(
        plan.answer(inside, asha, plan_id=plan_id, section="me", person_id=asha, said=Said("Something new. " + text))
    )
    page.review.comments.before.click()
    page.list.setFocus()
    shown = page.review.draft.texts[[part.code for part in _written(page)].index("me")]
    assert shown.accessibleDescription() == "1"
    assert shown.verticalScrollBar().value() == 0
    shown.select(17, 27)
    assert shown.selected() is not None
    assert shown.textCursor().selectedText() == text[2:12]
    press(Qt.Key.Key_D, modifier=CTRL)
    assert "What is new has a line at its left." in words(page.review)
    shown = page.review.draft.texts[[part.code for part in _written(page)].index("me")]
    assert shown.fresh == ((0, 14),)


def test_words_are_typed_from_paper_and_checked(page: PlansPage, inside: Vault, of: Group, plan_id: str) -> None:
    button(page.review.draft, "Type it in: If things go wrong").click()
    type_text("It may rain. I have a tent.")
    form = page.review.form
    assert form is not None
    assert page.typed() is not None
    form.keep()
    one = plan.plan(inside, plan_id).section("risks").answers[0]
    assert (one.text, one.how, one.by) == ("It may rain. I have a tent.", "paper", "Rhian")
    assert "Written, typed from paper of 3 Nov by Rhian" in words(page.review.draft)
    button(page.review.draft, "Checked together: If things go wrong").click()
    assert plan.plan(inside, plan_id).section("risks").answers[0].state == "checked"


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


def test_the_sidebar_counts_what_is_to_read(page: PlansPage, shell: Shell) -> None:
    (item,) = [one for one in shell.findChildren(SideItem) if one.text() == "Plans"]
    assert item.accessibleName() == "Plans, 1 to read"
    page.list.setFocus()
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert item.accessibleName() == "Plans"


def test_a_price_that_is_being_typed_stands_there_after_a_new_window(qtbot: QtBot, window: Window) -> None:
    page = window.page(PlansPage, "plans", tab="prices")
    page.price(None)
    type_text("A stall")
    again = window.redrawn(page)
    settle(qtbot, window.host.jobs)
    assert isinstance(again.form, PriceForm)
    assert again.form.what.editor.text() == "A stall"


def test_what_is_typed_stands_there_after_a_new_window_and_in_large_letters_in_a_tab(
    qtbot: QtBot, window: Window
) -> None:
    page = window.page(PlansPage, "plans")
    page.review.draft.texts[0].setFocus()
    page.review.comment()
    assert page.review.comments.form is not None
    page.review.comments.form.text.editor.setPlainText("Half a sen")
    assert not page.tabs.isTabVisible(TABS.index("comments"))
    again = window.redrawn(page, 150)
    settle(qtbot, window.host.jobs)
    form = again.review.comments.form
    assert form is not None
    assert form.said == "Half a sen"
    assert nameless(again) == []
    assert TABS[again.tabs.currentIndex()] == "comments"
    assert not again.review.draft.isVisible()
    form.keep_button.click()
    assert TABS[again.tabs.currentIndex()] == "words"
    focused = QApplication.focusWidget()
    assert isinstance(focused, AnswerText)
    settle(qtbot, window.host.jobs)
    qtbot.waitUntil(lambda: not focused.visibleRegion().isEmpty())
    again.show_where(tab="comments")
    assert again.panes()[-1] is again.review.comments
    press(Qt.Key.Key_D, modifier=CTRL)
    assert TABS[again.tabs.currentIndex()] == "words"
