"""What is typed and not saved stands there again, whatever way the form was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui import registers
from tests.unit.ui.line import Line, new_line
from tests.unit.ui.shells import press, settle, type_text
from tests.unit.ui.windows import Window, window_over
from tests.vaults import Group, mark
from wagesdesk.models.vault import Vault
from wagesdesk.services import people, scratch
from wagesdesk.ui.host import Host
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.pages.attendance.page import AttendancePage
from wagesdesk.ui.pages.attendance.reason import ReasonPanel
from wagesdesk.ui.pages.cohort.page import CohortPage
from wagesdesk.ui.pages.lists.page import ListsPage
from wagesdesk.ui.pages.media.page import MediaPage
from wagesdesk.ui.pages.participants.page import ParticipantsPage
from wagesdesk.ui.pages.person.page import PersonDetailPage
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.pages.settings.words_forms import PersonForm
from wagesdesk.ui.sidebar import SideItem
from wagesdesk.ui.widgets.field import Field

pytestmark = pytest.mark.usefixtures("look")
CTRL = Qt.KeyboardModifier.ControlModifier
NOTE = "She helps in the kitchen"


class Desk:
    """The window, and whom it shows; `window` is another after a close."""

    def __init__(self, qtbot: QtBot, line: Line, open_window: Callable[[Vault], Window]) -> None:
        self.qtbot, self.line, self._open = qtbot, line, open_window
        self.window = open_window(line.inside)

    @property
    def vault(self) -> Vault:
        return self.window.shell.desk.vault

    def unlock(self) -> None:
        """Open the records anew in a new window, as somebody does on the next morning."""
        self.window = self._open(vaults.unlock(self.line.inside.home, self.line.inside.clock))

    def person(self, **where: str) -> PersonDetailPage:
        return self.window.page(PersonDetailPage, "person", person_id=self.line.asha, **where)

    def settings(self) -> SettingsPage:
        return self.window.page(SettingsPage, "settings")

    def register(self) -> AttendancePage:
        page = self.window.page(AttendancePage, "workshops", person_id=self.line.asha, number="1")
        QApplication.processEvents()
        return page


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, inside: Vault, outside: Vault, group: Group, tmp_path: Path
) -> Iterator[Desk]:
    hosts: list[Host] = []
    mark(inside, group, 0, 0, "A")
    yield Desk(
        qtbot, new_line(inside, outside, group), lambda opened: window_over(qtbot, qapp, opened, hosts, tmp_path)
    )
    for host in hosts:
        host.close()
        host.deleteLater()


# -- the forms: how something is typed into each, and what stands there


def type_business(desk: Desk) -> None:
    card = desk.person().overview.business
    card.open()
    card.about_field.editor.setFocus()
    press(Qt.Key.Key_A, modifier=CTRL)
    type_text(NOTE)


def about(desk: Desk) -> str:
    """Leaving her page for another's saves it; any other way keeps it in the form."""
    card = desk.person().overview.business
    held = people.person(desk.vault, desk.line.asha, desk.line.group.cohort_id, desk.vault.clock.today())
    return card.about_field.editor.text() if card.is_open else held.business_about


def type_release(desk: Desk) -> None:
    card = desk.person().overview.release
    card.open()
    type_text("14 Jan")  # no day yet, so it cannot be saved on the way out


def choose_answer(desk: Desk) -> None:
    page = desk.person(tab="consent")
    next(row for row in page.consent.rows if row.scope == "story").no.click()


def answers(desk: Desk) -> list[tuple[str, bool | None]]:
    return [(row.scope, row.answer) for row in desk.person(tab="consent").consent.rows if row.is_new]


def type_names(desk: Desk) -> None:
    desk.window.page(ParticipantsPage, "participants").open_panel()
    type_text("Dee")


def names(desk: Desk) -> str:
    page = desk.window.page(ParticipantsPage, "participants")
    page.open_panel()
    return page.panel.names.toPlainText()


def type_reason(desk: Desk) -> None:
    desk.register()
    press(Qt.Key.Key_F2)
    page = desk.window.shell.page("workshops")
    assert isinstance(page, AttendancePage)
    panel = registers.panel(page)
    assert isinstance(panel, ReasonPanel)
    panel.stops[2].setFocus()
    press(Qt.Key.Key_A, modifier=CTRL)
    type_text(NOTE)


def reason(desk: Desk) -> str:
    return registers.cell_of(desk.vault, desk.line.group, 0, 0).note  # leaving it saves


def type_leaving(desk: Desk) -> None:
    desk.register()
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_A, modifier=CTRL)
    type_text("2 Nov 2026")


def leaving(desk: Desk) -> date | None:
    page = desk.register()
    press(Qt.Key.Key_X)
    day = registers.panel(page).stops[0].day()  # type: ignore[attr-defined]
    assert isinstance(day, date)
    page.view.setFocus()
    return day


def type_dates(desk: Desk) -> None:
    page = desk.register()
    page.open_dates()
    press(Qt.Key.Key_T, modifier=CTRL)
    assert page.dates.form is not None
    page.dates.form.note.editor.setFocus()
    type_text(NOTE)


def dates(desk: Desk) -> str:
    page = desk.register()
    page.open_dates()
    assert page.dates.form is not None
    return page.dates.form.note.editor.text()


def type_cohort(desk: Desk) -> None:
    form = desk.window.page(CohortPage, "cohort").form
    press(Qt.Key.Key_A, modifier=CTRL)
    type_text("The second group")
    form.skipped.show_days((date(2027, 1, 5),))


def cohort(desk: Desk) -> tuple[str, tuple[date, ...]]:
    form = desk.window.page(CohortPage, "cohort").form
    return form.title_field.editor.text(), form.skipped.days


def into(field: Callable[[SettingsPage], Field[Any]]) -> Callable[[Desk], None]:
    def type_it(desk: Desk) -> None:
        field(desk.settings()).editor.setFocus()
        type_text("09:40")

    return type_it


def type_place(desk: Desk) -> None:
    page = desk.settings()
    page.place.change.click()
    press(Qt.Key.Key_A, modifier=CTRL)
    type_text("HMP Ashmere Hall")


def type_colleague(desk: Desk) -> None:
    page = desk.settings()
    page.staff.add.click()
    type_text("Menna")


def colleague(desk: Desk) -> str:
    form = desk.settings().staff.form
    assert isinstance(form, PersonForm)
    return form.name.editor.text()


def load(desk: Desk) -> ListsPage:
    page = desk.window.page(ListsPage, "list")
    if page.state() is None:
        page.read_file(Path("tests/data/lists/two-headings.csv"))
        settle(desk.qtbot, desk.window.host.jobs)
    return page


def mend_rows(desk: Desk) -> None:
    page = load(desk)
    page.rows.mended.emit(8, {"prison_number": "A2340BC"})
    page.rows.table.setFocus()
    press(Qt.Key.Key_F2, Qt.Key.Key_End)
    type_text("lie")


def mended(desk: Desk) -> tuple[str, str]:
    page = load(desk)
    settle(desk.qtbot, desk.window.host.jobs)
    row = next(row for row in page.rows.model.rows if row.line == 8)
    return row.prison_number, page.rows.panel.typed.get("chosen", "")


def type_medium(desk: Desk) -> None:
    desk.window.page(MediaPage, "media").holder.editor.setFocus()
    type_text("D. Rees")


@dataclass(frozen=True)
class Form:
    name: str
    type_in: Callable[[Desk], None]
    read: Callable[[Desk], object]
    stands: object


FORMS = (
    Form("the business", type_business, about, NOTE),
    Form("a release date", type_release, lambda desk: desk.person().overview.release.day_field.editor.text(), "14 Jan"),
    Form("answers of consent", choose_answer, answers, [("story", False)]),
    Form("names", type_names, names, "Dee"),
    Form("a reason", type_reason, reason, NOTE),
    Form("leaving", type_leaving, leaving, date(2026, 11, 2)),
    Form("other times", type_dates, dates, NOTE),
    Form("a cohort", type_cohort, cohort, ("The second group", (date(2027, 1, 5),))),
    Form("the usual day", into(lambda page: page.rules.starts), lambda desk: desk.settings().rules.starts.editor.text(),
         "09:40"),
    Form("a card", into(lambda page: page.cards.field), lambda desk: desk.settings().cards.field.editor.toPlainText(),
         "09:40"),
    Form("the name of the place", type_place, lambda desk: desk.settings().place.name.editor.text(),
         "HMP Ashmere Hall"),
    Form("a colleague", type_colleague, colleague, "Menna"),
    Form("a stick that goes out", type_medium,
         lambda desk: desk.window.page(MediaPage, "media").holder.editor.text(), "D. Rees"),
    Form("rows of a list", mend_rows, mended, ("A2340BC", "Ashalie")),
)  # fmt: skip


# -- the ways out


def by_finder(desk: Desk) -> None:
    press(Qt.Key.Key_K, modifier=CTRL)
    type_text("Today")
    settle(desk.qtbot, desk.window.host.jobs)
    press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.shell.where[0] == "today")


def to_somebody_else(desk: Desk) -> None:
    desk.window.page(PersonDetailPage, "person", person_id=desk.line.group.people[1])


def by_sidebar(desk: Desk) -> None:
    items = desk.window.shell.findChildren(SideItem)
    next(one for one in items if one.text() == "Today").click()
    assert desk.window.shell.where[0] == "today"


def by_number(desk: Desk) -> None:
    press(Qt.Key.Key_1, modifier=CTRL)
    assert desk.window.shell.where[0] == "today"


def by_cover(desk: Desk) -> None:
    host = desk.window.host
    host.cover()
    QApplication.processEvents()
    host.front.opened.emit()  # type: ignore[union-attr]


def by_theme(desk: Desk) -> None:
    host = desk.window.host
    settle(desk.qtbot, host.jobs)
    host.change_settings(theme="dark")


def by_lock(desk: Desk) -> None:
    host = desk.window.host
    settle(desk.qtbot, host.jobs)
    host.lock()
    desk.qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    desk.unlock()


def by_close(desk: Desk) -> None:
    desk.window.host.close()
    desk.unlock()


WAYS = (by_finder, to_somebody_else, by_sidebar, by_number, by_cover, by_theme, by_lock, by_close)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_nothing_typed_is_lost(desk: Desk, form: Form, deep: bool) -> None:
    """Each form by every third way in `test`, so that each way meets a third of them; by all with `--deep`."""
    form.type_in(desk)
    for way in WAYS if deep else WAYS[FORMS.index(form) % 3 :: 3]:
        way(desk)
        settle(desk.qtbot, desk.window.host.jobs)
        assert form.read(desk) == form.stands, way.__name__


def test_after_a_crash_it_is_offered_back(desk: Desk, tmp_path: Path) -> None:
    type_release(desk)
    desk.window.shell.keep_typing()  # what the clock of two seconds does
    held = scratch.pending(desk.vault, f"person {desk.line.asha}")
    assert held is not None
    assert "14 Jan" in held.text


def test_what_was_given_up_is_forgotten(desk: Desk) -> None:
    type_release(desk)
    desk.window.shell.keep_typing()
    press(Qt.Key.Key_Escape)
    desk.window.shell.keep_typing()
    assert scratch.pending(desk.vault, f"person {desk.line.asha}") is None
    by_close(desk)
    assert not desk.person().overview.release.is_open


def test_what_is_typed_about_one_never_stands_on_the_page_of_another(desk: Desk) -> None:
    type_release(desk)
    other = desk.window.page(PersonDetailPage, "person", person_id=desk.line.group.people[1])
    assert not other.overview.release.is_open
    assert desk.person().overview.release.day_field.editor.text() == "14 Jan"


def test_answers_for_one_recipient_wait_while_another_is_asked_about(desk: Desk) -> None:
    choose_answer(desk)
    page = desk.person(tab="consent")
    (chosen,) = page.consent.chosen
    page.consent.restore([chosen])
    assert page.consent.is_changed
