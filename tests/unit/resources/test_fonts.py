"""The four weights: one family for Qt, each embedded by reportlab, with Welsh letters and figures that line up."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication

from wagesdesk import paths

FAMILY = "Atkinson Hyperlegible Next"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
LETTERS = "ŵŷẃẁẅŴŶẂâêîôûäëïöüàèìòùáéíóúé£€–—‘’“”•…·×½"


def _file(weight: int) -> Path:
    return paths.resource(f"fonts/AtkinsonHyperlegibleNext-{WEIGHTS[weight]}.ttf")


def _font(weight: int, *, tabular: bool = False) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(15)
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@pytest.fixture(scope="module", autouse=True)
def _loaded(qapp: QApplication) -> None:
    for weight in WEIGHTS:
        assert QFontDatabase.addApplicationFont(str(_file(weight))) >= 0


def _drawn(font: QFont) -> bytes:
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(4, 26, "Dŵr i’r tŷ £2.75")
    painter.end()
    return bytes(image.constBits())


def test_four_weights_are_one_family() -> None:
    assert sorted(QFontDatabase.styles(FAMILY)) == sorted(WEIGHTS.values())
    for weight, style in WEIGHTS.items():
        assert QFontDatabase.weight(FAMILY, style) == weight
        info = QFontInfo(_font(weight))
        assert (info.family(), info.weight()) == (FAMILY, weight)


def test_each_weight_draws_differently() -> None:
    assert len({_drawn(_font(weight)) for weight in WEIGHTS}) == 4


@pytest.mark.parametrize("weight", WEIGHTS)
def test_letters_of_english_and_welsh_are_there(weight: int) -> None:
    raw = QRawFont(str(_file(weight)), 15)
    assert [letter for letter in LETTERS if not raw.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_tabular_figures_are_equally_wide(weight: int) -> None:
    usual, tabular = QFontMetricsF(_font(weight)), QFontMetricsF(_font(weight, tabular=True))
    assert usual.horizontalAdvance("1") < usual.horizontalAdvance("0")
    assert len({tabular.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("weight", WEIGHTS)
def test_accented_letters_kern_as_plain_ones(weight: int) -> None:
    metrics = QFontMetricsF(_font(weight))

    def drawn_in(first: str, second: str) -> float:
        apart = metrics.horizontalAdvance(first) + metrics.horizontalAdvance(second)
        return metrics.horizontalAdvance(first + second) - apart

    assert drawn_in("T", "w") < 0, "the pair is kerned at all"
    assert drawn_in("T", "ŵ") == drawn_in("T", "w")
    assert drawn_in("ŵ", "r") == drawn_in("w", "r")
    assert drawn_in("A", "ŷ") == drawn_in("A", "y") < 0, "a pair that a subset holds"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_reportlab_embeds_the_weight(weight: int) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    name = f"test-atkinson-{weight}"
    font = TTFont(name, str(_file(weight)))
    pdfmetrics.registerFont(font)
    assert font.face.name == f"AtkinsonHyperlegibleNext-{WEIGHTS[weight]}".encode()
    assert [letter for letter in LETTERS if ord(letter) not in font.face.charToGlyph] == []
    sheet = io.BytesIO()
    canvas = Canvas(sheet, pageCompression=0, invariant=1)
    canvas.setFont(name, 12)
    canvas.drawString(50, 50, "Dŵr i’r tŷ")
    canvas.save()
    assert b"/FontFile2" in sheet.getvalue()
    assert f"+AtkinsonHyperlegibleNext-{WEIGHTS[weight]}".encode() in sheet.getvalue()
