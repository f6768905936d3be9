"""The fences of conftest.py hold: each is tried in a small suite of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import tree

SUITE = """
import logging, os, pathlib, socket, warnings
import pytest

def test_internet(): socket.socket(socket.AF_INET)
def test_internet6(): socket.socket(socket.AF_INET6)
def test_warning(): warnings.warn("x")
def test_log(): logging.getLogger("a").warning("x")
def test_qt(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("x")

def test_expected(expected_log):
    logging.getLogger("a").warning("x")
    assert [record.getMessage() for record in expected_log] == ["x"]
def test_local():
    for end in socket.socketpair(): end.close()
def test_home(home):
    assert pathlib.Path.home() == home
    from wagesdesk import paths
    assert paths.data_home() == home / "wagesdesk"
def test_screen(qapp): assert qapp.platformName() == "offscreen"
@pytest.mark.deep
def test_deep(deep): assert deep
"""


def outcome(folder: Path, *options: str) -> dict[str, str]:
    """Test name -> PASSED, FAILED or ERROR of the small suite."""
    (folder / "conftest.py").write_bytes((tree.ROOT / "tests" / "conftest.py").read_bytes())
    (folder / "test_suite.py").write_text(SUITE, encoding="utf-8")
    fresh = ["-c", str(tree.ROOT / "pyproject.toml"), "--rootdir", str(folder), "-rA", "-q", *options]
    command = [sys.executable, "-m", "pytest", *fresh, str(folder)]
    shown = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False).stdout
    lines = [line.split() for line in shown.splitlines() if line.startswith(("PASSED", "FAILED", "ERROR"))]
    return {line[1].rsplit("::", 1)[-1]: line[0] for line in lines}


@pytest.mark.skipif(sys.platform == "win32", reason="a pair of local sockets is an internet one there")
def test_the_fences_hold(tmp_path: Path) -> None:
    found = outcome(tmp_path)
    assert {name for name, status in found.items() if status != "PASSED"} == {
        "test_internet", "test_internet6", "test_warning", "test_log", "test_qt",
    }  # fmt: skip
    assert found.keys() >= {"test_expected", "test_local", "test_home", "test_screen"}
    assert "test_deep" not in found
    assert outcome(tmp_path, "--deep")["test_deep"] == "PASSED"
