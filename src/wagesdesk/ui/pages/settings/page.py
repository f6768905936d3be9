"""Settings: one column of sections, and a list at the left to jump to them where the window is wide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import panes, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.later import later
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.settings.about import AboutSection
from wagesdesk.ui.pages.settings.backup import BackupSection
from wagesdesk.ui.pages.settings.cards import CardsSection
from wagesdesk.ui.pages.settings.escrow import EscrowSection
from wagesdesk.ui.pages.settings.machine import MachineSection
from wagesdesk.ui.pages.settings.own_card import OwnCardSection
from wagesdesk.ui.pages.settings.people import StaffSection
from wagesdesk.ui.pages.settings.place import CohortsSection, PlaceSection
from wagesdesk.ui.pages.settings.rules import RulesSection
from wagesdesk.ui.pages.settings.section import Section
from wagesdesk.ui.pages.settings.security import SecuritySection
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.page_head import PageHead

_COLUMN, _JUMPS = 640, 220


class SettingsPage(Page):
    """`show_where(section=...)` goes to one of `sections`; a terminal has only those it needs."""

    interested_in: ClassVar[frozenset[str]] = frozenset({"staff", "site", "card", "cohort", "workshop", "enrolment"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        look = theme.current()
        self.staff, self.machine, self.about = StaffSection(desk), MachineSection(desk), AboutSection(desk)
        self.own_card, self.cards, self.escrow = OwnCardSection(desk), CardsSection(desk), EscrowSection(desk)
        self.sections: dict[str, Section] = {
            "machine": self.machine, "staff": self.staff, "card": self.own_card, "cards": self.cards,
            "escrow": self.escrow, "about": self.about,
        }  # fmt: skip
        if desk.place.kind != "terminal":
            self.place, self.rules, self.cohorts = PlaceSection(desk), RulesSection(desk), CohortsSection(desk)
            self.security, self.backup = SecuritySection(desk), BackupSection(desk)
            self.sections = {
                "place": self.place, "rules": self.rules, "cohorts": self.cohorts, "staff": self.staff,
                "card": self.own_card, "cards": self.cards, "escrow": self.escrow, "security": self.security,
                "machine": self.machine, "backup": self.backup, "about": self.about,
            }  # fmt: skip
        self.let_scroll_to_the_end()
        self.body.addWidget(PageHead(_("Settings")))
        row = QHBoxLayout()
        row.setSpacing(look.size(24))
        self.body.addLayout(row, 1)
        self._jump_of: dict[Section, Button] = {}
        self._jumps = self._make_jumps()
        row.addWidget(self._jumps)
        self._scroll = self._make_column()
        row.addWidget(self._scroll, 1)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._mark(self._at()))
        self._mark(self._at())

    def refresh(self) -> None:
        for section in self.sections.values():
            section.refresh()

    def typing_key(self) -> str:
        return "settings"

    def typed(self) -> dict[str, Any] | None:
        found = {name: section.typed() for name, section in self.sections.items()}
        return {name: held for name, held in found.items() if held is not None} or None

    def type_again(self, held: Mapping[str, Any]) -> None:
        for name, typed in held.items():
            if name in self.sections:
                self.sections[name].type_again(typed)

    def show_where(self, **where: str) -> None:
        section = self.sections.get(where.get("section", ""))
        if section is not None:
            # Once the sections have their sizes.
            later(0, section, lambda: self.jump(section))

    def key_hints(self) -> tuple[KeyHint, ...]:
        return (self.desk.actions.hint_for("next_pane"), *self.undo_hint())

    def panes(self) -> tuple[QWidget, ...]:
        return (self._jumps, *self.sections.values()) if self._jumps.isVisible() else tuple(self.sections.values())

    def jump(self, section: Section) -> None:
        """Bring a section to the top, and the focus into it."""
        self._scroll.verticalScrollBar().setValue(section.y())
        self._mark(section)  # one near the end cannot come to the top
        target = panes.first_control(section)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building

    def _make_jumps(self) -> QWidget:
        look = theme.current()
        whole = QWidget()
        whole.setFixedWidth(look.size(_JUMPS))
        whole.setAccessibleName(_("Jump to"))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(2))
        for section in self.sections.values():
            button = Button(section.title.text(), "link")
            button.setProperty("jump", True)
            button.clicked.connect(lambda *_args, section=section: self.jump(section))
            column.addWidget(button)
            self._jump_of[section] = button
        column.addStretch(1)
        return whole

    def _at(self) -> Section:
        """The section that stands at the top."""
        top = self._scroll.verticalScrollBar().value() + theme.current().size(24)
        first, *others = self.sections.values()
        return [first, *(one for one in others if one.y() <= top)][-1]

    def _mark(self, current: Section) -> None:
        for section, button in self._jump_of.items():
            here = section is current
            if button.property("current") != here:
                button.setProperty("current", here)
                button.setAccessibleDescription(_("You are here") if here else "")
                button.style().unpolish(button)
                button.style().polish(button)

    def _make_column(self) -> QScrollArea:
        look = theme.current()
        sheet = QWidget()
        sheet.setProperty("page", True)
        across = QHBoxLayout(sheet)
        across.setContentsMargins(0, 0, look.size(8), 0)
        holder = QWidget()
        holder.setMaximumWidth(look.size(_COLUMN))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, look.size(16))
        column.setSpacing(look.size(14))
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        across.addWidget(holder, 1)
        across.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(sheet)
        return scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        look = theme.current()
        self._jumps.setVisible(self.width() >= look.size(_COLUMN + _JUMPS + 72))
        super().resizeEvent(event)
