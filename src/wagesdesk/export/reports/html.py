"""A document as one accessible web page: the twin of the PDF, for a screen reader, large text or a phone.

No script, nothing fetched; the page forbids them to itself. A chart is an image within the page, under the sentence
that says the same: of a drawing among the words, a word processor would show the letters alone.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

from wagesdesk import paths
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
    Legend,
    Paragraph,
    Picture,
    Signature,
    Table,
    clean,
    dated,
    short_id,
)
from wagesdesk.text import _, speaking

_BREAK = ' style="break-before: page"'


def write_html(document: Document) -> bytes:
    """UTF-8, complete and alone: headings, lists, tables with scopes, the language and the title of the document."""
    with speaking(document.language):
        return _page(document)


def _page(document: Document) -> bytes:
    title = _text(" · ".join(text for text in (document.title, document.owner) if text))
    style = paths.resource("style/print.css").read_text("utf-8")
    if document.landscape:
        style += "@page { size: landscape }\n"
    large = f' class="large p{document.large_points}"' if document.large else ""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{_text(document.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        'img-src data:">',
        f"<title>{title}</title><style>\n{style}</style></head>",
        f'<body{large}><header><h1 dir="auto">{_text(document.title)}</h1>',
        f'<p dir="auto">{_text(document.owner)}</p></header><main>',
        *(_block(block) for block in document.blocks),
        *(f'<p class="quiet" dir="auto">{_text(note)}</p>' for note in document.notes),
        f"</main><footer><p>{_text(dated(document))} · {short_id(document)}</p></footer></body></html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _text(text: str) -> str:
    return escape(clean(text), quote=True)


def _block(block: Block) -> str:  # noqa: C901 - one case for each block
    match block:
        case Heading(text, new_page):
            return f'<h2 dir="auto"{_BREAK if new_page else ""}>{_text(text)}</h2>'
        case Paragraph(text, kind):
            return f'<p class="{kind}" dir="auto">{_text(text)}</p>'
        case Bullets(items, numbered):
            return _list("ol" if numbered else "ul", "plain", (_text(item) for item in items))
        case Facts(pairs):
            return f"<dl>{''.join(_fact(label, value) for label, value in pairs)}</dl>"
        case Table():
            return _table(block)
        case Legend(items):
            return _list("ul", "legend", (f"{_mark(letter, kind)} {_text(words)}" for letter, words, kind in items))
        case Groups(items, size):
            return _list("ol", f"groups {size}", (_text(item) for item in items))
        case Signature(labels):
            return "".join(_sign(label) for label in labels)
        case Blank(label, lines):
            return (f"<p>{_text(label)}</p>" if label else "") + '<div class="line"></div>' * lines
        case Picture():
            return _picture(block)


def _picture(picture: Picture) -> str:
    from wagesdesk.export.reports import plan_charts

    chart = plan_charts.of(picture, plan_charts.Look(640, 270, size=16))
    drawn = base64.b64encode(b"<svg" + plan_charts.svg(chart).partition(b"<svg")[2]).decode()
    shown = f'<img class="chart" alt="" src="data:image/svg+xml;base64,{drawn}">'
    return f"<figure><figcaption>{_text(picture.sentence)}</figcaption>{shown}</figure>"


def _list(tag: str, kind: str, items: Iterable[str]) -> str:
    inside = "".join(f'<li dir="auto">{item}</li>' for item in items)
    return f'<{tag} class="{kind}">{inside}</{tag}>'


def _fact(label: str, value: str) -> str:
    return f'<dt>{_text(label)}</dt><dd dir="auto">{_text(value)}</dd>'


def _sign(label: str) -> str:
    line, date = '<span class="line"></span>', _text(_("Date"))
    return f'<div class="sign"><span>{_text(label)}</span>{line}<span>{date}</span>{line}</div>'


def _mark(letter: str, kind: str) -> str:
    return f'<span class="mark {kind}">{_text(letter)}</span>'


def _table(table: Table) -> str:
    heads = "".join(_head(column) for column in table.columns)
    body = "".join(_row(row, table) for row in table.rows)
    foot = "".join(_row(row, table) for row in table.foot)
    foot = f"<tfoot>{foot}</tfoot>" if foot else ""
    return (
        f'<div class="scroll"><table><caption>{_text(table.caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody>{foot}</table></div>"
    )


def _head(column: Column) -> str:
    under = f" <small>{_text(column.under)}</small>" if column.under else ""
    return f'<th scope="col" class="{_class(column)}">{_text(column.title)}{under}</th>'


def _class(column: Column) -> str:
    return f"{column.align} now" if column.now else column.align


def _row(row: Sequence[Cell], table: Table) -> str:
    head = f'<th scope="row" dir="auto">{_text(row[0].text)}</th>'
    cells = [
        f'<td dir="auto" class="{_class(column)} cell-{cell.kind}">{_inside(cell)}</td>'
        for cell, column in zip(row[1:], table.columns[1:], strict=True)
    ]
    return f"<tr>{head}{''.join(cells)}</tr>"


def _inside(cell: Cell) -> str:
    """A letter for the eye and its words for the ear."""
    if not cell.says:
        return _text(cell.text)
    shown = f'<span aria-hidden="true">{_mark(cell.text, cell.kind)}</span>' if cell.text else ""
    return f'{shown}<span class="heard">{_text(cell.says)}</span>'
