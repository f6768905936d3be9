"""The drill: a dead laptop, a stick from the safe, and the next mark on another machine."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.test_lock import editor, press, words
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.services import attendance, backup, history
from wagesdesk.settings import Settings
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.restore.page import RestorePage
from wagesdesk.ui.setup.page import SetupPage
from wagesdesk.ui.window import Shell

MakeHost = Callable[[Path], Host]


@pytest.fixture
def machine(qtbot: QtBot, qapp: QApplication) -> Iterator[MakeHost]:
    """Starts WagesDesk on a machine: its home is a folder."""
    hosts: list[Host] = []

    def start(home: Path) -> Host:
        home.mkdir(exist_ok=True)
        host = Host(
            qapp, Homes(home / "vault", home / "practice"), settings=Settings(), settings_file=home / "settings.toml",
            clock=vaults.morning(),
        )  # fmt: skip
        hosts.append(host)
        host.start()
        with qtbot.waitActive(host):
            host.show()
            host.activateWindow()
        return host

    yield start
    for host in hosts:
        host.close()
        host.deleteLater()


def unlocked(qtbot: QtBot, host: Host, page: QWidget, button: str) -> Shell:
    editor(page, "Passphrase").setText(vaults.PASSPHRASES["Rhian"])
    press(page, button)
    qtbot.waitUntil(lambda: isinstance(host.front, Shell), timeout=10_000)
    assert isinstance(host.front, Shell)
    return host.front


def the_laptop(home: Path) -> Group:
    """HMP Ashmere's laptop with its cohort, locked."""
    template, group = vaults.group_template()
    shutil.copytree(template, home / "vault")
    return group


def test_from_a_dead_laptop_to_marking_on_another(qtbot: QtBot, machine: MakeHost, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    group = the_laptop(tmp_path / "laptop")
    host = machine(tmp_path / "laptop")
    assert isinstance(host.front, LockPage)
    shell = unlocked(qtbot, host, host.front, "Unlock")
    backup.choose(shell.desk.vault, stick)
    host.change_settings(last_backup_folder=str(stick))
    vaults.mark(shell.desk.vault, group, 0, 0, "P")
    host.lock()  # the stick is in: the backup goes to it by itself
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage), timeout=10_000)
    host.close()

    shutil.rmtree(tmp_path / "laptop")  # it fell into the tea

    host = machine(tmp_path / "another machine")
    assert isinstance(host.front, SetupPage)
    press(host.front, "I have a backup")
    page = host.front
    assert isinstance(page, RestorePage)
    assert "Put the stick with the backups in" in words(page)
    page.take_folder(stick)
    assert "nothing is replaced" in words(page)
    assert "HMP Ashmere" in words(page)
    qtbot.waitUntil(lambda: page.table.model().index(0, 3).data() == "Whole")
    shell = unlocked(qtbot, host, page, "Bring the records back")
    vault = shell.desk.vault
    assert vault.home == tmp_path / "another machine" / "vault"
    assert vaults.says(vault, group, 0, 0) == "P"
    attendance.mark(
        vault, shell.desk.staff_id, enrolment_id=group.enrolments[1], workshop_id=group.workshops[0], letter="L"
    )
    assert vaults.says(vault, group, 1, 0) == "L"
    assert history.can_undo(vault) is not None
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage), timeout=10_000)
    assert isinstance(host.front, LockPage)
    assert vaults.says(unlocked(qtbot, host, host.front, "Unlock").desk.vault, group, 1, 0) == "L"


def test_going_back_on_the_same_machine_keeps_what_was_there(qtbot: QtBot, machine: MakeHost, tmp_path: Path) -> None:
    group = the_laptop(tmp_path / "laptop")
    host = machine(tmp_path / "laptop")
    shell = unlocked(qtbot, host, host.front or host, "Unlock")
    vault = shell.desk.vault
    vaults.mark(vault, group, 0, 0, "P")
    kept = backup.make(vault).last_machine
    assert kept is not None
    clock = vault.clock
    assert isinstance(clock, FixedClock)
    clock.advance(hours=1)
    vaults.mark(vault, group, 1, 0, "V")
    erased, clash = group.people[2], group.enrolments[2]
    vault.erase(vault.staff_id, erased)  # takes the backups of this machine with it
    backup.make(vault)
    clock.advance(hours=1)
    vaults.mark(vault, group, 1, 1, "H")
    host.lock_at_once()
    press(host.front or host, "Bring records back from a backup")
    page = host.front
    assert isinstance(page, RestorePage)
    assert "are replaced by those of Tuesday 3 November 2026, 10:27." in words(page)
    editor(page, "Passphrase").setText("these are not the words")
    press(page, "Replace the records by this backup")
    qtbot.waitUntil(lambda: "do not open" in words(page), timeout=10_000)
    shell = unlocked(qtbot, host, page, "Replace the records by this backup")
    vault = shell.desk.vault
    assert vaults.says(vault, group, 1, 0) == "V"
    assert vaults.says(vault, group, 1, 1) == ""
    assert clash not in {row.enrolment_id for row in attendance.register(vault, group.cohort_id, vaults.TODAY).rows}
    assert len(backup.backups(vault, backup.on_machine(vault))) == 2, "what was there was backed up first"
