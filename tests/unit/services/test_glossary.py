"""Words of money and what they mean."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from devkit import reading, strings
from wagesdesk import paths
from wagesdesk.services import glossary


def test_the_words_of_money_are_explained() -> None:
    asked = """cost price profit break-even drawings cash flow loan interest tax insurance stock overheads"""
    missing = [word for word in asked.replace("cash flow", "cash_flow").split() if not _known(word.replace("_", " "))]
    assert missing == []
    assert len(glossary.terms()) >= 40


def _known(word: str) -> bool:
    return bool(glossary.terms_in(f"My {word}."))


def test_every_meaning_is_one_or_two_sentences_and_the_example_is_short() -> None:
    for term in glossary.terms():
        assert 1 <= len(reading.split(term.meaning)[0]) <= 2, term.word
        assert term.meaning[-1] == ".", term.word
        assert 1 <= len(reading.split(term.example)[0]) <= 3, term.word


def test_terms_are_found_whole_in_order_and_once() -> None:
    found = glossary.terms_in(
        "What are your running costs?", "Costs and prices; the COSTS again. A taxi and stockings."
    )
    assert [term.word for term in found] == ["running costs", "cost", "price"]
    assert glossary.terms_in("What can I already do?") == ()


def test_a_form_leads_to_its_word() -> None:
    assert glossary.term("breaks even").word == "break-even"
    with pytest.raises(KeyError):
        glossary.term("dog")


def test_a_word_that_stands_twice_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = paths.resource("words/glossary.toml").read_text("utf-8")
    (tmp_path / "words").mkdir()
    again = '[[term]]\nword = "Profits"\nforms = []\nmeaning = "Twice."\nexample = "Twice."\n'
    (tmp_path / "words/glossary.toml").write_text(text + again, "utf-8")
    monkeypatch.setattr(paths, "resource", lambda name: tmp_path / name)
    with pytest.raises(ValueError, match="twice"):
        glossary.terms.__wrapped__()


def test_all_words_for_participants_are_measured() -> None:
    read = reading.sources()
    assert {"words/glossary.toml", "words/trade.toml", "ui/kiosk", "ui/words"} <= set(read)
    assert "Check my words" in read["ui/words"]
    assert len(read["words/trade.toml"]) >= 400
    assert not any("%(" in text for texts in read.values() for text in texts)


def test_the_glossary_is_in_the_catalogue() -> None:
    told = strings.words_of("words/glossary.toml")
    term = tomllib.loads(paths.resource("words/glossary.toml").read_text("utf-8"))["term"][0]
    assert {term["word"], term["meaning"], term["example"]} <= set(told)
