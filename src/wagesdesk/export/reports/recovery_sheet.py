"""The sheet with the recovery key of a place: the way in when every passphrase is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagesdesk.export.reports.blocks import Bullets, Document, Groups, Heading, Paragraph, Signature
from wagesdesk.text import _


def recovery_sheet(place: str, groups: Sequence[str], *, printed: date, large: bool = False) -> Document:
    """`groups` of letters and digits in their order, big and numbered: one of them is typed back by its number."""
    blocks = (
        Paragraph(
            _("This key opens the records of %(place)s when no passphrase is known any more.") % {"place": place}
        ),
        Groups(tuple(groups)),
        Heading(_("Keep this sheet")),
        Bullets((
            _("Put it in a sealed envelope, in a safe that is not beside the machine."),
            _("Write the date and both names across the seal."),
            _("Whoever holds this sheet and the machine can read everything."),
        )),
        Heading(_("When you need it")),
        Bullets((
            _("On the lock page, choose Recovery key and type the groups in order."),
            _("Then give everyone a new passphrase, and make a new recovery key."),
        ), numbered=True),
        Signature((_("Put in the safe by"), _("Seen by"))),
    )  # fmt: skip
    return Document(_("Recovery key"), place, blocks, printed, large=large, code="recovery_key")
