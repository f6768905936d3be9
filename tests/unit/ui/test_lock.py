"""The lock page over a real vault: passphrase, recovery key, quick code, and what is said when it does not open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import RHIAN
from wagesdesk.clock import FixedClock
from wagesdesk.errors import VaultDamaged
from wagesdesk.services import vault
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.lock import LockPage, ProblemPage


class Changed:
    """Stands in for the host: keeps what was set."""

    def __init__(self) -> None:
        self.fields: dict[str, object] = {}

    def __call__(self, **fields: str | int | bool) -> None:
        self.fields |= fields


@pytest.fixture
def changed() -> Changed:
    return Changed()


@pytest.fixture
def page(
    qtbot: QtBot, look: theme.Theme, vault_home: Path, clock: FixedClock, jobs: Jobs, changed: Changed
) -> LockPage:
    made = LockPage(
        vault_home, vault.place(vault_home), settings=Settings(), change_settings=changed, clock=clock, jobs=jobs,
        other="Practise with invented people",
    )  # fmt: skip
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def opened(page: LockPage) -> Iterator[list[Sitting]]:
    sittings: list[Sitting] = []
    page.unlocked.connect(sittings.append)
    yield sittings
    for sitting in sittings:
        sitting.vault.lock()


def press(page: QWidget, words: str) -> None:
    """Press the visible button with these words."""
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == words and one.isVisibleTo(page)]
    assert len(found) == 1, words
    found[0].click()


def editor(page: QWidget, name: str) -> QLineEdit:
    found = [one for one in page.findChildren(QLineEdit) if one.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def words(page: QWidget) -> str:
    """All that can be read on the page."""
    return " | ".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page) and one.text())


def test_it_says_where_and_who(page: LockPage) -> None:
    assert "Inside" in words(page)
    assert "HMP Ashmere" in words(page)
    assert "Rhian, facilitator" in words(page)
    assert "Everything is saved" in words(page)


def test_the_passphrase_and_enter_open_it(
    qtbot: QtBot, page: LockPage, opened: list[Sitting], changed: Changed, vault_home: Path
) -> None:
    field = editor(page, "Passphrase")
    QTest.keyClicks(field, RHIAN)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].vault.is_open
    assert (opened[0].staff_name, opened[0].role) == ("Rhian", "facilitator")
    assert opened[0].staff_id == opened[0].vault.staff_id
    assert opened[0].quick_code is None
    assert changed.fields == {"last_staff": vault.place(vault_home).slots[0].id}
    assert field.text() == ""


def test_a_wrong_passphrase_is_told_beside_the_field(qtbot: QtBot, page: LockPage, opened: list[Sitting]) -> None:
    field = editor(page, "Passphrase")
    field.setText("not this one at all")
    press(page, "Unlock")
    qtbot.waitUntil(lambda: bool(field.property("wrong")))
    assert field.accessibleDescription() in words(page)
    assert "do not open the records" in field.accessibleDescription()
    assert opened == []
    field.setText(RHIAN)
    press(page, "Unlock")
    qtbot.waitUntil(lambda: bool(opened))


def test_nothing_typed_is_told_without_trying(page: LockPage, jobs: Jobs) -> None:
    press(page, "Unlock")
    assert jobs.idle
    assert "Type your passphrase" in words(page)


def test_somebody_else_is_here(qtbot: QtBot, page: LockPage, opened: list[Sitting]) -> None:
    change = next(one for one in page.findChildren(QAbstractButton) if one.text() == "Change")
    menu = change.menu()  # type: ignore[attr-defined]
    assert [one.text() for one in menu.actions()] == ["Rhian, facilitator", "Carys, checker"]
    menu.actions()[1].trigger()
    assert "Carys, checker" in words(page)
    editor(page, "Passphrase").setText("marble otter violin eight stone")
    press(page, "Unlock")
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].staff_name == "Carys"


def test_the_recovery_key_opens_it_too(qtbot: QtBot, page: LockPage, opened: list[Sitting], recovery_key: str) -> None:
    press(page, "Use the recovery key")
    assert not editor(page, "Passphrase").isVisibleTo(page)
    editor(page, "Recovery key").setText(recovery_key.lower())
    press(page, "Unlock")
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].staff_name == "Rhian"
    assert opened[0].vault.is_open


def test_a_quick_code_is_six_digits(qtbot: QtBot, page: LockPage, opened: list[Sitting]) -> None:
    press(page, "Choose a quick code")
    code = editor(page, "Quick code for the cover")
    editor(page, "Passphrase").setText(RHIAN)
    code.setText("11111")
    press(page, "Unlock")
    qtbot.waitUntil(lambda: bool(code.property("wrong")))
    assert opened == []
    code.setText("271828")
    press(page, "Unlock")
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].quick_code is not None
    assert opened[0].quick_code.opens("271828")


def test_a_vault_that_went_away_is_told(qtbot: QtBot, page: LockPage, vault_home: Path) -> None:
    shutil.rmtree(vault_home)
    field = editor(page, "Passphrase")
    field.setText(RHIAN)
    press(page, "Unlock")
    qtbot.waitUntil(lambda: bool(field.property("wrong")))


def test_the_link_leads_elsewhere(qtbot: QtBot, page: LockPage) -> None:
    with qtbot.waitSignal(page.elsewhere):
        press(page, "Practise with invented people")


def test_every_control_has_a_name(page: LockPage) -> None:
    controls = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)]
    assert len(controls) > 6
    assert [
        type(one).__name__ for one in controls if not one.accessibleName() and not one.objectName().startswith("qt_")
    ] == []


@pytest.mark.parametrize("factor", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (1366, 690)])
def test_the_form_fits_and_nothing_grows_the_window(
    qtbot: QtBot, page: LockPage, size: tuple[int, int], factor: float
) -> None:
    page.resize(*size)
    assert (page.minimumSizeHint().width(), page.minimumSizeHint().height()) <= size
    field = editor(page, "Passphrase")
    corner = field.mapTo(page, field.rect().bottomRight())
    assert corner.x() < size[0]
    assert corner.y() < size[1]


def test_a_vault_that_cannot_be_described(qtbot: QtBot, look: theme.Theme) -> None:
    again: list[int] = []
    page = ProblemPage(
        VaultDamaged(path_kind="keys"), Settings(), lambda **_fields: None, again=lambda: again.append(1)
    )
    qtbot.addWidget(page)
    page.show()
    assert len([one for one in page.findChildren(QLabel) if len(one.text()) > 20]) >= 3
    press(page, "Look again")
    assert again == [1]
