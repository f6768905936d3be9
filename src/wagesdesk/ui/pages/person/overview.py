"""The first tab of her page: three columns of cards, two where letters are large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.services import people
from wagesdesk.services.consent import ConsentRow
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.person.about_cards import BusinessCard, NamesCard, ReleaseCard
from wagesdesk.ui.pages.person.came_card import CameCard
from wagesdesk.ui.pages.person.edit_card import EditCard
from wagesdesk.ui.pages.person.plan_card import PlanCard
from wagesdesk.ui.pages.person.side_cards import ConsentCard, NextCard


class Overview(QWidget):
    def __init__(self, desk: Desk, open_consent: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.came = CameCard()
        self.business = BusinessCard(desk)
        self.plans = PlanCard(desk)
        self.names = NamesCard(desk)
        self.release = ReleaseCard(desk)
        self.next = NextCard()
        self.consent = ConsentCard(open_consent)
        erase = desk.actions.button_for("person.erase", "link")
        erase.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(12))
        columns: list[tuple[int, tuple[QWidget, ...]]]
        if not look.large:
            columns = [
                (374, (self.came, self.business, self.names)), (0, (self.release, self.plans, self.consent)),
                (300, (self.next, erase)),
            ]  # fmt: skip
        else:
            left, right = (
                (self.came, self.business, self.names),
                (self.release, self.plans, self.consent, self.next, erase),
            )
            columns = [(0, left), (0, right)]
        for wide, cards in columns:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(look.size(12))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            if wide:
                holder.setFixedWidth(look.size(wide))
            row.addWidget(holder, 0 if wide else 1)

    @property
    def edited(self) -> tuple[EditCard, ...]:
        """The cards with a form, in reading order."""
        return (self.business, self.names, self.release)

    def set_page(self, page: people.PersonPage, rows: Sequence[ConsentRow], today: date) -> None:
        self.came.set_page(page)
        self.business.set_page(page)
        self.names.set_page(page)
        self.release.set_page(page)
        self.next.set_page(page, rows, today)
        self.consent.set_rows(rows)
