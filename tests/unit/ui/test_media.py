"""Sticks taken out: the form, the log, the slip."""

from __future__ import annotations

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.unit.ui.shells import check_model, settle, shell_over
from wagesdesk.models.vault import Vault
from wagesdesk.services import media
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.media.page import MediaPage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs) -> Shell:
    return shell_over(qtbot, inside, jobs)


def test_out_and_back(qtbot: QtBot, shell: Shell, inside: Vault, jobs: Jobs, qtmodeltester: ModelTester) -> None:
    shell.go("media", bundle="7f3kq2mz", serial="4C53")
    page = shell.page("media")
    assert isinstance(page, MediaPage)
    assert page.serial.editor.text() == "4C53"
    assert page.about.text() == "Bundle 7f3kq2mz is on it."
    page.out.click()
    assert page.holder.error() != ""
    page.holder.editor.setText("D. Rees")
    page.authority.editor.setText("SO 12/26")
    page.out.click()
    (row,) = media.media(inside)
    assert (row.serial, row.bundle_id, row.back_at) == ("4C53", "7f3kq2mz", None)
    assert page.about.isHidden()
    check_model(qtmodeltester, page.model)
    assert page.back.accessibleDescription() == "Choose a line first."
    page.table.selectRow(0)
    page.print_slip.click()
    (preview,) = page.findChildren(Preview)
    qtbot.waitUntil(lambda: preview.pdf.pageCount() == 1)
    preview.close()
    page.back.click()
    assert media.media(inside)[0].back_at is not None
    settle(qtbot, jobs)
