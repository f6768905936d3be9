"""Laptops of one site that know each other and hold the same three people, and a terminal of theirs, to drift apart in
`test_machines.py`."""

from __future__ import annotations

import atexit
import functools
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from tests import vaults
from wagesdesk.clock import FixedClock
from wagesdesk.errors import Erased
from wagesdesk.export import site_selection
from wagesdesk.models.base import Record
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import Entry, natural_id, parse_line
from wagesdesk.models.merge import head_entries
from wagesdesk.models.person import Business, Identity, Person
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.terminal import Checkout
from wagesdesk.services import vault as vault_service

PEOPLE = ("asha", "bron", "chan")
FIELDS = ("name", "surname", "idea")


@functools.cache
def data_key() -> bytes:
    """All three laptops are machines of their own over copies of one vault, so one key opens them."""
    return vaults.data_key(vaults.template("inside"))


@functools.cache
def _templates() -> tuple[Path, ...]:
    from wagesdesk.models import local
    from wagesdesk.models.keys import new_machine_keys

    root = Path(tempfile.mkdtemp(prefix="wagesdesk-template-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    homes = [vaults.copy_of("inside", root / name) for name in ("one", "two", "three")]
    opened = []
    for home in homes:
        vault = vaults.unlock(home, vaults.morning())
        keys = new_machine_keys()
        with vault.local() as connection:
            local.save_machine(
                connection, age_secret=keys.age_secret, age_public=keys.age_public, seed=keys.sign_seed,
                public=keys.sign_public,
            )  # fmt: skip
        opened.append(vaults.again(vault))
    terminal = vaults.unlock(_new_terminal(root / "terminal"), vaults.morning())
    for one, other in itertools.combinations([*opened, terminal], 2):
        vaults.exchange_cards(one, other)
    terminal.lock()
    with opened[0].write(opened[0].staff_id, "people.add") as db:
        for person in PEOPLE:
            db.add(Person(id=person, name=f"{person}-start", language="en"))
            db.add(Identity(person_id=person, surname=f"{person}-start"))
    for one, other in itertools.permutations(opened, 2):
        vaults.take_in(other, vaults.lines(one))
    for vault in opened:
        vault.lock()
    return (*homes, terminal.home)


def _new_terminal(home: Path) -> Path:
    vault_service.create(
        home, label=PlaceLabel("terminal", "HMP Ashmere", practice=False), site_code="",
        staff=[vault_service.NewStaff("Rhian", "facilitator", vaults.PASSPHRASES["Rhian"])], recovery_key=None,
        clock=vaults.morning(), params=vaults.QUICK, floor=vaults.QUICK,
    )  # fmt: skip
    return home


def copies(root: Path) -> list[Path]:
    """Three laptops, locked, in folders of their own."""
    return [Path(shutil.copytree(home, root / home.name)) for home in _templates()[:3]]


class Place:
    """One laptop that is open."""

    def __init__(self, home: Path, clock: FixedClock | None = None) -> None:
        self.home = home
        self.clock = clock or vaults.morning()
        self.backups: list[Path] = []
        self.sent = 0
        self.open()
        self.seen = self.vault.position()

    def open(self) -> None:
        self.vault = vaults.unlock(self.home, self.clock)

    def again(self) -> None:
        self.vault.lock()
        self.open()

    def states(self) -> dict[str, int]:
        """The state of every entry held, by id."""
        with self.vault.read() as db:
            return {row.id: row.state for row in db.connection().execute(text("SELECT id, state FROM entry"))}

    def entries(self) -> list[Entry]:
        return vaults.entries(self.vault)

    @contextmanager
    def writing(self) -> Iterator[set[str]]:
        """Yields a set that holds, afterwards, the ids of the entries that were written."""
        before, made = set(self.states()), set[str]()
        yield made
        made |= set(self.states()) - before

    def type(self, person: str, field: str, value: str, *, as_of: int | None) -> set[str]:
        """Type a value; what was typed with everything in view is what is shown at once."""
        record: type[Record] = {"name": Person, "surname": Identity, "idea": Business}[field]
        eid = person if field == "name" else natural_id(record.__tablename__, person)
        said = {"name": value, "about": ""} if field == "idea" else value
        self.clock.advance(seconds=1)
        with self.writing() as made:
            try:
                with self.vault.write(self.vault.staff_id, "type", as_of=as_of) as db:
                    held = db.get(record, eid)
                    if held is None:
                        held = record(id=eid) if field == "name" else record(person_id=person)
                        db.add(held)
                    held.removed = None
                    setattr(held, field, said)
            except Erased:
                return set()
        with self.vault.read() as db:
            shown = getattr(db.get(record, eid), field)
            heads = head_entries(db.connection(), record.__tablename__, eid, field)
        assert said in [entry.fields[field] for entry in heads], "what was typed is no head"
        if as_of is None:
            assert (shown, len(heads)) == (said, 1), "what was typed is not what is shown"
        return made

    def type_both(self, person: str, value: str) -> set[str]:
        """Type both values in one operation."""
        with self.writing() as made:
            try:
                with self.vault.write(self.vault.staff_id, "type both") as db:
                    # Both are read before one is changed, so that they are written as one piece.
                    who, identity = db.get(Person, person), db.get(Identity, natural_id("identity", person))
                    if who is not None and identity is not None:
                        who.name = identity.surname = value
            except Erased:
                return set()
        return made

    def consent(self, person: str, *, yes: bool, as_of: int | None) -> set[str]:
        answer = {"yes": yes, "on": "2026-11-01", "until": "2027-02-01", "how": "paper"}
        with self.writing() as made:
            try:
                with self.vault.write(self.vault.staff_id, "ask", as_of=as_of) as db:
                    held = db.get(Consent, natural_id("consent", person, "r", "plan"))
                    if held is None:
                        db.add(Consent(person_id=person, recipient_id="r", scope="plan", answer=answer))
                    else:
                        held.answer, held.removed = answer, None
            except Erased:
                return set()
        return made

    def with_a_no(self) -> set[str]:
        """Who has an answer among the heads that says no."""
        found = set()
        for person in PEOPLE:
            with self.vault.read() as db:
                heads = head_entries(db.connection(), "consent", natural_id("consent", person, "r", "plan"), "answer")
            if any(not entry.fields["answer"]["yes"] for entry in heads):
                found.add(person)
        return found

    def export(self, *, full: bool) -> list[bytes]:
        """Lines for a bundle: everything, or what is new since the last one, with the openings and the erasures."""
        with self.vault.read() as db:
            rows = db.connection().execute(
                text(
                    'SELECT raw, salt, "values" FROM entry WHERE state = 0'
                    " AND (n > :n OR type IN ('writer', 'erasure'))"
                ),
                {"n": 0 if full else self.sent},
            ).all()  # fmt: skip
        self.sent = self.vault.position()
        return [Entry(bytes(raw), salt, values).line() for raw, salt, values in rows]

    def take_in(self, bundle: list[bytes]) -> None:
        self.import_entries([parse_line(line) for line in bundle])

    def import_entries(self, proven: list[Entry]) -> None:
        self.vault.import_entries(proven, via="abcdefgh", actor=self.vault.staff_id)

    def gave_out(self, bundle: str) -> bool:
        """Whether it is known here that this part went out: then its return is taken in."""
        with self.vault.read() as db:
            return db.query(Checkout).filter_by(bundle_id=bundle).first() is not None

    def check_out(self, terminal: Terminal, people: set[str], bundle: str) -> tuple[set[str], set[str]]:
        """Give these people's words out, but for who was erased; the ids of what was written, and who went."""
        with self.vault.read() as db:
            here = {one for one in people if db.get(Person, one) is not None}
        if not here:
            return set(), here
        out = {
            "workshop": "w", "serial": 1, "at": vaults.MORNING.isoformat(), "by": self.vault.staff_id,
            "laptop": self.vault.machine.sign_public.hex(),
        }  # fmt: skip
        with self.writing() as made, self.vault.write(self.vault.staff_id, "terminal") as db:
            for one in sorted(here):
                told = {**out, "ids": [one]}
                db.add(Checkout(bundle_id=bundle, person_id=one, terminal_id=terminal.machine, out=told))
        with self.vault.read() as db:
            part = site_selection.for_terminal(db, here)
        terminal.import_entries([parse_line(one.line()) for one in part])
        terminal.people |= here
        terminal.bundle = bundle
        return made, here


class Terminal(Place):
    """A terminal; `people` are out at it, `bundle` is the last part that came."""

    def __init__(self, root: Path) -> None:
        super().__init__(Path(shutil.copytree(_templates()[3], root / "terminal")))
        self.people: set[str] = set()
        self.bundle = ""

    @property
    def machine(self) -> str:
        return self.vault.machine.sign_public.hex()

    def give_back(self) -> list[bytes]:
        """Seal what was written here, and wipe."""
        seen = self.vault.position()
        with self.vault.read() as db:
            lines = [one.line() for one in site_selection.for_return(db)]
        self.vault.wipe(seen=seen)
        self.people.clear()
        return lines
