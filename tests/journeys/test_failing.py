"""README: whatever the disk refuses and whenever, nothing is lost, and what is told is a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.failing import FAULTS, NEVER, THINGS
from tests.rules.tree import ROOT


@pytest.mark.parametrize("fault", FAULTS)
def test_each_file_operation_may_fail(preloaded: Path, deep: bool, fault: str) -> None:
    with tempfile.TemporaryDirectory(dir=vaults.MEMORY) as work:  # thousands of times the disk would be waited for
        ran = subprocess.run(
            [sys.executable, "-m", "tests.journeys.failing", fault, Path(work) / "work", str(NEVER if deep else 2)],
            capture_output=True, text=True, check=False, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LD_PRELOAD": str(preloaded)},
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > len(THINGS)
