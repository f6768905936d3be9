"""A new passphrase: six words that are offered, big, or one of her own; and the same typed back once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import WeakPassphrase
from wagesdesk.models.secrets import check_chosen, new_passphrase, normalise
from wagesdesk.problems import describe
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.groups_box import GroupsBox
from wagesdesk.ui.widgets.passphrase import PassphraseField


class PassphraseChoice(QWidget):
    """`passphrase` and `own` say what stands there; `turned(own)` when she chose the other kind."""

    turned = Signal(bool)

    def __init__(self, passphrase: str, own: bool, print_words: Callable[[str], None]) -> None:
        """`print_words` shows the sheet with the words it is given."""
        super().__init__()
        look = theme.current()
        self.own = own
        self._words = passphrase if passphrase and not own else new_passphrase()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self._offered = QWidget()
        inner = QVBoxLayout(self._offered)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.size(12))
        self.box = GroupsBox(_("The words"), self._words.split())
        inner.addWidget(self.box)
        row = QHBoxLayout()
        row.setSpacing(look.size(10))
        self.printing = Button(_("Print the words"), icon="printer")
        self.printing.clicked.connect(lambda: print_words(self._words))
        other = Button(_("Give me other words"), icon="rotate-ccw")
        other.clicked.connect(self._renew)
        row.addWidget(self.printing)
        row.addWidget(other)
        row.addStretch(1)
        inner.addLayout(row)
        column.addWidget(self._offered)
        self.chosen = PassphraseField(
            _("A passphrase of your own"),
            _("At least 15 characters. Four or five words that have nothing to do with each other are good."),
        )
        self.chosen.edit.setText(passphrase if own else "")
        column.addWidget(self.chosen)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        self.turn = Button("", "link")
        self.turn.setProperty("edge", True)
        self.turn.clicked.connect(self._turn)
        line.addWidget(self.turn)
        line.addStretch(1)
        column.addLayout(line)
        self._show()

    @property
    def passphrase(self) -> str:
        return self.chosen.edit.text() if self.own else self._words

    @property
    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.chosen.edit if self.own else self.printing

    def good(self) -> bool:
        """Whether it will do; if not, that is said beside the field."""
        self.chosen.field.clear_error()
        if not self.own:
            return True
        try:
            check_chosen(self.passphrase)
        except WeakPassphrase as error:
            problem = describe(error)
            self.chosen.field.set_error(f"{problem.what} {problem.now}")
            return False
        return True

    def _renew(self) -> None:
        self._words = new_passphrase()
        self.box.set_items(self._words.split())

    def _turn(self) -> None:
        self.own = not self.own
        self._show()
        self.first.setFocus()
        self.turned.emit(self.own)

    def _show(self) -> None:
        self._offered.setVisible(not self.own)
        self.chosen.setVisible(self.own)
        self.turn.setText(_("Take words that are offered") if self.own else _("I choose my own"))
        self.turn.setAccessibleName(self.turn.text())


def typed_back_error(wanted: str, typed: str, *, own: bool) -> str:
    """What is wrong with the passphrase typed back, in words; empty when it is the same."""
    if normalise(typed) == normalise(wanted):
        return ""
    if not typed.strip():
        return _("Type it once, so that we know it was written down right.")
    if own:
        return _("This is not the same as before. Go back and look at it, then type it again.")
    words, meant = normalise(typed).split(), normalise(wanted).split()
    if len(words) != len(meant):
        return ngettext(
            "You typed %(typed)d word, and there are %(meant)d.",
            "You typed %(typed)d words, and there are %(meant)d.",
            len(words),
        ) % {"typed": len(words), "meant": len(meant)}
    wrong = next(place for place, pair in enumerate(zip(words, meant, strict=True), 1) if pair[0] != pair[1])
    return _("Word %(number)d is another one. Look at your paper, or go back and write it down again.") % {
        "number": wrong
    }
