"""Every field in which people type words of their own has the gentle warning, or stands here with a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.rules.tree import SOURCE
from wagesdesk.models.records import RECORDS

_MAKERS = {"text_field", "QLineEdit", "QPlainTextEdit", "QTextEdit", "KioskLine", "KioskWords", "AnswerEdit"}
_KEY = "letters and digits from a paper"
_NAME = "a name, and names are what it is for"
_TIME = "a time, a day or days"
_PLACE = "what this place or machine calls something; about nobody"
_FACT = "a rule or a price; about nobody"
_READ = "only read, nothing can be typed"
WHY_NOT = {
    "crash.py:details": _READ,
    "just_read.py:key": _KEY,
    "kiosk/cover.py:edit": _KEY,
    "kiosk/enter.py:edit": _KEY,
    "lock.py:_key": _KEY,
    "lock.py:field": _NAME,
    "pages/attendance/dates_forms.py:fields": _TIME,
    "pages/attendance/dates_forms.py:skipped": _TIME,
    "pages/attendance/reason.py:_done_by": _NAME,
    "pages/cohort/form.py:ends": _TIME,
    "pages/cohort/form.py:starts": _TIME,
    "pages/cohort/form.py:term": _PLACE,
    "pages/cohort/form.py:title_field": _PLACE,
    "pages/erase/sure.py:field": _NAME,
    "pages/lists/mending.py:fields": "names, numbers and days of a list, each with its own rule",
    "pages/media/page.py:authority": _KEY,
    "pages/media/page.py:holder": _NAME,
    "pages/media/page.py:serial": _KEY,
    "pages/participants/adding.py:names": _NAME,
    "pages/person/about_cards.py:chosen_field": _NAME,
    "pages/person/about_cards.py:number_field": _KEY,
    "pages/person/about_cards.py:surname_field": _NAME,
    "pages/plans/facts_tab.py:editor": _FACT,
    "pages/plans/facts_tab.py:name": _FACT,
    "pages/plans/facts_tab.py:source": _FACT,
    "pages/plans/forms.py:by": _NAME,
    "pages/plans/prices.py:place": _FACT,
    "pages/plans/prices.py:price": _FACT,
    "pages/plans/prices.py:search": "what is looked for; it is not kept",
    "pages/plans/prices.py:unit": _FACT,
    "pages/plans/prices.py:what": _FACT,
    "pages/plans/versions.py:text": _READ,
    "pages/settings/cards.py:box": _KEY,
    "pages/settings/escrow.py:field": _KEY,
    "pages/settings/new_key.py:_shown": _KEY,
    "pages/settings/own_card.py:text": _READ,
    "pages/settings/place.py:name": _PLACE,
    "pages/settings/recovery.py:field": _KEY,
    "pages/settings/rules.py:ends": _TIME,
    "pages/settings/rules.py:many": _PLACE,
    "pages/settings/rules.py:one": _PLACE,
    "pages/settings/rules.py:starts": _TIME,
    "pages/settings/security.py:key": _KEY,
    "pages/settings/security.py:name": _PLACE,
    "pages/settings/words_forms.py:name": _NAME,
    "pages/transfer/choose.py:_names": _READ,
    "pages/transfer/gate_asks.py:at": _TIME,
    "pages/transfer/gate_asks.py:name": _NAME,
    "pages/transfer/gate_asks.py:number": _KEY,
    "pages/transfer/gate_asks.py:rank": _NAME,
    "pages/transfer/log.py:code": _KEY,
    "plans/figure_form.py:amount": "a number",
    "restore/opening.py:_key": _KEY,
    "setup/key_steps.py:_field": _KEY,
    "setup/people_steps.py:_field": _NAME,
    "setup/place_steps.py:_field": _PLACE,
    "widgets/field.py:editor": "the field itself, for all of these",
}
WATCHED = {
    "kiosk/plan/answer.py:editor",
    "kiosk/plan/begin.py:name",
    "kiosk/plan/parts.py:line",
    "kiosk/sums/row.py:name_line",
    "pages/attendance/dates_forms.py:name",
    "pages/attendance/dates_forms.py:note",
    "pages/attendance/reason.py:_note",
    "pages/erase/mentions.py:editor",
    "pages/person/about_cards.py:about_field",
    "pages/person/about_cards.py:name_field",
    "pages/plans/about.py:name",
    "pages/plans/comment_card.py:text",
    "pages/plans/find_out.py:editor",
    "pages/plans/find_out.py:source",
    "pages/plans/forms.py:editor",
    "pages/plans/forms.py:name",
    "pages/plans/prices.py:source",
    "pages/transfer/gate_asks.py:reason",
    "plans/figure_form.py:name",
}
"""Those that `free_text.watch` is called for; in the kiosk, that have the warning under them in words for her."""


BY_RECORD = {
    "business": "pages/person/about_cards.py:about_field",
    "mark": "pages/attendance/reason.py:_note",
    "plan": "kiosk/plan/begin.py:name",
    "plan_answer": "kiosk/plan/answer.py:editor",
    "plan_comment": "pages/plans/comment_card.py:text",
    "plan_figure": "kiosk/sums/row.py:name_line",
    "plan_finding": "kiosk/plan/parts.py:line",
    "plan_translation": "pages/plans/forms.py:editor",
    "plan_tick": "kiosk/plan/parts.py:line",
    "sent_back": "pages/transfer/gate_asks.py:reason",
    "unfinished": "kiosk/plan/answer.py:editor",
    "workshop_change": "pages/attendance/dates_forms.py:note",
}


def _typed_in() -> Iterator[str]:
    """Every place that makes a field for words: the file below `ui` and what the field is called there."""
    for path in sorted((SOURCE / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            call: ast.unparse(one.targets[-1] if isinstance(one, ast.Assign) else one.target).removeprefix("self.")
            for one in ast.walk(tree)
            if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None
            for call in ast.walk(one.value)
        }
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in _MAKERS:
                yield f"{path.relative_to(SOURCE / 'ui').as_posix()}:{called.get(call, ast.unparse(call.func))}"


def test_every_field_for_words_is_watched_or_has_a_reason() -> None:
    found = set(_typed_in())
    assert sorted(found - WATCHED - WHY_NOT.keys()) == [], "call free_text.watch for it, or say here why not"
    assert sorted((WATCHED | WHY_NOT.keys()) - found) == [], "these are gone"
    assert not WATCHED & WHY_NOT.keys()


def test_each_record_with_free_text_is_typed_into_a_field_that_is_watched() -> None:
    assert {record.__tablename__ for record in RECORDS if record.free_text} == BY_RECORD.keys()
    assert set(BY_RECORD.values()) <= WATCHED
