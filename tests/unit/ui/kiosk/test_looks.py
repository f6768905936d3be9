"""Every page of the kiosk in every page colour, size and language: nothing cut, pale, crooked or over an edge.

`test` looks at each size once, `--deep` at all thirty. A voice is there, so that Listen takes its room.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.unit.ui.kiosk.conftest import Room
from tests.unit.ui.looks import gauge
from wagesdesk.models.kiosk import PAGE_COLOURS, SIZES
from wagesdesk.services.comfort import Comfort
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.pages import KIOSK_PAGES
from wagesdesk.ui.listen import Listen

USUAL = {
    ("cream", 100, "en_GB"),
    ("white", 150, "en_GB"),
    ("blue", 125, "cy"),
    ("green", 100, "cy"),
    ("rose", 150, "cy"),
}
TARGET = 44
"""Pixels at 100 %, the least side of what is pressed."""


def _cases() -> Iterator[object]:
    for colour, size, language in itertools.product(PAGE_COLOURS, SIZES, ("en_GB", "cy")):
        marks = () if (colour, size, language) in USUAL else (pytest.mark.deep,)
        yield pytest.param(colour, size, language, marks=marks, id=f"{colour}-{size}-{language}")


def small(window: QWidget) -> list[str]:
    """What is too small to press."""
    return [
        f"{one.accessibleName()} {one.size().toTuple()}"
        for one in window.findChildren(QPushButton)
        if one.isVisible() and min(one.width(), one.height()) < TARGET
    ]


def look_at(room: Room, *, pale: bool) -> list[str]:
    """`pale` looks at the pixels too; the contrasts themselves are computed in test_theme."""
    for _turn in range(3):
        QApplication.processEvents()
    host = room.host
    return [
        *gauge.cut(host), *gauge.sticking_out(host), *gauge.sideways(host), *gauge.crooked(host), *small(host),
        *(gauge.pale(host) if pale else ()),
    ]  # fmt: skip


@pytest.mark.parametrize(("colour", "size", "language"), list(_cases()))
def test_nothing_is_cut_or_pale(
    make_room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch, deep: bool, colour: str, size: int, language: str
) -> None:
    monkeypatch.setattr(gauge, "WORDS", 7.0)
    monkeypatch.setattr(Listen, "available", lambda _listen, _language: True)
    room = make_room(wide=1280 if size == 150 else 1366, high=720 if size == 150 else 768)
    plan_id = room.begin_plan()
    wrong: dict[str, list[str]] = {}
    room.hand_over()
    wrong["names"] = look_at(room, pale=deep)
    room.choose("Asha")
    wrong["pin"] = look_at(room, pale=deep)
    for _twice in range(2):
        room.type_pin()
    likes = Comfort(size, colour, listen=True, language=language)
    for at in range(3):
        room.kiosk._comfort = likes  # noqa: SLF001 - as if she had pressed them all before
        room.kiosk._dress()  # noqa: SLF001
        room.kiosk._show_comfort(at)  # noqa: SLF001
        wrong[f"comfort {at}"] = look_at(room, pale=deep)
    room.kiosk.front.finished.emit()  # type: ignore[union-attr]
    room.frame.changed.emit(likes)
    assert theme.current().colours["bg"] == theme.participant(colour, factor=1.0).colours["bg"]
    for spec in KIOSK_PAGES:
        room.frame.go(spec.id, plan=plan_id)
        wrong[spec.id] = look_at(room, pale=deep or spec.id == "question")
    room.frame.go("home")
    wrong["home, stopped"] = look_at(room, pale=deep)
    room.frame.footer.help.click()
    wrong["a hand"] = look_at(room, pale=True)
    for spec in KIOSK_PAGES if size == 150 else ():
        room.frame.go(spec.id, plan=plan_id)
        wrong[f"a hand, {spec.id}"] = [*gauge.cut(room.frame.footer), *gauge.sticking_out(room.host)]
        assert room.host.width() == 1280
    room.kiosk.cover()
    wrong["cover"] = look_at(room, pale=deep)
    room.kiosk.stop()
    room.kiosk.front.staff.emit()  # type: ignore[union-attr]
    wrong["staff"] = look_at(room, pale=deep)
    assert [f"{page}: {one}" for page, found in wrong.items() for one in found] == []
