"""Puts the desk together: paths, settings, language, theme, and the one window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from wagesdesk import paths, settings, text
from wagesdesk.clock import SystemClock
from wagesdesk.models.machine import harden
from wagesdesk.text import _
from wagesdesk.ui import crash, theme
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.qt_words import QtWords


def build(arguments: Sequence[str]) -> tuple[QApplication, Host]:
    """The application and its window, not shown yet. `--vault DIR` opens that folder in place of the usual ones."""
    harden()
    parser = argparse.ArgumentParser(prog="wagesdesk-desk")
    parser.add_argument("--vault", type=Path, metavar="DIR")
    chosen: Path | None = parser.parse_args(arguments).vault
    homes = Homes(paths.vault_folder(), paths.practice_folder()) if chosen is None else Homes(chosen, chosen)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = theme.application("wagesdesk")
    app.setApplicationName("WagesDesk")
    loaded = settings.load(paths.settings_file())
    text.use_language(loaded.settings.language)
    app.installTranslator(QtWords(app))
    notice = ""
    if loaded.damaged is not None:
        notice = _("The settings of this machine could not be read and begin anew. Your records are as they were.")
    host = Host(
        app,
        homes,
        settings=loaded.settings,
        settings_file=paths.settings_file(),
        clock=SystemClock(),
        notice=notice,
    )
    host.start()
    if loaded.settings.full_screen:
        host.setWindowState(host.windowState() | Qt.WindowState.WindowFullScreen)
    return app, host


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desk until its window is closed; the exit status."""
    app, host = build(sys.argv[1:] if argv is None else argv)

    def on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        crash.handle(error, host)

    sys.excepthook = on_bug
    host.show()
    return app.exec()
