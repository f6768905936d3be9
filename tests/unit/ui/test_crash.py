"""A bug is logged and shown without anything that somebody typed."""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.test_lock import press
from wagesdesk.ui import crash, theme


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
