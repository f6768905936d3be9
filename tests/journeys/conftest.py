"""The open vaults of the unit tests, and a line between two of them."""

from __future__ import annotations

import pytest

from tests.unit.conftest import group, inside, morning, outside, second
from tests.unit.ui.line import Line, new_line
from tests.vaults import Group
from wagesdesk.models.vault import Vault

__all__ = ["group", "inside", "line", "morning", "outside", "second"]


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    """Asha said yes to plan and attendance, Bronwen to plan and surname, Chantelle was not asked."""
    return new_line(inside, outside, group)
