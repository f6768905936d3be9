"""One person's page: what she came to, her business idea, when she goes home. First name only unless asked for more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.export.reports.blocks import Block, Cell, Column, Document, Facts, Heading, Paragraph, Table
from wagesdesk.export.reports.register import CLOSED, legend, marks, outside
from wagesdesk.text import _, long_day, short_day

if TYPE_CHECKING:
    from wagesdesk.services import attendance, people, reference


def person_page(
    page: people.PersonPage,
    cohort_title: str,
    *,
    codes: Sequence[reference.AttendanceCode],
    printed: date,
    with_identity: bool = False,
    scopes: Collection[str] = ("plan", "actions", "attendance"),
    large: bool = False,
) -> Document:
    """Her page. `scopes` are the parts to show: `plan` the business idea, `actions` going home, `attendance` the marks.

    `cohort_title` is empty for somebody who is in no cohort; then there are no marks to show.

    `with_identity` adds her surname and prison number. Notes beside a mark are never printed: they may name others.
    """
    facts = tuple(_facts(page, cohort_title, with_identity, scopes))
    blocks: list[Block] = [Facts(facts) if facts else Paragraph(_("Nothing else about her is here."))]
    if "attendance" in scopes and page.workshops:
        blocks += [Heading(_("Workshops")), _workshops(page, codes), legend(codes)]
        if page.left_on:
            left = _("She left the programme on %(day)s.") % {"day": long_day(page.left_on, year=True)}
            blocks.append(Paragraph(left))
    return Document(
        _("Participant page"), page.name, tuple(blocks), printed, large=large, code="person", people=(page.id,)
    )


def _facts(
    page: people.PersonPage, cohort_title: str, with_identity: bool, scopes: Collection[str]
) -> list[tuple[str, str]]:
    facts = [(_("Cohort"), cohort_title)] if cohort_title else []
    if with_identity:
        facts.append((_("Full name"), f"{page.name} {page.surname}".strip()))
        if page.prison_number:
            facts.append((_("Prison number"), page.prison_number))
    if "plan" in scopes and page.business:
        facts.append((_("Business"), page.business))
        if page.business_about:
            facts.append((_("What it does"), page.business_about))
    if "actions" in scopes and page.release:
        facts.append((_("Going home"), long_day(page.release.day, year=True)))
    if "attendance" in scopes and page.workshops:
        if page.joined_on:
            facts.append((_("Joined"), long_day(page.joined_on, year=True)))
        came = _("%(came)d of %(offered)d workshops") % {"came": page.came, "offered": page.offered}
        facts.append((_("Came to"), came))
    return facts


def _workshops(page: people.PersonPage, codes: Sequence[reference.AttendanceCode]) -> Table:
    columns = (
        Column(_("No."), 14, "right"),
        Column(_("Workshop"), 66),
        Column(_("Day"), 36),
        Column(_("Mark"), 18, "centre"),
        Column(_("What it means"), 50),
    )
    shown = zip(page.workshops, page.cells, marks(page.cells, codes), strict=True)
    rows = tuple(
        (Cell(str(row.number)), Cell(row.title), Cell(short_day(row.day)), letter, Cell(meaning(cell, codes)))
        for row, cell, letter in shown
    )
    return Table(_("Workshops"), columns, rows)


def meaning(cell: attendance.Cell, codes: Sequence[reference.AttendanceCode]) -> str:
    """A mark in words, with its reason where one was given: `Healthcare: doctor or nurse`."""
    if cell.state in CLOSED:
        return outside(cell.state)
    code = next((code for code in codes if code.letter == cell.letter), None)
    if code is None:
        return ""
    cause = next((cause.label for cause in code.causes if cause.code == cell.cause), "")
    return _("%(mark)s: %(reason)s") % {"mark": _(code.label), "reason": _(cause)} if cause else _(code.label)
