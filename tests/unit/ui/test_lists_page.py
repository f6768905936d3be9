"""Bring in a list: real files, read, put right and taken in through the real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.shells import check_model, nameless, press, settle, shell_over, toast, type_text
from tests.vaults import TODAY
from wagesdesk.models.vault import Vault
from wagesdesk.services import people
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.lists import words
from wagesdesk.ui.pages.lists.page import ListsPage
from wagesdesk.ui.theme import Theme
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
LISTS = Path("tests/data/lists")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, look: Theme) -> Shell:
    vaults.group(inside, ["Bronwen"])
    return shell_over(qtbot, inside, jobs)


def opened(shell: Shell) -> ListsPage:
    shell.go("list")
    page = shell.page("list")
    assert isinstance(page, ListsPage)
    return page


def loaded(qtbot: QtBot, shell: Shell, file: Path | str) -> ListsPage:
    page = opened(shell)
    page.read_file(LISTS / file)
    settle(qtbot, shell.desk.jobs)
    return page


def rows(page: ListsPage) -> list[tuple[str, str]]:
    """First name and what happens, of the rows in sight."""
    proxy = page.rows.table.proxy
    return [(proxy.index(row, 0).data(), proxy.index(row, 7).data()) for row in range(proxy.rowCount())]


def names(shell: Shell) -> list[str]:
    return [one.name for one in people.people(shell.desk.vault, shell.desk.cohort(), TODAY)]


def say_who(page: ListsPage) -> None:
    page.foot.source.editor.setCurrentIndex(page.foot.source.editor.findData("letter"))


def test_a_messy_list_says_what_becomes_of_each_row(qtbot: QtBot, shell: Shell) -> None:
    page = loaded(qtbot, shell, "two-headings.csv")
    assert rows(page) == [
        ("Asha", "Will be added; day and month may be swapped"),
        ("Bronwen", "Will be added; no release date yet"),
        ("Chantelle", "Not a prison number: it looks like A1234BC"),
        ("Asha", "The same person as in line 6"),
        ("Dee", "Will be added; the date has its month first; the language is not one we know"),
        ("Di", "Will be added; no release date yet"),
        ("Siân", "Will be added"),
        ("", "No first name: type it"),
        ("Freya", "The release date cannot be read"),
        ("Total", "Left out: a total or a remark"),
        ("Printed 02/11/2026 by J. Field", "Left out: a total or a remark"),
    ]
    assert page.head.line.text() == (
        "two-headings.csv: 5 people can be added, 4 rows can be put right. Nothing is written yet."
    )
    assert page.foot.button.text() == "Add 5 people"
    assert QApplication.focusWidget() is page.rows.table
    assert names(shell) == ["Bronwen"]
    assert nameless(page) == []


@pytest.mark.parametrize(("part", "count"), [(words.ADDED, 5), (words.LOOK, 6), (words.OUT, 2), (words.ALL, 11)])
def test_chips_show_a_part(qtbot: QtBot, shell: Shell, part: str, count: int) -> None:
    page = loaded(qtbot, shell, "two-headings.csv")
    page.rows.chips.choose(part)
    assert len(rows(page)) == count
    chip = next(one for one in page.rows.chips.findChildren(QPushButton) if one.isChecked())
    assert chip.accessibleName().endswith(f"  {count}")


def test_the_model_holds(qtbot: QtBot, shell: Shell, qtmodeltester: ModelTester) -> None:
    check_model(qtmodeltester, loaded(qtbot, shell, "two-headings.csv").rows.model)


def test_rows_are_put_right_by_keyboard(qtbot: QtBot, shell: Shell) -> None:
    page = loaded(qtbot, shell, "two-headings.csv")
    page.rows.chips.choose(words.LOOK)
    page.rows.table.setFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_F2)
    number = page.rows.panel.fields["prison_number"]
    assert QApplication.focusWidget() is number.editor
    assert number.error() == "Not a prison number: it looks like A1234BC"
    type_text("A23")
    press(Qt.Key.Key_Return)
    assert page.rows.panel.line == 8, "it stays open while it is wrong"
    press(Qt.Key.Key_A, modifier=CTRL)
    type_text("a2340bc")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.rows.table
    assert page.foot.button.text() == "Add 6 people"
    assert [name for name, _said in rows(page)] == ["Asha", "Asha", "Dee", "", "Freya"]
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.rows.panel.title.text() == "Line 14"
    type_text("Gwen")
    press(Qt.Key.Key_Escape)
    assert page.foot.button.text() == "Add 6 people", "Esc leaves the row as it was"
    assert QApplication.focusWidget() is page.rows.table


def test_del_leaves_a_row_out_and_counts_it_again(qtbot: QtBot, shell: Shell) -> None:
    page = loaded(qtbot, shell, "two-headings.csv")
    press(Qt.Key.Key_Delete)
    assert rows(page)[0] == ("Asha", "Left out")
    assert rows(page)[3][1] == "Will be added", "the second of the two counts now"
    assert page.rows.out_button.text() == "Count it again"
    press(Qt.Key.Key_Delete)
    assert rows(page)[0][1].startswith("Will be added")
    page.rows.chips.choose(words.OUT)
    assert not shell.desk.actions["list.leave_out"].isEnabled(), "nobody stands in a total"


def test_a_list_comes_in_and_one_undo_takes_it_back(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    page = loaded(qtbot, shell, "office.xlsx")
    assert page.foot.button.accessibleDescription() == "Choose who said the release dates."
    say_who(page)
    page.foot.joined.editor.setText("10 Nov 2026")
    page.foot.button.click()
    settle(qtbot, jobs)
    assert shell.where[0] == "participants"
    assert toast(shell) == "Added 4 people"
    assert names(shell) == ["Asha", "Bronwen", "Bronwen", "Chantelle", "Gwen"]
    held = {one.name: one for one in people.people(shell.desk.vault, shell.desk.cohort(), TODAY)}
    asha = people.person(shell.desk.vault, held["Asha"].id, shell.desk.cohort(), TODAY)
    gwen = people.person(shell.desk.vault, held["Gwen"].id, shell.desk.cohort(), TODAY)
    assert (asha.joined_on, gwen.joined_on) == (date(2026, 9, 15), date(2026, 11, 10))
    assert asha.release is not None
    assert (asha.release.day, asha.release.source) == (date(2026, 11, 12), "letter")
    assert page.parts.currentWidget() is page.nothing
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert names(shell) == ["Bronwen"]


def test_columns_are_corrected_remembered_and_keep_what_was_put_right(
    qtbot: QtBot, shell: Shell, jobs: Jobs
) -> None:  # fmt: skip
    page = loaded(qtbot, shell, "one-name.csv")
    assert not page.columns.folded
    assert page.columns.box(3).currentText() == "Known as"
    assert rows(page)[0][0] == "Ash"
    page.rows.mended.emit(10, {"chosen": "Asha"})
    page.columns.box(3).setCurrentIndex(0)
    settle(qtbot, jobs)
    assert rows(page)[0][0] == "Asha"
    assert next(row for row in page.rows.model.rows if row.line == 10).chosen == "Asha"
    page.columns.box(0).setCurrentIndex(0)
    settle(qtbot, jobs)
    assert page.foot.button.accessibleDescription() == "Say which column holds the names."
    page.columns.box(0).setCurrentIndex(page.columns.box(0).findData("name"))
    settle(qtbot, jobs)
    say_who(page)
    page.foot.button.click()
    settle(qtbot, jobs)
    page = loaded(qtbot, shell, "one-name.csv")
    assert page.columns.folded
    assert page.columns.box(3).currentText() == "Not taken"
    assert rows(page)[0] == ("Asha", "In this cohort already")


def test_another_sheet_can_be_chosen(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    page = loaded(qtbot, shell, "office.xlsx")
    box = page.columns.sheets
    assert box.isVisible()
    sheets = [box.itemText(at) for at in range(box.count())]
    assert sheets[box.currentIndex()] == "Women"
    box.setCurrentIndex((box.currentIndex() + 1) % box.count())
    settle(qtbot, jobs)
    assert page.columns.sheets.currentText() != "Women"
    assert page.rows.model.rows != ()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "a.csv: There is nothing in this list."),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old.xls: This is an old kind of spreadsheet"),
        ("a.csv", b"Surname,Forename,Number\n", "a.csv: This list has headings and nobody under them."),
    ],
)
def test_a_file_that_is_no_list_is_refused_kindly(
    qtbot: QtBot, shell: Shell, jobs: Jobs, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    page = loaded(qtbot, shell, "cymraeg.tsv")
    (tmp_path / name).write_bytes(data)
    page.read_file(tmp_path / name)
    settle(qtbot, jobs)
    assert page.refused.text().startswith(said)
    assert page.foot.button.text() == "Add 3 people", "what was loaded stays"
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Choose another file"
    focused.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(LISTS / "epoch-1904.xlsx"))
    dialog.close()
    settle(qtbot, jobs)
    assert page.refused.text() == ""
    assert [name for name, _said in rows(page)] == ["Asha", "Bronwen", "Chantelle"]


def test_a_file_can_be_dropped_on_the_page(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    page = opened(shell)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str((LISTS / "names-alone.txt").resolve()))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.dropEvent(QDropEvent(QPoint(9, 9), copy, mime, left, none))
    settle(qtbot, jobs)
    assert page.foot.button.text() == "Add 4 people"
    assert page.foot.source.isHidden(), "no release dates, no question"


def test_stop_reads_nothing_and_writes_nothing(
    qtbot: QtBot, shell: Shell, jobs: Jobs, tmp_path: Path
) -> None:  # fmt: skip
    long = tmp_path / "long.csv"
    long.write_text("Surname,Forename\n" + "".join(f"Rahman,Asha {n}\n" for n in range(60_000)), "utf-8")
    page = opened(shell)
    page.read_file(long)
    stop = next(one for one in shell.findChildren(QPushButton) if one.text() == "Stop, nothing is written")
    qtbot.waitUntil(stop.isVisible)
    stop.click()
    settle(qtbot, jobs)
    assert toast(shell) == "Stopped. Nothing was written."
    assert page.parts.currentWidget() is page.nothing
    assert names(shell) == ["Bronwen"]


def test_what_was_loaded_stays_while_hidden_and_can_be_forgotten(qtbot: QtBot, shell: Shell) -> None:
    page = loaded(qtbot, shell, "names-alone.txt")
    press(Qt.Key.Key_Delete)
    vault = shell.desk.vault
    shell.go("participants")
    changes = people.add_by_names(
        vault, vault.staff_id, cohort_id=shell.desk.cohort(), text="Siân Jones", joined_on=TODAY
    ).changes
    shell.desk.bus.tell(changes)
    assert opened(shell) is page
    assert rows(page)[:2] == [("Asha", "Left out"), ("Siân", "In this cohort already")]
    page.forget_button.click()
    assert page.parts.currentWidget() is page.nothing
    assert QApplication.focusWidget() is page.choose_button


def test_a_new_window_goes_on_with_the_list(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    page = loaded(qtbot, shell, "names-alone.txt")
    press(Qt.Key.Key_Delete)
    other = opened(shell_over(qtbot, shell.desk.vault, jobs))
    held = page.state()
    assert held is not None
    other.restore(held)
    assert rows(other)[0] == ("Asha", "Left out")


def test_participants_leads_here_and_no_cohort_says_so(qtbot: QtBot, inside: Vault, jobs: Jobs, shell: Shell) -> None:
    shell.go("participants")
    button = next(one for one in shell.findChildren(QPushButton) if one.text() == "Bring in a list…")
    assert button.isVisible()
    button.click()
    assert shell.where[0] == "list"
    assert QApplication.focusWidget() is opened(shell).choose_button


def test_without_a_cohort_it_says_what_to_do(qtbot: QtBot, inside: Vault, jobs: Jobs) -> None:
    page = opened(shell_over(qtbot, inside, jobs))
    assert page.parts.currentWidget() is page.no_cohort
    assert not page.desk.actions["list.file"].isEnabled()


@pytest.mark.parametrize("name", sorted(one.name for one in LISTS.glob("*") if one.suffix != ".toml"))
def test_every_list_of_the_tests_is_shown(qtbot: QtBot, shell: Shell, name: str) -> None:
    page = loaded(qtbot, shell, name)
    assert page.parts.currentWidget() is page.list_part
    for one in page.columns.findChildren(QComboBox):
        assert one.accessibleName()
    page.rows.open_panel()
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_the_panel_is_in_sight_at_large_text(
    qtbot: QtBot, qapp: QApplication, inside: Vault, jobs: Jobs, group: vaults.Group
) -> None:
    theme.apply(qapp, theme.load("light", outside=False, factor=1.5))
    page = loaded(qtbot, shell_over(qtbot, inside, jobs, high=600), "two-headings.csv")
    press(Qt.Key.Key_F2)
    qtbot.wait(100)  # the rest of the layout
    language = page.rows.panel.fields["language"].editor
    assert language.visibleRegion().boundingRect() == language.rect()
    assert page.columns.folded


@pytest.mark.parametrize(
    ("line", "field"), [(8, "release"), (9, "surname"), (10, "chosen"), (12, "prison_number"), (13, "chosen")]
)
def test_the_focus_goes_where_a_row_is_wrong(qtbot: QtBot, shell: Shell, line: int, field: str) -> None:
    page = loaded(qtbot, shell, "office.xlsx")
    at = next(number for number, row in enumerate(page.rows.model.rows) if row.line == line)
    page.rows.table.selectRow(at)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.rows.panel.fields[field].editor


def test_numbers_and_dates_wait_while_others_may_look_on(qtbot: QtBot, shell: Shell) -> None:
    page = loaded(qtbot, shell, "two-headings.csv")
    table, fields = page.rows.table, page.rows.panel.fields

    def shown() -> tuple[bool, bool]:
        return not table.isColumnHidden(2), not table.isColumnHidden(3)

    def told() -> str:
        return " ".join(one.text() for one in page.columns.findChildren(PlainLabel))

    assert shown() == (False, False)
    assert "A1234BC" not in told()
    page.rows.open_panel()
    assert (fields["surname"].isVisible(), fields["prison_number"].isVisible(), fields["release"].isVisible()) == (
        True, False, False,
    )  # fmt: skip
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_H, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert shown() == (True, True)
    assert "A1234BC" in told()
    assert page.shoulders.button.text() == "Hide numbers and dates"
    shell.go("today")
    shell.go("list")
    assert shown() == (False, False)


def test_the_row_of_the_headings_is_put_right_by_keyboard(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    def letter(printed: str) -> Path:
        file = tmp_path / "letter.csv"
        file.write_text(f"Name,{printed},Release date\n,,\nWoman,Where,Gate\nAsha,B1,5 Jan 2027\n", encoding="utf-8")
        return file

    page = loaded(qtbot, shell, letter("printed 2 Nov"))
    page.columns.fold(folded=False)
    page.columns.heading_row.setFocus()
    assert page.columns.heading_row.value() == 1
    press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    settle(qtbot, shell.desk.jobs)
    assert page.columns.heading_row.value() == 3
    page.columns.box(0).setCurrentIndex(page.columns.box(0).findData("forename"))
    settle(qtbot, shell.desk.jobs)
    assert rows(page) == [("Asha", "Will be added")]
    say_who(page)
    page.foot.button.click()
    settle(qtbot, shell.desk.jobs)
    assert "Asha" in names(shell)
    again = loaded(qtbot, shell, letter("printed 9 Nov"))
    assert again.columns.heading_row.value() == 3
    assert rows(again) == [("Asha", "In this cohort already")]
