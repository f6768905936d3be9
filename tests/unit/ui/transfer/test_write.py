"""Export, steps 4 and 5: the stick that is full, pulled, not empty, verified; the receipt. Real bundles."""

from __future__ import annotations

import errno
import os
import threading
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import Line, Stick
from tests.unit.ui.shells import nameless, press, settle
from tests.unit.ui.transfer.wizard import pick, rows, seen, sign, step, to_people, to_write
from wagesdesk.export import inbox, parts
from wagesdesk.export.drives import Disk
from wagesdesk.services import custody
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.page import GATE, RECEIPT, RECIPIENT, WRITE, TransferPage
from wagesdesk.ui.pages.transfer.paper import OnPaper
from wagesdesk.ui.print_preview import Preview

pytestmark = pytest.mark.usefixtures("look")


def test_verified_after_it_was_out(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    assert page.write.choose.on.text() == "Write to KINGSTON"
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.now.text() == "Eject KINGSTON, then take it out.")
    assert seen(line.inside) == ["written"]
    assert not page.stop_button.isVisible()
    stick.pull()
    qtbot.waitUntil(lambda: page.write.now.text() == "Now put KINGSTON back in.")
    stick.put_back()
    qtbot.waitUntil(lambda: step(page) == RECEIPT)
    assert seen(line.inside) == ["verified"]
    words = [one.text() for one in page.receipt.findChildren(QLabel)]
    assert {"Verified", "fewer than 5 people", "Rhian", "Carys", "Released by", "Received by"} <= set(words)
    code = custody.dispatches(line.inside)[0].ack_code
    assert f"{code[:5]} {code[5:]}" in words
    arrived = inbox.check(line.outside, stick.path / stick.names[0])
    assert [one.name for one in arrived.people] == ["Asha", "Bronwen"]
    page.receipt.on.click()
    assert step(page) == RECIPIENT
    assert [(row.recipient, row.people) for row in page.recipient.log.model.rows] == [("Cwlwm Co-operative", 2)]


def test_a_stick_that_stays_in_the_safe(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    page.write.leave_it.click()
    assert step(page) == RECEIPT
    assert seen(line.inside) == ["not-taken-out"]


def test_a_stick_that_did_not_keep_it(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    file = stick.path / stick.names[0]
    stick.pull()
    kept = file.parent.with_name("in the hand") / file.name
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    stick.put_back()
    qtbot.waitUntil(lambda: not page.write.written)
    assert "not what we wrote" in page.write.choose.problem.text()
    assert page.write.choose.on.text() == "Write again"
    assert page.write.choose.on.accessibleDescription() == "Choose a stick or a folder."  # another one
    assert seen(line.inside) == ["drive-mismatch"]


def test_other_files_stop_the_writing_until_accepted(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    (stick.path / ".hidden").touch()
    (stick.path / "holiday.jpg").touch()
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    chooser = page.write.choose
    assert chooser.names() == [".hidden", "holiday.jpg"]
    assert chooser.on.accessibleDescription() == "Look through the other files first."
    chooser.accept.click()
    (stick.path / "late.doc").touch()  # came after the look
    chooser.on.click()
    qtbot.waitUntil(lambda: "late.doc" in chooser.names())
    assert stick.names == [".hidden", "holiday.jpg", "late.doc"]
    assert not chooser.on.isEnabled()
    chooser.accept.click()
    chooser.on.click()
    qtbot.waitUntil(lambda: page.write.written)


class Broken(Disk):
    """Fails when the file is to be kept, with the error number `code`, until it is mended."""

    def __init__(self, code: int) -> None:
        self.code = code

    def sync(self, file: BinaryIO) -> None:
        if self.code:
            raise OSError(self.code, os.strerror(self.code))
        super().sync(file)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "not enough room on the stick"),
        (errno.EIO, "pulled out before we finished"),
        (errno.EROFS, "does not let anything be written"),
    ],
)
def test_each_failure_has_its_sentence_and_write_again(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, code: int, words: str
) -> None:
    disk = Broken(code)
    page.media = Media(root=stick.root, disk=disk)
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: words in page.write.choose.problem.text())
    assert stick.names == []
    assert seen(line.inside) == []
    disk.code = 0
    qtbot.waitUntil(page.write.choose.on.isEnabled)
    assert page.write.choose.on.text() == "Write again"
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)


class Slow(Disk):
    """Waits in the middle of the writing."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def write(self, file: BinaryIO, content: memoryview) -> int:
        self.begun.set()
        self.go_on.wait(10)
        return super().write(file, content)


def test_stopping_leaves_nothing_and_the_check_holds(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    disk = Slow()
    page.media = Media(root=stick.root, disk=disk)
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(disk.begun.is_set)
    page.write.stop_button.click()
    disk.go_on.set()
    qtbot.waitUntil(lambda: page.write.choose.problem.text().startswith("Stopped."))
    assert stick.names == []
    assert seen(line.inside) == []
    assert step(page) == WRITE


class NearlyDone(Slow):
    """Waits after the file has its name."""

    def write(self, file: BinaryIO, content: memoryview) -> int:
        return Disk.write(self, file, content)

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self.begun.set()
        self.go_on.wait(10)


def test_stopping_in_the_last_moment_takes_the_file_away(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, jobs: Jobs
) -> None:
    disk = NearlyDone()
    page.media = Media(root=stick.root, disk=disk)
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(disk.begun.is_set)
    page.write.stop_button.setFocus()
    press(Qt.Key.Key_Escape)
    disk.go_on.set()
    settle(qtbot, jobs)
    assert step(page) == RECIPIENT
    assert stick.names == []
    assert seen(line.inside) == []


def test_a_stick_pulled_before_writing_is_not_offered(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    stick.pull()
    qtbot.waitUntil(lambda: not page.write.choose.offers())
    assert page.write.choose.on.accessibleDescription() == "Choose a stick or a folder."


def test_a_folder_is_written_and_compared_only(qtbot: QtBot, page: TransferPage, line: Line, tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    to_write(qtbot, page)
    page.write.choose.choose_folder(tmp_path / "safe")
    qtbot.waitUntil(page.write.choose.on.isEnabled)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: step(page) == RECEIPT)
    assert seen(line.inside) == ["written"]
    assert any("cannot be proven" in one.text() for one in page.receipt.findChildren(QLabel))


def test_a_withdrawal_leaves_alone(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    line.seal()
    line.takes_back(0)
    line.takes_back(1)
    to_people(qtbot, page)
    assert rows(page)["Asha"] == (False, "She took it back on Tuesday 3 November. This bundle tells them.")
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    assert any("2 women no longer say yes" in one.text() for one in page.gate.findChildren(QLabel))
    sign(page)
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    arrived = inbox.check(line.outside, stick.path / stick.names[0])
    assert arrived.people == ()
    page.write.leave_it.click()
    assert any(one.text() == "answers about consent" for one in page.receipt.findChildren(QLabel))


def test_every_control_has_a_name(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    (stick.path / "holiday.jpg").touch()
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    assert nameless(page) == []


@pytest.mark.parametrize(
    ("mark", "now", "later", "outcome"),
    [
        ("serial", "That is another stick.", "Another stick was put back", "wrong-drive"),
        ("volume", "That is another stick.", "Another stick was put back", "wrong-drive"),
        ("neither", "The bundle is not on the stick that is in.", "It may be another", "not-on-it"),
    ],
)
def test_another_stick_that_is_put_back_is_told(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, mark: str, now: str, later: str, outcome: str
) -> None:
    stick.known_by(mark, "1A2B-3C4D")
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    stick.pull()
    qtbot.waitUntil(lambda: page.write.now.text() == "Now put KINGSTON back in.")
    assert page.write.again.isHidden()
    in_hand = stick.path.with_name("in the hand")
    (file,) = in_hand.iterdir()
    file.rename(file.with_name("gone.age"))  # the stick that comes back does not hold the bundle
    stick.known_by(mark, "5E6F-7A8B")
    stick.put_back()
    qtbot.waitUntil(lambda: not page.write.again.isHidden())
    assert page.write.now.text().startswith(now)
    page.write.again.click()
    assert seen(line.inside) == [outcome]
    assert later in page.write.choose.problem.text()
    assert page.write.choose.on.text() == "Write again"


@pytest.mark.parametrize("mark", ["serial", "volume"])
def test_a_stick_that_was_pulled_and_not_ejected_is_told(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, mark: str
) -> None:
    stick.known_by(mark, "1A2B-3C4D")
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    stick.pull()
    (file,) = stick.path.with_name("in the hand").iterdir()
    file.unlink()  # it never reached the stick
    stick.put_back()
    qtbot.waitUntil(lambda: not page.write.again.isHidden())
    assert page.write.now.text().startswith("KINGSTON is back, and the bundle is not on it")
    page.write.again.click()
    assert seen(line.inside) == ["not-ejected"]
    assert "before it was ejected" in page.write.choose.problem.text()


def test_a_stick_that_was_taken_out_and_not_put_back(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    stick.pull()
    qtbot.waitUntil(lambda: page.write.now.text() == "Now put KINGSTON back in.")
    page.write.leave_it.click()
    assert step(page) == RECEIPT
    assert seen(line.inside) == ["not-put-back"]


def test_a_sealed_copy_stays_in_the_safe(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, jobs: Jobs, tmp_path: Path
) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    page.write.leave_it.click()
    safe = tmp_path / "safe"
    safe.mkdir()
    (safe / "older.txt").write_text("stays")
    page.receipt.copy_to(safe)
    qtbot.waitUntil(lambda: not page.receipt.copied.isHidden())
    (name,) = [one for one in stick.names if one.endswith(".age")]
    assert (safe / name).read_bytes() == (stick.path / name).read_bytes()
    assert custody.dispatches(line.inside)[0].safe == "safe"
    settle(qtbot, jobs)


def test_everything_on_the_stick_stands_on_the_receipt_and_nobodys_name(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    (stick.path / "timetable.pdf").write_bytes(b"x")
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.accept.setChecked(True)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    page.write.leave_it.click()
    sent = page.receipt.sent
    assert sent is not None
    assert sent.about[1] == tuple(sorted((sent.sealed.name, "timetable.pdf")))
    page.receipt.print_button.click()
    (preview,) = page.receipt.findChildren(Preview)
    qtbot.waitUntil(lambda: preview.pdf.pageCount() > 0)
    text = "".join(preview.pdf.getAllText(page).text() for page in range(preview.pdf.pageCount()))
    assert "timetable.pdf" in text
    assert not [name for name in ("Asha", "Bronwen", "Chantelle") if name in text]
    preview.close()


def test_on_paper_instead(qtbot: QtBot, page: TransferPage, line: Line, jobs: Jobs) -> None:
    to_write(qtbot, page)
    page.write.choose.on_paper.click()
    (asking,) = page.findChildren(OnPaper)
    assert not asking.on.isEnabled()
    qtbot.waitUntil(asking.printing.isEnabled)
    assert asking.count.text() == "3 pages, with the cover sheet."
    asking.printing.click()
    (preview,) = asking.findChildren(Preview)
    qtbot.waitUntil(lambda: preview.pdf.pageCount() == 3)
    preview.close()
    asking.on.click()
    assert step(page) == RECEIPT
    assert seen(line.inside) == ["on-paper"]
    assert custody.waiting_for(line.inside) == ()
    assert "3 pages" in [one.text() for one in page.receipt.findChildren(QLabel)]
    assert page.receipt.copy_button.isHidden()
    settle(qtbot, jobs)


def test_the_next_part_follows_the_receipt(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "shares", partial(parts.shares, limit=1))
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    page.write.leave_it.click()
    page.receipt.on.click()
    assert page.people.on.accessibleDescription() == "One moment: the next part is being gathered."
    qtbot.waitUntil(lambda: step(page) == GATE)
    words = [one.text() for one in page.gate.findChildren(QLabel)]
    assert any(one.startswith("Part 2 of 2") for one in words)
    assert [row.seen for row in custody.dispatches(line.inside)] == ["not-taken-out"]
