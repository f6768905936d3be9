"""What the lock page, the cover and the first run share: the ring and the place at the left, a form at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import choosers, theme
from wagesdesk.ui.desk import ChangeSettings, Place
from wagesdesk.ui.widgets.banner import Banner
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.place_tag import place_tag
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.ring import Ring

if TYPE_CHECKING:
    from wagesdesk.ui.help import HelpPanel

LEFT, FORM, EDGE = 560, 440, 32
_TALL = 650
"""What the choosers and a form of usual height need."""


class LockFrame(QWidget):
    """Put the form into `form`, at most `indent` from the left part and `top` below the choosers.

    `change` None leaves out the choosers for language and text size (on the cover). F1 opens the help `topic`.
    """

    def __init__(
        self,
        place: Place | None,
        settings: Settings,
        change: ChangeSettings | None,
        *,
        topic: str = "lock",
        form_width: int = FORM,
        indent: int = 126,
        top: int = 68,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self._form_width, self._indent, self._top = look.size(form_width), look.size(indent), look.size(top)
        self.setProperty("page", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = self._make_left(place)
        row.addWidget(self._left)
        right = QVBoxLayout()
        right.setSpacing(0)
        row.addLayout(right, 1)
        if place is not None and place.practice:
            band = Banner("amber", parent=self)
            band.say(_("Practice: invented people"))
            right.addWidget(band)
        self.notice = Banner("amber", closable=True)
        right.addWidget(self.notice)
        right.addLayout(self._choosers(settings, change))
        right.addWidget(self._make_form(), 1)
        self._topic = topic
        self._help: HelpPanel | None = None
        QShortcut(QKeySequence("F1"), self, self._turn_help)

    @property
    def help(self) -> HelpPanel:
        """The panel of F1, made when first asked for."""
        if self._help is None:
            from wagesdesk.ui.help import HelpPanel

            self._help = HelpPanel(self)
        return self._help

    def _turn_help(self) -> None:
        self.help.turn(self._topic)

    def _choosers(self, settings: Settings, change: ChangeSettings | None) -> QHBoxLayout:
        look = theme.current()
        row = QHBoxLayout()
        row.setContentsMargins(0, look.size(20), look.size(EDGE), 0)
        row.setSpacing(look.size(4))
        row.addStretch(1)
        for button in choosers.both(settings, change, kind="plain") if change is not None else ():
            row.addWidget(button)
        helping = Button(_("Help  F1"), "plain", "circle-question-mark")
        helping.setAccessibleName(_("Help"))
        helping.clicked.connect(self._turn_help)
        row.addWidget(helping)
        return row

    def _make_form(self) -> QWidget:
        look = theme.current()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        sheet.setProperty("page", True)
        across = QHBoxLayout(sheet)
        across.setContentsMargins(look.size(24), 0, look.size(24), 0)
        across.addSpacerItem(QSpacerItem(self._indent, 0, QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum))
        column = self._sheet = QVBoxLayout()
        across.addLayout(column)
        across.addStretch(1)
        self._above = QSpacerItem(0, self._top, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column.addSpacerItem(self._above)
        holder = QWidget()
        holder.setFixedWidth(self._form_width)
        self.form = QVBoxLayout(holder)
        self.form.setContentsMargins(0, 0, 0, look.size(24))
        self.form.setSpacing(look.size(12))
        column.addWidget(holder)
        column.addStretch(1)
        scroll.setWidget(sheet)
        return scroll

    def _make_left(self, place: Place | None) -> QFrame:
        look = theme.current()
        left = QFrame()
        left.setProperty("side", True)
        column = QVBoxLayout(left)
        column.setContentsMargins(look.size(64), look.size(84), look.size(32), look.size(46))
        column.setSpacing(0)
        across = QHBoxLayout()
        across.addSpacerItem(QSpacerItem(-look.size(12), 0))
        across.addWidget(Ring(372, "sideDot"))
        across.addStretch(1)
        column.addLayout(across)
        column.addSpacerItem(QSpacerItem(0, look.size(46), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum))
        column.addWidget(PlainLabel("WagesDesk", "hero", colour="sideText"))
        column.addSpacing(look.size(4))
        column.addWidget(
            PlainLabel(_("Working for yourself, not by yourself"), "tagline", colour="sideSoft", wrap=True)
        )
        column.addSpacing(look.size(12))
        column.addStretch(1)
        if place is not None:
            row = QHBoxLayout()
            row.setSpacing(look.size(11))
            row.addWidget(place_tag(outside=place.outside))
            row.addWidget(PlainLabel(place.name, "strong", colour="sideText", elide=True), 1)
            column.addLayout(row)
        return left

    def resizeEvent(self, event: QResizeEvent) -> None:
        look = theme.current()
        needed = self._form_width + look.size(24) * 2
        width = max(min(look.size(LEFT), self.width() - needed), 0)
        self._left.setFixedWidth(width)
        # A low window gives the room above the form to the form.
        above = max(min(self._top, self.height() - look.size(_TALL)), look.size(8))
        self._above.changeSize(0, above, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._sheet.invalidate()
        super().resizeEvent(event)
