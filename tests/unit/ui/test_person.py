"""A person's page: overview and its forms, attendance, consent, history."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.shells import nameless, press, settle, shell_over, toast, type_text
from tests.vaults import TODAY, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, people
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.person.came_card import rate_sentence
from wagesdesk.ui.pages.person.page import TABS, PersonDetailPage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.theme import Theme
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def told(inside: Vault, group: Group) -> Group:
    vaults.mark(inside, group, 0, 0, "P")
    vaults.mark(inside, group, 0, 1, "L", minutes=130, cause="own_late")
    vaults.mark(inside, group, 0, 2, "V", cause="family_visit")
    asha = group.people[0]
    people.set_business(inside, inside.staff_id, person_id=asha, name="Embellish", about="Cards made by hand")
    for day, noted, source in (
        (date(2027, 1, 22), date(2026, 10, 9), "wing_staff"),
        (date(2027, 1, 14), TODAY, "letter"),
    ):
        people.set_release_date(inside, inside.staff_id, person_id=asha, day=day, source=source, noted_on=noted)
    return group


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, look: Theme, told: Group) -> Shell:
    return shell_over(qtbot, inside, jobs)


@pytest.fixture
def page(shell: Shell, told: Group, qtbot: QtBot, jobs: Jobs) -> PersonDetailPage:
    shell.go("participants")  # as people come here, and so that the page has the focus
    shell.go("person", person_id=told.people[0])
    settle(qtbot, jobs)
    found = shell.page("person")
    assert isinstance(found, PersonDetailPage)
    return found


def words(widget: object) -> list[str]:
    """What stands on a card, as it can be read."""
    assert hasattr(widget, "findChildren")
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(PlainLabel) if one.isVisible() and one.text()]


def history_words(page: PersonDetailPage) -> list[str]:
    return [one.what for one in page.history.model.rows]


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
    assert "Rahman" in words(overview.names) and "A1234BC" in words(overview.names)


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
    assert page.history.isVisible() and not page.overview.isVisible()
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
    names._surname.editor.setText("Rowan")
    names._number.editor.setText("A12")
    names._number.editor.setFocus()
    press(Qt.Key.Key_Return)
    assert names.is_open and "This is not like A1234BC." in names._number.error()
    assert QApplication.focusWidget() is names._number.editor
    assert names._surname.editor.text() == "Rowan"
    names._number.editor.setText("")
    press(Qt.Key.Key_Return)
    assert not names.is_open
    assert "Rowan" in words(names) and "A1234BC" not in words(names)


def test_a_new_release_date_joins_the_history(page: PersonDetailPage, shell: Shell) -> None:
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
    release._day.editor.setText(day)
    release._noted.editor.setText(noted)
    release.keep()
    assert release.is_open
    assert bool(release._day.error()) == (wrong == "day")
    assert bool(release._noted.error()) == (wrong == "noted")


def test_going_on_keeps_what_was_typed_or_stays(page: PersonDetailPage, inside: Vault, told: Group) -> None:
    business, names = page.overview.business, page.overview.names
    business.open()
    business._name.editor.setText("Second Stitch")
    press(Qt.Key.Key_Down, modifier=ALT)
    assert page.head.name.text() == "Bronwen"
    assert people.person(inside, told.people[0], told.cohort_id, TODAY).business == "Second Stitch"
    names.open()
    names._number.editor.setText("wrong")
    press(Qt.Key.Key_Up, modifier=ALT)
    assert page.head.name.text() == "Bronwen" and names.is_open
    press(Qt.Key.Key_Escape)
    assert not names.is_open
    press(Qt.Key.Key_Up, modifier=ALT)
    assert page.head.name.text() == "Asha"


def test_attendance_says_who_typed_each_mark(page: PersonDetailPage, qtmodeltester: ModelTester) -> None:
    rows = page.attendance.model
    qtmodeltester.check(rows)
    said = [[str(rows.index(row, column).data()) for column in range(6)] for row in (1, 2, 9)]
    assert said[0][1:] == ["Tue 22 Sep", "Came late", "Came later herself", "130 of 295", "Rhian, Tue 3 Nov, 09:27"]
    assert said[1][2:5] == ["Visit", "Family or friends", "0 of 295"]
    assert said[2][2:] == ["Still to come", "-", "-", "-"]


def test_she_takes_part_again(page: PersonDetailPage, shell: Shell, inside: Vault, told: Group) -> None:
    cause = attendance.leaving_causes()[0].code
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


def test_without_a_recipient_the_tab_points_to_settings(page: PersonDetailPage) -> None:
    page.tabs.setCurrentIndex(TABS.index("consent"))
    assert page.consent._stack.part == 1
    assert page.overview.consent.findChildren(PlainLabel)[1].text() == "There is nobody yet to share with."


@pytest.fixture
def recipient(inside: Vault, outside: Vault) -> str:
    vaults.exchange_cards(inside, outside)
    return card.recipients(inside)[0].id


@pytest.fixture
def asked(recipient: str, page: PersonDetailPage) -> PersonDetailPage:
    page.make_stale()
    page.tabs.setCurrentIndex(TABS.index("consent"))
    return page


def standing(page: PersonDetailPage) -> dict[str, str]:
    """What she said, by scope, as the service has it."""
    return {row.scope: row.says for row in page._consents()}


def test_answers_are_saved_one_by_one(asked: PersonDetailPage, shell: Shell) -> None:
    form = asked.consent
    assert not form.save.isEnabled() and form.save.accessibleDescription() == "Choose Yes or No for something first."
    plan, scores = (next(row for row in form.rows if row.scope == scope) for scope in ("plan", "scores"))
    plan.yes.setFocus()
    press(Qt.Key.Key_Space)
    scores.no.click()
    assert form.save.text() == "Save 2 answers"
    form.save.click()
    said = standing(asked)
    assert (said["plan"], said["scores"], said["story"]) == ("yes", "no", "unasked")
    held = next(row for row in asked._consents() if row.scope == "plan")
    assert (held.on, held.until, held.how) == (TODAY, date(2027, 2, 1), "paper")
    assert not form.save.isEnabled() and not plan.neither.isVisible()
    assert plan.before.text() == "Yes since 3 Nov 2026 until 1 Feb 2027, on paper"
    assert toast(shell) == "Saved 2 answers of Asha"
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert set(standing(asked).values()) == {"unasked"}


def test_only_a_new_answer_gets_a_new_date(asked: PersonDetailPage, shell: Shell) -> None:
    form = asked.consent
    form.rows[2].yes.click()
    form.save.click()
    shell.desk.clock.advance(days=30)  # type: ignore[attr-defined]
    asked.refresh()
    form.cancel.click()
    form._fill()
    form.rows[3].yes.click()
    form._how.button(1).click()
    form.save.click()
    held = {row.scope: (row.on, row.how) for row in asked._consents() if row.says == "yes"}
    assert held == {"plan": (TODAY, "paper"), "actions": (date(2026, 12, 3), "spoken")}
    form.again.setChecked(True)
    assert form.save.text() == "Save 2 answers"
    form.save.click()
    assert {row.on for row in asked._consents() if row.says == "yes"} == {date(2026, 12, 3)}


@pytest.mark.parametrize(
    ("on", "until", "wrong"),
    [("4 nov 2026", "1 feb 2027", "on"), ("", "1 feb 2027", "on"), ("3 nov 2026", "2 nov 2026", "until")],
)
def test_dates_that_cannot_be(asked: PersonDetailPage, on: str, until: str, wrong: str) -> None:
    form = asked.consent
    form.rows[0].yes.click()
    form.on.editor.setText(on)
    form.until.editor.setText(until)
    form.save.click()
    assert (bool(form.on.error()), bool(form.until.error())) == (wrong == "on", wrong == "until")
    assert set(standing(asked).values()) == {"unasked"}


def test_the_day_to_ask_again_follows_until_it_is_typed(asked: PersonDetailPage) -> None:
    form = asked.consent
    form.on.editor.setFocus()
    form.on.editor.selectAll()
    type_text("1 nov 2026")
    assert form.until.editor.day() == date(2027, 1, 30)
    form.until.editor.setFocus()
    form.until.editor.selectAll()
    type_text("1 dec 2026")
    form.on.editor.setFocus()
    form.on.editor.selectAll()
    type_text("2 nov 2026")
    assert form.until.editor.day() == date(2026, 12, 1)


def test_she_takes_everything_back_with_undo(asked: PersonDetailPage, shell: Shell) -> None:
    form = asked.consent
    assert not form.withdraw.isEnabled()
    for row in form.rows[:3]:
        row.yes.click()
    form.save.click()
    form.withdraw.click()
    assert list(standing(asked).values())[:3] == ["no"] * 3
    assert toast(shell) == "Asha took everything back"
    assert not form.withdraw.isEnabled()
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert list(standing(asked).values())[:3] == ["yes"] * 3


def test_unsaved_answers_hold_her_page(asked: PersonDetailPage, shell: Shell) -> None:
    asked.consent.rows[0].yes.click()
    press(Qt.Key.Key_Down, modifier=ALT)
    assert asked.head.name.text() == "Asha"
    assert toast(shell).startswith("Her answers are not saved yet.")
    asked.consent.cancel.click()
    press(Qt.Key.Key_Down, modifier=ALT)
    assert asked.head.name.text() == "Bronwen"


def clash(inside: Vault, second: Vault, told: Group, recipient: str) -> None:
    """Both laptops wrote down another answer about her plan on the same day, as yes here and no there."""
    from wagesdesk.services import consent

    vaults.exchange_cards(inside, second)
    vaults.take_in(second, vaults.lines(inside))
    for where, yes in ((inside, True), (second, False)):
        consent.record(
            where, where.staff_id, person_id=told.people[0], recipient_id=recipient, answers={"plan": yes}, on=TODAY,
            until=date(2027, 2, 1), how="paper",
        )  # fmt: skip
    vaults.take_in(inside, vaults.lines(second), via="ijklmnop")


@pytest.mark.parametrize("yes", [True, False])
def test_a_clash_counts_as_no_until_it_is_settled(
    recipient: str, inside: Vault, second: Vault, told: Group, page: PersonDetailPage, yes: bool
) -> None:
    clash(inside, second, told, recipient)
    page.make_stale()
    page.tabs.setCurrentIndex(TABS.index("consent"))
    form = page.consent
    assert "Two machines hold different answers. Until you settle it, it counts as no." in form.clash.text()
    plan = next(row for row in form.rows if row.scope == "plan")
    assert plan.answer is None and plan.neither.text() == "Not settled"
    (plan.yes if yes else plan.no).click()
    form.save.click()
    held = next(row for row in page._consents() if row.scope == "plan" and row.recipient_id == recipient)
    assert (held.says, held.clash) == ("yes" if yes else "no", False)
    assert form.clash.text() == ""


def test_history_is_in_plain_words_newest_first(
    page: PersonDetailPage,
    shell: Shell,
    told: Group,
    inside: Vault,
    qtbot: QtBot,
    jobs: Jobs,
    qtmodeltester: ModelTester,
) -> None:
    cause = attendance.leaving_causes()[0]
    attendance.leave(inside, inside.staff_id, enrolment_id=told.enrolments[0], day=date(2026, 10, 6), cause=cause.code)
    vaults.mark(inside, told, 0, 0, "A")
    attendance.clear(inside, inside.staff_id, enrolment_id=told.enrolments[0], workshop_id=told.workshops[1])
    page.make_stale()
    settle(qtbot, jobs)
    qtmodeltester.check(page.history.model)
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


def test_a_yes_cannot_be_brought_back_from_history(asked: PersonDetailPage, qtbot: QtBot, jobs: Jobs) -> None:
    asked.consent.rows[2].yes.click()
    asked.consent.save.click()
    asked.consent.withdraw.click()
    settle(qtbot, jobs)
    history = asked.history
    row = next(at for at, words in enumerate(history_words(asked)) if words.startswith("She said yes: Business plan"))
    assert history.model.rows[row].line.can_bring_back
    history.table.setCurrentIndex(history.table.proxy.index(row, 0))
    assert history.bring.accessibleDescription() == "Her answers are changed on the Consent tab."


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


def test_somebody_who_is_not_here_any_more(page: PersonDetailPage, shell: Shell) -> None:
    shell.go("person", person_id="0" * 32)
    assert page._outer.part == 1
    shell.go("person", person_id=page._page.id if page._page else "")
    assert page._outer.part == 1


def test_her_page_can_be_looked_at_before_it_is_printed(page: PersonDetailPage, qtbot: QtBot, jobs: Jobs) -> None:
    press(Qt.Key.Key_P, modifier=CTRL)
    settle(qtbot, jobs)
    preview = page.findChildren(Preview)[0]
    assert preview.isVisible()
    preview.close()


def test_every_control_has_a_name(asked: PersonDetailPage) -> None:
    for one in asked.overview.edited:
        one.open()
    assert nameless(asked) == []


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1280, 720)])
def test_no_tab_is_wider_than_the_window(
    qtbot: QtBot, inside: Vault, jobs: Jobs, told: Group, recipient: str, wide: int, high: int
) -> None:
    long = "The Longest Little Handmade Greeting Card Company of Wrexham"
    assert len(long) <= people.LONGEST_NAME
    people.set_business(inside, inside.staff_id, person_id=told.people[0], name=long, about="w" * 200)
    shell = shell_over(qtbot, inside, jobs, wide=wide, high=high)
    shell.go("person", person_id=told.people[0])
    settle(qtbot, jobs)
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    for tab in TABS:
        page.tabs.setCurrentIndex(TABS.index(tab))
        QApplication.processEvents()
        parent = page.parentWidget()
        assert parent is not None and page.width() <= parent.width(), tab
