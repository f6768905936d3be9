"""The sheet with the private half of a programme's spare key (escrow). Printed once, from memory, and never stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagesdesk.export.reports.blocks import Bullets, Document, Facts, Groups, Heading, Paragraph, Signature
from wagesdesk.text import _


def escrow_sheet(place: str, lines: Sequence[str], public: str, *, printed: date, large: bool = False) -> Document:
    """`lines` are the four lines in their order; `public` is the half that every place of the programme is given."""
    blocks = (
        Paragraph(_("This key opens every bundle of the programme when the machine it was made for is lost.")),
        Groups(tuple(lines)),
        Facts(((_("Public half, for the other places"), public),)),
        Heading(_("Keep this sheet")),
        Bullets((
            _("Put it in a sealed envelope in a safe of the programme, not of one prison."),
            _("Write the date and both names across the seal."),
            _("It is stored nowhere else. Whoever holds it can read every bundle that was ever made."),
        )),
        Signature((_("Put in the safe by"), _("Seen by"))),
    )  # fmt: skip
    return Document(_("Spare key"), place, blocks, printed, large=large, code="spare_key")
