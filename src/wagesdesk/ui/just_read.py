"""Just read: a bundle and a key that opens it, without a vault. Its pages are shown and printed; nothing is kept."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.errors import BundleNotForUs, CardUnreadable, UserError
from wagesdesk.text import _, join_words, long_day
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.jobs import Cancelled, Jobs, Token
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel

if TYPE_CHECKING:
    from wagesdesk.export.container import Opened

_LONGEST_KEY = 4096
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)


class JustRead(QDialog):
    """`load` takes a bundle, `load_key` a key file; Read opens it in memory. Closing forgets both."""

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._file: Path | None = None
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Just read a bundle")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(look.size(640), min(look.size(640), parent.window().height()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(16))
        whole.setSpacing(look.size(12))
        whole.addWidget(PlainLabel(title, "section"))
        sentence = _("For whoever has a bundle and a key that opens it. Nothing of it is kept on this machine.")
        whole.addWidget(PlainLabel(sentence, colour="soft", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        self.choose = Button(_("Open a bundle…"), icon="package-open")
        self.choose.clicked.connect(
            lambda: file_dialogs.open_file(self, _("Open a bundle"), _("Bundles (*.age);;All files (*)"), self.load)
        )
        self.name = PlainLabel(_("No bundle yet"), "strong", wrap=True)
        row.addWidget(self.choose)
        row.addWidget(self.name, 1)
        whole.addLayout(row)
        self.key = Field(
            _("Key"), QPlainTextEdit(),
            _("A line that begins with AGE-SECRET-KEY-1, or the four lines of the spare key from its paper."),
        )  # fmt: skip
        self.key.editor.setTabChangesFocus(True)
        self.key.editor.setFixedHeight(look.size(88))
        self.key.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.key.editor.textChanged.connect(self._say_why_not)
        whole.addWidget(self.key)
        keys = QHBoxLayout()
        self.choose_key = Button(_("Open a key file…"), icon="key-round")
        self.choose_key.clicked.connect(
            lambda: file_dialogs.open_file(self, _("Open a key"), _("Keys (*.txt *.key);;All files (*)"), self.load_key)
        )
        self.on = Button(_("Read it"), "primary", "book-open")
        self.on.clicked.connect(self.read)
        keys.addWidget(self.choose_key)
        keys.addWidget(self.on)
        keys.addWidget(ReasonLine(self.on), 1)
        whole.addLayout(keys)
        self.problem = ProblemPanel("red")
        whole.addWidget(self.problem)
        below = QWidget()
        self._found = QVBoxLayout(below)
        self._found.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(below, 1)
        close = Button(_("Close"), icon="x", size="dialog")
        close.clicked.connect(self.reject)
        whole.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        self._say_why_not()

    def load(self, file: Path) -> None:
        """Take this bundle."""
        self._file = file
        self.name.setText(file.name)
        self.problem.hide()
        clear(self._found)
        self._say_why_not()

    def load_key(self, file: Path) -> None:
        """Put what stands in a key file into the field."""
        self.key.clear_error()
        try:
            with file.open("rb") as held:
                self.key.editor.setPlainText(held.read(_LONGEST_KEY).decode("utf-8", "replace"))
        except OSError:
            self.key.set_error(_("This file could not be read. Take it from the stick again."))

    def _say_why_not(self) -> None:
        reason = ""
        if self._file is None:
            reason = _("Open a bundle first.")
        elif not self.key.editor.toPlainText().strip():
            reason = _("A key is needed.")
        self.on.refuse(reason)

    def read(self) -> None:
        """Open the bundle with the key, in memory."""
        if self._file is None:
            return
        file, key = self._file, self.key.editor.toPlainText()
        self.key.clear_error()
        self.problem.hide()
        clear(self._found)
        self.on.refuse(_("One moment: it is being opened."))
        self._jobs.start(lambda token: _opened(token, file, key), owner=self, done=self._show, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._say_why_not()
        if isinstance(error, CardUnreadable):
            self.key.set_error(_("This is no key that opens a bundle. Compare it with the paper or the file."))
        elif isinstance(error, BundleNotForUs):
            self.key.set_error(_("This key does not open this bundle. Try that of the place it was made for."))
        elif isinstance(error, UserError) and not isinstance(error, Cancelled):
            self.problem.say_error(error)

    def _show(self, opened: Opened) -> None:
        from wagesdesk.ui.labels import recipient

        self._say_why_not()
        manifest = opened.manifest
        checker = manifest.checker.name
        if manifest.sheet is not None:
            checker = _("%(name)s, %(rank)s, on a printed sheet") % {"name": checker, "rank": manifest.checker.role}
        facts = (
            (_("Says it is from"), manifest.sender.place),
            (_("Made"), long_day(manifest.created.astimezone(UTC).date(), year=True)),
            (_("Prepared by"), manifest.preparer.name), (_("Checked by"), checker),
            (_("For"), join_words([recipient(one.name) for one in manifest.recipients])),
        )  # fmt: skip
        self._found.addWidget(facts_grid(facts, label_width=140))
        warning = _("Nobody compared the sender's card here. The bundle says who it is from; nothing proves it.")
        self._found.addWidget(PlainLabel(warning, "second", colour="info", wrap=True))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for title, pdf in pages_of(opened.files):
            button = Button(title, "link", "file-text")
            button.clicked.connect(lambda *_of, title=title, pdf=pdf: self._open(title, pdf))
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = PlainArea(_("Pages"))
        area.show_widget(inside)
        self._found.addWidget(area, 1)

    def _open(self, title: str, pdf: bytes) -> None:
        from datetime import date

        from wagesdesk.export.reports.blocks import Document
        from wagesdesk.ui.print_preview import Preview

        preview = Preview(Document(title, "", (), date.min), self)
        preview.open()
        preview.show_pdf(pdf)


def pages_of(files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """The pages of a bundle that can be looked at: each PDF with the title that its web page bears."""
    found = []
    for name in sorted(files):
        if name.endswith(".pdf"):
            title = _TITLE.search(files.get(f"{name[:-4]}.html", b""))
            words = html.unescape(title[1].decode("utf-8", "replace")) if title else name.rpartition("/")[2]
            found.append((words, files[name]))
    return found


def _opened(token: Token, file: Path, key: str) -> Opened:
    from wagesdesk.export import container

    token.step(0, 0, _("Opening the bundle"))
    data = container.load(file)
    opened = container.open_with_key(data, key)
    token.step(1, 1, _("Opening the bundle"))
    return opened


def open_just_read(parent: QWidget, jobs: Jobs) -> JustRead:
    """Show it over `parent`."""
    shown = JustRead(parent, jobs)
    shown.open()
    return shown
