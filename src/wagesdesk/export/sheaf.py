"""The route on paper alone: the readable pages as one print run with a cover sheet, for a sealed envelope."""

from __future__ import annotations

from dataclasses import replace

from wagesdesk.export.bundle import Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.export.reports.blocks import Block, Document, Heading
from wagesdesk.export.reports.cover_sheet import cover_sheet
from wagesdesk.export.reports.no_longer_shared import no_longer_shared
from wagesdesk.export.reports.pdf import page_count
from wagesdesk.export.reports.person import person_page
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, people
from wagesdesk.services.cohort import cohorts


def sheaf(vault: Vault, prepared: Prepared, sealed: Sealed) -> tuple[Document, int]:
    """The cover sheet, what was taken back, and each person's page, cut down to what she agreed to, and how many pages
    that is. A job.

    `sealed` is the bundle that was passed by the check and is not written: the print stands in its place.
    """
    scopes = {line.person_id: frozenset(line.scopes) for line in prepared.people}
    day = vault.clock.today()
    back = prepared.selection.withdrawals
    blocks: list[Block] = []
    if back:
        told = no_longer_shared(back, vault.place.name, printed=day)
        blocks += [Heading(told.title, new_page=True), *told.blocks]
    for row in cohorts(vault):
        for one in attendance.register(vault, row.id, day).rows:
            if one.person_id not in scopes:
                continue
            hers = scopes.pop(one.person_id)
            page = person_page(
                people.person(vault, one.person_id, row.id, day), row.title, codes=attendance.codes(), printed=day,
                with_identity="identity" in hers, scopes=hers,
            )  # fmt: skip
            blocks += [Heading(page.owner, new_page=True), *page.blocks]
    draft = cover_sheet(prepared, sealed, place=vault.place.name, pages=0, printed=day)
    whole = replace(draft, blocks=(*draft.blocks, *blocks))
    pages = page_count(whole)
    cover = cover_sheet(prepared, sealed, place=vault.place.name, pages=pages, printed=day)
    return replace(cover, blocks=(*cover.blocks, *blocks)), pages
