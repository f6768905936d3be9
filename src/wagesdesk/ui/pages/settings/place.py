"""Establishment: what this machine is and where it stands; and its cohorts."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wagesdesk.services import cohort, site
from wagesdesk.services.reference import prisons
from wagesdesk.text import _, ngettext, short_day
from wagesdesk.ui import labels
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.section import Section, buttons_row, clear, line
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.facts import facts_grid


class PlaceSection(Section):
    """Said at the first run; another place is another vault."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Establishment"))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)

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
