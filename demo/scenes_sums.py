"""What is done before each picture: a woman does her sums, sees that a price loses money, and asks what if."""

from __future__ import annotations

from camera import Camera
from PySide6.QtCore import Qt

from wagesdesk.services import plan_sums
from wagesdesk.services.plan_sums import Figure, Sheets
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.sums.form import SumPanel
from wagesdesk.ui.kiosk.sums.page import SumsPage
from wagesdesk.ui.kiosk.sums.picture import Picture

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
_CARD = "card"
_TYPED = (
    Figure("survival", "food", "guess", pence=50_00, every="week"),
    Figure("survival", "phone", "find"),
    Figure("survival", "credit", pence=393_45),
    Figure("start_up", "cutter", kind="item", name="Paper cutter", pence=45_00),
    Figure("start_up", "table", "guess", kind="item", name="Folding table", pence=30_00, got="borrow"),
    Figure("start_up", "own_money", pence=80_00),
    Figure("one", _CARD, kind="thing", name="Birthday card"),
    Figure("one", "paper", kind="material", of=_CARD, name="Card and envelope", pence=3_00),
    Figure("one", "ribbon", "guess", kind="material", of=_CARD, name="Ribbon, beads and glue", pence=4_50),
    Figure("one", f"{_CARD}.batch", number=10),
    Figure("one", f"{_CARD}.fee", pence=25),
    Figure("one", f"{_CARD}.minutes", number=15),
    Figure("hour", "not_mine"),
    Figure("sales", "start", month=4),
    Figure("sales", f"{_CARD}.usual", "guess", number=120),
    Figure("sales", f"{_CARD}.busy", "guess", number=260),
    Figure("sales", f"{_CARD}.quiet", "guess", number=60),
    Figure("sales", f"{_CARD}.year", months=("usual",) * 7 + ("busy", "busy", "quiet", "usual", "usual")),
    Figure("running", "pitch", pence=25_00),
    Figure("running", "insurance", "find", pence=85_00, every="year", month=2),
)


def her_sums(camera: Camera, frame: Frame, plan_id: str) -> None:
    """With her plan begun and the frame in front: all seven sums, one page of each kind."""
    me = frame.desk.person.id
    plan_sums.put(frame.desk.vault, me, plan_id=plan_id, figures=_TYPED)
    _go(camera, frame, "sums", plan=plan_id)
    camera.take("sums")
    _sum(camera, frame, plan_id, "survival", "home")
    camera.type_in("90")
    camera.take("sums-need")
    camera.key(ENTER, CTRL)
    _sum(camera, frame, plan_id, "start_up", "things")
    camera.take("sums-start")
    _sum(camera, frame, plan_id, "one", "stuff", _CARD)
    camera.take("sums-goes-into-it")
    for price, name in (("0.90", "sums-a-loss"), ("2.75", "sums-what-is-left")):
        left = _sum(camera, frame, plan_id, "one", "left", _CARD)
        box = left.rows[-1].box
        assert box is not None, "the price is typed"
        box.setFocus()
        box.selectAll()
        camera.type_in(price)
        left.work_out()
        _drawn(camera, left)
        camera.take(name)
        frame.settle()
    _sum(camera, frame, plan_id, "sales", "year", _CARD)
    camera.take("sums-months")
    for page, name in (("months", "sums-money"), ("even", "sums-how-many")):
        _drawn(camera, _sum(camera, frame, plan_id, "cash", page))
        camera.take(name)
    _what_if(camera, frame, plan_id)


def _what_if(camera: Camera, frame: Frame, plan_id: str) -> None:
    panel = _sum(camera, frame, plan_id, "cash", "what_if")
    box = panel.rows[0].box
    assert box is not None, "the price is typed"
    box.selectAll()
    camera.type_in("3.25")
    panel.work_out()
    _drawn(camera, panel)
    camera.take("sums-what-if")
    camera.press("Keep the new numbers")
    held: Sheets = plan_sums.read(frame.desk.vault, plan_id)
    assert held.thing(_CARD).one.price == 3_25, "what she keeps is kept"


def _sum(camera: Camera, frame: Frame, plan_id: str, sheet: str, page: str, thing: str = "") -> SumPanel:
    where = {"thing": thing} if thing else {}
    _go(camera, frame, "sum", plan=plan_id, sheet=sheet, page=page, **where)
    shown = frame.page
    assert isinstance(shown, SumsPage), "a sum is shown"
    assert isinstance(shown.panel, SumPanel), "a sum is shown"
    return shown.panel


def _drawn(camera: Camera, panel: SumPanel) -> None:
    """Wait until the picture of a page stands there."""
    camera.wait_for(lambda: all(one.drawn for one in panel.findChildren(Picture) if one.isVisible()))
    camera.settle()


def _go(camera: Camera, frame: Frame, page_id: str, **where: str) -> None:
    frame.go(page_id, **where)
    camera.settle()
