"""What somebody else at the same screen may try, and a disk that takes nothing more."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import event

from tests import vaults
from tests.unit.ui.kiosk.conftest import PIN, Room
from tests.unit.ui.looks import gauge
from wagesdesk.models.vault import Vault
from wagesdesk.services import comfort, findings, people, pins, plan, tries
from wagesdesk.services.comfort import Comfort
from wagesdesk.services.plan import Said
from wagesdesk.ui.kiosk.cover import KioskCover, StaffPage
from wagesdesk.ui.kiosk.enter import NamesPage, PinPage
from wagesdesk.ui.kiosk.plan.boxes import StateBox
from wagesdesk.ui.kiosk.plan.page import PlanPage
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


@pytest.mark.parametrize("of_cover", [False, True])
def test_a_pin_found_right_opens_nothing_that_was_covered_meanwhile(room: Room, of_cover: bool) -> None:
    room.hand_over()
    if of_cover:
        room.come_in()
        room.kiosk.cover()
        room.at(KioskCover).back.emit()  # type: ignore[attr-defined]
    else:
        pins.choose(room.vault, room.group.people[0], PIN)
        room.choose("Asha")
    page = room.at(PinPage)
    assert isinstance(page, PinPage)
    page.edit.setText(PIN)
    page.go.click()
    room.host.jobs._worker().submit(int).result()  # noqa: SLF001 - it is found right, and nobody has heard of it yet
    room.kiosk.cover()
    room.settle()
    room.at(KioskCover)


def test_the_passphrase_ends_nothing_when_its_page_was_left_meanwhile(room: Room) -> None:
    room.hand_over()
    room.kiosk.front.staff.emit()  # type: ignore[union-attr]
    page = room.at(StaffPage)
    assert isinstance(page, StaffPage)
    page.edit.setText(vaults.PASSPHRASES["Rhian"])
    page.go.click()
    room.host.jobs._worker().submit(int).result()  # noqa: SLF001 - as above
    page.left_it.emit()
    room.settle()
    room.at(NamesPage)


def test_coming_in_with_nothing_typed_says_what_to_do(room: Room) -> None:
    room.hand_over()
    asha, bronwen, _chantelle = room.group.people
    pins.choose(room.vault, bronwen, PIN)
    for name, sentence in (("Asha", "Choose four to six numbers."), ("Bronwen", "Type your PIN.")):
        page = room.choose(name)
        page.go.click()
        assert sentence in [one.text() for one in page.findChildren(QLabel) if one.property("role") == "strong"]
        page.left_it.emit()
    assert tries.left(room.vault, asha) == tries.left(room.vault, bronwen) == tries.FREE


def test_a_page_that_cannot_begin_says_so_and_lets_her_back(room: Room) -> None:
    room.hand_over()
    frame = room.come_in()
    refuse_writing(room.vault)
    frame.go("sums")  # would begin her plan
    assert "did not save" in frame.notice.text()
    frame.footer.back.click()
    assert frame.where[0] == "home"


def test_two_ideas_of_one_name_are_told_apart(room: Room) -> None:
    room.hand_over()
    frame = room.come_in()
    for _twice in range(2):
        plan.begin(room.vault, room.group.people[0], person_id=room.group.people[0], title="Cards")
    frame.go("plan", at="ideas")
    assert isinstance(frame.page, PlanPage)
    said = [one.accessibleName() for one in frame.page.findChildren(StateBox)]
    assert len({one.split(".")[0] for one in said}) == 2, said


@pytest.mark.parametrize("mode", [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection])
def test_nothing_that_staff_copied_or_selected_is_handed_over(room: Room, mode: QClipboard.Mode) -> None:
    if mode == QClipboard.Mode.Selection and not QApplication.clipboard().supportsSelection():
        pytest.skip("this system has no selection of its own")
    QApplication.clipboard().setText("Rahman", mode)
    room.hand_over()
    assert QApplication.clipboard().text(mode) == ""


def test_the_longest_words_push_nothing_out_of_sight(room: Room) -> None:
    asha, long = room.group.people[0], "W" * 80
    people.rename(
        room.vault, room.vault.staff_id, person_id=asha, chosen="W" * 60, surname="", prison_number="", language="en"
    )  # fmt: skip
    room.hand_over()
    pins.choose(room.vault, asha, PIN)
    comfort.set_likes(room.vault, asha, person_id=asha, comfort=Comfort(150))
    first, second = (plan.begin(room.vault, asha, person_id=asha, title=long)[0] for _twice in range(2))
    plan.answer(
        room.vault, asha, plan_id=first, section="first_days", person_id=asha, said=Said("W" * 200)
    )  # fmt: skip
    findings.add(room.vault, asha, plan_id=first, person_id=asha, text="W" * 200, of="guest")
    room.choose("W" * 60)
    wrong = gauge.sticking_out(room.host)
    room.type_pin()
    frame = room.frame
    for page, where in (
        ("home", {}), ("plan", {}), ("plan", {"plan": second}), ("steps", {}), ("find", {"plan": first}), ("pitch", {}),
    ):  # fmt: skip
        frame.go(page, **where)
        QApplication.processEvents()
        assert frame.page is not None
        seen = frame.page.mapTo(room.host, frame.page.rect().bottomRight()).x()
        wrong += [f"{page} {where} is wider than the window"] if seen > room.host.width() else []
    assert wrong == []
