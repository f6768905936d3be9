"""To settle: two sides by keyboard alone, asking, undo; held back by machine; two who may be one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.models.foreign import Foreign, imported
from tests.unit.ui.shells import focused, nameless, press, settle, shell_over, toast
from tests.vaults import TODAY, Group, lines, mark, take_in
from wagesdesk.clock import FixedClock
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.vault import Vault
from wagesdesk.services import clash, consent, joining, people, quarantine
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.settle.page import SettlePage
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def pair(inside: Vault, second: Vault) -> tuple[Vault, Vault]:
    vaults.exchange_cards(inside, second)
    return inside, second


@pytest.fixture
def group(pair: tuple[Vault, Vault]) -> Group:
    of = vaults.group(pair[0])
    take_in(pair[1], lines(pair[0]))
    return of


@pytest.fixture
def clashing(pair: tuple[Vault, Vault], group: Group, morning: FixedClock) -> Group:
    """Asha's business and a mark of hers, and the title of the cohort, differ between the laptops."""
    for vault, name, letter in zip(pair, ("Cards", "Dogs"), "PA", strict=True):
        morning.advance(hours=1)
        people.set_business(vault, vault.staff_id, person_id=group.people[0], name=name, about="")
        mark(vault, group, 0, 0, letter)
        with vault.write(vault.staff_id, "test") as db:
            held = db.get(Cohort, group.cohort_id)
            assert held is not None
            held.title = f"Cohort {letter}"
    take_in(pair[0], lines(pair[1]))
    return group


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs) -> Shell:
    return shell_over(qtbot, inside, jobs)


def open_page(qtbot: QtBot, shell: Shell, jobs: Jobs, **where: str) -> SettlePage:
    shell.go("settle", **where)
    page = shell.page("settle")
    assert isinstance(page, SettlePage)
    settle(qtbot, jobs)
    return page


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget) and one.text()]


def button(widget: QWidget, name: str) -> Button:
    (found,) = [one for one in widget.findChildren(Button) if one.accessibleName() == name]
    return found


def listed(shown: QListWidget) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(shown.item(row).data(role)) for row in range(shown.count())]


def test_nothing_waits(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    page = open_page(qtbot, shell, jobs)
    assert words(page.clashes) == ["No two machines wrote different things. Nothing waits here."]
    for tab, sentence in (
        ("held", "Nothing is held back. Every machine wrote only what it may."),
        ("same", "Nobody here looks as if she had been entered twice."),
    ):
        page.show_where(tab=tab)
        assert words(page.views) == [sentence]


@pytest.mark.usefixtures("clashing")
def test_both_sides_stand_with_their_source_and_nothing_is_chosen(qtbot: QtBot, shell: Shell, jobs: Jobs) -> None:
    page = open_page(qtbot, shell, jobs)
    assert listed(page.clashes.list) == ["Asha, 2 to settle", "Cohort A, Group, 1 to settle"]
    shown = words(page.clashes.card)
    assert shown[:3] == ["Asha: choose what to keep", "2 to settle", "Business idea"]
    start = shown.index("Business idea") + 1
    assert shown[start : start + 6] == [
        "Written on this machine", "Cards", "Rhian, Tuesday 3 November",
        "From HMP Ashmere, second laptop (Laptop inside)", "Dogs", "Siwan, Tuesday 3 November. Newer",
    ]  # fmt: skip
    assert "Not chosen yet. You can keep both and ask Asha." in shown
    assert any(one.startswith("Workshop mark: ") and "15 September" in one for one in shown)
    assert not [one for one in page.findChildren(QWidget) if one.property("choice") == "on"]
    assert nameless(page) == []


def test_one_is_chosen_with_keys_alone_and_taken_back(
    qtbot: QtBot, shell: Shell, jobs: Jobs, inside: Vault, clashing: Group
) -> None:
    page = open_page(qtbot, shell, jobs)
    page.clashes.list.setFocus()
    press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is page.clashes.blocks[0].keeps[0]
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is page.clashes.blocks[0].keeps[1]
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is page.clashes.blocks[0].keeps[0]
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert toast(shell) == "Kept: Cards"
    assert people.person(inside, clashing.people[0], clashing.cohort_id, TODAY).business == "Cards"
    assert listed(page.clashes.list)[0] == "Asha, 1 to settle"
    assert QApplication.focusWidget() is page.clashes.blocks[0].keeps[0]  # of the mark, which is next
    shell.desk.actions["undo"].trigger()
    settle(qtbot, jobs)
    assert listed(page.clashes.list)[0] == "Asha, 2 to settle"
    assert [side.value["name"] for side in clash.clashes(inside)[0].sides] == ["Cards", "Dogs"]


@pytest.mark.usefixtures("clashing")
def test_the_next_key_goes_through_all_and_b_asks(qtbot: QtBot, shell: Shell, jobs: Jobs, inside: Vault) -> None:
    page = open_page(qtbot, shell, jobs)
    page.clashes.list.setFocus()
    for _step in range(3):
        press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    assert page.clashes.list.currentRow() == 1
    assert page.clashes.blocks[0].ask is None  # nobody can be asked about a cohort
    press(Qt.Key.Key_Up, modifier=Qt.KeyboardModifier.AltModifier)
    assert (page.clashes.list.currentRow(), QApplication.focusWidget()) == (0, page.clashes.blocks[1].keeps[0])
    press(Qt.Key.Key_B)
    settle(qtbot, jobs)
    assert toast(shell) == "Both are kept until you have asked Asha."
    assert [one.type for one in clash.clashes(inside) if one.asking] == ["mark"]
    assert "Asha is being asked. Both are kept." in words(page.clashes.card)
    assert clash.count(inside) == 2


def test_later_goes_back_and_keeps_all(qtbot: QtBot, shell: Shell, jobs: Jobs, inside: Vault, clashing: Group) -> None:
    page = open_page(qtbot, shell, jobs)
    page.clashes.finish.click()
    assert shell.where[0] == "today"
    assert clash.count(inside) == 3
    del clashing


def test_a_consent_counts_as_no_meanwhile(
    qtbot: QtBot, shell: Shell, jobs: Jobs, pair: tuple[Vault, Vault], outside: Vault, group: Group
) -> None:
    inside, second = pair
    vaults.exchange_cards(inside, outside)
    take_in(second, lines(inside))
    for vault, yes in ((inside, True), (second, False)):
        consent.record(
            vault, vault.staff_id, person_id=group.people[0], recipient_id=outside.machine.sign_public.hex(),
            answers={"plan": yes}, on=TODAY, until=TODAY, how="paper",
        )  # fmt: skip
    take_in(inside, lines(second))
    shown = words(open_page(qtbot, shell, jobs).clashes.card)
    assert "What may be shared: Cwlwm Co-operative, Business plan and sums" in shown
    assert "Not chosen yet. Until then it counts as no." in shown


def test_what_is_held_back_is_shown_by_machine_and_let_in(
    qtbot: QtBot, shell: Shell, jobs: Jobs, inside: Vault, group: Group
) -> None:
    machine = Foreign()
    imported(inside, [machine.opening, machine.person(group.people[0], "Asha Wyn")])
    page = open_page(qtbot, shell, jobs, tab="held")
    shown = words(page.held)
    assert shown[:4] == [
        "HMP Elsewhere (Laptop inside)", "It tried to write: Name and language (1)",
        "Its card was not compared here when this came, so nobody knows whose machine it is.",
        "Asha: First name: Asha Wyn",
    ]  # fmt: skip
    assert nameless(page) == []
    button(page.held, "Let all of it count: HMP Elsewhere (Laptop inside)").setFocus()
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert QApplication.focusWidget() is page.tabs  # nothing is left here
    assert quarantine.held_back(inside) == ()
    (one,) = clash.clashes(inside)  # it stands beside what was here, for a person to choose
    assert {side.value for side in one.sides} == {"Asha", "Asha Wyn"}


def test_who_is_no_administrator_sees_why_she_cannot(qtbot: QtBot, jobs: Jobs, inside: Vault, group: Group) -> None:
    from wagesdesk.settings import Settings

    machine = Foreign()
    imported(inside, [machine.opening, machine.person(group.people[0], "Asha Wyn")])
    carys = vaults.staff_id(inside, "Carys")
    shell = Shell(
        Sitting(inside, carys, "Carys", "checker"), settings=Settings, change_settings=lambda **_fields: None,
        clock=inside.clock, jobs=jobs,
    )  # fmt: skip
    qtbot.addWidget(shell)
    shell.show()
    page = open_page(qtbot, shell, jobs, tab="held")
    assert "Only an administrator can do this: Rhian." in words(page.held)
    assert not button(page.held, "Let all of it count: HMP Elsewhere (Laptop inside)").isEnabled()


def test_two_who_may_be_one_are_joined_by_a_person(
    qtbot: QtBot, shell: Shell, jobs: Jobs, inside: Vault, second: Vault
) -> None:
    vaults.exchange_cards(inside, second)
    vaults.group(inside, ("Asha Rahman A1234BC",))
    vaults.group(second, ("Asha Rahman", "Dee"))
    take_in(inside, lines(second))
    page = open_page(qtbot, shell, jobs, tab="same")
    shown = words(page.same)
    assert shown[:2] == ["Asha Rahman and Asha Rahman", "They have the same first and family name and the same group."]
    assert nameless(page) == []
    button(page.same, "Join Asha Rahman and Asha Rahman").setFocus()
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert focused() == "The same person?"
    assert toast(shell) == "Asha Rahman and Asha Rahman are one person now"
    assert (joining.likely(inside), len(joining.joinings(inside))) == ((), 1)
    assert "Joined before" in words(page.same)
    shell.desk.actions["undo"].trigger()
    settle(qtbot, jobs)
    assert len(joining.likely(inside)) == 1
    button(page.same, "Asha Rahman and Asha Rahman are two people").click()
    settle(qtbot, jobs)
    assert (joining.likely(inside), joining.joinings(inside)) == ((), ())


def test_today_counts_what_is_to_settle(qtbot: QtBot, shell: Shell, clashing: Group) -> None:
    from wagesdesk.ui.pages.today.page import TodayPage
    from wagesdesk.ui.pages.today.rows import RowButton

    shell.desk.choose_cohort(clashing.cohort_id)
    shell.go("today")
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: any("to settle" in one for one in words(page.todo)))  # the journal was looked through
    (row,) = [one for one in page.findChildren(RowButton) if one.accessibleName().startswith("3 things to settle")]
    assert row.accessibleName() == "3 things to settle. Asha"
    row.click()
    assert shell.where[0] == "settle"
