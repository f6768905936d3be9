"""A list before it is taken in: a verdict for each row, which a person may mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sqlalchemy import select

from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.person import Identity, Person
from wagesdesk.models.vault import Vault
from wagesdesk.services.lists.mapping import Mapping as Columns
from wagesdesk.services.lists.rows import SKIPPED, WRONG, RowVerdict, mended, read_row
from wagesdesk.services.lists.sheet import Sheet, Value

Step = Callable[[int, int], None]
EVERY = 500
"""Rows between two steps."""


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody in the records, by what a list can tell; names without case."""

    person_id: str
    chosen: str
    surname: str
    prison_number: str
    here: bool


@dataclass(frozen=True)
class Known:
    """Who is in the records: everybody with a prison number, and everybody of the cohort (`here`) by both names."""

    by_number: Mapping[str, Held] = field(default_factory=dict)
    by_names: Mapping[tuple[str, str], tuple[Held, ...]] = field(default_factory=dict)


Key = str | tuple[str, str]
"""What makes two rows one person: a prison number, or both names without case."""


@dataclass(frozen=True)
class Preview:
    """One list, read by one mapping. Nothing was written. `rows` are in the order of the list, without its headings.

    `alike` says in which places the rows of each key stand.
    """

    name: str
    rows: tuple[RowVerdict, ...]
    known: Known = field(repr=False)
    today: date
    epoch: date
    alike: Mapping[Key, Sequence[int]] = field(repr=False)

    @cached_property
    def kinds(self) -> Mapping[tuple[str, tuple[str, ...]], int]:
        """How many rows have each code with each notes."""
        return Counter((row.code, row.notes) for row in self.rows)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows have each code."""
        counts: Counter[str] = Counter()
        for (code, _notes), count in self.kinds.items():
            counts[code] += count
        return counts

    @property
    def ready(self) -> int:
        """How many people would be taken in."""
        return self.counts.get("ok", 0)

    @property
    def wrong(self) -> int:
        """How many rows are not taken in and could be mended."""
        return sum(self.counts.get(code, 0) for code in WRONG)

    def row(self, line: int) -> RowVerdict:
        """The verdict on a line of the file. KeyError when it is none of the rows."""
        return self.rows[self.index(line)]

    def index(self, line: int) -> int:
        at = line - self.rows[0].line if self.rows else 0
        if not 0 <= at < len(self.rows):
            raise KeyError(line)
        return at


def _no_step(_done: int, _total: int) -> None:
    return None


def known_in(vault: Vault, cohort_id: str) -> Known:
    """Who is in the records, for `preview`. One short reading, whatever the number of cohorts."""
    with vault.read() as db:
        here = set(
            db.scalars(
                select(Enrolment.person_id).where(Enrolment.cohort_id == cohort_id, Enrolment.removed.is_not(True))
            )
        )
        rows = db.execute(
            select(Person.id, Person.name, Identity.surname, Identity.prison_number)
            .outerjoin(Identity, (Identity.person_id == Person.id) & Identity.removed.is_not(True))
            .where(Person.removed.is_not(True))
        ).all()
    everybody = [
        Held(one, (name or "").casefold(), (surname or "").casefold(), number or "", one in here)
        for one, name, surname, number in rows
    ]
    by_names: dict[tuple[str, str], tuple[Held, ...]] = {}
    for held in everybody:
        if held.here:
            key = (held.chosen, held.surname)
            by_names[key] = (*by_names.get(key, ()), held)
    return Known({held.prison_number: held for held in everybody if held.prison_number}, by_names)


def preview(sheet: Sheet, mapping: Columns, *, known: Known, today: date, step: Step = _no_step) -> Preview:
    """Read every row below the headings. A job for long lists: `step(done, total)` is told every 500 rows and may raise
    to stop.
    """
    first, total = mapping.header.first, len(sheet.rows) - mapping.header.first
    read: list[RowVerdict] = []
    for at, row in enumerate(sheet.rows[first:]):
        if at % EVERY == 0:
            step(at, total)
        read.append(read_row(first + at + 1, row, mapping, epoch=sheet.epoch, today=today))
    settled = _settled(read, known, american=_american(read))
    alike: dict[Key, list[int]] = {}
    for at, verdict in enumerate(settled):
        for key in _keys(verdict):
            alike.setdefault(key, []).append(at)
    step(total, total)
    return Preview(sheet.name, settled, known, today, sheet.epoch, alike)


def mend(shown: Preview, line: int, **fields: Value) -> Preview:
    """The preview with `chosen`, `surname`, `prison_number`, `release`, `joined` or `language` of one line typed anew.

    Days may be dates or text; empty text takes the value away. A row in which nobody stood becomes one. KeyError for no
    such line or field.
    """
    at = shown.index(line)
    row = mended(shown.rows[at], fields, epoch=shown.epoch, today=shown.today)
    return _with_row(shown, at, row)


def leave_out(shown: Preview, line: int, *, out: bool = True) -> Preview:
    """The preview with one line left out, or (`out` False) counted again. KeyError for no such line."""
    at = shown.index(line)
    return _with_row(shown, at, replace(shown.rows[at], out=out))


def settled_again(shown: Preview, known: Known) -> Preview:
    """The same rows looked at beside who is in the records now."""
    if known == shown.known:
        return shown
    return replace(shown, known=known, rows=_settled(shown.rows, known, american=_american(shown.rows)))


def _with_row(shown: Preview, at: int, row: RowVerdict) -> Preview:
    """Of a long list only the rows that are like this one, before or now, are looked at again."""
    rows, old = list(shown.rows), shown.rows[at]
    rows[at] = row
    alike = _moved(shown.alike, at, old, row)
    if _american((old,)) != _american((row,)):  # it may change what is said of every day
        return replace(shown, alike=alike, rows=_settled(rows, shown.known, american=_american(rows)))
    touched = {at}.union(*(places.get(key, ()) for places in (shown.alike, alike) for key in _keys(old) + _keys(row)))
    around = sorted(touched.union(*(alike[key] for key in {key for one in touched for key in _keys(rows[one])})))
    settled = _settled([rows[one] for one in around], shown.known, american=_american(rows))
    for one, verdict in zip(around, settled, strict=True):
        if one in touched:
            rows[one] = verdict
    return replace(shown, alike=alike, rows=tuple(rows))


def _moved(
    alike: Mapping[Key, Sequence[int]], at: int, old: RowVerdict, new: RowVerdict
) -> Mapping[Key, Sequence[int]]:  # fmt: skip
    if _keys(old) == _keys(new):
        return alike
    found = dict(alike)
    for key in _keys(old):
        found[key] = [one for one in found[key] if one != at]
    for key in _keys(new):
        found[key] = sorted((*found.get(key, ()), at))
    return found


def _keys(row: RowVerdict) -> tuple[Key, ...]:
    if row.alone in SKIPPED:
        return ()
    names = (row.chosen.casefold(), row.surname.casefold())
    return (row.prison_number, names) if row.prison_number else (names,)


def _american(rows: Iterable[RowVerdict]) -> bool:
    """Whether one of these rows has a day that must be read with the month first."""
    return any("american" in row.own_notes for row in rows)


def _settled(rows: Sequence[RowVerdict], known: Known, *, american: bool) -> tuple[RowVerdict, ...]:
    """Each row looked at beside the rows before it and beside who is in the records."""
    before = _Before()
    settled: list[RowVerdict] = []
    for row in rows:
        notes = row.own_notes if american else tuple(note for note in row.own_notes if note != "either")
        code, same_as, person_id = row.alone, 0, ""
        if row.out and code not in SKIPPED:
            code = "left_out"
        elif code == "ok":
            names = (row.chosen.casefold(), row.surname.casefold())
            code, person_id = _beside_records(row.prison_number, names, known)
            if code == "ok":
                same_as = before.add(row, names)
                code = "twice" if same_as else "ok"
            if person_id:
                notes = (*notes, "in_records")
        settled.append(_said_so(row, code, notes, same_as, person_id))
    return tuple(settled)


class _Before:
    """The people of the rows before: the first line of each number, of each name, of each name without a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: dict[tuple[str, str], int] = {}
        self._bare: dict[tuple[str, str], int] = {}

    def add(self, row: RowVerdict, names: tuple[str, str]) -> int:
        """The line of an earlier row about the same person, or 0: one number, or both names and not two numbers."""
        number = row.prison_number
        same = self._numbers.get(number, 0) if number else 0
        same = same or (self._bare if number else self._names).get(names, 0)
        if number:
            self._numbers.setdefault(number, row.line)
        else:
            self._bare.setdefault(names, row.line)
        self._names.setdefault(names, row.line)
        return same


def _said_so(row: RowVerdict, code: str, notes: tuple[str, ...], same_as: int, person_id: str) -> RowVerdict:
    if (row.code, row.notes, row.same_as, row.person_id) == (code, notes, same_as, person_id):
        return row
    return replace(row, code=code, notes=notes, same_as=same_as, person_id=person_id)


def _beside_records(number: str, names: tuple[str, str], known: Known) -> tuple[str, str]:
    """The code of a row beside the records, and the id of somebody who is in them and would join."""
    if number and (held := known.by_number.get(number)):
        if held.here:
            return "known", ""
        # A mistyped number must not enrol somebody else: one of the names has to be hers.
        hers = names[0] == held.chosen or names[1] == held.surname != ""
        return ("ok", held.person_id) if hers else ("number_taken", "")
    same = known.by_names.get(names, ())
    return ("known", "") if any(not number or not held.prison_number for held in same) else ("ok", "")
