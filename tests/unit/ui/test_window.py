"""The shell over a real vault: pages, keys, undo, problems; and the host that covers, locks and redraws it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import RHIAN
from tests.unit.ui.test_lock import editor, press, words
from wagesdesk import settings as device
from wagesdesk.clock import FixedClock
from wagesdesk.errors import DriveGone, NotFound
from wagesdesk.services import cohort, people
from wagesdesk.services.changes import Changes
from wagesdesk.services.reference import programmes
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.cover import Cover
from wagesdesk.ui.desk import Desk, Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.jobs import Cancelled, Jobs
from wagesdesk.ui.lock import LockPage, ProblemPage
from wagesdesk.ui.page import KeyHint, Page, PageSpec
from wagesdesk.ui.window import Shell

INSIDE, OUTSIDE = frozenset({"laptop"}), frozenset({"outside"})
PAGES = (
    PageSpec("today", "Today", "calendar-check", INSIDE | OUTSIDE, "sample_pages:First"),
    PageSpec("workshops", "Workshops", "clipboard-check", INSIDE, "sample_pages:Second"),
    PageSpec("person", "Person", "user", INSIDE, "sample_pages:Second", under="workshops"),
    PageSpec("inbox", "Inbox", "inbox", OUTSIDE, "sample_pages:Nowhere"),
    PageSpec("settings", "Settings", "settings", INSIDE, "sample_pages:Second", apart=True),
)


class First(Page):
    """Listens to marks and has a field to type into."""

    interested_in = frozenset({"mark"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.refreshed = 0
        self.fails: Exception | None = None
        self.typing = QLineEdit()
        self.body.addWidget(self.typing)

    def refresh(self) -> None:
        self.refreshed += 1
        if self.fails is not None:
            raise self.fails

    def key_hints(self) -> tuple[KeyHint, ...]:
        return (KeyHint(("P",), "Present"),)


class Second(Page):
    """Remembers where it was told to go."""

    where = ""

    def show_where(self, **where: str) -> None:
        self.where = where.get("person", "")


@pytest.fixture(autouse=True)
def _sample_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("sample_pages")
    module.First, module.Second = First, Second  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sample_pages", module)


@pytest.fixture
def shell(qtbot: QtBot, look: theme.Theme, sitting: Sitting, clock: FixedClock, jobs: Jobs) -> Shell:
    made = Shell(
        sitting, settings=Settings, change_settings=lambda **_fields: None, clock=clock, jobs=jobs, pages=PAGES
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.go("today")
    return made


def first(shell: Shell) -> First:
    page = shell.page("today")
    assert isinstance(page, First)
    return page


def new_cohort(vault: object, actor: str, title: str) -> tuple[str, Changes]:
    return cohort.create_cohort(
        vault, actor, title=title, term="Autumn 2026", programme_code=programmes()[0].code, start=date(2026, 9, 15),  # type: ignore[arg-type]
        weekday=1, starts="09:00", ends="16:00",
    )  # fmt: skip


def test_only_pages_of_this_place_exist(shell: Shell) -> None:
    items = [item.text() for item in shell.findChildren(type(shell._sidebar._items["today"]))]  # noqa: SLF001
    assert items == ["Today", "Workshops", "Settings"]
    with pytest.raises(KeyError):
        shell.go("inbox")


def test_a_shown_page_refreshes_at_once_and_a_hidden_one_when_shown(shell: Shell) -> None:
    page = first(shell)
    assert page.refreshed == 1
    shell.desk.bus.tell(Changes(frozenset({"cohort"})))
    assert page.refreshed == 1
    shell.desk.bus.tell(Changes(frozenset({"mark"})))
    assert page.refreshed == 2
    shell.go("settings")
    for _change in range(3):
        shell.desk.bus.tell(Changes(frozenset({"mark"})))
    assert page.refreshed == 2
    shell.go("today")
    assert page.refreshed == 3
    shell.go("settings")
    shell.go("today")
    assert page.refreshed == 3


def test_go_tells_the_page_where(shell: Shell) -> None:
    shell.go("person", person="abc")
    page = shell.page("person")
    assert isinstance(page, Second)
    assert page.where == "abc"
    assert shell.where == ("person", {"person": "abc"})
    assert shell._sidebar._items["workshops"].isChecked()  # noqa: SLF001


def test_control_and_a_number_open_sections_and_f7_the_register(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert shell.where[0] == "settings"
    QTest.keyClick(shell, Qt.Key.Key_F7)
    assert shell.where[0] == "workshops"


def test_f6_walks_through_the_window(qtbot: QtBot, shell: Shell) -> None:
    seen = []
    first(shell).typing.setFocus()
    for _pane in range(3):
        QTest.keyClick(shell, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(type(focused).__name__)
    assert seen == ["SideItem", "FindBox", "QLineEdit"]


def test_a_change_is_told_in_the_top_bar(shell: Shell) -> None:
    assert "Everything is saved" in words(shell)
    shell.desk.bus.tell(Changes(frozenset({"mark"})))
    assert "Saved 09:27" in words(shell)


def test_undo_and_redo_of_a_real_change(shell: Shell) -> None:
    desk = shell.desk
    _id, changes = new_cohort(desk.vault, desk.staff_id, "Cohort 7")
    desk.bus.tell(changes)
    assert desk.cohort() == cohort.cohorts(desk.vault)[0].id
    desk.toast("Cohort 7 was made", undo=True)
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = [row.title for row in cohort.cohorts(desk.vault)]
    assert "taken back" in words(shell)
    QTest.keyClick(shell, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [row.title for row in cohort.cohorts(desk.vault)] == ["Cohort 7"] != undone


def test_a_change_of_many_records_is_taken_back_as_a_job(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    desk = shell.desk
    cohort_id, _changes = new_cohort(desk.vault, desk.staff_id, "Cohort 7")
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = "\n".join(f"N{one}{two} Invented" for one in letters for two in letters[:9])
    people.add_by_names(desk.vault, desk.staff_id, cohort_id=cohort_id, text=names, joined_on=desk.clock.today())
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not jobs.idle
    qtbot.waitUntil(lambda: jobs.idle, timeout=30_000)
    assert "taken back" in words(shell)
    assert people.people(desk.vault, cohort_id, desk.clock.today()) == ()


def test_nothing_to_undo_is_a_toast_and_no_alarm(shell: Shell) -> None:
    shell.go("today")
    QTest.keyClick(shell, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    shell.go("today")
    assert shell._toast.text()  # noqa: SLF001
    assert shell._problem.text() == ""  # noqa: SLF001
    shell.go("settings")
    assert shell._toast.text() == ""  # noqa: SLF001


def test_the_cohort_can_be_chosen(shell: Shell) -> None:
    desk = shell.desk
    assert desk.cohort() == ""
    ids = []
    for title in ("Cohort 7", "Cohort 8"):
        cohort_id, changes = new_cohort(desk.vault, desk.staff_id, title)
        ids.append(cohort_id)
        desk.bus.tell(changes)
    before = first(shell).refreshed
    desk.choose_cohort(ids[0])
    assert desk.cohort() == ids[0]
    assert first(shell).refreshed == before + 1
    assert shell._top._cohorts is not None  # noqa: SLF001
    assert "Cohort 7" in shell._top._cohorts.text()  # noqa: SLF001


def test_problems_stand_across_the_page_until_a_change_is_saved(shell: Shell) -> None:
    shell.desk.problem(DriveGone(name="stick"))
    bar = shell._problem  # noqa: SLF001
    assert len(bar.text()) > 20
    shell.desk.bus.tell(Changes(frozenset({"mark"})))
    assert bar.text() == ""
    shell.desk.problem(Cancelled())
    assert bar.text() == ""
    assert "Nothing was written" in words(shell)


def test_a_page_that_cannot_be_read_says_so(shell: Shell) -> None:
    page = first(shell)
    page.fails = NotFound()
    page.make_stale()
    assert shell._problem.text()  # noqa: SLF001


@pytest.mark.parametrize("factor", [1.0, 1.15, 1.3, 1.5])
def test_the_shell_fits_every_screen(
    qtbot: QtBot, qapp: QApplication, sitting: Sitting, clock: FixedClock, jobs: Jobs, factor: float
) -> None:
    theme.apply(qapp, theme.load("light", outside=False, factor=factor))
    shell = Shell(
        sitting, settings=Settings, change_settings=lambda **_fields: None, clock=clock, jobs=jobs, pages=PAGES
    )
    qtbot.addWidget(shell)
    shell.resize(1280, 690)
    shell.show()
    shell.go("today")
    assert (shell.minimumSizeHint().width(), shell.minimumSizeHint().height()) <= (1280, 690)
    assert shell.size().toTuple() == (1280, 690)


# -- the host


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication, vault_home: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Host]:
    made = Host(
        qapp,
        Homes(vault_home, vault_home),
        settings=Settings(),
        settings_file=tmp_path / "settings.toml",
        clock=clock,
        notice="The settings begin anew.",
        pages=PAGES,
    )
    made.start()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def unlock(qtbot: QtBot, host: Host) -> Shell:
    page = host.front
    assert isinstance(page, LockPage)
    editor(page, "Passphrase").setText(RHIAN)
    press(page, "Unlock")
    qtbot.waitUntil(lambda: isinstance(host.front, Shell))
    assert isinstance(host.front, Shell)
    return host.front


def test_lock_page_with_its_notice(host: Host) -> None:
    assert isinstance(host.front, LockPage)
    assert host.front.notice.text() == "The settings begin anew."


def test_f12_covers_and_typing_stays(qtbot: QtBot, host: Host) -> None:
    shell = unlock(qtbot, host)
    typing = first(shell).typing
    typing.setText("half a sentence")
    dialog = QDialog(shell)
    dialog.open()
    dialog.hide()
    dialog.open()
    host.activateWindow()
    host.cover()
    cover = host.front
    assert isinstance(cover, Cover)
    assert not dialog.isVisible()
    assert not typing.isVisible()
    QTest.keyClick(host, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.where[0] == "today"
    editor(cover, "Passphrase").setText(RHIAN)
    press(cover, "Open")
    qtbot.waitUntil(lambda: host.front is shell)
    assert typing.text() == "half a sentence"
    assert dialog.isVisible()
    dialog.close()


def test_f12_is_the_key(qtbot: QtBot, host: Host) -> None:
    shell = unlock(qtbot, host)
    QTest.keyClick(shell, Qt.Key.Key_F12)
    assert isinstance(host.front, Cover)
    QTest.keyClick(host, Qt.Key.Key_F12)
    assert isinstance(host.front, Cover)


def test_locking_closes_the_vault_and_it_opens_again(qtbot: QtBot, host: Host) -> None:
    shell = unlock(qtbot, host)
    opened = shell.desk.vault
    host.cover()
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    assert not opened.is_open
    assert unlock(qtbot, host).desk.vault.is_open


def test_a_new_text_size_comes_back_to_the_same_place(qtbot: QtBot, host: Host, tmp_path: Path) -> None:
    shell = unlock(qtbot, host)
    shell.go("person", person="abc")
    host.change_settings(text_size=130)
    again = host.front
    assert isinstance(again, Shell)
    assert again is not shell
    assert again.where == ("person", {"person": "abc"})
    assert theme.current().factor == 1.3
    assert device.load(tmp_path / "settings.toml").settings.text_size == 130


def test_a_setting_that_is_not_seen_redraws_nothing(qtbot: QtBot, host: Host) -> None:
    shell = unlock(qtbot, host)
    host.change_settings(idle_minutes=7)
    assert host.front is shell
    assert shell.desk.settings().idle_minutes == 7


def test_nothing_is_redrawn_under_running_work(qtbot: QtBot, host: Host) -> None:
    shell = unlock(qtbot, host)
    host.jobs.start(lambda _token: None, owner=shell, done=lambda _none: None, failed=lambda _error: None)
    host.change_settings(text_size=150)
    assert host.front is shell
    assert shell.desk.settings().text_size == 100
    qtbot.waitUntil(lambda: host.jobs.idle)


def test_settings_that_cannot_be_written_are_told(qtbot: QtBot, host: Host, tmp_path: Path) -> None:
    shell = unlock(qtbot, host)
    (tmp_path / "settings.toml.part").mkdir()
    host.change_settings(idle_minutes=9)
    assert shell.desk.settings().idle_minutes == 9
    assert "cannot be written" in words(shell)


def test_a_damaged_vault_gets_a_page_and_another_look(
    qtbot: QtBot, qapp: QApplication, vault_home: Path, tmp_path: Path, clock: FixedClock
) -> None:
    generation = vault_home / (vault_home / "CURRENT").read_text().strip()
    kept = {name: (generation / name).read_bytes() for name in ("keys.json", "keys.bak")}
    for name in kept:
        (generation / name).write_bytes(b"gone")
    host = Host(qapp, Homes(vault_home, vault_home), settings=Settings(), settings_file=tmp_path / "s", clock=clock)
    qtbot.addWidget(host)
    host.start()
    assert isinstance(host.front, ProblemPage)
    for name, data in kept.items():
        (generation / name).write_bytes(data)
    press(host.front, "Look again")
    assert isinstance(host.front, LockPage)
