"""A new cohort is typed in one form, seen before it is made, and leads on to its people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from wagesdesk.clock import FixedClock
from wagesdesk.services import cohort
from wagesdesk.services.reference import programmes
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.cohort.form import term_of
from wagesdesk.ui.pages.cohort.page import CohortPage
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell


@pytest.fixture
def shell(qtbot: QtBot, look: theme.Theme, sitting: Sitting, clock: FixedClock, jobs: Jobs) -> Iterator[Shell]:
    made = Shell(sitting, settings=Settings, change_settings=lambda **_fields: None, clock=clock, jobs=jobs)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    jobs.drain()


@pytest.fixture
def page(shell: Shell) -> CohortPage:
    shell.go("cohort")
    made = shell.page("cohort")
    assert isinstance(made, CohortPage)
    return made


def retype(page: CohortPage, field: str, text: str) -> None:
    editor = page.form.fields[field].editor
    editor.setFocus()
    editor.selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(editor, text)


def shown(page: CohortPage) -> list[str]:
    QApplication.processEvents()  # the layouts come to rest
    return [one.text() for one in page.preview.findChildren(QLabel) if one.isVisibleTo(page)]


def test_what_is_proposed_can_be_taken_as_it_is(shell: Shell, page: CohortPage) -> None:
    assert page.form.title_field.editor.hasFocus()
    assert page.form.title_field.editor.text() == "Cohort 1"
    QTest.keyClick(page.form.title_field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = cohort.cohorts(shell.desk.vault)[0]
    assert (made.title, made.term, made.first_day) == ("Cohort 1", "Autumn 2026", date(2026, 11, 10))
    assert shell.desk.cohort() == made.id
    assert shell.where == ("participants", {"add": "1"})


def test_the_days_are_seen_before_and_are_those_that_are_made(shell: Shell, page: CohortPage) -> None:
    retype(page, "start", "14 sep 2026")
    page.form.weekday.editor.setCurrentIndex(3)
    page.form.skipped.field.editor.setFocus()
    for typed in ("24/9/2026", "1 oct 26", "24/9/2026"):
        QTest.keyClicks(page.form.skipped.field.editor, typed)
        QTest.keyClick(page.form.skipped.field.editor, Qt.Key.Key_Return)
    next(one for one in page.findChildren(Button) if one.accessibleName().endswith("1 October 2026")).click()
    assert page.preview.sentence.text() == (
        "10 workshops, each Thursday, from 17 Sep to 26 Nov 2026. Skipped: Thu 24 Sep."
    )
    words = shown(page)
    assert "Thu 24 Sep" not in words
    assert page.form.term.editor.text() == "Autumn 2026"
    page.create_cohort()
    made = cohort.workshops(shell.desk.vault, shell.desk.cohort())
    assert [one.day for one in made][:3] == [date(2026, 9, 17), date(2026, 10, 1), date(2026, 10, 8)]
    assert all(f"{one.day:%a} {one.day.day} {one.day:%b}" in words and one.title in words for one in made)


def test_what_will_not_do_is_said_beside_its_field(shell: Shell, page: CohortPage) -> None:
    form = page.form
    for field, typed, wrong in (
        ("start", "sometime", form.start), ("title", "  ", form.title_field), ("starts", "nine", form.starts),
        ("ends", "8", form.ends),
    ):  # fmt: skip
        page.refresh()
        retype(page, field, typed)
        page.create_cohort()
        assert wrong.error(), field
        assert [name for name, one in form.fields.items() if one.error()] == [field]
    page.refresh()
    retype(page, "ends", "815")
    page.create_cohort()
    assert "before the start" in form.ends.error()
    assert cohort.cohorts(shell.desk.vault) == ()
    retype(page, "starts", "8.00")
    page.create_cohort()
    made = cohort.workshops(shell.desk.vault, shell.desk.cohort())
    assert {(one.starts, one.ends) for one in made} == {("08:00", "08:15")}


def test_going_elsewhere_keeps_what_was_typed_and_making_it_empties_the_form(shell: Shell, page: CohortPage) -> None:
    retype(page, "title", "The second group")
    shell.go("today")
    shell.go("cohort")
    assert page.form.title_field.editor.text() == "The second group"
    page.create_cohort()
    shell.go("cohort")
    assert page.form.title_field.editor.text() == "Cohort 2"


def test_a_term_is_called_after_its_season() -> None:
    days = (date(2026, 1, 5), date(2026, 3, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 1))
    assert [term_of(day).split()[0] for day in days] == ["Winter", "Spring", "Summer", "Autumn", "Winter"]
    assert len(programmes()[0].workshops) == 10
