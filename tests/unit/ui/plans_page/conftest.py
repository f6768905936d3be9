"""The page of plans over a real vault: Asha's plan with words in three sections, sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.shells import settle, shell_over
from tests.unit.ui.windows import Window, window_over
from tests.vaults import Group
from tests.vaults import group as make_group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import (
    findings,
    plan,
)
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_template import plan_template
from wagesdesk.ui.host import Host
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.plans.page import PlansPage
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell


@pytest.fixture
def of(inside: Vault) -> Group:
    return make_group(inside)


@pytest.fixture
def plan_id(inside: Vault, of: Group, morning: FixedClock) -> str:
    """Asha's plan, with words in three sections and one thing to find out, sent."""
    asha = of.people[0]
    made, _changes = plan.begin(inside, asha, person_id=asha, title="Embellish", trade="cards")
    for section in ("me", "offer", "money"):
        said = Said(plan_template().section(section).examples["cards"])
        plan.answer(inside, asha, plan_id=made, section=section, person_id=asha, said=said, done=True)
    findings.add(inside, asha, plan_id=made, person_id=asha, text="What does a stall cost?", of="guest")
    morning.advance(hours=1)
    plan.set_stage(inside, of.people[0], plan_id=made, stage="sent")
    morning.advance(hours=1)
    return made


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, of: Group, jobs: Jobs) -> Shell:
    return shell_over(qtbot, inside, jobs)


@pytest.fixture
def page(qtbot: QtBot, plan_id: str, shell: Shell, jobs: Jobs) -> PlansPage:
    assert plan_id
    return opened(qtbot, shell, jobs)


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, inside: Vault, plan_id: str, windows: list[Host], tmp_path: Path
) -> Window:
    """The whole window, in which Tab goes as the eye does, with Asha's plan sent."""
    assert plan_id
    return window_over(qtbot, qapp, inside, windows, tmp_path)


def opened(qtbot: QtBot, shell: Shell, jobs: Jobs, **where: str) -> PlansPage:
    shell.go("plans", **where)
    found = shell.page("plans")
    assert isinstance(found, PlansPage)
    settle(qtbot, jobs)
    return found


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget) and one.text()]


def button(widget: QWidget, name: str) -> Button:
    (found,) = [one for one in widget.findChildren(Button) if one.accessibleName() == name and one.isVisibleTo(widget)]
    return found
