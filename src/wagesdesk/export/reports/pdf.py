"""A document as PDF: A4 or A5, black on white, embedded fonts, byte for byte the same each time.

reportlab writes no structure tree, so each document has its HTML twin, which is the accessible one.
"""

from __future__ import annotations

from typing import Any

from wagesdesk.export.reports import fonts
from wagesdesk.export.reports.blocks import Document, clean, dated, short_id
from wagesdesk.text import _, speaking

_USUAL = 12.0  # points
_MARGIN_MM = 18.0  # holes are punched up to 15 mm from an edge, and on either side of a sheet


def write_pdf(document: Document) -> bytes:
    """The PDF file. Each page has its number, the day of printing and the short id, later pages a running head."""
    return _build(document)[0]


def page_count(document: Document) -> int:
    """How many pages `write_pdf` makes of it."""
    return _build(document)[1]


def _build(document: Document) -> tuple[bytes, int]:
    """The file and its number of pages."""
    fonts.register()
    with speaking(document.language):
        return _drawn(document)


def _drawn(document: Document) -> tuple[bytes, int]:
    import io

    from reportlab.lib import pagesizes
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate

    from wagesdesk.export.reports.flowables import Look, flow

    small = document.page == "A5" and not document.large  # large print does not fit a small sheet
    width, height = pagesizes.A5 if small else pagesizes.A4
    if document.landscape:
        width, height = height, width
    edge = _MARGIN_MM * mm
    look = Look(fonts.REGULAR, fonts.BOLD, float(document.large_points) if document.large else _USUAL, width - 2 * edge)
    title = " · ".join(clean(text).replace("\n", " ") for text in (document.title, document.owner) if text)
    foot, head = look.leading + 2 * mm, look.leading + 2 * mm

    printed = f"{dated(document)} · {short_id(document)}"

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        """Says on each page how many there are: every foot is a form that is drawn once the last page is."""

        def save(self) -> None:
            total = self.getPageNumber() - 1
            for number in range(1, total + 1):
                self.beginForm(f"foot{number}", 0, 0, width, edge + look.leading)
                of = _("Page %(number)d of %(total)d") % {"number": number, "total": total}
                fits = self.stringWidth(f"{printed} {of}", fonts.REGULAR, look.size) <= look.width
                self.setFont(fonts.REGULAR, look.size if fits else _USUAL)  # a narrow page in large print
                self.drawString(edge, edge + look.size * 0.25, printed)
                self.drawRightString(width - edge, edge + look.size * 0.25, of)
                self.endForm()
            super().save()

    def dress(canvas: Any, *, running_head: bool) -> None:
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.setLineWidth(0.5)
        canvas.line(edge, edge + look.leading, width - edge, edge + look.leading)
        canvas.doForm(f"foot{canvas.getPageNumber()}")
        canvas.setFont(fonts.REGULAR, look.size)
        if running_head:
            canvas.drawString(edge, height - edge - look.size, look.fitted(title, look.width))
            canvas.line(edge, height - edge - look.leading, width - edge, height - edge - look.leading)

    def page(name: str, *, running_head: bool) -> Any:
        room = height - 2 * edge - foot - (head if running_head else 0)
        frame = Frame(edge, edge + foot, look.width, room, 0, 0, 0, 0, id=name)
        return PageTemplate(name, [frame], onPage=lambda canvas, _of: dress(canvas, running_head=running_head))

    sections: list[str] = []

    def bookmark(flowable: Any) -> None:
        if getattr(getattr(flowable, "style", None), "name", "") == "heading":
            sections.append(flowable.getPlainText())
            template.canv.bookmarkPage(str(len(sections)))
            template.canv.addOutlineEntry(sections[-1], str(len(sections)), 0)

    out = io.BytesIO()
    template = BaseDocTemplate(
        out,
        pagesize=(width, height),
        pageTemplates=[page("first", running_head=False), page("later", running_head=True)],
        title=title,
        creator="WagesDesk",
        author="WagesDesk",
        lang=document.language,
        invariant=1,
        initialFontName=fonts.REGULAR,
        initialFontSize=look.size,
    )
    template.afterFlowable = bookmark
    template.build([NextPageTemplate("later"), *flow(document, look)], canvasmaker=Numbered)
    return out.getvalue(), template.page
