"""Lists as .xlsx. What is inside is looked at before any of it is unpacked.

Formulas stay text: they are not worked out, and what another program worked out is not used.
"""

from __future__ import annotations

import io
import math
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from wagesdesk.errors import ListNotASpreadsheet, ListTooLarge, ListUnreadable
from wagesdesk.export.lists.kinds import refuse_other_zips
from wagesdesk.export.lists.rows import MOST_COLUMNS, MOST_ROWS, Row, Step, trimmed
from wagesdesk.services.lists import Sheet, Value

MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_RATIO: Final = 100
SMALL: Final = 10 * 1024 * 1024
"""Up to here any ratio is harmless."""
MOST_MEMBERS: Final = 2000
LAST_ROW: Final = 1_048_576
"""The last row a spreadsheet program has; a file that names a later one is not followed there."""

# What a reader of other people's XML raises over a damaged file.
_DAMAGED: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, BadZipFile, expat.ExpatError, zlib.error,
)  # fmt: skip


def read_workbook(data: bytes, step: Step) -> tuple[Sheet, ...]:
    """The sheets that are not hidden. ListNotASpreadsheet, ListTooLarge, ListUnreadable(code="damaged")."""
    with _damage_told():
        _look_inside(data)
    with _damage_told(), warnings.catch_warnings():
        # What it says of styles, rules and pictures it leaves out is nobody's concern here.
        warnings.simplefilter("ignore")
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        return tuple(_sheet(one, book.epoch.date(), step) for one in book.worksheets if one.sheet_state == "visible")
    finally:
        book.close()


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise ListUnreadable(code="damaged") from error


def _look_inside(data: bytes) -> None:
    """Refuse what must not be unpacked, by the directory of the zip alone, then parts that declare entities."""
    with ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        _refuse_bombs(members)
        if any(member.flag_bits & 1 for member in members):
            raise ListNotASpreadsheet(kind="locked")
        names = frozenset(member.filename for member in members)
        refuse_other_zips(names, archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else "")
        if len(names) < len(members):
            raise ListUnreadable(code="damaged")
        for member in members:
            _refuse_doctype(archive, member)


def _refuse_bombs(members: list[ZipInfo]) -> None:
    unpacked, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    steep = any(one.file_size > SMALL and one.file_size > MOST_RATIO * one.compress_size for one in members)
    if unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS or steep:
        raise ListTooLarge(code="unpacked", most=MOST_UNPACKED)
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        raise ListTooLarge(code="unpacked", most=MOST_UNPACKED)


class _Begun(Exception):
    """The first element of a part: no declaration can follow."""


def _refuse_doctype(archive: ZipFile, member: ZipInfo) -> None:
    """Refuse a part with a document type: no spreadsheet has one, and entities can only be declared in it."""

    def doctype(*_declared: object) -> None:
        raise ListUnreadable(code="damaged")

    def element(*_started: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    with archive.open(member) as part:
        try:
            while piece := part.read(8192):
                parser.Parse(piece, False)
        except (_Begun, expat.ExpatError):
            # Begun without one, or not XML at all: then it is refused when it is read as such.
            return


def _sheet(sheet: Any, epoch: date, step: Step) -> Sheet:
    # Files say themselves how large a sheet is, and may be wrong: our own bounds hold.
    found = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    rows: list[Row] = []
    last = 0
    while True:
        step(last, 0)
        with _damage_told():
            piece = list(islice(found, 1000))
        if not piece:
            return Sheet(str(sheet.title), trimmed(rows[:last]), epoch)
        for row in piece:
            if row.count(None) == len(row):
                rows.append(())
                continue
            rows.append(tuple(map(_plain, row)))
            last = len(rows)
            if last > MOST_ROWS:
                raise ListTooLarge(code="rows", most=MOST_ROWS)


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int | float | date):
        return value
    # A formula over several cells, a time of day, a length of time.
    return str(getattr(value, "text", None) or value)
