"""PINs and the waits that guessing costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests import vaults
from wagesdesk.clock import FixedClock
from wagesdesk.errors import FieldInvalid
from wagesdesk.models.vault import Vault
from wagesdesk.services import erasure, pins, tries


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_MEMORY_KIB", 32)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    vault = vaults.unlock(vaults.copy_of("inside", tmp_path / "vault"), vaults.morning())
    yield vault
    vault.lock()


@pytest.mark.parametrize(("pin", "code"), [
    ("123", "form"), ("1234567", "form"), ("12a4", "form"), ("", "form"), ("7777", "easy"), ("3456", "easy"),
    ("987654", "easy"), ("٤٨١٢", "form"),
])  # fmt: skip
def test_a_pin_is_four_to_six_digits_and_no_run(pin: str, code: str) -> None:
    with pytest.raises(FieldInvalid) as refused:
        pins.check_form(pin)
    assert refused.value.fields == {"field": "pin", "code": code}


def test_only_her_own_pin_is_right(opened: Vault) -> None:
    asha, bronwen, _chantelle = vaults.group(opened).people
    assert not pins.has_pin(opened, asha)
    pins.choose(opened, asha, "4812")
    pins.choose(opened, bronwen, "907311")
    assert pins.try_pin(opened, asha, "4812").right
    assert not pins.try_pin(opened, asha, "907311").right
    assert not pins.try_pin(opened, bronwen, "4812").right


def test_no_pin_stands_anywhere_in_clear(opened: Vault) -> None:
    asha = vaults.group(opened).people[0]
    pins.choose(opened, asha, "480217")
    assert b"480217" not in vaults.raw_rows(opened.home, vaults.data_key(opened.home))


def test_after_five_wrong_tries_she_waits_and_ever_longer(opened: Vault) -> None:
    clock = opened.clock
    assert isinstance(clock, FixedClock)
    asha = vaults.group(opened).people[0]
    pins.choose(opened, asha, "4812")
    assert [pins.try_pin(opened, asha, "0001").left for _try in range(4)] == [4, 3, 2, 1]
    assert pins.try_pin(opened, asha, "0001").wait == timedelta(minutes=1)
    assert not pins.try_pin(opened, asha, "4812").right, "tried while she has to wait"
    clock.advance(seconds=59)
    assert pins.try_pin(opened, asha, "4812").wait == timedelta(seconds=1)
    clock.advance(seconds=1)
    assert pins.try_pin(opened, asha, "0001").wait == timedelta(minutes=2)
    clock.advance(minutes=2)
    assert pins.try_pin(opened, asha, "4812").right
    assert tries.left(opened, asha) == 5


def test_the_wait_survives_a_restart_and_a_clock_put_back(opened: Vault) -> None:
    asha = vaults.group(opened).people[0]
    pins.choose(opened, asha, "4812")
    for _try in range(5):
        pins.try_pin(opened, asha, "0001")
    opened.lock()
    later = vaults.morning()
    later.advance(days=-300)
    again = vaults.unlock(opened.home, later)
    assert tries.wait(again, asha) == timedelta(minutes=1)
    assert not pins.try_pin(again, asha, "4812").right
    later.advance(minutes=1)
    assert pins.try_pin(again, asha, "4812").right, "the wait never ends"
    again.lock()


def test_no_wait_is_longer_than_an_hour(opened: Vault) -> None:
    for _try in range(40):
        tries.note(opened, "somebody")
    assert tries.wait(opened, "somebody") == timedelta(hours=1)


def test_staff_let_her_choose_anew(opened: Vault) -> None:
    asha = vaults.group(opened).people[0]
    pins.choose(opened, asha, "4812")
    for _try in range(6):
        pins.try_pin(opened, asha, "0001")
    assert pins.reset(opened, opened.staff_id, asha).kinds == {"new_pin"}
    assert not pins.has_pin(opened, asha)
    assert not tries.wait(opened, asha)
    assert not pins.try_pin(opened, asha, "4812").right


def test_erasing_takes_pin_and_tries_away(opened: Vault) -> None:
    asha, bronwen, _chantelle = vaults.group(opened).people
    for one in (asha, bronwen):
        pins.choose(opened, one, "4812")
        pins.try_pin(opened, one, "0001")
    erasure.erase(opened, opened.staff_id, [asha], second=None, older=True)
    assert not pins.has_pin(opened, asha)
    assert tries.left(opened, asha) == 5
    assert pins.has_pin(opened, bronwen)
    assert tries.left(opened, bronwen) == 4
