"""Open vaults for the tests of models, services and export. The screen has its own in `ui/conftest.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault


@pytest.fixture
def morning() -> FixedClock:
    """09:27 on the day of the eighth workshop."""
    return vaults.morning()


@pytest.fixture
def inside(tmp_path: Path, morning: FixedClock) -> Iterator[Vault]:
    """The laptop of HMP Ashmere, opened by Rhian, its administrator; Carys is the second person."""
    opened = vaults.unlock(vaults.copy_of("inside", tmp_path / "inside"), morning)
    yield opened
    opened.lock()


@pytest.fixture
def second(tmp_path: Path, morning: FixedClock) -> Iterator[Vault]:
    """A second laptop of the same site, opened by Siwan, its administrator."""
    opened = vaults.unlock(vaults.copy_of("second", tmp_path / "second"), morning)
    yield opened
    opened.lock()


@pytest.fixture
def outside(tmp_path: Path, morning: FixedClock) -> Iterator[Vault]:
    """The co-operative's machine, opened by Marged, its administrator."""
    opened = vaults.unlock(vaults.copy_of("outside", tmp_path / "outside"), morning)
    yield opened
    opened.lock()


@pytest.fixture
def group(inside: Vault) -> Group:
    """Asha, Bronwen and Chantelle in a cohort of ten workshops on the inside laptop."""
    return vaults.group(inside)
