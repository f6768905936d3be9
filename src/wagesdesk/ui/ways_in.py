"""Says before anybody types much that these records need a second way in before people are added."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wagesdesk.errors import SlotsTooFew
from wagesdesk.problems import Problem, describe
from wagesdesk.services.staff import need_two_ways_in
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


class WaysIn(ProblemPanel):
    """Hidden while there are two ways in. `kept` says in a sentence that what is here stays here meanwhile."""

    def __init__(self, desk: Desk, kept: str, parent: QWidget | None = None) -> None:
        settings = Button(_("Open Settings"), icon="settings")
        settings.clicked.connect(lambda: desk.go("settings", section="staff"))
        super().__init__("amber", settings, parent=parent)
        self._desk, self._kept = desk, kept

    def look(self) -> str:
        """Show or hide it; gives why nobody can be added yet, empty when they can."""
        try:
            need_two_ways_in(self._desk.vault)
        except SlotsTooFew as error:
            problem = describe(error)
            self.say(Problem(problem.what, self._kept, problem.now))
            return problem.what
        self.hide()
        return ""
