"""Real vaults for tests: a template for each place, made once in a run and copied for each test in milliseconds."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Connection, delete

from wagesdesk.clock import Clock, FixedClock
from wagesdesk.models import cipher, fold, folder
from wagesdesk.models.base import Base
from wagesdesk.models.entry import Entry, parse_line
from wagesdesk.models.merge import clashes
from wagesdesk.models.slots import KdfParams, PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, cohort, people, terminal, vault

QUICK = KdfParams(8, 1, 1)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where many small examples run: a folder in memory, where there is one."""
LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 3)
MORNING = datetime(2026, 11, 3, 9, 27, tzinfo=UTC)
FIRST_DAY = date(2026, 9, 15)
PASSPHRASES = {
    "Rhian": "river button candle seven lamp",
    "Carys": "marble otter violin eight stone",
    "Marged": "open gate kindly nine paper",
    "Siwan": "yellow kettle thunder five mint",
}
STAFF = {
    "inside": (("Rhian", "facilitator"), ("Carys", "checker")),
    "second": (("Siwan", "facilitator"), ("Carys", "checker")),
    "outside": (("Marged", "support_worker"), ("Rhian", "support_worker")),
}
PLACES: Mapping[str, tuple[Literal["laptop", "terminal", "outside"], str]] = {
    "inside": ("laptop", "HMP Ashmere"),
    "second": ("laptop", "HMP Ashmere, second laptop"),
    "outside": ("outside", "Cwlwm Co-operative"),
}


def morning() -> FixedClock:
    """09:27 on the day of the eighth workshop."""
    return FixedClock(MORNING, LONDON)


@functools.cache
def template(which: str) -> Path:
    """A locked vault of "inside", "second" or "outside", each a machine of its own. Copy it, never open it."""
    root = Path(tempfile.mkdtemp(prefix="wagesdesk-template-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    kind, name = PLACES[which]
    staff = [vault.NewStaff(one, role, PASSPHRASES[one]) for one, role in STAFF[which]]
    clock = FixedClock(datetime(2026, 9, 14, 8, tzinfo=UTC), LONDON)
    vault.create(
        root / "vault", label=PlaceLabel(kind, name, practice=False), site_code="", staff=staff, recovery_key=None,
        clock=clock, params=QUICK, floor=QUICK,
    )  # fmt: skip
    return root / "vault"


def copy_of(which: str, home: Path) -> Path:
    """A locked vault of its own in `home`, which must not exist yet."""
    return Path(shutil.copytree(template(which), home))


def unlock(home: Path, clock: Clock, who: str = "") -> Vault:
    """Open a vault as `who`, or as its first member of staff."""
    slot = next(one for one in vault.place(home).slots if who in ("", one.name))
    return vault.unlock(home, slot_id=slot.id, secret=PASSPHRASES[slot.name], clock=clock)


def again(opened: Vault) -> Vault:
    """Lock and unlock: a new spell with a new writer."""
    opened.lock()
    return unlock(opened.home, opened.clock)


def staff_id(opened: Vault, name: str) -> str:
    return next(slot.staff_id for slot in opened.keys.slots if slot.name == name)


@dataclass(frozen=True)
class Group:
    """A cohort of ten workshops, Tuesdays from FIRST_DAY, with people: enrolments and workshops by position."""

    cohort_id: str
    people: tuple[str, ...]
    enrolments: tuple[str, ...]
    workshops: tuple[str, ...]


def group(opened: Vault, names: Iterable[str] = ("Asha Rahman A1234BC", "Bronwen", "Chantelle Price")) -> Group:
    """A cohort with these people in it, who joined on the first day."""
    cohort_id, _made = cohort.create_cohort(
        opened, opened.staff_id, title="Cohort 7", term="Autumn 2026", programme_code="wages", start=FIRST_DAY,
        weekday=1, starts="08:50", ends="15:50",
    )  # fmt: skip
    added = people.add_by_names(
        opened, opened.staff_id, cohort_id=cohort_id, text="\n".join(names), joined_on=FIRST_DAY
    )
    shown = attendance.register(opened, cohort_id, TODAY)
    enrolment_of = {row.person_id: row.enrolment_id for row in shown.rows}
    return Group(
        cohort_id, added.people, tuple(enrolment_of[one] for one in added.people),
        tuple(column.workshop_id for column in shown.columns),
    )  # fmt: skip


@functools.cache
def group_template() -> tuple[Path, Group]:
    """The inside laptop, locked, with a group in it. Copy it, never open it."""
    root = Path(tempfile.mkdtemp(prefix="wagesdesk-template-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    opened = unlock(copy_of("inside", root / "vault"), morning())
    made = group(opened)
    opened.lock()
    return root / "vault", made


@contextmanager
def fresh() -> Iterator[tuple[Vault, Group]]:
    """The inside laptop with its group, in a folder that goes away: for examples that Hypothesis makes."""
    home, of = group_template()
    with tempfile.TemporaryDirectory(dir=MEMORY) as root:
        opened = unlock(Path(shutil.copytree(home, Path(root) / "vault")), morning())
        try:
            yield opened, of
        finally:
            opened.lock()


def mark(opened: Vault, of: Group, person: int, workshop: int, letter: str, **said: object) -> None:
    """Mark the person at a position for a workshop at a position, both from 0."""
    attendance.mark(
        opened, opened.staff_id, enrolment_id=of.enrolments[person], workshop_id=of.workshops[workshop],
        letter=letter, **said,  # type: ignore[arg-type]
    )  # fmt: skip


def says(opened: Vault, of: Group, person: int, workshop: int) -> str:
    """The letter that the register shows."""
    shown = attendance.register(opened, of.cohort_id, TODAY)
    row = next(one for one in shown.rows if one.enrolment_id == of.enrolments[person])
    return row.cells[workshop].letter


def exchange_cards(one: Vault, other: Vault, *, on: date = TODAY, ours: bool = True) -> None:
    """Each takes the other's card in, compared; two laptops are of one site unless they are not `ours`."""
    for here, there in ((one, other), (other, one)):
        card.enrol(here, here.staff_id, card.own_card(there, there.staff_id), compared_on=on)
        if ours and {here.place.kind, there.place.kind} == {"laptop"}:
            terminal.set_ours(here, here.staff_id, there.machine.sign_public.hex(), ours=True)


def dump(opened: Vault) -> bytes:
    with opened.read() as db:
        return fold.dump(db.connection())


def rebuilt(opened: Vault) -> bytes:
    """The dump after the tables were made anew from the journal alone."""
    with opened.local() as connection:
        fold.rebuild(connection)
        return fold.dump(connection)


@contextmanager
def tables_stay() -> Iterator[None]:
    """Where all tables would be made anew they are emptied: to make forty costs more than all that is asked of them,
    and the definitions never change."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Base.metadata, "drop_all", _empty)
        patch.setattr(Base.metadata, "create_all", lambda _connection: None)
        yield


def _empty(connection: Connection) -> None:
    for table in Base.metadata.tables.values():
        connection.execute(delete(table))


def clash_list(opened: Vault) -> list[tuple[str, str, str]]:
    with opened.read() as db:
        return clashes(db.connection())


def lines(opened: Vault, *, state: int | None = 0) -> list[bytes]:
    """The journal as lines of a bundle, those of one state or all."""
    with opened.read() as db:
        rows = db.connection().exec_driver_sql('SELECT raw, salt, "values", state FROM entry ORDER BY n').all()
    return [Entry(bytes(raw), salt, values).line() for raw, salt, values, held in rows if state in (None, held)]


def entries(opened: Vault, record_type: str = "") -> list[Entry]:
    """Every entry held, oldest row first; of one type, if named."""
    found = [parse_line(line) for line in lines(opened, state=None)]
    return [entry for entry in found if record_type in ("", entry.header.type)]


def take_in(opened: Vault, journal: Iterable[bytes], via: str = "abcdefgh", *, sender: Vault | None = None) -> None:
    """Import lines as a bundle would that `sender` signed; without one, a machine that may bring what any wrote."""
    key = (sender or opened).machine.sign_public.hex()
    opened.import_entries([parse_line(line) for line in journal], via=via, actor=opened.staff_id, sender=key)


def raw_rows(home: Path, data_key: bytes) -> bytes:
    """Every value of every row of a closed or open vault's file, as one heap of bytes to search in."""
    connection = cipher.connect(folder.current(home) / folder.DATA, data_key)
    try:
        return every_row(connection)
    finally:
        connection.close()


def every_row(connection: sqlcipher3.dbapi2.Connection) -> bytes:
    """Every value of every row of a database."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    heap = bytearray()
    for table in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            for value in row:
                heap += value if isinstance(value, bytes) else str(value).encode()
                heap += b"\x1f"
    return bytes(heap)


def data_key(home: Path) -> bytes:
    """The data key, through the first slot."""
    from wagesdesk.models import slots

    keys, _notices = slots.read_keys(folder.current(home))
    return slots.open_slot(keys, keys.slots[0].id, PASSPHRASES[keys.slots[0].name])
