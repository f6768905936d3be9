from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagesdesk.models.base import Head
from wagesdesk.models.consent import Consent


def answer(yes: bool, until: str = "2027-01-01", on: str = "2026-11-01") -> dict[str, Any]:
    return {"yes": yes, "on": on, "until": until, "how": "paper"}


answers = st.builds(answer, st.booleans(), st.sampled_from(["2026-12-01", "2027-01-01", "2027-06-01"])) | st.none()


def heads(*values: Any) -> list[Head]:
    return [Head(hlc, f"{hlc:064x}", value) for hlc, value in enumerate(values, 1)]


@given(st.lists(answers, min_size=1, max_size=4))
def test_the_most_careful_answer_is_shown_in_whatever_order_they_came(values: list[Any]) -> None:
    shown = {str(Consent.pick("answer", order)) for order in itertools.permutations(heads(*values))}
    assert len(shown) == 1
    picked = Consent.pick("answer", heads(*values))
    if any(value is None or not value["yes"] for value in values):
        assert not picked or not picked["yes"]
    else:
        assert picked["until"] == min(value["until"] for value in values)


def test_a_no_that_is_older_by_the_clock_still_wins() -> None:
    assert Consent.pick("answer", heads(answer(False), answer(True))) == answer(False)


def test_of_two_noes_the_newer_is_shown() -> None:
    newer = answer(False, on="2026-11-02")
    assert Consent.pick("answer", heads(answer(False), newer)) == newer


def test_a_removed_answer_is_no_answer_whoever_else_keeps_it() -> None:
    assert Consent.pick("removed", heads(True, None)) is True
    assert Consent.pick("removed", heads(None, False)) is None


def test_its_other_fields_are_those_of_any_record() -> None:
    assert Consent.pick("scope", heads("plan", "health")) == "health"


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-10-31", False), ("2026-11-01", True), ("2027-01-01", True), ("2027-01-02", False)]
)
def test_a_yes_holds_from_its_day_to_its_last(day: str, holds: bool) -> None:
    assert Consent(answer=answer(True)).given_on(date.fromisoformat(day)) is holds
    assert not Consent(answer=answer(False)).given_on(date.fromisoformat(day))
    assert not Consent(answer=answer(True), removed=True).given_on(date.fromisoformat(day))
    assert not Consent().given_on(date.fromisoformat(day))
