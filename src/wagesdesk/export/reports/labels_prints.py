"""What each print is called in the log of unlocked copies, as staff read it and as she does."""

from __future__ import annotations

from typing import Final

from wagesdesk.text import N_, _

PRINTS: Final = {
    "one_page": N_("Plan on one page"),
    "standard": N_("The whole plan"),
    "lender": N_("Plan for a lender"),
    "probation": N_("Page for a probation officer"),
    "work_coach": N_("Page for a work coach"),
    "landlord": N_("Page for a landlord or insurer"),
    "pitch_pages": N_("Pitch pages to show"),
    "pitch_cards": N_("Pitch cards to hold"),
    "section_sheets": N_("Sheets to write on"),
    "translation": N_("Sheet for a translator"),
    "sums": N_("Her sums"),
    "find_out": N_("List of what to find out"),
    "register": N_("Register"),
    "register_blank": N_("Register to fill in"),
    "class_list": N_("Class list"),
    "days_lost": N_("Days lost and why"),
    "person": N_("Participant page"),
    "everything_held": N_("Everything held"),
    "gate_sheet": N_("Gate sheet"),
    "envelope": N_("Pages for an envelope"),
    "no_longer_shared": N_("No longer shared"),
    "receipt": N_("Custody receipt"),
    "slip": N_("Authorisation slip"),
    "erasure_notice": N_("Notice of an erasure"),
    "passphrase": N_("Passphrase"),
    "recovery_key": N_("Recovery key"),
    "spare_key": N_("Spare key"),
    "card": N_("Card of this place"),
}
"""By the code of a document (`blocks.Document.code`)."""


def print_name(code: str) -> str:
    """A print in words; an unknown one as it is."""
    return _(PRINTS[code]) if code in PRINTS else code
