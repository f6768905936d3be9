"""Every record type and every field has words; this list says which has none yet."""

from __future__ import annotations

from typing import Any

import pytest

from tests import vaults
from tests.vaults import Group
from wagesdesk.export.reports import labels
from wagesdesk.models.base import SCOPES, Record
from wagesdesk.models.consent import HOW
from wagesdesk.models.records import JOURNAL_TYPES, RECORDS
from wagesdesk.models.release_date import SOURCES
from wagesdesk.models.vault import Vault
from wagesdesk.services import consent, people
from wagesdesk.ui import labels as screen


def unnamed(records: tuple[type[Record], ...]) -> list[str]:
    """`type` or `type.field` of everything that has no words."""
    missing = [one.__tablename__ for one in records if one.__tablename__ not in labels.RECORDS]
    fields = [
        f"{one.__tablename__}.{column.key}"
        for one in records
        for column in one.__table__.columns
        if column.key not in ("id", "removed")
    ]
    return missing + [name for name in fields if name not in labels.FIELDS]


def test_every_record_type_and_every_field_has_words() -> None:
    assert unnamed(RECORDS) == [], "add them to export/reports/labels.py"
    assert set(labels.RECORDS) == {one.__tablename__ for one in RECORDS} | set(JOURNAL_TYPES)


def test_no_words_are_kept_for_what_is_gone() -> None:
    known = {f"{one.__tablename__}.{column.key}" for one in RECORDS for column in one.__table__.columns}
    assert {".".join(name.split(".")[:2]) for name in labels.FIELDS} <= known


def test_the_list_would_tell_a_field_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(labels.FIELDS, "identity.surname")
    monkeypatch.delitem(labels.RECORDS, "mark")
    assert unnamed(RECORDS) == ["mark", "identity.surname"]


def test_every_part_of_a_value_that_is_written_has_words(inside: Vault, outside: Vault, group: Group) -> None:
    vaults.exchange_cards(inside, outside)
    vaults.mark(inside, group, 0, 0, "L", minutes=100, note="Helped to tidy", done_by="Carys")
    asha, who = group.people[0], inside.staff_id
    people.set_business(inside, who, person_id=asha, name="Embellish", about="Cards")
    people.set_release_date(
        inside, who, person_id=asha, day=vaults.TODAY, source="letter", noted_on=vaults.TODAY
    )  # fmt: skip
    consent.record(
        inside, who, person_id=asha, recipient_id=outside.machine.sign_public.hex(), answers={"plan": True},
        on=vaults.TODAY, until=vaults.TODAY, how="paper",
    )  # fmt: skip
    written = {
        f"{entry.header.type}.{name}.{part}"
        for entry in vaults.entries(inside)
        for name, value in entry.fields.items()
        for part in _parts(value)
        if entry.header.type != "writer"
    }
    assert {"mark.says.note", "consent.answer.until", "release_date.given.at", "card.card.place"} <= written
    assert written - set(labels.FIELDS) == set()


def _parts(value: Any) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def test_codes_have_words_and_the_screen_says_the_same() -> None:
    assert all(labels.scope(code) != code for code in SCOPES)
    assert all(labels.release_source(code) != code for code in SOURCES)
    assert all(labels.how_answered(code) != code for code in HOW)
    assert (screen.scope, screen.release_source) == (labels.scope, labels.release_source)


def test_what_is_unknown_is_named_as_it_is() -> None:
    assert labels.record("loan") == "loan"
    assert labels.field("loan", "sum") == "sum"
    assert labels.field("mark", "says", "colour") == "colour"
    assert labels.field("loan", "removed") == "Taken away"
