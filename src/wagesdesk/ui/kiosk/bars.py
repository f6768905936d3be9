"""The bar above every page of the kiosk, and the one below it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from wagesdesk.models.kiosk import PAGE_COLOURS, SIZES
from wagesdesk.services.comfort import Comfort
from wagesdesk.text import N_, _
from wagesdesk.ui import choosers, theme
from wagesdesk.ui.kiosk.widgets import KioskButton
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.ring import Ring

COLOUR_WORDS = {
    "cream": N_("Cream"), "white": N_("White"), "blue": N_("Blue"), "green": N_("Green"), "rose": N_("Rose"),
}  # fmt: skip
_EDGE, _TIGHT_EDGE, _SHORTEST = 48, 20, 70


def swatch(colour: str, px: float = 24) -> QPixmap:
    """A page colour as a round picture with an edge, for a bar."""
    look = theme.current()
    side = look.bar(px)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("edge"), 2))
    painter.setBrush(theme.page_colour(colour))
    painter.drawEllipse(QRectF(1, 1, side - 2, side - 2))
    painter.end()
    return pixmap


def other_language(now: str) -> str:
    """The language that can be chosen instead; empty where there is only one."""
    return next((code for code in choosers.languages(participants=True) if code != now), "")


class TopBar(QFrame):
    """Her name, and the four things she can always change; `changed(Comfort)` when she did."""

    changed = Signal(object)
    stop = Signal()

    def __init__(self, name: str, comfort: Comfort, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("bar", "top")
        self.setFixedHeight(look.bar(72))
        self.setAccessibleName(_("Top bar"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.bar(_EDGE), 0, look.bar(_EDGE), 0)
        self._row.setSpacing(look.bar(12))
        self._row.addWidget(Ring(36, "primary"))
        self._who = PlainLabel(name, "name", elide=True)
        self._row.addWidget(self._who, 1)
        if language_code := other_language(language):
            self._add("language", choosers.LANGUAGES[language_code], "languages").clicked.connect(
                lambda: self.changed.emit(replace(comfort, language=language_code))
            )
        at = SIZES.index(comfort.size)
        larger = SIZES[(at + 1) % len(SIZES)]
        words = _("Bigger words") if larger > comfort.size else _("Smaller words")
        self._add("size", words, "a-large-small").clicked.connect(
            lambda: self.changed.emit(replace(comfort, size=larger))
        )
        self.colour = self._add("colour", _("Page colour"))
        self.colour.set_picture(swatch(comfort.colour))
        self.colour.setCheckable(True)
        self._add("stop", _("Stop for now"), "log-out").clicked.connect(self.stop)

    def _add(self, name: str, words: str, icon: str = "") -> KioskButton:
        button = KioskButton(words, icon=icon, size="bar")
        button.setObjectName(name)
        self._row.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.current()
        buttons = self.findChildren(KioskButton)
        taken = sum(one.sizeHint().width() + look.bar(12) for one in buttons) + look.bar(2 * _EDGE + 36 + 12)
        self._who.setVisible(self.width() - taken >= look.bar(_SHORTEST))  # a few letters say nothing


class ColourStrip(QFrame):
    """The five page colours, each with its word; `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("bar", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.bar(_EDGE), look.bar(12), look.bar(_EDGE), look.bar(12))
        row.setSpacing(look.bar(12))
        row.addStretch(1)
        for colour in PAGE_COLOURS:
            button = KioskButton(_(COLOUR_WORDS[colour]), size="bar")
            button.set_picture(swatch(colour))
            button.setCheckable(True)
            button.setChecked(colour == now)
            button.clicked.connect(lambda _on=False, colour=colour: self.chosen.emit(colour))
            row.addWidget(button)
        self.hide()

    def focus_chosen(self) -> None:
        """The focus on the colour that is in use."""
        for button in self.findChildren(KioskButton):
            if button.isChecked():
                button.setFocus()


class Footer(QFrame):
    """Back, I need help, what is saved, and at the right what goes on. The frame says which of them are there.

    Where they do not all fit, Listen is said in one word, then all are drawn tighter, then "Saved" goes without saying.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("bar", "foot")
        self.setFixedHeight(look.bar(96))
        self.setMinimumWidth(1)  # it goes by the width there is, and never makes the window wider
        self.setAccessibleName(_("Bottom bar"))
        self._row = QHBoxLayout(self)
        self.back = KioskButton(_("Back"), icon="arrow-left", size="foot")
        self.help = KioskButton(_("I need help"), icon="hand", size="foot")
        self.saved = _Saved()
        self.listen = KioskButton(_("Listen to this page"), icon="volume-2", size="foot")
        self.leave = KioskButton(_("Leave it for now"), size="foot")
        self.next = KioskButton(_("Next"), "primary", "arrow-right", size="foot", after=True)
        for widget in (self.back, self.help, self.saved):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for button in (self.listen, self.leave, self.next):
            self._row.addWidget(button)
        self._space(_EDGE, tight=False)

    def fit(self) -> None:
        """Say and show as much as there is room for."""
        for listen, edge, tight, saved in (
            (_("Listen to this page"), _EDGE, False, True), (_("Listen"), _EDGE, False, True),
            (_("Listen"), _EDGE, True, True), (_("Listen"), _TIGHT_EDGE, True, True),
            (_("Listen"), _TIGHT_EDGE, True, False),
        ):  # fmt: skip
            self.listen.say(listen)
            self.saved.setVisible(saved or not self.saved.ok)
            self._space(edge, tight=tight)
            if self._row.totalMinimumSize().width() <= self.width():
                return

    def _space(self, edge: int, *, tight: bool) -> None:
        look = theme.current()
        self._row.setContentsMargins(look.bar(edge), 0, look.bar(edge), 0)
        self._row.setSpacing(look.bar(10 if tight else 20))
        for button in (self.back, self.help, self.listen, self.leave, self.next):
            if bool(button.property("tight")) != tight:
                button.setProperty("tight", tight)
                button.style().unpolish(button)
                button.style().polish(button)
        self._row.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _Saved(QWidget):
    """A tick and "Saved", or a pencil and "Not saved yet"."""

    def __init__(self) -> None:
        super().__init__()
        look = theme.current()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.bar(8))
        self._icon = IconLabel("circle-check", "green", 28 * look.bar(100) / look.size(100))
        self._words = PlainLabel("", "saved", colour="green")
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self.say(_("Saved"), ok=True)

    def say(self, words: str, *, ok: bool) -> None:
        self.ok = ok
        if words != self._words.text():
            self._icon.set_icon("circle-check" if ok else "pencil", "green" if ok else "ink")
            self._words.setProperty("colour", "green" if ok else "")
            self._words.setText(words)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)
            self.updateGeometry()  # now: the footer asks at once how much room it takes
