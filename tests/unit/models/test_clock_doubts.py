"""A machine whose date is wrong: it says so, and works."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import wagesdesk
from tests import vaults
from tests.vaults import Group, mark, says
from wagesdesk.clock import FixedClock
from wagesdesk.models.doubts import clock_is_sure
from wagesdesk.models.entry import wall_ms
from wagesdesk.models.vault import Vault


@pytest.fixture
def kept(inside: Vault, group: Group) -> Path:
    """A locked vault with a mark in it."""
    mark(inside, group, 0, 0, "P")
    inside.lock()
    return inside.home


@pytest.mark.parametrize(
    "wrong",
    [datetime(1970, 1, 1, tzinfo=UTC), vaults.MORNING - timedelta(days=30), vaults.MORNING + timedelta(days=3650)],
)
def test_with_a_wrong_clock_it_says_so_and_works(
    kept: Path, group: Group, morning: FixedClock, wrong: datetime
) -> None:
    morning.set(wrong)
    opened = vaults.unlock(kept, morning)
    assert opened.notices == ("clock_doubtful",)
    mark(opened, group, 0, 0, "A")
    assert says(opened, group, 0, 0) == "A"
    assert not vaults.entries(opened)[-1].header.clock_ok
    opened.lock()
    morning.set(vaults.MORNING + timedelta(days=1))
    opened = vaults.unlock(kept, morning)
    assert opened.notices == ()
    mark(opened, group, 0, 0, "L")
    assert says(opened, group, 0, 0) == "L"
    assert vaults.entries(opened)[-1].header.clock_ok
    assert wall_ms(vaults.entries(opened)[-1].header.hlc) == int(morning.now().timestamp() * 1000)
    opened.lock()


def test_a_confirmed_date_counts_from_then_on(kept: Path, group: Group, morning: FixedClock) -> None:
    morning.advance(days=500)
    opened = vaults.unlock(kept, morning)
    assert "clock_doubtful" in opened.notices
    opened.confirm_date(opened.staff_id)
    assert "clock_doubtful" not in opened.notices
    mark(opened, group, 0, 0, "A")
    assert vaults.entries(opened)[-1].header.clock_ok
    opened = vaults.again(opened)
    assert opened.notices == ()
    opened.lock()


def test_a_date_confirmed_by_mistake_does_not_doubt_the_right_one_for_ever(
    kept: Path, group: Group, morning: FixedClock
) -> None:
    morning.advance(days=3650)
    opened = vaults.unlock(kept, morning)
    opened.confirm_date(opened.staff_id)
    mark(opened, group, 0, 0, "A")
    opened.lock()
    morning.set(vaults.MORNING + timedelta(days=1))
    opened = vaults.unlock(kept, morning)
    assert opened.notices == ("clock_doubtful",)
    opened.confirm_date(opened.staff_id)
    mark(opened, group, 0, 0, "L")
    opened = vaults.again(opened)
    assert opened.notices == ()
    assert says(opened, group, 0, 0) == "L"
    opened.lock()


def test_when_a_date_can_be_right() -> None:
    built = datetime.fromisoformat(wagesdesk.BUILT).replace(tzinfo=UTC)
    assert clock_is_sure(built, last_own_ms=0, confirmed="")
    assert not clock_is_sure(built - timedelta(minutes=11), last_own_ms=0, confirmed="")
    assert clock_is_sure(built + timedelta(days=400), last_own_ms=0, confirmed="")
    assert not clock_is_sure(built + timedelta(days=401), last_own_ms=0, confirmed="")
    own = built + timedelta(days=200)
    assert clock_is_sure(built + timedelta(days=401), last_own_ms=int(own.timestamp() * 1000), confirmed="")
    assert not clock_is_sure(built + timedelta(days=100), last_own_ms=int(own.timestamp() * 1000), confirmed="")
    assert clock_is_sure(built + timedelta(days=401), last_own_ms=0, confirmed=own.isoformat())
