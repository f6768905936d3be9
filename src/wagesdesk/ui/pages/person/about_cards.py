"""What may be changed on her page: her business, her names and numbers, her release date."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.services import people
from wagesdesk.services.changes import Changes
from wagesdesk.text import _, long_day, short_day
from wagesdesk.ui import free_text, labels
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.person.edit_card import EditCard, Fields
from wagesdesk.ui.pages.person.layouts import fact
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel


class BusinessCard(EditCard):
    """Her business idea: its name and one line about it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._page: people.PersonPage | None = None
        super().__init__(
            desk, _("Business"), change=_("Change"), change_said=_("Change the business"), free=("business", "about"),
            parent=parent,
        )  # fmt: skip

    def make_fields(self) -> Fields:
        self.name_field = text_field(_("Name of the business"), most=people.LONGEST_NAME)
        self.about_field = text_field(_("What it does, in one line"), most=200)
        return {"business": self.name_field, "about": self.about_field}

    def others(self) -> Collection[str]:
        return free_text.others_of(self._desk, but=self._page.id)() if self._page is not None else ()

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
            self.name_field.editor.setText(self._page.business)
            self.about_field.editor.setText(self._page.business_about)

    def write(self) -> tuple[Changes, str]:
        if self._page is None:
            return Changes(), ""
        changes = people.set_business(
            self._desk.vault, self._desk.staff_id, person_id=self._page.id, name=self.name_field.editor.text(),
            about=self.about_field.editor.text(),
        )  # fmt: skip
        return changes, _("Changed the business of %(name)s") % {"name": self._page.name}


class NamesCard(EditCard):
    """Her names, her prison number, her language. The number may be empty."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._page: people.PersonPage | None = None
        super().__init__(
            desk, _("Names and numbers"), change=_("Change"), change_said=_("Change names and numbers"),
            parent=parent,
        )  # fmt: skip

    def make_fields(self) -> Fields:
        self.chosen_field = text_field(_("First name"), _("The name she likes to be called."), most=people.LONGEST_NAME)
        self.surname_field = text_field(_("Surname"), most=people.LONGEST_NAME)
        self.number_field = text_field(_("Prison number"), _("Like A1234BC. It may stay empty."), most=20)
        self.language_field: Field[QComboBox] = Field(_("Language"), QComboBox())
        for code in people.LANGUAGES:
            self.language_field.editor.addItem(labels.language(code), code)
        return {
            "chosen": self.chosen_field, "surname": self.surname_field, "prison_number": self.number_field,
            "language": self.language_field,
        }  # fmt: skip

    def set_page(self, page: people.PersonPage) -> None:
        self._page = page
        clear(self.shown)
        for what, value in (
            (_("First name"), page.name),
            (_("Surname"), page.surname),
            (_("Prison number"), page.prison_number),
            (_("Language"), labels.language(page.language)),
        ):
            self.shown.addWidget(fact(what, value))

    def put_in(self) -> None:
        if self._page is not None:
            self.chosen_field.editor.setText(self._page.name)
            self.surname_field.editor.setText(self._page.surname)
            self.number_field.editor.setText(self._page.prison_number)
            self.language_field.editor.setCurrentIndex(max(self.language_field.editor.findData(self._page.language), 0))

    def write(self) -> tuple[Changes, str]:
        if self._page is None:
            return Changes(), ""
        changes = people.rename(
            self._desk.vault, self._desk.staff_id, person_id=self._page.id, chosen=self.chosen_field.editor.text(),
            surname=self.surname_field.editor.text(), prison_number=self.number_field.editor.text(),
            language=str(self.language_field.editor.currentData()),
        )  # fmt: skip
        return changes, _("Changed the names and numbers of %(name)s") % {
            "name": self.chosen_field.editor.text().strip()
        }


class ReleaseCard(EditCard):
    """Every release date that was given, newest first; a new one is added, none is overwritten."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._page: people.PersonPage | None = None
        super().__init__(
            desk, _("Release dates"), change=_("Note a new date"), change_said=_("Note a new release date"),
            icon="plus", parent=parent,
        )  # fmt: skip

    def make_fields(self) -> Fields:
        self.day_field: Field[DayEdit] = Field(_("She goes home on"), DayEdit(), _("Like 14 Jan 2027."))
        self.source_field: Field[QComboBox] = Field(_("Who said so"), QComboBox())
        for code in people.RELEASE_SOURCES:
            words = labels.release_source(code)
            self.source_field.editor.addItem(words[:1].upper() + words[1:], code)
        self.noted_field: Field[DayEdit] = Field(_("Noted on"), DayEdit())
        return {"day": self.day_field, "source": self.source_field, "noted": self.noted_field}

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
        self.day_field.editor.set_day(None)
        self.source_field.editor.setCurrentIndex(0)
        self.noted_field.editor.set_day(self._desk.clock.today())

    def write(self) -> tuple[Changes, str]:
        if self._page is None:
            return Changes(), ""
        day, noted = self._day_in("day", self.day_field), self._day_in("noted", self.noted_field)
        if noted > self._desk.clock.today():
            raise FieldInvalid(field="noted", code="future")
        if day < noted:
            raise FieldInvalid(field="day", code="past")
        changes = people.set_release_date(
            self._desk.vault, self._desk.staff_id, person_id=self._page.id, day=day,
            source=str(self.source_field.editor.currentData()), noted_on=noted,
        )  # fmt: skip
        return changes, _("%(name)s goes home on %(day)s") % {"name": self._page.name, "day": short_day(day, year=True)}

    @staticmethod
    def _day_in(name: str, field: Field[DayEdit]) -> date:
        day = field.editor.day()
        if day is None:
            raise FieldInvalid(field=name, code="form" if field.editor.is_wrong() else "empty")
        return day
