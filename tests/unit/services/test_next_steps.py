"""Steps out of her own lines, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagesdesk.services.next_steps import Step, parse, written

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters=":()"), min_size=1, max_size=20
)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Week 1: See the bank (my sister)", Step("See the bank", "Week 1", "my sister")),
        ("See the bank", Step("See the bank")),
        ("Week 1: See the bank", Step("See the bank", "Week 1")),
        ("Make ten cards (red)", Step("Make ten cards", "", "red")),
        ("At 10:30 see the bank", Step("At 10:30 see the bank")),
        ("Week 1:", Step("Week 1:")),
    ],
)
def test_a_line_is_a_step(line: str, step: Step) -> None:
    assert parse(line) == (step,)
    assert written([step]) == line


@given(st.lists(st.builds(Step, WORDS, st.just("") | WORDS, st.just("") | WORDS), max_size=5))
def test_steps_come_back_as_they_went(steps: list[Step]) -> None:
    assert parse(written(steps)) == tuple(steps)


def test_what_she_wrote_freely_stays_as_it_is() -> None:
    text = "First I rest.\n\nThen: I see  Marj (she has a stall) and ask."
    assert [step.what for step in parse(text)] == ["First I rest.", "I see  Marj (she has a stall) and ask."]
    assert written([Step(" "), Step("See: the bank", "Week: 1", "(mum)")]) == "Week 1: See: the bank (mum)"
