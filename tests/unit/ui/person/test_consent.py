"""Consent on a person's page, and how the page stands at its sizes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.person.conftest import history_words
from tests.unit.ui.shells import nameless, press, settle, shell_over, toast, type_text
from tests.vaults import TODAY, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import people
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.person.page import TABS, PersonDetailPage
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_without_a_recipient_the_tab_points_to_settings(page: PersonDetailPage, shell: Shell) -> None:
    page.tabs.setCurrentIndex(TABS.index("consent"))
    assert page.consent.parts.currentIndex() == 1
    assert page.overview.consent.findChildren(PlainLabel)[1].text() == "There is nobody yet to share with."
    next(one for one in page.consent.findChildren(Button) if one.text() == "Open Settings").click()
    page_id, where = shell.where
    settings = shell.page(page_id)
    assert isinstance(settings, SettingsPage)
    assert where["section"] in settings.sections


def standing(page: PersonDetailPage) -> dict[str, str]:
    """What she said, by scope, as the service has it."""
    return {row.scope: row.says for row in page.answers()}


def test_answers_are_saved_one_by_one(asked: PersonDetailPage, shell: Shell) -> None:
    form = asked.consent
    assert not form.save.isEnabled()
    assert form.save.accessibleDescription() == "Choose Yes or No for something first."
    plan, scores = (next(row for row in form.rows if row.scope == scope) for scope in ("plan", "scores"))
    plan.yes.setFocus()
    press(Qt.Key.Key_Space)
    scores.no.click()
    assert form.save.text() == "Save 2 answers"
    form.save.click()
    said = standing(asked)
    assert (said["plan"], said["scores"], said["story"]) == ("yes", "no", "unasked")
    held = next(row for row in asked.answers() if row.scope == "plan")
    assert (held.on, held.until, held.how) == (TODAY, date(2027, 2, 1), "paper")
    assert not form.save.isEnabled()
    assert not plan.neither.isVisible()
    assert plan.before.text() == "Yes since 3 Nov 2026 until 1 Feb 2027, on paper"
    assert toast(shell) == "Saved 2 answers of Asha"
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert set(standing(asked).values()) == {"unasked"}


def test_only_a_new_answer_gets_a_new_date(asked: PersonDetailPage, shell: Shell) -> None:
    form = asked.consent
    form.rows[2].yes.click()
    form.save.click()
    shell.desk.clock.advance(days=30)  # type: ignore[attr-defined]
    asked.refresh()
    form.cancel.click()
    form.put_back()
    form.rows[3].yes.click()
    form.how.button(1).click()
    form.save.click()
    held = {row.scope: (row.on, row.how) for row in asked.answers() if row.says == "yes"}
    assert held == {"plan": (TODAY, "paper"), "actions": (date(2026, 12, 3), "spoken")}
    form.again.setChecked(True)
    assert form.save.text() == "Save 2 answers"
    form.save.click()
    assert {row.on for row in asked.answers() if row.says == "yes"} == {date(2026, 12, 3)}


@pytest.mark.parametrize(
    ("on", "until", "wrong"),
    [("4 nov 2026", "1 feb 2027", "on"), ("", "1 feb 2027", "on"), ("3 nov 2026", "2 nov 2026", "until")],
)
def test_dates_that_cannot_be(asked: PersonDetailPage, on: str, until: str, wrong: str) -> None:
    form = asked.consent
    form.rows[0].yes.click()
    form.on.editor.setText(on)
    form.until.editor.setText(until)
    form.save.click()
    assert (bool(form.on.error()), bool(form.until.error())) == (wrong == "on", wrong == "until")
    assert set(standing(asked).values()) == {"unasked"}


def test_the_day_to_ask_again_follows_until_it_is_typed(asked: PersonDetailPage) -> None:
    form = asked.consent
    form.on.editor.setFocus()
    form.on.editor.selectAll()
    type_text("1 nov 2026")
    assert form.until.editor.day() == date(2027, 1, 30)
    form.until.editor.setFocus()
    form.until.editor.selectAll()
    type_text("1 dec 2026")
    form.on.editor.setFocus()
    form.on.editor.selectAll()
    type_text("2 nov 2026")
    assert form.until.editor.day() == date(2026, 12, 1)


def test_she_takes_everything_back_with_undo(asked: PersonDetailPage, shell: Shell) -> None:
    form = asked.consent
    assert not form.withdraw.isEnabled()
    for row in form.rows[:3]:
        row.yes.click()
    form.save.click()
    form.withdraw.click()
    assert list(standing(asked).values())[:3] == ["no"] * 3
    assert toast(shell) == "Asha took everything back"
    assert not form.withdraw.isEnabled()
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert list(standing(asked).values())[:3] == ["yes"] * 3


def test_unsaved_answers_hold_her_page(asked: PersonDetailPage, shell: Shell) -> None:
    asked.consent.rows[0].yes.click()
    press(Qt.Key.Key_Down, modifier=ALT)
    assert asked.head.name.text() == "Asha"
    assert toast(shell).startswith("Her answers are not saved yet.")
    asked.consent.cancel.click()
    press(Qt.Key.Key_Down, modifier=ALT)
    assert asked.head.name.text() == "Bronwen"


def clash(inside: Vault, second: Vault, told: Group, recipient: str) -> None:
    """Both laptops wrote down another answer about her plan on the same day, as yes here and no there."""
    from wagesdesk.services import consent

    vaults.exchange_cards(inside, second)
    vaults.take_in(second, vaults.lines(inside))
    for where, yes in ((inside, True), (second, False)):
        consent.record(
            where, where.staff_id, person_id=told.people[0], recipient_id=recipient, answers={"plan": yes}, on=TODAY,
            until=date(2027, 2, 1), how="paper",
        )  # fmt: skip
    vaults.take_in(inside, vaults.lines(second), via="ijklmnop")


@pytest.mark.parametrize("yes", [True, False])
def test_a_clash_counts_as_no_until_it_is_settled(
    recipient: str, inside: Vault, second: Vault, told: Group, page: PersonDetailPage, yes: bool
) -> None:
    clash(inside, second, told, recipient)
    page.make_stale()
    page.tabs.setCurrentIndex(TABS.index("consent"))
    form = page.consent
    assert "Two machines hold different answers. Until you settle it, it counts as no." in form.clash.text()
    plan = next(row for row in form.rows if row.scope == "plan")
    assert plan.answer is None
    assert plan.neither.text() == "Not settled"
    (plan.yes if yes else plan.no).click()
    form.save.click()
    held = next(row for row in page.answers() if row.scope == "plan" and row.recipient_id == recipient)
    assert (held.says, held.clash) == ("yes" if yes else "no", False)
    assert form.clash.text() == ""


def test_a_yes_cannot_be_brought_back_from_history(asked: PersonDetailPage, qtbot: QtBot, jobs: Jobs) -> None:
    asked.consent.rows[2].yes.click()
    asked.consent.save.click()
    asked.consent.withdraw.click()
    settle(qtbot, jobs)
    history = asked.history
    row = next(at for at, words in enumerate(history_words(asked)) if words.startswith("She said yes: Business plan"))
    assert history.model.rows[row].line.can_bring_back
    history.table.setCurrentIndex(history.table.proxy.index(row, 0))
    assert history.bring.accessibleDescription() == "Her answers are changed on the Consent tab."


def test_every_control_has_a_name(asked: PersonDetailPage) -> None:
    for one in asked.overview.edited:
        one.open()
    assert nameless(asked) == []


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1280, 720)])
def test_no_tab_is_wider_than_the_window(
    qtbot: QtBot, inside: Vault, jobs: Jobs, told: Group, recipient: str, wide: int, high: int
) -> None:
    long = "The Longest Little Handmade Greeting Card Company of Wrexham"
    assert len(long) <= people.LONGEST_NAME
    people.set_business(inside, inside.staff_id, person_id=told.people[0], name=long, about="w" * 200)
    shell = shell_over(qtbot, inside, jobs, wide=wide, high=high)
    shell.go("person", person_id=told.people[0])
    settle(qtbot, jobs)
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    for tab in TABS:
        page.tabs.setCurrentIndex(TABS.index(tab))
        QApplication.processEvents()
        parent = page.parentWidget()
        assert parent is not None
        assert page.width() <= parent.width(), tab
