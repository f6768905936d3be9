"""Her plan at three depths, from the same answers: one page, the whole plan, and the pack that a lender asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal

from wagesdesk.export.reports.blocks import (
    Blank,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from wagesdesk.export.reports.labels_codes import FORMS
from wagesdesk.export.reports.plan import money
from wagesdesk.export.reports.plan.pack import PlanPack
from wagesdesk.services.local_facts import Known
from wagesdesk.services.plan_template import PlanSection, plan_template
from wagesdesk.text import N_, _, short_day, speaking

Depth = Literal["one_page", "standard", "lender"]
DEPTHS: Final[dict[Depth, str]] = {
    "one_page": N_("One page"), "standard": N_("The whole plan"), "lender": N_("For a lender"),
}  # fmt: skip
_LENDER: Final = (
    "summary", "offer", "who_gains", "who_decides", "me", "customers", "others", "found", "work", "rules", "risks",
    "first_days", "money",
)  # fmt: skip
"""The business first, then who runs it, the market, how it is found and done, the rules, the risks, what comes next,
and the money with its sheets: the order in which an adviser of a Start Up Loan reads."""
_OF: Final = {
    "guest": N_("a guest"), "home": N_("somebody at home"), "facilitator": N_("my facilitator"),
    "member": N_("a woman outside"),
}  # fmt: skip


def plan_document(pack: PlanPack, depth: Depth, *, printed: date, language: str = "", large: bool = False) -> Document:
    """The print in her language, if no other is asked for. `large` is 18 points: its tables have fewer columns."""
    with speaking(language or pack.language):
        blocks = tuple(_blocks(pack, depth, printed, large=large))
        return Document(
            pack.title or _("My business plan"), pack.owners if pack.view.row.title else _("My business plan"), blocks,
            printed, large=large, large_points=18, code=depth, people=pack.people,
        )  # fmt: skip


def _blocks(pack: PlanPack, depth: Depth, printed: date, *, large: bool) -> Iterator[Block]:
    row, template = pack.view.row, plan_template()
    trade = next((each.title for each in template.trades if each.code == row.trade), "")
    facts = [(_("Whose plan it is"), pack.owners)] if row.title and depth != "one_page" else []
    facts += [(_("Trade"), _(trade))] if trade else []
    facts += [(_("How I do it"), _(FORMS[row.form]))] if row.form in FORMS else []
    if facts:
        yield Facts(tuple(facts))
    here = [template.section(each.code) for each in pack.view.sections]
    if depth == "one_page":
        here = [each for each in here if each.depth == "one_page"]
    elif depth == "lender":
        here.sort(key=lambda each: _LENDER.index(each.code))
    for section in here:
        yield from _section(pack, section, depth, printed, large=large)
    if depth != "one_page":
        if pack.sheets is not None:
            yield from _sheets(pack, depth, 3 if large else 4)
        yield from still_needed(pack)
        yield Blank(_("What I want to add by hand"), 6)


def _section(
    pack: PlanPack, section: PlanSection, depth: Depth, printed: date, *, large: bool
) -> Iterator[Block]:  # fmt: skip
    answers = [each for each in pack.view.section(section.code).answers if each.text.strip()]
    told = money.money_in_words(pack.sheets) if section.code == "money" and pack.sheets is not None else ()
    listed = section.code == "rules" and depth != "one_page"
    if not answers and not told and not listed:
        if depth == "one_page":
            return
        yield Heading(title(section))
        yield Blank(_("Not written yet.") + f" {_(section.question)}", 3)
        return
    yield Heading(title(section))
    several = len(pack.view.row.owners) > 1 or len(answers) > 1
    for each in answers:
        if several:
            yield Paragraph(each.name, "strong")
        for text in filter(str.strip, each.text.splitlines()):
            yield Paragraph(text)
    if told:
        yield Bullets(told)
        if depth != "one_page" and pack.sheets is not None:
            yield from money.pictures(pack.sheets)
    if listed:
        yield from rules(pack, printed, large=large)


def title(section: PlanSection) -> str:
    """What a section is called in print: without a word of where she was."""
    return _("My first 90 days") if section.code == "first_days" else _(section.title)


def rules(pack: PlanPack, printed: date, *, large: bool = False) -> Iterator[Block]:
    """The checklist, each fact with the day on which somebody looked, or a word that nobody has lately; nothing that
    says where she is or was. `large` has two columns, in which no word is broken."""
    known = [one for one in pack.known if one.shipped is None or not one.shipped.custody]
    if not known:
        return
    told = [_rule(pack, one, printed) for one in known]
    heads = (Column(_("What"), 22), Column(_("What to know"), 40), Column(_("Checked on"), 20), Column(_("Done"), 18))
    columns: tuple[Column, ...] = heads
    rows: list[tuple[Cell, ...]] = [tuple(map(Cell, each)) for each in told]
    if large:
        columns = (Column(_("What"), 32), Column(_("What to know"), 68))
        labels = [one.title for one in heads[2:]]
        rows = [(Cell(title), Cell("\n".join([text, *map(_under, labels, rest)]))) for title, text, *rest in told]
    yield Table(_("Rules and cover"), columns, tuple(rows))
    sources = dict.fromkeys(one.source for one in known)
    yield Paragraph(_("From: %(sources)s.") % {"sources": "; ".join(sources)}, "quiet")


def _under(label: str, value: str) -> str:
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def _rule(pack: PlanPack, one: Known, printed: date) -> tuple[str, str, str, str]:
    """Its title and text, when it was looked up, and what she has done about it."""
    title, text = (one.title, one.text) if one.local else (_(one.title), _(one.text))
    checked = short_day(one.checked, year=True, weekday=False)
    if one.stale(printed):
        checked = _("%(day)s. Ask again: this may have changed.") % {"day": checked}
    return title, text, checked, done(pack, one.code)


def done(pack: PlanPack, code: str) -> str:
    """When she did a step of the checklist, and her note to it."""
    tick = pack.ticks.get(code)
    if tick is None:
        return _("not yet")
    return " ".join(part for part in (short_day(tick.on, year=True, weekday=False), tick.note) if part)


def _sheets(pack: PlanPack, depth: Depth, per: int) -> Iterator[Block]:
    sheets = pack.sheets
    if sheets is None:
        return
    order: tuple[tuple[Block, ...], ...]
    if depth == "lender":
        order = (money.survival(sheets), money.sales(sheets, per=per), money.cash(sheets, per=per),
                 money.start_up(sheets))  # fmt: skip
    else:
        order = (
            money.survival(sheets), money.start_up(sheets), money.costs(sheets), money.running(sheets),
            money.sales(sheets, per=per), money.cash(sheets, per=per), money.even(sheets),
        )  # fmt: skip
    for blocks in order:
        yield from blocks


def still_needed(pack: PlanPack) -> Sequence[Block]:
    """What nobody knows yet: questions that are open, and sections without a word."""
    open_ones = [
        _("%(question)s Ask %(whom)s.") % {"question": _ended(one.text), "whom": _(_OF[one.of])}
        for one in pack.findings
        if not one.answer and one.of in _OF
    ]
    template = plan_template()
    missing = [title(template.section(each.code)) for each in pack.view.sections if not each.written]
    found: list[Block] = []
    if open_ones or missing:
        found.append(Heading(_("What I still need")))
    if open_ones:
        found.append(Bullets(tuple(open_ones)))
    if missing:
        found.append(Paragraph(_("Still to write: %(sections)s.") % {"sections": ", ".join(missing)}))
    return found


def _ended(text: str) -> str:
    return text if text.rstrip()[-1:] in {"?", ".", "!"} else f"{text.rstrip()}?"
