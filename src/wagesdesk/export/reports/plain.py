"""A document as plain text, for a screen reader, an e-mail or a printer that knows nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from wagesdesk.export.reports.blocks import (
    Blank,
    Block,
    Bullets,
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

_WIDTH = 72


def write_plain(document: Document) -> str:
    """UTF-8 text with LF, blocks parted by an empty line; tables are aligned columns and never wrapped."""
    with speaking(document.language):
        return _page(document)


def _page(document: Document) -> str:
    parts = [_underlined(document.title, "="), _line(document.owner)]
    parts += [_block(block) for block in document.blocks]
    parts += [_wrapped(note) for note in document.notes]
    parts.append(f"{dated(document)} · {short_id(document)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:  # noqa: C901 - one case for each block
    match block:
        case Heading(text):
            return _underlined(text, "-")
        case Paragraph(text):
            return _wrapped(text)
        case Bullets(items, numbered):
            signs = [f"{n}. " if numbered else "- " for n in range(1, len(items) + 1)]
            return "\n".join(_wrapped(text, sign) for sign, text in zip(signs, items, strict=True))
        case Facts(pairs):
            return _columns([(f"{label}:", value) for label, value in pairs])
        case Table(columns=columns, rows=rows, foot=foot):
            heads = [tuple(column.title for column in columns), tuple(column.under for column in columns)]
            cells = [
                tuple(cell.text or ("-" if cell.kind == "closed" else "") for cell in row) for row in (*rows, *foot)
            ]
            return _columns([*(head for head in heads if any(head)), *cells])
        case Legend(items):
            return "\n".join(f"{_line(letter)}  {_line(words)}" for letter, words, _kind in items)
        case Groups(items):
            return "\n".join(f"{n}. {_line(item)}" for n, item in enumerate(items, start=1))
        case Signature(labels):
            date = _("Date")
            return "\n\n".join(f"{_line(label)}: {'_' * 32}  {date}: {'_' * 12}" for label in labels)
        case Blank(label, lines):
            return "\n\n".join([f"{_line(label)}:", *["_" * _WIDTH] * lines])
        case Picture(sentence=sentence):
            return _wrapped(sentence)


def _line(text: str) -> str:
    return clean(text).replace("\n", " ")


def _underlined(text: str, sign: str) -> str:
    line = _line(text)
    return f"{line}\n{sign * len(line)}"


def _wrapped(text: str, sign: str = "") -> str:
    lines = [textwrap.wrap(line, _WIDTH - len(sign)) or [""] for line in clean(text).split("\n")]
    flat = [line for wrapped in lines for line in wrapped]
    return "\n".join(f"{sign if at == 0 else ' ' * len(sign)}{line}" for at, line in enumerate(flat))


def _columns(rows: Sequence[Sequence[str]]) -> str:
    flat = [[_line(text) for text in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*flat, strict=True)]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in flat
    )
