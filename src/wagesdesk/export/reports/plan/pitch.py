"""The pitch on paper: five pages to show, and five cards with what she wants to say to each."""

from __future__ import annotations

from datetime import date

from wagesdesk.export.reports.blocks import Blank, Block, Document, Heading, Paragraph
from wagesdesk.services.pitch import Card
from wagesdesk.text import _, speaking


def pitch_pages(
    title: str, owners: str, cards: tuple[Card, ...], *, printed: date, language: str = "en_GB",
    people: tuple[str, ...] = (),
) -> Document:  # fmt: skip
    """Landscape, a card a page, in big letters: what the room sees. `people` are the ids of the owners."""
    with speaking(language):
        blocks: list[Block] = []
        for at, card in enumerate(cards):
            blocks.append(Heading(_(card.title), new_page=at > 0))
            blocks.append(Paragraph(card.words, "big") if card.words else Blank("", 4))
        return Document(title, owners, tuple(blocks), printed, landscape=True, large=True, large_points=18,
                        code="pitch_pages", people=people)  # fmt: skip


def pitch_cards(
    title: str, owners: str, cards: tuple[Card, ...], *, printed: date, language: str = "en_GB",
    large: bool = False, people: tuple[str, ...] = (),
) -> Document:  # fmt: skip
    """What she holds in her hand: each card with its words and the notes to it. `people` are the ids of the owners."""
    with speaking(language):
        blocks: list[Block] = []
        for number, card in enumerate(cards, start=1):
            blocks.append(Heading(f"{number}. {_(card.title)}"))
            blocks.append(Paragraph(card.words, "strong") if card.words else Blank("", 3))
            said = " ".join(card.words.split())
            blocks += [Paragraph(line) for line in card.notes.splitlines() if " ".join(line.split()) not in said]
        return Document(_("My pitch: %(title)s") % {"title": title}, owners, tuple(blocks), printed, large=large,
                        large_points=18, code="pitch_cards", people=people)  # fmt: skip
