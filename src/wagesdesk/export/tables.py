"""Tables for a spreadsheet, as CSV and XLSX. No cell can become a formula there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.text import _

if TYPE_CHECKING:
    from wagesdesk.services import attendance, people

Value = str | int | date | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_XLSX_MAY_NOT = {n: None for n in range(32) if n not in (9, 10, 13)}


def harmless(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark and CRLF, as Excel wants it; days as 2026-11-03; `None` is an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(name) for name in header])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet called `title`, its head row bold and frozen; text as text, numbers as numbers, days as days."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.create_sheet("".join(c for c in title if c not in r"[]:*?/\'").strip()[:31] or "1")
    book.remove(book.worksheets[0])
    widths = [len(name) for name in header]
    for y, row in enumerate([header, *rows], start=1):
        for x, value in enumerate(row, start=1):
            cell = sheet.cell(y, x)
            if isinstance(value, str):
                cell.value = harmless(value.translate(_XLSX_MAY_NOT))
                cell.data_type = "s"
            else:
                cell.value = value
            if y == 1:
                cell.font = Font(bold=True)
            widths[x - 1] = max(widths[x - 1], len(str(value or "")))
    sheet.freeze_panes = "A2"
    for x, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(x)].width = min(60, width + 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def register_csv(register: attendance.Register) -> bytes:
    """One row per person in the order of the register, one column per workshop, letters as on paper."""
    days = [_column(one) for one in register.columns]
    header = [_("Name"), *days, _("Came"), _("Of")]
    return csv_bytes(
        header, ([row.name, *(c.letter for c in row.cells), row.came, row.offered] for row in register.rows)
    )


def _column(one: attendance.RegisterColumn) -> str:
    fields = {"number": one.number, "day": one.day.isoformat()}
    return (_("%(number)d on %(day)s, cancelled") if one.cancelled else _("%(number)d on %(day)s")) % fields


def person_csv(page: people.PersonPage) -> bytes:
    """One row per workshop: number, title, day, letter, code of the reason, minutes. Her name is not in it."""
    header = [_("No."), _("Workshop"), _("Day"), _("Mark"), _("Reason"), _("Minutes")]
    rows = (
        [row.number, row.title, row.day, cell.letter, cell.cause, cell.minutes]
        for row, cell in zip(page.workshops, page.cells, strict=True)
    )
    return csv_bytes(header, rows)


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)
