"""What happens on a bug: it is logged, and a report without anybody's data may be copied for support."""

from __future__ import annotations

import logging
import traceback
from pathlib import PurePath

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wagesdesk import __version__
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.plain_label import PlainLabel

_log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """Where the program was and the kind of the error; never its message, which may hold what somebody typed."""
    import platform

    lines = [f"WagesDesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _place(file: str) -> str:
    """Where in the program, or the last two names of a library's path: the whole one may hold the name of a user."""
    parts = PurePath(file).parts
    ours = [at for at, part in enumerate(parts[:-1]) if part == "wagesdesk"]
    return "/".join(parts[ours[-1] :] if ours else parts[-2:])


def handle(error: BaseException, window: QWidget) -> None:
    """Log the report and show it over `window`; while participants have the screen a sentence of theirs."""
    from wagesdesk.ui.kiosk.workspace import Workspace

    words = report(error)
    _log.error("%s", words)
    if (kiosk := window.findChild(Workspace)) is not None:
        kiosk.say(_("Something went wrong. Your words are safe. Please ask for help."))
        return
    CrashDialog(words, window).open()


class CrashDialog(QDialog):
    """Says first what is safe. Deleted when closed."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something in the program went wrong"))
        self.setMinimumWidth(look.size(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.size(24), look.size(24), look.size(24), look.size(24))
        column.setSpacing(look.size(12))
        column.addWidget(PlainLabel(_("Something in the program went wrong"), "section", wrap=True))
        column.addWidget(
            PlainLabel(
                _("What was saved before is safe. This is a mistake in WagesDesk, not yours. You can go on working."),
                wrap=True,
            )
        )
        column.addWidget(PlainLabel(_("Details for support. They hold no names."), "second", colour="soft", wrap=True))
        details = QPlainTextEdit(words)
        details.setReadOnly(True)
        details.setAccessibleName(_("Details for support"))
        column.addWidget(details)
        row = QHBoxLayout()
        row.addStretch(1)
        copy = Button(_("Copy details"), icon="copy")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(words))
        close = Button(_("Go on"), "primary")
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()
