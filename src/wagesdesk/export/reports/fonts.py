"""The letters of prints and pictures."""

from __future__ import annotations

from typing import Final

from wagesdesk import paths

FAMILY: Final = "Atkinson Hyperlegible Next"
REGULAR: Final = "AtkinsonHyperlegibleNext-Regular"
BOLD: Final = "AtkinsonHyperlegibleNext-Bold"


def register() -> None:
    """Make them known to reportlab; harmless the second time."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known = pdfmetrics.getRegisteredFontNames()
    for name in (REGULAR, BOLD):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(paths.resource(f"fonts/{name}.ttf"))))
