"""One page for the person who must say yes, from the same answers: nothing is written twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from wagesdesk.export.reports.blocks import Blank, Block, Bullets, Document, Facts, Heading, Paragraph, Signature
from wagesdesk.export.reports.plan import money
from wagesdesk.export.reports.plan.document import done
from wagesdesk.export.reports.plan.pack import PlanPack
from wagesdesk.services.ticks import ASKED_PROBATION
from wagesdesk.text import N_, _, long_day, speaking

To = Literal["probation", "work_coach", "landlord"]
TO: Final[dict[To, str]] = {
    "probation": N_("For my probation officer"),
    "work_coach": N_("For my work coach"),
    "landlord": N_("For my landlord or insurer"),
}
_ASKS: Final[dict[To, tuple[str, ...]]] = {
    "probation": (
        N_("I ask you to agree to this work."),
        N_("I ask you to agree to where I do it, and to whom I meet."),
        N_("I ask you to agree to the phone and the web page I need."),
    ),
    "work_coach": (
        N_("I ask you to count this as my work."),
        N_("I ask you about help to start, and what I must tell you each month."),
    ),
    "landlord": (
        N_("I ask you to agree that I do this work at home."),
        N_("I ask you for the cover that I need for it."),
    ),
}
_PARTS: Final[tuple[tuple[str, str, tuple[To, ...]], ...]] = (
    (N_("What I will do"), "offer", ("probation", "work_coach", "landlord")),
    (N_("Where and when"), "work", ("probation", "work_coach", "landlord")),
    (N_("Who my customers are"), "customers", ("probation", "work_coach", "landlord")),
    (N_("How they find me: phone and web"), "found", ("probation",)),
    (N_("What I do first"), "first_days", ("work_coach",)),
)
_COVER: Final = ("insurance", "insurance_business")
"""Facts of the checklist that are about cover."""


def yes_page(pack: PlanPack, to: To, *, printed: date, language: str = "", large: bool = False) -> Document:
    """A page to lay on the table and to sign. Each part that she has not written yet is lines to write on."""
    with speaking(language or pack.language):
        return Document(
            _(TO[to]), " · ".join(part for part in (pack.owners, pack.view.row.title) if part),
            tuple(_blocks(pack, to)), printed, large=large, large_points=18, code=to, people=pack.people,
        )  # fmt: skip


def _blocks(pack: PlanPack, to: To) -> Iterator[Block]:
    for title, code, readers in _PARTS:
        if to in readers:
            yield Heading(_(title))
            texts = [each.text for each in pack.view.section(code).answers if each.text.strip()]
            yield from (Paragraph(text) for text in texts)
            if not texts:
                yield Blank("", 2)
    if to == "landlord":
        yield from _cover(pack)
    told = money.money_in_words(pack.sheets) if pack.sheets is not None and to != "landlord" else ()
    if told:
        yield Heading(_("The money"))
        yield Bullets(told)
    yield Heading(_("What I ask you to approve"))
    yield Bullets(tuple(_(text) for text in _ASKS[to]))
    asked = pack.ticks.get(ASKED_PROBATION) if to == "probation" else None
    if asked is not None:
        yield Paragraph(_("I asked you about this work on %(day)s.") % {"day": long_day(asked.on, year=True)})
    yield Blank(_("What we agreed"), 2)
    yield Signature((_("My name"), _("Your name")))


def _cover(pack: PlanPack) -> Iterator[Block]:
    """What she has done about cover. Not her words on rules: they may name those who watch over her."""
    yield Heading(_("My cover"))
    had = [one for one in pack.known if one.code in _COVER and one.code in pack.ticks]
    if had:
        yield Facts(tuple((one.title if one.local else _(one.title), done(pack, one.code)) for one in had))
    else:
        yield Blank("", 2)
