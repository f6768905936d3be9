"""What can be printed is reached from where one stands: the class list, everything held about her, her plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import plans
from tests.unit.ui.shells import settle, shell_over, toast
from wagesdesk.services import cohort, copies, people
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.person.named_others import NamedOthers
from wagesdesk.ui.pages.plans.own_copy import CopyForm
from wagesdesk.ui.pages.plans.page import PlansPage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.window import Shell


@pytest.fixture
def shell(qtbot: QtBot, sitting: Sitting, jobs: Jobs) -> Shell:
    opened = sitting.vault
    cohort_id, _changes = cohort.create_cohort(
        opened, opened.staff_id, title="Cohort 7", term="", programme_code="wages", start=date(2026, 9, 15), weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    people.add_by_names(opened, opened.staff_id, cohort_id=cohort_id, text="Asha Rowan", joined_on=date(2026, 9, 15))
    return shell_over(qtbot, opened, jobs)


def preview(qtbot: QtBot, owner: QWidget, jobs: Jobs) -> Preview:
    qtbot.waitUntil(lambda: bool(owner.findChildren(Preview)))
    settle(qtbot, jobs)
    return owner.findChildren(Preview)[0]


def test_the_class_list_is_previewed(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    shell.go("participants")
    shell.desk.actions["people.print"].trigger()
    shown = preview(qtbot, shell.page("participants"), jobs)
    qtbot.waitUntil(lambda: shown.pdf.pageCount() == 1)


def test_everything_held_about_her_is_previewed(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    row = people.people(shell.desk.vault, shell.desk.cohort(), shell.desk.clock.today())[0]
    shell.go("person", person_id=row.id)
    shell.desk.actions["person.print_held"].trigger()
    shown = preview(qtbot, shell.page("person"), jobs)
    qtbot.waitUntil(lambda: shown.pdf.pageCount() >= 1)
    assert "Rowan" in shown.pdf.getAllText(0).text()


def test_what_names_others_is_read_first_and_kept_or_left_out(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    vault, cohort_id = shell.desk.vault, shell.desk.cohort()
    people.add_by_names(vault, vault.staff_id, cohort_id=cohort_id, text="Bronwen", joined_on=date(2026, 9, 15))
    row = next(one for one in people.people(vault, cohort_id, shell.desk.clock.today()) if one.name == "Asha")
    for about in ("Cards with Bronwen", "Cards and boxes, Bronwen packs"):
        people.set_business(vault, vault.staff_id, person_id=row.id, name="Cards", about=about)
    shell.go("person", person_id=row.id)

    def asked() -> NamedOthers:
        shell.desk.actions["person.print_held"].trigger()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(NamedOthers)))
        return next(one for one in page.findChildren(NamedOthers) if one.isVisible())

    page = shell.page("person")
    ask = asked()
    words = " ".join(one.text() for one in ask.findChildren(PlainLabel))
    assert "Cards with Bronwen" in words
    assert "Cards and boxes, Bronwen packs" in words
    assert [tick.isChecked() for tick in ask.ticks.values()] == [True, True]
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    assert not page.findChildren(Preview)
    ask = asked()
    QTest.keyClick(ask.focusWidget(), Qt.Key.Key_Space)  # the newest may be kept
    ask.on.click()
    shown = preview(qtbot, page, jobs)
    qtbot.waitUntil(lambda: shown.pdf.pageCount() >= 1)
    printed = " ".join(shown.pdf.getAllText(at).text() for at in range(shown.pdf.pageCount()))
    assert "Bronwen packs" in " ".join(printed.split())
    assert "Cards with Bronwen" not in printed
    assert "Some words are left out" in " ".join(printed.split())


@pytest.fixture
def her_plans(shell: Shell) -> PlansPage:
    vault = shell.desk.vault
    (row,) = people.people(vault, shell.desk.cohort(), shell.desk.clock.today())
    plan_id = plans.whole_plan(vault, row.id)
    shell.go("plans", plan=plan_id)
    shown = shell.page("plans")
    assert isinstance(shown, PlansPage)
    return shown


def choose(page: PlansPage, text: str) -> None:
    next(one for one in page.prints.menu.actions() if one.text() == text).trigger()


def words(shown: Preview) -> str:
    return " ".join(shown.pdf.getAllText(at).text() for at in range(shown.pdf.pageCount()))


def test_her_own_copy_is_two_files_and_is_noted(
    qtbot: QtBot, her_plans: PlansPage, shell: Shell, jobs: Jobs, tmp_path: Path
) -> None:
    form = her_plans.review.open_form("copy")
    assert isinstance(form, CopyForm)
    form.write_to(tmp_path)
    settle(qtbot, jobs)
    assert {one.name for one in tmp_path.iterdir()} >= {"plan.html", "sums.xlsx"}
    assert (tmp_path / "sums.xlsx").read_bytes().startswith(b"PK")
    assert "not locked" in toast(shell)
    assert {(one.what, one.form, one.names) for one in copies.copies(shell.desk.vault)} == {
        ("standard", "html", ("Asha",)),
        ("sums", "xlsx", ("Asha",)),
    }


def test_large_print_of_her_plan_is_laid_out_anew(qtbot: QtBot, her_plans: PlansPage, jobs: Jobs) -> None:
    choose(her_plans, "The whole plan")
    shown = preview(qtbot, her_plans, jobs)
    qtbot.waitUntil(lambda: "Embellish" in words(shown))
    assert shown.caution.text().startswith("Her own words say: probation. Who reads this")
    assert "Checked on: 22 Nov 2026" not in words(shown)
    shown.large.setChecked(True)
    qtbot.waitUntil(lambda: "Checked on: 22 Nov 2026" in words(shown))
    shown.reject()


def test_the_list_to_find_out_is_previewed(qtbot: QtBot, her_plans: PlansPage, jobs: Jobs) -> None:
    her_plans.show_where(tab="find_out")
    her_plans.find_out.print.click()
    shown = preview(qtbot, her_plans.find_out, jobs)
    qtbot.waitUntil(lambda: "What does a stall cost?" in words(shown).replace("\r\n", " "))
    shown.reject()
