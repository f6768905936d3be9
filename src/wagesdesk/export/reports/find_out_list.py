"""What the women want to know, on paper: for a guest, for a call home, for the facilitator's week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagesdesk.export.reports.blocks import Cell, Column, Document, Paragraph, Table
from wagesdesk.text import _


def find_out_list(
    title: str, asked: Sequence[tuple[str, str]], *, printed: date, people: tuple[str, ...] = ()
) -> Document:  # fmt: skip
    """`asked` are (first name, question), `people` the ids of those who ask; beside each question there is room for the
    answer and for who said so."""
    columns = (
        Column(_("Name"), 14), Column(_("Question"), 34), Column(_("Answer"), 34),
        Column(_("Who said so, and when"), 18),
    )  # fmt: skip
    rows = tuple((Cell(name, "strong"), Cell(question), Cell(), Cell()) for name, question in asked)
    return Document(
        title, "",
        (
            Paragraph(_("Please write what you know beside the question. A place and a price help most.")),
            Table(title, columns, rows, line=30),
        ),
        printed, landscape=True, code="find_out", people=people,
    )  # fmt: skip
