"""Her own copy: the sums as a spreadsheet, the plan as a page that a word processor opens. It asks once."""

from __future__ import annotations

from pathlib import Path

from wagesdesk.errors import UserError
from wagesdesk.problems import describe
from wagesdesk.services.changes import Changes
from wagesdesk.text import _, join_words
from wagesdesk.ui import file_dialogs
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans.form import Form, Where
from wagesdesk.ui.pages.plans.prints import language_of
from wagesdesk.ui.pages.plans.reading import Shown
from wagesdesk.ui.widgets.banner import Banner
from wagesdesk.ui.widgets.plain_label import PlainLabel


class CopyForm(Form):
    """Says what is written and that it is not locked; Save asks for the folder."""

    kind = "copy"

    def __init__(self, desk: Desk, shown: Shown, where: Where) -> None:
        super().__init__(desk, _("Her own copy"), where, save=_("Save it unlocked…"))
        self._plan_id = shown.view.row.id
        warning = Banner("amber")
        warning.say(
            _("These files are not locked."),
            " ".join((
                _("Whoever has the files can read them. Give them only to her, and delete what is left behind."),
                _("It is written down who saved them."),
            )),
        )  # fmt: skip
        self.column.addWidget(warning)
        words = _("Two files are written: her plan as a page that every machine opens, and her sums as a spreadsheet.")
        self.column.addWidget(PlainLabel(words, wrap=True))
        self._wrong = PlainLabel("", "second", colour="red", wrap=True)
        self._wrong.hide()
        self.column.addWidget(self._wrong)
        self.finish()

    def keep(self) -> None:
        file_dialogs.choose_folder(self, _("Where her copy goes"), "", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write both files into a folder, as a job."""
        desk, plan_id = self.desk, self._plan_id
        self.desk.jobs.start(
            lambda _token: write_copy(desk, plan_id, folder), owner=self, done=self._on_done, failed=self._on_failed
        )  # fmt: skip

    def _on_done(self, told: tuple[tuple[Path, ...], Changes]) -> None:
        files, changes = told
        self.done.emit()
        self.desk.bus.tell(changes)
        self.desk.toast(_("Saved, not locked: %(names)s") % {"names": join_words([one.name for one in files])})

    def _on_failed(self, error: Exception) -> None:
        words = _("The files could not be written there. Choose another folder.")
        if isinstance(error, UserError):
            problem = describe(error)
            words = f"{problem.what} {problem.now}"
        self._wrong.setText(words)
        self._wrong.show()


def write_copy(desk: Desk, plan_id: str, folder: Path) -> tuple[tuple[Path, ...], Changes]:
    """The files of her own copy, in her language, written in clear; it is noted who did so. OSError, UserError."""
    from wagesdesk.export.plan_table import plan_xlsx
    from wagesdesk.export.reports.html import write_html
    from wagesdesk.export.reports.plan.document import plan_document
    from wagesdesk.export.reports.plan.pack import read
    from wagesdesk.services import copies

    pack = read(desk.vault, plan_id)
    language = language_of(desk, pack.view.row.person_id)
    page = write_html(plan_document(pack, "standard", printed=desk.clock.today(), language=language))
    files = [copies.Unlocked(folder / "plan.html", page, "standard")]
    if pack.sheets is not None:
        sums = plan_xlsx(pack.sheets, title=pack.title, language=language)
        files.append(copies.Unlocked(folder / "sums.xlsx", sums, "sums"))
    changes = copies.save(desk.vault, desk.staff_id, files, people=pack.people)
    return tuple(file.path for file in files), changes
