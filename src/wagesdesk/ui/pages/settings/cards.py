"""Cards of other places: taking one in, comparing its four words, and the list of those that count."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from wagesdesk.errors import CardError, CardUnreadable, UserError
from wagesdesk.models import keys
from wagesdesk.problems import Problem, describe
from wagesdesk.services import card, terminal
from wagesdesk.text import _, short_day
from wagesdesk.ui import file_dialogs, labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.own_card import read_words
from wagesdesk.ui.pages.settings.section import Section, buttons_row, line
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.groups_box import GroupsBox
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel

_LONGEST_CARD = 8192
Words = tuple[str, str, str, str]


class CardsSection(Section):
    """A card counts only after two people compared its words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Cards of other places"),
            _("A bundle can be made for a place whose card is here, and bundles are let in from it."),
        )  # fmt: skip
        look = theme.current()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.size(6))
        self.body.addLayout(self._rows)
        self._going: card.CardRow | None = None
        really = Button(_("Remove this card"), icon="trash-2")
        really.clicked.connect(self._remove)
        self._keep = Button(_("Keep it"))
        self.asking = ProblemPanel("amber", really, self._keep)
        self._keep.clicked.connect(self.asking.hide)
        self.body.addWidget(self.asking)
        box = QPlainTextEdit()
        box.setTabChangesFocus(True)
        box.setFixedHeight(look.size(150))
        self.field: Field[QPlainTextEdit] = Field(
            _("Add a card"), box, _("Open its file, or type it from paper line by line, or paste it.")
        )
        self.body.addWidget(self.field)
        self.open_file = Button(_("Open a file…"), icon="folder-open")
        self.open_file.clicked.connect(self._choose)
        self.read = Button(_("Read the card"), icon="id-card")
        self.read.clicked.connect(self._read)
        self.body.addLayout(buttons_row(self.open_file, self.read))
        self._reason = ReasonLine(self.read)
        self.body.addWidget(self._reason)
        self.compare: Compare | None = None

    def refresh(self) -> None:
        clear(self._rows)
        mine = card.cards(self.desk.vault)
        for one in mine:
            remove = Button(_("Remove"), "link")
            remove.setAccessibleName(_("Remove the card of %(place)s") % {"place": one.place})
            remove.clicked.connect(lambda *_args, one=one: self._ask(one))
            self.need_administrator(remove)
            compared = (
                _("compared on %(day)s") % {"day": short_day(one.compared_on, year=True, weekday=False)}
                if one.compared_on
                else _("not compared yet, so it does not count")
            )
            rest = ", ".join(text for text in (labels.place_kind(one.kind), one.holder, compared) if text)
            self._rows.addWidget(line(one.place, rest, remove))
        if not mine:
            self._rows.addWidget(PlainLabel(_("No card yet. Ask the other place for theirs, and give them yours.")))
        self.need_administrator(self.open_file, self.read)

    def typed(self) -> str | None:
        return self.field.editor.toPlainText() or None

    def type_again(self, held: str) -> None:
        self.field.editor.setPlainText(held)

    def _choose(self) -> None:
        file_dialogs.open_file(self, _("Open a card"), _("Cards (*.txt);;All files (*)"), self.load)

    def load(self, path: Path) -> None:
        """Put the text of a file into the box and read it."""
        try:
            with path.open("rb") as file:
                text = file.read(_LONGEST_CARD).decode("utf-8", errors="replace")
        except OSError:
            self.field.set_error(_("This file could not be read. Take it from the stick again."))
            return
        self.field.editor.setPlainText(text)
        self._read()

    def _read(self) -> None:
        self.field.clear_error()
        self._drop()
        text = self.field.editor.toPlainText()
        if not text.strip():
            self.field.set_error(_("Open the file of the card, or type its lines here."))
            return
        self.desk.jobs.start(
            lambda token: read_words(text, token), owner=self, done=self._on_read, failed=self._on_unread
        )

    def _on_unread(self, error: Exception) -> None:
        if not isinstance(error, CardError):
            self.failed(error)
            return
        problem = describe(error)
        self.field.set_error(f"{problem.what} {problem.now}")
        number = error.fields.get("line")
        if isinstance(error, CardUnreadable) and isinstance(number, int) and number:
            cursor = QTextCursor(self.field.editor.document().findBlockByLineNumber(number - 1))
            cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            self.field.editor.setTextCursor(cursor)

    def _on_read(self, read: tuple[keys.Card, Words]) -> None:
        self.compare = Compare(*read)
        self.compare.take.clicked.connect(lambda: self._enrol(read[0]))
        self.compare.leave.clicked.connect(self._drop)
        self.body.addWidget(self.compare)
        self.compare.show()
        self.compare.same.setFocus()

    def _drop(self) -> None:
        if self.compare is not None:
            self.body.removeWidget(self.compare)
            let_go(self.compare)
            self.compare = None

    def _enrol(self, other: keys.Card) -> None:
        desk = self.desk
        try:
            changes = card.enrol(desk.vault, desk.staff_id, other, compared_on=desk.clock.today())
        except CardError as error:
            self._drop()
            problem = describe(error)
            self.field.set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            desk.problem(error)
        else:
            self._drop()
            self.field.editor.clear()
            desk.bus.tell(changes)
            desk.toast(_("The card of %(place)s counts now") % {"place": other.place})

    def _ask(self, one: card.CardRow) -> None:
        """It cannot be undone, so what it means is said first."""
        self._going = one
        words_out = any(row.id == one.id and row.out for row in terminal.terminals(self.desk.vault))
        now = [_("To have it again, the card and its four words must be compared anew.")]
        if words_out:
            now.insert(0, _("Words are out there. Collect them first, on the page Terminals."))
        self.asking.say(
            Problem(
                _("Remove the card of %(place)s?") % {"place": one.place},
                _("Nothing more can be made for this place, and what it sends is held back."),
                " ".join(now),
            )
        )
        self._keep.setFocus()

    def _remove(self) -> None:
        one, self._going = self._going, None
        self.asking.hide()
        if one is None:
            return
        try:
            changes = card.remove(self.desk.vault, self.desk.staff_id, one.id)
        except UserError as error:
            self.desk.problem(error)
        else:
            self.desk.bus.tell(changes)
            self.desk.toast(_("The card of %(place)s was removed") % {"place": one.place})


class Compare(QWidget):
    """What the other card says, its four words, and the tick that two people compared them."""

    def __init__(self, other: keys.Card, words: Words) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        column.addWidget(
            facts_grid(
                (
                    (_("Place"), other.place),
                    (_("Kind of place"), labels.place_kind(other.kind)),
                    (_("Kept by"), labels.who(other.holder, other.role)),
                )
            )
        )
        column.addWidget(
            PlainLabel(_("Ask the other person to read the four words of their card, by telephone or here."), wrap=True)
        )
        column.addWidget(GroupsBox(_("Check words of the other card"), words, columns=2))
        self.same = QCheckBox(_("The other person reads the same four words"))
        self.same.toggled.connect(self._on_same)
        column.addWidget(self.same)
        self.take = Button(_("Take this card in"), "primary", "check")
        self.leave = Button(_("They are not the same"), icon="x")
        reason = ReasonLine(self.take)
        column.addLayout(buttons_row(self.take, self.leave))
        column.addWidget(reason)
        self._on_same(False)

    def _on_same(self, same: bool) -> None:
        self.take.refuse("" if same else _("Compare the four words first."))
