"""The subject access print: all of it is there, in words, and nothing of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest

from devkit import strings
from tests import plans, vaults
from tests.unit.services import subjects
from wagesdesk import paths
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.labels_codes import code_words
from wagesdesk.export.reports.pdf import write_pdf
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.export.reports.subject_access import subject_access
from wagesdesk.models.plan import ASKED_OF, FORMS, HOW, NATIONS, OUTCOMES, PITCH_CARDS, STAGES
from wagesdesk.models.plan_sums import SHEETS, SURE
from wagesdesk.models.vault import Vault
from wagesdesk.services import copies, plan, subject
from wagesdesk.services.facts import facts
from wagesdesk.services.plan_template import plan_template
from wagesdesk.services.subject import Held, HeldRecord, Said, Written
from wagesdesk.services.sums.amounts import Every
from wagesdesk.services.sums.sheets import Got

CODES = re.compile(r"\b[a-z]+_[a-z_]+\b|[0-9a-f]{32}")


@pytest.fixture
def asha(inside: Vault, outside: Vault, second: Vault) -> Held:
    full = subjects.fill(inside, outside)
    subjects.held_back(inside, second, full.asha)
    return subject.held(inside, full.asha)


def _text(held: Held, **options: object) -> str:
    text = write_plain(subject_access(held, printed=vaults.TODAY, **options))  # type: ignore[arg-type]
    return " ".join(text.split())


def test_all_that_is_held_is_printed_in_words(asha: Held) -> None:
    text = _text(asha, ask="Rhian, facilitator")
    for said in (
        "all that WagesDesk holds about you at HMP Ashmere", "Ask Rhian, facilitator.", "A1234BC", "Rahman",
        "Hand-made cards and art sessions", "Thu 14 Jan 2027", "Thu 21 Jan 2027", "she said so", "Cohort 7", "Cohort 8",
        "Her own wish", "Mark: Came late", "Waited for medication", "Minutes there: 200",
        "Helped Jodie with her price list",
        "Written on paper by: Carys", "Cwlwm Co-operative", "Her own story", "Answer: no", "Until: Mon 1 Feb 2027",
        "Bundle 3 was made for Cwlwm Co-operative.", "you took back a yes", "First name: Aisha",
        "Workshop mark: 1", "Business idea: 1", "15 entries", "Tue 3 Nov 2026, 09:27", "Rhian, HMP Ashmere",
        "What it does: Hand-made cards (changed since)",
    ):  # fmt: skip
        assert said in text, said
    assert CODES.search(text) is None, "a code where words should be"


def test_her_plan_her_sums_and_what_was_saved_of_her_are_in_words(
    inside: Vault, group: vaults.Group, tmp_path: Path
) -> None:  # fmt: skip
    who, asha = inside.staff_id, group.people[0]
    plan_id = plans.whole_plan(inside, asha)
    plan.set_stage(inside, asha, plan_id=plan_id, stage="sent")
    copies.save(inside, who, [copies.Unlocked(tmp_path / "plan.pdf", b"", "lender")], people=[asha])
    text = _text(subject.held(inside, asha))
    for said in (
        "Trade: Handmade cards", "How far it is: To read", "By: Asha", "Section: My customers",
        "How they were written: written", "Language: English", "What I need each month, Rent",
        "Amount: £300.00; How often: a month; How sure: I know", "What I will sell, month 3", "How many: 50",
        "Step: I have asked my probation officer about this work", "Done on: Mon 5 Oct 2026", "Who may know: A guest",
        "What: Plan for a lender", "Kind of file: PDF", "Saved by: Rhian", "Saved on: Tue 3 Nov 2026",
    ):  # fmt: skip
        assert said in text, said
    assert not re.search(rf"{CODES.pattern}|\d{{4}}-\d\d-\d\d|: (write|guest|cards|sent|know)\b", text)


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("plan.form", FORMS),
        ("plan.nation", NATIONS),
        ("plan.outcome", OUTCOMES),
        ("plan.stage.code", STAGES),
        ("plan.trade", [one.code for one in plan_template().trades]),
        ("plan_answer.answer.how", HOW),
        ("plan_answer.section", [one.code for one in plan_template().sections] + list(PITCH_CARDS)),
        ("plan_finding.asked.of", ASKED_OF),
        ("plan_figure.sheet", SHEETS),
        ("plan_figure.figure.sure", SURE),
        ("plan_figure.figure.every", Every),
        ("plan_figure.figure.got", Got),
        ("plan_tick.code", [one.id for one in facts()]),
    ],
)
def test_every_code_has_words(key: str, codes: Sequence[str]) -> None:
    assert all(code_words(key, code) != code for code in codes)


def test_the_words_of_others_are_not_printed(asha: Held) -> None:
    text = _text(asha)
    assert "Learned from" not in text
    assert "Chantelle" not in text
    assert "Ashanti" not in text
    assert "We do not print those words" in text


def test_words_that_a_person_decided_to_leave_out_are_nowhere(asha: Held) -> None:
    text = _text(asha, left_out=asha.names_others)
    assert "Jodie" in _text(asha)
    assert "Jodie" not in text
    assert text.count("left out, it is also about somebody else") == 2
    assert "Some words are left out" in text
    assert "Waited for medication" in text
    assert "Hand-made cards" in text


def test_a_date_that_is_not_sure_and_a_writer_not_known_are_said(asha: Held) -> None:
    entry = replace(asha.written[0], clock_ok=False, by="", place="")
    text = _text(replace(asha, written=(entry,)))
    assert "09:27, date not sure" in text
    assert "name not known here" in text


def test_a_bundle_whose_stick_was_not_finished_is_told(asha: Held) -> None:
    torn = replace(asha.passed[1], seen="drive-gone")
    assert "It may not have left" in _text(replace(asha, passed=(torn,)))
    assert "It may not have left" not in _text(asha)
    assert "Nothing about you has left this place" in _text(replace(asha, passed=()))


def _alone(*said: Said, kind: str = "person") -> Held:
    at = datetime(2026, 11, 3, 9, 27, tzinfo=UTC)
    entry = Written("e", kind, "r", at, True, "Rhian", "HMP Ashmere", said)
    now = tuple(one for one in said if one.state in ("now", "clash"))
    records = (HeldRecord(kind, "r", now),) if now else ()
    return Held("r", "Asha", "HMP Ashmere", records, (entry,), (), (), (), frozenset(), {}, {}, {})


def test_both_sides_of_a_clash_are_marked() -> None:
    held = _alone(Said("e", "name", "Ash", "clash"), Said("f", "name", "Aisha", "clash"))
    assert _text(held).count("(one of two answers)") == 4


def test_long_words_are_whole_and_break_over_pages() -> None:
    story = "\n".join(f"Line {number} of a long story." for number in range(150))
    document = subject_access(
        _alone(Said("e", "idea", {"name": "N", "about": story}, "now"), kind="business"), printed=vaults.TODAY
    )
    assert write_plain(document).count("Line 149 of a long story.") == 2
    assert "See long text 1 at the end." in write_plain(document)
    assert write_pdf(document).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("mark", "says", {"letter": 7, "note": ["x", {"y": None}], "done_on": "someday", "minutes": "many"}),
        ("mark", "says", "P"),
        ("release_date", "given", {"day": None, "at": 5, "by": {}, "source": []}),
        ("consent", "answer", {"yes": "perhaps", "on": 3}),
        ("enrolment", "ending", {"cause": None}),
        ("loan", "sum", {"pence": 100}),
        ("person", "language", None),
        ("person", "name", "<b>Bold</b> فاطمة 🌻\x07"),
    ],
)
def test_values_of_a_strange_form_are_printed_as_they_are(kind: str, name: str, value: object) -> None:
    held = _alone(Said("e", name, value, "now"), kind=kind)
    held = replace(held, waiting=held.written)
    document = subject_access(held, printed=vaults.TODAY)
    assert write_plain(document)
    assert write_pdf(document)
    assert write_html(document)


def test_an_erased_person_reads_that_it_was_erased() -> None:
    text = _text(replace(_alone(Said("e", "name", None, "erased")), name=""))
    assert "What was written about you was erased." in text
    assert "Name and language. Erased" in text
    assert "About you" not in text
    assert "was erased" not in _text(_alone(Said("e", "name", "Asha", "now")))


def test_opening_sentences_are_short(asha: Held) -> None:
    opening = subject_access(asha, printed=vaults.TODAY).blocks[0]
    sentences = re.split(r"(?<=\.) ", opening.text)  # type: ignore[union-attr]
    assert len(sentences) >= 6
    assert max(len(one.split()) for one in sentences) <= 12


def test_large_print_and_its_web_page(asha: Held) -> None:
    document = subject_access(asha, printed=vaults.TODAY, large=True)
    assert write_pdf(document).startswith(b"%PDF")
    page = write_html(document).decode()
    assert page.count("<h2") >= 8
    assert "Helped Jodie with her price list" in page


def _in(language: str, held: Held) -> Held:
    """`held` of somebody whose record says this language."""
    return replace(
        held,
        records=tuple(
            replace(record, said=tuple(replace(one, value=language) if one.field == "language" else one
                                       for one in record.said)) if record.type == "person" else record
            for record in held.records
        ),
    )  # fmt: skip


def test_who_speaks_welsh_is_given_it_in_welsh_to_the_last_foot(
    asha: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    po = Path(copy(strings.po_file("cy"), tmp_path))
    (folder := tmp_path / "locale" / "cy" / "LC_MESSAGES").mkdir(parents=True)
    strings.compile_files([po.rename(folder / po.name)])
    real = paths.resource
    monkeypatch.setattr(paths, "resource", lambda name: tmp_path / name if name == "locale" else real(name))
    document = subject_access(_in("cy", asha), printed=vaults.TODAY, ask="Rhian")
    text = " ".join(write_plain(document).split())
    for said in (
        "Beth rydyn ni’n ei gadw amdanoch chi", "yn ei gadw amdanoch chi yn HMP Ashmere", "Gofynnwch i Rhian.",
        "Iau 14 Ion 2027", "Marc: Daeth yn hwyr", "Cwlwm Co-operative", "Argraffwyd dydd Mawrth 3 Tachwedd 2026",
        "15 cofnod", "Hand-made cards and art sessions",
    ):  # fmt: skip
        assert said in text, said
    assert document.language == "cy"
    assert b'<html lang="cy">' in write_html(document)
    assert b"/Lang (cy)" in write_pdf(document)
    assert "What we hold about you" in write_plain(subject_access(asha, printed=vaults.TODAY))
