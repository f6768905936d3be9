"""The Inbox: taking in is stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.line import new_line
from tests.unit.ui.shells import focused, press, settle, shell_over, toast
from tests.vaults import Group
from wagesdesk.models.vault import Vault
from wagesdesk.ui.jobs import Job, Jobs
from wagesdesk.ui.pages.inbox.page import InboxPage

pytestmark = pytest.mark.usefixtures("look")


def test_stopped_while_it_is_taken_in_nothing_of_it_is_here(
    qtbot: QtBot, inside: Vault, outside: Vault, group: Group, jobs: Jobs, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (tmp_path / "stick").mkdir()
    file = new_line(inside, outside, group).write(tmp_path / "stick")
    shell = shell_over(qtbot, outside, jobs)
    shell.go("inbox")
    page = shell.page("inbox")
    assert isinstance(page, InboxPage)
    page.read_file(file)
    settle(qtbot, jobs)
    before, start = vaults.dump(outside), jobs.start

    def stopped(*args: Any, **named: Any) -> Job:
        job = start(*args, **named)
        job.cancel()
        return job

    monkeypatch.setattr(jobs, "start", stopped)
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert toast(shell) == "Stopped. Nothing was written."
    assert vaults.dump(outside) == before
    assert (page.views.currentWidget(), focused()) == (page.preview, "Take in 2 people")
    monkeypatch.undo()
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert page.taken.done.text().startswith("Done. 2 people are here.")
