"""What may be changed on her page: her business, her names and numbers, her release date."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.services import people
from wagesdesk.services.changes import Changes
from wagesdesk.text import _, long_day, short_day
from wagesdesk.ui import labels
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.person.edit_card import EditCard
from wagesdesk.ui.pages.person.layouts import clear, fact
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel

_LANGUAGES = (("en", "English"), ("cy", "Cymraeg"))


class BusinessCard(EditCard):
    """Her business idea: its name and one line about it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._page: people.PersonPage | None = None
        self._name = text_field(_("Name of the business"), most=people.LONGEST_NAME)
        self._about = text_field(_("What it does, in one line"), most=200)
        super().__init__(
            desk, _("Business"), {"business": self._name, "about": self._about}, change=_("Change"),
            change_said=_("Change the business"), parent=parent,
        )  # fmt: skip

    def set_page(self, page: people.PersonPage) -> None:
        self._page = page
        clear(self.shown)
        if page.business or page.business_about:
            self.shown.addWidget(PlainLabel(page.business or _("Not named yet"), "strong", wrap=True))
            if page.business_about:
                self.shown.addWidget(PlainLabel(page.business_about, "body", wrap=True))
        else:
            self.shown.addWidget(PlainLabel(_("No idea written down yet."), "body", colour="soft"))

    def put_in(self) -> None:
        if self._page is not None:
            self._name.editor.setText(self._page.business)
            self._about.editor.setText(self._page.business_about)

    def write(self) -> tuple[Changes, str]:
        if self._page is None:
            return Changes(), ""
        changes = people.set_business(
            self._desk.vault, self._desk.staff_id, person_id=self._page.id, name=self._name.editor.text(),
            about=self._about.editor.text(),
        )  # fmt: skip
        return changes, _("Changed the business of %(name)s") % {"name": self._page.name}


class NamesCard(EditCard):
    """Her names, her prison number, her language. The number may be empty."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._page: people.PersonPage | None = None
        self._chosen = text_field(_("First name"), _("The name she likes to be called."), most=people.LONGEST_NAME)
        self._surname = text_field(_("Surname"), most=people.LONGEST_NAME)
        self._number = text_field(_("Prison number"), _("Like A1234BC. It may stay empty."), most=20)
        self._language: Field[QComboBox] = Field(_("Language"), QComboBox())
        for code, words in _LANGUAGES:
            self._language.editor.addItem(words, code)
        fields: dict[str, Field[Any]] = {
            "chosen": self._chosen, "surname": self._surname, "prison_number": self._number,
            "language": self._language,
        }  # fmt: skip
        super().__init__(
            desk, _("Names and numbers"), fields, change=_("Change"), change_said=_("Change names and numbers"),
            parent=parent,
        )  # fmt: skip

    def set_page(self, page: people.PersonPage) -> None:
        self._page = page
        clear(self.shown)
        for what, value in (
            (_("First name"), page.name),
            (_("Surname"), page.surname),
            (_("Prison number"), page.prison_number),
            (_("Language"), dict(_LANGUAGES).get(page.language, page.language)),
        ):
            self.shown.addWidget(fact(what, value))

    def put_in(self) -> None:
        if self._page is not None:
            self._chosen.editor.setText(self._page.name)
            self._surname.editor.setText(self._page.surname)
            self._number.editor.setText(self._page.prison_number)
            self._language.editor.setCurrentIndex(max(self._language.editor.findData(self._page.language), 0))

    def write(self) -> tuple[Changes, str]:
        if self._page is None:
            return Changes(), ""
        changes = people.rename(
            self._desk.vault, self._desk.staff_id, person_id=self._page.id, chosen=self._chosen.editor.text(),
            surname=self._surname.editor.text(), prison_number=self._number.editor.text(),
            language=str(self._language.editor.currentData()),
        )  # fmt: skip
        return changes, _("Changed the names and numbers of %(name)s") % {"name": self._chosen.editor.text().strip()}


class ReleaseCard(EditCard):
    """Every release date that was given, newest first; a new one is added, none is overwritten."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._page: people.PersonPage | None = None
        self._day: Field[DayEdit] = Field(_("She goes home on"), DayEdit(), _("Like 14 Jan 2027."))
        self._source: Field[QComboBox] = Field(_("Who said so"), QComboBox())
        for code in people.RELEASE_SOURCES:
            words = labels.release_source(code)
            self._source.editor.addItem(words[:1].upper() + words[1:], code)
        self._noted: Field[DayEdit] = Field(_("Noted on"), DayEdit())
        fields: dict[str, Field[Any]] = {"day": self._day, "source": self._source, "noted": self._noted}
        super().__init__(
            desk, _("Release dates"), fields, change=_("Note a new date"), change_said=_("Note a new release date"),
            icon="plus", parent=parent,
        )  # fmt: skip

    def set_page(self, page: people.PersonPage) -> None:
        self._page = page
        clear(self.shown)
        if not page.releases:
            self.shown.addWidget(PlainLabel(_("No release date is known yet."), "body", colour="soft"))
        for number, one in enumerate(page.releases):
            self._add_line(one, in_force=number == 0)

    def _add_line(self, one: people.ReleaseLine, *, in_force: bool) -> None:
        day = long_day(one.day, year=True)
        words = day if in_force else _("Before: %(day)s") % {"day": day}
        self.shown.addWidget(PlainLabel(words, "strong" if in_force else "body", colour="" if in_force else "soft"))
        source = labels.release_source(one.source)
        fields = {"source": source[:1].upper() + source[1:], "day": short_day(one.noted_on), "name": one.noted_by}
        line = _("%(source)s, noted %(day)s by %(name)s") if one.noted_by else _("%(source)s, noted %(day)s")
        label = PlainLabel(line % fields, "second", colour="soft", wrap=True)
        label.setContentsMargins(0, 0, 0, 8)
        self.shown.addWidget(label)

    def put_in(self) -> None:
        self._day.editor.set_day(None)
        self._source.editor.setCurrentIndex(0)
        self._noted.editor.set_day(self._desk.clock.today())

    def write(self) -> tuple[Changes, str]:
        if self._page is None:
            return Changes(), ""
        day, noted = self._day_in("day", self._day), self._day_in("noted", self._noted)
        if noted > self._desk.clock.today():
            raise FieldInvalid(field="noted", code="future")
        if day < noted:
            raise FieldInvalid(field="day", code="past")
        changes = people.set_release_date(
            self._desk.vault, self._desk.staff_id, person_id=self._page.id, day=day,
            source=str(self._source.editor.currentData()), noted_on=noted,
        )  # fmt: skip
        return changes, _("%(name)s goes home on %(day)s") % {"name": self._page.name, "day": short_day(day, year=True)}

    @staticmethod
    def _day_in(name: str, field: Field[DayEdit]) -> date:
        day = field.editor.day()
        if day is None:
            raise FieldInvalid(field=name, code="form" if field.editor.is_wrong() else "empty")
        return day
