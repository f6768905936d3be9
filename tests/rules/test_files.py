"""Files: short, without colours, addresses or machines' paths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules import tree

LONGEST = 400
COLOUR = re.compile(r"""["']#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["']|#[0-9a-fA-F]{6}\b""")
# Addresses may stand in words for readers; nothing that runs may name one. XML names its own grammar by address.
ADDRESS = re.compile(r"https?://(?!www\.w3\.org/)|\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b")
MACHINE = re.compile(r"""(?<![\w.~])/(?:home|Users|root|work|opt)/\w+|[A-Z]:\\Users\\""")
PROSE = {".md", ".txt", ".toml"}  # words for readers, and data that must name its source
TEXT = {".py", ".qss", ".json", ".lock", ".po", ".pot", ".spec", ".cfg", ".csv", ".html", ".sh", ""} | PROSE


def too_long(text: str) -> bool:
    return text.count("\n") > LONGEST


@pytest.mark.parametrize("folder", ["src", "tests", "devkit", "demo", "benchmarks"])
def test_no_file_is_longer_than_can_be_read(folder: str) -> None:
    assert [tree.name(path) for path in tree.python_files(folder) if too_long(path.read_text(encoding="utf-8"))] == []


def test_dev_py_is_short() -> None:
    assert not too_long((tree.ROOT / "dev.py").read_text(encoding="utf-8"))


def test_no_colour_is_named_in_the_ui() -> None:
    found = [
        f"{tree.name(path)}: {match.group()}"
        for path in tree.python_files("src/wagesdesk/ui")
        for match in COLOUR.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "colours stand in resources/style/"


def complaints(path: Path, text: str) -> list[str]:
    patterns = [MACHINE] if path.suffix in PROSE else [MACHINE, ADDRESS]
    return [f"{path}: {match.group()}" for pattern in patterns for match in pattern.finditer(text)]


def test_no_address_and_no_path_of_a_machine_in_the_tree() -> None:
    files = [path for path in tree.tracked() if path.suffix in TEXT and path != Path(__file__)]
    if not files:
        pytest.skip("not a git clone")
    assert [line for path in files for line in complaints(path, path.read_text("utf-8", "replace"))] == []


def test_the_rules_would_notice() -> None:
    assert too_long("x\n" * 401)
    assert not too_long("x\n" * 400)
    assert COLOUR.search('setColor("#1a2b3c")')
    assert COLOUR.search("QColor('#fff')")
    assert not COLOUR.search("# a comment about row #12")
    assert complaints(Path("a.py"), "fetch('https://example.org/x')")
    assert complaints(Path("requirements.lock"), "--index-url https://example.org/simple")
    assert complaints(Path("a.py"), "host = '10.1.2.3'")
    assert complaints(Path("README.md"), "see /home/jo/wagesdesk")
    assert not complaints(Path("a.svg.py"), 'xmlns="http://www.w3.org/2000/svg"')
    assert not complaints(Path("README.md"), "see https://example.org and ~/.local/share")
