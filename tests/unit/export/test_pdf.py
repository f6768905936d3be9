from __future__ import annotations

import base64
import re
import zlib
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from tests.unit.export import shapes
from wagesdesk.export.reports.blocks import (
    Blank,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Groups,
    Heading,
    Paragraph,
    Signature,
    Table,
    clean,
    short_id,
)
from wagesdesk.export.reports.card_sheet import card_sheet
from wagesdesk.export.reports.custody_receipt import Receipt, custody_receipt
from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.person import person_page
from wagesdesk.export.reports.recovery_sheet import recovery_sheet
from wagesdesk.export.reports.register import register_blank, register_filled

FORTY = tuple(f"{name} {n}" for n in range(4) for name in shapes.NAMES)[:40]
RECEIPT = Receipt(
    "7f3kq2mz", "wd-7f3kq2mz.age", 1_284_096, "0123456789abcdef" * 4, "Ashmere Enterprise Hub", 12, 31, "HMP Ashmere",
    "Rhian", "Morag", ("river", "button", "candle", "seven"), "4C53-0001",
)  # fmt: skip
KEYS = (("Key to send to this place", ("ab12",) * 13), ("Key that signs", ("cd34",) * 13))


def _register(names: tuple[str, ...] = shapes.NAMES) -> Document:
    return register_filled(
        shapes.register(names), "Autumn 2026", "HMP Ashmere", codes=shapes.CODES, printed=shapes.PRINTED
    )


PRINTS = {
    "register": _register(),
    "blank": register_blank(
        shapes.register(), "Autumn 2026", "HMP Ashmere", codes=shapes.CODES, printed=shapes.PRINTED
    ),
    "forty": _register(FORTY),
    "hostile": _register(shapes.HOSTILE),
    "large": replace(_register(), large=True),
    "person": person_page(shapes.person(), "Autumn 2026", codes=shapes.CODES, printed=shapes.PRINTED),
    "passphrase": passphrase_sheet("Rhian", "HMP Ashmere", ("copper", "lantern", "ŵyn"), printed=shapes.PRINTED),
    "recovery": recovery_sheet("HMP Ashmere", ("K7QF", "9M2D"), printed=shapes.PRINTED),
    "receipt": custody_receipt(RECEIPT, printed=shapes.PRINTED),
    "card": card_sheet("HMP Ashmere", "Inside laptop", KEYS, ("a", "b", "c", "d"), printed=shapes.PRINTED),
}
every_print = pytest.mark.parametrize("name", PRINTS)


def _opened(pdf: bytes, qtbot: QtBot) -> QPdfDocument:
    document = QPdfDocument()
    device = QBuffer(document)
    device.setData(QByteArray(pdf))
    device.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(device)
    qtbot.waitUntil(lambda: bool(document.status() == QPdfDocument.Status.Ready), timeout=5000)
    return document


def _texts(pdf: bytes, qtbot: QtBot) -> list[str]:
    document = _opened(pdf, qtbot)
    return [document.getAllText(page).text().replace("\r\n", "\n") for page in range(document.pageCount())]


def _type_sizes(pdf: bytes) -> set[float]:
    """Every size of type that the pages set."""
    found = set()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        if stream.rstrip().endswith(b"~>"):
            page = zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))
            found |= {float(size) for size in re.findall(rb"/F\S+ ([\d.]+) Tf", page)}
    return found


@every_print
def test_two_prints_are_the_same_to_the_byte(name: str) -> None:
    assert write_pdf(PRINTS[name]) == write_pdf(PRINTS[name])


@every_print
def test_each_page_has_its_number_the_day_and_the_short_id(name: str, qtbot: QtBot) -> None:
    pages = _texts(write_pdf(PRINTS[name]), qtbot)
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert f"Printed Tuesday 3 November 2026 · {short_id(PRINTS[name])}" in text
        assert PRINTS[name].title in text
        assert clean(PRINTS[name].owner) in text


@every_print
def test_type_is_never_small_and_every_font_is_inside(name: str) -> None:
    pdf = write_pdf(PRINTS[name])
    sizes = _type_sizes(pdf)
    assert sizes
    assert min(sizes) >= (14 if PRINTS[name].large else 12)
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") >= 2


@every_print
def test_pages_are_greys_on_white_with_room_for_holes(name: str, qtbot: QtBot) -> None:
    document = _opened(write_pdf(PRINTS[name]), qtbot)
    for page in range(document.pageCount()):
        wide, rows = _on_white(document, page)
        assert all(row[0::3] == row[1::3] == row[2::3] for row in rows)
        edge = int(17.5 * 72 / 25.4)
        assert set(b"".join((*rows[:edge], *rows[-edge:]))) == {255}
        assert {shade for row in rows for shade in row[: edge * 3] + row[(wide - edge) * 3 :]} == {255}
        inked = sum(shade < 250 for row in rows for shade in row[0::3])
        assert 0 < inked < 0.3 * wide * len(rows)


def _on_white(document: QPdfDocument, page: int) -> tuple[int, list[bytes]]:
    """A page at 72 dots an inch: its width, and its rows of red, green and blue bytes."""
    size = document.pagePointSize(page).toSize()
    image = QImage(size, QImage.Format.Format_RGB888)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    data, step = bytes(image.constBits()), image.bytesPerLine()
    return size.width(), [data[y * step : y * step + size.width() * 3] for y in range(size.height())]


def test_hostile_names_are_printed_as_they_are(qtbot: QtBot) -> None:
    text = "\n".join(_texts(write_pdf(PRINTS["hostile"]), qtbot))
    flat = text.replace("\n", "").replace(" ", "")
    for name in shapes.HOSTILE:
        if name.isprintable() and name.isascii():
            assert name.replace(" ", "") in flat
    assert "Ŵyn Ŷsgol ŵŷẁỳ" in text
    assert "Gwen ŵŷn" in text
    assert "Some letters are not in the print font" in text
    assert "Some letters" not in "".join(_texts(write_pdf(PRINTS["register"]), qtbot))


def test_forty_people_span_pages_each_with_the_head_again(qtbot: QtBot) -> None:
    pages = _texts(write_pdf(PRINTS["forty"]), qtbot)
    assert len(pages) == 3
    for text in pages:
        assert "Name" in text
        assert "15 Sep" in text
        assert "17 Nov" in text
    everything = "\n".join(pages)
    assert all(everything.count(name) == 1 for name in FORTY)
    assert "Facilitator" in pages[-1]


def test_twelve_people_fit_one_page_in_every_form(qtbot: QtBot) -> None:
    for name in ("register", "blank", "large"):
        assert _opened(write_pdf(PRINTS[name]), qtbot).pageCount() == 1


def test_a_receipt_with_long_names_is_signed_on_its_front(qtbot: QtBot) -> None:
    receipt = replace(
        RECEIPT,
        recipient="Ashmere and District Enterprise Co-operative Hub",
        place="HMP & YOI Ashmere, Women’s Centre",
        serial="4C530001120304115523-ABCDEF-99",
        on_it=("wd-7f3kq2mz.age", "wd-7f3kq2na.age", "A letter.pdf"),
    )
    front, back = _texts(write_pdf(custody_receipt(receipt, printed=shapes.PRINTED)), qtbot)
    assert all(words in front for words in ("Released by", "Received by", "4C530001120304115523-ABCDEF-99"))
    assert all(words in back for words in ("7f3kq2mz", "A letter.pdf", "Each hand-over"))


def test_the_file_says_its_language_and_shows_its_title() -> None:
    pdf = write_pdf(replace(PRINTS["person"], language="cy"))
    assert b"/Lang (cy)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"/Title (Workshops)" in pdf  # the bookmark of the section


def test_long_text_flows_over_pages_and_cuts_only_the_running_head(qtbot: QtBot) -> None:
    owner = "Marjoribanks " * 12
    blocks = (
        Heading("One"), Paragraph("word " * 900), Bullets(("first", "second"), numbered=True),
        Facts((("Label", "value " * 60),)), Groups(("x" * 90, "y")), Blank("Room to write", 3), Signature(("Name",)),
    )  # fmt: skip
    document = Document("A long print", owner, blocks, shapes.PRINTED, notes=("Checked on 1 May",), page="A5")
    pages = _texts(write_pdf(document), qtbot)
    assert len(pages) > 2
    assert "…" in pages[1]
    assert "Checked on 1 May" in pages[-1]
    assert sum(text.count("word") for text in pages) == 900


def test_what_stands_under_a_heading_begins_on_its_page(qtbot: QtBot) -> None:
    """However much stands above it; a short table and a place to sign are not parted from what is over them."""
    rows = tuple((Cell(f"row {number}"), Cell("many words " * 12)) for number in range(14))
    columns = (Column("What", 30), Column("Words", 70))
    for lines in (7, 13, 25):
        blocks: tuple[Block, ...] = (
            *(Paragraph("x") for _line in range(lines)), Heading("Long"), Table("Long", columns, rows),
            Heading("Room"), Blank("My room", 4), Heading("Few"), Table("Few", columns, rows[:5]),
            *(Paragraph("x") for _line in range(lines)), Blank("Agreed", 2), Signature(("My name",)),
        )  # fmt: skip
        pages = _texts(write_pdf(Document("A print", "Asha", blocks, shapes.PRINTED)), qtbot)
        for first, with_it in (("Long", "row 1"), ("Room", "My room"), ("Few", "row 4"), ("Agreed", "My name")):
            page = next(page for page in pages if f"\n{first}\n" in page)
            assert with_it in page.partition(f"\n{first}\n")[2], (first, lines)
