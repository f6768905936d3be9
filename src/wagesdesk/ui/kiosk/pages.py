"""The ordered list of pages a participant can reach. What is not here does not exist for her."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from wagesdesk.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    def place_words(self, where: Mapping[str, str]) -> str:
        """What stands under "You stopped here"; empty for a place that is none, or that another version knew."""
        try:
            return self.page().place_words(**where)
        except (KeyError, ValueError, TypeError):
            return ""


KIOSK_PAGES: tuple[KioskPageSpec, ...] = (
    KioskPageSpec("home", N_("Home"), "", "house", "wagesdesk.ui.kiosk.home:HomePage"),
    KioskPageSpec(
        "plan", N_("My plan"), N_("Write about your business"), "file-pen", "wagesdesk.ui.kiosk.plan.page:PlanPage"
    ),
    KioskPageSpec("question", N_("My plan"), "", "file-pen", "wagesdesk.ui.kiosk.plan.question:QuestionPage"),
    KioskPageSpec(
        "sums", N_("My sums"), N_("See if your prices work"), "calculator", "wagesdesk.ui.kiosk.sums.page:SumsPage"
    ),
    KioskPageSpec("sum", N_("My sums"), "", "calculator", "wagesdesk.ui.kiosk.sums.page:SumPage"),
    KioskPageSpec(
        "pitch",
        N_("My pitch"),
        N_("Get ready to talk about it"),
        "presentation",
        "wagesdesk.ui.kiosk.pitch.page:PitchPage",
    ),
    KioskPageSpec(
        "practise", N_("Practise my pitch"), "", "presentation", "wagesdesk.ui.kiosk.pitch.practise:PractisePage"
    ),
    KioskPageSpec("rules", N_("Rules and cover"), "", "list-checks", "wagesdesk.ui.kiosk.plan.rules:RulesPage"),
    KioskPageSpec("find", N_("What I must find out"), "", "search", "wagesdesk.ui.kiosk.plan.find:FindPage"),
    KioskPageSpec(
        "comments", N_("What was said"), "", "message-square", "wagesdesk.ui.kiosk.plan.comments:CommentsPage"
    ),
    KioskPageSpec("fit", N_("Is this for me?"), "", "circle-question-mark", "wagesdesk.ui.kiosk.plan.fit:FitPage"),
    KioskPageSpec(
        "steps",
        N_("My next steps"),
        N_("Plan for going home"),
        "footprints",
        "wagesdesk.ui.kiosk.plan.steps:StepsPage",
    ),
)
