"""About: the version, where the records are, what this machine may leak, and whose work ships with the program."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

import wagesdesk
from wagesdesk import paths
from wagesdesk.models.machine import warnings
from wagesdesk.problems import describe_notice
from wagesdesk.text import _, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.section import Section, line
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel

_COLUMNS = 5
_NOT_NAMES = ("the same", "our own")


class AboutSection(Section):
    """Nothing to press here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("About"))
        self._built = date.fromisoformat(wagesdesk.BUILT)
        self.body.addWidget(
            facts_grid(
                (
                    (_("Version"), wagesdesk.__version__),
                    (_("Made on"), long_day(self._built, year=True)),
                    (_("Records are in"), str(desk.vault.home)),
                )
            )
        )
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(theme.current().size(8))
        self.body.addLayout(self._warnings)
        self.body.addWidget(PlainLabel(_("What ships with WagesDesk, and under which licence"), "strong", wrap=True))
        for name, licence in shipped():
            self.body.addWidget(line(name, licence))

    def refresh(self) -> None:
        clear(self._warnings)
        for code in warnings(self.desk.vault.home, today=self.desk.clock.today(), built=self._built):
            panel = ProblemPanel("amber")
            self._warnings.addWidget(panel)
            panel.say(describe_notice(code))


def shipped() -> tuple[tuple[str, str], ...]:
    """(what, licence) of each third-party asset, once each, as the table in `resources/README.md` has it."""
    rows: dict[str, str] = {}
    for text in paths.resource("README.md").read_text("utf-8").splitlines():
        cells = [cell.strip().replace("`", "") for cell in text.strip("|").split("|")]
        if len(cells) == _COLUMNS and cells[3] not in ("licence", "licence text") and not cells[3].startswith("-"):
            name = cells[1].partition(",")[0]
            if name not in _NOT_NAMES:
                rows.setdefault(name, cells[3])
    return tuple(rows.items())
