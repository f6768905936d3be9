"""Erasing, leaving, losing, new words and going back survive a kill before any file operation: old state or new."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.stopping import NEVER, THINGS
from tests.rules.tree import ROOT


@pytest.mark.parametrize("thing", THINGS)
def test_killed_before_any_file_operation(preloaded: Path, tmp_path: Path, deep: bool, thing: str) -> None:
    most = NEVER if deep else 3
    ran = subprocess.run(
        [sys.executable, "-m", "tests.journeys.stopping", tmp_path / "work", str(most), thing],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LD_PRELOAD": str(preloaded)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) >= 3
