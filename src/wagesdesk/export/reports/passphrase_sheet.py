"""The sheet with a new member of staff's passphrase. It is printed once, from memory, and never stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagesdesk.export.reports.blocks import Blank, Bullets, Document, Groups, Heading, Paragraph
from wagesdesk.text import _


def passphrase_sheet(name: str, place: str, words: Sequence[str], *, printed: date, large: bool = False) -> Document:
    """`words` in their order, big; whose they are, and where the sheet is kept."""
    blocks = (
        Paragraph(_("These words open WagesDesk at %(place)s for you. Type them in this order, with a space between.")
                  % {"place": place}),
        Groups(tuple(words)),
        Heading(_("Keep this sheet")),
        Bullets((
            _("Keep it in the safe, or where you keep your keys. Never with the machine."),
            _("Do not photograph it, and do not type it into any other machine."),
            _("Nobody will ever ask you for these words."),
        )),
        Heading(_("If it is lost, or someone has seen it")),
        Paragraph(_("Tell an administrator the same day. You are given new words, and these stop working.")),
        Blank(_("Where this sheet is kept"), 1),
    )  # fmt: skip
    return Document(_("Your passphrase"), name, blocks, printed, large=large, code="passphrase")
