"""Establishment: what this machine is and where it stands; and its cohorts."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import describe
from wagesdesk.services import cohort, site
from wagesdesk.services.reference import prisons
from wagesdesk.text import _, ngettext, short_day
from wagesdesk.ui import labels
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.section import Section, buttons_row, line
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.layouts import clear


class PlaceSection(Section):
    """Said at the first run. It may get another name; another place is another vault."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Establishment"))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.name = text_field(_("Name"), _("It stands on the lock page, in the sidebar and on prints."), most=80)
        self.name.editor.returnPressed.connect(self._rename)
        self.body.addWidget(self.name)
        self.name.hide()
        self.change = Button(_("Change the name"), icon="pencil")
        self.change.clicked.connect(self._on_change)
        self.body.addLayout(buttons_row(self.change))
        self.body.addWidget(ReasonLine(self.change))

    def refresh(self) -> None:
        clear(self._rows)
        here = site.site(self.desk.vault)
        known = next((one for one in prisons() if one.id == here.code), None)
        facts = [
            (_("This machine"), labels.place_kind(self.desk.place.kind)),
            (_("Organisation") if self.desk.place.outside else _("Prison"), here.name),
        ]
        if known is not None:
            facts.append((_("Prison code"), known.id))
            if known.place:
                facts.append((_("Town"), known.place))
        self._rows.addWidget(facts_grid(facts))
        self.need_administrator(self.change)

    def typed(self) -> str | None:
        name = self.name.editor.text()
        return name if not self.name.isHidden() and name != self.desk.vault.place.name else None

    def type_again(self, held: str) -> None:
        self._ask()
        self.name.editor.setText(held)

    def _on_change(self) -> None:
        if self.name.isVisible():
            self._rename()
        else:
            self._ask()

    def _ask(self) -> None:
        self.name.editor.setText(self.desk.vault.place.name)
        self.name.clear_error()
        self.name.show()
        self.name.editor.setFocus()
        self.change.setText(_("Use this name"))

    def _rename(self) -> None:
        try:
            changes = site.rename(self.desk.vault, self.desk.staff_id, self.name.editor.text())
        except FieldInvalid as error:
            problem = describe(error)
            self.name.set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            self.desk.problem(error)
        else:
            self.name.hide()
            self.change.setText(_("Change the name"))
            self.desk.toast(_("This place has its new name"))
            self.desk.bus.tell(changes)


class CohortsSection(Section):
    """The cohorts, the newest first, and the way to a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Cohorts"))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.new = Button(_("New cohort"), icon="plus")
        self.new.clicked.connect(lambda: desk.go("cohort"))
        self.body.addLayout(buttons_row(self.new))

    def refresh(self) -> None:
        clear(self._rows)
        for one in cohort.cohorts(self.desk.vault):
            people = ngettext("%(count)d person", "%(count)d people", one.people) % {"count": one.people}
            days = ""
            if one.first_day is not None and one.last_day is not None:
                first, last = short_day(one.first_day, weekday=False), short_day(one.last_day, year=True, weekday=False)
                days = _("%(first)s to %(last)s") % {"first": first, "last": last}
            rest = ", ".join(text for text in (one.term, days, people) if text)
            self._rows.addWidget(line(one.title, rest))
