"""Sticks taken out: who carries what, on whose authority, and what is back in the safe; and files saved unlocked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.export.reports.labels_prints import print_name
from wagesdesk.export.reports.slip import slip
from wagesdesk.problems import describe
from wagesdesk.services import copies, media
from wagesdesk.services.copies import CopyRow
from wagesdesk.services.media import MediumRow
from wagesdesk.text import _, clock_time, join_words, ngettext, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.table import Table

_HOLDER, _AUTHORITY = 1, 2
_FEW = 3
"""So many women are named in a line of the log; more are counted."""


class MediaPage(Page):
    """A form for a stick that goes out, the log of them, and that of unlocked copies. `show_where(bundle=, serial=)`
    fills the form."""

    interested_in: ClassVar[frozenset[str]] = frozenset({"medium", "clear_copy"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._bundle = ""
        head = PageHead(_("Sticks taken out"))
        back = Button(_("Back to the export"), icon="arrow-left")
        back.clicked.connect(lambda: desk.go("export"))
        head.add_button(back)
        self.body.addWidget(head)
        self.body.addWidget(self._build_form())
        self.body.addWidget(self._build_log(), 3)
        self.copied = self._build_copies()
        self.body.addWidget(self.copied, 2)

    def _build_form(self) -> Card:
        look = theme.current()
        card = Card(_("One goes out"), ruled=True)
        self.serial = text_field(_("Stick or envelope"), _("The number on it."), most=media.LONGEST)
        self.holder = text_field(_("Carried by"), most=media.LONGEST)
        self.authority = text_field(_("Authority"), _("The reference of who allows it."), most=media.LONGEST)
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        for field in (self.serial, self.holder, self.authority):
            field.editor.returnPressed.connect(self._on_out)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        self.about = PlainLabel("", "second", colour="soft", wrap=True)
        card.body.addWidget(self.about)
        self.out = Button(_("It goes out"), "primary", "log-out")
        self.out.clicked.connect(self._on_out)
        card.body.addWidget(self.out, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _build_log(self) -> Card:
        look = theme.current()
        card = Card(_("Out and back"), padded=False, ruled=True)
        self.model: RowsModel[MediumRow] = RowsModel(
            [
                Column(_("Stick or envelope"), lambda row: row.serial, bold=True),
                Column(_("Carried by"), lambda row: row.holder),
                Column(_("Authority"), lambda row: row.authority),
                Column(_("Bundle"), lambda row: row.bundle_id),
                Column(_("Out"), lambda row: self._when(row.out_at), sort=lambda row: row.out_at),
                Column(_("Back"), lambda row: self._when(row.back_at) if row.back_at else _("still out")),
            ]
        )
        self.table = Table(self.model, _("Sticks and envelopes that were taken out"), sortable=False)
        self.table.set_widths(180, 180, 180, 110, 150, 150)
        self.table.stretch(_HOLDER, 150, spare=(_AUTHORITY,))
        self.table.stand(120)
        self.none = PlainLabel(_("Nothing was taken out yet."), colour="soft")
        self.none.setContentsMargins(look.size(16), look.size(12), look.size(16), look.size(12))
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.none, 1)
        card.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.size(16), look.size(8), look.size(16), look.size(10))
        foot.setSpacing(look.size(12))
        self.back = Button(_("It is back in the safe"), icon="check")
        self.back.clicked.connect(self._on_back)
        self.print_slip = Button(_("Print the slip"), icon="printer")
        self.print_slip.clicked.connect(self._on_print)
        foot.addWidget(self.back)
        foot.addWidget(self.print_slip)
        foot.addWidget(ReasonLine(self.back), 1)
        card.body.addLayout(foot)
        self.table.selectionModel().selectionChanged.connect(lambda *_of: self._say_why_not())
        return card

    def _build_copies(self) -> Card:
        card = Card(_("Copies saved unlocked"), padded=False, ruled=True)
        self.copies_model: RowsModel[CopyRow] = RowsModel(
            [
                Column(_("What"), lambda row: _("%(print)s (%(form)s)") % {
                    "print": print_name(row.what), "form": row.form.upper()
                }, bold=True),
                Column(_("Whose"), _whose),
                Column(_("Saved by"), lambda row: row.by),
                Column(_("Saved"), lambda row: self._when(row.at)),
            ]
        )  # fmt: skip
        self.copies_table = Table(self.copies_model, _("Copies that were saved unlocked"), sortable=False)
        self.copies_table.set_widths(220, 190, 120, 150)
        self.copies_table.stretch(0, 200)
        self.copies_table.stand(90)
        card.body.addWidget(self.copies_table, 1)
        return card

    # -- as every page

    def refresh(self) -> None:
        rows = media.media(self.desk.vault)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        saved = copies.copies(self.desk.vault)
        self.copies_model.set_rows(saved)
        self.copied.setVisible(bool(saved))
        self._say_why_not()
        self._say_about()

    def show_where(self, **where: str) -> None:
        if "bundle" in where:
            self._bundle = where["bundle"]
            self.serial.editor.setText(where.get("serial", ""))
            self._say_about()
            (self.holder if where.get("serial") else self.serial).editor.setFocus()

    def typing_key(self) -> str:
        return "media"

    def typed(self) -> dict[str, Any] | None:
        held = {name: field.editor.text() for name, field in self._fields().items()}
        return {**held, "bundle": self._bundle} if any(held.values()) else None

    def type_again(self, held: Any) -> None:
        self._bundle = held["bundle"]
        for name, field in self._fields().items():
            field.editor.setText(held[name])
        self._say_about()

    def _fields(self) -> dict[str, Field[QLineEdit]]:
        return {"serial": self.serial, "holder": self.holder, "authority": self.authority}

    def key_hints(self) -> tuple[KeyHint, ...]:
        choose = (KeyHint(("Up", "Down"), _("Choose")),) if self.model.rows else ()
        return (*choose, *self.undo_hint())

    def help_topic(self) -> str:
        return "media"

    # -- showing

    def _when(self, at: datetime) -> str:
        local = self.desk.clock.local(at)
        return f"{short_day(local.date())} {clock_time(local)}"

    def _say_about(self) -> None:
        self.about.setVisible(bool(self._bundle))
        self.about.setText(_("Bundle %(id)s is on it.") % {"id": self._bundle})

    def _say_why_not(self) -> None:
        row = self.table.current_row()
        reason = _("Choose a line first.") if row is None else ""
        self.print_slip.refuse(reason)
        self.back.refuse(reason or (_("It is back already.") if row is not None and row.back_at else ""))

    # -- what happens

    def _on_out(self) -> None:
        fields = self._fields()
        for field in fields.values():
            field.clear_error()
        try:
            _line, changes = media.take_out(
                self.desk.vault, self.desk.staff_id, bundle_id=self._bundle,
                **{name: field.editor.text() for name, field in fields.items()},
            )  # fmt: skip
        except FieldInvalid as error:
            problem = describe(error)
            fields[str(error.fields["field"])].set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            self.desk.problem(error)
        else:
            for field in fields.values():
                field.editor.clear()
            self._bundle = ""
            self.desk.bus.tell(changes)
            self.desk.toast(_("Written down: it is out"), undo=True)

    def _on_back(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        try:
            changes = media.bring_back(self.desk.vault, self.desk.staff_id, row.id)
        except UserError as error:
            self.desk.problem(error)
        else:
            self.desk.bus.tell(changes)
            self.desk.toast(_("Written down: it is back"), undo=True)

    def _on_print(self) -> None:
        row = self.table.current_row()
        if row is not None:
            open_preview(self, slip(row, self.desk.place.name, printed=self.desk.clock.today()), self.desk)


def _whose(row: CopyRow) -> str:
    count = len(row.names)
    if count > _FEW:
        return ngettext("%(count)d woman", "%(count)d women", count) % {"count": count}
    return join_words(list(row.names))
