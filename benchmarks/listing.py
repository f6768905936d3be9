"""Bringing in ten thousand rows of a spreadsheet, against the bare cost of parsing them and inserting their records."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bench import HOW, Row, waited

PEOPLE = 10_000
ROUNDS = 3


def rows() -> Iterator[Row]:
    """The ratio of medians. Bare is openpyxl reading the sheet and SQLAlchemy inserting the same four records a row
    into SQLCipher in one transaction: no journal, no verdicts."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sheet = _sheet(folder / "people.xlsx")
        bare = statistics.median(_bare(sheet, folder / f"bare-{number}.db") for number in range(ROUNDS))
        ours = statistics.median(_ours(sheet, folder / f"vault-{number}") for number in range(ROUNDS))
    yield Row(
        "bringing in 10,000 rows of a spreadsheet", ours / bare, "times", f"parse and insert, {bare:.1f} s{HOW}", 3
    )


def _sheet(path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None, "a new book has a sheet"
    page.append(["Surname", "Forename", "Prison number", "Release date"])
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for n in range(PEOPLE):
        tail = letters[n // 676 % 26] + letters[n // 26 % 26].lower() + letters[n % 26].lower()
        page.append(
            [f"Invented{tail}", f"Name{tail.lower()}", f"A{n:04d}{letters[n % 26]}Z", date(2026, 12, 1 + n % 28)]
        )
    book.save(path)
    return path


def _bare(sheet: Path, database: Path) -> float:
    from openpyxl import load_workbook
    from sqlalchemy.orm import Session

    from wagesdesk.models import cipher
    from wagesdesk.models.base import Base
    from wagesdesk.models.engine import make_engine
    from wagesdesk.models.enrolment import Enrolment
    from wagesdesk.models.person import Identity, Person
    from wagesdesk.models.release_date import ReleaseDate

    cipher.connect(database, b"k" * 32, create=True).close()
    engine = make_engine(lambda: cipher.connect(database, b"k" * 32))
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    began = waited()
    read = list(load_workbook(sheet, read_only=True).worksheets[0].values)[1:]
    with Session(engine) as db:
        for surname, forename, number, release in read:
            person = Person(name=forename, language="en")
            given = {"day": str(release), "source": "letter", "noted": "2026-11-03", "by": "", "at": ""}
            db.add_all((
                person,
                Identity(person_id=person.id, surname=surname, prison_number=number),
                Enrolment(cohort_id="c", person_id=person.id, joined="2026-11-03"),
                ReleaseDate(person_id=person.id, given=given),
            ))  # fmt: skip
        db.commit()
    taken = waited() - began
    engine.dispose()
    return taken


def _ours(sheet: Path, home: Path) -> float:
    from wagesdesk.clock import FixedClock
    from wagesdesk.export import lists as reading
    from wagesdesk.models.slots import KdfParams, PlaceLabel
    from wagesdesk.services import cohort, lists, vault

    clock = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=UTC))
    cheap = KdfParams(1024, 1, 1)
    words = "one two three four five"
    label = PlaceLabel("laptop", "HMP Ashmere", practice=True)
    vault.create(
        home, label=label, site_code="", staff=[vault.NewStaff("Rhian", "facilitator", words)], recovery_key=None,
        clock=clock, params=cheap, floor=cheap,
    )  # fmt: skip
    opened = vault.unlock(home, slot_id=vault.place(home).slots[0].id, secret=words, clock=clock)
    cohort_id, _changes = cohort.create_cohort(
        opened, opened.staff_id, title="Cohort 7", term="", programme_code="wages", start=date(2026, 9, 15),
        weekday=1, starts="08:50", ends="15:50",
    )  # fmt: skip
    began = waited()
    book = reading.read(sheet, clock.today())
    mapping = lists.guess_mapping(book.sheets[book.best], clock.today())
    known = lists.known_in(opened, cohort_id)
    verdicts = lists.preview(book.sheets[book.best], mapping, known=known, today=clock.today())
    added = lists.accept(
        opened, opened.staff_id, cohort_id=cohort_id, preview=verdicts, joined_on=date(2026, 9, 15),
        source="letter", step=lambda _done, _total: None,
    )  # fmt: skip
    taken = waited() - began
    opened.lock()
    if len(added.people) != PEOPLE:
        raise SystemExit(f"only {len(added.people)} of {PEOPLE} rows came in")
    return taken
