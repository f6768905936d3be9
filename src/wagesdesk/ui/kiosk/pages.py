"""The ordered list of pages a participant can reach. What is not here does not exist for her."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from wagesdesk.text import N_

if TYPE_CHECKING:
    from wagesdesk.ui.kiosk.page import KioskPage


@dataclass(frozen=True, slots=True)
class KioskPageSpec:
    """`factory` is "module:Class", imported when the page is first shown. One whose `id` is plan, sums, pitch or steps
    has a tile on the home page with `title`, `line` and `icon`."""

    id: str
    title: str
    line: str
    icon: str
    factory: str

    def page(self) -> type[KioskPage]:
        """Its class; the first call imports it."""
        module, _colon, name = self.factory.partition(":")
        return cast("type[KioskPage]", getattr(importlib.import_module(module), name))


KIOSK_PAGES: tuple[KioskPageSpec, ...] = (
    KioskPageSpec("home", N_("Home"), "", "house", "wagesdesk.ui.kiosk.home:HomePage"),
)
