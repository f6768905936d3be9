"""A form in place of the draft: a title, fields, Save and Cancel. Enter in a line saves, Escape leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.services.changes import Changes
from wagesdesk.text import _
from wagesdesk.ui import free_text, theme, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.saving import save_form
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel

Where = Mapping[str, str]


class Form(QFrame):
    """`fields` go by the names that FieldInvalid carries; `free` are those in which somebody else could be named.

    Subclasses set `kind`, build into `column`, and say how it is written (`write`). `where` is what the form is about:
    together with `kind` enough to make it again. `done` when it was saved or left.
    """

    kind = ""
    done = Signal()

    def __init__(self, desk: Desk, title: str, where: Where, *, save: str = "") -> None:
        super().__init__()
        look = theme.current()
        self.desk, self.where = desk, dict(where)
        self._fields: dict[str, Field[Any]] = {}
        self._filled: list[unsaved.Content] = []
        self.setProperty("card", True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        self.area = PlainArea(title, least=200)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(look.size(24), look.size(18), look.size(24), look.size(18))
        self.column.setSpacing(look.size(12))
        self.title = PlainLabel(title, "section", wrap=True)
        self.column.addWidget(self.title)
        whole.addWidget(self.area, 1)
        self._inside = inside
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(look.size(24), look.size(10), look.size(24), look.size(14))
        self.foot.setSpacing(look.size(10))
        self.foot.addStretch(1)
        self.cancel = Button(_("Cancel"))
        self.cancel.clicked.connect(self.done.emit)
        self.save = Button(save or _("Save"), "primary", "check")
        self.save.clicked.connect(self.keep)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.save)
        whole.addLayout(self.foot)

    def add(self, fields: Mapping[str, Field[Any]], *, free: Collection[str] = (), but: str = "") -> None:
        """Put fields into the column; `but` is whom they are about."""
        for name, one in fields.items():
            self._fields[name] = one
            self.column.addWidget(one)
            if name in free:
                free_text.watch(one, free_text.others_of(self.desk, but=but))
            if isinstance(one.editor, QLineEdit):
                one.editor.returnPressed.connect(self.keep)

    def finish(self) -> None:
        """Call when all is built and filled."""
        self.column.addStretch(1)
        self.area.show_widget(self._inside)
        self._filled = unsaved.typed_in(self._inside)

    def start(self) -> None:
        """Let somebody type."""
        first = next(iter(self._fields.values()), None)
        (first.editor if first is not None else self.cancel).setFocus()

    def write(self) -> tuple[Changes, str]:
        """Write the fields; gives what changed and the words of the toast. FieldInvalid and other UserErrors."""
        raise NotImplementedError

    @property
    def typed(self) -> list[unsaved.Content] | None:
        """What stands in the form and is not saved; None while it is as it was opened."""
        now = unsaved.typed_in(self._inside)
        return now if now != self._filled else None

    def type_again(self, held: Sequence[unsaved.Content]) -> None:
        unsaved.put_back(self._inside, held)

    def keep(self) -> None:
        """Save; an answer that cannot be used is marked where it stands."""
        save_form(self.desk, self._fields, self.write, self.done.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)
