"""Erase people: whose time is over, or one person who asks for it. Asks first, with her name typed."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.export.reports.erasure_notice import Notified, erasure_notice
from wagesdesk.models.withheld import FRAME
from wagesdesk.services import erasure, redaction, retention, site, staff
from wagesdesk.services.erasure import Done, Leaving, Mention
from wagesdesk.text import _, join_words
from wagesdesk.ui import backups
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Job, Token
from wagesdesk.ui.later import later
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.erase import words
from wagesdesk.ui.pages.erase.asking import AskingPart
from wagesdesk.ui.pages.erase.choose import ChoosePart
from wagesdesk.ui.pages.erase.done import DonePart
from wagesdesk.ui.pages.erase.mentions import MentionRow
from wagesdesk.ui.pages.erase.some import SomePart
from wagesdesk.ui.pages.erase.sure import Second
from wagesdesk.ui.panes import first_control
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.page_head import PageHead

Shown = AskingPart | SomePart | DonePart


class ErasePage(Page):
    """`show_where(person_id=...)` asks about one person, with `some` about a part of what is held about her. What is
    asked stays when one goes elsewhere and comes back."""

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {
            "person",
            "enrolment",
            "workshop",
            "cohort",
            "release_date",
            "site",
            "staff",
            "card",
            "dispatch",
            "erasure",
            "consent",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._job: Job | None = None
        self.let_scroll_to_the_end()
        self.head = PageHead(_("Erase people"))
        self.body.addWidget(self.head)
        self._column = QVBoxLayout()
        self.body.addLayout(self._column, 1)
        self.choose = ChoosePart()
        self.choose.chosen.connect(self.look)
        self.choose.some.connect(self.look_at_parts)
        self.choose.rules.connect(lambda: desk.go("settings", section="rules"))
        self._column.addWidget(self.choose)
        self.part: Shown | None = None
        self._say()

    # -- what the window asks

    def show_where(self, **where: str) -> None:
        if (person_id := where.get("person_id", "")) and self._job is None:
            self.look_at_parts(person_id) if where.get("some") else self.look((person_id,))

    def refresh(self) -> None:
        vault = self.desk.vault
        months = site.site(vault).retention_months
        due = retention.due(vault, self.desk.clock.today())
        self.choose.show_due(due, months=months, sure=vault.spell.clock_ok, reason=self._reason())
        self.choose.show_withdrawn(redaction.withdrawn(vault))
        self.choose.show_erased(erasure.erased(vault), redaction.erased_parts(vault))

    def key_hints(self) -> tuple[KeyHint, ...]:
        if isinstance(self.part, AskingPart | SomePart):
            return (KeyHint(("Esc",), _("Erase nothing")),)
        return (KeyHint(("Space",), _("Tick")),) if self.part is None and self.choose.anybody else ()

    def panes(self) -> tuple[QWidget, ...]:
        return (self.part or self.choose,)

    def state(self) -> tuple[str, ...] | str | None:
        if self._job is not None or isinstance(self.part, DonePart | None):
            return None
        if isinstance(self.part, SomePart):
            return self.part.person_id
        return tuple(one.person_id for one in self.part.people)

    def restore(self, state: Any) -> None:
        self.look_at_parts(state) if isinstance(state, str) else self.look(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asking = isinstance(self.part, AskingPart | SomePart)
        if event.key() == Qt.Key.Key_Escape and asking and self._job is None:
            self._put(None)
        else:
            super().keyPressEvent(event)

    # -- what happens

    def look(self, person_ids: tuple[str, ...]) -> None:
        """Gather what erasing these people would mean, and ask."""
        vault = self.desk.vault

        def done(people: tuple[Leaving, ...]) -> None:
            self._job = None
            asking = AskingPart(people, self._second(), self._reason())
            asking.some_wanted.connect(lambda: self.look_at_parts(people[0].person_id))
            asking.sure.connect(lambda older: self._erase(asking, older))
            asking.kept.connect(lambda: self._put(None))
            asking.opened.connect(self._open)
            self._put(asking)
            later(0, asking, asking.take_focus)  # once its parts have their places

        self._job = self.desk.jobs.start(
            lambda _token: erasure.leaving(vault, person_ids), owner=self, done=done, failed=self._on_failed
        )

    def look_at_parts(self, person_id: str) -> None:
        """Ask which scopes of what is held about her are to go, while she stays."""
        vault = self.desk.vault
        try:
            parts, name = redaction.parts(vault, person_id), redaction.name_of(vault, person_id)
        except UserError as error:
            self.desk.problem(error)
            return
        some = SomePart(
            person_id, name, parts, self._second(), self._reason(), here_alone=self.desk.place.outside
        )  # fmt: skip
        some.sure.connect(lambda older: self._erase_parts(some, older))
        some.kept.connect(lambda: self._put(None))
        self._put(some)
        some.take_focus()

    def _second(self) -> Second:
        chosen = self.desk.settings().last_backup_folder
        return Second(bool(chosen), backups.second_place(self.desk.vault, chosen) is not None)

    def _erase_parts(self, some: SomePart, older: bool) -> None:
        vault, me, chosen = self.desk.vault, self.desk.staff_id, self.desk.settings().last_backup_folder
        scopes = some.ticked

        def done(done: Done) -> None:
            self._job = None
            self._put(None)
            self._tell(done)
            name = words.number(some.person_id) if FRAME in scopes else some.name
            fields = {"name": name, "what": join_words([words.part(one) for one in scopes])}
            self.desk.toast(_("%(name)s: erased for good: %(what)s.") % fields)

        some.card.set_busy(_("It is being erased, and a new backup is made. Nothing else can be done meanwhile."))
        self._job = self.desk.jobs.start(
            lambda _token: redaction.erase_parts(
                vault, me, some.person_id, scopes, second=backups.second_place(vault, chosen), older=older
            ),
            owner=self, done=done, failed=self._on_failed, progress=lambda _step: None,
        )  # fmt: skip

    def _rewrite(self, part: DonePart, row: MentionRow, typed: dict[str, str]) -> None:
        vault, me, chosen = self.desk.vault, self.desk.staff_id, self.desk.settings().last_backup_folder
        card = part.rewrite
        if card is None:
            return

        def done(done: Done) -> None:
            self._job = None
            card.set_busy("")
            row.set_done()
            part.close_button.setFocus()
            self._tell(done)

        card.set_busy(_("One moment: it is written anew, and a new backup is made."))
        self._job = self.desk.jobs.start(
            lambda _token: redaction.rewrite(
                vault, me, row.mention, typed, second=backups.second_place(vault, chosen), older=part.older
            ),
            owner=self, done=done, failed=self._on_failed, progress=lambda _step: None,
        )  # fmt: skip

    def _tell(self, done: Done) -> None:
        self.desk.bus.tell(done.changes)
        for error in done.late:
            self.desk.problem(error)

    def _erase(self, asking: AskingPart, older: bool) -> None:
        vault, me, chosen = self.desk.vault, self.desk.staff_id, self.desk.settings().last_backup_folder
        ids = tuple(one.person_id for one in asking.people)

        def work(_token: Token) -> Done:
            return erasure.erase(vault, me, ids, second=backups.second_place(vault, chosen), older=older)

        asking.card.set_busy(_("They are being erased, and a new backup is made. Nothing else can be done meanwhile."))
        self._job = self.desk.jobs.start(
            work, owner=self, done=lambda done: self._on_done(asking.people, done, older), failed=self._on_failed,
            progress=lambda _step: None,
        )  # fmt: skip

    def _on_done(self, people: tuple[Leaving, ...], done: Done, older: bool) -> None:
        self._job = None
        part = DonePart(people, done, older)
        part.notice.connect(lambda recipient: self._print(people, recipient))
        if part.rewrite is not None:
            part.rewrite.rewritten.connect(lambda row, typed: self._rewrite(part, row, typed))
        part.closed.connect(lambda: self._put(None))
        self._put(part)
        part.close_button.setFocus()
        self._tell(done)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(self.part, AskingPart | SomePart):
            self.part.card.set_busy("")
        elif isinstance(self.part, DonePart) and self.part.rewrite is not None:
            self.part.rewrite.set_busy("")
        self.desk.problem(error)

    def _print(self, people: tuple[Leaving, ...], recipient_id: str) -> None:
        from wagesdesk.ui.print_preview import open_preview

        told = [(one, got) for one in people for got in one.told if got.recipient_id == recipient_id]
        notified = [
            Notified(one.name, one.person_id, tuple((each.serial, each.day) for each in got.bundles))
            for one, got in told
        ]
        today = self.desk.clock.today()
        notice = erasure_notice(
            told[0][1].place, notified, place=self.desk.place.name, on=today, by=self.desk.staff_name, printed=today
        )
        open_preview(self, notice, self.desk)

    def _open(self, one: Mention) -> None:
        if one.person_id:
            self.desk.go("person", person_id=one.person_id)
        elif one.type.startswith("workshop"):
            self.desk.go("workshops")
        else:
            self.desk.go("settings", section="cohorts")

    def _reason(self) -> str:
        """Why who sits here may erase nobody; empty for an administrator."""
        people = staff.staff(self.desk.vault)
        if any(one.admin and one.id == self.desk.staff_id for one in people):
            return ""
        names = {"names": join_words([one.name for one in people if one.admin])}
        return _("Only an administrator can do this: %(names)s.") % names

    def _put(self, part: Shown | None) -> None:
        """Show this part, and let the one before go with the names in it."""
        if self.part is not None:
            self._column.removeWidget(self.part)
            let_go(self.part)
        self.part = part
        self.choose.setVisible(part is None)
        if part is not None:
            self._column.addWidget(part)
            part.show()
        elif (target := first_control(self.choose)) is not None:
            target.setFocus()
        self._say()
        self.hints_changed.emit()

    def _say(self) -> None:
        if isinstance(self.part, AskingPart):
            self.head.title.setText(_("Erase %(who)s?") % {"who": words.whose(self.part.people)})
            self.head.set_line(_("It cannot be undone. Nothing has happened yet."))
        elif isinstance(self.part, SomePart):
            self.head.title.setText(self.part.accessibleName())
            self.head.set_line(
                _("It cannot be undone. Nothing has happened yet.")
                if self.part.nameless
                else _("She stays. It cannot be undone. Nothing has happened yet.")
            )
        elif self.part is not None:
            self.head.title.setText(_("Erased"))
            self.head.set_line("")
        else:
            self.head.title.setText(_("Erase people"))
            self.head.set_line(_("For good, from this place and from what leaves it after this."))
