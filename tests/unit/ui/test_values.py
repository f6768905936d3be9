"""Values of the journal in words: every kind that people see, and those of a later version as they are."""

from __future__ import annotations

from typing import Any

import pytest

from wagesdesk.models.records import RECORDS
from wagesdesk.ui import values

MARK = {"letter": "L", "cause": "late_unlock", "minutes": 200, "note": "Late with the wing", "done_by": "Carys"}


@pytest.mark.parametrize(
    ("record_type", "name", "value", "words"),
    [
        ("person", "name", None, ""),
        ("identity", "surname", "", ""),
        ("person", "name", "Asha", "Asha"),
        ("person", "language", "cy", "Cymraeg"),
        ("person", "language", "xx", "xx"),
        ("business", "idea", {"name": "Embellish", "about": "Cards"}, "Embellish, Cards"),
        ("business", "idea", {"name": "", "about": ""}, "not named"),
        ("release_date", "given", {"day": "2027-01-14", "source": "woman"}, "Thu 14 Jan 2027, she said so"),
        ("release_date", "given", {"day": "2027-01-14", "source": "letter"}, "Thu 14 Jan 2027, from a letter"),
        ("consent", "answer", {"yes": True, "until": "2026-12-14"}, "yes, until Mon 14 Dec 2026"),
        ("consent", "answer", {"yes": False, "until": "2026-12-14"}, "no"),
        ("consent", "scope", "plan", "Business plan and sums"),
        ("enrolment", "joined", "2026-09-15", "Tue 15 Sep 2026"),
        ("enrolment", "ending", {"day": "2026-10-06", "cause": "later"}, "left on Tue 6 Oct 2026: later"),
        ("mark", "says", {**MARK, "letter": "?", "cause": "", "minutes": None, "note": "", "done_by": ""}, "?"),
        ("mark", "removed", True, "taken away"),
        ("mark", "removed", None, ""),
        ("staff", "role", "support_worker", "support worker"),
        ("staff", "admin", True, "yes"),
        ("workshop", "when", {"day": "2026-11-03", "starts": "08:50", "ends": "9:10"}, "Tue 3 Nov 2026, 08:50 to 9:10"),
        ("plan", "trade", "cards", "Handmade cards"),
        ("plan_figure", "figure", {"pence": 1200, "every": "week", "of": "card", "at": 2}, "£12.00, a week"),
        ("plan_finding", "asked", {"text": "How much?", "of": "guest", "at": "b"}, "How much?, A guest"),
        (
            "plan_answer", "answer", {"text": "Cards", "how": "said", "language": "cy", "by": "", "done_on": ""},
            "Cards, said out loud, Cymraeg",
        ),
        ("clear_copy", "saved", {"what": "lender", "form": "pdf", "by": "a", "at": "b"}, "Plan for a lender, pdf"),
        ("later", "thing", {"a": 1, "b": "x"}, "1, x"),
    ],
)  # fmt: skip
def test_a_value_in_words(record_type: str, name: str, value: Any, words: str) -> None:
    assert values.value_words(record_type, name, value) == words


def test_a_mark_tells_all_that_was_noted() -> None:
    words = values.value_words("mark", "says", MARK).split(", ")
    assert words[0] == "Came late"
    assert words[2:] == ["there for 200 minutes", "Late with the wing", "on paper by Carys"]
    assert words[1] not in ("", "late_unlock")


def test_every_field_that_is_told_has_a_name() -> None:
    for one in RECORDS:
        for column in one.__table__.columns:
            if column.key != "id" and values.is_told(one.__tablename__, column.key):
                words = values.field_words(one.__tablename__, column.key)
                assert "_" not in words, words
                assert words[0].isupper(), words
    assert values.field_words("staff", "role") == "Member of staff: Role"
    assert values.field_words("identity", "surname") == "Surname"


def test_ids_and_keys_are_not_told() -> None:
    assert not values.is_told("mark", "enrolment_id")
    assert not values.is_told("staff", "check_key")
    assert values.is_told("consent", "scope")
