"""The price book: written down by staff, found by the words on a page."""

from __future__ import annotations

from datetime import date

import pytest

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import prices

OCTOBER, JULY = date(2026, 10, 5), date(2026, 7, 1)


@pytest.fixture
def book(inside: Vault) -> tuple[prices.PriceRow, ...]:
    for what, pence, on in (("Card and envelope", 30, OCTOBER), ("Stall  on the market", 25_00, JULY)):
        prices.add(inside, inside.staff_id, what=what, pence=pence, unit="each", place="Ashmere", on=on)
    return prices.book(inside)


def test_the_newest_price_comes_first(book: tuple[prices.PriceRow, ...]) -> None:
    assert [(row.what, row.pence, row.on) for row in book] == [
        ("Card and envelope", 30, OCTOBER), ("Stall on the market", 25_00, JULY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cards", "Card and envelope"),
        ("envelopes and CARD", "Card and envelope"),
        ("My share of the stall for one", "Stall on the market"),
        ("Candle", ""),
        ("an on of", ""),
        ("gas and electric", ""),
        ("", ""),
    ],
)
def test_a_price_is_found_by_words(book: tuple[prices.PriceRow, ...], text: str, found: str) -> None:
    assert [row.what for row in prices.matching(book, text)][:1] == ([found] if found else [])


def test_a_price_that_is_taken_out_is_gone(inside: Vault, book: tuple[prices.PriceRow, ...]) -> None:
    prices.remove(inside, inside.staff_id, price_id=book[0].id)
    assert prices.book(inside) == book[1:]
    with pytest.raises(NotFound):
        prices.remove(inside, inside.staff_id, price_id=book[0].id)


@pytest.mark.parametrize(
    ("what", "pence", "place", "field"),
    [(" ", 1, "", "what"), ("Card", 0, "", "pence"), ("Card", 1, "x" * 121, "place"), ("Card", 10**11, "", "pence")],
)
def test_a_price_without_a_thing_or_an_amount_is_refused(
    inside: Vault, what: str, pence: int, place: str, field: str
) -> None:
    with pytest.raises(FieldInvalid) as caught:
        prices.add(inside, inside.staff_id, what=what, pence=pence, place=place, on=OCTOBER)
    assert caught.value.fields["field"] == field
