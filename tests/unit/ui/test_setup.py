"""The first run, by keyboard, over real folders: from an empty machine to an unlocked shell, and every wrong guess."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import CHEAP
from wagesdesk.clock import FixedClock
from wagesdesk.services import cohort, staff, vault
from wagesdesk.services.reference import prisons
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.page import PageSpec
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.setup import page as setup
from wagesdesk.ui.setup.key_steps import KeyStep
from wagesdesk.ui.setup.people_steps import WordsStep
from wagesdesk.ui.setup.place_steps import PrisonStep
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.window import Shell

NOT_SHOWN: tuple[PageSpec, ...] = (
    PageSpec("today", "Today", "calendar-check", frozenset({"laptop", "outside"}), "wagesdesk.ui.page:Page"),
)


class CheapSetup(setup.SetupPage):
    """The first run, its passphrases cheap to try."""

    def __init__(self, *places: Path, **parts: object) -> None:
        super().__init__(*places, **parts, params=CHEAP)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot, look: theme.Theme, tmp_path: Path, clock: FixedClock, jobs: Jobs) -> setup.SetupPage:
    made = CheapSetup(
        tmp_path / "vault", tmp_path / "practice", settings=Settings(), change_settings=lambda **_fields: None,
        clock=clock, jobs=jobs,
    )  # fmt: skip
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def opened(page: setup.SetupPage) -> Iterator[list[Sitting]]:
    sittings: list[Sitting] = []
    page.unlocked.connect(sittings.append)
    yield sittings
    for sitting in sittings:
        sitting.vault.lock()


def focused(window: QWidget) -> QWidget:
    widget = window.focusWidget()
    assert widget is not None
    return widget


def enter(window: QWidget, *typed: str) -> None:
    """Type into what has the focus, then Enter."""
    for text in typed:
        target = focused(window)
        if isinstance(target, QLineEdit):
            target.clear()
        QTest.keyClicks(target, text)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)


def arrow(page: setup.SetupPage, key: Qt.Key) -> None:
    """To the answer above or below, once the page stands."""
    QApplication.processEvents()
    QTest.keyClick(focused(page), key)


def error(page: setup.SetupPage) -> str:
    """What is said beside a field of the page in front."""
    return " ".join(one.error() for one in page.step.findChildren(Field) if one.error())


def button(page: QWidget, name: str) -> Button:
    return next(one for one in page.findChildren(Button) if one.accessibleName() == name and one.isVisibleTo(page))


def to_words(page: setup.SetupPage, name: str = "Rhian") -> None:
    """From the welcome to the first person's words."""
    enter(page)
    enter(page)
    enter(page, "styal")
    enter(page, name)
    assert isinstance(page.step, WordsStep)


def passphrase(page: setup.SetupPage, number: int) -> None:
    """Take the words of a person and type them back."""
    enter(page)
    enter(page, page.draft.people[number].passphrase)


def key_group(page: setup.SetupPage) -> str:
    return page.draft.recovery_key.split()[page.draft.asked - 1]


def test_an_empty_machine_becomes_an_open_desk_by_keyboard(
    qtbot: QtBot, qapp: QApplication, look: theme.Theme, tmp_path: Path, clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(setup, "SetupPage", CheapSetup)
    homes = Homes(tmp_path / "vault", tmp_path / "practice")
    host = Host(
        qapp, homes, settings=Settings(), settings_file=tmp_path / "settings.toml", clock=clock, pages=NOT_SHOWN
    )
    qtbot.addWidget(host)
    host.start()
    host.show()
    page = host.front
    assert isinstance(page, CheapSetup)
    to_words(page)
    passphrase(page, 0)
    enter(page)  # a second person, now
    enter(page, "Carys")
    passphrase(page, 1)
    assert isinstance(page.step, KeyStep)
    words, key = page.draft.people[0].passphrase, page.draft.recovery_key
    enter(page)
    enter(page, key_group(page))
    assert not (tmp_path / "vault").exists()
    enter(page)
    qtbot.waitUntil(lambda: isinstance(host.front, Shell), timeout=10_000)
    shell = host.front
    assert isinstance(shell, Shell)
    assert shell.desk.staff_name == "Rhian"
    assert shell.desk.place.name == "HMP & YOI Styal"
    people = {row.name: row for row in staff.staff(shell.desk.vault)}
    assert people["Rhian"].admin
    assert people["Carys"].role == "checker"
    assert people["Carys"].has_slot
    staff.need_two_people(shell.desk.vault)
    host.close()
    info = vault.place(homes.real)
    for kind, secret in (("passphrase", words.upper()), ("recovery", key.lower())):
        slot = next(one for one in info.slots if one.kind == kind)
        vault.unlock(homes.real, slot_id=slot.id, secret=secret, clock=clock).lock()


def test_one_click_opens_the_practice_vault_and_its_words_are_shown_later(
    qtbot: QtBot, page: setup.SetupPage, opened: list[Sitting], tmp_path: Path, clock: FixedClock, jobs: Jobs
) -> None:
    button(page, "Try it with invented people").click()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].vault.place.practice
    assert cohort.cohorts(opened[0].vault)[0].people == 12
    assert not (tmp_path / "vault").exists()
    opened[0].vault.lock()
    lock = LockPage(
        tmp_path / "practice", vault.place(tmp_path / "practice"), settings=Settings(),
        change_settings=lambda **_fields: None, clock=clock, jobs=jobs,
    )  # fmt: skip
    qtbot.addWidget(lock)
    shown = [one.text() for one in lock.findChildren(PlainLabel)]
    assert "To practise as Rhian, type: practice is how we learn" in shown


def test_typing_narrows_the_prisons_down_womens_first(page: setup.SetupPage) -> None:
    enter(page)
    enter(page)
    step = page.step
    assert isinstance(step, PrisonStep)
    rows = step.table.model()
    women = [one.name for one in prisons() if one.women and one.active]
    assert [rows.index(row, 0).data() for row in range(len(women))] == women
    enter(page, "HMP")
    assert "Several prisons fit" in error(page)
    enter(page, "  ")
    assert "Choose a prison" in error(page)
    QTest.keyClick(focused(page), Qt.Key.Key_Down)
    assert step.search.text() == women[0]
    QTest.keyClick(step.table, Qt.Key.Key_Down)
    assert step.search.text() == women[1]
    QTest.keyClick(step.table, Qt.Key.Key_Return)
    assert page.draft.site_name == women[1]
    assert page.draft.site_code == next(one.id for one in prisons() if one.name == women[1])


def test_a_prison_that_is_not_listed_is_taken_as_typed(page: setup.SetupPage) -> None:
    enter(page)
    enter(page)
    enter(page, "HMP  Ashmere")
    assert (page.draft.site_name, page.draft.site_code) == ("HMP Ashmere", "")


def test_names_are_asked_for_and_told_apart(page: setup.SetupPage) -> None:
    enter(page)
    enter(page)
    enter(page, "styal")
    enter(page, "   ")
    assert "Type a name" in error(page)
    enter(page, "Rhian")
    passphrase(page, 0)
    enter(page)
    enter(page, "  RHIAN ")
    assert "first person" in error(page)
    enter(page, "Carys")
    assert isinstance(page.step, WordsStep)


def test_the_words_typed_back_are_read_kindly_and_a_slip_is_found(page: setup.SetupPage) -> None:
    to_words(page)
    button(page, "Give me other words").click()
    enter(page)
    words = page.draft.people[0].passphrase.split()
    enter(page, "two words")
    assert error(page) == "You typed 2 words, and there are 6."
    enter(page, " ".join([*words[:3], "otherwise", *words[4:]]))
    assert error(page).startswith("Word 4 is another one.")
    enter(page, "  " + "-".join(words).upper())
    assert page.draft.step == "second"


def test_a_passphrase_of_her_own_must_be_long_enough(page: setup.SetupPage) -> None:
    to_words(page)
    button(page, "I choose my own").click()
    enter(page, "short")
    assert "at least 15 characters" in error(page)
    enter(page, "seven wet boots")
    enter(page, "seven dry boots")
    assert "not the same" in error(page)
    enter(page, "Seven  wet boots")
    assert page.draft.step == "second"


def test_only_a_second_person_makes_the_recovery_key_optional(page: setup.SetupPage) -> None:
    to_words(page)
    passphrase(page, 0)
    arrow(page, Qt.Key.Key_Down)  # later
    enter(page)
    assert isinstance(page.step, KeyStep)
    assert not any("without" in one.accessibleName() for one in page.step.findChildren(Button))
    page.go_back()
    arrow(page, Qt.Key.Key_Up)
    enter(page)
    enter(page, "Carys")
    passphrase(page, 1)
    button(page, "Go on without a recovery key").click()
    assert page.draft.step == "finish"
    page.go_back()
    page.go_back()
    page.go_back()
    page.go_back()
    page.go_back()
    arrow(page, Qt.Key.Key_Down)
    enter(page)
    enter(page)
    assert page.draft.step == "group"


def test_the_copy_of_the_recovery_key_is_checked(page: setup.SetupPage) -> None:
    to_words(page)
    passphrase(page, 0)
    arrow(page, Qt.Key.Key_Down)
    enter(page)
    enter(page)
    enter(page)
    assert "Type the four" in error(page)
    enter(page, "ZZZZ")
    assert f"not group {page.draft.asked}" in error(page)
    enter(page, key_group(page).lower())
    assert page.draft.step == "finish"


def test_what_goes_wrong_is_told_in_place_and_nothing_typed_is_lost(
    qtbot: QtBot, page: setup.SetupPage, opened: list[Sitting], tmp_path: Path
) -> None:
    to_words(page)
    passphrase(page, 0)
    arrow(page, Qt.Key.Key_Down)
    enter(page)
    enter(page)
    enter(page, key_group(page))
    (tmp_path / "vault").write_text("a file in the way")
    enter(page)
    panel = page._problem  # noqa: SLF001
    qtbot.waitUntil(lambda: bool(panel.text()), timeout=5000)
    assert "does not let WagesDesk write" in panel.text()
    assert page.draft.people[0].name == "Rhian"
    (tmp_path / "vault").unlink()
    enter(page)
    qtbot.waitUntil(lambda: bool(opened), timeout=5000)


def test_the_words_are_printed_from_memory(qtbot: QtBot, page: setup.SetupPage) -> None:
    to_words(page)
    button(page, "Print the words").click()
    preview = page.findChildren(Preview)[0]
    qtbot.waitUntil(lambda: preview.pdf.pageCount() == 1, timeout=5000)
    text = preview.pdf.getAllText(0).text()
    page.go_on()
    assert all(word in text for word in page.draft.people[0].passphrase.split())
    preview.reject()


def test_answers_stay_when_the_window_is_drawn_anew(
    qtbot: QtBot, qapp: QApplication, look: theme.Theme, tmp_path: Path, clock: FixedClock
) -> None:
    homes = Homes(tmp_path / "vault", tmp_path / "practice")
    host = Host(qapp, homes, settings=Settings(), settings_file=tmp_path / "settings.toml", clock=clock)
    qtbot.addWidget(host)
    host.start()
    host.show()
    page = host.front
    assert isinstance(page, setup.SetupPage)
    enter(page)
    enter(page)
    enter(page, "styal")
    QTest.keyClicks(focused(page), "Rhi")
    host.change_settings(text_size=150)
    again = host.front
    assert isinstance(again, setup.SetupPage)
    assert again is not page
    field = focused(again)
    assert isinstance(field, QLineEdit)
    assert field.text() == "Rhi"
    assert again.draft.site_name == "HMP & YOI Styal"
    host.close()


def test_an_outside_place_asks_for_its_organisation(page: setup.SetupPage) -> None:
    enter(page)
    arrow(page, Qt.Key.Key_Down)
    arrow(page, Qt.Key.Key_Down)
    enter(page)
    enter(page)
    assert "organisation" in error(page)
    enter(page, "Ashmere Co-operative")
    assert (page.draft.site_name, page.draft.site_code) == ("Ashmere Co-operative", "")
    enter(page, "Marged")
    assert page.draft.people[0].role == "support_worker"
