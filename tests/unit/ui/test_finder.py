"""Ctrl+K in the real window: what it offers and finds, by keys alone, and what it keeps from shoulders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.shells import check_model, press, settle, shell_over, type_text
from tests.vaults import LONDON, Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort, people
from wagesdesk.ui import theme
from wagesdesk.ui.finder.results import Row
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages import PAGES
from wagesdesk.ui.pages.participants.page import ParticipantsPage
from wagesdesk.ui.pages.person.page import PersonDetailPage
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL = Qt.KeyboardModifier.ControlModifier
EVENING = datetime(2026, 11, 3, 17, 30, tzinfo=LONDON)


@pytest.fixture
def told(inside: Vault) -> Group:
    """Two cohorts: the seventh, marked today, and the eighth with Dee in it. Asha has a business."""
    group = vaults.group(inside)
    people.set_business(inside, inside.staff_id, person_id=group.people[0], name="Embellish", about="Cards")
    eighth, _changes = cohort.create_cohort(
        inside, inside.staff_id, title="Cohort 8", term="Spring 2027", programme_code="wages", start=date(2027, 2, 2),
        weekday=1, starts="08:50", ends="15:50",
    )  # fmt: skip
    people.add_by_names(inside, inside.staff_id, cohort_id=eighth, text="Dee", joined_on=date(2027, 2, 2))
    return group


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, morning: FixedClock, told: Group) -> Shell:
    """Today of the seventh cohort, after the workshop."""
    morning.set(EVENING)
    made = shell_over(qtbot, inside, jobs)
    made.choose_cohort(told.cohort_id)
    made.go("today")
    settle(qtbot, jobs)
    return made


@pytest.fixture
def find(qtbot: QtBot, shell: Shell) -> Callable[[str], list[Row]]:
    """Ctrl+K and a text; returns the rows once the names were read."""

    def by_keys(text: str) -> list[Row]:
        finder = shell._finder  # noqa: SLF001
        QTest.keyClick(shell, Qt.Key.Key_K, CTRL)
        qtbot.waitUntil(lambda: not finder._stale and not shell.desk.jobs._open)  # noqa: SLF001
        type_text(text)
        return list(finder.results.model.rows)

    return by_keys


def rows(shell: Shell) -> list[Row]:
    return list(shell._finder.results.model.rows)  # noqa: SLF001


def shown(shell: Shell) -> bool:
    return shell._finder.results.isVisible()  # noqa: SLF001


def texts(found: list[Row]) -> list[str]:
    return [row.text for row in found]


def under(found: list[Row], heading: str) -> list[str]:
    """The texts of one group."""
    names, inside = [], False
    for row in found:
        if row.do is None:
            inside = row.text == heading
        elif inside:
            names.append(row.text)
    return names


def test_an_empty_box_offers_this_page_the_pages_and_the_rest(shell: Shell) -> None:
    shell.go("workshops")
    QTest.keyClick(shell, Qt.Key.Key_K, CTRL)
    offered = rows(shell)
    assert [row.text for row in offered if row.do is None] == ["On this page", "Pages", "Everywhere"]
    assert "Mark the rest present" in under(offered, "On this page")
    assert under(offered, "Pages") == [spec.title for spec in PAGES if "laptop" in spec.places and not spec.of_one]
    assert "Person" not in texts(offered)
    assert {"Undo", "Lock", "Help"} <= set(under(offered, "Everywhere"))
    assert "Find anything" not in texts(offered)
    assert "Add people" not in texts(offered)  # a command of another page
    keys = {row.text: row.keys for row in offered}
    assert keys["Workshops"] == ("Ctrl", "2")
    assert keys["Mark the rest present"] == ("Ctrl", "Return")
    assert keys["New cohort"] == ()


def test_nothing_is_one_enter_away_before_something_was_asked_for(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_K, CTRL)
    press(Qt.Key.Key_Return)
    assert shown(shell)
    assert shell.where[0] == "today"
    press(Qt.Key.Key_Down, Qt.Key.Key_Up)  # round the end
    assert shell._finder.results.current() == rows(shell)[-1]  # noqa: SLF001


def test_a_person_is_two_keys_and_enter_away(shell: Shell, told: Group, find: Callable[[str], list[Row]]) -> None:
    assert under(find("as"), "People") == ["Asha"]
    press(Qt.Key.Key_Return)
    assert shell.where == ("person", {"person_id": told.people[0]})
    assert not shown(shell)
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_a_person_of_another_cohort_brings_her_cohort_along(
    qtbot: QtBot, shell: Shell, find: Callable[[str], list[Row]]
) -> None:
    found = find("dee")
    assert found[1].detail == "Cohort 8 Spring 2027"
    press(Qt.Key.Key_Return)
    settle(qtbot, shell.desk.jobs)
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    assert page.whole.currentIndex() == 0
    assert cohort.workshops(shell.desk.vault, shell.desk.cohort())[0].day == date(2027, 2, 2)


def test_a_workshop_and_a_cohort_and_a_page(shell: Shell, told: Group, find: Callable[[str], list[Row]]) -> None:
    assert under(find("workshop 3"), "Workshops")[0].startswith("Workshop 3: ")
    press(Qt.Key.Key_Return)
    assert shell.where == ("workshops", {"number": "3"})
    assert under(find("sprin"), "Cohorts") == ["Cohort 8"]
    while shell._finder.results.current().text != "Cohort 8":  # type: ignore[union-attr]  # noqa: SLF001
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert shell.where[0] == "participants"
    assert shell.desk.cohort() != told.cohort_id
    assert under(find("settin"), "Pages") == ["Settings"]
    press(Qt.Key.Key_Return)
    assert shell.where[0] == "settings"


def test_a_command_acts_where_the_focus_was(shell: Shell, find: Callable[[str], list[Row]]) -> None:
    shell.go("participants")
    before = QApplication.focusWidget()
    assert under(find("add peo"), "Commands") == ["Add people"]
    press(Qt.Key.Key_Return)
    page = shell.page("participants")
    assert isinstance(page, ParticipantsPage)
    assert page.parts.currentWidget() is page.panel
    assert before is not None


def test_a_command_that_cannot_be_done_is_not_offered(shell: Shell, find: Callable[[str], list[Row]]) -> None:
    assert under(find("show nam"), "Commands") == []  # no workshop is on: names are not hidden
    assert under(find(""), "Commands") == []


def test_escape_gives_the_focus_back(qtbot: QtBot, shell: Shell, find: Callable[[str], list[Row]]) -> None:
    shell.go("settings")
    field = shell.page("settings").findChildren(QWidget)
    start = next(one for one in field if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible())
    start.setFocus()
    find("as")
    assert shown(shell)
    press(Qt.Key.Key_Escape)
    assert not shown(shell)
    assert QApplication.focusWidget() is start
    assert shell._finder.box.text() == ""  # noqa: SLF001


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_keys_work_while_typing(shell: Shell, kind: type[QLineEdit | QPlainTextEdit]) -> None:
    editor = kind()
    shell.page("today").body.addWidget(editor)
    editor.show()
    editor.setFocus()
    type_text("half")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_K, modifier=CTRL)
    assert QApplication.focusWidget() is shell._finder.box  # noqa: SLF001
    assert (editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()) == "half"


def test_nothing_found_is_a_sentence(shell: Shell, find: Callable[[str], list[Row]]) -> None:
    assert find("zzz") == []
    nothing = shell._finder.results._nothing  # noqa: SLF001
    assert nothing.isVisible()
    assert nothing.text().startswith("Nothing begins like this.")
    press(Qt.Key.Key_Return)
    assert shown(shell)


def test_a_new_name_is_found_and_one_taken_back_is_not(
    qtbot: QtBot, shell: Shell, told: Group, find: Callable[[str], list[Row]]
) -> None:
    assert under(find("wini"), "People") == []
    press(Qt.Key.Key_Escape)
    desk = shell.desk
    added = people.add_by_names(
        desk.vault, desk.staff_id, cohort_id=told.cohort_id, text="Winifred", joined_on=date(2026, 9, 15)
    )
    desk.bus.tell(added.changes)
    assert under(find("wini"), "People") == ["Winifred"]
    press(Qt.Key.Key_Escape)
    desk.actions["undo"].trigger()
    assert under(find("wini"), "People") == []


def test_during_a_workshop_only_name_and_cohort(
    shell: Shell, morning: FixedClock, find: Callable[[str], list[Row]]
) -> None:
    assert [(row.text, row.detail) for row in find("rahm") if row.icon == "user"] == [
        ("Asha Rahman", "Embellish, Cohort 7 Autumn 2026")
    ]
    press(Qt.Key.Key_Escape)
    morning.set(vaults.MORNING)
    assert [(row.text, row.detail) for row in find("rahm") if row.icon == "user"] == [("Asha", "Cohort 7 Autumn 2026")]


def test_the_mouse_can_do_it_too(shell: Shell, find: Callable[[str], list[Row]]) -> None:
    find("settings")
    view = shell._finder.results.view  # noqa: SLF001
    heading, line = view.visualRect(view.model().index(0, 0)), view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=heading.center())
    assert shown(shell)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    assert shell.where[0] == "settings"
    assert not shown(shell)


def test_leaving_the_box_puts_the_list_away(shell: Shell, find: Callable[[str], list[Row]]) -> None:
    find("as")
    press(Qt.Key.Key_Tab)
    assert not shown(shell)
    assert shell._finder.box.text() == ""  # noqa: SLF001


def test_it_speaks(monkeypatch: pytest.MonkeyPatch, shell: Shell, find: Callable[[str], list[Row]]) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    find("asha")
    assert said[-1] == "Asha, Embellish, Cohort 7 Autumn 2026"
    assert any(words.endswith(" found") for words in said)
    box = shell._finder.box  # noqa: SLF001
    assert box.accessibleName() == "Find anything"


def test_the_list_is_a_good_model(shell: Shell, qtmodeltester: ModelTester, find: Callable[[str], list[Row]]) -> None:
    find("a")
    check_model(qtmodeltester, shell._finder.results.model)  # noqa: SLF001


@pytest.mark.parametrize(("factor", "wide", "high"), [(1.0, 1280, 720), (1.5, 1280, 720), (1.5, 1366, 768)])
def test_it_fits(
    qtbot: QtBot, qapp: QApplication, inside: Vault, jobs: Jobs, told: Group, factor: float, wide: int, high: int
) -> None:
    theme.apply(qapp, theme.load("light", outside=False, factor=factor))
    made = shell_over(qtbot, inside, jobs, wide=wide, high=high)
    made.go("today")
    settle(qtbot, jobs)
    QTest.keyClick(made, Qt.Key.Key_K, CTRL)
    QApplication.processEvents()
    results = made._finder.results  # noqa: SLF001
    assert made.size().toTuple() == (wide, high)
    assert made.rect().contains(results.geometry())
    box = made._finder.box  # noqa: SLF001
    assert results.x() == box.mapTo(made, QPoint(0, 0)).x()
