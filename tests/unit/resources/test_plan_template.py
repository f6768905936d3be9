"""The eleven sections of the plan as they ship, and how easy their words are."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from devkit import reading, strings
from wagesdesk import paths
from wagesdesk.services.plan_template import plan_template, read


def test_eleven_questions_in_the_order_of_the_reference() -> None:
    shipped = plan_template()
    assert [section.title for section in shipped.sections] == [
        "My business in a few lines", "Me", "What I sell", "My customers", "Others who sell this", "How people find me",
        "How the work gets done", "Rules and cover", "My money", "If things go wrong", "My first 90 days after release",
    ]  # fmt: skip
    assert [each.number for each in shipped.sections if each.depth == "one_page"] == [1, 2, 3, 4, 9, 11]
    assert shipped.section("money").number == 9


def test_each_section_helps_in_three_ways_and_shows_six_trades() -> None:
    shipped = plan_template()
    assert [trade.business for trade in shipped.trades] == [
        "Embellish", "Pampered Pooches", "Double Sparkle", "Marj’s Jewels", "Warm Batch", "Second Stitch",
    ]  # fmt: skip
    for section in (*shipped.sections, *shipped.more):
        assert len(section.starters) >= 3
        assert len(section.cards) >= 4
        assert len(set(section.examples.values())) == 6
    assert set(shipped.social) == {"who_gains", "who_decides"}


def test_every_word_of_it_can_be_translated_and_no_name() -> None:
    words = set(strings.words_of("programmes/plan.toml"))
    shipped = plan_template()
    for section in (*shipped.sections, *shipped.more):
        texts = (section.title, section.question, section.why, section.panel, *section.prompts, *section.starters)
        assert words.issuperset((*texts, *section.cards, *section.examples.values()))
    assert words.issuperset(trade.title for trade in shipped.trades)
    assert words.isdisjoint(trade.business for trade in shipped.trades)


Change = Callable[[dict[str, Any]], object]
WRONG: dict[str, Change] = {
    "no_question": lambda table: table["section"][2].pop("question"),
    "an_empty_why": lambda table: table["section"][2].update(why=""),
    "three_prompts": lambda table: table["section"][2]["prompts"].append("More?"),
    "unknown_depth": lambda table: table["section"][2].update(depth="long"),
    "a_part_too_many": lambda table: table["section"][2].update(hint="?"),
    "out_of_order": lambda table: table["section"].reverse(),
    "twice": lambda table: table["section"][2].update(code="me"),
    "a_trade_without_example": lambda table: table["section"][2]["examples"].pop("food"),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told(change: Change) -> None:
    table = copy.deepcopy(tomllib.loads(paths.resource("programmes/plan.toml").read_text("utf-8")))
    change(table)
    with pytest.raises(ValueError, match=r"plan\.toml"):
        read(table)


@pytest.mark.parametrize(
    ("word", "heard"),
    [("the", 1), ("make", 1), ("people", 2), ("washes", 2), ("houses", 2), ("makes", 1), ("asked", 1), ("wanted", 2),
     ("customer", 3), ("probation", 3), ("bead", 1)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_heard(word: str, heard: int) -> None:
    assert reading.syllables(word) == heard


def test_hard_words_and_long_sentences_are_told() -> None:
    assert reading.faults("I will sell cards. My sister helps me.") == []
    (banned,) = reading.faults("What is your turnover?")
    assert banned.startswith("say “money from sales”, not “turnover")
    (long,) = reading.faults("Short one. This sentence goes on and on until nobody knows how it began at all.")
    assert long.startswith("14 words in one sentence: This sentence")
    assert reading.grade("The cat sat.") < 1 < reading.MOST_GRADE < reading.grade(
        "Organisational sustainability necessitates comprehensive administrative accountability."
    )  # fmt: skip


def test_our_words_are_easy() -> None:
    assert reading.check() == 0
