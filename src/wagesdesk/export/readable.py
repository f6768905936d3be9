"""The readable pages of a bundle: what a person at the gate or outside reads without WagesDesk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.person import person_page
from wagesdesk.export.reports.register import register_filled
from wagesdesk.export.selection import Chosen
from wagesdesk.export.tables import person_csv, register_csv
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, people
from wagesdesk.services.cohort import CohortRow, cohorts


def readable_pages(vault: Vault, chosen: tuple[Chosen, ...], day: date) -> dict[str, bytes]:
    """Each person's page, and the register of each cohort, cut down to the scopes each woman said yes to.

    Keys are names inside a bundle. A job: about a tenth of a second a person.
    """
    files: dict[str, bytes] = {}
    scopes = {one.person_id: frozenset(one.scopes) for one in chosen}
    number = 0
    for row in cohorts(vault):
        shown = _consented(attendance.register(vault, row.id, day), scopes)
        for person_id in [one.person_id for one in attendance.register(vault, row.id, day).rows]:
            if person_id in scopes:
                number += 1
                _add_person(files, number, people.person(vault, person_id, row.id, day), row, scopes[person_id], day)
        if shown.rows:
            number += 1
            document = register_filled(
                shown, row.title, vault.place.name, codes=attendance.codes(), printed=vault.clock.today()
            )
            files[f"readable/{number:03}-register.pdf"] = write_pdf(document)
            files[f"readable/{number:03}-register.html"] = write_html(document)
            files[f"readable/{number:03}-register.csv"] = register_csv(shown)
    return files


def _add_person(
    files: dict[str, bytes], number: int, page: people.PersonPage, row: CohortRow, scopes: frozenset[str], day: date
) -> None:
    document = person_page(
        page, row.title, codes=attendance.codes(), printed=day, with_identity="identity" in scopes, scopes=scopes
    )
    files[f"readable/{number:03}-person.pdf"] = write_pdf(document)
    files[f"readable/{number:03}-person.html"] = write_html(document)
    if "attendance" in scopes:
        files[f"readable/{number:03}-person.csv"] = person_csv(page)


def _consented(register: attendance.Register, scopes: Mapping[str, frozenset[str]]) -> attendance.Register:
    """The rows of those who said yes to attendance; what the columns count is counted anew over these alone."""
    rows = tuple(row for row in register.rows if "attendance" in scopes.get(row.person_id, ()))
    columns = tuple(
        replace(
            column,
            here=sum(row.cells[index].counts in ("here", "late") for row in rows),
            unmarked=sum(row.cells[index].state == "open" and not row.cells[index].letter for row in rows),
        )
        for index, column in enumerate(register.columns)
    )
    return replace(register, rows=rows, columns=columns)
