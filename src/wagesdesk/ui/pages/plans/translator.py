"""The sheet for a translator: whose words, into which language; looked at before it is printed."""

from __future__ import annotations

from wagesdesk.services import languages
from wagesdesk.text import _
from wagesdesk.ui import labels
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans.form import Form, Where
from wagesdesk.ui.pages.plans.forms import choice
from wagesdesk.ui.pages.plans.reading import Shown
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.plain_label import PlainLabel


class TranslatorForm(Form):
    """It stays open, for there may be a second owner or a second language."""

    kind = "translator"

    def __init__(self, desk: Desk, shown: Shown, where: Where) -> None:
        super().__init__(desk, _("For a translator"), where, save=_("Look at the sheet"))
        self.cancel.setText(_("Close"))
        self._view = shown.view
        words = _("Two columns: her words as they stand, and room beside each. What comes back is typed in under More.")
        self.column.addWidget(PlainLabel(words, colour="soft", wrap=True))
        written = {one.person_id for part in self._view.sections for one in part.answers if one.text.strip()}
        whose = {one: name for one, name in self._view.row.owners if one in written}
        self.whose = choice(_("Whose words"), whose, "")
        self.whose.setVisible(len(whose) > 1)
        known = languages.offered(desk.vault, last=desk.settings().translated_into)
        self.into = choice(_("Into"), {code: labels.language(code) for code in known}, self._first(known))
        self.add({"whose": self.whose, "language": self.into})
        if not whose:
            self.save.refuse(_("Nothing is written yet."))
        self.finish()

    def _first(self, known: tuple[str, ...]) -> str:
        """What was chosen last; else English for words that are in another language, and Welsh for English ones."""
        if self.desk.settings().translated_into in known:
            return known[0]
        spoken = {one.language for part in self._view.sections for one in part.answers if one.text.strip()}
        return "en" if spoken - {"en"} else "cy"

    def start(self) -> None:
        self.into.editor.setFocus()

    def keep(self) -> None:
        from wagesdesk.export.reports.plan.sheets import translation_sheet

        if not self.save.isEnabled():
            return
        into = str(self.into.editor.currentData())
        self.desk.change_settings(translated_into=into)
        document = translation_sheet(
            self._view, str(self.whose.editor.currentData()), labels.language(into), printed=self.desk.clock.today()
        )
        open_preview(self, document, self.desk)
