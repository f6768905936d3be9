"""Every page that exists, as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import scenes
from camera import Camera, Film
from PySide6.QtWidgets import QApplication

from wagesdesk.clock import FixedClock

Scene = Callable[[Camera, Path, FixedClock], None]


def show_arrival(out: Path, clock: FixedClock, film: Film) -> int:
    """How the bundle looks outside before it is taken in; how many pictures there are so far."""
    return _play(out, clock, film, ((out / "outside", scenes.arrival),))


def show_all(out: Path, clock: FixedClock, film: Film) -> int:
    """Every other page; how many pictures there are in all."""
    first, inside, outside = out / "home" / "first", out / "inside", out / "outside"
    played = ((first, scenes.first_run), (inside, scenes.inside), (inside, scenes.export), (outside, scenes.outside))
    return _play(out, clock, film, played)


def _play(out: Path, clock: FixedClock, film: Film, played: Iterable[tuple[Path, Scene]]) -> int:
    app = QApplication.instance() or QApplication(["wagesdesk"])
    assert isinstance(app, QApplication)
    taken = [file.stem for file in (out / "screens").iterdir()]
    for home, scene in played:
        camera = Camera(app, home, out / "screens", clock, taken, film)
        scene(camera, home, clock)
        camera.close()
    return len(taken)
