"""What is done before each picture: the screen is handed over, and a woman writes her plan."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from camera import Camera
from films import FILMS
from line import INSIDE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from scenes_sums import her_sums

from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import findings, plan, plan_comments, practice
from wagesdesk.services.plan_comments import Tied
from wagesdesk.ui.kiosk.enter import NamesPage, PinPage
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.plan.question import QuestionPage
from wagesdesk.ui.kiosk.stage import PanelButton
from wagesdesk.ui.window import Shell

W = TypeVar("W", bound=QWidget)
ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
FILM = FILMS[0]
_SHE, _PIN = "Farida", "270458"
"""Who has no plan yet."""


def at_her_plan(camera: Camera, home: Path, clock: FixedClock) -> None:
    """She comes in, begins an idea, answers in three ways, asks what she does not know, and reads what was said."""
    if camera.film != FILM:
        return  # her pages have looks of their own
    camera.unlock(home, INSIDE, clock)
    opened = camera.vault
    frame = _come_in(camera)
    _go(camera, frame, "plan", at="begin")
    camera.type_in("Embellish")
    camera.press("Handmade cards")
    camera.take("plan-begin")
    camera.key(ENTER, CTRL)
    camera.take("plan-boxes")
    me = frame.desk.person.id
    plan_id = plan.plans(opened, me)[-1].id
    _answer(camera, frame, plan_id)
    _lists(camera, frame, opened, plan_id)
    _said(camera, frame, opened, plan_id)
    her_sums(camera, frame, plan_id)
    _her_pitch(camera, frame, plan_id)
    _leave(camera)


def _leave(camera: Camera) -> None:
    """The one way out: the passphrase of whoever handed over."""
    camera.press("Stop for now")
    camera.press("For staff")
    camera.type_in(practice.PASSPHRASES[INSIDE])
    camera.key(ENTER)
    camera.wait_for(lambda: isinstance(camera.host.front, Shell))


def _come_in(camera: Camera) -> Frame:
    """F9, the first name, a PIN of her own, and no choices of comfort today."""
    camera.key(Qt.Key.Key_F9)
    names = _wait(camera, NamesPage)
    camera.same_size()
    next(one for one in names.findChildren(PanelButton) if one.accessibleName().startswith(_SHE)).click()
    _wait(camera, PinPage)
    for _time in range(2):
        camera.type_in(_PIN)
        camera.key(ENTER)
    camera.wait_for(lambda: not camera.host.findChildren(PinPage))
    camera.press("Skip this")
    return _wait(camera, Frame)


def _answer(camera: Camera, frame: Frame, plan_id: str) -> None:
    """A card, a sentence that is finished, and words of her own."""
    _go(camera, frame, "question", plan=plan_id, section="offer")
    camera.press("Pick a card")
    camera.press("It is made by hand.")
    camera.take("plan-cards")
    camera.press("Finish a sentence")
    camera.press("The customer gets")
    camera.type_in("one card with its envelope")
    camera.take("plan-sentence")
    camera.key(ENTER)
    camera.key(ENTER, CTRL)
    camera.press("Write")
    camera.type_in("Gift shops, brides and grandparents. I showed six cards to a guest.")
    camera.take("plan-question")
    camera.press("I must find something out")
    camera.type_in("What does a stall cost?")
    camera.press("A guest")
    camera.take("plan-to-find-out")
    camera.press("Put it on my list")
    page = frame.page
    assert isinstance(page, QuestionPage)
    page.next()


def _lists(camera: Camera, frame: Frame, opened: Vault, plan_id: str) -> None:
    """Rules and cover, what came back, her next steps, and whether it is for her."""
    _go(camera, frame, "rules", plan=plan_id)
    camera.take("plan-rules")
    _go(camera, frame, "rules", plan=plan_id, step="market")
    camera.take("plan-rule")
    (one,) = findings.of_person(opened, frame.desk.person.id, plan_id)
    findings.answer(
        opened, opened.staff_id, finding_id=one.id, text="£12 a day", source="Marj, who has a stall",
        on=frame.desk.clock.today(),
    )  # fmt: skip
    _go(camera, frame, "find", plan=plan_id)
    camera.take("plan-found-out")
    _go(camera, frame, "steps", plan=plan_id)
    camera.press("Add a step")
    camera.press("Open a bank account.")
    camera.press("Week 1")
    camera.take("plan-step")
    camera.press("Keep this step")
    _go(camera, frame, "fit", plan=plan_id)
    camera.press("I will start later")
    camera.take("plan-for-me")


def _said(camera: Camera, frame: Frame, opened: Vault, plan_id: str) -> None:
    """She sends it; what was said of it comes back to her, one thing at a time."""
    _go(camera, frame, "plan", plan=plan_id)
    camera.press("Send to my facilitator")
    me = frame.desk.person.id
    plan_comments.add(
        opened, opened.staff_id, plan_id=plan_id, person_id=me, at=Tied("customers", "Gift shops"),
        text="Which gift shop could be the first?", kind="ask",
    )  # fmt: skip
    plan_comments.send_all(opened, opened.staff_id, plan_id=plan_id)
    plan.set_stage(opened, opened.staff_id, plan_id=plan_id, stage="back")
    _go(camera, frame, "plan", plan=plan_id)
    camera.take("plan-back")
    camera.press("Read it now")
    camera.take("plan-comment")
    camera.press("Look at my words")
    camera.take("plan-comment-words")
    frame.settle()


def _her_pitch(camera: Camera, frame: Frame, plan_id: str) -> None:
    """One card in her own words, and the clock that asks nothing."""
    _go(camera, frame, "pitch", plan=plan_id, card="pitch.ask")
    camera.type_in("A stall in May, and ten pounds for paint.")
    camera.take("pitch-card")
    _go(camera, frame, "practise", plan=plan_id)
    camera.take("pitch-practise")


def _go(camera: Camera, frame: Frame, page_id: str, **where: str) -> None:
    frame.go(page_id, **where)
    camera.settle()


def _wait(camera: Camera, kind: type[W]) -> W:
    """The page of this kind, once it is shown."""
    camera.wait_for(lambda: any(one.isVisible() for one in camera.host.findChildren(kind)))
    camera.settle()
    return next(one for one in camera.host.findChildren(kind) if one.isVisible())
