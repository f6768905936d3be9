"""This machine's own card: its check words, and the ways to hand it over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from wagesdesk.errors import UserError
from wagesdesk.export.reports.card_sheet import card_sheet
from wagesdesk.models import keys
from wagesdesk.problems import Problem
from wagesdesk.services import card
from wagesdesk.text import _
from wagesdesk.ui import file_dialogs, labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.settings.section import Section, buttons_row
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.groups_box import GroupsBox
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel

CARD_FILES = "*.card.txt"


class OwnCardSection(Section):
    """Nothing on a card is secret; the four words prove that it was not changed on its way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Card of this machine"),
            _("Another place needs it to send to this one, and to know what comes from it. Nothing on it is secret."),
        )  # fmt: skip
        if desk.place.practice:
            note = ProblemPanel("amber")
            self.body.addWidget(note)
            note.say(Problem(_("This is the practice place."), _("Its card and keys are for trying only."), ""))
        self.words: tuple[str, ...] = ()
        self.body.addWidget(PlainLabel(_("Read these four words to the other person"), "strong"))
        self.box = GroupsBox(_("Check words"), (), columns=2)
        self.body.addWidget(self.box)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text of the card"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.current().size(330))
        self.text.hide()
        self.save = Button(_("Save as a file"), icon="download")
        self.save.clicked.connect(self._choose)
        self.printing = Button(_("Print"), icon="printer")
        self.printing.clicked.connect(self._print)
        self.printing.refuse(_("The check words are being made"))
        self.show_text = Button(_("Show its text"), "link")
        self.show_text.clicked.connect(self._toggle)
        self.body.addLayout(buttons_row(self.save, self.printing, self.show_text))
        self.body.addWidget(self.text)

    def refresh(self) -> None:
        own = card.own_card(self.desk.vault, self.desk.staff_id)
        self.text.setPlainText(keys.card_text(own))
        if not self.words:
            self.desk.jobs.start(
                lambda _token: card.check_words(own), owner=self, done=self._on_words, failed=self.failed
            )

    def _on_words(self, words: tuple[str, str, str, str]) -> None:
        self.words = words
        self.box.set_items(words)
        self.printing.refuse("")

    def _toggle(self) -> None:
        shown = self.text.isHidden()
        self.text.setVisible(shown)
        self.show_text.setText(_("Hide its text") if shown else _("Show its text"))

    def _choose(self) -> None:
        name = f"{self.desk.place.name}.card.txt"
        kind = _("Cards (%(pattern)s)") % {"pattern": CARD_FILES}
        file_dialogs.save_as(self, _("Save the card"), name, kind, self._write)

    def _write(self, path: Path) -> None:
        from wagesdesk.models.folder import atomic_write

        try:
            atomic_write(path, self.text.toPlainText().encode())
        except UserError as error:
            self.desk.problem(error)
        except OSError:
            self.desk.toast(_("The file could not be written there. Choose another folder."))
        else:
            self.desk.toast(_("Saved as %(name)s") % {"name": path.name})

    def _print(self) -> None:
        from wagesdesk.ui.print_preview import open_preview

        place = self.desk.place
        lines = tuple(self.text.toPlainText().splitlines())
        sheet = card_sheet(
            place.name, labels.place_kind(place.kind), ((_("The card, line by line"), lines),), self.words,
            printed=self.desk.clock.today(),
        )  # fmt: skip
        open_preview(self, sheet, self.desk)


def read_words(text: str, _token: Token) -> tuple[keys.Card, tuple[str, str, str, str]]:
    """For a job: the card in `text` and its check words. CardUnreadable, CardKeyWeak."""
    found = keys.read_card(text)
    return found, card.check_words(found)
