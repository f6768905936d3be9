"""The price book: what somebody found out that things cost, where and when. It is about nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.plan_sums import Price
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.find import words_of
from wagesdesk.services.sums.written import MOST

LONGEST: Final = 120
_COMMON: Final = frozenset({"and", "each", "for", "from", "one", "the", "with", "work", "your"})


@dataclass(frozen=True, slots=True)
class PriceRow:
    """`unit` is for how much of it ("each", "for 20"); `place` where it was seen, `source` who or what said so."""

    id: str
    what: str
    pence: int
    unit: str
    place: str
    source: str
    on: date


def add(
    vault: Vault, actor: str, *, what: str, pence: int, unit: str = "", place: str = "", source: str = "", on: date
) -> tuple[str, Changes]:
    """Write down a price. FieldInvalid ("what", "pence", "unit", "place", "source": "empty" or "too_long")."""
    found: dict[str, str | int] = {
        "what": what,
        "pence": pence,
        "unit": unit,
        "place": place,
        "source": source,
        "on": on.isoformat(),
    }
    for name, value in found.items():
        if isinstance(value, str):
            found[name] = " ".join(value.split())
            if len(value) > LONGEST:
                raise FieldInvalid(field=name, code="too_long")
    if not found["what"]:
        raise FieldInvalid(field="what", code="empty")
    if not 0 < pence <= MOST:
        raise FieldInvalid(field="pence", code="empty")
    with vault.write(actor, "price.add") as db:
        held = Price(found=found)
        db.add(held)
        return held.id, made(db)


def remove(vault: Vault, actor: str, *, price_id: str) -> Changes:
    """Take a price out of the book. NotFound(kind="price")."""
    with vault.write(actor, "price.remove") as db:
        held = db.get(Price, price_id)
        if held is None or held.removed:
            raise NotFound(kind="price")
        held.removed = True
        return made(db)


def book(vault: Vault) -> tuple[PriceRow, ...]:
    """All prices, the newest first."""
    with vault.read() as db:
        held = [(one.id, one.found) for one in db.scalars(select(Price).where(Price.removed.is_not(True)))]
    rows = (
        PriceRow(
            price_id, found["what"], found["pence"], found["unit"], found["place"], found["source"],
            date.fromisoformat(found["on"]),
        )
        for price_id, found in held if found is not None
    )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.on.toordinal(), row.what.casefold(), row.id)))


def matching(prices: tuple[PriceRow, ...], text: str) -> tuple[PriceRow, ...]:
    """Those whose words begin as words of `text` do, whatever case and accents; those with most in common first.

    A word counts from three letters on, and when it is not in everything, so that "a" and "for" find nothing.
    """
    wanted = {word for word in words_of(text) if len(word) >= 3} - _COMMON
    scored = [
        (sum(any(_alike(word, other) for other in words_of(row.what)) for word in wanted), row) for row in prices
    ]  # fmt: skip
    return tuple(row for score, row in sorted(scored, key=lambda each: -each[0]) if score)


def _alike(one: str, other: str) -> bool:
    """Whether they are one word but for an ending of two letters: "card" and "cards", "box" and "boxes"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) - len(short) <= 2
