"""Killed at random moments while marking: no mark that was accepted is lost, and the vault opens."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import vaults
from wagesdesk.models import folder, readings
from wagesdesk.services import attendance

ROOT = Path(__file__).resolve().parents[2]
MARKER = """
import sys
from pathlib import Path
from tests import vaults
home, cohort, turn = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
opened = vaults.unlock(home, vaults.morning())
from wagesdesk.services import attendance
shown = attendance.register(opened, cohort, vaults.TODAY)
print("ready", flush=True)
while True:
    for row in shown.rows:
        for column in shown.columns[:8]:
            turn += 1
            letter = "PALH"[turn % 4]
            attendance.mark(
                opened, opened.staff_id, enrolment_id=row.enrolment_id, workshop_id=column.workshop_id, letter=letter,
                note=str(turn),
            )
            print(row.enrolment_id, column.workshop_id, letter, turn, flush=True)
"""


def marks_before_the_kill(home: Path, cohort: str, turn: int, moment: float) -> list[list[str]]:
    """What the marking process said it had accepted until it was killed `moment` seconds after it began."""
    with subprocess.Popen(
        [sys.executable, "-c", MARKER, str(home), cohort, str(turn)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read()
    # A line that was cut by the kill was not said to the end, so nobody has seen it.
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_every_accepted_mark_is_there_after_a_kill(tmp_path: Path, deep: bool) -> None:
    template, of = vaults.group_template()
    home = Path(shutil.copytree(template, tmp_path / "vault"))
    moments = random.Random()  # noqa: S311
    accepted: dict[tuple[str, str], tuple[str, int]] = {}
    turn = kills_with_marks = 0
    for _kill in range(50 if deep else 10):
        said = marks_before_the_kill(home, of.cohort_id, turn, moments.uniform(0, 0.25))
        kills_with_marks += bool(said)
        for enrolment, workshop, letter, number in said:
            accepted[enrolment, workshop] = (letter, int(number))
            turn = int(number)
        opened = vaults.unlock(home, vaults.morning())
        try:
            assert opened.notices == ()
            shown = attendance.register(opened, of.cohort_id, vaults.TODAY)
            held = {
                (row.enrolment_id, cell.workshop_id): (cell.letter, int(cell.note))
                for row in shown.rows
                for cell in row.cells
                if cell.letter
            }
            for cell, mark in accepted.items():
                # One more mark than was said may be there: durable, and the process killed before it could say so.
                assert held.get(cell) == mark or held[cell][1] == turn + 1, "an accepted mark is lost"
            accepted |= held
            dump = vaults.dump(opened)
            assert vaults.rebuilt(opened) == dump
            with opened.read() as db:
                assert readings.verify(db.connection()) == []
        finally:
            opened.lock()
        turn += 1
    assert kills_with_marks, "it was never killed while marking"
    assert len(list(home.glob("gen-*"))) == 1
    assert folder.current(home).is_dir()
