"""Step 5: the receipt that goes with the stick, to be printed and signed twice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from wagesdesk.export.bundle import Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.export.manifest import ack_code
from wagesdesk.export.reports.custody_receipt import Receipt, custody_receipt, eights
from wagesdesk.export.status import Outcome
from wagesdesk.text import _, clock_time, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.pages.transfer.foot import StepFoot
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide


@dataclass(frozen=True)
class Sent:
    """A bundle that lies on a medium: what it is and how far it got."""

    prepared: Prepared
    sealed: Sealed
    check_words: tuple[str, ...]
    outcome: Outcome
    target: str


class ReceiptStep(QWidget):
    """`done` when the person has finished with it."""

    done = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sent: Sent | None = None
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        self._paper = PlainArea(_("Receipt"), least=300)
        card = Card(_("Custody receipt"), padded=False, ruled=True)
        card.body.addWidget(self._paper)
        self._card = card
        self._chip: Chip | None = None
        whole.addWidget(SideBySide(card, self._build_side(), wide=360, narrow=300, least=520), 1)
        self.print_button = Button(_("Print the receipt"), icon="printer")
        self.print_button.clicked.connect(self._on_print)
        self.on = Button(_("Done"), "primary", "check")
        self.on.clicked.connect(self.done.emit)
        whole.addWidget(StepFoot(self.on, self.print_button))

    def _build_side(self) -> QWidget:
        card = Card(_("What now"), ruled=True)
        self._what_now = PlainLabel("", wrap=True)
        card.body.addWidget(self._what_now)
        card.body.addWidget(PlainLabel(_("Code when it arrived"), "second", colour="soft"))
        self._code = PlainLabel("", "section")
        card.body.addWidget(self._code)
        self._code_why = PlainLabel(
            _("Keep this code here. Whoever opens the bundle sees it too: when they say it to you, it has arrived."),
            "second", colour="soft", wrap=True,
        )  # fmt: skip
        card.body.addWidget(self._code_why)
        card.body.addStretch(1)
        return card

    @property
    def sent(self) -> Sent | None:
        """What the receipt is for."""
        return self._sent

    def start(self, sent: Sent) -> None:
        """Show the receipt of `sent`."""
        self._sent = sent
        if self._chip is not None:
            self._card.head.removeWidget(self._chip)
            self._chip.deleteLater()
        good = sent.outcome is Outcome.VERIFIED
        self._chip = Chip(
            "green" if good else "info", "circle-check" if good else "info", words.seen(sent.outcome.value)
        )
        self._card.add_right(self._chip)
        code = ack_code(sent.sealed.bundle_id, sent.sealed.manifest.ack_secret)
        self._code.setText(f"{code[:5]} {code[5:]}")
        self._what_now.setText(_what_now(sent))
        self._paper.show_widget(self._facts(sent))
        self.on.setFocus()

    def _facts(self, sent: Sent) -> QWidget:
        look = theme.current()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.size(16), look.size(12), look.size(16), look.size(12))
        column.setSpacing(look.size(10))
        manifest = sent.sealed.manifest
        local = self._desk.clock.local(manifest.created)
        facts = (
            (_("For"), sent.prepared.recipient.place),
            (_("From"), self._desk.place.name),
            (
                _("When"),
                _("%(day)s at %(time)s") % {"day": long_day(local.date(), year=True), "time": clock_time(local)},
            ),
            (
                _("Holds"),
                words.people_leaving(len(sent.prepared.people)) if sent.prepared.people else _("answers about consent"),
            ),
            (_("Prepared by"), manifest.preparer.name),
            (_("Checked by"), manifest.checker.name),
            (_("Check words"), ", ".join(sent.check_words)),
            (
                _("File"),
                _("%(name)s, %(size)s") % {"name": sent.sealed.name, "size": words.kilobytes(sent.sealed.size)},
            ),
            (_("Fingerprint"), _groups(sent.sealed.sha256)),
        )
        column.addWidget(facts_grid(facts, label_width=120))
        column.addSpacing(look.size(20))
        lines = QGridLayout()
        lines.setHorizontalSpacing(look.size(24))
        for at, text in enumerate((_("Released by"), _("Received by"))):
            lines.addWidget(_dark_rule(), 0, at)
            lines.addWidget(PlainLabel(text, "second", colour="soft"), 1, at)
        column.addLayout(lines)
        column.addStretch(1)
        return inside

    def _on_print(self) -> None:
        if self._sent is None:
            return
        sealed, manifest = self._sent.sealed, self._sent.sealed.manifest
        receipt = Receipt(
            bundle_id=sealed.bundle_id, file=sealed.name, size=sealed.size, sha256=sealed.sha256,
            recipient=self._sent.prepared.recipient.place, people=len(self._sent.prepared.people),
            files=len(manifest.files), place=self._desk.place.name, preparer=manifest.preparer.name,
            checker=manifest.checker.name, check_words=self._sent.check_words,
        )  # fmt: skip
        open_preview(self, custody_receipt(receipt, printed=self._desk.clock.today()), self._desk)


def _what_now(sent: Sent) -> str:
    name = {"name": sent.target}
    sign = _("Print the receipt, have both lines signed, and hand it over.")
    if sent.outcome is Outcome.VERIFIED:
        return f"{_('%(name)s is verified: it was read again after it was out.') % name}\n\n{sign}"
    if sent.outcome is Outcome.NOT_TAKEN_OUT:
        happened = _("%(name)s was written and compared, but not read again after it was out.") % name
        return f"{happened}\n\n{sign}"
    happened = _("The bundle was written to %(name)s and compared. Whether that is a stick cannot be proven.") % name
    return f"{happened}\n\n{sign}"


def _groups(digest: str) -> str:
    """Two lines of four groups of eight."""
    parts = eights(digest)
    return "\n".join((" ".join(parts[:4]), " ".join(parts[4:])))


def _dark_rule() -> QFrame:
    line = rule()
    line.setProperty("rule", "dark")
    return line
