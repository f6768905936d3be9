"""Cards: this machine's own, those of others, and the programme's escrow key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import CardIsOwn, CardNotCompared, EscrowMissing, FieldInvalid, NotAllowed, NotFound
from wagesdesk.models import keys
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.staff import Staff
from wagesdesk.models.vault import Vault
from wagesdesk.models.words import passphrase_words
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.staff import name_of

ESCROW: Final = "escrow"
SECURITY: Final = "security"


@dataclass(frozen=True)
class CardRow:
    """A machine whose card was taken in. `compared_on` is null until people compared the check words."""

    id: str
    place: str
    kind: str
    role: str
    holder: str
    age_public: str
    compared_on: date | None


def own_card(vault: Vault, staff_id: str) -> keys.Card:
    """What this machine shows of itself; the holder is the member of staff who gives it out."""
    with vault.read() as db:
        who = db.get(Staff, staff_id)
        holder, role = (who.name or "", who.role or "") if who else ("", "")
    return keys.Card(
        place=vault.place.name, kind=vault.place.kind, role=role, holder=holder,
        age_public=vault.machine.age_public, sign_public=vault.machine.sign_public,
    )  # fmt: skip


def check_words(card: keys.Card) -> tuple[str, str, str, str]:
    """The four words that two people compare aloud. A job: about a third of a second."""
    return keys.check_words(card, passphrase_words())


def enrol(vault: Vault, actor: str, card: keys.Card, *, compared_on: date | None) -> Changes:
    """Take in another machine's card. It counts only with `compared_on`. CardIsOwn; NotAllowed unless administrator."""
    if card.sign_public == vault.machine.sign_public or card.age_public == vault.machine.age_public:
        raise CardIsOwn
    if compared_on is None:
        raise CardNotCompared(place=card.place)
    values = {
        "place": card.place, "kind": card.kind, "role": card.role, "holder": card.holder,
        "age_public": card.age_public, "sign_public": card.sign_public.hex(),
    }  # fmt: skip
    with vault.write(actor, "card.enrol") as db:
        _need_administrator(db, actor)
        numbers = [one for one in db.scalars(select(EnrolledCard.number)) if one is not None]
        held = db.get(EnrolledCard, card.sign_public.hex())
        if held is None:
            held = EnrolledCard(id=card.sign_public.hex())
            db.add(held)
        held.card, held.compared, held.removed = values, compared_on.isoformat(), None
        if card.kind == "terminal" and held.number is None:
            held.number = 1 + max(numbers, default=0)
        return made(db)


def remove(vault: Vault, actor: str, card_id: str) -> Changes:
    """Stop trusting a machine: nothing more goes to it, and what it sends is held back."""
    with vault.write(actor, "card.enrol") as db:
        _need_administrator(db, actor)
        held = db.get(EnrolledCard, card_id)
        if held is None:
            raise NotFound(kind="card")
        held.removed, held.compared = True, None
        return made(db)


def _need_administrator(db: Session, actor: str) -> None:
    who = db.get(Staff, actor)
    if who is None or not who.admin:
        raise NotAllowed(needs="administrator", by=name_of(db, actor))


def cards(vault: Vault) -> tuple[CardRow, ...]:
    """Every card taken in, by place; the escrow key and the prison's own key are not among them."""
    own = vault.machine.sign_public.hex()  # another machine of the site passes it on
    with vault.read() as db:
        rows = [row for row in _rows(db) if row.id not in (ESCROW, SECURITY, own)]
    return tuple(sorted(rows, key=lambda row: (row.place.casefold(), row.id)))


def places(vault: Vault) -> dict[str, str]:
    """The place of every card by its id, this one's own among them: whom an answer may be about."""
    return {row.id: row.place for row in cards(vault)} | {vault.machine.sign_public.hex(): vault.place.name}


def recipients(vault: Vault) -> tuple[CardRow, ...]:
    """The cards a bundle can be made for: compared, and not a terminal's."""
    return tuple(row for row in cards(vault) if row.compared_on is not None and row.kind != "terminal")


def card(vault: Vault, card_id: str) -> CardRow:
    """One card. NotFound."""
    with vault.read() as db:
        for row in _rows(db):
            if row.id == card_id:
                return row
    raise NotFound(kind="card")


def known_cards(vault: Vault) -> dict[bytes, keys.Card]:
    """Cards that count, by Ed25519 public key: whose bundles are let in."""
    return {
        bytes.fromhex(row.id): keys.Card(
            row.place, row.kind, row.role, row.holder, row.age_public, bytes.fromhex(row.id)
        )
        for row in cards(vault)
        if row.compared_on is not None
    }


def _rows(db: Session) -> list[CardRow]:
    found = db.scalars(select(EnrolledCard).where(EnrolledCard.removed.is_not(True), EnrolledCard.card.is_not(None)))
    return [
        CardRow(
            one.id, one.card["place"], one.card["kind"], one.card["role"], one.card["holder"],
            one.card["age_public"], date.fromisoformat(one.compared) if one.compared else None,
        )
        for one in found
        if one.card is not None
    ]  # fmt: skip


def make_escrow(vault: Vault, actor: str) -> tuple[str, Changes]:
    """Make the programme's escrow key. Returns its private half, to be written down once; it is stored nowhere."""
    private, public = keys.new_escrow()
    return private, set_escrow(vault, actor, public)


def set_escrow(vault: Vault, actor: str, age_public: str) -> Changes:
    """Use an escrow key that the programme already has. CardUnreadable, CardKeyWeak for one nobody could use."""
    keys.check_age_public(age_public)
    values = {
        "place": "", "kind": ESCROW, "role": "", "holder": "", "age_public": age_public, "sign_public": "",
    }  # fmt: skip
    with vault.write(actor, "card.enrol") as db:
        _need_administrator(db, actor)
        held = db.get(EnrolledCard, ESCROW)
        today = vault.clock.today().isoformat()
        if held is None:
            db.add(EnrolledCard(id=ESCROW, card=values, compared=today))
        else:
            held.card, held.compared, held.removed = values, today, None
        return made(db)


def escrow(vault: Vault) -> str:
    """The escrow key's public half. EscrowMissing until one was made."""
    with vault.read() as db:
        held = db.get(EnrolledCard, ESCROW)
        if held is None or held.removed or held.card is None:
            raise EscrowMissing
        return str(held.card["age_public"])


def set_security(vault: Vault, actor: str, place: str, age_public: str) -> Changes:
    """From now on the prison's own security key opens every bundle too. `place` is what it is called.

    FieldInvalid ("place"), CardUnreadable, CardKeyWeak; NotAllowed unless administrator.
    """
    place = " ".join(place.split())
    if not place:
        raise FieldInvalid(field="place", code="empty")
    keys.check_age_public(age_public)
    values = {
        "place": place, "kind": SECURITY, "role": "", "holder": "", "age_public": age_public, "sign_public": "",
    }  # fmt: skip
    with vault.write(actor, "card.enrol") as db:
        _need_administrator(db, actor)
        held = db.get(EnrolledCard, SECURITY)
        today = vault.clock.today().isoformat()
        if held is None:
            db.add(EnrolledCard(id=SECURITY, card=values, compared=today))
        else:
            held.card, held.compared, held.removed = values, today, None
        return made(db)


def security(vault: Vault) -> CardRow | None:
    """The prison's own security key, where the place says that it opens bundles too."""
    with vault.read() as db:
        return next((row for row in _rows(db) if row.id == SECURITY), None)


def security_words(row: CardRow) -> tuple[str, str, str, str]:
    """The four words by which the prison's own key is compared. A job: about a third of a second."""
    return check_words(keys.Card(row.place, SECURITY, "", "", row.age_public, bytes(32)))
