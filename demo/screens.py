"""Every page that exists, as a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import scenes
from camera import Camera
from PySide6.QtWidgets import QApplication

from wagesdesk.clock import FixedClock


def show_all(out: Path, clock: FixedClock) -> int:
    """Take every picture into `out/screens`; how many there are."""
    app = QApplication.instance() or QApplication(["wagesdesk"])
    assert isinstance(app, QApplication)
    taken: list[str] = []
    played: tuple[tuple[Path, Callable[[Camera, Path, FixedClock], None]], ...] = (
        (out / "home" / "first", scenes.first_run),
        (out / "inside", scenes.inside),
        (out / "inside", scenes.export),
        (out / "outside", scenes.outside),
    )
    for home, scene in played:
        camera = Camera(app, home, out / "screens", clock, taken)
        scene(camera, home, clock)
        camera.close()
    return len(taken)
