"""A list that was read and not taken in: its sheet, what its columns are, and what was put right by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from wagesdesk.export import lists as files
from wagesdesk.models.vault import Vault
from wagesdesk.services import lists
from wagesdesk.services.lists.verdicts import settled_again

Step = Callable[[int, int], None]
Fields = Mapping[str, lists.Value]


@dataclass(frozen=True)
class Loaded:
    """`number` is the sheet's place in the book. `mends` (what was typed anew, by line) and `out` (the lines left out)
    hold whatever the columns are taken as.
    """

    book: files.Book
    number: int
    mapping: lists.Mapping
    shown: lists.Preview
    mends: Mapping[int, Fields] = field(default_factory=dict)
    out: frozenset[int] = frozenset()
    digest: str = ""
    """The same for the same rows: what was put right in them is found again under it."""

    @property
    def sheet(self) -> lists.Sheet:
        return self.book.sheets[self.number]


def read_file(vault: Vault, cohort_id: str, path: Path, today: date, *, read: Step, judge: Step) -> Loaded:
    """Read a file and judge the sheet most like a list of people. A job; the ListErrors."""
    book = files.read(path, today, step=read)
    return open_sheet(vault, cohort_id, book, book.best, today, step=judge)


def open_sheet(
    vault: Vault, cohort_id: str, book: files.Book, number: int, today: date, *, step: Step
) -> Loaded:  # fmt: skip
    """Judge one sheet by the columns remembered for its headings, or as they seem. A job."""
    sheet = book.sheets[number]
    mapping = lists.remembered(vault, sheet, lists.guess_mapping(sheet, today))
    known = lists.known_in(vault, cohort_id)
    digest = hashlib.sha256(repr(sheet.rows).encode()).hexdigest()
    shown = lists.preview(sheet, mapping, known=known, today=today, step=step)
    return Loaded(book, number, mapping, shown, digest=digest)


def take_as(loaded: Loaded, mapping: lists.Mapping, *, step: Step) -> Loaded:
    """The same rows with other columns; what was put right by hand stays. A job."""
    shown = loaded.shown
    new = lists.preview(loaded.sheet, mapping, known=shown.known, today=shown.today, step=step)
    lines = {row.line for row in new.rows}
    for line, fields in loaded.mends.items():
        new = lists.mend(new, line, **fields) if line in lines else new
    for line in loaded.out & lines:
        new = lists.leave_out(new, line)
    return replace(loaded, mapping=mapping, shown=new)


def head_at(loaded: Loaded, rows: tuple[int, ...], *, step: Step) -> Loaded:
    """The same sheet with its headings in other rows (by index: none, one or two). A job."""
    mapping = lists.guess_mapping(loaded.sheet, loaded.shown.today, header_rows=rows)
    return take_as(loaded, mapping, step=step)


def by_hand(loaded: Loaded) -> dict[str, Any] | None:
    """What was put right by hand, as plain values; None for nothing."""
    if not loaded.mends and not loaded.out:
        return None
    return {"mends": {str(line): dict(fields) for line, fields in loaded.mends.items()}, "out": sorted(loaded.out)}


def again(loaded: Loaded, held: Mapping[str, Any]) -> Loaded:
    """With what `by_hand` gave; it counts when the list is judged anew (`take_as`)."""
    mends = {int(line): fields for line, fields in held["mends"].items()}
    return replace(loaded, mends=mends, out=frozenset(held["out"]))


def mend(loaded: Loaded, line: int, fields: Fields) -> Loaded:
    """With some of `lists.MENDABLE` of one line typed anew."""
    mends = {**loaded.mends, line: {**loaded.mends.get(line, {}), **fields}}
    return replace(loaded, mends=mends, shown=lists.mend(loaded.shown, line, **fields))


def leave_out(loaded: Loaded, line: int, *, out: bool) -> Loaded:
    """With one line left out, or counted again."""
    lines = loaded.out | {line} if out else loaded.out - {line}
    return replace(loaded, out=lines, shown=lists.leave_out(loaded.shown, line, out=out))


def beside(loaded: Loaded, known: lists.Known) -> Loaded:
    """The same rows beside who is in the records now."""
    return replace(loaded, shown=settled_again(loaded.shown, known))
