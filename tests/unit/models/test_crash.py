"""Killed before any of its file operations, whatever changes the vault leaves the old state or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.models.at_rest import ROOT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize("thing", ["rotate", "restore", "restore_into_nothing", "backup", "change_slots"])
def test_killed_at_any_step_leaves_the_old_or_the_new(tmp_path: Path, thing: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.unit.models.crash", thing, tmp_path],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) >= 8
