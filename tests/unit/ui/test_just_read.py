"""Just read: a bundle and its key, without a vault; pages are shown, nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import Line, new_line
from tests.unit.ui.shells import settle
from tests.vaults import Group
from wagesdesk.export import drives
from wagesdesk.models.keys import new_machine_keys
from wagesdesk.models.vault import Vault
from wagesdesk.services import card
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.just_read import JustRead, open_just_read
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.widgets.buttons import Button

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


@pytest.fixture
def shown(qtbot: QtBot, jobs: Jobs) -> Iterator[JustRead]:
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(900, 700)
    below.show()
    yield open_just_read(below, jobs)
    settle(qtbot, jobs)


def bundle(line: Line, folder: Path) -> Path:
    folder.mkdir()
    return drives.write_bundle(folder, line.seal()).path


def test_its_pages_are_read_and_nothing_is_kept(
    qtbot: QtBot, shown: JustRead, jobs: Jobs, line: Line, tmp_path: Path
) -> None:
    file = bundle(line, tmp_path / "stick")
    assert shown.on.accessibleDescription() == "Open a bundle first."
    shown.load(file)
    assert shown.on.accessibleDescription() == "A key is needed."
    key = tmp_path / "key.txt"
    key.write_text(f"# a comment\n{line.outside.machine.age_secret}\n")
    shown.load_key(key)
    before = sorted(tmp_path.rglob("*"))
    shown.on.click()
    settle(qtbot, jobs)
    words = [one.text() for one in shown.findChildren(QLabel)]
    assert "HMP Ashmere" in words
    assert any("nothing proves it" in one for one in words)
    pages = [one for one in shown.findChildren(Button) if "Participant page" in one.text()]
    assert [one.text() for one in pages] == ["Participant page · Asha", "Participant page · Bronwen"]
    pages[0].click()
    (preview,) = shown.findChildren(Preview)
    qtbot.waitUntil(lambda: preview.pdf.pageCount() > 0)
    preview.close()
    assert sorted(tmp_path.rglob("*")) == before


def test_the_spare_key_on_paper_opens_it_too(
    qtbot: QtBot, shown: JustRead, jobs: Jobs, line: Line, tmp_path: Path
) -> None:
    private, _changes = card.make_escrow(line.inside, line.inside.staff_id)
    shown.load(bundle(line, tmp_path / "stick"))
    shown.key.editor.setPlainText(private)
    shown.on.click()
    settle(qtbot, jobs)
    assert {"HMP Ashmere", "Cwlwm Co-operative and the spare key"} <= {one.text() for one in shown.findChildren(QLabel)}


def test_a_wrong_key_is_told_beside_it_and_another_key_as_what_it_is(
    qtbot: QtBot, shown: JustRead, jobs: Jobs, line: Line, tmp_path: Path
) -> None:
    shown.load(bundle(line, tmp_path / "stick"))
    shown.key.editor.setPlainText("no key at all")
    shown.on.click()
    settle(qtbot, jobs)
    assert "no key that opens a bundle" in shown.key.error()
    shown.key.editor.setPlainText(new_machine_keys().age_secret)
    shown.on.click()
    settle(qtbot, jobs)
    assert shown.key.error().startswith("This key does not open this bundle.")
    letter = tmp_path / "wd-aaaaaaaa.age"
    letter.write_text("Dear Marged")
    shown.load(letter)
    shown.on.click()
    settle(qtbot, jobs)
    assert shown.problem.text() != ""
    shown.load(letter)
    assert shown.problem.text() == ""
