"""The last pages: the recovery key, one group of it typed back, and making the place."""

from __future__ import annotations

import secrets

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from wagesdesk.export.reports.recovery_sheet import recovery_sheet
from wagesdesk.models.secrets import is_group, new_recovery_key
from wagesdesk.text import _
from wagesdesk.ui import labels, theme
from wagesdesk.ui.setup.place_steps import sentence_row
from wagesdesk.ui.setup.step import Frame, Step
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.groups_box import GroupsBox
from wagesdesk.ui.widgets.plain_label import PlainLabel


class KeyStep(Step):
    """Nine groups, to print or copy by hand. May be left out only when a second person has a passphrase."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            _("The recovery key"),
            _("It opens the records when every passphrase is forgotten. Print it or copy it, and put it in the safe."),
        )
        look, draft = theme.current(), frame.draft
        draft.recovery_key = draft.recovery_key or new_recovery_key()
        draft.asked = draft.asked or secrets.randbelow(len(draft.recovery_key.split())) + 1
        self.body.addWidget(GroupsBox(_("The recovery key"), draft.recovery_key.split()))
        row = QHBoxLayout()
        row.setSpacing(look.size(10))
        printing = Button(_("Print the key"), icon="printer")
        printing.clicked.connect(self._print)
        row.addWidget(printing)
        if draft.second:
            skip = Button(_("Go on without a recovery key"), "link")
            skip.clicked.connect(self._skip)
            row.addWidget(skip)
        row.addStretch(1)
        self.body.addLayout(row)
        if not draft.second:
            self.body.addWidget(
                sentence_row("info", _("You are the only person so far, so this key is needed as the second way in."))
            )

    def accept(self) -> bool:
        self.draft.skip_recovery = False
        return True

    def _skip(self) -> None:
        self.draft.skip_recovery = True
        self.frame.go_to("finish")

    def _print(self) -> None:
        from wagesdesk.ui.print_preview import open_preview

        draft = self.draft
        sheet = recovery_sheet(draft.site_name, draft.recovery_key.split(), printed=self.frame.clock.today())
        open_preview(self, sheet, self.frame)


class GroupStep(Step):
    """One group typed back shows that the copy is there and can be read."""

    def __init__(self, frame: Frame) -> None:
        asked = {"number": frame.draft.asked}
        super().__init__(
            frame,
            _("Type group %(number)d of the key") % asked,
            _("From the paper, so that we know the copy is right."),
        )
        self._field = text_field(_("Group %(number)d") % asked, _("Four letters and digits."), most=20)
        self._field.editor.setProperty("tall", "lock")
        self.body.addWidget(self._field)
        self.first = self._field.editor

    def accept(self) -> bool:
        self._field.clear_error()
        typed = self._field.editor.text()
        if is_group(self.draft.recovery_key, self.draft.asked, typed):
            return True
        self._field.set_error(
            _("This is not group %(number)d. Look at your paper, or go back and copy the key again.")
            % {"number": self.draft.asked}
            if typed.strip()
            else _("Type the four letters and digits of this group.")
        )
        self._field.editor.selectAll()
        return False


class FinishStep(Step):
    """What will be made; then the words of its progress."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Ready to make it"), _("Nothing is on the disk yet. You can go back to any page."))
        draft = frame.draft
        people = [labels.who(one.name, one.role) for one in draft.staff]
        card = Card()
        card.body.addWidget(
            facts_grid(
                (
                    (_("This machine"), labels.place_kind(draft.kind)),
                    (_("Organisation") if draft.outside else _("Prison"), draft.site_name),
                    (_("Ways in"), "\n".join(people)),
                    (_("Recovery key"), _("None") if draft.skip_recovery else _("On paper, in the safe")),
                )
            )
        )
        self.body.addWidget(card)
        self._work = QWidget()
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        self._words = PlainLabel("", "strong")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(theme.current().size(10))
        bar.setAccessibleName(_("Working"))
        row.addWidget(self._words, 1)
        row.addWidget(bar, 1)
        self._work.hide()
        self.body.addWidget(self._work)

    @property
    def next_words(self) -> str:
        return _("Make it")

    def show_work(self, words: str) -> None:
        """The present step in words; empty when nothing runs."""
        self._words.setText(words)
        self._work.setVisible(bool(words))
