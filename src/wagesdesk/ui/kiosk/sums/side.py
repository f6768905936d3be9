"""What stands beside the boxes of a sum: a picture, what it means in words, and what a good friend would say."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.kiosk.sums.picture import Picture
from wagesdesk.ui.kiosk.sums.results import Result
from wagesdesk.ui.kiosk.widgets import words
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.words.money_words import MoneyWords


class Side(QWidget):
    """`with_picture` for a price; the wide pictures stand by themselves."""

    def __init__(self, jobs: Jobs, *, with_picture: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, look.size(24), 0, 0)
        column.setSpacing(look.size(14))
        self.heading = words("", "strong")
        self.heading.hide()
        column.addWidget(self.heading)
        self.picture = Picture(jobs, 264)
        self.picture.hide()
        self._with_picture = with_picture
        column.addWidget(self.picture)
        self._said = QVBoxLayout()
        self._said.setSpacing(look.size(10))
        column.addLayout(self._said)
        self.money = MoneyWords()
        column.addWidget(self.money)
        column.addStretch(1)
        self._shown: tuple[object, ...] = ()

    def say(self, result: Result) -> None:
        """Show another result."""
        self.heading.setText(result.heading)
        self.heading.setVisible(bool(result.heading))
        drawing = result.draw if self._with_picture else None
        self.picture.setVisible(drawing is not None)
        if drawing is not None:
            self.picture.show_drawing(drawing, " ".join(result.sentences[:1]))
        now = (result.sentences, result.cautions)
        if now != self._shown:
            self._shown = now
            clear(self._said)
            for widget in (*(words(each, "lead") for each in result.sentences), *map(_told, result.cautions)):
                self._said.addWidget(widget)


def _told(sentence: str) -> QWidget:
    look = theme.current()
    card = QFrame()
    card.setProperty("told", True)
    row = QHBoxLayout(card)
    row.setContentsMargins(look.size(14), look.size(12), look.size(14), look.size(12))
    row.setSpacing(look.size(12))
    row.addWidget(IconLabel("lightbulb", "ink", 28))
    label = words(sentence, "second")
    label.setAccessibleName(_("Think about this: %(sentence)s") % {"sentence": sentence})
    row.addWidget(label, 1)
    return card
