"""Step 3: a second person looks at what will leave, ticks five lines, and passes it with her own passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import CheckerIsPreparer, WrongPassphrase
from wagesdesk.export import bundle
from wagesdesk.export.bundle import Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.problems import describe
from wagesdesk.services import site
from wagesdesk.services.staff import staff
from wagesdesk.text import _, long_day, ngettext
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.group import counted
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.pages.transfer.check_line import CheckLine
from wagesdesk.ui.pages.transfer.details import Details
from wagesdesk.ui.pages.transfer.gate_rows import PeopleRows, head, trust_cell
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.passphrase import PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide


@dataclass(frozen=True)
class Looked:
    """How many others are not in it, which lines are ticked, and the id of the name that was chosen, or empty."""

    others: int
    ticked: tuple[bool, ...]
    checker_id: str


class GateStep(QWidget):
    """`passed(Sealed)` when the second person signed; `sent_back` when it goes back to who prepared it."""

    passed = Signal(object)
    sent_back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._prepared: Prepared | None = None
        self._words: tuple[str, ...] = ()
        self._others = 0
        self._sealing = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._left = Card(_("What will leave the prison"), padded=False, ruled=True)
        self._made = PlainLabel("", "second", colour="soft")
        self._left.add_right(self._made)
        whole.addWidget(SideBySide(self._left, self._build_checks(), wide=452, narrow=400, least=600), 1)
        self._trust = QVBoxLayout()
        self._left.body.addLayout(self._trust)
        self._left.body.setSpacing(0)
        self._left.body.addWidget(rule())
        self._left.body.addWidget(head())
        self._rows = PeopleRows()
        self._left.body.addWidget(self._rows, 1)
        self._sums = QVBoxLayout()
        self._left.body.addLayout(self._sums)

    def _build_checks(self) -> QWidget:
        look = theme.current()
        card = Card(_("Second person checks"), padded=False)
        self._lead = PlainLabel("", colour="soft", wrap=True)
        self._lead.setContentsMargins(look.size(16), 0, look.size(16), look.size(8))
        card.body.addWidget(self._lead)
        card.body.setSpacing(0)
        self.lines = (
            CheckLine(_("Every person has said yes, in date")),
            CheckLine(_("Only what she agreed to share")),
            CheckLine(_("Surnames and numbers only where agreed")),
            CheckLine(_("Notes typed by staff")),
            CheckLine(_("Check words match the card in the safe")),
        )
        openers = (self._open_consents, self._open_items, self._open_surnames, self._open_notes, self._open_words)
        for line, open_it in zip(self.lines, openers, strict=True):
            line.toggled.connect(self._say_why_not)
            line.opened.connect(open_it)
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
        self.back.clicked.connect(self.sent_back.emit)
        self.on = Button(_("Pass the check"), "primary", "shield-check", size="dialog")
        self.on.clicked.connect(self._on_pass)
        buttons.addWidget(self.back, 1)
        buttons.addWidget(self.on, 1)
        form.addLayout(buttons)
        form.addWidget(ReasonLine(self.on))
        card.body.addStretch(1)
        return card

    def start(self, prepared: Prepared, check_words: tuple[str, ...], others: int) -> None:
        """Show what was prepared, with nothing ticked. `others` are not in it."""
        self._prepared, self._words, self._others = prepared, check_words, others
        known = {row.id: row for row in staff(self._desk.vault)}
        preparer = known[prepared.preparer_id].name
        clock = self._desk.clock
        made = words.moment(clock.local(prepared.at), clock.local(clock.now()))
        self._made.setText(_("Prepared by %(name)s, %(when)s") % {"name": preparer, "when": made})
        self._lead.setText(
            _("You must be a different person from %(name)s. Open each line and look. It takes about two minutes.")
            % {"name": preparer}
        )
        self.back.setText(_("Send back to %(name)s") % {"name": preparer})
        self.back.setAccessibleName(self.back.text())
        self._show_left(prepared, others)
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
        self.lines[0].setFocus()

    @property
    def looked(self) -> Looked:
        """How far the second person is; her passphrase is not in it."""
        ticked = tuple(line.isChecked() for line in self.lines)
        return Looked(self._others, ticked, str(self.name.editor.currentData() or ""))

    def restore(self, prepared: Prepared, check_words: tuple[str, ...], looked: Looked) -> None:
        """Show what was prepared, as far as it was looked at before."""
        self.start(prepared, check_words, looked.others)
        for line, ticked in zip(self.lines, looked.ticked, strict=True):
            line.setChecked(ticked)
        self.name.editor.setCurrentIndex(max(self.name.editor.findData(looked.checker_id), 0))

    def _show_left(self, prepared: Prepared, others: int) -> None:
        recipient = prepared.recipient
        strip = QHBoxLayout()
        strip.setSpacing(0)
        name = f"{recipient.place}, {recipient.holder}" if recipient.holder else recipient.place
        strip.addWidget(
            trust_cell(
                "house", _("Only these can open it"), _("%(name)s, and the programme's spare key") % {"name": name}
            ),
            1,
        )
        strip.addWidget(trust_cell("key-round", _("Check words"), ", ".join(self._words)), 1)
        _refill(self._trust, strip)
        self._rows.show_people(prepared, self._desk.clock.today())
        sums = QVBoxLayout()
        look = theme.current()
        sums.setContentsMargins(look.size(16), look.size(10), look.size(16), look.size(12))
        for icon, text in self._sums_of(prepared, others):
            line = QHBoxLayout()
            line.setSpacing(look.size(10))
            line.addWidget(IconLabel(icon, "soft", 18))
            line.addWidget(PlainLabel(text, wrap=True), 1)
            sums.addLayout(line)
        _refill(self._sums, sums)

    def _sums_of(self, prepared: Prepared, others: int) -> list[tuple[str, str]]:
        found = []
        group = site.site(self._desk.vault).group
        if others:
            left = ngettext(
                "Not in this bundle: %(people)s. Not ready, or has not said yes.",
                "Not in this bundle: the other %(people)s. Not ready, or have not said yes.",
                others,
            )
            found.append(("circle-slash", left % {"people": counted(group, others)}))
        if prepared.withdrawn:
            text = ngettext(
                "%(people)s no longer says yes. The bundle tells them so, and nothing else about her.",
                "%(people)s no longer say yes. The bundle tells them so, and nothing else about them.",
                prepared.withdrawn,
            )
            found.append(("undo-2", text % {"people": counted(group, prepared.withdrawn)}))
        items = ngettext("%(n)d item", "%(n)d items", _items(prepared)) % {"n": _items(prepared)}
        size = words.kilobytes(prepared.size)
        found.append(
            (
                "package",
                _("1 bundle, %(items)s, %(size)s. Locked before it touches the stick.")
                % {"items": items, "size": size},
            )
        )
        return found

    def _show_counts(self, prepared: Prepared) -> None:
        people, items = len(prepared.people), _items(prepared)
        today = self._desk.clock.today()
        holding = sum(line.until >= today for line in prepared.people)
        found = (
            _("%(good)d of %(all)d") % {"good": holding, "all": people},
            ngettext("%(n)d item", "%(n)d items", items) % {"n": items},
            _("%(n)d found") % {"n": prepared.surnames},
            _("%(n)d found") % {"n": prepared.notes},
            _("Compare"),
        )
        for line, text in zip(self.lines, found, strict=True):
            line.set_found(text)

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
                _("Nothing else about them is in the bundle. Compare it with the signed paper if there is one."),
                rows,
            )

    def _open_surnames(self) -> None:
        if self._prepared is not None:
            agreed = [(line.name, "") for line in self._prepared.people if "identity" in line.scopes]
            self._open(2, _("Only these people agreed that their surname and prison number go."), agreed)

    def _open_notes(self) -> None:
        if self._prepared is not None:
            notes = list(bundle.staff_notes(self._prepared))
            self._open(3, _("Read each note as if she stood beside you. It leaves with her attendance."), notes)

    def _open_words(self) -> None:
        place = self._prepared.recipient.place if self._prepared is not None else ""
        sentence = _("Take the card of %(place)s out of the safe. These four words must stand on it, in this order.")
        self._open(4, sentence % {"place": place}, [(word, "") for word in self._words])

    def _open(self, number: int, sentence: str, rows: list[tuple[str, str]]) -> None:
        Details(self, self.lines[number].text(), sentence, rows or [(_("None."), "")]).open()

    # -- passing

    def _say_why_not(self) -> None:
        left = [line for line in self.lines if not line.isChecked()]
        reason = ""
        if self._sealing:
            reason = _("One moment: the bundle is being locked.")
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
        else:
            self._desk.problem(error)

    def stop(self) -> None:
        """Forget what was prepared; a bundle that is being locked is thrown away."""
        self._prepared = None
        self.passphrase.take()


def _items(prepared: Prepared) -> int:
    return sum(len(line.scopes) for line in prepared.people)


def _refill(place: QVBoxLayout, content: QHBoxLayout | QVBoxLayout) -> None:
    """Put `content` where something else may stand."""
    clear(place)
    holder = QWidget()
    holder.setLayout(content)
    content.setContentsMargins(content.contentsMargins())
    place.addWidget(holder)
