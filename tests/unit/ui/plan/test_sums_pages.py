"""My sums at the kiosk: typed by keys, kept at once, worked out beside the boxes, tried out and kept or dropped."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.unit.services.test_plan_sums import cards
from tests.unit.ui.plan.conftest import Seat
from tests.unit.ui.plan.test_looks import SMALLEST, stops
from wagesdesk.models.readings import stacks
from wagesdesk.services import findings, plan_sums, prices
from wagesdesk.services.plan_sums import Figure, Sheets
from wagesdesk.ui.kiosk.home import HomePage
from wagesdesk.ui.kiosk.sums.form import SumPanel
from wagesdesk.ui.kiosk.sums.overview import SumsPanel
from wagesdesk.ui.kiosk.sums.page import SumPage, SumsPage
from wagesdesk.ui.kiosk.sums.route import MOST, Spot, neighbour, rows, spots
from wagesdesk.ui.kiosk.sums.row import AmountLine, SumRow
from wagesdesk.ui.kiosk.sums.what_if import WhatIfPanel
from wagesdesk.ui.kiosk.sums.year import MonthsPanel, PicturePanel
from wagesdesk.ui.widgets.plain_label import PlainLabel

LEFT = {"sheet": "one", "page": "left", "thing": "card"}


def fill(seat: Seat, *more: Figure, price: int = 12_00) -> None:
    plan_sums.put(seat.vault, seat.asha, plan_id=seat.plan_id, figures=[*cards(price), *more])


def sums(seat: Seat) -> Sheets:
    return plan_sums.read(seat.vault, seat.plan_id)


def panel(seat: Seat, **where: str) -> SumPanel:
    page = seat.go(SumPage, "sum", plan=seat.plan_id, **where) if where else seat.on(SumPage)
    assert isinstance(page.panel, SumPanel)
    return page.panel


def row(of: SumPanel, name: str) -> SumRow:
    return next(each for each in of.rows if each.name() == name)


def box(of: SumPanel, name: str) -> AmountLine:
    found = row(of, name).box
    assert found is not None
    return found


def put_in(of: SumPanel, name: str, text: str) -> None:
    """Type over what stands in a box, and let the sum be worked out."""
    line = box(of, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    of.work_out()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def said(widget: QWidget) -> str:
    QApplication.processEvents()
    return " ".join(each.text() for each in widget.findChildren(PlainLabel) if each.isVisible())


def test_a_sum_by_keys_alone(seat: Seat) -> None:
    page = seat.go(SumsPage, "sums", plan=seat.plan_id)
    assert isinstance(page.panel, SumsPanel)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    first = panel(seat)
    assert (first.spot.sheet, first.spot.page) == ("survival", "home")
    seat.type("£90")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(focused(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert focused().accessibleName() == "Rent: each month"
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    seat.next()
    assert (panel(seat).spot.page, sums(seat).box("survival", "rent").pence) == ("living", 90_00)
    assert sums(seat).survival.drawings == 390_00
    assert "You need £390 each month." in said(panel(seat))


def test_what_is_typed_is_kept_before_it_is_in_the_journal(seat: Seat) -> None:
    fill(seat)
    stuff = panel(seat, sheet="one", page="stuff", thing="card")
    put_in(stuff, "", "3.5")
    named = next(each for each in stuff.rows if each.box is not None and each.box.text() == "3.5")
    assert named.name_line is not None
    named.name_line.setText("Glue")
    assert seat.frame is not None
    seat.frame.flush()
    assert [each.name for each in sums(seat).lines("material", "card")] == ["Paper"]
    seat.sit(size=125)
    again = panel(seat, sheet="one", page="stuff", thing="card")
    assert [each.name() for each in again.rows] == ["Paper", "Glue", ""]
    seat.next()
    assert [(each.name, each.pence) for each in sums(seat).lines("material", "card")] == [
        ("Paper", 4500),
        ("Glue", 350),
    ]
    assert len(panel(seat, sheet="one", page="stuff", thing="card").rows) == 3


def test_what_is_not_understood_is_told_beside_the_box_and_loses_nothing(seat: Seat) -> None:
    home = panel(seat, sheet="survival", page="home")
    put_in(home, "Rent", "about ninety")
    put_in(home, "Water", "20")
    seat.next()
    here = panel(seat)
    assert here.spot.page == "home"
    assert row(here, "Rent").error.isVisible()
    assert row(here, "Rent").error.text() == "Write pounds and pence, like 2.75."
    assert QApplication.focusWidget() is box(here, "Rent")
    assert sums(seat).box("survival", "water").pence == 20_00
    assert seat.frame is not None
    seat.frame.go("home")
    assert box(panel(seat, sheet="survival", page="home"), "Rent").text() == "about ninety"
    put_in(panel(seat), "Rent", "90")
    assert not row(panel(seat), "Rent").error.isVisible()
    seat.next()
    assert panel(seat).spot.page == "living"
    assert box(panel(seat, sheet="survival", page="home"), "Rent").text() == "90.00"


def test_a_line_goes_when_it_is_emptied_and_five_lines_are_two_pages(seat: Seat) -> None:
    things = panel(seat, sheet="start_up", page="things")
    for number in range(4):
        if number == 3:
            seat.press(things.add)
        line = things.rows[number].name_line
        assert line is not None
        line.setText(f"Thing {number}")
    seat.press(things.add)
    second = panel(seat)
    assert (second.spot.part, len(second.rows)) == (2, 1)
    line = second.rows[0].name_line
    assert line is not None
    assert QApplication.focusWidget() is line
    seat.type("Thing 4")
    seat.next()
    assert [each.name for each in sums(seat).lines("item")] == [f"Thing {number}" for number in range(5)]
    first = panel(seat, sheet="start_up", page="things")
    cleared = first.rows[1].name_line
    assert cleared is not None
    cleared.clear()
    seat.next()
    assert [each.name for each in sums(seat).lines("item")] == ["Thing 0", "Thing 2", "Thing 3", "Thing 4"]


def test_where_the_price_goes_and_a_loss(seat: Seat) -> None:
    fill(seat, Figure("sales", "card.usual", number=40))
    left = panel(seat, **LEFT)
    seat.qtbot.waitUntil(lambda: left.side.picture.drawn)
    assert left.side.heading.text() == "Your £12.00"
    assert left.side.picture.accessibleName() == "You keep £7.50 from each one."
    assert "If you sell 40 in a month, £300 is left." in said(left.side)
    put_in(left, "I will charge", "4.30")
    assert "You would pay 20p each time." in said(left.side)
    assert "It costs you as much as people pay, or more." in said(left.side)
    assert sums(seat).thing("card").one.price == 12_00


def test_each_total_says_where_it_comes_from(seat: Seat) -> None:
    fill(seat, Figure("hour", "paid", number=1200), Figure("hour", "weeks", number=48))
    assert "from What I need each month" in said(panel(seat, sheet="hour", page="price"))
    assert "£7.25" in said(panel(seat))  # 12 * (400 + 180) / 960 hours
    put_in(panel(seat), "I will charge for one hour", "9")
    assert "By law most workers get £12.71 an hour or more." in said(panel(seat).side)
    assert "from What I will sell" in said(panel(seat, sheet="cash", page="months"))


def test_the_worked_year_in_words_and_pictures(seat: Seat) -> None:
    fill(seat, Figure("sales", "start", month=4))
    year = panel(seat, sheet="cash", page="months")
    assert isinstance(year, PicturePanel)
    seat.qtbot.waitUntil(lambda: year.picture.drawn)
    assert year.picture.accessibleName() == "You have least in July. You need £1,552.50 more then."
    assert "Ask a bit more, spend less, or find more money." in said(year.side)
    seat.next()
    assert "You must sell 78 each month to cover all you need." in said(panel(seat).side)


def test_what_if_shows_both_and_keeps_or_drops(seat: Seat) -> None:
    fill(seat)
    seat.press(panel(seat, sheet="cash", page="months").what_if)  # type: ignore[attr-defined]
    trying = panel(seat)
    assert isinstance(trying, WhatIfPanel)
    assert not trying.take.isEnabled()
    put_in(trying, "Cards: what if I charge", "14")
    put_in(trying, "What if I am given", "1,500")
    assert "What if: Your money never runs out. You have least in April: £277.50." in said(trying.side)
    assert "Now: You have least in April. You need £1,552.50 more then." in said(trying.side)
    assert seat.frame is not None
    seat.frame.flush()
    seat.frame.go("home")
    assert sums(seat).cash.lowest.closed == -1_552_50
    again = panel(seat, sheet="cash", page="what_if")
    assert isinstance(again, WhatIfPanel)
    assert box(again, "Cards: what if I charge").text() == "14"
    seat.press(again.drop)
    assert isinstance(panel(seat), PicturePanel)
    fresh = panel(seat, sheet="cash", page="what_if")
    assert isinstance(fresh, WhatIfPanel)
    assert box(fresh, "Cards: what if I charge").text() == "12.00"
    put_in(fresh, "Cards: what if I charge", "14")
    put_in(fresh, "What if I am given", "1,500")
    seat.press(fresh.take)
    assert sums(seat).cash.lowest.closed == 277_50
    with seat.vault.read() as db:
        assert stacks(db.connection(), seat.vault.spell.writer).undo == ()  # hers: no key of staff takes it back


def test_find_out_stands_in_her_list(seat: Seat) -> None:
    home = panel(seat, sheet="survival", page="home")
    sure = row(home, "Rent").switches["sure"]
    for _step in range(2):
        QTest.keyClick(sure, Qt.Key.Key_Space)
    assert sure.accessibleName() == "Rent: Find out"
    seat.next()
    assert [one.text for one in findings.of_person(seat.vault, seat.asha)] == ["What I need each month: Rent"]
    assert "1 number is still to find out." in said(panel(seat).side)


def test_a_price_that_somebody_found_is_offered(seat: Seat) -> None:
    prices.add(
        seat.vault, seat.vault.staff_id, what="Cards", pence=30, unit="each", place="the market", on=date(2026, 10, 1)
    )
    stuff = panel(seat, sheet="start_up", page="things")
    assert stuff.rows[0].name_line is not None
    stuff.rows[0].name_line.setText("card")
    stuff.work_out()
    first = stuff.rows[0]
    assert first.offered.text() == "Somebody found Cards: 30p each at the market, October."
    seat.press(first.use)
    assert first.box is not None
    assert (first.box.text(), first.use.isVisible()) == ("0.30", False)
    seat.next()
    assert sums(seat).lines("item")[0].pence == 30


def test_three_numbers_fill_a_year_and_one_month_is_her_own(seat: Seat) -> None:
    figures = [Figure("one", "card", kind="thing", name="Cards"), Figure("sales", "card.usual", number=10),
               Figure("sales", "card.busy", number=40)]  # fmt: skip
    plan_sums.put(seat.vault, seat.asha, plan_id=seat.plan_id, figures=figures)
    year = panel(seat, sheet="sales", page="year", thing="card")
    assert isinstance(year, MonthsPanel)
    QTest.keyClick(year.months[11], Qt.Key.Key_Return)
    assert year.months[11].accessibleName() == "December: busy"
    year.work_out()
    assert year.numbers[11].text() == "December: 40"
    seat.press(year.by_hand)
    by_hand = panel(seat)
    assert [each.name() for each in by_hand.rows] == ["January", "February", "March", "April"]
    put_in(by_hand, "February", "3")
    seat.next()
    assert sums(seat).units("card") == (10, 3, *[10] * 9, 40)


def test_a_sum_that_is_not_hers_counts_as_done(seat: Seat) -> None:
    hours = panel(seat, sheet="hour")
    seat.press(hours.not_mine)
    assert plan_sums.progress(sums(seat))["hour"] == "done"
    seat.press(hours.not_mine)
    assert plan_sums.progress(sums(seat))["hour"] == "empty"
    fill(seat)
    assert seat.frame is not None
    seat.frame.go("home")
    tile = seat.on(HomePage).findChild(QAbstractButton, "tile sums")
    assert tile is not None
    assert "6 of 7 sums done" in tile.accessibleName()


def whole() -> list[Figure]:
    """More than one thing, and her hours."""
    lines = [Figure("survival", f"s{n}", kind="spend", name=f"Line {n}", pence=n, at=n) for n in range(1, 4)]
    return [
        *cards(12_00), *lines, Figure("one", "tag", kind="thing", name="Tags"), Figure("hour", "rate", pence=10_00),
        Figure("running", "insurance", pence=9_00, every="year"), Figure("start_up", "i2", kind="item", name="Tent"),
    ]  # fmt: skip


def test_next_goes_through_every_page_and_back_comes_the_same_way() -> None:
    held = Sheets({each.key: each for each in whole()})
    first = spots(held, "survival")[0]
    walked, at = [first], neighbour(held, first, 1)
    while at is not None:
        walked.append(at)
        at = neighbour(held, at, 1)
    assert len(walked) == len(set(walked)) == sum(len(spots(held, sheet)) for sheet in plan_sums.SHEETS)
    back = walked[-1]
    for expected in reversed(walked[:-1]):
        found = neighbour(held, back, -1)
        assert found == expected
        back = found
    assert neighbour(held, first, -1) is None
    assert all(len(rows(held, spot)) <= MOST * len([one for one in walked if one.page == spot.page]) for spot in walked)
    assert {"card", "tag", "hours"} == {spot.thing for spot in walked if spot.thing}
    assert neighbour(held, Spot("sales", "months", "card", 2), -1) in walked


def test_all_pages_hold_at_most_four_boxes_and_are_reached_by_tab(seat: Seat) -> None:
    plan_sums.put(seat.vault, seat.asha, plan_id=seat.plan_id, figures=whole())
    seat.sit()
    held = sums(seat)
    extra = (Spot("sales", "months", "card"), Spot("cash", "what_if"))
    for spot in (*(one for sheet in plan_sums.SHEETS for one in spots(held, sheet)), *extra):
        shown = panel(seat, **spot.where)
        assert len(shown.rows) <= MOST
        page = seat.on(SumPage)
        assert [type(one).__name__ for one in stops(page) if not one.accessibleName().strip()] == []
        assert page.text_to_read()
        assert SumPage.place_words(plan=seat.plan_id, **spot.where)
        assert page.question.startswith("sums.")
    page = seat.on(SumPage)
    wanted, seen = stops(page), set()
    for _turn in range(len(wanted) + 20):
        seen.add(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert wanted <= seen


@pytest.mark.parametrize(("size", "colour"), [(100, "white"), (150, "rose")])
def test_no_sum_is_wider_than_the_smallest_screen(seat: Seat, size: int, colour: str) -> None:
    fill(seat)
    seat.sit(size=size, colour=colour)
    for where in (
        {"sheet": "survival"}, {"sheet": "start_up"}, LEFT, {"sheet": "sales", "page": "year", "thing": "card"},
        {"sheet": "cash", "page": "even"}, {"sheet": "cash", "page": "what_if"},
    ):  # fmt: skip
        shown = panel(seat, **where)
        page = seat.on(SumPage)
        cut = [one.accessibleName() for one in shown.findChildren(QAbstractButton)
               if one.isVisible() and one.width() < one.minimumSizeHint().width()]  # fmt: skip
        assert cut == [], where
        assert page.minimumSizeHint().width() <= SMALLEST - 24, where
