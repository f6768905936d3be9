"""The prison's own security key: where the place says so, it opens every bundle that leaves, and she is told."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from wagesdesk.errors import CardError, FieldInvalid, UserError
from wagesdesk.problems import describe
from wagesdesk.services import card
from wagesdesk.text import _
from wagesdesk.ui import file_dialogs
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.settings.section import Section, buttons_row
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel

_LONGEST_FILE = 4096
_KEY = re.compile(r"age1[a-z0-9]{50,70}")


class SecuritySection(Section):
    """Off until a key is typed or read from a file; then named in each manifest and beside each question of consent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("The prison's own key"),
            _("Some prisons want to be able to open what leaves. With a key here every bundle can be opened with it "
              "too, and each woman is told so before she agrees. Leave it empty where the prison does not ask for it."),
        )  # fmt: skip
        self._state = QVBoxLayout()
        self.body.addLayout(self._state)
        self.name = text_field(_("Whose key it is"), _("As it is named to the women, like Security at HMP Ashmere."),
                               most=80)  # fmt: skip
        self.key = text_field(_("Public half of the key"), _("It begins with age1."), most=120)
        self.key.editor.returnPressed.connect(self._use)
        self.body.addWidget(self.name)
        self.body.addWidget(self.key)
        self.load = Button(_("From a file…"), icon="folder-open")
        self.load.clicked.connect(
            lambda: file_dialogs.open_file(self, _("Open a key"), _("Keys (*.txt *.pub);;All files (*)"), self.read)
        )
        self.use = Button(_("Use this key"), icon="key-round")
        self.use.clicked.connect(self._use)
        self.stop = Button(_("Stop using it"), icon="x")
        self.stop.clicked.connect(self._stop)
        self.body.addLayout(buttons_row(self.use, self.load, self.stop))
        self.body.addWidget(ReasonLine(self.use))

    def refresh(self) -> None:
        clear(self._state)
        held = card.security(self.desk.vault)
        self.stop.setVisible(held is not None)
        if held is None:
            self._state.addWidget(PlainLabel(_("No such key: only the recipient and the spare key open a bundle."),
                                             "strong", wrap=True))  # fmt: skip
        else:
            self._words = PlainLabel(_("being worked out"), "strong", wrap=True)
            self._state.addWidget(
                facts_grid(((_("Opens every bundle"), held.place), (_("Key"), _halves(held.age_public))))
            )
            self._state.addWidget(PlainLabel(_("Check words: compare them with whoever keeps the key"), "second",
                                             colour="soft", wrap=True))  # fmt: skip
            self._state.addWidget(self._words)
            self.desk.jobs.start(
                lambda token: _words_of(token, held), owner=self,
                done=lambda words: self._words.setText(", ".join(words)), failed=self.failed,
            )  # fmt: skip
        self.need_administrator(self.use, self.load, self.stop)

    def read(self, path: Path) -> None:
        """Put the key of a file into its field."""
        self.key.clear_error()
        try:
            with path.open("rb") as file:
                text = file.read(_LONGEST_FILE).decode("utf-8", errors="replace")
        except OSError:
            text = ""
        found = _KEY.search(text)
        if found is None:
            self.key.set_error(_("There is no key in this file that begins with age1."))
            return
        self.key.editor.setText(found[0])

    def _use(self) -> None:
        self.name.clear_error()
        self.key.clear_error()
        public = "".join(self.key.editor.text().split()).lower()
        try:
            changes = card.set_security(self.desk.vault, self.desk.staff_id, self.name.editor.text(), public)
        except FieldInvalid as error:
            problem = describe(error)
            self.name.set_error(f"{problem.what} {problem.now}")
        except CardError:
            self.key.set_error(_("This is not the public half of a key. Compare it with the paper or the file."))
        except UserError as error:
            self.desk.problem(error)
        else:
            self.name.editor.clear()
            self.key.editor.clear()
            self.desk.bus.tell(changes)
            self.desk.toast(_("From now on this key opens every bundle too"), undo=True)

    def _stop(self) -> None:
        try:
            changes = card.remove(self.desk.vault, self.desk.staff_id, card.SECURITY)
        except UserError as error:
            self.desk.problem(error)
        else:
            self.desk.bus.tell(changes)
            self.desk.toast(_("Bundles made from now on are closed to this key"), undo=True)


def _halves(key: str) -> str:
    """A key in two lines, as there is no room for one."""
    return f"{key[:31]}\n{key[31:]}"


def _words_of(token: Token, held: card.CardRow) -> tuple[str, ...]:
    token.step(0, 0, _("Working out the check words"))
    return card.security_words(held)
