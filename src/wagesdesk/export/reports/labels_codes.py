"""Words for the codes that stand in records of plans, sums and copies; `labels` holds those that pages show too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wagesdesk.export.reports.labels_prints import print_name
from wagesdesk.models.plan import PITCH_CARDS
from wagesdesk.services import pitch
from wagesdesk.services.facts import facts
from wagesdesk.services.plan_sums import box_label, sum_sheets
from wagesdesk.services.plan_template import plan_template
from wagesdesk.services.sums.amounts import Every
from wagesdesk.services.sums.sheets import Got
from wagesdesk.services.ticks import ASKED_PROBATION
from wagesdesk.text import N_, _

FORMS: Final = {
    "alone": N_("On my own"), "together": N_("Together with others"), "social": N_("So that others gain too"),
}  # fmt: skip
EVERY: Final[Mapping[str, str]] = {
    Every.WEEK: N_("a week"), Every.MONTH: N_("a month"), Every.QUARTER: N_("every three months"),
    Every.YEAR: N_("a year"),
}  # fmt: skip
GOT: Final[Mapping[str, str]] = {
    Got.HAVE: N_("I have it"), Got.BORROW: N_("I can borrow it"), Got.BUY: N_("I must buy it"),
}  # fmt: skip
_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "plan.form": FORMS,
    "plan.nation": {
        "england": N_("England"), "wales": N_("Wales"), "scotland": N_("Scotland"),
        "northern_ireland": N_("Northern Ireland"),
    },
    "plan.outcome": {
        "start": N_("I will start"), "later": N_("I will start later"), "job": N_("I will look for a job"),
        "together": N_("We will do it together"),
    },
    "plan.stage.code": {
        "writing": N_("With the writer"), "sent": N_("To read"), "back": N_("With the writer"),
        "ready": N_("Ready to present"),
    },
    "plan_answer.answer.how": {
        "card": N_("a card was picked"), "sentence": N_("a sentence was finished"), "write": N_("written"),
        "said": N_("said out loud"), "paper": N_("on paper"),
    },
    "plan_comment.said.kind": {"ask": N_("A question"), "works": N_("Works well")},
    "plan_finding.asked.of": {
        "guest": N_("A guest"), "home": N_("Somebody at home"), "facilitator": N_("My facilitator"),
        "member": N_("A woman outside"),
    },
    "plan_figure.figure.sure": {"know": N_("I know"), "guess": N_("My guess"), "find": N_("Find out")},
    "plan_figure.figure.every": EVERY,
    "plan_figure.figure.got": GOT,
}  # fmt: skip
_SECTIONS: Final = frozenset(
    {"plan_answer.section", "plan_translation.section", "plan_comment.said.section", "plan_finding.asked.section"}
)


def code_words(key: str, code: str) -> str:
    """What a code means in the field or part `key` (`type.field` or `type.field.part`); as it is where it is none."""
    if key in _CODES:
        return _(_CODES[key][code]) if code in _CODES[key] else code
    if key in _SECTIONS:
        return _section(code)
    if key == "plan.trade":
        return next((_(one.title) for one in plan_template().trades if one.code == code), code)
    if key == "plan_figure.sheet":
        return _(sum_sheets()[code].title) if code in sum_sheets() else code
    if key == "plan_tick.code":
        if code == ASKED_PROBATION:
            return _("I have asked my probation officer about this work")
        return next((_(one.title) for one in facts() if one.id == code), code)
    return print_name(code) if key == "clear_copy.saved.what" else code


def line_words(sheet: str, row: str) -> str:
    """What a box of a sum is called; empty for a line, which has her own word for it."""
    box = row.rpartition(".")[2]
    if sheet == "sales" and box[:1] == "m" and box[1:].isdecimal():
        return _("month %(number)s") % {"number": box[1:]}
    label = box_label(sheet, box) if sheet in sum_sheets() else ""
    return _(label) if label else ""


def _section(code: str) -> str:
    if code in sum_sheets():
        return _(sum_sheets()[code].title)
    if code in PITCH_CARDS:
        title = pitch.title(code)
        return _("My pitch: %(title)s") % {"title": _(title)}
    known = {one.code: one.title for one in (*plan_template().sections, *plan_template().more)}
    return _(known[code]) if code in known else code
