"""README: killed at random moments while at work, nothing that was accepted is lost, nothing is there by half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.killing import THINGS
from tests.rules.tree import ROOT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize("thing", THINGS)
def test_killed_at_any_moment(tmp_path: Path, deep: bool, thing: str) -> None:
    kills = 50 if deep else 10
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.journeys.killing", thing, tmp_path / "work", str(kills)],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 0, "it was never killed in the middle of its work"
