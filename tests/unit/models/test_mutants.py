"""Five wrong programs, each found by examples that are kept as plain tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants import MUTANTS

ROOT = Path(__file__).parents[3]
MACHINES, MERGE, ERASURE = (f"tests/unit/models/test_{name}.py" for name in ("machines", "merge", "erasure"))
PINNED = {
    "dedupe_skipped": (f"{MERGE}::test_twice_changes_nothing", "UNIQUE constraint failed: entry.id"),
    "parents_dropped": (
        f"{MACHINES}::test_a_clash_and_a_third_that_has_seen_both", "what was typed is not what is shown"
    ),
    "writer_reused": (
        f"{MACHINES}::test_after_a_restore_the_writer_is_another", "something of a known machine is held back"
    ),
    "erased_set_ignored": (
        f"{MACHINES}::test_what_was_erased_does_not_come_back_with_an_old_bundle", "an erased value is still there"
    ),
    "filter_by_sender": (
        f"{MERGE}::test_what_an_unknown_machine_wrote_is_held_back_whoever_relays_it", "assert done.held_back > 0"
    ),
}  # fmt: skip
"""By mutant the example, and the words with which it fails: a mutant that no longer fits the program fails too."""


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_wrong_program_is_found_by_a_kept_example(mutant: str) -> None:
    example, why = PINNED[mutant]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutants", "-p", "no:cacheprovider", "--tb=short", example],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "WAGESDESK_MUTANT": mutant},
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert why in done.stdout, done.stdout
