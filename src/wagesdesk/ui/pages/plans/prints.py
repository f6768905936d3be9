"""What can be printed of a plan, each looked at first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from wagesdesk.services import people, plan
from wagesdesk.text import _, speaking
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans.reading import Shown
from wagesdesk.ui.print_preview import Lays, open_preview
from wagesdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from wagesdesk.export.reports.plan.pack import PlanPack

LOCALES = {"en": "en_GB", "cy": "cy"}
"""The language of a print for that of a person."""


class Prints(QWidget):
    """The button with its menu. `open_form` is called with "translator" or "copy" (in clear) for what asks first."""

    def __init__(self, desk: Desk, parent: QWidget, open_form: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self._shown: Shown | None = None
        self.button = Button(_("Print"), icon="printer")
        self.button.setProperty("menu", True)
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self._open_form = open_form
        self.hide()
        self._fill()

    def show_plan(self, shown: Shown | None) -> None:
        """What is printed of; without a plan only sheets to write on."""
        self._shown = shown
        self._fill()

    def sheets(self) -> None:
        """Sheets to write on: hers, with her trade's examples, or a pile of empty ones."""
        from wagesdesk.export.reports.plan.sheets import section_sheets

        row = self._shown.view.row if self._shown is not None else None
        name = ", ".join(name for _id, name in row.owners) if row else ""
        self._open(partial(
            section_sheets, name, plan.codes(row.form if row else "alone"), trade=row.trade if row else "",
            printed=self._desk.clock.today(), language=self._language(),
        ))  # fmt: skip

    # -- inside

    @property
    def _plan_id(self) -> str:
        return self._shown.view.row.id if self._shown is not None else ""

    def _fill(self) -> None:
        from wagesdesk.export.reports.plan.document import DEPTHS
        from wagesdesk.export.reports.plan.yes_page import TO

        self.menu.clear()
        if self._shown is not None:
            for depth, title in DEPTHS.items():
                self._add(_(title), partial(self._plan, depth))
            self.menu.addSeparator()
            for to, title in TO.items():
                self._add(_(title), partial(self._yes, to))
            self.menu.addSeparator()
            self._add(_("Pitch pages to show"), lambda: self._pitch(cards=False))
            self._add(_("Pitch cards to hold"), lambda: self._pitch(cards=True))
            self.menu.addSeparator()
        self._add(_("Sheets to write on"), self.sheets)
        if self._shown is not None:
            self._add(_("A sheet for a translator…"), partial(self._open_form, "translator"))
            self.menu.addSeparator()
            self._add(_("Her own copy, to a folder…"), partial(self._open_form, "copy"))

    def _add(self, text: str, do: Callable[[], object]) -> None:
        action = QAction(text, self.menu)
        action.triggered.connect(lambda _on=False: do())
        self.menu.addAction(action)

    def _pack(self) -> PlanPack:
        from wagesdesk.export.reports.plan.pack import read

        return read(self._desk.vault, self._plan_id)

    def _language(self) -> str:
        """That of who began the plan."""
        if self._shown is None:
            return "en_GB"
        return language_of(self._desk, self._shown.view.row.person_id)

    def _plan(self, depth: str) -> None:
        from wagesdesk.export.reports.plan.document import DEPTHS, plan_document

        chosen = next(one for one in DEPTHS if one == depth)
        today = self._desk.clock.today()
        self._hand_out(partial(plan_document, self._pack(), chosen, printed=today, language=self._language()))

    def _yes(self, to: str) -> None:
        from wagesdesk.export.reports.plan.yes_page import TO, yes_page

        chosen = next(one for one in TO if one == to)
        today = self._desk.clock.today()
        show = self._open if chosen == "probation" else self._hand_out
        show(partial(yes_page, self._pack(), chosen, printed=today, language=self._language()))

    def _pitch(self, *, cards: bool) -> None:
        from wagesdesk.export.reports.plan import money
        from wagesdesk.export.reports.plan.pitch import pitch_cards, pitch_pages
        from wagesdesk.services import pitch

        pack, language = self._pack(), self._language()
        with speaking(language):
            told = money.money_in_words(pack.sheets) if pack.sheets is not None else ()
        made = pitch.cards(pack.view, pitch.own(self._desk.vault, pack.view.row.id), told)
        today, people = self._desk.clock.today(), pack.people
        if cards:
            self._hand_out(partial(
                pitch_cards, pack.title, pack.owners, made, printed=today, language=language, people=people
            ))  # fmt: skip
        else:
            pages = pitch_pages(pack.title, pack.owners, made, printed=today, language=language, people=people)
            open_preview(self._over, pages, self._desk)

    def _hand_out(self, lay: Lays) -> None:
        """A print for people who need not know where she was: her own words may tell them."""
        from wagesdesk.export.reports.plan.where import telling

        found = telling(lay(large=False))
        if not found:
            self._open(lay)
            return
        caution = _("Her own words say: %(words)s.") % {"words": ", ".join(found)}
        self._open(lay, caution, _("Who reads this can tell where she was. Ask her if it may stay."))

    def _open(self, lay: Lays, caution: str = "", why: str = "") -> None:
        open_preview(self._over, lay(large=False), self._desk, lay=lay, caution=caution, why=why)


def language_of(desk: Desk, person_id: str) -> str:
    """The language in which a woman's prints are."""
    here = people.people(desk.vault, desk.cohort(), desk.clock.today())
    return LOCALES[next((one.language for one in here if one.id == person_id), "en")]
