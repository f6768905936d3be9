"""Step 5: the receipt that goes with the stick, to be printed and signed twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.export.bundle import Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.export.manifest import Manifest, ack_code
from wagesdesk.export.reports.custody_receipt import Receipt, custody_receipt, eights
from wagesdesk.export.status import Outcome
from wagesdesk.services import custody
from wagesdesk.text import _, clock_time, long_day, ngettext
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.pages.transfer.foot import StepFoot
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.write import About
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide


@dataclass(frozen=True)
class Sent:
    """A bundle that lies on a medium: what it is and how far it got.

    `about` is the serial number of the stick and all that lies on it; `pages` count what left on paper alone.
    """

    prepared: Prepared
    sealed: Sealed
    check_words: tuple[str, ...]
    outcome: Outcome
    target: str
    about: About = ("", ())
    pages: int = 0


class ReceiptStep(QWidget):
    """`done` when the person has finished with it."""

    done = Signal()

    def __init__(self, desk: Desk, media: Callable[[], Media], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._media = desk, media
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
        self.copy_button = Button(_("Copy for the safe…"), icon="copy")
        self.copy_button.clicked.connect(self._on_copy)
        out = Button(_("Sticks taken out"), icon="usb")
        out.clicked.connect(self._on_out)
        log = () if desk.place.outside else (out,)
        whole.addWidget(StepFoot(self.on, self.print_button, self.copy_button, *log))

    def _build_side(self) -> QWidget:
        card = Card(_("What now"), ruled=True)
        self._what_now = PlainLabel("", wrap=True)
        card.body.addWidget(self._what_now)
        self._code_head = PlainLabel(_("Code when it arrived"), "second", colour="soft")
        card.body.addWidget(self._code_head)
        self._code = PlainLabel("", "section")
        card.body.addWidget(self._code)
        self._code_why = PlainLabel(
            _("Keep this code here. Whoever opens the bundle sees it too: when they say it to you, it has arrived."),
            "second", colour="soft", wrap=True,
        )  # fmt: skip
        card.body.addWidget(self._code_why)
        self.copied = PlainLabel("", "strong", colour="green", wrap=True)
        card.body.addWidget(self.copied)
        card.body.addStretch(1)
        return card

    @property
    def sent(self) -> Sent | None:
        """What the receipt is for."""
        return self._sent

    def forget(self) -> None:
        """Hold nothing any more: what was sealed may be large, and another part may follow."""
        self._sent = None

    def start(self, sent: Sent) -> None:
        """Show the receipt of `sent`."""
        self._sent = sent
        if self._chip is not None:
            self._card.head.removeWidget(self._chip)
            let_go(self._chip)
        good = sent.outcome in (Outcome.VERIFIED, Outcome.ON_PAPER)
        self._chip = Chip(
            "green" if good else "info", "circle-check" if good else "info", words.seen(sent.outcome.value)
        )
        self._card.add_right(self._chip)
        paper = sent.outcome is Outcome.ON_PAPER
        self.copied.hide()
        self.copy_button.setVisible(not paper)
        for label in (self._code, self._code_head, self._code_why):
            label.setVisible(not paper)
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
            (_("Checked by"), _checked_by(manifest)),
            (_("Check words"), ", ".join(sent.check_words)),
            *_what(sent),
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

    def _on_out(self) -> None:
        if self._sent is not None:
            self._desk.go("media", bundle=self._sent.sealed.bundle_id, serial=self._sent.about[0])

    def _on_copy(self) -> None:
        file_dialogs.choose_folder(self, _("Where the copy for the safe goes"), "", self.copy_to)

    def copy_to(self, folder: Path) -> None:
        """Write an identical sealed copy into `folder`, and note it."""
        if self._sent is None:
            return
        sealed, media, target = self._sent.sealed, self._media(), self._sent
        self.copy_button.refuse(_("One moment: the copy is being written."))
        self._desk.jobs.start(
            lambda token: media.copy(token, folder, sealed), owner=self,
            done=lambda _written: self._on_copied(target, folder), failed=self._on_not_copied,
        )  # fmt: skip

    def _on_copied(self, sent: Sent, folder: Path) -> None:
        self.copy_button.refuse("")
        try:
            changes = custody.keep_copy(
                self._desk.vault, self._desk.staff_id, sent.sealed.bundle_id, folder.name or str(folder)
            )  # fmt: skip
        except UserError as error:
            self._desk.problem(error)
            return
        self._desk.bus.tell(changes)
        words_now = _("An identical sealed copy is in %(folder)s. Put it into the safe.")
        self.copied.setText(words_now % {"folder": folder.name or str(folder)})
        self.copied.show()

    def _on_not_copied(self, error: Exception) -> None:
        self.copy_button.refuse("")
        self._desk.problem(error)

    def _on_print(self) -> None:
        if self._sent is None:
            return
        sealed, manifest = self._sent.sealed, self._sent.sealed.manifest
        receipt = Receipt(
            bundle_id=sealed.bundle_id, file=sealed.name, size=sealed.size, sha256=sealed.sha256,
            recipient=self._sent.prepared.recipient.place, people=len(self._sent.prepared.people),
            files=len(manifest.files), place=self._desk.place.name, preparer=manifest.preparer.name,
            checker=manifest.checker.name, check_words=self._sent.check_words, serial=self._sent.about[0],
            sheet=_checked_by(manifest) if manifest.sheet is not None else "", on_it=self._sent.about[1],
            pages=self._sent.pages,
        )  # fmt: skip
        open_preview(self, custody_receipt(receipt, printed=self._desk.clock.today()), self._desk)


def _what_now(sent: Sent) -> str:
    name = {"name": sent.target}
    sign = _("Print the receipt, have both lines signed, and hand it over.")
    if sent.outcome is Outcome.VERIFIED:
        return _("%(name)s is verified: it was read again after it was out.") % name + f"\n\n{sign}"
    if sent.outcome is Outcome.ON_PAPER:
        return _("The pages are printed, counted and sealed. No stick leaves.") + f"\n\n{sign}"
    if sent.outcome is Outcome.NOT_TAKEN_OUT:
        happened = (
            _("%(name)s was written and compared, but never taken out. Nothing proves yet that it kept it.") % name
        )
        return f"{happened}\n\n{sign}"
    if sent.outcome is Outcome.NOT_PUT_BACK:
        happened = _("%(name)s was written, compared and taken out, but not put back and read again.") % name
        return f"{happened}\n\n{sign}"
    happened = _("The bundle was written to %(name)s and compared. Whether that is a stick cannot be proven.") % name
    return f"{happened}\n\n{sign}"


def _checked_by(manifest: Manifest) -> str:
    """The second person; or the officer who signed a printed sheet, with its number, as the weaker check it is."""
    if manifest.sheet is None:
        return manifest.checker.name
    return _("%(name)s, %(rank)s, on printed sheet %(form)s at %(time)s") % {
        "name": manifest.checker.name, "rank": manifest.checker.role, "form": manifest.sheet.form,
        "time": manifest.sheet.at,
    }  # fmt: skip


def _what(sent: Sent) -> tuple[tuple[str, str], ...]:
    """What is handed over: the file, its fingerprint and what else lies on the stick; or the pages."""
    if sent.pages:
        return ((_("On paper"), ngettext("%(n)d page", "%(n)d pages", sent.pages) % {"n": sent.pages}),)
    name = _("%(name)s, %(size)s") % {"name": sent.sealed.name, "size": words.kilobytes(sent.sealed.size)}
    found = ((_("File"), name), (_("Fingerprint"), _groups(sent.sealed.sha256)))
    return (*found, (_("All on it"), "\n".join(sent.about[1]))) if sent.about[1] else found


def _groups(digest: str) -> str:
    """Two lines of four groups of eight."""
    parts = eights(digest)
    return "\n".join((" ".join(parts[:4]), " ".join(parts[4:])))


def _dark_rule() -> QFrame:
    line = rule()
    line.setProperty("rule", "dark")
    return line
