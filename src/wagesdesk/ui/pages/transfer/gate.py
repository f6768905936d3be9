"""Step 3: a second person looks at what will leave, ticks five lines, and passes it with her own passphrase.

Where no second person has one, an officer signs a printed sheet instead, which counts as a weaker check."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import CheckerIsPreparer, FieldInvalid, UserError, WrongPassphrase
from wagesdesk.export import bundle
from wagesdesk.export.bundle import Officer, Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.export.reports import gate_sheet
from wagesdesk.models.vault import Vault
from wagesdesk.problems import describe
from wagesdesk.services import custody
from wagesdesk.services.staff import staff
from wagesdesk.text import _, long_day, ngettext
from wagesdesk.ui import free_text, labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.transfer import gate_words, words
from wagesdesk.ui.pages.transfer.check_line import CheckLine
from wagesdesk.ui.pages.transfer.details import Details
from wagesdesk.ui.pages.transfer.gate_asks import SendBack, SheetSigned
from wagesdesk.ui.pages.transfer.gate_left import Kept, LeavingCard
from wagesdesk.ui.panes import first_control
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.passphrase import PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide


@dataclass(frozen=True)
class Looked:
    """Who is not in it and why, which lines are ticked, behind which something waits to be read, and the id of the name
    that was chosen, or empty."""

    kept: Kept
    ticked: tuple[bool, ...]
    unread: tuple[bool, ...]
    checker_id: str


class GateStep(QWidget):
    """`passed(Sealed)` when the second person signed; `sent_back` when it goes back to who prepared it;
    `changed(UserError)` when it may not leave as it was prepared."""

    passed = Signal(object)
    sent_back = Signal()
    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._prepared: Prepared | None = None
        self._words: tuple[str, ...] = ()
        self._kept: Kept = ()
        self._preparer = ""
        self._sealing = False
        self.sheet: SheetSigned | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.left = LeavingCard(desk)
        whole.addWidget(SideBySide(self.left, self._build_checks(), wide=452, narrow=400, least=600), 1)

    def _build_checks(self) -> QWidget:
        look = theme.current()
        card = Card(_("Second person checks"), padded=False)
        self.by_sheet = Button(_("On a printed sheet"), "link", "printer", size="small")
        self.by_sheet.clicked.connect(self._on_sheet)
        card.add_right(self.by_sheet)
        self.by_sheet.setVisible(not self._desk.place.outside)  # officers stand at a prison's gate
        self._lead = PlainLabel("", colour="soft", wrap=True)
        self._lead.setContentsMargins(look.size(16), 0, look.size(16), look.size(8))
        card.body.addWidget(self._lead)
        card.body.setSpacing(0)
        self.lines = (
            CheckLine(_("Every person has said yes, in date")),
            CheckLine(_("Only what she agreed to share")),
            CheckLine(_("No names, numbers or offence words")),
            CheckLine(_("Notes typed by staff")),
            CheckLine(_("Check words match the card in the safe")),
        )
        openers = (self._open_consents, self._open_items, self._open_findings, self._open_notes, self._open_words)
        for line, open_it in zip(self.lines, openers, strict=True):
            line.toggled.connect(self._say_why_not)
            line.opened.connect(open_it)
            line.opened.connect(self._say_why_not)
            card.body.addWidget(line)
        card.body.addWidget(rule())
        form = QVBoxLayout()
        form.setContentsMargins(look.size(16), look.size(12), look.size(16), look.size(12))
        form.setSpacing(look.size(12))
        card.body.addLayout(form)
        who = QHBoxLayout()
        who.setSpacing(look.size(12))
        self.name = Field(_("Your name"), QComboBox())
        self.name.editor.currentIndexChanged.connect(self._say_why_not)
        self.passphrase = PassphraseField(_("Your own passphrase"))
        self.passphrase.edit.textEdited.connect(self._on_typed)
        self.passphrase.edit.returnPressed.connect(self._on_pass)
        who.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        who.addWidget(self.passphrase, 1, Qt.AlignmentFlag.AlignTop)
        form.addLayout(who)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.size(12))
        self.back = Button(_("Send back"), icon="undo-2", size="dialog")
        self.back.clicked.connect(self._on_back)
        self.on = Button(_("Pass the check"), "primary", "shield-check", size="dialog")
        self.on.clicked.connect(self._on_pass)
        buttons.addWidget(self.back, 1)
        buttons.addWidget(self.on, 1)
        form.addLayout(buttons)
        form.addWidget(ReasonLine(self.on))
        card.body.addStretch(1)
        return card

    def start(self, prepared: Prepared, check_words: tuple[str, ...], kept: Kept) -> None:
        """Show what was prepared, with nothing ticked. `kept` are not in it."""
        self._prepared, self._words, self._kept = prepared, check_words, kept
        known = {row.id: row for row in staff(self._desk.vault)}
        self._preparer = preparer = known[prepared.preparer_id].name
        clock = self._desk.clock
        made = words.moment(clock.local(prepared.at), clock.local(clock.now()))
        made = _("Prepared by %(name)s, %(when)s") % {"name": preparer, "when": made}
        self.left.show_prepared(prepared, check_words, kept, made)
        self._lead.setText(
            _("You must be a different person from %(name)s. Open each line and look. It takes about two minutes.")
            % {"name": preparer}
        )
        self.back.setText(_("Send back to %(name)s") % {"name": preparer})
        self.back.setAccessibleName(self.back.text())
        self._show_counts(prepared)
        for line in self.lines:
            line.setChecked(False)
        self.name.clear_error()
        self.name.editor.clear()
        self.name.editor.addItem(_("Choose your name"), "")
        for row in known.values():
            if row.has_slot and row.id != prepared.preparer_id:
                self.name.editor.addItem(labels.who(row.name, row.role), row.id)
        self.passphrase.take()
        self.passphrase.field.clear_error()
        self._say_why_not()
        first = first_control(self.left) if theme.current().large else None  # what stands on top is in sight
        (first or self.lines[0]).setFocus()

    @property
    def looked(self) -> Looked:
        """How far the second person is; her passphrase is not in it."""
        ticked = tuple(line.isChecked() for line in self.lines)
        unread = tuple(line.unread() for line in self.lines)
        return Looked(self._kept, ticked, unread, str(self.name.editor.currentData() or ""))

    def restore(self, prepared: Prepared, check_words: tuple[str, ...], looked: Looked) -> None:
        """Show what was prepared, as far as it was looked at before."""
        self.start(prepared, check_words, looked.kept)
        for line, ticked, unread in zip(self.lines, looked.ticked, looked.unread, strict=True):
            line.set_found(line.found(), unread=unread)
            line.setChecked(ticked)
        self.name.editor.setCurrentIndex(max(self.name.editor.findData(looked.checker_id), 0))

    def _show_counts(self, prepared: Prepared) -> None:
        people, items = len(prepared.people), prepared.items
        today = self._desk.clock.today()
        holding = sum(line.until >= today for line in prepared.people)
        found = (
            _("%(good)d of %(all)d") % {"good": holding, "all": people},
            ngettext("%(n)d item", "%(n)d items", items) % {"n": items},
            _("%(n)d found") % {"n": len(prepared.found)},
            _("%(n)d found") % {"n": prepared.notes},
            _("Compare"),
        )
        to_read = (False, False, bool(prepared.found), bool(prepared.notes), False)
        for line, text, unread in zip(self.lines, found, to_read, strict=True):
            line.set_found(text, unread=unread)

    # -- what is behind the lines

    def _open_consents(self) -> None:
        if self._prepared is not None:
            rows = [
                (line.name, _("In date until %(day)s") % {"day": long_day(line.until, year=True)})
                for line in self._prepared.people
            ]
            self._open(0, _("Each of them said yes to this recipient. A yes that ran out is not in the bundle."), rows)

    def _open_items(self) -> None:
        if self._prepared is not None:
            rows = [
                (line.name, "\n".join(labels.scope(scope) for scope in line.scopes)) for line in self._prepared.people
            ]
            self._open(
                1,
                _("Nothing else about them is in the bundle: open a woman at the left to read the words. Compare it "
                  "with the signed paper if there is one."),
                rows,
            )  # fmt: skip

    def _open_findings(self) -> None:
        if self._prepared is not None:
            rows = gate_words.findings(self._prepared) or [(_("None."), "")]
            agreed = [line.name for line in self._prepared.people if "identity" in line.scopes]
            if agreed:
                rows.append((_("Agreed that surname and prison number go"), ", ".join(agreed)))
            self._open(2, _("Found in the words that leave, in brackets. Each may be right: you decide."), rows)

    def _open_notes(self) -> None:
        if self._prepared is not None:
            notes = list(bundle.staff_notes(self._desk.vault, self._prepared))
            self._open(3, _("Read each note as if she stood beside you. It leaves with her attendance."), notes)

    def _open_words(self) -> None:
        place = self._prepared.recipient.place if self._prepared is not None else ""
        sentence = _("Take the card of %(place)s out of the safe. These four words must stand on it, in this order.")
        self._open(4, sentence % {"place": place}, [(word, "") for word in self._words])

    def _open(self, number: int, sentence: str, rows: list[tuple[str, str]]) -> None:
        Details(self, self.lines[number].text(), sentence, rows or [(_("None."), "")]).open()

    # -- sending back

    def _on_back(self) -> None:
        ask = SendBack(self, self._preparer, free_text.others_of(self._desk))
        ask.said.connect(self._on_reason)
        ask.open()
        ask.reason.editor.setFocus()

    def _on_reason(self, reason: str) -> None:
        if self._prepared is None:
            return
        recipient = self._prepared.recipient
        try:
            changes = custody.send_back(
                self._desk.vault, self._desk.staff_id, recipient_id=recipient.id, recipient=recipient.place,
                preparer_id=self._prepared.preparer_id, checker_id=str(self.name.editor.currentData() or ""),
                reason=reason,
            )  # fmt: skip
        except UserError as error:
            self._desk.problem(error)
        else:
            self._desk.bus.tell(changes)
            self.sent_back.emit()

    # -- by a printed sheet

    def _on_sheet(self) -> None:
        self.sheet = SheetSigned(self)
        self.sheet.print_sheet.connect(self._on_print)
        self.sheet.signed.connect(self._on_signed)
        self.sheet.open()
        self.sheet.name.editor.setFocus()

    def _on_print(self) -> None:
        if self._prepared is not None:
            lines = gate_words.sheet_lines(self._desk.vault, self._prepared, self._desk.clock.local)
            sheet = gate_sheet.gate_sheet(
                self._prepared, place=self._desk.place.name, preparer=self._preparer, check_words=self._words,
                lines=lines, kept=self._kept, found=gate_words.findings(self._prepared),
                printed=self._desk.clock.today(),
            )  # fmt: skip
            open_preview(self, sheet, self._desk)

    def _on_signed(self, officer: Officer) -> None:
        if self._prepared is None:
            return
        vault, prepared = self._desk.vault, self._prepared
        self._desk.jobs.start(
            lambda token: _seal_by_sheet(token, vault, prepared, officer), owner=self,
            done=lambda sealed: self._on_sheet_sealed(prepared, sealed), failed=self._on_sheet_failed,
        )  # fmt: skip

    def _on_sheet_sealed(self, prepared: Prepared, sealed: Sealed) -> None:
        if self.sheet is not None:
            self.sheet.accept()
            self.sheet = None
        self._on_sealed(prepared, sealed)

    def _on_sheet_failed(self, error: Exception) -> None:
        if self.sheet is not None and isinstance(error, FieldInvalid):
            self.sheet.refuse(error)
        elif self.sheet is not None and isinstance(error, CheckerIsPreparer):
            problem = describe(error)
            self.sheet.same_person(f"{problem.what} {problem.now}")
        elif self.sheet is not None and isinstance(error, bundle.CHANGED):
            self.sheet.reject()
            self.sheet = None
            self.changed.emit(error)
        else:
            self._desk.problem(error)

    # -- passing

    def _say_why_not(self) -> None:
        left = [line for line in self.lines if line.unread() or not line.isChecked()]
        reason = ""
        if self._sealing:
            reason = _("One moment: the bundle is being locked.")
        elif len(left) == 1 and left[0].unread():
            reason = _("One line still to open and tick: %(line)s.") % {"line": left[0].text()}
        elif len(left) == 1:
            reason = _("One line still to tick: %(line)s.") % {"line": left[0].text()}
        elif left:
            reason = _("%(n)d lines still to tick.") % {"n": len(left)}
        elif not self.name.editor.currentData():
            reason = _("Choose your name.")
        elif not self.passphrase.edit.text():
            reason = _("Type your own passphrase.")
        self.on.refuse(reason)

    def _on_typed(self) -> None:
        self.passphrase.field.clear_error()
        self._say_why_not()

    def _on_pass(self) -> None:
        if self._prepared is None or not self.on.isEnabled():
            return
        vault, prepared = self._desk.vault, self._prepared
        checker_id, typed = str(self.name.editor.currentData()), self.passphrase.take()
        self._sealing = True
        self._say_why_not()

        def work(token: Token) -> Sealed:
            token.step(0, 0, _("Locking the bundle"))
            sealed = bundle.check_and_seal(vault, prepared, checker_id=checker_id, passphrase=typed, compared=True)
            token.step(1, 1, _("Locking the bundle"))  # stopped meanwhile: what was sealed is forgotten
            return sealed

        self._desk.jobs.start(
            work, owner=self, done=lambda sealed: self._on_sealed(prepared, sealed), failed=self._on_failed
        )

    def _on_sealed(self, prepared: Prepared, sealed: Sealed) -> None:
        self._sealing = False
        self._say_why_not()
        if prepared is self._prepared:
            self.passed.emit(sealed)

    def _on_failed(self, error: Exception) -> None:
        self._sealing = False
        self._say_why_not()
        if isinstance(error, WrongPassphrase):
            self.passphrase.field.set_error(
                _("Nothing has left. These words are not the passphrase of this name: type them again.")
            )
        elif isinstance(error, CheckerIsPreparer):
            problem = describe(error)
            self.name.set_error(f"{problem.what} {problem.now}")
        elif isinstance(error, bundle.CHANGED):
            self.changed.emit(error)
        else:
            self._desk.problem(error)

    def stop(self) -> None:
        """Forget what was prepared; a bundle that is being locked is thrown away."""
        self._prepared = None
        self.left.forget()
        self.passphrase.take()


def _seal_by_sheet(token: Token, vault: Vault, prepared: Prepared, officer: Officer) -> Sealed:
    token.step(0, 0, _("Locking the bundle"))
    sealed = bundle.seal_by_sheet(vault, prepared, officer)
    token.step(1, 1, _("Locking the bundle"))
    return sealed
