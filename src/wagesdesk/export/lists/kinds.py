"""What a file is, by its first bytes and not by its name."""

from __future__ import annotations

from typing import Final

from wagesdesk.errors import ListNotASpreadsheet

ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")

_MAGIC: Final = (
    (b"%PDF", "pdf"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "document"),
    (b"PK\x05\x06", "archive"),
    (b"PK\x07\x08", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"SQLite format", "other"),
    (b"age-encryption.org", "other"),
)
_MARKUP: Final = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta")


def refuse_other_kinds(data: bytes) -> None:
    """Raise ListNotASpreadsheet(kind) for a file that is neither text nor a zip."""
    if data.startswith(_OLE):
        raise ListNotASpreadsheet(kind=_kind_of_ole(data))
    for magic, kind in _MAGIC:
        # Two letters may begin a name as well; what follows them in a program or picture is no text.
        if data.startswith(magic) and (len(magic) > 2 or magic == b"#!" or b"\x00" in data[:64] or kind == "archive"):
            raise ListNotASpreadsheet(kind=kind)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower().startswith(_MARKUP):
        raise ListNotASpreadsheet(kind="web")


def _kind_of_ole(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "locked"
    return "document" if _WORD in data else "xls"


def refuse_other_zips(names: frozenset[str], mimetype: str) -> None:
    """Raise ListNotASpreadsheet(kind) for a zip that is not an .xlsx, by the names in it."""
    if "spreadsheet" in mimetype:
        raise ListNotASpreadsheet(kind="ods")
    if "xl/workbook.bin" in names:
        raise ListNotASpreadsheet(kind="xlsb")
    if mimetype or any(name.startswith(("word/", "ppt/")) for name in names):
        raise ListNotASpreadsheet(kind="document")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise ListNotASpreadsheet(kind="archive")
