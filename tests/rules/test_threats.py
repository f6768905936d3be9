"""Every row of the threat table points to tests that exist."""

from __future__ import annotations

import re

from tests.rules import tree

ROWS = [
    line for line in (tree.ROOT / "docs" / "threats.md").read_text("utf-8").splitlines() if re.match(r"\| \d+ \|", line)
]


def test_every_row_names_tests_that_exist() -> None:
    assert [int(row.split("|")[1]) for row in ROWS] == list(range(1, 48))
    for row in ROWS:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", row.split("|")[4])
        assert named, row
        for file, test in named:
            source = (tree.ROOT / "tests" / file).read_text("utf-8")
            assert f"\ndef {test}(" in source, f"{file} has no {test}"
