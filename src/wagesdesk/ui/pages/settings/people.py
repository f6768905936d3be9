"""Staff: who works here and can unlock; adding and removing, new passphrases, and the recovery key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict

from PySide6.QtWidgets import QVBoxLayout

from wagesdesk.errors import FieldInvalid, UserError, WrongPassphrase
from wagesdesk.models.slots import FLOOR, KdfParams
from wagesdesk.problems import describe
from wagesdesk.services import backup, loss, staff
from wagesdesk.services.changes import Changes
from wagesdesk.services.staff import StaffRow
from wagesdesk.text import _
from wagesdesk.ui import backups, labels, theme, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.settings.lost import LostForm
from wagesdesk.ui.pages.settings.new_key import KeyForm
from wagesdesk.ui.pages.settings.recovery import RecoveryForm
from wagesdesk.ui.pages.settings.removal import RemovalForm
from wagesdesk.ui.pages.settings.section import Section, buttons_row, line
from wagesdesk.ui.pages.settings.steps import Steps
from wagesdesk.ui.pages.settings.words_forms import PersonForm, WordsForm
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Cost(TypedDict):
    params: KdfParams
    floor: KdfParams


class StaffSection(Section):
    """One form at a time (`form`). `cost` is that of new passphrases; None lets the memory of the machine decide."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Staff"), _("Each has a passphrase of their own. Two people are needed before anything can leave.")
        )
        self.cost: KdfParams | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().size(6))
        self.body.addLayout(self._rows)
        self.change = Button(_("Change my passphrase"), icon="key-round")
        self.change.clicked.connect(self._change)
        self.add = Button(_("Add a person"), icon="user-plus")
        self.add.clicked.connect(self._add)
        self.recovery = Button(_("Make a recovery key"), icon="lock-open")
        self.recovery.clicked.connect(self._recovery)
        self.lost = Button(_("Make a new key"), icon="shield-alert")
        self.lost.clicked.connect(self._lost)
        self.body.addLayout(buttons_row(self.change, self.add))
        self.body.addWidget(ReasonLine(self.add))
        self.body.addWidget(rule())
        self.body.addWidget(PlainLabel(_("If something goes wrong"), "strong"))
        for case, answer, *buttons in (
            (_("Somebody has left"),
             _("Press Remove beside the name, on the last day. An administrator first makes somebody else one.")),
            (_("Words are forgotten"),
             _("Press New words beside the name. If nobody knows any words, the recovery key opens the lock page.")),
            (_("The recovery key was seen, or is gone"), _("The old paper opens nothing after that."), self.recovery),
            (_("A machine, a copy or a backup is gone"), _("Nothing of it opens what is written then."), self.lost),
        ):  # fmt: skip
            self.body.addWidget(line(case, answer, *buttons))
        self.form: Steps | None = None
        self._old = PlainLabel(
            _("Backups made before a change still open with the words of their day."),
            "second",
            colour="soft",
            wrap=True,
        )
        self.body.addWidget(self._old)

    def refresh(self) -> None:
        clear(self._rows)
        vault, me = self.desk.vault, self.desk.staff_id
        mine = staff.is_administrator(vault, me)
        for one in staff.staff(vault):
            about = [labels.role(one.role)]
            if one.admin and one.role != "administrator":
                about.append(_("looks after people and keys"))
            if one.removed:
                about.append(_("removed on another machine, but can still unlock this one"))
            else:
                about.append(_("has a passphrase") if one.has_slot else _("no passphrase on this machine"))
            buttons = self._buttons_of(one) if mine and one.id != me and one.has_slot else ()
            self._rows.addWidget(line(one.name, ", ".join(about), *buttons))
        has_key = any(slot.kind == "recovery" for slot in vault.keys.slots)
        told = _("on paper, in the safe") if has_key else _("there is none")
        self._rows.addWidget(line(_("Recovery key"), told))
        self.recovery.setText(_("Make a new recovery key") if has_key else _("Make a recovery key"))
        self.need_administrator(self.add, self.recovery, self.lost)

    def _buttons_of(self, one: StaffRow) -> tuple[Button, ...]:
        renew, remove = Button(_("New words"), "link"), Button(_("Remove"), "link")
        renew.setAccessibleName(_("New words for %(name)s") % {"name": one.name})
        renew.clicked.connect(lambda *_args: self._renew(one))
        remove.setAccessibleName(_("Remove %(name)s") % {"name": one.name})
        remove.clicked.connect(lambda *_args: self._remove(one))
        if one.removed:
            return (remove,)
        promote = Button(_("Make administrator"), "link")
        promote.setAccessibleName(_("Make %(name)s an administrator") % {"name": one.name})
        promote.clicked.connect(lambda *_args: self._promote(one))
        return (renew, remove) if one.admin else (promote, renew, remove)

    def typed(self) -> list[unsaved.Content] | None:
        """The name and role of somebody who is being added; never a passphrase."""
        return self.form.who if isinstance(self.form, PersonForm) and self.form.called else None

    def type_again(self, held: list[unsaved.Content]) -> None:
        self._add()
        if isinstance(self.form, PersonForm):
            self.form.fill(held)

    # -- one form at a time

    def _open(self, form: Steps) -> None:
        self._close()
        self.form = form
        form.closed.connect(self._close)
        self.body.addWidget(form)
        form.show()
        form.focus()

    def _close(self) -> None:
        if self.form is not None:
            self.body.removeWidget(self.form)
            let_go(self.form)
            self.form = None
            self.change.setFocus()

    def _start(self, work: Callable[[Cost], Changes], words: str, late: Sequence[Exception] = ()) -> None:
        """Do this as a job of the open form; then say `words`, and what the work put into `late`."""
        form, chosen = self.form, self.cost
        if form is None:
            return

        def job(_token: Token) -> Changes:
            from wagesdesk.models.machine import memory_bytes
            from wagesdesk.models.slots import params_for

            return work({"params": chosen or params_for(memory_bytes()), "floor": chosen or FLOOR})

        def done(changes: Changes) -> None:
            self._close()
            self.desk.bus.tell(changes)
            self.desk.toast(words)
            for error in late:
                self.desk.problem(error)

        self.desk.jobs.start(job, owner=form, done=done, failed=self._on_failed, progress=lambda _step: None)

    def _on_failed(self, error: Exception) -> None:
        form = self.form
        if form is not None:
            form.set_busy("")
        if isinstance(form, WordsForm) and isinstance(error, WrongPassphrase):
            problem = describe(error)
            form.refuse_proof(f"{problem.what} {problem.now}")
            return
        if isinstance(form, KeyForm):
            form.go_back_to_words()
        if not isinstance(error, FieldInvalid):
            self.failed(error)

    # -- what can be done

    def _add(self) -> None:
        form = PersonForm(self.desk, {one.name.casefold() for one in staff.staff(self.desk.vault) if one.has_slot})
        vault, me = self.desk.vault, self.desk.staff_id

        def ready(name: str, role: str, passphrase: str) -> None:
            self._start(
                lambda cost: staff.add(vault, me, name=name, role=role, passphrase=passphrase, **cost),
                _("%(name)s can unlock now") % {"name": name},
            )

        form.ready.connect(ready)
        self._open(form)

    def _change(self) -> None:
        vault, me = self.desk.vault, self.desk.staff_id
        proof = _("Your passphrase now") if vault.staff_id else _("Recovery key")
        form = WordsForm(self.desk, self.desk.staff_name, proof)

        def ready(old: str, new: str) -> None:
            self._start(
                lambda cost: staff.change_passphrase(vault, me, proof=old, new=new, **cost),
                _("Your new words open the records from now on"),
            )

        form.ready.connect(ready)
        self._open(form)

    def _renew(self, one: StaffRow) -> None:
        vault, me = self.desk.vault, self.desk.staff_id
        form = WordsForm(self.desk, one.name)

        def ready(_proof: str, new: str) -> None:
            self._start(
                lambda cost: staff.renew_passphrase(vault, me, staff_id=one.id, passphrase=new, **cost),
                _("The new words of %(name)s open the records from now on") % {"name": one.name},
            )

        form.ready.connect(ready)
        self._open(form)

    def _promote(self, one: StaffRow) -> None:
        try:
            changes = staff.make_administrator(self.desk.vault, self.desk.staff_id, one.id)
        except UserError as error:
            self.desk.problem(error)
        else:
            self.desk.bus.tell(changes)
            self.desk.toast(_("%(name)s looks after people and keys from now on") % {"name": one.name}, undo=True)
            self.change.setFocus()

    def _recovery(self) -> None:
        vault, me = self.desk.vault, self.desk.staff_id
        form = RecoveryForm(self.desk, again=any(slot.kind == "recovery" for slot in vault.keys.slots))
        form.ready.connect(
            lambda key: self._start(
                lambda _cost: staff.new_recovery_key(vault, me, key), _("The new recovery key opens the records now")
            )
        )
        self._open(form)

    def _remove(self, one: StaffRow) -> None:
        vault, me, chosen = self.desk.vault, self.desk.staff_id, self.desk.settings().last_backup_folder
        form = RemovalForm(self.desk, one)

        def ready(keep: list[tuple[str, str]], renew: list[tuple[str, str]]) -> None:
            late: list[Exception] = []

            def work(cost: Cost) -> Changes:
                changes = staff.remove(vault, me, staff_id=one.id, keep=keep, renew=renew, **cost)
                try:
                    backup.renew(vault, backups.second_place(vault, chosen))
                except (UserError, OSError) as error:  # the person is removed all the same
                    late.append(error)
                return changes | Changes(frozenset({"backup"}))

            words = _("%(name)s cannot unlock any more. The records have a new key.") % {"name": one.name}
            self._start(work, words, late)

        form.ready.connect(ready)
        self._open(form)

    def _lost(self) -> None:
        vault, me, chosen = self.desk.vault, self.desk.staff_id, self.desk.settings().last_backup_folder
        form = LostForm(self.desk)

        def ready(keep: list[tuple[str, str]], renew: list[tuple[str, str]]) -> None:
            late: list[Exception] = []
            card_id = form.card_id

            def work(cost: Cost) -> Changes:
                second = backups.second_place(vault, chosen)
                done = loss.answer(vault, me, keep=keep, renew=renew, second=second, card_id=card_id, **cost)
                late.extend(done.late)
                return done.changes

            self._start(work, _("The records have a new key."), late)

        form.ready.connect(ready)
        self._open(form)
