from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.unit.export import shapes
from wagesdesk.export.tables import Value, csv_bytes, person_csv, register_csv, xlsx_bytes

FORMULA = tuple("=+-@\t\r")


def _read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.lists(st.text(), min_size=1, max_size=4))
@example(["=1+1", "+44", "-2", "@SUM(A1)"])
@example(["\t=1", "\r=1", "'=1", ""])
@example(['"; =1', "a\r\n=2", "ŵ", "🌻"])
def test_no_text_begins_as_a_formula_and_none_is_lost(texts: list[str]) -> None:
    header, row = _read(csv_bytes(texts, [texts]))
    assert header == row
    for cell, text in zip(row, texts, strict=True):
        assert not cell.startswith(FORMULA)
        assert cell == (f"'{text}" if text.startswith(FORMULA) else text)


def test_csv_is_what_a_spreadsheet_wants() -> None:
    data = csv_bytes(["Name", "Day"], [["Zoë", date(2026, 11, 3)], [None, -5]])
    assert data == "\ufeffName,Day\r\nZoë,2026-11-03\r\n,-5\r\n".encode()


def test_xlsx_keeps_text_numbers_and_days_apart_and_holds_no_formula() -> None:
    rows: list[list[Value]] = [["=1+1", 7, date(2026, 11, 3)], ["@x\x07", None, None]]
    rows.extend([name, 1, None] for name in shapes.HOSTILE)
    data = xlsx_bytes("Autumn [2026] / a very long title of a cohort", ["=Name", "Came", "Day"], rows)
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert len(sheet.title) <= 31
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["'=Name", "Came", "Day"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d"]
    assert sheet["A2"].value == "'=1+1"
    assert sheet["B2"].value == 7
    assert sheet["A3"].value == "'@x"
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_the_register_as_csv_stands_in_the_order_of_the_screen() -> None:
    rows = _read(register_csv(shapes.register()))
    assert [row[0] for row in rows[1:]] == list(shapes.NAMES)
    assert rows[0][1] == "1 on 2026-09-15"
    assert rows[0][-2:] == ["Came", "Of"]
    assert rows[1][4] == "L"
    assert rows[1][-2:] == ["7", "7"]


def test_her_workshops_as_csv_are_without_her_name() -> None:
    data = person_csv(shapes.person())
    assert b"Asha" not in data
    rows = _read(data)
    assert rows[0] == ["No.", "Workshop", "Day", "Mark", "Reason", "Minutes"]
    assert rows[8] == ["8", "Telling your story", "2026-11-03", "H", "unwell", ""]
