"""Every print is looked at first: made, shown and sent to the printer from memory. Saving it as a file warns once, and
is written down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPageLayout, QPageSize, QPainter, QPalette, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.problems import describe
from wagesdesk.text import _, ngettext
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Cancelled, Jobs, Token
from wagesdesk.ui.widgets.banner import Banner
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from wagesdesk.export.reports.blocks import Document

_PRINT_DPI = 300
_POINTS_PER_INCH = 72
_A4_PORTRAIT_WIDTH = 595


class HasJobs(Protocol):
    """A desk, or anything else that has the worker."""

    @property
    def jobs(self) -> Jobs: ...


class Lays(Protocol):
    """Puts a document together, in usual or large print, where more than the letters differs."""

    def __call__(self, *, large: bool) -> Document: ...


def open_preview(
    parent: QWidget, document: Document, desk: HasJobs | None = None, *, lay: Lays | None = None, caution: str = "",
    why: str = "",
) -> Preview:  # fmt: skip
    """Show `document` over `parent`, to be printed or saved. With `desk` the pages are made off the main thread, and an
    unlocked copy is written down where it is a whole Desk. `lay` puts the same document together in large print;
    `caution`, and `why`, is what to think of before it is printed."""
    preview = Preview(document, parent, desk, lay)
    if caution:
        preview.caution.say(caution, why)
    preview.open()
    preview.make()
    return preview


def print_pages(pdf: QPdfDocument, printer: QPrinter) -> bool:
    """Draw all pages of `pdf` on `printer`, in its page size; False when the printer takes nothing."""
    size = pdf.pagePointSize(0)
    lying = size.width() > size.height()
    small = min(size.width(), size.height()) < _A4_PORTRAIT_WIDTH - 1
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5 if small else QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number in range(pdf.pageCount()):
        if number:
            printer.newPage()
        points = pdf.pagePointSize(number)
        scale = _PRINT_DPI / _POINTS_PER_INCH
        image = pdf.render(number, QSize(round(points.width() * scale), round(points.height() * scale)))
        painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(printer.resolution())), image)
    return painter.end()


class Preview(QDialog):
    """The pages in usual or large print, Print, and Save as PDF. Escape closes, Ctrl+P prints. Deleted when closed."""

    def __init__(
        self, document: Document, parent: QWidget, desk: HasJobs | None = None, lay: Lays | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        look = theme.current()
        self._document, self._lay = document, lay
        self._jobs = desk.jobs if desk is not None else None
        self._desk = desk if isinstance(desk, Desk) else None
        self._chose_size = False
        self._data = b""
        self._buffer = QBuffer(self)
        self.pdf = QPdfDocument(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = " · ".join(text for text in (document.title, document.owner) if text)
        self.setWindowTitle(title)
        self.setAccessibleName(_("Preview of a print: %(title)s") % {"title": title})
        room = parent.window().size()
        self.resize(min(look.size(940), room.width() - look.size(48)), room.height() - look.size(32))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(title))
        self.caution = Banner("amber", closable=True)
        column.addWidget(self.caution)
        self._clear_warning = self._make_warning()
        column.addWidget(self._clear_warning)
        self._problem = Banner("red", closable=True)
        self._done = Banner("info", closable=True)
        column.addWidget(self._problem)
        column.addWidget(self._done)
        self._view = self._make_view()
        column.addWidget(self._view, 1)
        QShortcut(QKeySequence("Ctrl+P"), self, self._print)

    def make(self) -> None:
        """Make the pages, as a job of this dialog where it was given jobs."""
        from wagesdesk.export.reports.pdf import write_pdf

        document = self._document
        if self._jobs is None:
            self.show_pdf(write_pdf(document))
            return

        def work(token: Token) -> bytes:
            token.step(0, 0, "")
            return write_pdf(document)

        def done(data: bytes) -> None:
            if document is self._document:  # not made in another size of print by now
                self.show_pdf(data)

        self._say_making()
        self._jobs.start(work, owner=self, done=done, failed=self._on_failed, progress=lambda _step: self._say_making())

    def show_pdf(self, data: bytes) -> None:
        """Show the PDF file `data`."""
        self._data = data
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self.pdf.load(self._buffer)
        count = self.pdf.pageCount()
        # Of several pages in a column even the first is never wholly in view.
        self._view.setPageMode(QPdfView.PageMode.SinglePage if count == 1 else QPdfView.PageMode.MultiPage)
        self._pages.setText(ngettext("%(count)d page", "%(count)d pages", count) % {"count": count})
        for button in (self._save, self._go):
            button.refuse("")
        if not self._chose_size:
            self._go.setFocus()

    # -- building

    def _head(self, title: str) -> QHBoxLayout:
        look = theme.current()
        row = QHBoxLayout()
        row.setContentsMargins(look.size(24), look.size(12), look.size(24), look.size(12))
        row.setSpacing(look.size(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(title, "section", elide=True))
        self._pages = PlainLabel("", "second", colour="soft")
        words.addWidget(self._pages)
        row.addLayout(words, 1)
        self.large = QCheckBox(_("Large print"))
        self.large.setAccessibleName(self.large.text())
        self.large.setChecked(self._document.large)
        self.large.toggled.connect(self._on_large)
        # What is in large letters whatever she chooses has no usual print.
        self.large.setVisible(self._lay is not None or not self._document.large)
        row.addWidget(self.large)
        close = Button(_("Close"), icon="x")
        close.clicked.connect(self.reject)
        self._save = Button(_("Save as PDF…"), icon="download")
        self._save.clicked.connect(self._warn)
        self._go = Button(_("Print"), "primary", "printer")
        self._go.clicked.connect(self._print)
        for button in (close, self._save, self._go):
            button.setAutoDefault(False)
            row.addWidget(button)
        self._say_making()
        return row

    def _make_warning(self) -> QWidget:
        look = theme.current()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        banner = Banner("amber", parent=self)
        words = _(
            "Whoever has the file can read it. Save it only where it may be read, and delete it when it is printed."
        )
        if self._desk is not None:
            words = " ".join((words, _("It is written down who saved it.")))
        banner.say(_("A PDF file is not locked."), words)
        column.addWidget(banner)
        row = QHBoxLayout()
        row.setContentsMargins(look.size(24), look.size(8), look.size(24), look.size(8))
        row.setSpacing(look.size(10))
        row.addStretch(1)
        leave = Button(_("Do not save"))
        leave.clicked.connect(self._leave)
        self._save_clear = Button(_("Save it unlocked"), icon="download")
        self._save_clear.clicked.connect(self._choose)
        for button in (leave, self._save_clear):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)
        whole.hide()
        return whole

    def _make_view(self) -> QPdfView:
        look = theme.current()
        view = QPdfView(self)
        view.setAccessibleName(_("Pages"))
        # Whole pages; where letters are large the page is as wide as the window, so that it can be read.
        whole = QPdfView.ZoomMode.FitInView
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth if look.large else whole)
        view.setPageSpacing(look.size(12))
        palette = view.palette()
        palette.setColor(QPalette.ColorRole.Dark, look.colour("sunken"))
        view.setPalette(palette)
        view.setFrameShape(QPdfView.Shape.NoFrame)
        view.setDocument(self.pdf)
        return view

    # -- what happens

    def _say_making(self) -> None:
        words = _("The pages are being made")
        self._pages.setText(words)
        for button in (self._save, self._go):
            button.refuse(words)

    def _on_large(self, large: bool) -> None:
        self._chose_size = True
        self._document = self._lay(large=large) if self._lay else replace(self._document, large=large)
        self.make()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.reject()
            return
        self._pages.setText("")
        if isinstance(error, UserError):
            self._tell(error)
        else:
            self._problem.say(_("Something in the program went wrong."), _("Your records are as they were."))

    def _tell(self, error: UserError) -> None:
        problem = describe(error)
        self._problem.say(problem.what, f"{problem.safe} {problem.now}")

    def _warn(self) -> None:
        self._clear_warning.show()
        self._save_clear.setFocus()

    def _leave(self) -> None:
        self._clear_warning.hide()
        self._save.setFocus()

    def _choose(self) -> None:
        self._clear_warning.hide()
        name = f"{self._document.title}.pdf"
        file_dialogs.save_as(self, _("Save as PDF"), name, _("PDF files (*.pdf)"), self._write)

    def _write(self, path: Path) -> None:
        from wagesdesk.models.folder import atomic_write
        from wagesdesk.services import copies

        document, desk = self._document, self._desk
        try:
            if desk is None:
                atomic_write(path, self._data)
            else:
                file = copies.Unlocked(path, self._data, document.code)
                desk.bus.tell(copies.save(desk.vault, desk.staff_id, [file], people=document.people))
        except UserError as error:
            self._tell(error)
        except OSError:
            self._problem.say(
                _("The file could not be written there."), _("Your records are as they were. Choose another folder.")
            )
        else:
            self._done.say(_("Saved as %(name)s.") % {"name": path.name}, _("The file is not locked."))

    def _print(self) -> None:
        if not self._data:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._problem.say(
                _("No printer is set up on this machine."),
                _("Save it as a PDF, or ask the person who looks after this machine."),
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_PRINT_DPI)
        printer.setDocName(self._document.title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._send(printer))
        QDialog.open(dialog)  # the open of QPrintDialog wants a slot

    def _send(self, printer: QPrinter) -> None:
        if print_pages(self.pdf, printer):
            self._done.say(_("Sent to the printer."))
        else:
            self._problem.say(
                _("The printer did not take it."), _("Nothing was printed. Look at it, then press Print again.")
            )
