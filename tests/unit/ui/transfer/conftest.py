"""The wizard in a real window over a real vault, with a made-up stick."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import Line, Stick, new_line
from tests.unit.ui.shells import settle, shell_over
from tests.vaults import Group
from wagesdesk.models.vault import Vault
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.transfer import choose, write
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.page import TransferPage
from wagesdesk.ui.window import Shell


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "WATCH_EVERY_MS", 20)
    monkeypatch.setattr(choose, "LOOK_EVERY_MS", 20)


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs) -> Shell:
    return shell_over(qtbot, inside, jobs)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, jobs: Jobs, stick: Stick) -> TransferPage:
    shell.go("export")
    page = shell.page("export")
    assert isinstance(page, TransferPage)
    page.media = Media(root=stick.root)
    settle(qtbot, jobs)
    return page
