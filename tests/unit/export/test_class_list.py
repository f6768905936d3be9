"""The class list: first names unless asked for more, and room to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.export import shapes
from wagesdesk.export.reports.blocks import Document, Table
from wagesdesk.export.reports.class_list import class_list
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.services.class_list import ClassRow

ASHA = ClassRow("a", "Asha", "Rahman", "A1234BC", date(2026, 9, 15), None, 6, 8, date(2027, 1, 14))
DEE = ClassRow("d", "Dee", "", "", None, None, 0, 0, None)
GONE = replace(ASHA, name="Kasia", left_on=date(2026, 10, 20))
LATER = replace(ASHA, name="Lowri", left_on=date(2026, 11, 10))


def _list(*rows: ClassRow, with_identity: bool = False, with_release: bool = False, large: bool = False) -> Document:
    return class_list(
        rows, "Cohort 7", "HMP Ashmere", printed=shapes.PRINTED, with_identity=with_identity,
        with_release=with_release, large=large,
    )  # fmt: skip


def _table(document: Document) -> Table:
    table = document.blocks[0]
    assert isinstance(table, Table)
    return table


def test_first_names_only_unless_asked() -> None:
    text = write_plain(_list(ASHA, DEE))
    assert "Asha" in text
    assert "15 Sep 2026" in text
    assert "6 of 8" in text
    for hidden in ("Rahman", "A1234BC", "Jan 2027", "Going home", "0 of 0"):
        assert hidden not in text
    assert "Rahman" in write_plain(_list(ASHA, with_identity=True))
    assert "A1234BC" in write_plain(_list(ASHA, with_identity=True))
    assert "14 Jan 2027" in write_plain(_list(ASHA, with_release=True))
    assert "Not known" in write_plain(_list(DEE, with_release=True))


def test_who_left_is_not_in_the_class_any_more() -> None:
    document = _list(ASHA, GONE, LATER)
    assert [row[0].text for row in _table(document).rows] == ["Asha", "Lowri"]
    text = write_plain(document)
    assert "Kasia" not in text
    assert "1 who left the programme is not listed." in text
    assert "not listed" not in write_plain(_list(ASHA))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("with_all", [False, True])
def test_there_is_always_room_to_write(large: bool, with_all: bool) -> None:
    document = _list(ASHA, with_identity=with_all, with_release=with_all, large=large)
    table = _table(document)
    blanks = [column for column in table.columns if not column.title]
    assert len(blanks) >= 1
    assert min(column.width for column in blanks) >= 24
    assert sum(column.width for column in table.columns) == pytest.approx(174)
    assert all(not cell.text for cell in table.rows[0][-len(blanks) :])
    assert not document.landscape
    assert table.line >= 9


@pytest.mark.parametrize("count", [0, 1, 12, 40])
def test_it_prints_for_any_number(count: int) -> None:
    rows = [replace(ASHA, name=name) for name in (shapes.HOSTILE * 5)[:count]]
    document = _list(*rows, with_identity=True, with_release=True, large=True)
    assert write_pdf(document).startswith(b"%PDF")
    page = write_html(document).decode()
    assert page.count("<tr>") == (count + 1 if count else 0)
    assert ("Nobody is in this group yet." in page) == (count == 0)
