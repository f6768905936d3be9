"""What the tests of a person's page stand on: three women, one of them with something of everything."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.shells import settle, shell_over
from tests.vaults import TODAY, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, people
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.person.page import TABS, PersonDetailPage
from wagesdesk.ui.theme import Theme
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.window import Shell


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


def words(widget: QWidget) -> list[str]:
    """What stands on a card, as it can be read."""
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(PlainLabel) if one.isVisible() and one.text()]


def history_words(page: PersonDetailPage) -> list[str]:
    return [one.what for one in page.history.model.rows]


@pytest.fixture
def recipient(inside: Vault, outside: Vault) -> str:
    vaults.exchange_cards(inside, outside)
    return card.recipients(inside)[0].id


@pytest.fixture
def asked(recipient: str, page: PersonDetailPage) -> PersonDetailPage:
    page.make_stale()
    page.tabs.setCurrentIndex(TABS.index("consent"))
    return page
