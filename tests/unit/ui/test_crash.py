"""A bug is logged and shown without anything that somebody typed."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from tests import vaults
from tests.unit.ui.shells import settle, shell_over
from tests.unit.ui.test_lock import press
from wagesdesk.services import people, practice, vault
from wagesdesk.ui import crash, theme
from wagesdesk.ui.jobs import Jobs, Token


def _fail() -> Exception:
    try:
        try:
            {}["Asha's secret"]  # type: ignore[index]
        except KeyError as error:
            raise ValueError("typed by Asha") from error
    except ValueError as error:
        return error
    raise AssertionError


def test_the_report_names_places_and_no_words() -> None:
    report = crash.report(_fail())
    assert "ValueError" in report
    assert "KeyError" in report
    assert "_fail" in report
    assert "Asha" not in report


def test_it_is_logged_and_can_be_copied(qtbot: QtBot, look: theme.Theme, expected_log: list[logging.LogRecord]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    crash.handle(_fail(), window)
    dialog = window.findChild(crash.CrashDialog)
    assert dialog is not None
    assert dialog.isVisible()
    details = dialog.findChild(QPlainTextEdit)
    assert details is not None
    assert "ValueError" in details.toPlainText()
    assert len(expected_log) == 1
    assert "Asha" not in expected_log[0].getMessage()
    press(dialog, "Copy details")
    assert QApplication.clipboard().text() == details.toPlainText()
    press(dialog, "Go on")


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("/people/rhian.jones/.local/lib/python3.11/json/decoder.py", "json/decoder.py"),
        ("/people/rhian.jones/programs/wagesdesk/ui/pages/person/page.py", "wagesdesk/ui/pages/person/page.py"),
        ("wagesdesk/ui/host.py", "wagesdesk/ui/host.py"),
        ("<string>", "<string>"),
    ],
)
def test_a_place_holds_no_name_of_a_user(file: str, shown: str) -> None:
    error = _raised_in(file)
    assert f"  {shown}:1 <module>" in crash.report(error).splitlines()
    assert "rhian" not in crash.report(error)


def _raised_in(file: str) -> Exception:
    try:
        exec(compile("raise ValueError('Rhian')", file, "exec"))  # noqa: S102
    except ValueError as error:
        return error
    raise AssertionError


def test_a_bug_over_real_looking_records_tells_nothing_of_them(
    qtbot: QtBot, look: theme.Theme, tmp_path: Path, expected_log: list[logging.LogRecord]
) -> None:
    home, clock = tmp_path / "rhian.jones" / "practice", vaults.morning()
    practice.create_practice(home, today=vaults.TODAY, params=vaults.QUICK, floor=vaults.QUICK)
    slot = vault.place(home).slots[0]
    secret = practice.PASSPHRASES[slot.name]
    opened = vault.unlock(home, slot_id=slot.id, secret=secret, clock=clock)
    jobs = Jobs(lambda error: crash.handle(error, shell))
    shell = shell_over(qtbot, opened, jobs)
    cohort_id = shell.desk.cohort()
    women = people.people(opened, cohort_id, vaults.TODAY)
    held = {word for one in women for word in (one.name, *one.surname.split()) if word}
    assert len(held) > 10

    def bug(_token: Token) -> None:
        said = ", ".join(sorted(held))
        try:
            with opened.read() as db:
                db.execute(text("INSERT INTO nowhere VALUES (:said, :secret)"), {"said": said, "secret": secret})
        except Exception as error:
            raise ValueError(f"{said} {secret} {home}") from error

    shell.go("participants")
    jobs.start(bug, owner=shell, done=lambda _done: None, failed=shell.problem)
    settle(qtbot, jobs)
    dialog = shell.findChild(crash.CrashDialog)
    assert dialog is not None
    details = dialog.findChild(QPlainTextEdit)
    assert details is not None
    told = details.toPlainText()
    assert "ValueError" in told
    assert "OperationalError" in told
    assert "sqlalchemy" in told.lower() or "engine/" in told
    for words in (told, expected_log[0].getMessage()):
        assert not [word for word in held if word in words]
        assert not [word for word in secret.split() if word in words.split()]
        assert "rhian.jones" not in words
        assert str(tmp_path) not in words
    press(dialog, "Go on")
    jobs.shutdown()
    opened.lock()


class _Falls(QWidget):
    """Meets an error of C code where Qt calls it."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            int("no number")
        return super().event(event)


def test_an_error_of_c_code_in_what_qt_calls_is_raised_and_the_program_stays(qtbot: QtBot) -> None:
    falls = _Falls()
    qtbot.addWidget(falls)
    with pytest.raises(ValueError, match="no number"):
        QApplication.sendEvent(falls, QEvent(QEvent.Type.User))
