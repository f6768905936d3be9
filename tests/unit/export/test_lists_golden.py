"""Messy lists as offices write them, each with the verdicts a careful reader would give."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wagesdesk.export.lists import read
from wagesdesk.services.lists import Known, RowVerdict, guess_mapping, preview

TODAY = date(2026, 11, 3)
FOLDER = Path(__file__).parents[2] / "data" / "lists"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".toml")


def told(row: RowVerdict) -> dict[str, Any]:
    """The row as it stands in the expectations: without what is usual."""
    said: dict[str, Any] = {
        "chosen": row.chosen, "surname": row.surname, "number": row.prison_number, "release": row.release,
        "joined": row.joined, "language": "cy" if row.language == "cy" else "", "notes": list(row.notes),
        "same_as": row.same_as,
    }  # fmt: skip
    return {"line": row.line, "code": row.code} | {name: value for name, value in said.items() if value}


def test_there_are_lists() -> None:
    assert len(FILES) >= 7


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_messy_list_gets_the_verdicts_of_a_careful_reader(path: Path) -> None:
    expected = tomllib.loads(path.with_name(path.name + ".toml").read_text("utf-8"))
    book = read(path, TODAY)
    sheet = book.sheets[book.best]
    mapping = guess_mapping(sheet, TODAY)
    assert (sheet.name, list(mapping.header.rows), list(mapping.columns)) == (
        expected["sheet"], expected["headings"], expected["columns"],
    )  # fmt: skip
    shown = preview(sheet, mapping, known=Known(), today=TODAY)
    assert [told(row) for row in shown.rows] == expected["rows"]


def test_hidden_sheets_are_not_read() -> None:
    assert [sheet.name for sheet in read(FOLDER / "office.xlsx", TODAY).sheets] == ["Read me", "Women"]
