"""The lock and what it says of what ships."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from devkit import lock
from tests.rules import tree

PYTHONS = ("cp311", "cp312", "cp313", "cp314")
LOCK = (tree.ROOT / "requirements.lock").read_text(encoding="utf-8")
PACKAGES: list[dict[str, Any]] = json.loads((tree.ROOT / "installer" / "wheels.json").read_text(encoding="utf-8"))
SHIPPED = [package for package in PACKAGES if package["ships"]]


def gpl_only(licence: str) -> bool:
    """Whether every alternative of the licence is GPL or AGPL; LGPL may ship in a folder where it can be replaced."""
    return all(re.search(r"(?<!L)(?<!Lesser )(GPL|General Public)", part) for part in re.split(r"\bOR\b|;", licence))


def fits(tag: str, python: str) -> bool:
    """Whether a wheel with this tag installs on CPython `python` ("cp312")."""
    interpreter, abi, _ = tag.split("-")
    if abi == "abi3":
        return int(interpreter.removeprefix("cp3")) <= int(python.removeprefix("cp3"))
    return python in interpreter.split(".") or "py3" in interpreter.split(".")


def test_the_lock_has_hashes_and_no_address() -> None:
    pins = re.findall(r"^(\S+)==(\S+)", LOCK, re.MULTILINE)
    assert len(pins) > 20
    assert not re.search(r"://|--(extra-)?index|--find-links|file:", LOCK)
    for block in re.split(r"\n(?=\S)", LOCK)[1:]:
        assert re.match(r"\S+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", block), block


def test_the_list_of_wheels_is_of_this_lock() -> None:
    pins = dict(re.findall(r"^(\S+?)==(\S+)", LOCK, re.MULTILINE))
    assert {package["name"]: package["version"] for package in PACKAGES} == pins, "run: python3 dev.py lock"


def test_nothing_gpl_only_ships() -> None:
    assert {package["name"] for package in SHIPPED} >= {"sqlcipher3", "pyside6-essentials", "reportlab"}
    assert [
        package["name"] for package in SHIPPED if gpl_only(package["licence"]) or package["licence"] == "unknown"
    ] == []


def test_no_browser_ships() -> None:
    assert {package["name"] for package in PACKAGES}.isdisjoint({"pyside6", "pyside6-webengine"})


@pytest.mark.parametrize("package", SHIPPED, ids=lambda package: package["name"])
def test_what_ships_has_wheels_for_every_system_and_python(package: dict[str, Any]) -> None:
    for system, tags in package["wheels"].items():
        for python in PYTHONS:
            assert any(fits(tag, python) for tag in tags), f"no wheel for {system} on {python}"


def test_the_rules_would_notice() -> None:
    assert gpl_only("GPL-3.0-only")
    assert gpl_only("GNU General Public License v3 (GPLv3)")
    assert not gpl_only("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only")
    assert not gpl_only("MIT")
    assert fits("cp311-abi3-win_amd64", "cp314")
    assert not fits("cp312-cp312-win_amd64", "cp311")
    assert lock.tags(["x-1-cp311-cp311-win_arm64.whl", "x-1-cp313-cp313t-win_amd64.whl"])["windows"] == []
    assert lock.tags(["x-1-py3-none-any.whl"])["macos"] == ["py3-none-any"]
