"""Her own copy of the sums: a spreadsheet that another program works out to the same pennies."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import plans
from tests.conftest import StockTool
from wagesdesk.export.plan_table import plan_xlsx
from wagesdesk.services.plan_sums import Figure, Sheets

ORACLES = {
    "as it is": ({}, "-900 -1217.50 -1422.50 -1552.50 -1532.50 -1437.50 -1305 -1360 -1302.50 -1132.50 -812.50 -942.50"),
    "a higher price": (
        {"price": 1400}, "-860 -1107.50 -1212.50 -1222.50 -1042.50 -767.50 -445 -360 -132.50 237.50 797.50 787.50"
    ),
    "and money to start": (
        {"price": 1400, "funding": 150000},
        "640 392.50 287.50 277.50 457.50 732.50 1055 1140 1367.50 1737.50 2297.50 2287.50",
    ),
}  # fmt: skip
"""The worked years of the reference, in pounds at the end of each month."""


def sheets_of(*figures: Figure) -> Sheets:
    return Sheets({each.key: each for each in figures})


def worked_out(stock_tool: StockTool, files: dict[str, bytes], place: Path) -> dict[str, list[list[str]]]:
    """The last sheet of each as LibreOffice works it out, without a word of ours: every formula anew."""
    place.mkdir()
    for name, content in files.items():
        (place / f"{name}.xlsx").write_bytes(content)
    seventh = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,7"
    subprocess.run(
        [stock_tool("soffice"), "--headless", f"-env:UserInstallation={(place / 'profile').as_uri()}", "--convert-to",
         seventh, "--outdir", place, *sorted(place.glob("*.xlsx"))],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {
        name: list(csv.reader(StringIO(next(place.glob(f"{name}*.csv")).read_text("utf-8")))) for name in files
    }  # fmt: skip


def numbers(row: list[str]) -> Iterator[Fraction]:
    for cell in row[1:13]:
        yield Fraction(cell.replace("£", "").replace(",", ""))


def test_another_program_works_out_the_same_to_the_penny(stock_tool: StockTool, tmp_path: Path) -> None:
    odd = sheets_of(
        *plans.figures(), Figure("running", "licence", pence=9999, every="quarter", month=2),
        Figure("running", "adverts", pence=1001, every="week", month=3), Figure("sales", "card.days", number=45),
        Figure("running", "pitch", pence=12345, every="year", month=5), Figure("cash", "loan", pence=100000),
        Figure("cash", "rate", number=750), Figure("cash", "months", number=10), Figure("start_up", "grant", pence=777),
        Figure("survival", "wages", pence=3333, every="week"),
        Figure("cash", "fund", kind="money", name="=1+1", pence=12300, month=7),
    )  # fmt: skip
    cases = {name: sheets_of(*plans.figures(**given)) for name, (given, _closing) in ORACLES.items()} | {"odd": odd}
    found = worked_out(
        stock_tool, {name: plan_xlsx(each, title=name) for name, each in cases.items()}, tmp_path / "office"
    )  # fmt: skip
    for name, (_given, closing) in ORACLES.items():
        end = next(row for row in found[name] if row[0] == "Money at the end")
        assert list(numbers(end)) == [Fraction(each) for each in closing.split()], name
    end = next(row for row in found["odd"] if row[0] == "Money at the end")
    for said, month in zip(numbers(end), odd.cash.months, strict=True):
        assert abs(said * 100 - month.closed) < Fraction(1), month.month


def test_every_total_is_a_formula() -> None:
    book = load_workbook(BytesIO(plan_xlsx(sheets_of(*plans.figures()), title="Embellish")))
    assert len(book.sheetnames) == 7
    for row in book["My money"].iter_rows(min_row=2, max_row=11):
        assert all(str(cell.value).startswith("=") for cell in row[1:]), row[0].value


def test_her_words_are_never_a_formula() -> None:
    trick = sheets_of(Figure("survival", "x", kind="spend", name="=HYPERLINK(1)", pence=1))
    cell = load_workbook(BytesIO(plan_xlsx(trick, title="=1")))["What I need"]["A2"]
    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")


@pytest.mark.parametrize("language", ["en_GB", "cy"])
def test_a_plan_without_sums_is_a_file_too(language: str) -> None:
    assert load_workbook(BytesIO(plan_xlsx(sheets_of(), title="", language=language))).sheetnames
