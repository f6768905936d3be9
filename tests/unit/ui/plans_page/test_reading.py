"""Plans by keys alone: the list, a comment on selected words, sending back, what changed, and what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.plans_page.conftest import button, opened, words
from tests.unit.ui.shells import nameless, press, settle, toast, type_text
from tests.unit.ui.windows import Window
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import (
    plan,
    plan_comments,
)
from wagesdesk.services.plan import Said
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.plans.answer_text import AnswerText
from wagesdesk.ui.pages.plans.page import TABS, PlansPage
from wagesdesk.ui.pages.plans.prices import PriceForm
from wagesdesk.ui.sidebar import SideItem
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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
