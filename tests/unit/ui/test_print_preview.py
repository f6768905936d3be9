"""A print is shown and printed from memory, and only a person who was warned saves it as a file."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.export.reports.blocks import Document, Paragraph
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.print_preview import HasJobs, Preview, open_preview, print_pages
from wagesdesk.ui.widgets.banner import Banner
from wagesdesk.ui.widgets.buttons import Button

LONG = Document("A long print", "Ashmere", tuple(Paragraph("One line") for _line in range(90)), date(2026, 11, 3))
SHORT = Document("A note", "Ashmere", (Paragraph("One line"),), date(2026, 11, 3), page="A5", landscape=True)


class _Worker:
    def __init__(self, jobs: Jobs) -> None:
        self.jobs = jobs


@pytest.fixture
def window(qtbot: QtBot, look: theme.Theme) -> QWidget:
    widget = QWidget()
    widget.resize(1366, 768)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def button(preview: Preview, name: str) -> Button:
    return next(one for one in preview.findChildren(Button) if one.accessibleName() == name)


def test_a_job_makes_the_pages(qtbot: QtBot, window: QWidget, jobs: Jobs) -> None:
    worker: HasJobs = _Worker(jobs)
    preview = open_preview(window, LONG, worker)
    assert not button(preview, "Print").isEnabled()
    qtbot.waitUntil(lambda: preview.pdf.pageCount() > 0, timeout=5000)
    assert preview.pdf.pageCount() == 4
    assert button(preview, "Print").isEnabled()
    with qtbot.waitSignal(preview.finished):
        QTest.keyClick(preview, Qt.Key.Key_Escape)


def lines_on_first(preview: Preview) -> int:
    return preview.pdf.getAllText(0).text().count("One line") if preview.pdf.pageCount() else 0


def test_large_print_makes_the_pages_anew(qtbot: QtBot, window: QWidget, jobs: Jobs) -> None:
    preview = open_preview(window, LONG, _Worker(jobs))
    qtbot.waitUntil(lambda: lines_on_first(preview) > 0, timeout=5000)
    usual = lines_on_first(preview)
    assert preview.focusWidget() is button(preview, "Print")
    QTest.keyClick(preview.large, Qt.Key.Key_Space)
    assert not button(preview, "Print").isEnabled()
    qtbot.waitUntil(lambda: 0 < lines_on_first(preview) < usual, timeout=5000)
    assert button(preview, "Print").isEnabled()
    QTest.keyClick(preview.large, Qt.Key.Key_Space)
    QTest.keyClick(preview.large, Qt.Key.Key_Space)  # pages that nobody waits for any more are not shown
    qtbot.waitUntil(lambda: jobs.idle and button(preview, "Print").isEnabled(), timeout=5000)
    assert lines_on_first(preview) < usual


def test_large_print_may_be_laid_out_anew(window: QWidget) -> None:
    """What is printed and saved is what was put together for that size, and back again."""

    def lay(*, large: bool) -> Document:
        words = "In few columns" if large else "In many columns"
        return Document("A plan", "Asha", (Paragraph(words),), date(2026, 11, 3), large=large, large_points=18)

    preview = open_preview(window, lay(large=False), lay=lay)
    for large, words in ((True, "In few columns"), (False, "In many columns")):
        preview.large.setChecked(large)
        assert words in preview.pdf.getAllText(0).text()
    preview.reject()
    assert not open_preview(window, lay(large=True)).large.isVisible(), "it has no usual print to choose"


def test_looking_and_printing_write_no_file_but_the_printers(
    window: QWidget, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces = tmp_path / "traces"
    traces.mkdir()
    monkeypatch.setenv("TMPDIR", str(traces))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(traces)
    made: list[str] = []
    real = os.open

    def counted(path: str, flags: int, *rest: object, **more: object) -> int:
        made.extend([str(path)] if flags & os.O_CREAT else [])
        return real(path, flags, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", counted)
    before = set(home.rglob("*"))
    preview = open_preview(window, LONG)
    preview.grab()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert print_pages(preview.pdf, printer)
    preview.reject()
    assert (list(traces.iterdir()), set(home.rglob("*")) - before, made) == ([], set(), [])


def test_every_page_reaches_the_printer_in_its_size(window: QWidget, tmp_path: Path) -> None:
    for document, pages, width in ((LONG, 4, 595), (SHORT, 1, 595)):
        preview = open_preview(window, document)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        assert print_pages(preview.pdf, printer)
        printed = QPdfDocument()
        printed.load(str(tmp_path / "out.pdf"))
        assert printed.pageCount() == pages
        assert round(printed.pagePointSize(0).width()) == width
        assert (printed.pagePointSize(0).height() < 595) == document.landscape
        preview.reject()


def test_a_file_in_clear_is_warned_of_first(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    preview = open_preview(window, SHORT)
    leave = button(preview, "Do not save")
    assert not leave.isVisible()
    button(preview, "Save as PDF…").click()
    assert leave.isVisible()
    leave.click()
    assert preview.findChildren(QFileDialog) == []
    button(preview, "Save as PDF…").click()
    button(preview, "Save it unlocked").click()
    chooser = preview.findChildren(QFileDialog)[0]
    chooser.setDirectory(str(tmp_path))
    chooser.fileSelected.emit(str(tmp_path / "note.pdf"))
    chooser.close()
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.pdf"]


def test_a_place_that_cannot_be_written_is_told(window: QWidget, tmp_path: Path) -> None:
    preview = open_preview(window, SHORT)
    button(preview, "Save as PDF…").click()
    button(preview, "Save it unlocked").click()
    chooser = preview.findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(tmp_path / "gone" / "note.pdf"))
    chooser.close()
    red = next(one for one in preview.findChildren(Banner) if one.property("banner") == "red")
    assert red.text().startswith("The file could not be written there.")
