"""Words that are looked at, words that are offered, and the helper process that does it, killed too."""

from __future__ import annotations

import operator
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from wagesdesk import paths
from wagesdesk.errors import SpellingStopped
from wagesdesk.services.spelling import helper, trade
from wagesdesk.services.spelling.marking import words_in
from wagesdesk.services.spelling.speller import Speller, Suggestion, offered

TRIALS = {
    "bizness": "business", "custermer": "customer", "inshurance": "insurance", "hygene": "hygiene",
    "resturant": "restaurant", "cleening": "cleaning", "nesesary": "necessary", "prise": "price",
    "advetise": "advertise", "competiter": "competitor", "hairdreser": "hairdresser", "lisense": "licence",
    "reseet": "receipt",
}  # fmt: skip
NEAR_AT_HAND = ("skool", "equiptment", "delivry", "suplier", "definatly", "febuary", "wensday", "prophit", "kwality")


@pytest.fixture
def speller() -> Iterator[Speller]:
    one = Speller()
    yield one
    one.close()


def test_what_is_written_as_it_sounds_is_offered_first() -> None:
    right = [written for written, meant in TRIALS.items() if trade.near(written)[:1] == (meant,)]
    assert len(right) >= 12, set(TRIALS) - set(right)
    assert [word for word in NEAR_AT_HAND if not trade.near(word, trade.SURE)] == []


def test_what_is_like_nothing_of_ours_gets_nothing_of_ours() -> None:
    assert [
        word for word in ("thier", "wer", "dawg", "zzzz", "qxzvwk", "Llanelli") if trade.near(word, trade.SURE)
    ] == []


def test_the_list_of_ours_is_long_known_and_each_word_once() -> None:
    groups = tomllib.loads(paths.resource("words/trade.toml").read_text("utf-8"))
    words = [word for group in groups.values() for word in group]
    assert len(words) >= 400
    assert len({word.casefold() for word in words}) == len(words)
    assert [word for word in words if not word.replace("-", "").isalpha()] == []
    assert [word for word in words if not helper.known("en", word)] == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("My bizness sells cards.", ["bizness"]),
        ("Bizness is good. Custermers come.", ["Bizness", "Custermers"]),
        ("I BAKE FOR A RESTURANT", ["RESTURANT"]),
        ("I work with Gwenllian in Llanelli.", []),
        ("My shop is called Kozy Kutz", []),
        ("I take my Bizness to VAT and HMRC", ["Bizness"]),
        ("20p, 3rd, B12, jo@example.org, www.shopp.com and £4.50", []),
        ("It’s the dog's and don’t stop", []),
        ("well-known cardz", ["cardz"]),
        ("\N{SMILING FACE WITH SMILING EYES} helo", ["helo"]),
        ("", []),
    ],
)
def test_what_is_marked_in_english(text: str, marked: list[str]) -> None:
    found = helper.check("en", text)
    assert [one.word for one in found] == marked
    assert [text[one.start : one.end] for one in found] == marked


def test_a_word_of_welsh_is_right_in_welsh_alone() -> None:
    assert helper.check("cy", "Dw i eisiau dechrau busnes yng Nghaerdydd.") == ()
    assert [one.word for one in helper.check("cy", "Dw i eisiau dechrau bwsnes.")] == ["bwsnes"]
    assert helper.suggest("cy", "bwsnes")[0] == "busnes"
    assert helper.check("en", "eisiau busnes") != ()


def test_no_name_is_offered_where_none_was_written() -> None:
    assert helper.suggest("en", "custermer")[0] == "customer"
    assert [one for one in helper.suggest("en", "custermer") if not one.islower()] == []
    assert helper.suggest("en", "munday")[0] == "Monday"
    assert "London" in helper.suggest("en", "london")


def test_initials_and_names_are_told_from_capitals() -> None:
    names = {seen.word: seen.name for seen in words_in("VAT is due. Ask Ann. SHOPS TRADE. Today “We” open")}
    assert {word for word, name in names.items() if name} == {"VAT", "Ann", "We"}


def test_the_helper_begins_when_asked_and_ends_when_closed(speller: Speller, tmp_path: Path) -> None:
    assert not speller.running
    assert [one.word for one in speller.check("a bizness", "en_GB")] == ["bizness"]
    assert speller.running
    offers = speller.suggest("bizness", "en_GB")
    assert offers[0] == Suggestion("business", "Work that you run to make money.")
    assert len(offers) <= 5
    speller.close()
    with pytest.raises(SpellingStopped):
        speller.check("a bizness", "en_GB")
    assert not speller.running


def test_a_helper_that_died_is_started_once_more(speller: Speller) -> None:
    speller.check("a", "en")
    assert speller._helper is not None  # noqa: SLF001 - the process is ours to kill
    speller._helper.process.kill()  # noqa: SLF001
    speller._helper.process.join()  # noqa: SLF001
    assert [one.word for one in speller.check("a bizness", "en")] == ["bizness"]


def test_a_helper_that_dies_twice_is_told(speller: Speller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helper, "serve", operator.is_)  # which ends at once
    with pytest.raises(SpellingStopped):
        speller.check("a", "en")
    assert not speller.running


@pytest.mark.parametrize(("language", "there"), [("en", True), ("en_GB", True), ("cy", True), ("pl", False)])
def test_only_what_has_a_dictionary_is_offered(language: str, there: bool) -> None:
    assert offered(language) is there
