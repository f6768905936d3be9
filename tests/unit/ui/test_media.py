"""Sticks taken out: the form, the log, the slip."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.shells import check_model, settle, shell_over
from wagesdesk.export.reports.blocks import Document, Paragraph
from wagesdesk.models.vault import Vault
from wagesdesk.services import copies, media
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.media.page import MediaPage
from wagesdesk.ui.print_preview import Preview, open_preview
from wagesdesk.ui.widgets.banner import Banner
from wagesdesk.ui.widgets.buttons import Button
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


def test_an_unlocked_copy_is_in_the_log(qtbot: QtBot, shell: Shell, inside: Vault, jobs: Jobs, tmp_path: Path) -> None:
    shell.go("media")
    page = shell.page("media")
    assert isinstance(page, MediaPage)
    assert page.copied.isHidden()
    asha, *others = vaults.group(inside, ("Asha", "Bronwen", "Carys", "Dee")).people
    settle(qtbot, jobs)
    document = Document("Embellish", "Asha", (Paragraph("Cards"),), date(2026, 11, 3), code="lender", people=(asha,))
    preview = open_preview(page, document, page.desk)
    qtbot.waitUntil(lambda: preview.pdf.pageCount() == 1)
    next(one for one in preview.findChildren(Button) if one.accessibleName() == "Save as PDF…").click()
    said = " ".join(one.text() for one in preview.findChildren(Banner))
    assert "It is written down who saved it." in said
    next(one for one in preview.findChildren(Button) if one.accessibleName() == "Save it unlocked").click()
    (chooser,) = preview.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "plan.pdf"))
    chooser.close()
    preview.close()
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    many = [copies.Unlocked(tmp_path / "list.pdf", b"", "class_list")]
    page.desk.bus.tell(copies.save(inside, inside.staff_id, many, people=[asha, *others]))
    settle(qtbot, jobs)
    assert not page.copied.isHidden()
    shown = [
        [page.copies_model.index(row, column).data() for column in range(3)]
        for row in range(page.copies_model.rowCount())
    ]
    assert sorted(shown) == [["Class list (PDF)", "4 women", "Rhian"], ["Plan for a lender (PDF)", "Asha", "Rhian"]]
