"""Whatever bytes arrive, a reader answers with a UserError at most, and takes no more than 512 MiB."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is held to a limit on Linux only")
def test_only_a_user_error_escapes_from_any_reader(tmp_path: Path, deep: bool) -> None:
    seed = secrets.randbelow(1 << 32)
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzzing", str(100_000 if deep else 1_600), str(seed), str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )  # fmt: skip
    assert done.returncode == 0, f"seed {seed}\n{done.stderr}"
    assert len(done.stdout.splitlines()) == 19
