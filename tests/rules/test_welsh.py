"""Welsh: nothing that a participant meets is missing, and names, numbers and fields are those of the source."""

from __future__ import annotations

import ast
import gc
import re
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.plural import PluralRule

from devkit import review, reviewed, strings
from tests.rules import tree
from wagesdesk import paths, text
from wagesdesk.services.plan_template import plan_template

WELSH = strings.read("cy")
MADE = [message for message in WELSH if message.id and all(strings.forms(message))]
SAME = frozenset(
    {
        "Person", "Staff", "%(n)d person", "%(count)d person", "cost", "Cost", "grant", "Cymraeg", "Help", "Help  F1",
        "Help: %(title)s", "Esc", "Enter", "Tab",
    }
)  # fmt: skip
"""What Welsh says with the same letters."""
FIELDS = re.compile(r"%\(\w+\)[-0-9.]*[a-z]|&|%\d|\d+p\b|\b[KMG]B\b|\bwd-\S*|\.[a-z]{3,4}\b")
WORD = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*")
NO_WORDS = """
Embellish Pampered Pooches Double Sparkle Marj Warm Batch Second Stitch WagesDesk ICO OMU SHA Start Up
Ion Chwef Meh Tach Mer Arhoswch caffis Ctrl Z Esc Enter Tab Bylchwr Cymharwyd Cyrhaeddodd drioch liniaduron
PDF USB age AGE-SECRET-KEY Asha Rahman HMP Ashmere Shift
Byrhewch byrhewch Gellir gellir ellid ellir gallen Cymharwch cymharwch cymharwyd gymharwyd chymharodd chymharwch
chymharwyd ddatgloeoch gwannach hefaill swits Rhyddhewch fer gyrhaeddodd
Bengaleg Bwlgareg Cwrdeg Fietnameg Iorwba Perseg Pwnjabeg Rwseg Tigrinia Wcreineg Wrdw
"""
"""Names, days and months in short, and good words that the dictionary lacks."""


def test_no_word_for_participants_is_missing() -> None:
    left = [message.id for message in strings.missing(WELSH) if strings.for_participants(message)]
    assert left == []
    assert sum(map(strings.for_participants, MADE)) > 700  # the rule does find them


def test_the_rule_knows_the_files_of_participants() -> None:
    where = {
        "src/wagesdesk/ui/kiosk/plan/question.py": True, "resources/programmes/plan.toml": True,
        "src/wagesdesk/export/reports/subject_access.py": True, "src/wagesdesk/ui/pages/today/page.py": False,
        "src/wagesdesk/export/reports/slip.py": False,
    }  # fmt: skip
    assert {file: strings.for_participants(Message("a", locations=[(file, 0)])) for file in where} == where


def test_what_the_pages_of_participants_take_from_elsewhere_is_theirs_too() -> None:
    taken: set[str] = set()
    for path in (*tree.python_files("src/wagesdesk/ui/kiosk"), *tree.python_files("src/wagesdesk/ui/words")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wagesdesk.ui"):
                taken |= {str(node.module), *(f"{node.module}.{name.name}" for name in node.names)}
    files = {f"src/{name.replace('.', '/')}.py" for name in taken} - {
        "src/wagesdesk/ui/choosers.py"
    }  # only their names
    with_words = {file for message in WELSH for file, _line in message.locations} & files
    assert [file for file in with_words if not strings.for_participants(Message("a", locations=[(file, 0)]))] == []
    assert "src/wagesdesk/ui/widgets/gentle_warning.py" in with_words


def test_fields_numbers_and_ends_are_those_of_the_source() -> None:
    assert [told for message in MADE if (told := review.fault(message, strings.forms(message)))] == []
    assert [form for message in MADE for form in strings.forms(message) if "'" in form] == []  # an apostrophe is ’


def test_names_are_never_translated() -> None:
    names = [*(trade.business for trade in plan_template().trades), "Marj", "WagesDesk"]
    for message in MADE:
        for name in names:
            if re.search(rf"\b{name}\b", review.sources(message)[-1]):
                assert all(name in form for form in strings.forms(message)), (message.id, name)


def test_welsh_is_not_english() -> None:
    said = [message for message in MADE if WORD.search(FIELDS.sub(" ", review.sources(message)[-1]))]
    same = [message for message in said if set(review.sources(message)) & set(strings.forms(message))]
    assert {review.sources(message)[0] for message in same} - SAME == set()


def test_words_are_spelled_as_welsh_spells_them() -> None:
    from spylls.hunspell import Dictionary

    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # it leaves its files open
        known = Dictionary.from_files(str(strings.RESOURCES / "dictionaries" / "cy_GB"))
        gc.collect()
    said = {word for message in MADE for form in strings.forms(message) for word in WORD.findall(FIELDS.sub(" ", form))}
    odd = {
        word for word in said - set(NO_WORDS.split())
        if not known.lookup(word.replace("’", "'")) and not known.lookup(word.partition("’")[0])
    }  # fmt: skip
    assert odd == set()


def test_plurals_are_those_of_welsh() -> None:
    rule = PluralRule({"zero": "n = 0", "one": "n = 1", "two": "n = 2", "few": "n = 3", "many": "n = 6"})
    tags = ("zero", "one", "two", "few", "many", "other")
    from gettext import c2py

    chosen = c2py(WELSH.plural_expr)
    assert [tags[chosen(n)] for n in range(30)] == [rule(n) for n in range(30)]
    assert {len(strings.forms(message)) for message in MADE if not isinstance(message.id, str)} == {6}


def test_each_translation_says_whether_a_person_has_read_it() -> None:
    for message in WELSH:
        told = [comment for comment in message.user_comments if comment.startswith("reviewed: ")]
        assert len(told) == bool(message.id and all(strings.forms(message))), message.id
        if told and told != ["reviewed: no"]:
            assert reviewed.by(message, strings.forms(message)), f"the Welsh of {message.id!r} was changed after review"


Ship = Callable[[bytes], None]


@pytest.fixture
def ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ship:
    """Makes the given catalogue the program's Welsh. Once in a test: gettext reads a file only once."""
    po = tmp_path / "locale" / "cy" / "LC_MESSAGES" / "wagesdesk.po"
    po.parent.mkdir(parents=True)
    real = paths.resource
    monkeypatch.setattr(paths, "resource", lambda name: tmp_path / name if name == "locale" else real(name))

    def put(content: bytes) -> None:
        po.write_bytes(content)
        strings.compile_files([po])

    return put


def test_days_and_lists_are_said_in_welsh(ship: Ship) -> None:
    ship(strings.po_file("cy").read_bytes())
    with text.speaking("cy"):
        assert text.long_day(date(2026, 11, 3), year=True) == "dydd Mawrth 3 Tachwedd 2026"
        assert text.short_day(date(2027, 2, 12)) == "Gwe 12 Chwef"
        days = [text.weekday(n) for n in range(7)]
        months = [text.long_day(date(2026, month, 1)).split()[-1] for month in range(1, 13)]
        assert days == [f"dydd {day}" for day in ["Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul"]]
        told = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
        assert months == told.split()
        assert text.join_words(["Gwen", "Dee"]) == "Gwen a Dee"
        assert text.join_words(["Gwen", "Dee", "Asha"]) == "Gwen, Dee ac Asha"
        assert [text.join_words(["Dee", name])[4:] for name in ("Ynyr", "Yasmin")] == ["ac Ynyr", "a Yasmin"]
    assert text.long_day(date(2026, 11, 3)) == "Tuesday 3 November"


def test_welsh_is_spoken_to_participants_once_their_words_are_whole(ship: Ship) -> None:
    ship(strings.po_file("cy").read_bytes())
    assert text.speaks("cy", all_words=False)
    assert text.speaks("cy", all_words=True) == (not strings.missing(WELSH))
    assert text.speaks("en_GB", all_words=True)


def test_one_word_less_and_welsh_is_not_spoken(ship: Ship) -> None:
    words = strings.po_file("cy").read_text("utf-8")
    assert 'msgstr "Beth yw fy musnes?"' in words
    ship(words.replace('msgstr "Beth yw fy musnes?"', 'msgstr ""').encode())
    assert not text.speaks("cy", all_words=False)


def test_a_catalogue_that_is_whole_is_spoken_everywhere(ship: Ship) -> None:
    catalog = Catalog(locale="cy")
    catalog.add("Today", "Heddiw", [("src/wagesdesk/ui/pages/today/page.py", 0)])
    ship(strings.written(catalog))
    assert text.speaks("cy", all_words=True)
    assert text.speaks("cy", all_words=False)


def test_another_thread_goes_on_in_the_language_of_the_screen(ship: Ship) -> None:
    ship(strings.po_file("cy").read_bytes())
    with text.speaking("cy"), ThreadPoolExecutor(1) as pool:
        assert (text.weekday(0), pool.submit(text.weekday, 0).result()) == ("dydd Llun", "Monday")
