"""The open vaults of the unit tests, and a line between two of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import StockTool
from tests.unit.conftest import group, inside, morning, outside, second
from tests.unit.ui.conftest import look
from tests.unit.ui.line import Line, new_line
from tests.vaults import Group
from wagesdesk.models.vault import Vault

__all__ = ["group", "inside", "line", "look", "morning", "outside", "second"]


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    """Asha said yes to plan and attendance, Bronwen to plan and surname, Chantelle was not asked."""
    return new_line(inside, outside, group)


@pytest.fixture(scope="session")
def preloaded(stock_tool: StockTool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What counts the file operations and lets one fail, built."""
    if sys.platform != "linux":
        pytest.skip("only Linux puts a library before the system's own like this")
    built = tmp_path_factory.mktemp("failing") / "failing.so"
    source = Path(__file__).with_name("failing.c")
    subprocess.run([stock_tool("gcc"), "-shared", "-fPIC", "-O1", "-o", built, source, "-ldl"], check=True)
    return built
