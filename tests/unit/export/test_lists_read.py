"""Reading CSV, TSV and XLSX: letters, separators, quotes, real files of every usual form."""

from __future__ import annotations

import codecs
import csv
import io
import random
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from wagesdesk.errors import ListError
from wagesdesk.export.lists import read
from wagesdesk.export.lists.text import decoded
from wagesdesk.services.lists import Sheet, guess_mapping

TODAY = date(2026, 11, 3)
ROWS = [
    ["Surname", "Forename", "Prison number"], ["RAHMAN", "Siân", "A1234BC"], ["O’Neill", "Zoë; \"Zo\"", ""],
    ["Price,\nJones", "Dee|Di", "A1234BD"],
]  # fmt: skip


class Stopped(Exception):
    """What a job raises when a person presses Stop."""


def sheet_of(path: Path, data: bytes) -> Sheet:
    path.write_bytes(data)
    book = read(path, TODAY)
    return book.sheets[book.best]


def as_text(rows: list[list[str]], separator: str, end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def workbook(*sheets: tuple[str, list[list[object]]]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        one = book.create_sheet(name)
        for row in rows:
            one.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The .xlsx with bytes of one member replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in held.namelist():
            body = held.read(member)
            if member == name:
                assert old in body
                body = body.replace(old, new, 1)
            made.writestr(member, body)
    return out.getvalue()


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_separator_and_line_end(tmp_path: Path, separator: str, end: str, letters: str) -> None:
    sheet = sheet_of(tmp_path / "list.csv", as_text(ROWS, separator, end).encode(letters))
    assert [[*row, ""][:3] for row in sheet.rows] == ROWS


def test_utf16_of_both_ends_with_its_mark(tmp_path: Path) -> None:
    text = as_text(ROWS, ";")
    for mark, letters in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert sheet_of(tmp_path / "list.txt", mark + text.encode(letters)).rows[1][1] == "Siân"


@given(st.text(bytes(range(0xA0, 0x100)).decode("cp1252") + "aZ ,€’Œ", min_size=1))
def test_windows_letters_are_read_as_utf8_only_when_they_are(text: str) -> None:
    raw = text.encode("cp1252")
    try:
        expected = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        expected = text
    if not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        assert decoded(raw) == expected


def test_a_letter_that_windows_has_not_is_told_in_its_row(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "list.csv", b"Name,Prison no\nZo\x81,A1234BC\n\xc9lise,A1234BD\n")
    assert sheet.rows[1][0] == "Zo\ufffd"


def test_the_hidden_line_that_names_the_separator(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "list.csv", b"sep=;\r\nName;Prison number\r\nAsha;A1234BC\r\n")
    assert sheet.rows[0] == ("Name", "Prison number")


def test_names_with_commas_and_nothing_else_are_one_column(tmp_path: Path) -> None:
    assert sheet_of(tmp_path / "list.csv", b"RAHMAN, Asha\nPRICE, Dee\n").rows == (("RAHMAN, Asha",), ("PRICE, Dee",))
    assert sheet_of(tmp_path / "list.csv", b"RAHMAN,Asha\nPRICE,Dee\n").rows == (("RAHMAN", "Asha"), ("PRICE", "Dee"))


def test_commas_in_names_do_not_beat_the_real_separator(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "list.csv", b"Name;No\nRAHMAN, Asha;A1234BC\nPRICE, Dee;A1234BD\n")
    assert sheet.rows[1] == ("RAHMAN, Asha", "A1234BC")


def test_a_quote_that_is_never_closed_swallows_no_row(tmp_path: Path) -> None:
    lines = ["Name,Prison number", '"Asha,A1234BC', *(f"Dee,A{n:04d}BC" for n in range(40))]
    sheet = sheet_of(tmp_path / "list.csv", "\n".join(lines).encode())
    assert len(sheet.rows) == 42
    assert sheet.rows[41] == ("Dee", "A0039BC")


def test_empty_rows_between_are_kept_and_those_behind_are_not(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "list.csv", b"Name,Prison no,,\n\nAsha,A1234BC,,\n,,,\n\n")
    assert sheet.rows == (("Name", "Prison no"), (), ("Asha", "A1234BC"))


def test_xlsx_values_are_neutral_and_formulas_stay_text(tmp_path: Path) -> None:
    book = workbook(("List", [["Name", "Prison number", "Release date"]]))
    one = book["List"]
    one.append(["=A9", 7, 2.5, date(2026, 11, 12), datetime(2026, 11, 12, 9, 30), time(9, 30), True, None])  # noqa: DTZ001
    data = repacked(saved(book), "xl/worksheets/sheet1.xml", b"<f>A9</f><v", b"<f>A9</f><v>Asha</v><v")
    sheet = sheet_of(tmp_path / "list.xlsx", data)
    assert sheet.rows[1] == ("=A9", 7, 2.5, date(2026, 11, 12), date(2026, 11, 12), "09:30:00", "TRUE")
    assert type(sheet.rows[1][4]) is date


def test_the_sheet_most_like_a_list_is_the_first_guess(tmp_path: Path) -> None:
    people: list[list[object]] = [["Surname", "Forename", "Prison number"], ["RAHMAN", "Asha", "A1234BC"]]
    lines: list[list[object]] = [[f"remark {n}", n, "x"] for n in range(30)]
    path = tmp_path / "list.xlsx"
    path.write_bytes(saved(workbook(("Notes", lines), ("Empty", []), ("Women", people), ("Headings", people[:1]))))
    book = read(path, TODAY)
    assert [sheet.name for sheet in book.sheets] == ["Notes", "Women", "Headings"]
    assert book.sheets[book.best].name == "Women"


def test_a_sheet_may_say_the_wrong_size_of_itself(tmp_path: Path) -> None:
    data = saved(workbook(("List", [["Name", "Prison no"], ["Asha", "A1234BC"], ["Dee", "A1234BD"]])))
    for size in (b'ref="A1:XFD1048576"', b'ref="A1:A1"'):
        wrong = repacked(data, "xl/worksheets/sheet1.xml", b'ref="A1:B3"', size)
        assert sheet_of(tmp_path / "list.xlsx", wrong).rows[2] == ("Dee", "A1234BD")


def test_a_row_beyond_the_last_one_is_not_waited_for(tmp_path: Path) -> None:
    data = saved(workbook(("List", [["Name", "Prison no"], ["Asha", "A1234BC"], ["Dee", "A1234BD"]])))
    far = repacked(data, "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="99999999999"')
    assert [row[0] for row in sheet_of(tmp_path / "list.xlsx", far).rows] == ["Name", "Asha"]


def test_reading_tells_its_progress_and_stops_when_asked(tmp_path: Path) -> None:
    told: list[int] = []

    def step(done: int, _total: int) -> None:
        told.append(done)
        if done > 4000:
            raise Stopped

    rows = [["Name", "Prison no"], *(["Asha", f"A{n:04d}BC"] for n in range(6000))]
    text, book = tmp_path / "list.csv", tmp_path / "list.xlsx"
    text.write_text(as_text(rows, ","), "utf-8")
    book.write_bytes(saved(workbook(("List", [list(row) for row in rows]))))
    for path in (text, book):
        told.clear()
        with pytest.raises(Stopped):
            read(path, TODAY, step=step)
        assert told[:3] == [0, 1000, 2000]


def test_a_damaged_file_is_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    """Bits flipped anywhere: either rows, or an error that has words."""
    good = saved(workbook(("List", [["Name", "Prison no", "Release"], ["Asha", "A1234BC", date(2026, 11, 12)]])))
    chance, path, refused = random.Random(7), tmp_path / "list.xlsx", 0  # noqa: S311
    for _turn in range(120):
        data = bytearray(good)
        for _flip in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(data))
        try:
            read(path, TODAY)
        except ListError:
            refused += 1
    assert refused > 20


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "list.csv"
    path.write_bytes(data)
    try:
        book = read(path, TODAY)
    except ListError:
        return
    guess_mapping(book.sheets[book.best], TODAY)
