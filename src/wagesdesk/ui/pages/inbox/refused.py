"""A bundle that was not let in: why, what is safe, what to do now. Nothing was changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import BundleSenderUnknown, DriveGone, UserError
from wagesdesk.problems import Problem, describe
from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel

_KINDS = {
    "laptop": N_("a prison's laptop"),
    "terminal": N_("a machine to write at"),
    "outside": N_("an outside place"),
    "agency": N_("another agency"),
    "security": N_("a prison's security department"),
}


class RefusedView(QWidget):
    """`again` when another bundle is to be read."""

    again = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        self.head = PageHead(_("This bundle was not taken in"))
        whole.addWidget(self.head)
        self.cards = Button(_("Compare cards in Settings"), icon="id-card")
        self.cards.clicked.connect(lambda: desk.go("settings", section="cards"))
        self.other = Button(_("Read another"), icon="usb")
        self.other.clicked.connect(self.again.emit)
        self.panel = ProblemPanel("red", self.cards, self.other)
        whole.addWidget(self.panel)
        self._claim = Card(_("What it says of itself"), ruled=True)
        self._facts = QVBoxLayout()
        self._claim.body.addWidget(
            PlainLabel(
                _("Anybody can write this. It counts only when the cards were compared."), colour="soft", wrap=True
            )
        )
        self._claim.body.addLayout(self._facts)
        whole.addWidget(self._claim)
        self._support = PlainLabel("", "small", colour="soft", wrap=True)
        whole.addWidget(self._support)
        whole.addStretch(1)

    def show_error(self, name: str, error: UserError) -> None:
        """The sentences for `error` about the file `name`."""
        self.head.set_line(name)
        self.panel.say(_read_error() if isinstance(error, DriveGone) else describe(error))
        unknown = isinstance(error, BundleSenderUnknown)
        self.cards.setVisible(unknown)
        self._claim.setVisible(unknown)
        clear(self._facts)
        if unknown:
            self._facts.addWidget(facts_grid(_claims(error)))
        code = str(error.fields.get("code") or "")
        self._support.setText(
            _("Details for support: %(what)s") % {"what": " ".join(filter(None, (type(error).__name__, code)))}
        )
        (self.cards if unknown else self.other).setFocus()


def _claims(error: UserError) -> tuple[tuple[str, str], ...]:
    kind = str(error.fields.get("kind") or "")
    return (
        (_("It says it is"), str(error.fields.get("place") or "")),
        (_("Kind of place"), _(_KINDS[kind]) if kind in _KINDS else kind),
        (_("Fingerprint"), str(error.fields.get("fingerprint") or "")),
    )


def _read_error() -> Problem:
    return Problem(
        _("The file cannot be read any more."),
        _("Nothing was taken in. The records on this machine are as they were."),
        _("Put the stick back in and read it again."),
    )
