"""A translation stands beside her words, says when they changed, and never replaces them."""

from __future__ import annotations

import pytest

from tests.vaults import group
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.export.reports import labels
from wagesdesk.models.vault import Vault
from wagesdesk.services import languages, plan, plan_translations
from wagesdesk.services.plan import Said


@pytest.fixture
def hers(inside: Vault) -> dict[str, str]:
    person_id = group(inside).people[1]
    plan_id, _changes = plan.begin(inside, person_id, person_id=person_id)
    where = {"plan_id": plan_id, "section": "offer", "person_id": person_id}
    _say(inside, where, "Golchi cŵn.")
    return where


def _say(vault: Vault, where: dict[str, str], text: str) -> None:
    said = Said(text, language="cy")
    plan.answer(
        vault, where["person_id"], plan_id=where["plan_id"], section=where["section"], person_id=where["person_id"],
        said=said,
    )  # fmt: skip


def _keep(vault: Vault, where: dict[str, str], text: str, by: str = "Nia", language: str = "en") -> None:
    plan_translations.keep(vault, vault.staff_id, **where, language=language, text=text, by=by)


def test_it_stands_beside_hers_until_hers_change(inside: Vault, hers: dict[str, str]) -> None:
    _keep(inside, hers, "Washing dogs.")
    (one,) = plan_translations.of_plan(inside, hers["plan_id"])
    assert (one.text, one.by, one.language, one.stale) == ("Washing dogs.", "Nia", "en", False)
    assert plan.plan(inside, hers["plan_id"]).section("offer").answers[0].text == "Golchi cŵn."
    _say(inside, hers, "Golchi a thorri.")
    assert plan_translations.of_plan(inside, hers["plan_id"])[0].stale
    _keep(inside, hers, "Washing and trimming.")
    assert not plan_translations.of_plan(inside, hers["plan_id"])[0].stale


def test_an_empty_one_is_taken_away(inside: Vault, hers: dict[str, str]) -> None:
    _keep(inside, hers, "Washing dogs.")
    _keep(inside, hers, " ")
    assert plan_translations.of_plan(inside, hers["plan_id"]) == ()


@pytest.mark.parametrize(
    ("text", "by", "language", "field"), [("Dogs", "", "en", "by"), ("Cŵn", "Nia", "cy", "language")]
)
def test_what_is_wrong_is_said(
    inside: Vault, hers: dict[str, str], text: str, by: str, language: str, field: str
) -> None:
    with pytest.raises(FieldInvalid) as told:
        _keep(inside, hers, text, by, language)
    assert told.value.fields["field"] == field
    assert plan_translations.of_plan(inside, hers["plan_id"]) == ()


def test_without_words_there_is_nothing_to_translate(inside: Vault, hers: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        _keep(inside, {**hers, "section": "me"}, "Dogs")


def test_languages_in_use_are_offered_first(inside: Vault, hers: dict[str, str]) -> None:
    assert labels.language("pl") == "Polski"
    assert [code for code in languages.LANGUAGES if labels.language(code) == code] == []
    _keep(inside, hers, "Dush për qen.", language="sq")
    first = languages.offered(inside)
    assert first[:3] == ("en", "cy", "sq")
    assert sorted(first) == sorted(languages.LANGUAGES)
    assert languages.offered(inside, last="so")[:2] == ("so", "en")
    assert languages.offered(inside, last="klingon") == languages.offered(inside)
