"""Commands and help: each command of the list does something somewhere, each page has its help and says true keys."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules import tree
from wagesdesk.ui.actions import ACTIONS
from wagesdesk.ui.pages import PAGES

UI = tree.python_files("src/wagesdesk/ui")
HELP = tree.ROOT / "resources" / "help"
MUST = frozenset({"lock", "cover", "setup", "add_people"})
PLAIN = frozenset({"Up", "Down", "Left", "Right", "Return", "Enter", "Space", "Tab", "Esc"})
"""Keys that every list and form has, of which no command need be made."""
OTHER_HINTS = frozenset({("Ctrl", "1-9")})
LINK = re.compile(r"\]\(|<\w+|https?:|!\[")


def calls(source: str, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == name:
                yield node


def bound(source: str) -> set[str]:
    """The ids of the commands that a file binds."""
    firsts = (call.args[0] for call in calls(source, "bind") if call.args)
    return {str(first.value) for first in firsts if isinstance(first, ast.Constant)}


def odd_hints(source: str) -> list[str]:
    """Hints of the key bar whose keys are no plain navigation, and that come from no command."""
    found = []
    for call in calls(source, "KeyHint"):
        parts = call.args[0].elts if isinstance(call.args[0], ast.Tuple) else []
        keys = tuple(str(one.value) for one in parts if isinstance(one, ast.Constant))
        if len(keys) == len(parts) and not set(keys) <= PLAIN and keys not in OTHER_HINTS:
            found.append(f"{call.lineno}: {'+'.join(keys)}")
    return found


def topics(source: str) -> set[str]:
    """The help topics that a file names: as `topic=...`, and as what a `help_topic` returns."""
    named: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            named += [word.value for word in node.keywords if word.arg == "topic"]
        elif isinstance(node, ast.FunctionDef) and node.name == "help_topic":
            named += ast.walk(node)
    words = {str(one.value) for one in named if isinstance(one, ast.Constant)}
    return {word for word in words if re.fullmatch("[a-z_]+", word)}


def test_every_command_is_bound_once() -> None:
    by_file = {tree.name(path): bound(path.read_text("utf-8")) for path in UI}
    for spec in ACTIONS:
        assert len([name for name, ids in by_file.items() if spec.id in ids]) == 1, spec.id


def test_a_command_of_a_page_is_bound_by_that_page() -> None:
    factory = {spec.id: spec.factory.partition(":")[0].rpartition(".")[0] for spec in PAGES}
    for spec in ACTIONS:
        if spec.where:
            folder = tree.ROOT / "src" / factory[spec.where].replace(".", "/")
            assert any(spec.id in bound(path.read_text("utf-8")) for path in folder.rglob("*.py")), spec.id


def test_hints_of_the_key_bar_are_commands_or_plain_keys() -> None:
    assert [f"{tree.name(path)}:{odd}" for path in UI for odd in odd_hints(path.read_text("utf-8"))] == []


def test_the_rules_would_notice() -> None:
    assert bound('desk.actions.bind("a.b", self, go)') == {"a.b"}
    assert odd_hints('KeyHint(("Ctrl", "Q"), _("Quit"))')
    assert odd_hints('KeyHint(("F6",), _("Next"))')
    assert not odd_hints('KeyHint(("Up", "Down"), _("Move"))')
    assert topics('Frame(topic="cover")\ndef help_topic(self):\n    return "one" if self else ""') == {"cover", "one"}


def test_every_page_has_its_help_and_no_help_is_left_over() -> None:
    wanted = {spec.id for spec in PAGES} | MUST | {topic for path in UI for topic in topics(path.read_text("utf-8"))}
    assert {path.stem for path in HELP.glob("*.md")} == wanted


@pytest.mark.parametrize("path", sorted(HELP.glob("*.md")), ids=lambda path: path.stem)
def test_help_is_short_simple_and_leads_nowhere_else(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert not LINK.search(text)
    assert len(text) < 2400, "one screen and a little; the handbook has the rest"
