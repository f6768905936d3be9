"""Paper for writing on: a section with room for her words, and two columns for a translator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wagesdesk.export.reports.blocks import (
    Blank,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from wagesdesk.export.reports.plan.document import title
from wagesdesk.services.plan import PlanView
from wagesdesk.services.plan_template import PlanSection, plan_template
from wagesdesk.text import _, speaking


def section_sheets(
    name: str, codes: Sequence[str], *, trade: str = "", printed: date, language: str = "en_GB", large: bool = False
) -> Document:
    """One page for each section: the same words as on screen, in the same order, with room to write. `name` is hers,
    or empty for a pile of empty sheets."""
    template = plan_template()
    with speaking(language):
        blocks: list[Block] = []
        for at, code in enumerate(codes):
            blocks += _sheet(template.section(code), trade, large, first=at == 0)
        return Document(_("My plan, on paper"), name, tuple(blocks), printed, large=large, large_points=18,
                        code="section_sheets")  # fmt: skip


def _sheet(section: PlanSection, trade: str, large: bool, *, first: bool) -> list[Block]:
    example = section.examples.get(trade) or next(iter(section.examples.values()), "")
    return [
        Heading(f"{section.number}. {_(section.title)}", new_page=not first),
        Paragraph(_(section.question), "strong"),
        Paragraph(_(section.why)),
        Bullets(tuple(_(each) for each in section.prompts)),
        Paragraph(_("You can tick what fits:")),
        *([Table(_("You can tick what fits"), (Column(_("Words to pick"), 90), Column(_("Tick"), 10, "centre")),
                 tuple((Cell(_(card)), Cell()) for card in section.cards))] if section.cards else []),
        Paragraph(_("You can begin like this: %(starters)s") % {
            "starters": " / ".join(f"{_(each)} …" for each in section.starters)
        }),
        *([Paragraph(_("An example: %(example)s") % {"example": _(example)}, "quiet")] if example else []),
        Blank(_("My words"), 14 if large else 12 - max(5, len(section.cards))),
        Signature((_("Done by"), _("Typed by"))),
    ]  # fmt: skip


def translation_sheet(view: PlanView, person_id: str, to: str, *, printed: date) -> Document:
    """Two columns for a translator: her words as they stand, and room beside each. `to` is the language in words."""
    template = plan_template()
    rows, name = [], next((one for each, one in view.row.owners if each == person_id), "")
    for each in view.sections:
        text = next((one.text for one in each.answers if one.person_id == person_id and one.text.strip()), "")
        if text:
            section = template.section(each.code)
            rows.append((Cell(f"{section.number}. {title(section)}", "strong"), Cell(text), Cell()))
    columns = (Column(_("Section"), 20), Column(_("Her words"), 40), Column(to, 40))
    return Document(
        _("For a translator"), name,
        (
            Paragraph(_("Please write each text again in %(language)s. Names and amounts stay as they are.") % {
                "language": to
            }),
            Table(_("For a translator"), columns, tuple(rows), line=24),
            Signature((_("Translated by"),)),
        ),
        printed, landscape=True, code="translation", people=(person_id,),
    )  # fmt: skip
