"""Each block as reportlab flowables. Everything is drawn in black and greys, so it stays true on a prison's printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from wagesdesk.export.reports.blocks import (
    Blank,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Groups,
    Heading,
    Kind,
    Legend,
    Paragraph,
    Picture,
    Signature,
    Table,
    clean,
)
from wagesdesk.text import _

_MM = 72 / 25.4
_INK, _SOFT, _RULE, _SHADE, _CLOSED = "#000000", "#3D3D3D", "#6B6B6B", "#E4E4E4", "#D0D0D0"
_ALIGN = {"left": 0, "centre": 1, "right": 2}
_FRAMED = ("boxed", "shaded", "heavy")
_WHOLE = 24  # lines: a table up to this high stands on one page


@dataclass
class Look:
    """Fonts, type size and text width (points) of one build; remembers the characters that the font cannot draw."""

    regular: str
    bold: str
    size: float
    width: float
    missing: set[str] = field(default_factory=set)

    @property
    def leading(self) -> float:
        return self.size * 1.5

    def words(
        self, text: str, *, bold: bool = False, scale: float = 1.0, bullet: str | None = None, **style: Any
    ) -> Any:
        """A reportlab paragraph of plain text; long words are broken rather than run off the page."""
        from reportlab import platypus
        from reportlab.lib.styles import ParagraphStyle

        safe = clean(text)
        drawn = self._glyphs()
        self.missing.update(c for c in safe if c != "\n" and ord(c) not in drawn)
        given = {
            "fontName": self.bold if bold else self.regular,
            "fontSize": self.size * scale,
            "leading": self.size * scale * (1.5 if scale == 1 else 1.25),
            "splitLongWords": 1,
            "allowWidows": 0,
            "allowOrphans": 0,
            "textColor": _INK,
            "bulletFontName": self.regular,
        }
        shape = ParagraphStyle(**{"name": "words", **given, **style})
        return platypus.Paragraph(escape(safe).replace("\n", "<br/>"), shape, bulletText=bullet)

    def fitted(self, text: str, width: float) -> str:
        """`text`, cut with an ellipsis to fit `width` points on one line."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        if stringWidth(text, self.regular, self.size) <= width:
            return text
        while text and stringWidth(f"{text}…", self.regular, self.size) > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def _glyphs(self) -> dict[int, int]:
        from reportlab.pdfbase import pdfmetrics

        glyphs: dict[int, int] = pdfmetrics.getFont(self.regular).face.charToGlyph
        return glyphs


def flow(document: Document, look: Look) -> list[Any]:
    """The whole story, from the title to the notes at the end."""
    from reportlab.platypus import Spacer

    story, before = [_title(document, look)], list[Any]()
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        parts = _block(block, look)
        if isinstance(block, Heading) or (isinstance(block, Blank) and isinstance(after, Signature)):
            before += parts
        else:
            story += _joined(before, block, parts, look)
            before = []
    story += before
    notes = list(document.notes)
    if look.missing:
        notes.append(_("Some letters are not in the print font. The web page of this print shows them all."))
    if notes:
        story.append(Spacer(1, 3 * _MM))
    return story + [look.words(note, textColor=_SOFT) for note in notes]


def _block(block: Block, look: Look) -> list[Any]:  # noqa: C901 - one case for each block
    from reportlab.platypus import PageBreak

    match block:
        case Heading(text, new_page):
            return [
                *([PageBreak()] if new_page else []),
                look.words(text, bold=True, scale=4 / 3, name="heading", spaceBefore=12, spaceAfter=3, keepWithNext=1),
            ]
        case Paragraph(text, kind):
            colour, scale = _SOFT if kind == "quiet" else _INK, 5 / 3 if kind == "big" else 1.0
            return [look.words(text, bold=kind == "strong", scale=scale, textColor=colour, spaceAfter=6)]
        case Bullets(items, numbered):
            return [_bullet(look, text, f"{n}." if numbered else "•") for n, text in enumerate(items, start=1)]
        case Facts(pairs):
            return [_facts(pairs, look)]
        case Table():
            return [_table(block, look)]
        case Legend(items):
            return _legend(items, look)
        case Groups(items, size):
            return [_groups(items, look, 1.75 if size == "big" else 7 / 6)]
        case Signature(labels):
            return [_signature(labels, look)]
        case Blank(label, lines):
            return _blank(label, lines, look)
        case Picture():
            return _picture(block, look)


def _joined(before: list[Any], block: Block, parts: list[Any], look: Look) -> list[Any]:
    """A block with what must not be parted from it: whole on one page, or a long table with its first rows at least."""
    from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak

    new_page = before[:1] if before and isinstance(before[0], PageBreak) else []
    before = before[len(new_page) :]
    if isinstance(block, Table) and not _short(parts[0], look):
        for one in before:
            one.keepWithNext = 0  # else it would go to a new page with all of the table
        return [*new_page, *([CondPageBreak(look.leading * 9)] if before else []), *before, *parts]
    if isinstance(block, Table | Legend | Signature | Blank | Picture):
        return [*new_page, KeepTogether([*before, *parts])]
    return [*new_page, *before, *parts]


def _short(grid: Any, look: Look) -> bool:
    most = look.size * _WHOLE
    return bool(grid.wrap(look.width, most)[1] <= most)


def _grid(rows: Sequence[Sequence[Any]], widths: Sequence[float], style: list[Any], look: Look, **options: Any) -> Any:
    from reportlab.platypus import Table as Grid

    base = [
        ("FONT", (0, 0), (-1, -1), look.regular, look.size, look.leading),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return Grid(rows, colWidths=widths, style=[*base, *style], hAlign="LEFT", **options)


def _title(document: Document, look: Look) -> Any:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    title = look.words(document.title, bold=True, scale=5 / 3)
    owner = look.words(document.owner, bold=True, scale=7 / 6, alignment=2)
    wide = stringWidth(clean(document.owner), look.bold, look.size * 7 / 6) + look.size
    right = min(wide, look.width * 0.4)
    style = [
        ("LINEBELOW", (0, 0), (-1, 0), 1.5, _INK),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("RIGHTPADDING", (-1, 0), (-1, 0), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return _grid([[title, owner]], [look.width - right, right], style, look, spaceAfter=7)


def _bullet(look: Look, text: str, sign: str) -> Any:
    return look.words(text, bullet=sign, leftIndent=22, bulletIndent=2, bulletFontSize=look.size, spaceAfter=4)


def _facts(pairs: Sequence[tuple[str, str]], look: Look) -> Any:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    widest = max(stringWidth(clean(label), look.regular, look.size) for label, _value in pairs)
    room = min(widest + look.size * 2, look.width * 0.4)
    rows = [[look.words(label, textColor=_SOFT), look.words(value, bold=True)] for label, value in pairs]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
    return _grid(rows, [room, look.width - room], style, look, spaceAfter=8)


def _table(table: Table, look: Look) -> Any:
    share = look.width / sum(column.width for column in table.columns)
    widths = [column.width * share for column in table.columns]
    head = [_head_cell(column.title, column.under, _ALIGN[column.align], look) for column in table.columns]
    body = [
        [
            _cell(cell, _ALIGN[column.align], look, head=place == 0)
            for place, (cell, column) in enumerate(_pairs(table, row))
        ]
        for row in (*table.rows, *table.foot)
    ]
    last = len(table.rows)
    pad = max(1.0, (table.line * _MM - look.size * 1.25) / 2)
    style: list[Any] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ("TOPPADDING", (0, 0), (-1, 0), min(pad, 4)),
        ("BOTTOMPADDING", (0, 0), (-1, 0), min(pad, 4)),
        ("LINEABOVE", (0, 0), (-1, 0), 1, _INK),
        ("LINEBELOW", (0, 0), (-1, 0), 1, _INK),
        ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, _RULE),
        ("LINEAFTER", (0, 0), (-2, -1), 0.5, _RULE),
        ("BOX", (0, 0), (-1, -1), 1, _INK),
    ]
    if table.foot:
        style.append(("LINEABOVE", (0, last + 1), (-1, last + 1), 1, _INK))
    for place, column in enumerate(table.columns):
        style.append(("ALIGN", (place, 1), (place, -1), column.align.upper().replace("CENTRE", "CENTER")))
        if column.now:
            style.append(("BOX", (place, 0), (place, -1), 2, _INK))
    for y, row in enumerate((*table.rows, *table.foot), start=1):
        style += [("BACKGROUND", (x, y), (x, y), _CLOSED) for x, cell in enumerate(row) if cell.kind == "closed"]
    return _grid([head, *body], widths, style, look, repeatRows=1, spaceAfter=8)


def _pairs(table: Table, row: Sequence[Cell]) -> list[tuple[Cell, Any]]:
    return list(zip(row, table.columns, strict=True))


def _head_cell(title: str, under: str, align: int, look: Look) -> Any:
    tight = look.size * 1.25
    parts = [look.words(title, bold=True, alignment=align, leading=tight)]
    return [*parts, look.words(under, alignment=align, leading=tight)] if under else parts


def _cell(cell: Cell, align: int, look: Look, *, head: bool) -> Any:
    if cell.kind in _FRAMED and cell.text:
        return _chip(cell.text, cell.kind, look)
    bold = head or cell.kind == "strong"
    colour = _SOFT if cell.kind == "quiet" else _INK
    return look.words(cell.text or "\u00a0", bold=bold, alignment=align, leading=look.size * 1.25, textColor=colour)


def _chip(letter: str, kind: Kind, look: Look) -> Any:
    """A letter in a rounded frame: thin, filled or heavy, to be told apart without colour."""
    letter = look.fitted(clean(letter), 4 * look.size)
    style: list[Any] = [
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), look.size * 0.2),
        ("FONT", (0, 0), (-1, -1), look.regular, look.size, look.size),
    ]
    if kind in _FRAMED:
        style.append(("FONT", (0, 0), (-1, -1), look.bold, look.size, look.size))
        style.append(("BOX", (0, 0), (-1, -1), 2.0 if kind == "heavy" else 0.8, _INK))
    if kind == "shaded":
        style.append(("BACKGROUND", (0, 0), (-1, -1), _SHADE))
    wide = look.size * max(1.8, 0.8 * len(letter))
    corners = [3.0] * 4 if kind in _FRAMED else None
    chip = _grid([[letter]], [wide], style, look, rowHeights=[look.size * 1.3], cornerRadii=corners)
    chip.hAlign = "CENTER"
    return chip


def _legend(items: Sequence[tuple[str, str, Kind]], look: Look) -> list[Any]:
    """As many on a line as fit, each beside its words."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    box = look.size * 2.2
    lines: list[list[tuple[Any, float]]] = [[]]
    for letter, words, kind in items:
        room = min(stringWidth(clean(words), look.regular, look.size) + look.size * 1.5, look.width - box)
        if lines[-1] and sum(width for _part, width in lines[-1]) + box + room > look.width:
            lines.append([])
        lines[-1] += [(_chip(letter, kind, look), box), (look.words(words, leading=look.size * 1.25), room)]
    style = [("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5)]
    return [_grid([[part for part, _w in line]], [width for _p, width in line], style, look) for line in lines]


def _groups(items: Sequence[str], look: Look, scale: float) -> Any:
    """Numbered from left to right, in rows as even as they can be."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    number = look.size * 2
    widest = max(stringWidth(clean(item), look.bold, look.size * scale) for item in items) + 18
    fitting = max(1, min(len(items), int(look.width // (number + widest)), 4))
    across = -(-len(items) // -(-len(items) // fitting))
    below = look.size * (1 + scale / 4)  # sets the number on the line of its word
    cells = [
        [look.words(str(n), textColor=_SOFT, alignment=2, leading=below), look.words(item, bold=True, scale=scale)]
        for n, item in enumerate(items, start=1)
    ]
    cells += [["", ""]] * (-len(cells) % across)
    rows = [[part for cell in cells[at : at + across] for part in cell] for at in range(0, len(cells), across)]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, -2), 0.5, _SHADE),
        ("BOX", (0, 0), (-1, -1), 1, _INK),
    ]
    return _grid(rows, [number, look.width / across - number] * across, style, look, spaceBefore=4, spaceAfter=10)


def _signature(labels: Sequence[str], look: Look) -> Any:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    tight = look.size * 1.1
    rows = [
        [look.words(label, leading=tight), "", look.words(_("Date"), leading=tight, alignment=2), ""]
        for label in labels
    ]
    label = min(max(stringWidth(clean(label), look.regular, look.size) for label in labels) + 12, look.width * 0.45)
    word, day = stringWidth(_("Date"), look.regular, look.size) + look.size * 1.5, look.size * 7
    widths = [label, look.width - label - word - day, word, day]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 14),
        ("LINEBELOW", (1, 0), (1, -1), 0.8, _INK),
        ("LINEBELOW", (3, 0), (3, -1), 0.8, _INK),
    ]
    return _grid(rows, widths, style, look, spaceBefore=4)


def _blank(label: str, lines: int, look: Look) -> list[Any]:
    rows = [[""] for _line in range(lines)]
    style = [("LINEBELOW", (0, 0), (-1, -1), 0.6, _RULE)]
    height = 9 * _MM
    return [look.words(label), _grid(rows, [look.width], style, look, rowHeights=[height] * lines, spaceAfter=8)]


def _picture(picture: Picture, look: Look) -> list[Any]:
    from wagesdesk.export.reports import plan_charts

    chart = plan_charts.of(picture, plan_charts.Look(look.width, look.size * 14, size=look.size))
    return [look.words(picture.sentence, bold=True, spaceBefore=6, spaceAfter=4), chart.drawing, look.words("\u00a0")]
