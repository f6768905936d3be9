"""What import-linter cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.rules import tree

BLOCKED = """
import importlib, sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None
for module in sys.argv[1:]:
    importlib.import_module(module)
"""


def modules_below_ui() -> list[str]:
    """Every module that must work without Qt, `cli` included, as dotted names."""
    names = []
    for path in tree.python_files("src/wagesdesk"):
        parts = path.relative_to(tree.SOURCE.parent).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if parts[1:2] not in (("ui",), ("app",), ("__main__",)) and "migrations" not in parts:
            names.append(".".join(parts))
    return names


def imported(source: str) -> set[str]:
    """Every dotted name that the source imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


def test_everything_below_ui_imports_without_qt() -> None:
    names = modules_below_ui()
    assert "wagesdesk.errors" in names
    done = subprocess.run([sys.executable, "-c", BLOCKED, *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_block_would_notice() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, "PySide6.QtCore"], capture_output=True, text=True, check=False
    )
    assert "PySide6" in done.stderr


def test_network_browser_and_gpl_parts_of_qt_are_named_nowhere() -> None:
    refused = {
        f"PySide6.Qt{part}"
        for part in ("Network", "WebEngineCore", "WebEngineWidgets", "WebSockets", "Charts", "Graphs")
    }
    found = {
        tree.name(path): sorted(names & refused)
        for path in tree.python_files("src", "tests", "demo", "benchmarks")
        if (names := imported(path.read_text(encoding="utf-8"))) & refused
    }
    assert found == {}
    assert imported("from PySide6 import QtNetwork") & refused
