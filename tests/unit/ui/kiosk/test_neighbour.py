"""What somebody else at the same screen may try, and a disk that takes nothing more."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from tests import vaults
from tests.unit.ui.kiosk.conftest import Room
from wagesdesk.models.vault import Vault
from wagesdesk.ui.kiosk.cover import KioskCover, StaffPage
from wagesdesk.ui.kiosk.enter import PinPage
from wagesdesk.ui.kiosk.plan.question import QuestionPage
from wagesdesk.ui.lock import LockPage


def refuse_writing(vault: Vault) -> None:
    """From now on the disk takes nothing more."""
    engine = vault._engine  # noqa: SLF001 - the disk below is an edge
    assert engine is not None

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: object, *_more: object) -> None:
        connection.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]


def write(room: Room, said: str) -> None:
    """Asha comes in and types, and nothing is kept yet."""
    frame = room.come_in()
    frame.go("question", plan=room.begin_plan(), section="me")
    assert isinstance(frame.page, QuestionPage)
    frame.page.answer.editor.insertPlainText(said)


def test_the_cover_clears_what_was_copied(room: Room) -> None:
    room.hand_over()
    room.come_in()
    QApplication.clipboard().setText("her words")
    room.kiosk.cover()
    assert QApplication.clipboard().text() == ""


def test_who_asks_for_the_pin_and_goes_away_leaves_a_cover_that_locks(room: Room) -> None:
    room.hand_over()
    write(room, "Mine alone")
    room.kiosk.cover()
    room.at(KioskCover).back.emit()  # type: ignore[attr-defined]
    room.at(PinPage)
    room.kiosk.cover()  # nobody touches it for three minutes
    cover = room.at(KioskCover)
    assert isinstance(cover, KioskCover)
    room.kiosk.cover()
    assert room.at(KioskCover) is cover, "its half hour must not begin anew"
    cover.back.emit()
    room.type_pin()
    assert isinstance(room.frame.page, QuestionPage)
    assert room.frame.page.answer.text == "Mine alone"


def test_a_full_disk_keeps_the_next_one_out_and_says_why(room: Room) -> None:
    room.hand_over()
    write(room, "Not kept yet")
    refuse_writing(room.vault)
    room.kiosk.cover()
    cover = room.at(KioskCover)
    assert isinstance(cover, KioskCover)
    cover.other.emit()
    assert room.at(KioskCover) is cover
    assert "still here" in cover.notice.text()


def test_with_a_full_disk_the_way_out_for_staff_is_the_lock(room: Room) -> None:
    room.hand_over()
    refuse_writing(room.vault)
    room.kiosk.front.staff.emit()  # type: ignore[union-attr]
    page = room.at(StaffPage)
    assert isinstance(page, StaffPage)
    page.edit.setText(vaults.PASSPHRASES["Rhian"])
    page.go.click()
    room.qtbot.waitUntil(lambda: isinstance(room.host.front, LockPage))
