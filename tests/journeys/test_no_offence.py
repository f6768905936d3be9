"""README: it holds no information about anybody's offence, sentence or risk."""

from __future__ import annotations

import pytest

from wagesdesk.models.records import RECORDS
from wagesdesk.services import wording

WORDS = ("offen", "sentence", "convict", "crime", "risk", "tariff", "verdict")
TYPED = {
    "offence": "She was convicted of burglary",
    "sentence": "She has six months left of her sentence",
    "risk": "She is a risk to the public",
}


def test_no_record_has_a_field_for_it() -> None:
    names = [name for record in RECORDS for name in (record.__tablename__, *record.__table__.columns.keys())]
    assert names
    assert [name for name in names if any(word in name for word in WORDS)] == []


@pytest.mark.parametrize("code", TYPED)
def test_where_it_is_typed_it_is_asked_about(code: str) -> None:
    found = wording.notice(TYPED[code], known_names=())
    assert found is not None
    assert code in found.codes
