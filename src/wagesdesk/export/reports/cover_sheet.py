"""The cover sheet of the route on paper: what is in the envelope, for whom, and that its seal must be whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.export.reports.blocks import Document, Facts, Paragraph, Signature
from wagesdesk.text import _

if TYPE_CHECKING:
    from wagesdesk.export.bundle import Prepared
    from wagesdesk.export.container import Sealed


def cover_sheet(prepared: Prepared, sealed: Sealed, *, place: str, pages: int, printed: date) -> Document:
    """The first page of a print run of `pages` pages, this one counted. It names no participant."""
    recipient, manifest = prepared.recipient, sealed.manifest
    name = f"{recipient.place}, {recipient.holder}" if recipient.holder else recipient.place
    facts = (
        (_("For"), name), (_("From"), place), (_("Number"), str(manifest.serial)),
        (_("Pages, with this one"), str(pages)), (_("Prepared by"), manifest.preparer.name),
        (_("Checked by"), manifest.checker.name),
    )  # fmt: skip
    blocks = (
        Facts(facts),
        Paragraph(_("Count the pages before the envelope is sealed, and again when it is opened."), "strong"),
        Paragraph(
            _("These pages are in clear. Whoever finds the envelope: please bring it back to the prison, unopened.")
        ),
        Signature((_("Counted and sealed by"), _("Seal unbroken, opened by"))),
    )
    return Document(
        _("Cover sheet"),
        recipient.place,
        blocks,
        printed,
        code="envelope",
        people=tuple(line.person_id for line in prepared.people),
    )
