"""Passphrases: those of a new person, new ones of one's own, and new ones for somebody who forgot hers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.services import staff
from wagesdesk.text import _
from wagesdesk.ui import labels, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.steps import Steps
from wagesdesk.ui.setup.passphrase_choice import PassphraseChoice, typed_back_error
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.passphrase import PassphraseField


class WordsForm(Steps):
    """`name` is whose they are. `proof` is the label of what is asked first; empty asks nothing.

    `ready(proof, passphrase)` once they were typed back.
    """

    ready = Signal(str, str)

    def __init__(self, desk: Desk, name: str, proof: str = "") -> None:
        super().__init__()
        self._desk, self._name = desk, name
        self.proof = PassphraseField(proof, _("So that nobody else does this at an open desk."))
        self.words = PassphraseChoice("", False, self._print)
        self.back = PassphraseField(_("Type it once"), _("From the paper; capitals do not matter."))
        own = bool(proof)
        if own:
            self.parts.append((_("Change your passphrase"), (self.proof,)))
        told = {"name": name}
        look = _("Write these words down, or choose your own. Only you should see them.")
        show = _("Let %(name)s sit here now and write these words down. Only they should see them.") % told
        self.parts.append((look if own else show, (self.words,)))
        again = _("Type the words once, so that we know the copy is right.")
        theirs = _("%(name)s types the words once, so that we know the copy is right.") % told
        self.parts.append((again if own else theirs, (self.back,)))
        for edit in (self.proof.edit, self.words.chosen.edit, self.back.edit):
            edit.returnPressed.connect(self.go_on)
        self.begin()

    @property
    def last_words(self) -> str:
        return _("Use these words from now on")

    def focus(self) -> None:
        shown = self.parts[self.part][1][0]
        if shown is self.words:
            (self.words.first if self.words.own else self.next).setFocus()
        else:
            (self.back if shown is self.back else self.proof).edit.setFocus()

    def good(self) -> bool:
        shown = self.parts[self.part][1][0]
        if shown is self.words:
            return self.words.good()
        if shown is self.back:
            return back_is_good(self.words, self.back)
        self.proof.field.clear_error()
        if not self.proof.edit.text().strip():
            self.proof.field.set_error(_("Type the words that open the records now."))
            return False
        return True

    def finish(self) -> None:
        self.set_busy(_("The new words are being made to fit"))
        self.ready.emit(self.proof.edit.text(), self.words.passphrase)

    def refuse_proof(self, words: str) -> None:
        """The old passphrase was wrong."""
        self.set_busy("")
        self.show_part(0)
        self.proof.edit.clear()
        self.proof.field.set_error(words)

    def _print(self, words: str) -> None:
        print_words(self._desk, self, self._name, words)


class PersonForm(Steps):
    """Three parts: who, the words, the words typed back. `ready(name, role, passphrase)`."""

    ready = Signal(str, str, str)

    def __init__(self, desk: Desk, taken: set[str]) -> None:
        super().__init__()
        self._desk, self._taken = desk, taken
        self.name = text_field(_("Name"), _("As colleagues say it; a first name will do."), most=80)
        roles = QComboBox()
        for code in staff.ROLES:
            roles.addItem(labels.role(code).capitalize(), code)
        self.role = Field(_("Role"), roles)
        roles.setCurrentIndex(staff.ROLES.index("support_worker" if desk.place.outside else "checker"))
        self.words = PassphraseChoice("", False, self._print)
        self.back = PassphraseField(_("Type it once"), _("From the paper; capitals do not matter."))
        for edit in (self.name.editor, self.words.chosen.edit, self.back.edit):
            edit.returnPressed.connect(self.go_on)
        self.parts = [(_("A new person"), (self.name, self.role)), ("", (self.words,)), ("", (self.back,))]
        self.begin()

    @property
    def last_words(self) -> str:
        return _("Add this person")

    def focus(self) -> None:
        (self.name.editor, self.words.first if self.words.own else self.next, self.back.edit)[self.part].setFocus()

    def good(self) -> bool:
        return (self._good_name, self.words.good, lambda: back_is_good(self.words, self.back))[self.part]()

    def finish(self) -> None:
        self.set_busy(_("The passphrase is being made"))
        self.ready.emit(self.called, self.role.editor.currentData(), self.words.passphrase)

    @property
    def who(self) -> list[unsaved.Content]:
        """Name and role, as `fill` takes them."""
        return [unsaved.content(self.name.editor), unsaved.content(self.role.editor)]

    def fill(self, who: Sequence[unsaved.Content]) -> None:
        """Put name and role back, on the first part."""
        for editor, held in zip((self.name.editor, self.role.editor), who, strict=True):
            unsaved.put(editor, held)

    @property
    def called(self) -> str:
        """The name as it is kept."""
        return " ".join(self.name.editor.text().split())

    def _good_name(self) -> bool:
        self.name.clear_error()
        name = self.called
        if not name:
            self.name.set_error(_("Type a name. It is shown when somebody unlocks."))
        elif name.casefold() in self._taken:
            self.name.set_error(_("Somebody of this name can unlock here already. Add a surname."))
        else:
            told = {"name": name}
            self.set_head(
                1, _("Let %(name)s sit here now and write these words down. Only they should see them.") % told
            )
            self.set_head(2, _("%(name)s types the words once, so that we know the copy is right.") % told)
            return True
        return False

    def _print(self, words: str) -> None:
        print_words(self._desk, self, self.called, words)


def back_is_good(words: PassphraseChoice, back: PassphraseField) -> bool:
    """Whether the words were typed back right; if not, that is said beside the field."""
    back.field.clear_error()
    error = typed_back_error(words.passphrase, back.edit.text(), own=words.own)
    if error:
        back.field.set_error(error)
        back.edit.selectAll()
    return not error


def print_words(desk: Desk, parent: Steps, name: str, words: str) -> None:
    """Show the sheet with somebody's words, to be printed."""
    from wagesdesk.ui.print_preview import open_preview

    open_preview(parent, passphrase_sheet(name, desk.place.name, words.split(), printed=desk.clock.today()), desk)
