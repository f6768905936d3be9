"""What a participant types is safe two seconds later, whatever happens to the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import vaults
from tests.journeys.typing_her_plan import SECTION, letter
from tests.rules.tree import ROOT
from wagesdesk.services import plan, scratch

LONG = 4.5
"""Seconds of typing before the process is killed: the middle of a turn of the beat that keeps what is typed."""
SAFE_AFTER = 2.0


def test_what_she_typed_is_there_after_a_kill(tmp_path: Path) -> None:
    home, group = vaults.group_template()
    home = Path(shutil.copytree(home, tmp_path / "vault"))
    asha = group.people[0]
    opened = vaults.unlock(home, vaults.morning())
    plan_id, _changes = plan.begin(opened, asha, person_id=asha)
    opened.lock()
    said: list[tuple[int, float]] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typing_her_plan", home, asha, plan_id], cwd=ROOT, text=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "QT_QPA_PLATFORM": "offscreen"},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        for line in child.stdout:
            count, at = line.split()
            said.append((int(count), float(at)))
            if said[-1][1] >= LONG:
                break
        child.kill()
    assert said, "it never began to type"
    safe = max(count for count, at in said if at <= said[-1][1] - SAFE_AFTER)
    assert safe > 10
    opened = vaults.unlock(home, vaults.morning())
    held = scratch.pending(opened, f"kiosk {asha} plan.{SECTION} {plan_id}")
    opened.lock()
    assert held is not None
    assert "".join(map(letter, range(safe))) in held.text
