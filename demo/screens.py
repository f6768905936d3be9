"""Every page that exists, as a picture. A film is taken by a process of its own, from copies of the vaults."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import line
import scenes_first
import scenes_inside
import scenes_kiosk
import scenes_outside
import scenes_plan
import scenes_round
from camera import Camera
from films import Film
from PySide6.QtWidgets import QApplication

from wagesdesk.clock import FixedClock
from wagesdesk.ui.pages import PAGES

Scene = Callable[[Camera, Path, FixedClock], None]
SCENES: tuple[tuple[str, Scene], ...] = (
    ("first", scenes_first.first_run),
    ("inside", scenes_inside.doors),
    ("inside", scenes_inside.sitting),
    ("inside", scenes_kiosk.kiosk),
    ("inside", scenes_round.out),
    ("terminal-1", scenes_round.at_the_terminal),
    ("inside", scenes_round.back),
    ("inside", scenes_round.to_settle),
    ("arriving", scenes_outside.arrival),
    ("outside", scenes_outside.outside),
    ("inside", scenes_plan.at_her_plan),
)
"""Which vault, and what is done in it. What only one film shows comes last, so that a picture has one number in all."""
KINDS = {"outside": "outside", "arriving": "outside", "terminal-1": "terminal"}
"""What kind of place a vault is, where it is not the laptop."""


def take_all(out: Path, films: Iterable[Film]) -> dict[str, list[str]]:
    """Take the films into `out/screens/NAME/`, one on each core; the names of the pictures by film."""
    chosen = list(films)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(len(chosen), os.cpu_count() or 1), spawn, max_tasks_per_child=1) as pool:
        return dict(zip((film.name for film in chosen), pool.map(partial(take, out), chosen), strict=True))


def take(out: Path, film: Film) -> list[str]:
    """Take one film; the names of its pictures. SystemExit when a page was not shown."""
    folder, work, clock = out / "screens" / film.name, out / "home" / film.name, line.demo_clock()
    folder.mkdir(parents=True)
    work.mkdir(parents=True)
    for name in ("inside", "arriving", "outside", "terminal-1"):
        shutil.copytree(out / ("home/arriving" if name == "arriving" else name), work / name)
    shutil.copytree(out / "stick", work / "stick")
    app = QApplication.instance() or QApplication(["wagesdesk"])
    assert isinstance(app, QApplication)
    taken: list[str] = []
    shown: dict[str, set[str]] = {}
    for vault, scene in SCENES:
        pages = shown.setdefault(KINDS.get(vault, "laptop"), set())
        camera = Camera(app, work / vault, folder, clock, taken, pages, film)
        scene(camera, work / vault, clock)
        camera.close()
    missing = [spec.id for spec in PAGES for place in shown if place in spec.places and spec.id not in shown[place]]
    if missing:
        raise SystemExit(f"The demo stopped: these pages were not shown: {', '.join(missing)}.")
    shutil.rmtree(work)
    return taken
