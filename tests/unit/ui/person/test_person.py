"""A person's page: overview and its forms, attendance, history."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.person.conftest import history_words, words
from tests.unit.ui.shells import check_model, press, settle, toast, type_text
from tests.vaults import TODAY, Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, people
from wagesdesk.services.reference import leaving_causes
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.person.came_card import rate_sentence
from wagesdesk.ui.pages.person.page import TABS, PersonDetailPage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.widgets.gentle_warning import GentleWarning
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_overview_says_what_is_known(page: PersonDetailPage) -> None:
    assert (page.head.name.text(), page.head.position.text()) == ("Asha", "1 of 3")
    assert (page.head.home.text(), page.head.left.text()) == ("Thu 14 Jan 2027", "10 weeks 2 days")
    overview = page.overview
    assert overview.came.count.text() == "2 of 2 so far"
    assert overview.came.sentence.text().startswith("She was here for 72% of the time that was offered to her.")
    assert "Workshop 3: Visit" in overview.came.tiles.accessibleName()
    assert "Workshop 10: Still to come" in overview.came.tiles.accessibleName()
    assert words(overview.business) == ["Business", "Embellish", "Cards made by hand"]
    assert words(overview.release)[1:] == [
        "Thursday 14 January 2027", "A letter, noted Tue 3 Nov by Rhian",
        "Before: Friday 22 January 2027", "Wing staff, noted Fri 9 Oct by Rhian",
    ]  # fmt: skip
    assert words(overview.next)[:3] == [
        "Next for Asha",
        "Tue 3 Nov",
        "Workshop 8: Working for yourself, not by yourself",
    ]
    assert "Rahman" in words(overview.names)
    assert "A1234BC" in words(overview.names)


def test_her_rate_blames_nobody() -> None:
    from fractions import Fraction

    assert rate_sentence(None) == ""
    assert rate_sentence(Fraction(1)) == "She was here for all of the time that was offered to her."
    assert "99%" in rate_sentence(Fraction(999, 1000))
    assert "1%" in rate_sentence(Fraction(1, 1000))


def test_alt_down_and_up_walk_through_the_list(page: PersonDetailPage, shell: Shell, qtbot: QtBot, jobs: Jobs) -> None:
    press(Qt.Key.Key_Down, modifier=ALT)
    settle(qtbot, jobs)
    assert (page.head.name.text(), page.head.position.text()) == ("Bronwen", "2 of 3")
    assert words(page.overview.release) == ["Release dates", "No release date is known yet."]
    press(Qt.Key.Key_Down, modifier=ALT)
    press(Qt.Key.Key_Down, modifier=ALT)
    assert page.head.name.text() == "Chantelle"
    press(Qt.Key.Key_Up, modifier=ALT)
    assert page.head.name.text() == "Bronwen"


def test_ctrl_tab_walks_through_the_tabs_and_esc_goes_back(page: PersonDetailPage, shell: Shell) -> None:
    seen = [page.tabs.currentIndex()]
    for _step in range(4):
        press(Qt.Key.Key_Tab, modifier=CTRL)
        seen.append(page.tabs.currentIndex())
    assert seen == [0, 1, 2, 3, 0]
    press(Qt.Key.Key_Backtab, modifier=CTRL | SHIFT)
    assert page.tabs.currentIndex() == 3
    assert page.history.isVisible()
    assert not page.overview.isVisible()
    press(Qt.Key.Key_Escape)
    assert shell.where[0] == "participants"


def test_the_business_is_changed_in_place_and_taken_back(page: PersonDetailPage, shell: Shell) -> None:
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, modifier=CTRL)
    type_text("Table for Four")
    press(Qt.Key.Key_Return)
    assert words(page.overview.business)[1:] == ["Table for Four", "Cards made by hand"]
    assert page.head.business.text() == "Table for Four"
    assert toast(shell) == "Changed the business of Asha"
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert page.head.business.text() == "Embellish"


def test_a_wrong_number_is_said_beside_the_field_and_nothing_is_lost(page: PersonDetailPage) -> None:
    names = page.overview.names
    names.open()
    names.surname_field.editor.setText("Rowan")
    names.number_field.editor.setText("A12")
    names.number_field.editor.setFocus()
    press(Qt.Key.Key_Return)
    assert names.is_open
    assert "This is not like A1234BC." in names.number_field.error()
    assert QApplication.focusWidget() is names.number_field.editor
    assert names.surname_field.editor.text() == "Rowan"
    names.number_field.editor.setText("")
    press(Qt.Key.Key_Return)
    assert not names.is_open
    assert "Rowan" in words(names)
    assert "A1234BC" not in words(names)


def test_a_new_release_date_joins_the_history(page: PersonDetailPage, shell: Shell, morning: FixedClock) -> None:
    morning.advance(minutes=1)  # of dates noted in the same moment either may be the newest
    release = page.overview.release
    release.change.setFocus()
    press(Qt.Key.Key_Return)
    type_text("1 dec 2026")
    press(Qt.Key.Key_Return)
    assert words(release)[1] == "Tuesday 1 December 2026"
    assert words(release)[3] == "Before: Thursday 14 January 2027"
    assert page.head.home.text() == "Tue 1 Dec 2026"
    assert toast(shell) == "Asha goes home on Tue 1 Dec 2026"


@pytest.mark.parametrize(
    ("day", "noted", "wrong"),
    [("", "3 nov 2026", "day"), ("soon", "3 nov 2026", "day"), ("1 dec 2020", "3 nov 2026", "day"),
     ("1 dec 2026", "4 nov 2026", "noted"), ("1 dec 2026", "", "noted")],
)  # fmt: skip
def test_a_release_date_that_cannot_be(page: PersonDetailPage, day: str, noted: str, wrong: str) -> None:
    release = page.overview.release
    release.open()
    release.day_field.editor.setText(day)
    release.noted_field.editor.setText(noted)
    release.keep()
    assert release.is_open
    assert bool(release.day_field.error()) == (wrong == "day")
    assert bool(release.noted_field.error()) == (wrong == "noted")


def test_going_on_keeps_what_was_typed_or_stays(page: PersonDetailPage, inside: Vault, told: Group) -> None:
    business, names = page.overview.business, page.overview.names
    business.open()
    business.name_field.editor.setText("Second Stitch")
    press(Qt.Key.Key_Down, modifier=ALT)
    assert page.head.name.text() == "Bronwen"
    assert people.person(inside, told.people[0], told.cohort_id, TODAY).business == "Second Stitch"
    names.open()
    names.number_field.editor.setText("wrong")
    press(Qt.Key.Key_Up, modifier=ALT)
    assert page.head.name.text() == "Bronwen"
    assert names.is_open
    press(Qt.Key.Key_Escape)
    assert not names.is_open
    press(Qt.Key.Key_Up, modifier=ALT)
    assert page.head.name.text() == "Asha"


def test_attendance_says_who_typed_each_mark(page: PersonDetailPage, qtmodeltester: ModelTester) -> None:
    rows = page.attendance.model
    check_model(qtmodeltester, rows)
    said = [[str(rows.index(row, column).data()) for column in range(6)] for row in (1, 2, 9)]
    assert said[0][1:] == ["Tue 22 Sep", "Came late", "Came later herself", "130 of 295", "Rhian, Tue 3 Nov, 09:27"]
    assert said[1][2:5] == ["Visit", "Family or friends", "0 of 295"]
    assert said[2][2:] == ["Still to come", "-", "-", "-"]


def test_she_takes_part_again(page: PersonDetailPage, shell: Shell, inside: Vault, told: Group) -> None:
    cause = leaving_causes()[0].code
    left = attendance.leave(
        inside, inside.staff_id, enrolment_id=told.enrolments[0], day=date(2026, 10, 6), cause=cause
    )
    page.tabs.setCurrentIndex(TABS.index("attendance"))
    assert not page.attendance.gone.isVisible()
    shell.desk.bus.tell(left)
    assert page.attendance.gone.isVisible()
    assert "Tuesday 6 October 2026" in " ".join(words(page.attendance.gone))
    page.attendance.back.click()
    assert not page.attendance.gone.isVisible()
    assert toast(shell) == "Asha takes part again"


def test_history_is_in_plain_words_newest_first(
    page: PersonDetailPage,
    shell: Shell,
    told: Group,
    inside: Vault,
    qtbot: QtBot,
    jobs: Jobs,
    qtmodeltester: ModelTester,
) -> None:
    cause = leaving_causes()[0]
    attendance.leave(inside, inside.staff_id, enrolment_id=told.enrolments[0], day=date(2026, 10, 6), cause=cause.code)
    vaults.mark(inside, told, 0, 0, "A")
    attendance.clear(inside, inside.staff_id, enrolment_id=told.enrolments[0], workshop_id=told.workshops[1])
    page.make_stale()
    settle(qtbot, jobs)
    check_model(qtmodeltester, page.history.model)
    assert history_words(page)[:9] == [
        "The mark for workshop 2 was taken away",
        "Marked away for workshop 1, reason not known",
        f"Left the programme on Tue 6 Oct 2026: {cause.label}",
        "Release date Thu 14 Jan 2027, from a letter",
        "Release date Fri 22 Jan 2027, from wing staff",
        "Business: Embellish, Cards made by hand",
        "Marked excused for workshop 3: Visit, Family or friends",
        "Marked late for workshop 2, Came later herself, there for 130 minutes",
        "Marked present for workshop 1",
    ]
    assert set(history_words(page)[9:]) == {
        "Joined Cohort 7 on Tue 15 Sep 2026", "Prison number: A1234BC", "Surname: Rahman", "Language: English",
        "First name: Asha",
    }  # fmt: skip
    first = page.history.model.rows[0]
    assert (first.when, first.by) == ("Tue 3 Nov 2026, 09:27", "Rhian, HMP Ashmere")
    assert page.history.model.rows[1].before == "Present"


def test_an_earlier_value_is_brought_back(page: PersonDetailPage, shell: Shell, inside: Vault, told: Group,
                                          qtbot: QtBot, jobs: Jobs) -> None:  # fmt: skip
    people.set_business(inside, inside.staff_id, person_id=told.people[0], name="Lunch cart", about="")
    page.make_stale()
    settle(qtbot, jobs)
    page.tabs.setCurrentIndex(TABS.index("history"))
    history = page.history
    said = history_words(page)
    history.table.setFocus()
    for row, bring in (
        (said.index("Business: Lunch cart"), False),
        (said.index("Business: Embellish, Cards made by hand"), True),
    ):
        history.table.setCurrentIndex(history.table.proxy.index(row, 0))
        assert history.bring.isEnabled() == bring
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is history.bring
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert page.head.business.text() == "Embellish"
    assert toast(shell) == "Brought back: Business: Embellish, Cards made by hand"
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert page.head.business.text() == "Lunch cart"


def test_a_thousand_lines_are_read_off_the_main_thread_and_shown_fast(
    page: PersonDetailPage, inside: Vault, told: Group, qtbot: QtBot, jobs: Jobs
) -> None:
    import time

    with inside.write(inside.staff_id, "person.business") as db:
        from wagesdesk.models.entry import natural_id
        from wagesdesk.models.person import Business

        held = db.get(Business, natural_id("business", told.people[0]))
        assert held is not None
        for number in range(1000):
            held.idea = {"name": f"Idea {number}", "about": ""}
            db.flush()
    page.make_stale()
    settle(qtbot, jobs)
    lines = page.history.model.rows
    assert len(lines) > 1000
    start = time.perf_counter()
    page.tabs.setCurrentIndex(TABS.index("history"))
    QApplication.processEvents()
    assert time.perf_counter() - start < 0.5


def test_somebody_who_is_not_here_any_more(page: PersonDetailPage, shell: Shell, told: Group) -> None:
    shell.go("person", person_id="0" * 32)
    assert page.whole.currentIndex() == 1
    shell.go("person", person_id=told.people[1])
    assert page.whole.currentIndex() == 0


def test_her_page_can_be_looked_at_before_it_is_printed(page: PersonDetailPage, qtbot: QtBot, jobs: Jobs) -> None:
    press(Qt.Key.Key_P, modifier=CTRL)
    settle(qtbot, jobs)
    preview = page.findChildren(Preview)[0]
    assert preview.isVisible()
    preview.close()


def test_naming_somebody_else_in_her_business_is_gently_noticed(page: PersonDetailPage) -> None:
    business = page.overview.business
    business.open()
    name, about = business.findChildren(GentleWarning)
    business.name_field.editor.setText("Asha's Cards")
    business.about_field.editor.setText("Cards made with Bronwen")
    name.look_now()
    about.look_now()
    assert name.text() == ""
    assert about.text() == "This seems to name somebody else. Is it needed here?"
    assert about.isVisible()
    business.keep()
    assert page.head.business.text() == "Asha's Cards", "it never blocks"
