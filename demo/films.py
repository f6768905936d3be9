"""The six looks of every page: three themes, in the usual window and in the smallest with large text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Film:
    """How the pictures are taken: the theme, text size in percent, width and height of the window."""

    name: str
    theme: str
    text: int = 100
    wide: int = 1366
    high: int = 768


FILMS: Final = (
    Film("light", "light"),
    Film("dark", "dark"),
    Film("contrast", "contrast"),
    Film("light-150", "light", 150, 1280, 720),
    Film("dark-150", "dark", 150, 1280, 720),
    Film("contrast-150", "contrast", 150, 1280, 720),
)
