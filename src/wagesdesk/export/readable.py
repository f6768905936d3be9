"""The readable pages of a bundle: what a person at the gate or outside reads without WagesDesk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from wagesdesk.export.plan_table import plan_xlsx
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.no_longer_shared import no_longer_shared
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.person import person_page
from wagesdesk.export.reports.plan import pack
from wagesdesk.export.reports.plan.document import plan_document
from wagesdesk.export.reports.plan.money import money_in_words
from wagesdesk.export.reports.plan.pitch import pitch_cards
from wagesdesk.export.reports.register import register_filled
from wagesdesk.export.selection import Chosen
from wagesdesk.export.tables import person_csv, register_csv
from wagesdesk.export.withdrawal import Withdrawal
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, people, pitch
from wagesdesk.services import plan as plans
from wagesdesk.services.cohort import CohortRow, cohorts
from wagesdesk.services.plan import PlanRow


def withdrawal_pages(withdrawn: tuple[Withdrawal, ...], place: str, day: date) -> dict[str, bytes]:
    """The page that stands before all others where somebody took something back, from `place`; none otherwise."""
    if not withdrawn:
        return {}
    document = no_longer_shared(withdrawn, place, printed=day)
    name = "readable/000-no-longer-shared"
    return {f"{name}.pdf": write_pdf(document), f"{name}.html": write_html(document)}


def readable_pages(
    vault: Vault,
    chosen: tuple[Chosen, ...],
    day: date,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, bytes]:
    """Each person's page, the register of each cohort, and plans with their sums, cut down to the scopes each woman
    said yes to.

    Keys are names inside a bundle. A job: about a tenth of a second a person, and half a second a plan. `step` is told
    before each of them, and may raise to stop.
    """
    files: dict[str, bytes] = {}
    scopes = {one.person_id: frozenset(one.scopes) for one in chosen}
    number = 0
    with_plan = plans.plans_in(vault, sorted(one for one in scopes if "plan" in scopes[one]))
    total = len(scopes) + len(with_plan)
    for row in cohorts(vault):
        shown = _consented(attendance.register(vault, row.id, day), scopes)
        for person_id in [one.person_id for one in attendance.register(vault, row.id, day).rows]:
            if person_id in scopes:
                step(min(number, total), total)
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
    for done, plan in enumerate(with_plan):
        step(len(scopes) + done, total)
        pages = _plan(vault, plan, {one for one in scopes if "plan" in scopes[one]}, number + 1, day)
        files |= pages
        number += bool(pages)
    return files


def _plan(vault: Vault, row: PlanRow, people_ids: Collection[str], number: int, day: date) -> dict[str, bytes]:
    """One plan of these women in the language of who began it, with the words of those alone who said yes."""
    held = pack.read(vault, row.id, only=people_ids)
    if not held.view.row.owners or not (row.done or (held.sheets is not None and held.sheets.figures)):
        return {}
    whole = plan_document(held, "standard", printed=day)
    told = money_in_words(held.sheets) if held.sheets is not None else ()
    cards = pitch_cards(
        held.title, held.owners, pitch.cards(held.view, pitch.own(vault, row.id), told), printed=day,
        language=held.language,
    )  # fmt: skip
    files = {
        f"readable/{number:03}-plan.pdf": write_pdf(whole),
        f"readable/{number:03}-plan.html": write_html(whole),
        f"readable/{number:03}-pitch.html": write_html(cards),
    }
    if held.sheets is not None and held.sheets.figures:
        files[f"readable/{number:03}-sums.xlsx"] = plan_xlsx(held.sheets, title=held.title, language=held.language)
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
