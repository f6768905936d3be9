"""Laptops of one site that know each other and hold the same three people, and a terminal of theirs, to drift apart in
`machines.py`: what one place does, whatever its vault stands on (`on_files.py`, `in_memory.py`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection

from tests import vaults
from tests.unit.models.cast import PEOPLE, RECIPIENT, concerns, record_id
from wagesdesk.clock import FixedClock
from wagesdesk.errors import Erased, NotFound
from wagesdesk.export import container, inbox, manifest, site_selection
from wagesdesk.models import fold, joined
from wagesdesk.models.base import FOLDED, Record
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import Entry
from wagesdesk.models.keys import Card
from wagesdesk.models.merge import head_entries
from wagesdesk.models.person import Business, Identity, Person
from wagesdesk.models.records import RECORDS
from wagesdesk.models.store import heads_of
from wagesdesk.models.terminal import Checkout
from wagesdesk.models.vault import Vault
from wagesdesk.services import card as cards
from wagesdesk.services import erasure, history, joining, redaction

_IN_EVERY_BUNDLE = ("writer", "erasure", "redaction")


class Place:
    """One laptop that is open. The first methods are those of what its vault stands on."""

    vault: Vault
    clock: FixedClock
    backups: int

    def __init__(self) -> None:
        """Once the vault is open."""
        self.backups = 0
        self.sent = 0
        self.seen = self.vault.position()

    def again(self) -> None:
        """Lock and unlock."""
        raise NotImplementedError

    def twin(self, how: str) -> Place:
        """A copy of the disk, made while the vault is "closed" or "open"; "running" wakes up with the same memory."""
        raise NotImplementedError

    def back_up(self) -> None:
        raise NotImplementedError

    def restore(self, which: int) -> None:
        """Put a backup, by its number, in the place of what is here, and open it."""
        raise NotImplementedError

    def heap(self) -> bytes:
        """Every value of every row that is held, to search in."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """The signing key of this machine, in hex."""
        return self.vault.machine.sign_public.hex()

    # -- what is held

    def rows(self, statement: str, **named: object) -> list[tuple[Any, ...]]:
        """What a statement finds, asked below the words around a connection: they would cost more than the answer."""
        with self.vault.read() as db:
            return _ask(db.connection(), statement, named)

    def states(self) -> dict[str, int]:
        """The state of every entry held, by id."""
        return dict(self.rows("SELECT id, state FROM entry"))

    def entries(self) -> list[Entry]:
        return [Entry(*row) for row in self.rows('SELECT raw, salt, "values" FROM entry')]

    def shown(self) -> list[tuple[Any, ...]]:
        """Every row of every table that is folded from the journal, as it is stored."""
        with self.vault.read() as db:
            return _folded(db.connection())

    def rebuilt(self) -> list[tuple[Any, ...]]:
        """The same after the tables were made anew from the journal alone."""
        with self.vault.local() as connection:
            fold.rebuild(connection)
            return _folded(connection)

    def joined(self) -> dict[str, str]:
        """Every id that is joined away, with the one that is kept."""
        with self.vault.read() as db:
            return joined.kept(db.connection())

    def ids(self, person: str) -> set[str]:
        """Hers, and those that are joined to it."""
        kept = self.joined()
        return joined.together(kept, [person])

    def with_a_no(self) -> set[str]:
        """Who has an answer among the heads that says no, under every id of hers."""
        found = set()
        with self.vault.read() as db:
            for person in PEOPLE:
                heads = head_entries(db.connection(), "consent", record_id("consent", person), "answer")
                if any(not entry.fields["answer"]["yes"] for entry in heads):
                    found.add(person)
        for (kind, person), of in self.written().items():
            answers = set(heads_of(of).get("answer", ())) if kind == "consent" else set()
            if any(entry.id in answers and not entry.fields["answer"]["yes"] for entry in of):
                found.add(person)
        return {one for person in found for one in self.ids(person)}

    def written(self) -> dict[tuple[str, str], list[Entry]]:
        """What counts of what was written for each woman under any id of hers, by record type and the id that is kept;
        but for records that were taken away once."""
        kept, states = self.joined(), self.states()
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries():
            head = entry.header
            if head.type in ("person", "identity", "business", "consent") and states[entry.id] == FOLDED:
                (person,) = head.subjects
                found.setdefault((head.type, kept.get(person, person)), []).append(entry)
        return {key: of for key, of in found.items() if not any("removed" in one.header.fields for one in of)}

    def unsaid(self) -> list[tuple[str, str]]:
        """Records in which something does not stand that nothing written for the same woman has replaced, or stands
        that was replaced."""
        return [
            (kind, person)
            for (kind, person), of in self.written().items()
            if sorted((name, one) for name, ids in heads_of(of).items() for one in ids)
            != self.rows(
                "SELECT field, entry_id FROM head WHERE type = :kind AND eid = :eid ORDER BY 1, 2",
                kind=kind, eid=record_id(kind, person),
            )
        ]  # fmt: skip

    def remains(self, erased: Collection[str], text: bytes) -> set[bytes]:
        """Words of theirs in a text, but for those that were written for somebody else while they were joined."""
        journal = self.entries()
        living = b"".join(one.line() for one in journal if not concerns(one, erased))
        words = re.compile(f"(?:{'|'.join(sorted(erased))})-[0-9a-z]+".encode())
        return set(words.findall(text)) - set(words.findall(living)) if erased else set()

    # -- what people do

    @contextmanager
    def writing(self) -> Iterator[set[str]]:
        """Yields a set that holds, afterwards, the ids of the entries that were written."""
        ((before,),) = self.rows("SELECT coalesce(max(n), 0) FROM entry")
        made: set[str] = set()
        yield made
        made.update(one for (one,) in self.rows("SELECT id FROM entry WHERE n > :n AND via IS NULL", n=before))

    def shown_as(self, person: str) -> str:
        """The id under which people see her."""
        return self.joined().get(person, person)

    def type(self, person: str, field: str, number: int, *, as_of: int | None) -> set[str]:
        """Type a value; what was typed with everything in view is what is shown at once."""
        record: type[Record] = {"name": Person, "surname": Identity, "idea": Business}[field]
        person = self.shown_as(person)
        eid, value = record_id(record.__tablename__, person), f"{person}-{number}"
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

    def type_both(self, person: str, number: int) -> set[str]:
        """Type both values in one operation."""
        person = self.shown_as(person)
        with self.writing() as made:
            try:
                with self.vault.write(self.vault.staff_id, "type both") as db:
                    # Both are read before one is changed, so that they are written as one piece.
                    who, identity = db.get(Person, person), db.get(Identity, record_id("identity", person))
                    if who is not None and identity is not None:
                        who.name = identity.surname = f"{person}-{number}"
            except Erased:
                return set()
        return made

    def consent(self, person: str, *, yes: bool, as_of: int | None) -> set[str]:
        person = self.shown_as(person)
        answer = {"yes": yes, "on": "2026-11-01", "until": "2027-02-01", "how": "paper"}
        with self.writing() as made:
            try:
                with self.vault.write(self.vault.staff_id, "ask", as_of=as_of) as db:
                    held = db.get(Consent, record_id("consent", person))
                    if held is None:
                        db.add(Consent(person_id=person, recipient_id=RECIPIENT, scope="plan", answer=answer))
                    else:
                        held.answer, held.removed = answer, None
            except Erased:
                return set()
        return made

    def erase_part(self, person: str, scope: str) -> set[str]:
        """Erase what is held about her under a scope; the ids of what was written."""
        with self.writing() as made:
            try:
                redaction.erase_parts(
                    self.vault, self.vault.staff_id, self.shown_as(person), {scope}, second=None, older=True
                )
            except NotFound:
                return set()
        return made

    def rewrite(self, person: str, number: int) -> set[str]:
        """Put other words in the place of her idea, and erase every version before."""
        person = self.shown_as(person)
        eid, value = record_id("business", person), f"{person}-{number}"
        mention = erasure.Mention("business", eid, "idea", person, "", (("name", value),))
        with self.writing() as made:
            try:
                redaction.rewrite(
                    self.vault, self.vault.staff_id, mention, {"name": value}, second=None, older=True
                )  # fmt: skip
            except (NotFound, Erased):
                return set()
        return made

    def join(self, one: str, other: str, *, same: bool) -> set[str]:
        """Say that they are one woman, or two; who is not here is neither."""
        with self.writing() as made:
            try:
                say = joining.join if same else joining.tell_apart
                say(self.vault, self.vault.staff_id, one, other)
            except NotFound:
                return set()
        return made

    def join_and_back(self, one: str, other: str) -> set[str]:
        """Join them and undo it: everything stands as it did."""
        before = self._but_for_joinings()
        made = self.join(one, other, same=True)
        if made:
            with self.writing() as more:
                history.undo(self.vault, self.vault.staff_id)
            made |= more
            assert self._but_for_joinings() == before, "taken apart it is not what it was"
        return made

    def _but_for_joinings(self) -> list[tuple[Any, ...]]:
        return [row for row in self.shown() if "joining" not in (row[0], row[2])]

    # -- what travels

    def chosen(self, *, full: bool) -> list[Entry]:
        """Everything for another laptop, or what is new since the last time, with the openings and what was erased."""
        with self.vault.read() as db:
            found = site_selection.for_laptop(db)
        fresh = {one for (one,) in self.rows("SELECT id FROM entry WHERE n > :n", n=0 if full else self.sent)}
        self.sent = self.vault.position()
        return [one for one in found if one.id in fresh or one.header.type in _IN_EVERY_BUNDLE]

    def seal(self, entries: Iterable[Entry], to: Collection[str], serial: int) -> bytes:
        """The bytes of a bundle with these entries that who has these keys can open."""
        machine = self.vault.machine
        unsigned = manifest.Manifest(
            bundle_id=manifest.new_bundle_id(), purpose=manifest.SITE,
            created=vaults.MORNING.replace(microsecond=0),
            sender=manifest.Sender(
                self.vault.place.name, self.vault.place.kind, machine.age_public, machine.sign_public
            ),
            recipients=tuple(manifest.Recipient(f"machine {n}", key) for n, key in enumerate(sorted(to))),
            preparer=manifest.Signatory(self.vault.staff_id, "Rhian", "facilitator", bytes(32)),
            checker=manifest.NOBODY, consents=(), serial=serial, previous="", ack_secret=manifest.new_ack_secret(),
            erased="0" * 64, min_reader=manifest.READER, extra={},
        )  # fmt: skip
        files = {"journal.jsonl": b"".join(entry.line() + b"\n" for entry in entries)}
        return container.seal_bundle(files, unsigned, machine=machine, checker_seed=None).content

    def take_in(self, bundle: bytes) -> None:
        opened = container.open_bundle(
            bundle, identity=self.vault.machine.age_secret, known=cards.known_cards(self.vault) | self._itself(),
            own_age_public=self.vault.machine.age_public, site=True,
        )  # fmt: skip
        self.import_entries(inbox.read_entries(opened), opened.sender.sign_public.hex())

    def _itself(self) -> dict[bytes, Card]:
        """A copy of this machine has its keys, and a bundle comes back to who made it."""
        machine, place = self.vault.machine, self.vault.place
        return {machine.sign_public: Card(place.name, place.kind, "", "", machine.age_public, machine.sign_public)}

    def import_entries(self, proven: Iterable[Entry], sender: str) -> None:
        """What came under the signature of this machine (its key in hex)."""
        self.vault.import_entries(proven, via="abcdefgh", actor=self.vault.staff_id, sender=sender)

    def gave_out(self, bundle: str) -> bool:
        """Whether it is known here that this part went out: then its return is taken in."""
        with self.vault.read() as db:
            return db.query(Checkout).filter_by(bundle_id=bundle).first() is not None

    def check_out(self, terminal: Terminal, people: set[str], bundle: str) -> tuple[set[str], set[str]]:
        """Give these people's words out, but for who was erased; the ids of what was written, and those of who went."""
        wanted = {self.shown_as(one) for one in people}
        with self.vault.read() as db:
            here = {one for one in wanted if db.get(Person, one) is not None}
        if not here:
            return set(), here
        out = {
            "workshop": "w", "serial": 1, "at": vaults.MORNING.isoformat(), "by": self.vault.staff_id,
            "laptop": self.vault.machine.sign_public.hex(),
        }  # fmt: skip
        machine = terminal.place.vault.machine
        with self.writing() as made, self.vault.write(self.vault.staff_id, "terminal") as db:
            for one in sorted(here):
                told = {**out, "ids": sorted(self.ids(one))}
                db.add(Checkout(bundle_id=bundle, person_id=one, terminal_id=machine.sign_public.hex(), out=told))
        with self.vault.read() as db:
            part = site_selection.for_terminal(db, here)
        terminal.place.take_in(self.seal(part, [machine.age_public], 1))
        went = {each for one in here for each in self.ids(one)}
        terminal.people |= went
        terminal.bundle = bundle
        return made, went


class Terminal:
    """A terminal; `people` are out at it, `bundle` is the last part that came."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.people: set[str] = set()
        self.bundle = ""

    def give_back(self) -> list[Entry]:
        """What was written here, wiped from it."""
        seen = self.place.vault.position()
        with self.place.vault.read() as db:
            found = site_selection.for_return(db)
        self.place.vault.wipe(seen=seen)
        self.people.clear()
        return found


class Kind(Protocol):
    """What a group of machines stands on."""

    def laptops(self) -> list[Place]:
        """Three, with nothing in them but the people."""

    def terminal(self) -> Place: ...

    def outside(self) -> Place: ...

    def end(self) -> None:
        """Nothing is left of them."""


def _ask(connection: Connection, statement: str, named: Mapping[str, object]) -> list[tuple[Any, ...]]:
    cursor = connection.connection.cursor()
    cursor.execute(statement, named)
    return list(cursor.fetchall())


def _folded(connection: Connection) -> list[tuple[Any, ...]]:
    tables = (*(one.__tablename__ for one in RECORDS), "head", "joined")
    return [
        (name, *row)
        for name in tables
        for row in _ask(connection, f'SELECT * FROM "{name}" ORDER BY 1, 2, 3', {})  # noqa: S608
    ]
