"""Amounts as people write them: forgiving, but never guessed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagesdesk.errors import FieldInvalid
from wagesdesk.services.sums import written


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("2.75", 275), ("£2", 200), ("1,50", 150), ("30p", 30), (" £ 1,552.50 ", 155_250), ("1,000", 100_000),
        ("2.5", 250), (".5", 50), ("0", 0), ("", None), ("   ", None), ("£1.50p", 150), ("12,345,678", 1_234_567_800),
    ],
)  # fmt: skip
def test_pounds_are_read_as_they_are_written(text: str, pence: int | None) -> None:
    assert written.read_pence(text) == pence


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("about 3", "unread"), ("2.755", "unread"), ("-3", "below"), ("£-3", "below"), ("1.2.3", "unread"),
        ("£", "unread"), ("p", "unread"), (".", "unread"), ("٣", "unread"), ("9" * 30, "too_large"), ("1e3", "unread"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_told(text: str, code: str) -> None:
    with pytest.raises(FieldInvalid) as caught:
        written.read_pence(text)
    assert caught.value.fields == {"field": "amount", "code": code}


def test_numbers_hours_and_percents() -> None:
    assert [written.read_number(text) for text in ("12", "1,000", "12.0", "")] == [12, 1000, 12, None]
    assert [written.read_minutes(text) for text in ("20", "20.5", "20,5", "20:20", "")] == [
        1200,
        1230,
        1230,
        1220,
        None,
    ]
    assert [written.read_percent(text) for text in ("7.5", "7.5 %", "6", "")] == [750, 750, 600, None]
    for text in ("1.5", "many", "-1"):
        with pytest.raises(FieldInvalid):
            written.read_number(text)


@settings(max_examples=60)
@given(st.integers(0, written.MOST))
def test_what_stands_in_a_box_is_read_again(amount: int) -> None:
    assert written.read_pence(written.typed_pounds(amount)) == amount
    assert written.read_pence(written.pounds(amount)) == amount
    assert written.read_pence(written.pounds(amount, short=True)) == amount
    assert written.read_percent(written.typed_percent(amount)) == amount
    assert written.read_minutes(written.typed_hours(amount // 100)) == amount // 100


@settings(max_examples=60)
@given(st.text(max_size=12))
def test_anything_else_is_told_and_never_worse(text: str) -> None:
    for read in (written.read_pence, written.read_number, written.read_minutes, written.read_percent):
        try:
            amount = read(text)
        except FieldInvalid:
            continue
        assert amount is None or 0 <= amount <= written.MOST * 60


def test_amounts_in_words() -> None:
    assert [written.pounds(amount) for amount in (1_552_50, -155_250, 30, Fraction(1, 2))] == [
        "£1,552.50", "−£1,552.50", "£0.30", "£0.01",
    ]  # fmt: skip
    assert [written.pounds(amount, short=True) for amount in (70_00, 30, 0, 1_75)] == ["£70", "30p", "£0", "£1.75"]
