"""How this place works: what people are called, the quick code, the usual day, and how long people are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import describe
from wagesdesk.services import retention, site, staff
from wagesdesk.services.changes import Changes
from wagesdesk.services.site import PARTICIPANTS, WOMEN, SiteRow
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.section import Section, buttons_row
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel

_OWN = "own"
_MINUTES = (0, 5, 10, 15, 30, 60)
_MONTHS = (0, 6, 12, 24, 36, 60, 84)


class RulesSection(Section):
    """Choices count at once and can be undone; what is typed counts with its button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("How this place works"), _("Holds for everybody here, and on every machine of this prison.")
        )
        self.word = self._choice(_("People on the programme are called"), self._on_word)
        self.one = text_field(_("One of them"), most=site.LONGEST_WORD)
        self.many = text_field(_("Many of them"), most=site.LONGEST_WORD)
        self.use_word = Button(_("Use these words"))
        self.use_word.clicked.connect(self._on_own_word)
        self._own = self._row(self.use_word, self.one, self.many)
        self.body.addWidget(self._own)
        self.code = self._choice(
            _("A quick code opens the cover for"),
            self._on_code,
            _("After that, or without it, the passphrase is asked."),
        )
        self.starts = text_field(_("A workshop day starts at"), _("24 hours, like 09:15."), most=5)
        self.ends = text_field(_("Ends at"), _("Proposed for each new cohort."), most=5)
        self.use_day = Button(_("Use these times"))
        self.use_day.clicked.connect(self._on_day)
        for field in (self.starts, self.ends):
            field.editor.returnPressed.connect(self._on_day)
        for field in (self.one, self.many):
            field.editor.returnPressed.connect(self._on_own_word)
        self.body.addWidget(self._row(self.use_day, self.starts, self.ends))
        self.keep = self._choice(
            _("Records about people are kept for"), self._on_keep,
            _("From the last workshop, or from the day she left or goes home. Today then says how many are past that; "
              "nothing is erased by itself."),
        )  # fmt: skip
        self.past = PlainLabel("", "strong", wrap=True)
        self.erase = Button(_("Erase people"), icon="trash-2")
        self.erase.clicked.connect(lambda: desk.go("erase"))
        self.body.addWidget(self.past)
        self.body.addLayout(buttons_row(self.erase))
        self._may = Button("")  # carries the reason why these cannot be changed
        self._may.hide()
        self.body.addWidget(self._may)
        self.body.addWidget(ReasonLine(self._may))

    def refresh(self) -> None:
        now = site.site(self.desk.vault)
        self._fill(now)
        self.need_administrator(self._may, self.use_word, self.use_day)
        mine = staff.is_administrator(self.desk.vault, self.desk.staff_id)
        for field in (self.word, self.code, self.keep, self.one, self.many, self.starts, self.ends):
            field.editor.setEnabled(mine)
        due = len(retention.due(self.desk.vault, self.desk.clock.today()))
        self.past.setText(
            ngettext("%(count)d person is kept longer than that.", "%(count)d people are kept longer than that.", due)
            % {"count": due}
        )
        self.past.setVisible(due > 0)

    def typed(self) -> list[unsaved.Content] | None:
        """A word of our own and the usual day, where they are typed and not used yet."""
        now = site.site(self.desk.vault)
        typed = [unsaved.content(one.editor) for one in self._typed]
        if self._own.isHidden():
            typed[:2] = ["", ""]
        own = (now.group.one, now.group.many) if now.group not in (WOMEN, PARTICIPANTS) else ("", "")
        return typed if typed != [*own, *(now.core_day or ("", ""))] else None

    def type_again(self, held: list[unsaved.Content]) -> None:
        for one, content in zip(self._typed, held, strict=True):
            unsaved.put(one.editor, content)
        if any(held[:2]):
            self._own.show()
            self.word.editor.setCurrentIndex(self.word.editor.findData(_OWN))

    @property
    def _typed(self) -> tuple[Field[QLineEdit], ...]:
        return (self.one, self.many, self.starts, self.ends)

    # -- building

    def _choice(self, label: str, chosen: Callable[[], None], help: str = "") -> Field[QComboBox]:
        field = Field(label, QComboBox(), help)
        field.editor.activated.connect(lambda _index: chosen())
        self.body.addWidget(field)
        return field

    def _row(self, button: Button, *fields: QWidget) -> QWidget:
        look = theme.current()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        row = QHBoxLayout()
        row.setSpacing(look.size(16))
        for field in fields:
            row.addWidget(field, 1)
        column.addLayout(row)
        column.addLayout(buttons_row(button))
        return whole

    # -- showing

    def _fill(self, now: SiteRow) -> None:
        words = {WOMEN: WOMEN.many, PARTICIPANTS: PARTICIPANTS.many}
        self._offer(
            self.word,
            ((WOMEN.many, _("women")), (PARTICIPANTS.many, _("participants")), (_OWN, _("a word of our own"))),
            words.get(now.group, _OWN),
        )
        self._own.setVisible(now.group not in words)
        if now.group not in words:
            self.one.editor.setText(now.group.one)
            self.many.editor.setText(now.group.many)
        minutes = sorted({*_MINUTES, now.quick_code_minutes})
        self._offer(self.code, [(str(count), _minutes(count)) for count in minutes], str(now.quick_code_minutes))
        months = sorted({*_MONTHS, now.retention_months})
        self._offer(self.keep, [(str(count), _months(count)) for count in months], str(now.retention_months))
        if not (self.starts.editor.hasFocus() or self.ends.editor.hasFocus()):
            self.starts.editor.setText(now.core_day[0] if now.core_day else "")
            self.ends.editor.setText(now.core_day[1] if now.core_day else "")

    @staticmethod
    def _offer(field: Field[QComboBox], choices: Sequence[tuple[str, str]], chosen: str) -> None:
        box = field.editor
        box.clear()
        for key, words in choices:
            box.addItem(words, key)
        box.setCurrentIndex(max(box.findData(chosen), 0))

    # -- what is chosen

    def _on_word(self) -> None:
        key = self.word.editor.currentData()
        self._own.setVisible(key == _OWN)
        if key == _OWN:
            self.one.editor.setFocus()
            return
        word = WOMEN if key == WOMEN.many else PARTICIPANTS
        self._do(lambda vault, me: site.set_group_word(vault, me, word.one, word.many), {})

    def _on_own_word(self) -> None:
        one, many = self.one.editor.text(), self.many.editor.text()
        self._do(lambda vault, me: site.set_group_word(vault, me, one, many), {"one": self.one, "many": self.many})

    def _on_code(self) -> None:
        minutes = int(self.code.editor.currentData())
        self._do(lambda vault, me: site.set_quick_code_minutes(vault, me, minutes), {})
        self.desk.change_settings(quick_code=site.site(self.desk.vault).quick_code_minutes > 0)

    def _on_day(self) -> None:
        starts, ends = self.starts.editor.text(), self.ends.editor.text()
        self._do(
            lambda vault, me: site.set_core_day(vault, me, starts, ends), {"starts": self.starts, "ends": self.ends}
        )

    def _on_keep(self) -> None:
        months = int(self.keep.editor.currentData())
        self._do(lambda vault, me: site.set_retention(vault, me, months), {})

    def _do(self, change: Callable[..., Changes], fields: dict[str, Field[QLineEdit]]) -> None:
        for field in fields.values():
            field.clear_error()
        try:
            changes = change(self.desk.vault, self.desk.staff_id)
        except FieldInvalid as error:
            problem = describe(error)
            fields[str(error.fields["field"])].set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            self.desk.problem(error)
        else:
            self.desk.bus.tell(changes)
            self.desk.toast(_("This holds from now on"), undo=True)


def _minutes(count: int) -> str:
    if count == 0:
        return _("No quick code here")
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def _months(count: int) -> str:
    if count == 0:
        return _("As long as nobody erases them")
    return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}
