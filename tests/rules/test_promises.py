"""Each promise of the README has a test: the table in docs/promises.md names sentences and tests that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.rules.tree import ROOT

_ROW = re.compile(r"^\| (?P<promise>.+?) \| (?P<tests>`tests/.+`) \|$", re.M)
_PLAIN = re.compile(r"\*\*|\s+")


def _rows() -> Iterator[tuple[str, list[str]]]:
    table = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    for row in _ROW.finditer(table):
        yield row["promise"], re.findall(r"`(tests/[^`]+)`", row["tests"])


def _plain(text: str) -> str:
    return _PLAIN.sub(" ", text).replace("  ", " ")


def test_every_promise_stands_in_the_readme() -> None:
    readme = _plain((ROOT / "README.md").read_text(encoding="utf-8"))
    assert [promise for promise, _tests in _rows() if _plain(promise).strip() not in readme] == []
    assert len(list(_rows())) > 10


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for _promise, tests in _rows():
        for one in tests:
            file, _colons, name = one.partition("::")
            path = ROOT / file
            if not path.is_file() or (name and f"def {name}(" not in path.read_text(encoding="utf-8")):
                missing.append(one)
    assert missing == []


def test_for_whom_it_is_has_a_promise_each() -> None:
    """The list of readers near the top of the README: none may be left without a test."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    readers = re.findall(r"^- (\*\*.+?)(?=\n-|\n\n)", readme, re.M | re.S)
    promises = [_plain(promise).strip() for promise, _tests in _rows()]
    assert len(readers) >= 4
    assert [one for one in readers if not any(promise in _plain(one) for promise in promises)] == []
