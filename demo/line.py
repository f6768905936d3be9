"""The line itself, from the practice vault to the people outside, by the same services that the pages use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pyrage

from wagesdesk.clock import Clock, FixedClock
from wagesdesk.export import bundle, drives, inbox, rounds, terminal
from wagesdesk.export.status import Outcome
from wagesdesk.models.entry import Entry, parse_line
from wagesdesk.models.slots import FLOOR, KdfParams, PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, clash, cohort, custody, people, practice, staff, vault
from wagesdesk.services import terminal as seats
from wagesdesk.services.reference import practice_cohort

ZONE = ZoneInfo("Europe/London")
INSIDE, CHECKER, OUTSIDE = "Rhian", "Carys", "Marged"
SECOND_OUTSIDE, HER_WORDS = "Siwan", "yellow kettle thunder five mint"
TERMINALS = 2
_CHEAP = KdfParams(8, 1, 1)
"""Of machines that hold nothing but what is invented; the real cost takes seconds for each."""


@dataclass(frozen=True)
class Sent:
    """A bundle on the stick."""

    path: Path
    bytes: int
    sha256: str
    recipients: int
    people: int
    marks: int
    prepared: bundle.Prepared
    bundle_id: str


def demo_clock() -> FixedClock:
    """The morning of the eighth workshop."""
    day = practice_cohort().today
    return FixedClock(datetime(day.year, day.month, day.day, 9, 27, tzinfo=ZONE), ZONE)


def make_inside(home: Path, clock: FixedClock) -> Vault:
    practice.create_practice(home, today=clock.today(), zone=ZONE)
    return unlock(home, INSIDE, clock)


def make_outside(home: Path, clock: FixedClock) -> Vault:
    label = PlaceLabel("outside", practice_cohort().outside_name, practice=True)
    staff = [vault.NewStaff(OUTSIDE, "support_worker", practice.PASSPHRASES[OUTSIDE])]
    vault.create(
        home, label=label, site_code="", staff=staff, recovery_key=None, clock=clock, params=FLOOR, floor=FLOOR
    )
    return unlock(home, OUTSIDE, clock)


def make_terminals(inside: Vault, out: Path) -> list[Vault]:
    """New terminals of the prison in `out/terminal-1` and so on, open; each has the laptop's card, and it theirs."""
    return [_known(inside, make_other(inside, out / f"terminal-{at}", "terminal")) for at in range(1, TERMINALS + 1)]


def make_other(inside: Vault, home: Path, kind: Literal["laptop", "terminal"]) -> Vault:
    """Another machine of the same prison, open; nobody knows its card yet."""
    label = PlaceLabel(kind, inside.place.name, practice=True)
    staff = [vault.NewStaff(INSIDE, "facilitator", practice.PASSPHRASES[INSIDE])]
    vault.create(
        home, label=label, site_code="", staff=staff, recovery_key=None, clock=inside.clock, params=_CHEAP,
        floor=_CHEAP,
    )  # fmt: skip
    return unlock(home, INSIDE, inside.clock)


def _known(inside: Vault, other: Vault) -> Vault:
    for one, theirs in ((inside, other), (other, inside)):
        known = card.own_card(theirs, theirs.staff_id)
        card.enrol(one, one.staff_id, known, compared_on=one.clock.today())
    return other


def unlock(home: Path, name: str, clock: Clock) -> Vault:
    slot = next(one for one in vault.place(home).slots if one.name == name)
    return vault.unlock(home, slot_id=slot.id, secret=practice.PASSPHRASES[name], clock=clock)


def told(opened: Vault) -> dict[str, int]:
    """People, workshops and marks of the cohort."""
    shown = attendance.register(opened, cohort.cohorts(opened)[0].id, opened.clock.today())
    marks = sum(bool(cell.letter) for row in shown.rows for cell in row.cells)
    return {"people": len(shown.rows), "workshops": len(shown.columns), "marks": marks}


def exchange_cards(inside: Vault, outside: Vault) -> None:
    """Each takes the other's card in after the check words were compared; the spare key is made."""
    ours, theirs = card.own_card(inside, inside.staff_id), card.own_card(outside, outside.staff_id)
    today = inside.clock.today()
    if card.check_words(ours) == card.check_words(theirs):
        raise SystemExit("The demo stopped: two cards have the same check words.")
    card.enrol(inside, inside.staff_id, theirs, compared_on=today)
    card.enrol(outside, outside.staff_id, ours, compared_on=today)
    card.make_escrow(inside, inside.staff_id)
    practice.record_consents(inside, inside.staff_id, card.recipients(inside)[0].id, today=today)


def save_recipient_key(outside: Vault, file: Path) -> None:
    """Only in the demo: the private key of an invented place, so that the stock tools can open the bundle."""
    file.write_text(
        f"# For the demo only. A real key never leaves its vault.\n# public key: {outside.machine.age_public}\n"
        f"{outside.machine.age_secret}\n",
        "utf-8",
    )


def send(inside: Vault, stick: Path) -> Sent:
    """Prepare, have Carys check and pass, write, remember."""
    shown = attendance.register(inside, cohort.cohorts(inside)[0].id, inside.clock.today())
    ids = [row.person_id for row in shown.rows]
    recipient = card.recipients(inside)[0]
    prepared = bundle.prepare(inside, inside.staff_id, recipient_id=recipient.id, person_ids=ids)
    checker = next(slot.staff_id for slot in inside.keys.slots if slot.name == CHECKER)
    sealed = bundle.check_and_seal(
        inside, prepared, checker_id=checker, passphrase=practice.PASSPHRASES[CHECKER], compared=True
    )
    written = drives.write_bundle(stick, sealed, accept_others=())
    bundle.remember(inside, prepared, sealed, Outcome.WRITTEN)
    return Sent(
        written.path, written.size, written.sha256, len(sealed.manifest.recipients), len(prepared.people),
        prepared.marks, prepared, sealed.bundle_id,
    )  # fmt: skip


def opens_with(file: Path, key_file: Path) -> bool:
    """Whether the key in the file opens the bundle to a tar whose first member is the manifest."""
    secret = next(one for one in key_file.read_text("utf-8").splitlines() if one.startswith("AGE-SECRET-KEY-1"))
    plain: bytes = pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    return plain.startswith(b"manifest.json\0")


def receive(outside: Vault, file: Path) -> dict[str, int]:
    """Check and take in; then who and how many marks are there."""
    preview = inbox.check(outside, file)
    done = inbox.accept(outside, outside.staff_id, preview)
    if done.held_back:
        raise SystemExit(f"The demo stopped: {done.held_back} entries were held back.")
    shown = attendance.register(outside, cohort.cohorts(outside)[0].id, outside.clock.today())
    marks = sum(bool(cell.letter) for row in shown.rows for cell in row.cells)
    return {"people": len(preview.people), "marks": marks}


def differ(inside: Vault, outside: Vault, stick: Path, sent: Sent) -> int:
    """Both name the same woman's business before the next stick comes; how many things are then to settle outside."""
    her = next(one for one in sent.prepared.people if "plan" in one.scopes)
    for opened, name in ((inside, f"{her.business} by Post"), (outside, f"{her.business} and Gifts")):
        people.set_business(opened, opened.staff_id, person_id=her.person_id, name=name, about="")
    stick.mkdir()
    receive(outside, send(inside, stick).path)
    return clash.count(outside)


def write_back(outside: Vault, inside: Vault, stick: Path) -> int:
    """A bundle from outside that says what arrived there, seen by a second person; how many of ours it tells of."""
    staff.add(
        outside, outside.staff_id, name=SECOND_OUTSIDE, role="support_worker", passphrase=HER_WORDS, params=_CHEAP,
        floor=_CHEAP,
    )  # fmt: skip
    card.set_escrow(outside, outside.staff_id, card.escrow(inside))
    prison = card.recipients(outside)[0]
    prepared = bundle.prepare(outside, outside.staff_id, recipient_id=prison.id, person_ids=[])
    checker = next(slot.staff_id for slot in outside.keys.slots if slot.name == SECOND_OUTSIDE)
    sealed = bundle.check_and_seal(outside, prepared, checker_id=checker, passphrase=HER_WORDS, compared=True)
    stick.mkdir()
    written = drives.write_bundle(stick, sealed)
    bundle.remember(outside, prepared, sealed, Outcome.WRITTEN)
    return inbox.accept(inside, inside.staff_id, inbox.check(inside, written.path)).arrived


def go_round(inside: Vault, machines: Sequence[Vault], stick: Path) -> tuple[int, list[str]]:
    """The class out to the terminals, a word written at each, and back in one pass.

    Gives how many terminals came back, and the words that were written there and are not read inside.
    """
    day, cohort_id = inside.clock.today(), cohort.cohorts(inside)[0].id
    sheet = seats.day_sheet(inside, cohort_id, day)
    if sheet is None:
        raise SystemExit("The demo stopped: there is no workshop to give seats for.")
    stick.mkdir()
    parts = rounds.check_out(inside, inside.staff_id, sheet, stick).parts
    written: dict[str, str] = {}
    for at, machine in enumerate(machines, start=1):
        offer = terminal.offered(machine, stick)
        if offer is None:
            raise SystemExit(f"The demo stopped: nothing on the stick is for terminal {at}.")
        terminal.take_part(machine, machine.staff_id, offer)
        writer = next(one.part.people[0] for one in parts if one.part.terminal.number == at)
        written[writer] = f"Cards of table {at}"
        people.set_business(machine, machine.staff_id, person_id=writer, name=written[writer], about="")
        terminal.give_back(machine, machine.staff_id, stick)
    done = rounds.collect(inside, inside.staff_id, stick)
    lost = [name for her, name in written.items() if people.person(inside, her, cohort_id, day).business != name]
    return sum(one.state == "ok" for one in done.terminals), lost


def lose_a_stick(inside: Vault, outside: Vault, sticks: Path) -> tuple[int, list[str]]:
    """What was written at terminals goes out on a stick that is lost, and with the next one arrives.

    Gives how many bundles are waited for until somebody says that they arrived, and the names of ideas that are missing
    outside.
    """
    cohort_id, day = cohort.cohorts(inside)[0].id, inside.clock.today()
    lost, following = sticks / "lost-stick", sticks / "next-stick"
    lost.mkdir()
    send(inside, lost)
    following.mkdir()
    sent = send(inside, following)
    preview = inbox.check(outside, sent.path)
    done = inbox.accept(outside, outside.staff_id, preview)
    if done.held_back:
        raise SystemExit(f"The demo stopped: {done.held_back} entries from terminals were held back.")
    open_still = {one.person_id for one in clash.clashes(outside)}
    missing = []
    for one in sent.prepared.people:
        if {"plan", "attendance"} <= set(one.scopes) and one.person_id not in open_still:
            here, there = (people.person(vault, one.person_id, cohort_id, day).business for vault in (inside, outside))
            missing += [] if here == there else [here]
    return len(custody.waiting_for(inside)), missing


def leave_to_settle(inside: Vault, home: Path) -> None:
    """What a second laptop wrote before its card was compared, and a woman who was entered a second time."""
    other = make_other(inside, home, "laptop")
    cohort_id, day = cohort.cohorts(inside)[0].id, inside.clock.today()
    card.enrol(other, other.staff_id, card.own_card(inside, inside.staff_id), compared_on=day)
    seats.set_ours(other, other.staff_id, inside.machine.sign_public.hex(), ours=True)
    _take_journal(inside, other)
    first, second, *_rest = attendance.register(inside, cohort_id, day).rows
    people.set_business(other, other.staff_id, person_id=first.person_id, name="Wedding cards", about="")
    people.set_business(other, other.staff_id, person_id=second.person_id, name="Paper flowers", about="")
    _take_journal(other, inside)
    other.lock()
    people.add_by_names(inside, inside.staff_id, cohort_id=cohort_id, text=second.name, joined_on=day)


def _take_journal(giver: Vault, taker: Vault) -> None:
    with giver.read() as db:
        rows = db.connection().exec_driver_sql('SELECT raw, salt, "values" FROM entry ORDER BY n').all()
    lines = [Entry(bytes(raw), salt, values).line() for raw, salt, values in rows]
    taker.import_entries(
        [parse_line(one) for one in lines],
        via="demodemo",
        actor=taker.staff_id,
        sender=giver.machine.sign_public.hex(),
    )


def same_register(inside: Vault, outside: Vault) -> bool:
    """Whether every row outside says what it says inside."""
    rows = [attendance.register(one, cohort.cohorts(one)[0].id, one.clock.today()).rows for one in (inside, outside)]
    ours = {row.person_id: row for row in rows[0]}
    return all(row == ours[row.person_id] for row in rows[1]) and bool(rows[1])
