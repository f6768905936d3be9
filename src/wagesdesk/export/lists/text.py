"""Lists as text: which letters, which separator, which rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from wagesdesk.errors import ListNotASpreadsheet, ListTooLarge
from wagesdesk.export.lists.rows import MOST_COLUMNS, MOST_ROWS, Step, trimmed
from wagesdesk.services.lists import Sheet

SEPARATORS: Final = (";", "\t", "|", ",")
SAMPLE: Final = 60
"""Rows that are looked at for the separator."""
MOST_BREAKS: Final = 12
"""Line breaks in one cell; more come of a quote that was never closed."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_text(data: bytes, name: str, step: Step) -> Sheet:
    """One sheet of a CSV or TSV file in any usual encoding. ListNotASpreadsheet, ListTooLarge(code="rows")."""
    text = decoded(data)
    text, told = _told_separator(text)
    separator = told or _separator(text)
    quoted = _quotes_hold(text, separator)
    rows = []
    for at, row in enumerate(_records(text, separator, quoted=quoted)):
        if at % 1000 == 0:
            step(at, 0)
        if at >= MOST_ROWS:
            raise ListTooLarge(code="rows", most=MOST_ROWS)
        rows.append(tuple(row[:MOST_COLUMNS]))
    return Sheet(name, trimmed(rows))


def decoded(data: bytes) -> str:
    """The text of a file: by its mark, else UTF-8 if it is, else UTF-16 if it looks so, else Windows-1252.

    ListNotASpreadsheet(kind="other") when it is no text. A letter that Windows-1252 has not is U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text_only(data[len(mark) :].decode(encoding, "replace"))
    wide = _looks_wide(data)
    if wide:
        return _text_only(data.decode(wide, "replace"))
    try:
        return _text_only(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _text_only(data.decode("cp1252", "replace"))


def _looks_wide(data: bytes) -> str:
    """UTF-16 without a mark: of two bytes one is mostly zero."""
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 2 > len(head) * 0.6 and even * 4 < odd:
        return "utf-16-le"
    return "utf-16-be" if even * 2 > len(head) * 0.6 and odd * 4 < even else ""


def _text_only(text: str) -> str:
    """The text itself. A control character in a hundred is still text; a zero is not."""
    head = text[:20_000]
    odd = sum(letter < " " and letter not in "\t\n\r\x0b\x0c\x1a" for letter in head)
    if "\x00" in text or odd * 100 > len(head) or head.count("\ufffd") * 5 > len(head):
        raise ListNotASpreadsheet(kind="other")
    return text.rstrip("\x1a")


def _told_separator(text: str) -> tuple[str, str]:
    """The text without a first line `sep=;`, which spreadsheet programs write and hide, and what it says."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    return (rest, first[4]) if len(first) == 5 and first.lower().startswith("sep=") else (text, "")


def _separator(text: str) -> str:
    """The separator that cuts the first rows most evenly into most cells; a comma when none cuts them."""
    best, most = ",", 0
    for separator in SEPARATORS:
        counts = Counter(len(row) for row in islice(_records(text, separator, quoted=True), SAMPLE) if row)
        counts.pop(1, None)
        width, times = max(counts.items(), key=lambda one: (one[1] * (one[0] - 1), one[0]), default=(1, 0))
        if separator == "," and width == 2 and _names_with_commas(text):
            continue
        if times * (width - 1) > most:
            best, most = separator, times * (width - 1)
    return best if most else "\x1f"


def _names_with_commas(text: str) -> bool:
    """Whether each line is `Surname, Forename` and nothing more: one column of names, not two."""
    lines = [line for line in text.splitlines()[:SAMPLE] if "," in line]
    return all(line.count(",") == 1 and ", " in line and '"' not in line for line in lines)


def _quotes_hold(text: str, separator: str) -> bool:
    """Whether quotes are what they seem; False when one was opened and swallows the rows after it."""
    try:
        return not any(
            cell.count("\n") > MOST_BREAKS
            for row in islice(_records(text, separator, quoted=True), MOST_ROWS)
            for cell in row
        )
    except csv.Error:
        return False


def _records(text: str, separator: str, *, quoted: bool) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if quoted:
        return csv.reader(lines, delimiter=separator, skipinitialspace=True)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
