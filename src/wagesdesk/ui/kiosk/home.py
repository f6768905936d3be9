"""Home of one participant: carry on where she stopped, or choose something else."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from wagesdesk.services import comfort
from wagesdesk.services import plan as plans
from wagesdesk.services.comfort import Stopped
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.keys import key_row
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.pages import KIOSK_PAGES, KioskPageSpec
from wagesdesk.ui.kiosk.plan.parts import in_hand
from wagesdesk.ui.kiosk.stage import PanelButton
from wagesdesk.ui.kiosk.widgets import KioskButton, StepBoxes, words
from wagesdesk.ui.widgets.icon_label import IconLabel

TILES = ("plan", "sums", "pitch", "steps")
_TWO_COLUMNS_FROM = 1.5


class HomePage(KioskPage):
    """A tile for each of TILES that is a page."""

    page_id: ClassVar[str] = "home"
    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self._sentences: list[str] = []
        self._on: KioskButton | None = None
        self._ideas = plans.plans(desk.vault, desk.person.id)
        specs = {spec.id: spec for spec in KIOSK_PAGES}
        tiles = [specs[one] for one in TILES if one in specs]
        self._say(_("Hello %(name)s") % {"name": desk.person.name})
        self.body.addWidget(words(self._sentences[0], "title"))
        at = comfort.stopped(desk.vault, desk.person.id)
        told = _words_of(specs, at) if at is not None else ""
        if at is not None and told:
            self.body.addWidget(self._carry_on(at, told, specs[at.page]))
        if tiles:
            choose = _("Or choose something else") if told else _("What would you like to do?")
            self._say(choose)
            self.body.addWidget(words(choose, colour="soft"))
            self.body.addLayout(self._tiles(tiles))
        self.body.addStretch(1)
        self.body.addWidget(key_row(inside=True))

    @property
    def back_words(self) -> str:
        return ""

    def text_to_read(self) -> tuple[str, ...]:
        return tuple(self._sentences)

    def refresh(self) -> None:
        first = self._on or self.findChild(PanelButton)
        if first is not None:
            first.setFocus()

    def _say(self, sentence: str) -> None:
        self._sentences.append(sentence)

    def _carry_on(self, at: Stopped, told: str, spec: KioskPageSpec) -> QFrame:
        look = theme.current()
        card = QFrame()
        card.setProperty("card", "on")
        row = QHBoxLayout(card)
        row.setContentsMargins(look.size(28), look.size(20), look.size(28), look.size(20))
        row.setSpacing(look.size(22))
        badge = QFrame()
        badge.setProperty("badge", True)
        badge.setFixedSize(look.size(76), look.size(76))
        inner = QHBoxLayout(badge)
        inner.addWidget(IconLabel(spec.icon, "onPrimary", 40), alignment=Qt.AlignmentFlag.AlignCenter)
        row.addWidget(badge)
        said = QVBoxLayout()
        said.setSpacing(look.size(2))
        said.addWidget(words(_("You stopped here"), "second", colour="soft"))
        said.addWidget(words(told, "section"))
        row.addLayout(said, 1)
        button = self._on = KioskButton(_("Carry on"), "primary", "arrow-right", after=True)
        button.clicked.connect(lambda: self.desk.go(at.page, **at.where))
        row.addWidget(button)
        self._say(_("You stopped here: %(place)s") % {"place": told})
        return card

    def _tiles(self, specs: list[KioskPageSpec]) -> QGridLayout:
        look = theme.current()
        grid = QGridLayout()
        grid.setSpacing(look.size(20))
        columns = 2 if look.factor >= _TWO_COLUMNS_FROM else len(TILES)
        for at, spec in enumerate(specs):
            grid.addWidget(self._tile(spec), at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return grid

    def _open(self, page_id: str) -> None:
        """A page of one idea asks first which, where she has several."""
        if len(self._ideas) > 1:
            self.desk.go("plan", at="ideas", to=page_id)
        else:
            self.desk.go(page_id)

    def _tile(self, spec: KioskPageSpec) -> PanelButton:
        look = theme.current()
        at = in_hand(self.desk.vault, self.desk.person.id, self._ideas)
        progress = spec.page().progress(self.desk.vault, self.desk.person.id, at) if at is not None else None
        said = progress.words if progress is not None and progress.done else _("Not started")
        title, line = _(spec.title), _(spec.line)
        tile = PanelButton(f"{title}. {line}. {said}.")
        tile.setObjectName(f"tile {spec.id}")
        tile.add(IconLabel(spec.icon, "primary", 40))
        tile.column.addSpacing(look.size(14))
        tile.add(words(title, "section"))
        tile.add(words(line, "second", colour="soft"))
        tile.column.addSpacing(look.size(38))
        tile.column.addStretch(1)
        if progress is not None:
            tile.add(StepBoxes(progress.done, progress.of))
        tile.add(words(said, "second"))
        tile.clicked.connect(lambda: self._open(spec.id))
        for sentence in (title, line, said):
            self._say(f"{sentence}.")
        return tile


def _words_of(specs: dict[str, KioskPageSpec], at: Stopped) -> str:
    """What stands under "You stopped here"; empty for a place that is no more."""
    spec = specs.get(at.page)
    if spec is None:
        return ""
    place = spec.place_words(at.where)
    return _("%(page)s: %(place)s") % {"page": _(spec.title), "place": place} if place else ""
