"""The authorisation slip, A5: that one person may carry one stick, or one envelope, through the gate. It names no
participant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.export.reports.blocks import Blank, Document, Facts, Paragraph, Signature
from wagesdesk.text import _

if TYPE_CHECKING:
    from wagesdesk.services.media import MediumRow


def slip(row: MediumRow, place: str, *, printed: date) -> Document:
    """To be signed by who authorises it, carried with the stick, and kept when it is back."""
    facts = (
        (_("From"), place), (_("Stick or envelope"), row.serial), (_("Carried by"), row.holder),
        (_("Authority"), row.authority), (_("Bundle"), row.bundle_id or _("none")),
    )  # fmt: skip
    blocks = (
        Facts(facts),
        Paragraph(_("The person named here may carry this stick or envelope, and nothing else, out of the prison.")),
        Paragraph(_("What is on the stick is encrypted. Nobody at the gate needs to open it."), "quiet"),
        Signature((_("Authorised by"), _("Carried by"))),
        Blank(_("Back in the safe on, taken by")),
    )
    return Document(_("Authorisation slip"), row.bundle_id or row.serial, blocks, printed, page="A5", code="slip")
