"""The terminals of a site: the day sheet of seats, and whose words are out at which of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotAllowed, NotFound
from wagesdesk.models import joined, local
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.person import Person
from wagesdesk.models.terminal import Checkout, Seat
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services import attendance, card, staff
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.cohort import WorkshopRow, workshops

PAPER: Final = ""
"""The seat of somebody who writes on paper."""
_OPERATION: Final = "terminal"
_FOLDER: Final = "round_folder"


@dataclass(frozen=True)
class TerminalRow:
    """A terminal. `number` is what stands on it; `out` are the ids of those whose words it has, each once."""

    id: str
    number: int
    place: str
    age_public: str
    out: tuple[str, ...]


@dataclass(frozen=True)
class SeatRow:
    """One line of the day sheet. `seat` is the id of a terminal or PAPER.

    `state`: "here", "out" (at terminal `at`, since `since`), "back" from it today, or "lost" there. `since` is the
    instant of whichever it is.
    """

    person_id: str
    name: str
    seat: str
    state: str = "here"
    at: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class DaySheet:
    """Who writes where on the day of a workshop. `proposed` until somebody moved a seat or checked out."""

    workshop: WorkshopRow
    terminals: tuple[TerminalRow, ...]
    rows: tuple[SeatRow, ...]
    proposed: bool


@dataclass(frozen=True)
class OutNow:
    """A woman whose words are out: what she says there, a withdrawal too, is not known here yet."""

    person_id: str
    name: str
    number: int
    since: datetime


def terminals(vault: Vault) -> tuple[TerminalRow, ...]:
    """The terminals that can be used, by number: those whose card counts."""
    with vault.read() as db:
        counting = _counting(db)
    return tuple(row for row in every_terminal(vault) if row.id in counting)


def every_terminal(vault: Vault) -> tuple[TerminalRow, ...]:
    """The terminals that were ever known here, by number; those whose card counts no more too."""
    with vault.read() as db:
        out: dict[str, set[str]] = {}
        for one in _open(db):
            out.setdefault(str(one.terminal_id), set()).add(str(one.person_id))
        found = [
            TerminalRow(
                one.id, one.number or 0, one.card["place"], one.card["age_public"], tuple(sorted(out.get(one.id, ())))
            )
            for one in db.scalars(select(EnrolledCard))
            if one.card is not None and one.card["kind"] == "terminal"
        ]
    return tuple(sorted(found, key=lambda row: (row.number, row.place.casefold(), row.id)))


def _counting(db: Session) -> set[str]:
    """The ids of the cards that count. What is out at any other machine will not come back."""
    counts = EnrolledCard.removed.is_not(True) & EnrolledCard.compared.is_not(None)
    return set(db.scalars(select(EnrolledCard.id).where(counts)))


def _numbers(db: Session) -> dict[str, int]:
    return {one.id: one.number or 0 for one in db.scalars(select(EnrolledCard))}


def workshop_of(vault: Vault, cohort_id: str, today: date) -> WorkshopRow | None:
    """The workshop for which seats are taken now: today's, else the next, else the last. None where there is none."""
    rows = [row for row in workshops(vault, cohort_id) if not row.cancelled]
    coming = [row for row in rows if row.day >= today]
    return next(iter(coming), rows[-1] if rows else None)


def day_sheet(vault: Vault, cohort_id: str, today: date) -> DaySheet | None:
    """Everybody who is in the cohort on the day, by name, each with her seat; None without a workshop.

    Who has no seat that day yet is proposed the one she had last, or the terminal with the fewest.
    """
    workshop = workshop_of(vault, cohort_id, today)
    if workshop is None:
        return None
    here = terminals(vault)
    names = _class(vault, cohort_id, workshop, today)
    with vault.read() as db:
        taken = {
            str(one.person_id): one.terminal_id or PAPER
            for one in db.scalars(select(Seat).where(Seat.workshop_id == workshop.id, Seat.removed.is_not(True)))
        }
        before = _last_seats(db, list(names), workshop)
        latest = _latest(db, list(names))
    usable = [row.id for row in here]
    seats = {one: seat for one, seat in taken.items() if one in names and seat in (PAPER, *usable)}
    _propose(seats, names, before, usable)
    rows = [_with_state(SeatRow(one, name, seats[one]), latest.get(one), today, vault) for one, name in names.items()]
    rows.sort(key=lambda row: (row.name.casefold(), row.person_id))
    return DaySheet(workshop, here, tuple(rows), proposed=not taken)


def _class(vault: Vault, cohort_id: str, workshop: WorkshopRow, today: date) -> dict[str, str]:
    shown = attendance.register(vault, cohort_id, today)
    at = next(index for index, column in enumerate(shown.columns) if column.workshop_id == workshop.id)
    return {row.person_id: row.name for row in shown.rows if row.cells[at].state in ("open", "next")}


def _last_seats(db: Session, people: list[str], workshop: WorkshopRow) -> dict[str, str]:
    days = {one.id: (one.when or {}).get("day", "") for one in db.scalars(select(WorkshopSession))}
    found: dict[str, tuple[str, str]] = {}
    for one in db.scalars(select(Seat).where(Seat.person_id.in_(people), Seat.removed.is_not(True))):
        day = str(days.get(str(one.workshop_id), ""))
        if one.workshop_id != workshop.id and one.person_id is not None:
            found[one.person_id] = max(found.get(one.person_id, ("", PAPER)), (day, one.terminal_id or PAPER))
    return {person: seat for person, (_day, seat) in found.items()}


def _propose(seats: dict[str, str], people: Iterable[str], before: Mapping[str, str], usable: list[str]) -> None:
    """Give a seat to everybody in `people` who has none in `seats`."""
    missing = [one for one in people if one not in seats]
    for one in missing:
        if before.get(one) in usable:
            seats[one] = before[one]
    for one in missing:
        if one not in seats:
            counts = Counter(seats.values())
            seats[one] = min(usable, key=lambda seat: (counts[seat], usable.index(seat)), default=PAPER)


def _latest(db: Session, people: list[str]) -> dict[str, Checkout]:
    """Each person's newest check-out that is still open, or else her newest, at terminals that can be used."""
    found: dict[str, Checkout] = {}
    counting = _counting(db)
    for one in db.scalars(select(Checkout).where(Checkout.person_id.in_(people))):
        if one.out is not None and not one.removed and one.terminal_id in counting:
            other = found.get(str(one.person_id))
            if other is None or _rank(one) > _rank(other):
                found[str(one.person_id)] = one
    return found


def _rank(one: Checkout) -> tuple[bool, str, str]:
    return one.back is None and one.lost is None, str((one.out or {}).get("at", "")), one.id


def _with_state(row: SeatRow, one: Checkout | None, today: date, vault: Vault) -> SeatRow:
    if one is None or one.out is None:
        return row
    told = one.back or one.lost or one.out
    state = "back" if one.back else "lost" if one.lost else "out"
    since = datetime.fromisoformat(told["at"])
    if state == "back" and vault.clock.local(since).date() != today:
        return row
    return replace(row, state=state, at=str(one.terminal_id), since=since)


def _open(db: Session) -> list[Checkout]:
    held, counting = db.scalars(select(Checkout).where(Checkout.removed.is_not(True))), _counting(db)
    return [
        one
        for one in held
        if one.out is not None and one.back is None and one.lost is None and one.terminal_id in counting
    ]


def out_now(vault: Vault) -> tuple[OutNow, ...]:
    """Everybody whose words are out at a terminal, by name: consent may have been taken back there."""
    with vault.read() as db:
        numbers = _numbers(db)
        found: dict[str, OutNow] = {}
        for one in sorted(_open(db), key=_rank):
            person = db.get(Person, str(one.person_id))
            found[str(one.person_id)] = OutNow(
                str(one.person_id), (person.name or "") if person else "", numbers.get(str(one.terminal_id), 0),
                datetime.fromisoformat((one.out or {})["at"]),
            )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda row: (row.name.casefold(), row.person_id)))


def move(vault: Vault, actor: str, *, workshop_id: str, person_id: str, seat: str) -> Changes:
    """Give one person another seat; nobody else's changes. FieldInvalid(field="seat") while her words are out at
    another terminal, NotFound for a terminal that is not here."""
    if seat != PAPER and seat not in {row.id for row in terminals(vault)}:
        raise NotFound(kind="card")
    with vault.write(actor, "terminal.seat") as db:
        if any(one.person_id == person_id and one.terminal_id != seat for one in _open(db)):
            raise FieldInvalid(field="seat", code="out")
        _sit(db, workshop_id, person_id, seat)
        return made(db)


def _sit(db: Session, workshop_id: str, person_id: str, seat: str) -> None:
    fresh = Seat(workshop_id=workshop_id, person_id=person_id, terminal_id=seat)
    held = db.get(Seat, fresh.id)
    if held is None:
        db.add(fresh)
    elif held.terminal_id != seat:
        held.terminal_id = seat


@dataclass(frozen=True)
class Part:
    """What one terminal is given in a round: the `serial` of the part counts for this terminal."""

    terminal: TerminalRow
    bundle_id: str
    serial: int
    people: tuple[str, ...]


def next_serial(db: Session, terminal_id: str) -> int:
    """The number of the next part for a terminal, which takes none that is not above all before. What a backup did not
    know was numbered too: from a restore on it goes by the minute of that, far above any count."""
    held = db.scalars(select(Checkout).where(Checkout.terminal_id == terminal_id))
    last = max((int(one.out["serial"]) for one in held if one.out is not None), default=0)
    restored = local.get_text(db.connection(), local.RESTORED)
    minute = int(datetime.fromisoformat(restored).timestamp()) // 60 if restored else 0
    return 1 + max(last, minute)


def note_out(vault: Vault, actor: str, sheet: DaySheet, parts: Collection[Part]) -> Changes:
    """From now on the words of these people are out; their seats are those of the sheet."""
    now, laptop = vault.clock.now().isoformat(), vault.machine.sign_public.hex()
    with vault.write(actor, _OPERATION) as db:
        for row in sheet.rows:
            _sit(db, sheet.workshop.id, row.person_id, row.seat)
        for part in parts:
            for one in part.people:
                out = {
                    "workshop": sheet.workshop.id, "serial": part.serial, "at": now, "by": actor, "laptop": laptop,
                    "ids": list(joined.all_ids(db.connection(), [one])),
                }  # fmt: skip
                db.add(Checkout(bundle_id=part.bundle_id, person_id=one, terminal_id=part.terminal.id, out=out))
        return made(db)


def note_not_out(vault: Vault, actor: str, bundle_ids: Collection[str]) -> Changes:
    """These parts did not come onto the stick after all."""
    with vault.write(actor, _OPERATION) as db:
        for one in db.scalars(select(Checkout).where(Checkout.bundle_id.in_(sorted(bundle_ids)))):
            one.removed = True
        return made(db)


def note_back(db: Session, terminal_id: str, laptop: str, serial: int, back: dict[str, Any]) -> None:
    """A return was taken in: all that this terminal was given by this laptop up to this part is back, what was called
    lost too. What another laptop gave it comes back to that one."""
    for one in db.scalars(select(Checkout).where(Checkout.terminal_id == terminal_id)):
        given = one.out
        if given is not None and one.back is None and given["laptop"] == laptop and int(given["serial"]) <= serial:
            one.back = back


def mark_lost(vault: Vault, actor: str, terminal_id: str) -> Changes:
    """What is out at a terminal will not come back: it can be given out again as it was before. NotFound when nothing
    is out there."""
    with vault.write(actor, _OPERATION) as db:
        lost = [one for one in _open(db) if one.terminal_id == terminal_id]
        if not lost:
            raise NotFound(kind="checkout")
        for one in lost:
            one.lost = {"at": vault.clock.now().isoformat(), "by": actor}
        return made(db)


def second_laptops(vault: Vault) -> tuple[card.CardRow, ...]:
    """The laptops of this very site, which are given everything."""
    with vault.read() as db:
        ours = set(db.scalars(select(EnrolledCard.id).where(EnrolledCard.ours.is_(True))))
    return tuple(
        row for row in card.cards(vault) if row.id in ours and row.kind == "laptop" and row.compared_on is not None
    )


def set_ours(vault: Vault, actor: str, card_id: str, *, ours: bool) -> Changes:
    """Whether a laptop is a second one of this very site. NotAllowed for who is no administrator; NotFound."""
    if not staff.is_administrator(vault, actor):
        raise NotAllowed(needs="administrator")
    with vault.write(actor, _OPERATION) as db:
        held = db.get(EnrolledCard, card_id)
        if held is None or held.card is None or held.card["kind"] != "laptop":
            raise NotFound(kind="card")
        held.ours = ours
        return made(db)


def last_folder(vault: Vault) -> str:
    """The folder through which a round last went here, or empty."""
    with vault.read() as db:
        return local.get_text(db.connection(), _FOLDER)


def remember_folder(vault: Vault, path: str) -> None:
    """Offer this folder again the next time, beside the sticks."""
    with vault.local() as connection:
        local.put(connection, _FOLDER, path)
