"""From a file to sheets of plain values, or to the reason why not."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wagesdesk.errors import ListEmpty, ListGone, ListNotASpreadsheet, ListTooLarge, ListUnreadable
from wagesdesk.export.lists.kinds import ZIP, refuse_other_kinds
from wagesdesk.export.lists.rows import MOST_BYTES, Step
from wagesdesk.export.lists.text import read_text
from wagesdesk.export.lists.workbook import read_workbook
from wagesdesk.services.lists import Sheet, guess_mapping


@dataclass(frozen=True)
class Book:
    """A file that was read. `sheets` are those that hold something; `best` is the index of the one most like a list of
    people.
    """

    name: str
    sheets: tuple[Sheet, ...]
    best: int = 0


def _no_step(_done: int, _total: int) -> None:
    return None


def read(path: Path, today: date, *, step: Step = _no_step) -> Book:
    """Read a list. A job: `step(rows so far, 0)` may raise to stop. The file's name does not count, its contents do.

    Errors: ListGone, ListEmpty, ListNotASpreadsheet, ListTooLarge, ListUnreadable.
    """
    data = _bytes(path)
    if not data.strip(b"\x00\x1a\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise ListEmpty(code="empty")
    refuse_other_kinds(data)
    sheets = read_workbook(data, step) if data.startswith(ZIP) else (read_text(data, path.stem, step),)
    sheets = tuple(sheet for sheet in sheets if sheet.rows)
    if not sheets:
        raise ListEmpty(code="empty")
    likely = [_likely(sheet, today) for sheet in sheets]
    best = likely.index(max(likely))
    if not likely[best]:
        raise ListEmpty(code="header_only")
    return Book(path.name, sheets, best)


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ListNotASpreadsheet(kind="other")
        if about.st_size > MOST_BYTES:
            raise ListTooLarge(code="file", most=MOST_BYTES)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except PermissionError as error:
        raise ListUnreadable(code="held") from error
    except OSError as error:
        raise ListGone from error
    if len(data) > MOST_BYTES:
        raise ListTooLarge(code="file", most=MOST_BYTES)
    return data


def _likely(sheet: Sheet, today: date) -> tuple[int, ...]:
    """How like a list of people a sheet is; nothing when nothing stands below its headings."""
    mapping = guess_mapping(sheet, today)
    below = sum(map(bool, sheet.rows[mapping.header.first :]))
    return (mapping.has_names, sum(map(bool, mapping.columns)), below) if below else ()
