"""The forms of a plan: words from paper or from what she says, a translation, what the plan is, and a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from wagesdesk.errors import FieldInvalid
from wagesdesk.services import languages, plan, plan_translations
from wagesdesk.services.changes import Changes
from wagesdesk.services.plan import Answer, Said
from wagesdesk.services.plan.writing import LONGEST_TITLE
from wagesdesk.services.plan_template import plan_template
from wagesdesk.text import N_, _
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.form import Form, Where
from wagesdesk.ui.pages.plans.reading import Queue, Shown
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel

_TYPED: Final = {"paper": N_("From paper that she filled in"), "said": N_("Taken down from what she said")}


class TypeForm(Form):
    """Words of a section that staff types for her. `where` has section and person_id."""

    kind = "type"

    def __init__(self, desk: Desk, shown: Shown, where: Where) -> None:
        one, section = _answer(shown, where), plan_template().section(where["section"])
        title = _("%(name)s: %(section)s") % {"name": one.name, "section": _(section.title)}
        super().__init__(desk, title, where)
        self._plan_id = shown.view.row.id
        self.column.addWidget(PlainLabel(_(section.question), colour="soft", wrap=True))
        self.how: Field[QComboBox] = Field(_("Where the words come from"), QComboBox())
        _offer(self.how.editor, {code: _(text) for code, text in _TYPED.items()}, one.how if one.how in _TYPED else "")
        self.text: Field[QPlainTextEdit] = Field(_("Her words"), _area(one.text, 180), _("As she wrote or said them."))
        self.day: Field[DayEdit] = Field(_("Done on"), DayEdit(one.done_on or desk.clock.today()))
        self.language = choice(
            _("Language"), {code: labels.language(code) for code in languages.offered(desk.vault)}, _spoken(shown, one)
        )
        self.add(
            {"how": self.how, "text": self.text, "day": self.day, "language": self.language}, free=("text",),
            but=where["person_id"],
        )  # fmt: skip
        note = _("Typed by %(name)s. Her words as they were stay among the earlier versions.")
        self.column.addWidget(PlainLabel(note % {"name": desk.staff_name}, "second", colour="soft", wrap=True))
        self.finish()

    def start(self) -> None:
        self.text.editor.setFocus()

    def write(self) -> tuple[Changes, str]:
        day, today = self.day.editor.day(), self.desk.clock.today()
        if day is None or day > today:
            raise FieldInvalid(field="day", code="future" if day else "form")
        said = Said(
            self.text.editor.toPlainText().strip(), str(self.how.editor.currentData()),
            str(self.language.editor.currentData()), self.desk.staff_id, day,
        )  # fmt: skip
        changes = plan.answer(
            self.desk.vault, self.desk.staff_id, plan_id=self._plan_id, section=self.where["section"],
            person_id=self.where["person_id"], said=said, done=True,
        )  # fmt: skip
        return changes, _("Kept: %(section)s") % {"section": words.section_title(self.where["section"])}


class TranslateForm(Form):
    """A translation beside her words. `where` has section and person_id."""

    kind = "translate"

    def __init__(self, desk: Desk, shown: Shown, where: Where) -> None:
        one = _answer(shown, where)
        title = _("Translation: %(section)s") % {"section": words.section_title(where["section"])}
        super().__init__(desk, title, where)
        self._plan_id = shown.view.row.id
        self._held = {
            each.language: each for each in shown.translations
            if (each.section, each.person_id) == (where["section"], where["person_id"])
        }  # fmt: skip
        self.column.addWidget(PlainLabel(_("Her own words stay as they are:"), "second", colour="soft", wrap=True))
        self.column.addWidget(PlainLabel(one.text, wrap=True))
        known = languages.offered(desk.vault, last=desk.settings().translated_into)
        others = {code: labels.language(code) for code in known if code != one.language}
        self.language = choice(_("Into"), others, next(iter(self._held), ""))
        self.text: Field[QPlainTextEdit] = Field(_("The translation"), _area("", 160))
        self.by: Field[QLineEdit] = text_field(
            _("Translated by"), _("The name of the translator."), most=plan_translations.LONGEST_NAME
        )
        self._put_in()
        self.language.editor.currentIndexChanged.connect(lambda _at: self._put_in())
        self.add(
            {"language": self.language, "text": self.text, "by": self.by}, free=("text",), but=where["person_id"]
        )  # fmt: skip
        self.finish()

    def _put_in(self) -> None:
        held = self._held.get(str(self.language.editor.currentData()))
        self.text.editor.setPlainText(held.text if held else "")
        self.by.editor.setText(held.by if held else "")

    def start(self) -> None:
        self.text.editor.setFocus()

    def write(self) -> tuple[Changes, str]:
        into = str(self.language.editor.currentData())
        changes = plan_translations.keep(
            self.desk.vault, self.desk.staff_id, plan_id=self._plan_id, section=self.where["section"],
            person_id=self.where["person_id"], language=into, text=self.text.editor.toPlainText(),
            by=self.by.editor.text(),
        )  # fmt: skip
        self.desk.change_settings(translated_into=into)
        return changes, _("The translation stands beside her words")


class BeginForm(Form):
    """A plan for a woman who has none, or one idea more of hers."""

    kind = "begin"

    def __init__(self, desk: Desk, queue: Queue, begun: Callable[[str], None]) -> None:
        super().__init__(desk, _("Begin a plan"), {}, save=_("Begin"))
        self._begun = begun
        have = {person_id for row in queue.rows for person_id, _name in row.owners}
        people = sorted(queue.people, key=lambda one: (one[0] in have, one[1].casefold()))
        self.person: Field[QComboBox] = Field(_("Whose plan"), QComboBox(), _("Those without a plan stand first."))
        _offer(self.person.editor, dict(people), "")
        self.name = text_field(_("Name of the business"), _("It may stay empty for now."), most=LONGEST_TITLE)
        self.trade = trade_field("")
        self.form = form_field("alone")
        self.add({"owner": self.person, "title": self.name, "trade": self.trade, "form": self.form}, free=("title",))
        self.finish()

    def write(self) -> tuple[Changes, str]:
        person_id = str(self.person.editor.currentData() or "")
        plan_id, changes = plan.begin(
            self.desk.vault, self.desk.staff_id, person_id=person_id, title=self.name.editor.text(),
            trade=str(self.trade.editor.currentData()), form=str(self.form.editor.currentData()),
        )  # fmt: skip
        self._begun(plan_id)
        return changes, _("%(name)s has a plan") % {"name": self.person.editor.currentText()}


def choice(label: str, offered: Mapping[str, str], chosen: str) -> Field[QComboBox]:
    """One of several codes, shown in words."""
    field: Field[QComboBox] = Field(label, QComboBox())
    _offer(field.editor, offered, chosen)
    return field


def trade_field(chosen: str) -> Field[QComboBox]:
    """The trade of a plan; it decides which examples and rules are shown."""
    trades = {each.code: _(each.title) for each in plan_template().trades}
    return choice(_("Trade"), {"": _("Not chosen yet"), **trades}, chosen)


def form_field(chosen: str) -> Field[QComboBox]:
    """Alone, together, or so that others gain too."""
    return choice(_("Form"), {code: _(text) for code, text in words.FORMS.items()}, chosen)


def _offer(box: QComboBox, offered: Mapping[str, str], chosen: str) -> None:
    for code, text in offered.items():
        box.addItem(text, code)
    box.setCurrentIndex(max(box.findData(chosen), 0))


def _area(text: str, high: int) -> QPlainTextEdit:
    editor = QPlainTextEdit(text)
    editor.setTabChangesFocus(True)
    editor.setMinimumHeight(theme.current().size(high))
    return editor


def _spoken(shown: Shown, one: Answer) -> str:
    """The language of an answer; of one that is empty, that of the others of hers."""
    hers = (each for part in shown.view.sections for each in part.answers if each.person_id == one.person_id)
    return one.language or next((each.language for each in hers if each.text.strip()), "en")


def _answer(shown: Shown, where: Where) -> Answer:
    """The answer a form is about. KeyError for one that is not there any more."""
    for one in shown.view.section(where["section"]).answers:
        if one.person_id == where["person_id"]:
            return one
    raise KeyError(where["person_id"])
