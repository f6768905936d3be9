"""How a participant likes her pages, and where she stopped; both follow her from machine to machine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.kiosk import PAGE_COLOURS, SIZES
from wagesdesk.models.kiosk import Comfort as Held
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made

WAYS: Final = ("type", "tell")


@dataclass(frozen=True)
class Comfort:
    """`size` is one of SIZES in percent, `colour` one of PAGE_COLOURS, `listen` whether pages offer to be read aloud,
    `by` one of WAYS: she types herself, or tells somebody who types. `language` is that of her pages ("en_GB", "cy"),
    empty until she chose one."""

    size: int = 100
    colour: str = "cream"
    listen: bool = False
    by: str = "type"
    language: str = ""


@dataclass(frozen=True)
class Stopped:
    """A page of the kiosk, and what it showed."""

    page: str
    where: dict[str, str]


def likes(vault: Vault, person_id: str) -> Comfort | None:
    """What she chose; None while she has not been asked. What a later version offers reads as the usual."""
    with vault.read() as db:
        held = db.get(Held, natural_id("comfort", person_id))
        said = held.likes if held is not None and not held.removed else None
    if said is None:
        return None
    usual = Comfort()
    return Comfort(
        size=said["size"] if said["size"] in SIZES else usual.size,
        colour=said["colour"] if said["colour"] in PAGE_COLOURS else usual.colour,
        listen=said["listen"], by="tell" if said["tell"] else "type", language=said["language"],
    )  # fmt: skip


def set_likes(vault: Vault, actor: str, *, person_id: str, comfort: Comfort) -> Changes:
    """Keep what she chose. FieldInvalid ("size", "colour", "by"), NotFound."""
    for field, value, known in (
        ("size", comfort.size, SIZES), ("colour", comfort.colour, PAGE_COLOURS), ("by", comfort.by, WAYS),
    ):  # fmt: skip
        if value not in known:
            raise FieldInvalid(field=field, code="unknown")
    says = {
        "size": comfort.size, "colour": comfort.colour, "listen": comfort.listen, "tell": comfort.by == "tell",
        "language": comfort.language,
    }  # fmt: skip
    with vault.write(actor, "comfort.likes") as db:
        held = _held(db, person_id)
        if held.likes != says:
            held.likes = says
        return made(db)


def stopped(vault: Vault, person_id: str) -> Stopped | None:
    """Where she stopped the last time; None where she did not, or where what came from elsewhere names no place."""
    with vault.read() as db:
        held = db.get(Held, natural_id("comfort", person_id))
        said = held.stopped if held is not None and not held.removed else None
    if said is None:
        return None
    try:
        where = json.loads(said["where"] or "{}")
    except ValueError:
        return None
    if not isinstance(where, dict):
        return None
    return Stopped(said["page"], {str(name): str(value) for name, value in where.items()})


def set_stopped(vault: Vault, actor: str, *, person_id: str, at: Stopped) -> Changes:
    """Remember where she stops now. NotFound."""
    says = {"page": at.page, "where": json.dumps(at.where, sort_keys=True)}
    with vault.write(actor, "comfort.stopped") as db:
        held = _held(db, person_id)
        if held.stopped != says:
            held.stopped = says
        return made(db)


def _held(db: Session, person_id: str) -> Held:
    """Her record, made if there is none yet. NotFound."""
    person = db.get(Person, person_id)
    if person is None or person.removed:
        raise NotFound(kind="person")
    held = db.get(Held, natural_id("comfort", person_id))
    if held is None:
        held = Held(person_id=person_id)
        db.add(held)
    return held
