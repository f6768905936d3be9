"""What the binding makes of us (docs/decisions/0002): PySide6 6.12.0 on Python 3.11 loses a reference at every signal
and then aborts; what stands for an item of a layout outlives it, and is taken for what lies there next."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal

from tests.rules import tree

EMITS = 3000
NOISE = 50  # other threads and caches hold a few


class Sender(QObject):
    sent = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True cannot die from 3.12 on; its count means nothing there")
def test_signals_lose_no_reference_to_true() -> None:
    sender = Sender()
    heard: list[int] = []
    sender.sent.connect(lambda _: heard.append(1))
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        sender.sent.emit(True)
    assert len(heard) == EMITS
    assert abs(sys.getrefcount(True) - before) < NOISE


def test_no_layout_is_asked_for_its_items() -> None:
    asked = ("itemAt(", "itemAtPosition(", "replaceWidget(")
    found = [
        f"{path.name}: {word}"
        for path in (tree.ROOT / "src").rglob("*.py")
        for word in asked
        if f".{word}" in path.read_text(encoding="utf-8")
    ]
    assert found == []
