"""One section of the draft: its number and title, and of each owner her words, how far they are, what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from wagesdesk.services import plan_comments
from wagesdesk.services.plan import Answer, SectionView
from wagesdesk.services.plan_template import plan_template
from wagesdesk.services.plan_translations import Translation
from wagesdesk.text import _
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.answer_text import AnswerText, Mark
from wagesdesk.ui.pages.plans.money_figures import MoneyFigures
from wagesdesk.ui.pages.plans.reading import Numbered, Shown
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_INDENT = 7
_MONEY = "money"
"""The section beside whose words the figures of her sums stand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to do with an answer: "type", "checked", "unchecked", "earlier", "translate"."""

    what: str
    section: str
    person_id: str


class SectionBlock(QWidget):
    """`wanted` with what was chosen under an answer."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, part: SectionView, shown: Shown) -> None:
        super().__init__()
        self._desk, self._part = desk, part
        self.code = part.code
        self.texts: dict[str, AnswerText] = {}
        look = theme.current()
        section = plan_template().section(part.code)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(10))
        row.addWidget(_number(section.number), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(_indented(PlainLabel(_(section.title), "section", wrap=True)))
        several = len(shown.view.row.owners) > 1 or len(part.answers) > 1
        for one in part.answers:
            if several:
                column.addWidget(_indented(PlainLabel(one.name, "strong")))
            self._add_answer(column, one, shown, several=several)
        if part.code == _MONEY and shown.sheets.figures:
            column.addWidget(MoneyFigures(desk, shown.sheets))
        row.addLayout(column, 1)

    def _add_answer(self, column: QVBoxLayout, one: Answer, shown: Shown, *, several: bool) -> None:
        title = words.section_title(self._part.code)
        name = _("%(section)s, %(name)s") % {"section": title, "name": one.name} if several else title
        if one.text.strip():
            text = AnswerText(name)
            marks = _marks(one, shown.on(self._part.code, one.person_id))
            text.show_text(one.text, marks, shown.fresh.get((self._part.code, one.person_id), ()))
            self.texts[one.person_id] = text
            column.addWidget(text)
            for each in shown.translations:
                if (each.section, each.person_id) == (self._part.code, one.person_id):
                    column.addWidget(self._translation(each))
        column.addLayout(self._foot(one, name))

    def _foot(self, one: Answer, name: str) -> QHBoxLayout:
        look = theme.current()
        row = QHBoxLayout()
        row.setContentsMargins(look.size(_INDENT), 0, 0, 0)
        row.setSpacing(look.size(6))
        checked = one.state == "checked"
        row.addWidget(IconLabel(words.STATE_ICONS[one.state], "green" if checked else "soft", 15),
                      alignment=Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
        row.addWidget(PlainLabel(words.state_line(one), "second", colour="green" if checked else "soft", wrap=True), 1)
        if one.state == "empty":
            row.addWidget(self._button(_("Type it in"), name, "type", one))
        else:
            if not checked:
                row.addWidget(self._button(_("Checked together"), name, "checked", one))
            row.addWidget(self._more(one, name))
        return row

    def _button(self, text: str, name: str, what: str, one: Answer) -> Button:
        button = Button(text, "link", size="small")
        button.setAccessibleName(_("%(what)s: %(which)s") % {"what": text, "which": name})
        wanted = Wanted(what, self._part.code, one.person_id)
        button.clicked.connect(lambda: self.wanted.emit(wanted))
        return button

    def _more(self, one: Answer, name: str) -> Button:
        button = Button(_("More"), "link", size="small")
        button.setAccessibleName(_("%(what)s: %(which)s") % {"what": _("More"), "which": name})
        button.setProperty("menu", True)
        menu = QMenu(button)
        offered = [
            ("type", _("Type from paper, or what she says…")), ("earlier", _("Earlier versions…")),
            ("translate", _("Type a translation in…")),
        ]  # fmt: skip
        if one.state == "checked":
            offered.insert(0, ("unchecked", _("Not checked yet")))
        for what, text in offered:
            action = QAction(text, menu)
            wanted = Wanted(what, self._part.code, one.person_id)
            action.triggered.connect(lambda _on=False, wanted=wanted: self.wanted.emit(wanted))
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def _translation(self, one: Translation) -> QWidget:
        look = theme.current()
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(look.size(_INDENT), look.size(4), 0, look.size(4))
        row.setSpacing(look.size(8))
        row.addWidget(IconLabel("languages", "info", 16), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        by = _("In %(language)s, by %(name)s, %(day)s")
        fields = {"language": labels.language(one.language), "name": one.by, "day": words.day_of(one.at, self._desk)}
        column.addWidget(PlainLabel(by % fields, "secondStrong", wrap=True))
        column.addWidget(PlainLabel(one.text, wrap=True))
        if one.stale:
            stale = _("Her words changed after this was translated.")
            column.addWidget(PlainLabel(stale, "second", colour="amber", wrap=True))
        row.addLayout(column, 1)
        return frame


def _marks(one: Answer, comments: tuple[Numbered, ...]) -> list[Mark]:
    """Where the comments on an answer stand in it; one on all of it stands at its end."""
    marks = []
    for each in comments:
        found = plan_comments.place(one.text, each.comment)
        at = found if found is not None else (len(one.text), len(one.text))
        if found is not None or not each.comment.quote:
            marks.append(Mark(*at, each.number, each.comment.kind))
    return marks


def _indented(label: PlainLabel) -> PlainLabel:
    """Where the words of an answer begin, inside their ring."""
    label.setContentsMargins(theme.current().size(_INDENT), 0, 0, 0)
    return label


def _number(number: int) -> QLabel:
    label = PlainLabel(str(number), "sectionNumber")
    side = theme.current().size(26)
    label.setFixedSize(side, side)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
