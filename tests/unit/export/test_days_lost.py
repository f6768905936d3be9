"""Days lost and why: counts by cause, nobody named, no note printed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import vaults
from tests.vaults import FIRST_DAY, TODAY, Group, mark
from wagesdesk.export.reports.blocks import Document, Table
from wagesdesk.export.reports.days_lost import days_lost
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.export.reports.register import register_blank, register_filled
from wagesdesk.export.tables import register_csv
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, workshop
from wagesdesk.services.workshop import Plan


def do(vault: Vault, plan: Plan, cause: str, note: str = "") -> None:
    workshop.apply(vault, vault.staff_id, plan, cause=cause, note=note)


def sheet(vault: Vault, group: Group, *, large: bool = False) -> Document:
    told = workshop.days_lost(vault, group.cohort_id)
    return days_lost(told, "Cohort 7", "HMP Ashmere", printed=TODAY, large=large)


@pytest.fixture
def lost(inside: Vault, group: Group) -> Group:
    """One cancelled by the prison, one by the guest, one shortened, one moved; and marks of many kinds."""
    one = group.workshops
    mark(inside, group, 0, 0, "H", cause="health_appointment")
    mark(inside, group, 1, 0, "H", cause="unwell")
    mark(inside, group, 2, 0, "L", cause="late_unlock", minutes=255)
    mark(inside, group, 0, 1, "L", cause="own_late", minutes=100)
    mark(inside, group, 1, 1, "V")
    mark(inside, group, 2, 1, "A")
    mark(inside, group, 0, 2, "R", cause="staff", minutes=95)
    mark(inside, group, 0, 3, "R", cause="regime")
    do(inside, workshop.plan_cancel(inside, one[3]), "staff_unavailable", "Asha’s officer was ill")
    do(inside, workshop.plan_cancel(inside, one[4]), "guest")
    do(inside, workshop.plan_times(inside, one[5], "08:50", "14:50"), "operational_issue")
    do(inside, workshop.plan_move(inside, one[9], TODAY + timedelta(weeks=3), reflow=True), "holiday")
    return group


def test_what_the_prison_took_is_added_up_by_cause(inside: Vault, lost: Group) -> None:
    told = workshop.days_lost(inside, lost.cohort_id)
    assert [(row.did, row.cause, row.women, row.minutes) for row in told.rows] == [
        ("cancelled", "staff_unavailable", 3, 295), ("cancelled", "guest", 3, 295),
        ("shortened", "operational_issue", 3, 60), ("moved", "holiday", 3, 0),
    ]  # fmt: skip
    assert [(one.letter, one.label, one.times, one.minutes) for one in told.causes] == [
        ("", "Staff not available", 3, 885), ("", "Something in the running of the prison", 3, 180),
        ("H", "Appointment", 1, 295), ("V", "Visit", 1, 295), ("R", "Staff sent elsewhere", 1, 200),
        ("L", "Unlocked late", 1, 40),
    ]  # fmt: skip
    assert told.minutes == 885 + 180 + 295 + 295 + 200 + 40


def test_who_was_not_enrolled_that_day_lost_nothing(inside: Vault, lost: Group) -> None:
    attendance.leave(
        inside, inside.staff_id, enrolment_id=lost.enrolments[0], day=FIRST_DAY, cause="released"
    )  # fmt: skip
    told = workshop.days_lost(inside, lost.cohort_id)
    assert {row.women for row in told.rows} == {2}
    assert [one.letter for one in told.causes] == ["", "", "V", "L"]


def test_the_sheet_names_nobody_and_says_where_it_stays(inside: Vault, lost: Group) -> None:
    document = sheet(inside, lost, large=False)
    text = write_plain(document)
    for large in (False, True):
        document = sheet(inside, lost, large=large)
        text, page = write_plain(document), write_html(document).decode()
        for name in ("Asha", "Bronwen", "Chantelle", "officer"):
            assert name not in text
            assert name not in page
        assert write_pdf(document).startswith(b"%PDF")
    assert "this sheet stays in the prison" in text
    assert "1,895 minutes (31 h 35 min)" in text
    assert "The guest cannot come (not the prison)" in text
    assert "Moved to Tue 24 Nov" in text
    assert "60 minutes shorter: 08:50 to 14:50" in text
    tables = [one for one in document.blocks if isinstance(one, Table)]
    assert [cell.text for cell in tables[1].foot[0]] == ["All together", "", "10", "1,895"]


def test_a_cohort_that_lost_nothing(inside: Vault, group: Group) -> None:
    text = write_plain(sheet(inside, group))
    assert "Every workshop stands as it was planned." in text
    assert "Nothing, as far as the registers say." in text


def test_registers_on_paper_and_as_a_table_close_the_cancelled_column(inside: Vault, lost: Group) -> None:
    shown, codes = attendance.register(inside, lost.cohort_id, TODAY), attendance.codes()
    for make in (register_blank, register_filled):
        table = make(shown, "Cohort 7", "HMP Ashmere", codes=codes, printed=TODAY).blocks[0]
        assert isinstance(table, Table)
        assert table.columns[4].under == "Cancelled"
        assert {row[4].kind for row in table.rows if row[0].text} == {"closed"}
        assert {row[4].says for row in table.rows if row[0].text} == {"Cancelled"}
        assert table.foot[0][4].text == ""
    header, first = register_csv(shown).decode("utf-8-sig").splitlines()[:2]
    assert "4 on 2026-10-06, cancelled" in header
    assert first.split(",")[1] == "H"
    assert vaults.rebuilt(inside) == vaults.dump(inside)
