"""What is refused before it is opened: other kinds of file, bombs, entities, files that are not there."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.unit.export.test_lists_read import repacked, saved, workbook
from wagesdesk.errors import ListEmpty, ListGone, ListNotASpreadsheet, ListTooLarge, ListUnreadable, UserError
from wagesdesk.export.lists import read
from wagesdesk.export.lists import rows as caps
from wagesdesk.problems import describe

TODAY = date(2026, 11, 3)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(path: Path, data: bytes) -> UserError:
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read(path, TODAY)
    return caught.value


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members:
            made.writestr(name, body)
    return out.getvalue()


def small_book() -> bytes:
    return saved(workbook(("List", [["Name", "Prison no"], ["Asha", "A1234BC"]])))


OTHERS = {
    "xls": OLE + "Workbook".encode("utf-16-le"),
    "locked": OLE + "EncryptedPackage".encode("utf-16-le"),
    "document": OLE + "WordDocument".encode("utf-16-le"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "program": b"\x7fELF\x02\x01\x01" + bytes(64),
    "image": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "web": b"\xef\xbb\xbf\n<html><table><tr><td>Asha</td></tr></table>",
    "ods": zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")),
    "xlsb": zipped(("[Content_Types].xml", b"<a/>"), ("xl/workbook.bin", b"\x83\x01")),
    "archive": zipped(("women.csv", b"Name\nAsha\n")),
    "other": bytes(range(256)) * 20,
}
MORE = {
    "program": b"MZ\x90\x00\x03\x00" + bytes(64),
    "image": b"\xff\xd8\xff\xe0" + bytes(64),
    "document": zipped(("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")),
    "archive": b"\x1f\x8b\x08" + bytes(64),
}


@pytest.mark.parametrize(("kind", "data"), [*OTHERS.items(), *MORE.items()], ids=[*OTHERS, *(f"{k}-2" for k in MORE)])
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_other_kinds_of_file_are_named_whatever_their_name_says(
    tmp_path: Path, name: str, kind: str, data: bytes
) -> None:
    error = refused(tmp_path / name, data)
    assert isinstance(error, ListNotASpreadsheet)
    assert error.fields == {"kind": kind}


def test_names_that_begin_like_other_files_are_names(tmp_path: Path) -> None:
    for first in ("MZungu", "BMarie", "BZhara"[:2] + "oe"):
        path = tmp_path / "list.csv"
        path.write_text(f"{first}\nAsha\n", "utf-8")
        assert read(path, TODAY).sheets[0].rows[0] == (first,)


@pytest.mark.parametrize("data", [b"", b"\r\n \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b";;;\n;;\n"])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    error = refused(tmp_path / "list.csv", data)
    assert isinstance(error, ListEmpty)
    assert error.fields == {"code": "empty"}


def test_headings_alone(tmp_path: Path) -> None:
    for data in (b"Surname;Forename;Prison number\r\n;;\r\n", saved(workbook(("A", [["Surname", "Forename"]])))):
        error = refused(tmp_path / "list.xlsx", data)
        assert isinstance(error, ListEmpty)
        assert error.fields == {"code": "header_only"}
    error = refused(tmp_path / "list.xlsx", saved(workbook(("A", []))))
    assert isinstance(error, ListEmpty)
    assert error.fields == {"code": "empty"}


def test_a_packed_bomb_is_refused_by_its_directory_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(*_arguments: object, **_more: object) -> None:
        raise AssertionError("a member was opened")

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        made.writestr("[Content_Types].xml", b"<a/>")
        made.writestr("xl/sharedStrings.xml", b" " * (12 * 1024 * 1024))
    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    error = refused(tmp_path / "steep.xlsx", bomb.getvalue())
    assert isinstance(error, ListTooLarge)
    assert error.fields["code"] == "unpacked"


def test_a_directory_that_claims_too_much_or_too_many(tmp_path: Path) -> None:
    claims = zipped(("[Content_Types].xml", b"<a/>"), ("xl/big.xml", os.urandom(1000)))
    at = claims.rindex(b"PK\x01\x02")
    claims = claims[: at + 24] + struct.pack("<I", 201 * 1024 * 1024) + claims[at + 28 :]
    assert isinstance(refused(tmp_path / "list.xlsx", claims), ListTooLarge)
    many = zipped(*((f"xl/{n}.xml", b"") for n in range(2001)))
    assert isinstance(refused(tmp_path / "list.xlsx", many), ListTooLarge)


def test_a_directory_that_claims_too_little_unpacks_no_more_than_it_claims(tmp_path: Path) -> None:
    data = zipped(("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"<a>" + b" " * 5_000_000 + b"</a>"))
    at = data.rindex(b"PK\x01\x02")
    data = data[: at + 24] + struct.pack("<I", 100) + data[at + 28 :]
    assert isinstance(refused(tmp_path / "list.xlsx", data), ListUnreadable)


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("before", [b"", b"<!--" + b"x" * 30_000 + b"-->"])
def test_entities_are_refused_wherever_they_are_declared(tmp_path: Path, member: str, before: bytes) -> None:
    lol = b'<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    with zipfile.ZipFile(io.BytesIO(small_book())) as held:
        whole = held.read(member)
    start = whole[: whole.index(b"?>") + 2] if whole.startswith(b"<?xml") else b""
    wrong = repacked(small_book(), member, whole, start + before + lol + whole[len(start) :])
    error = refused(tmp_path / "list.xlsx", wrong)
    assert isinstance(error, ListUnreadable)
    assert error.__cause__ is None, "refused by our own look, not by the reader"


def test_a_locked_member_and_a_cut_file(tmp_path: Path) -> None:
    data = small_book()
    at = data.index(b"PK\x01\x02")
    locked = data[: at + 8] + struct.pack("<H", 1) + data[at + 10 :]
    error = refused(tmp_path / "list.xlsx", locked)
    assert isinstance(error, ListNotASpreadsheet)
    assert error.fields == {"kind": "locked"}
    error = refused(tmp_path / "list.xlsx", data[: len(data) // 2])
    assert isinstance(error, ListUnreadable)
    assert error.fields == {"code": "damaged"}


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert caps.MOST_ROWS == 200_000
    error = refused(tmp_path / "list.csv", b"Asha\n" * 200_001)
    assert isinstance(error, ListTooLarge)
    assert error.fields == {"code": "rows", "most": 200_000}
    assert "200" in describe(error).what
    monkeypatch.setattr("wagesdesk.export.lists.workbook.MOST_ROWS", 50)
    book = saved(workbook(("List", [["Asha", n] for n in range(51)])))
    error = refused(tmp_path / "list.xlsx", book)
    assert isinstance(error, ListTooLarge)


def test_a_file_above_the_cap_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(caps.MOST_BYTES + 1)
    with pytest.raises(ListTooLarge) as caught:
        read(path, TODAY)
    assert caught.value.fields["code"] == "file"


def test_a_file_that_is_gone_a_folder_and_one_that_may_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(ListGone):
        read(tmp_path / "not-there.csv", TODAY)
    with pytest.raises(ListNotASpreadsheet):
        read(tmp_path, TODAY)


def test_every_refusal_has_words_of_its_own() -> None:
    said = [describe(ListNotASpreadsheet(kind=kind)).what for kind in OTHERS]
    said += [describe(ListTooLarge(code=code, most=5)).what for code in ("file", "unpacked", "rows")]
    said += [describe(ListEmpty(code=code)).what for code in ("empty", "header_only")]
    said += [describe(ListUnreadable(code=code)).what for code in ("held", "damaged")]
    assert len(set(said)) == len(said)
