"""A place's own card on paper: its public keys and four check words, to be typed in and compared elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagesdesk.export.reports.blocks import Blank, Block, Bullets, Document, Facts, Groups, Heading, Paragraph
from wagesdesk.text import _


def card_sheet(
    place: str,
    role: str,
    keys: Sequence[tuple[str, Sequence[str]]],
    check_words: Sequence[str],
    *,
    printed: date,
    large: bool = False,
) -> Document:
    """`keys` as (what it is called, its groups in order); nothing on this sheet is secret."""
    shown: list[Block] = []
    for label, groups in keys:
        shown += [Heading(label), Groups(tuple(groups), "plain")]
    blocks = (
        Facts(((_("Place"), place), (_("Kind of place"), role))),
        Paragraph(_("Nothing here is secret. It lets another place send to this one, and know what comes from it.")),
        *shown,
        Heading(_("Check words")),
        Groups(tuple(check_words)),
        Bullets((
            _("Type the groups in at the other place, or take the card over as a file."),
            _("Read the four check words to each other, by telephone or face to face."),
            _("Only when all four are the same, say so on both machines."),
        ), numbered=True),
        Blank(_("Compared by, and when"), 1),
    )  # fmt: skip
    return Document(_("Card of this place"), place, blocks, printed, large=large, code="card")
