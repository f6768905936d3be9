"""The first pages: practise or set up, what this machine is, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from wagesdesk.services.reference import Prison, prisons
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.setup.draft import OUTSIDE
from wagesdesk.ui.setup.step import Frame, Step
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.choices import Answer, Choices
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.table import Table

LONGEST_NAME = 80


class WelcomeStep(Step):
    """The ways on, each with what it means."""

    def __init__(self, frame: Frame, practise: Callable[[], None], restore: Callable[[], None]) -> None:
        super().__init__(
            frame,
            _("Welcome to WagesDesk"),
            _("Everything stays on this machine, locked. No network is used or needed, ever."),
        )
        begin = Button(_("Set up this machine"), "primary", "arrow-right", size="lock")
        begin.clicked.connect(frame.go_on)
        self.practise = Button(_("Try it with invented people"), icon="users", size="lock")
        self.practise.clicked.connect(practise)
        self._way(
            begin, _("For real work. A few short pages, about ten minutes. Have paper and a pen ready, or a printer.")
        )
        self._way(
            self.practise,
            _("One click, a few seconds. Twelve invented women, marked as practice on every page."),
        )
        self.restore = Button(_("I have a backup"), "link", "history")
        self.restore.setProperty("edge", True)
        self.restore.clicked.connect(restore)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addWidget(PlainLabel(_("Bring records back from a stick or a folder."), colour="soft", wrap=True), 1)
        self.body.addLayout(row)
        self.just_read = Button(_("Just read a bundle"), "link", "book-open")
        self.just_read.setProperty("edge", True)
        self.just_read.clicked.connect(self._on_just_read)
        row = QHBoxLayout()
        row.addWidget(self.just_read)
        row.addWidget(PlainLabel(_("With its key, and nothing is kept."), colour="soft", wrap=True), 1)
        self.body.addLayout(row)
        self.first = begin
        self._begin = begin
        self._work = PlainLabel("", "strong")
        self._work.hide()
        self.body.addWidget(self._work)

    def _on_just_read(self) -> None:
        from wagesdesk.ui.just_read import open_just_read

        open_just_read(self, self.frame.jobs)

    def set_busy(self, reason: str) -> None:
        """Refuse every way for `reason`; empty lets them work again."""
        for way in (self._begin, self.practise, self.restore):
            way.refuse(reason)
        self.show_work("")

    def show_work(self, words: str) -> None:
        """The present step in words; empty when nothing runs."""
        self._work.setText(words)
        self._work.setVisible(bool(words))

    def _way(self, button: Button, sentence: str) -> None:
        look = theme.current()
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(look.size(16))
        row.addWidget(PlainLabel(sentence, "body", wrap=True), 1)
        card.body.addLayout(row)
        card.body.addWidget(button)
        button.setAccessibleDescription(sentence)
        self.body.addWidget(card)


class KindStep(Step):
    """Laptop, terminal or outside."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("What is this machine?"))
        self._choices = Choices(
            _("What is this machine?"),
            (
                Answer(
                    "laptop", _("The facilitator's laptop, inside"),
                    _("In the prison. Registers, people, plans and everything that leaves are made here."), "laptop",
                ),
                Answer(
                    "terminal", _("A terminal, inside"),
                    _("In the prison. Participants write here while a facilitator is in the room."), "keyboard",
                ),
                Answer(
                    OUTSIDE, _("A machine outside"),
                    _("For a support worker or a co-operative, after release or in the community."), "house",
                ),
            ),
            frame.draft.kind or "laptop",
        )  # fmt: skip
        self.body.addWidget(self._choices)
        self.first = self._choices

    def accept(self) -> bool:
        self.keep()
        return True

    def keep(self) -> None:
        draft, kind = self.draft, self._choices.key
        if draft.kind and draft.outside != (kind == OUTSIDE):
            draft.site_name, draft.site_code = "", ""
            for person in draft.people:
                person.role = ""
        draft.kind = kind


class _Search(QLineEdit):
    """Down goes on into the list."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setMaxLength(LONGEST_NAME)
        self.down: Callable[[], None] = lambda: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down()
        else:
            super().keyPressEvent(event)


class PrisonStep(Step):
    """The shipped list, narrowed down by typing; a name that is not in it is taken as typed."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Which prison is it in?"))
        self._field: Field[_Search] = Field(
            _("Name of the prison"),
            _Search(frame.draft.site_name),
            _("Type a part of its name or its town. If it is not in the list, type its whole name."),
        )
        self.search = self._field.editor
        self.body.addWidget(self._field)
        self._model = RowsModel[Prison](
            (
                Column(_("Prison"), lambda one: one.name, bold=True),
                Column(_("Town"), lambda one: one.place),
            ),
            theme.current().font(),
        )
        self.table = Table(self._model, _("Prisons"), row_height=34, sortable=False)
        self.table.horizontalHeader().hide()
        self.table.set_widths(300)
        self.table.setFixedHeight(theme.current().size(34 * (4 if theme.current().large else 6)))
        self._card = Card(padded=False)
        self._card.body.addWidget(self.table)
        self.body.addWidget(self._card)
        self.search.textEdited.connect(self._narrow)
        self.search.down = self._into_list
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.opened.connect(lambda _row: frame.go_on())
        self._narrow("" if frame.draft.site_code else frame.draft.site_name)
        self.first = self.search

    def accept(self) -> bool:
        self._field.clear_error()
        typed = " ".join(self.search.text().split())
        whole = [one for one in prisons() if one.name.casefold() == typed.casefold()]
        fitting = whole or (_fitting(typed) if typed else [])
        if not typed:
            self._field.set_error(_("Choose a prison from the list, or type its name."))
        elif len(fitting) > 1:
            self._field.set_error(_("Several prisons fit. Choose one from the list, or type more of its name."))
        else:
            self.draft.site_name = fitting[0].name if fitting else typed
            self.draft.site_code = fitting[0].id if fitting else ""
            return True
        return False

    def keep(self) -> None:
        self.draft.site_name = self.search.text()

    def _narrow(self, typed: str) -> None:
        self._field.clear_error()
        self._model.set_rows(_fitting(typed))
        self._card.setVisible(bool(self._model.rows))

    def _into_list(self) -> None:
        if self._model.rows:
            self.table.setFocus()
            self.table.selectRow(0)

    def _on_row(self) -> None:
        row = self.table.current_row()
        if row is not None and self.table.hasFocus():
            self.search.setText(row.name)


def _fitting(typed: str) -> list[Prison]:
    """The prisons in use that have `typed` in their name or town, in the order of the list."""
    wanted = " ".join(typed.casefold().split())
    return [one for one in prisons() if one.active and wanted in f"{one.name} {one.place}".casefold()]


class OrganisationStep(Step):
    """Outside: whose machine it is."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Which organisation uses this machine?"))
        self._field = text_field(
            _("Name of the organisation"),
            _("As others know it, for example the name of the co-operative."),
            text=frame.draft.site_name,
            most=LONGEST_NAME,
        )
        self.body.addWidget(self._field)
        self.first = self._field.editor

    def accept(self) -> bool:
        self._field.clear_error()
        self.keep()
        if not self.draft.site_name:
            self._field.set_error(_("Type the name of the organisation."))
        return bool(self.draft.site_name)

    def keep(self) -> None:
        self.draft.site_name, self.draft.site_code = " ".join(self._field.editor.text().split()), ""


def site_step(frame: Frame) -> Step:
    """The page that asks where the machine stands."""
    return OrganisationStep(frame) if frame.draft.outside else PrisonStep(frame)


def sentence_row(icon: str, text: str) -> QWidget:
    """An icon and a sentence beside it."""
    look = theme.current()
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(8))
    row.addWidget(IconLabel(icon, "info", 18), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text, "body", colour="info", wrap=True), 1)
    return whole
