"""Words, icons, help pages and the table that says where every asset is from."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from PySide6.QtSvg import QSvgRenderer

from wagesdesk import paths
from wagesdesk.models import words

NOT_SAID = ("offender", "prisoner", "inmate", "dropped out", "failed", "discharge", "log out", "unauthorised")
UNKIND = {
    "prison", "gun", "weapon", "victim", "abuse", "guilt", "kill", "crime", "suicide", "drug", "knife", "poison",
    "spice", "razor", "inmate", "arrest", "police", "trial", "sentence", "blood", "alcohol", "orphan", "escape", "ugly",
}  # fmt: skip
AMERICAN = {"color", "harbor", "labor", "humor", "favorite", "flavor", "fiber", "mom", "math", "defense", "enroll"}
SHELL_ICONS = (
    "calendar-check", "clipboard-check", "users", "file-pen", "presentation", "door-open", "package",
    "chart-column", "settings", "inbox", "vote", "search", "lock", "check", "circle-check", "circle",
    "circle-dashed", "circle-dot", "triangle-alert", "octagon-alert", "x", "plus", "minus", "printer", "undo-2",
    "redo-2", "chevron-down", "chevron-right", "chevron-left", "languages", "a-large-small", "eye", "eye-off",
    "info", "user", "cloud-off", "clock", "key-round", "shield-check", "house", "usb", "copy", "download", "upload",
    "folder-open", "history", "arrow-up", "arrow-down", "arrow-left", "arrow-right", "signature", "message-square",
    "book-open", "table-2", "pencil", "trash-2", "log-out", "calendar-days", "git-merge", "hard-drive", "save",
    "keyboard", "ban", "door-closed", "graduation-cap", "mark",
)  # fmt: skip


def _readme() -> str:
    return paths.resource("README.md").read_text(encoding="utf-8")


def _icons() -> list[Path]:
    return sorted(paths.resource("icons").glob("*.svg"))


def test_the_table_lists_every_shipped_file_with_its_licence() -> None:
    table, icons = _readme().split("### The fonts")[0], _readme().split("### The icons")[1].split("###")[0]
    rows = [row for row in table.splitlines() if row.startswith("| `")]
    for folder in ("fonts", "icons", "words"):
        for file in paths.resource(folder).iterdir():
            name = f"{folder}/{file.name}"
            if file.suffix == ".svg" and file.stem != "mark":
                assert file.stem in icons.split(), f"{name} is not among the icons of resources/README.md"
            else:
                assert any(row.startswith(f"| `{name}` |") for row in rows), f"{name} has no row in resources/README.md"
    assert sorted(icons.split()) == sorted(icon.stem for icon in _icons() if icon.stem != "mark")
    for text in re.findall(r"`((?:fonts|icons|licences)/[\w.-]+\.txt)`", table):
        assert "permi" in paths.resource(text).read_text(encoding="utf-8").lower(), f"{text} is no licence"


def test_icons_of_the_shell_are_there() -> None:
    assert set(SHELL_ICONS) <= {icon.stem for icon in _icons()}


def test_icons_take_their_colour_from_the_theme() -> None:
    for icon in _icons():
        text = icon.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text, icon.name
        assert QSvgRenderer(text.encode()).isValid(), icon.name
        assert "currentColor" in text, icon.name
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|href|<style|<script|<clipPath", text), icon.name


def test_the_mark_is_eleven_dots_and_a_larger_one_in_gold() -> None:
    text = paths.resource("icons/mark.svg").read_text(encoding="utf-8")
    dots = re.findall(r'<circle .*r="([\d.]+)"(.*) />', text)
    sizes = sorted(float(size) for size, _ in dots)
    assert len(dots) == 12
    assert sizes[0] == sizes[10] < sizes[11]
    assert [float(size) for size, rest in dots if rest == ' fill="gold"'] == [sizes[11]]


def test_words_are_many_plain_and_kind() -> None:
    listed = words.passphrase_words()
    assert len(listed) >= 1900
    assert len({word[:4] for word in listed}) == len(listed)
    assert not set(listed) & UNKIND
    assert not set(listed) & AMERICAN


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ("Apple banana", "not plain lowercase"),
        ("naïve", "not plain lowercase"),
        ("banana apple", "not in order"),
        ("apple apply", "begin alike"),
        ("apple banana", "2 words, need 1900"),
    ],
)
def test_a_wrong_word_list_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoiled: str, told: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/passphrase.txt").write_text(spoiled.replace(" ", "\n"), encoding="utf-8")
    monkeypatch.setattr(paths, "resource", lambda name: tmp_path / name)
    with pytest.raises(ValueError, match=told):
        inspect.unwrap(words.passphrase_words)()


def test_one_help_page_for_each_page_in_kind_words() -> None:
    pages = {page.stem: page.read_text(encoding="utf-8") for page in paths.resource("help").glob("*.md")}
    assert len(pages) > 8  # which there must be is for tests/rules/test_commands.py to say
    for name, text in pages.items():
        assert re.match(r"# \w.+\n\n", text), name
        assert not [word for word in NOT_SAID if word in text.lower()], name
        assert all(len(line) <= 150 for line in text.splitlines()), name
