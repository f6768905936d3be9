"""What the gentle warning notices, and what it lets pass."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import vaults
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, wording
from wagesdesk.services.wording import known_names, names_in, notice

OTHERS = {"Jodie", "Siân", "Price", "Hope", "O'Neil", "Anne-Marie", "Mary Ann", "Rahman", "فاطمة", "राम"}


def noticed(text: str) -> list[tuple[str, str]]:
    found = notice(text, known_names=OTHERS)
    return [(span.code, text[span.start : span.end]) for span in found.spans] if found else []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jodie helped", "Jodie"),
        ("jodie helped", "jodie"),
        ("It was JODIE.", "JODIE"),
        ("Jodie's stall", "Jodie"),
        ("Jodie’s stall", "Jodie"),
        ("ask sian", "sian"),
        ("Siân’s cakes", "Siân"),
        (unicodedata.normalize("NFD", "with Siân today"), unicodedata.normalize("NFD", "Siân")),
        ("Mrs O’Neil came", "O’Neil"),
        ("anne-marie", "anne-marie"),
        ("Mary  Ann sews", "Mary  Ann"),
        ("قالت فاطمة", "فاطمة"),
        ("with Hope", "Hope"),
        ("I asked Mrs Price", "Price"),
        ("(Rahman)", "Rahman"),
    ],
)
def test_other_peoples_names_are_noticed(text: str, name: str) -> None:
    assert noticed(text) == [("person", name)]


@pytest.mark.parametrize(
    "text",
    [
        "Jodienne", "Marie", "Mary", "Sara-Jodie", "xJodie", "Jodie2", "Price: £2.75", "What price?", "I hope so.",
        "Hope so.",
        "First cards. Price next.", "Rahmans", "रामा", "", "   ", "O Neil",
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_name_pass(text: str) -> None:
    assert noticed(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("She was convicted of theft", ("offence",)),
        ("her previous conviction", ("offence",)),
        ("pleaded\nguilty", ("offence",)),
        ("Shoplifting, mostly", ("offence",)),
        ("in on GBH", ("offence",)),
        ("her sentence ends soon", ("sentence",)),
        ("a two-year sentence", ("sentence",)),
        ("on remand", ("sentence",)),
        ("Sentenced to three years", ("sentence",)),
        ("risk of serious harm", ("risk",)),
        ("may re-offend", ("risk",)),
        ("see OASys", ("risk",)),
        ("Jodie was arrested; MAPPA", ("person", "offence", "risk")),
        ("Cafodd ei dedfrydu am drosedd", ("offence", "sentence")),
        ("euogfarnau blaenorol", ("offence",)),
        ("risg o niwed", ("risk",)),
    ],
)
def test_offences_sentences_and_risk_are_noticed(text: str, codes: tuple[str, ...]) -> None:
    found = notice(text, known_names=OTHERS)
    assert found is not None
    assert found.codes == codes


@pytest.mark.parametrize(
    "text",
    [
        "Help with drugs and alcohol", "Write one sentence about your idea", "Read her sentence again",
        "No offence meant",
        "Meeting with the offender management unit", "Fire and theft insurance", "A risk assessment for the kitchen",
        "High risk if nobody buys", "Sharp knives for the stall", "She spoke with conviction",
        "The food was offensive to nobody",
        "I went in for coffee", "My acct with the bank", "Two years at college", "Licence for a street stall",
        "Grasped it at once", "Rape seed oil", "a choking risk to children under three", "Court today",
        "Home on probation’s advice",
        "brawddeg am fy syniad", "risg i’r busnes", "She works for an ex-offenders charity",
    ],
)  # fmt: skip
def test_everyday_words_of_a_plan_pass(text: str) -> None:
    assert noticed(text) == []


def test_spans_stand_in_the_order_of_the_text_and_name_its_letters() -> None:
    text = "Ŵyn: theft. ﬁne, Jodie’s sister; on remand"
    assert noticed(text) == [("offence", "theft"), ("person", "Jodie"), ("sentence", "on remand")]
    assert names_in(text, {"Jodie"})[0].start == text.index("Jodie")


@given(st.text(max_size=200))
def test_any_text_is_looked_at_and_spans_lie_inside_it(text: str) -> None:
    found = notice(text, known_names=OTHERS)
    for span in found.spans if found else ():
        assert 0 <= span.start < span.end <= len(text)
        assert span.code in wording.CODES


@given(st.sampled_from(sorted(OTHERS - {"Price", "Hope"})), st.sampled_from([" ", ", ", "’s ", "\n", "!", "“"]))
def test_a_name_between_other_words_is_always_found(name: str, end: str) -> None:
    text = f"and {name}{end}and"
    assert [text[span.start : span.end] for span in names_in(text, {name})] == [name]


def test_a_name_that_begins_with_no_letter_is_found() -> None:
    assert [(one.start, one.end) for one in names_in("ask Ms 't Hooft.", {"'t Hooft"})] == [(8, 15)]
    assert wording.plain_name("’T  Hooft") == wording.plain_name("t hooft")


def test_every_group_of_words_and_every_way_past_is_told_apart() -> None:
    words = wording._words()  # noqa: SLF001
    assert {code for code, _pattern in words.groups} == {"offence", "sentence", "risk"}
    assert "price" in words.ordinary
    assert "jodie" not in words.ordinary


def test_known_names_are_the_others_of_her_cohort(inside: Vault) -> None:
    group = vaults.group(inside, ("Asha Rahman", "Bronwen Rahman", "Chantelle Price", "Asha Jones"))
    names = known_names(inside, cohort_id=group.cohort_id, but=group.people[0])
    assert names == {"Bronwen", "Chantelle", "Price", "Jones"}
    assert known_names(inside, cohort_id=group.cohort_id) >= {"Asha", "Rahman", "Bronwen"}
    attendance.leave(
        inside, inside.staff_id, enrolment_id=group.enrolments[1], day=vaults.TODAY, cause="own_request"
    )  # fmt: skip
    assert "Bronwen" in known_names(inside, cohort_id=group.cohort_id, but=group.people[0])
