"""Every record type is listed, says where it may go, and can be merged without a constraint in the way."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import JSON, Boolean, Integer, Text, UniqueConstraint

from tests.rules import tree
from wagesdesk.models.base import PSEUDO_SCOPES, SCOPES, Base, Record
from wagesdesk.models.keys import KINDS
from wagesdesk.models.records import BY_TYPE, JOURNAL_TYPES, RECORDS

records = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__tablename__)


def mapped(base: type[Record]) -> set[type[Record]]:
    return {one for below in base.__subclasses__() for one in (below, *mapped(below))}


def test_every_mapped_class_is_in_the_list_once() -> None:
    assert set(RECORDS) == mapped(Record)
    assert len(RECORDS) == len(set(RECORDS)) == len(BY_TYPE)
    assert set(Base.metadata.tables) == set(BY_TYPE)
    assert [one.__name__ for one in RECORDS] == sorted(one.__name__ for one in RECORDS)
    assert not set(JOURNAL_TYPES) & set(BY_TYPE)


@records
def test_it_declares_what_it_leaves_as(record: type[Record]) -> None:
    assert "leaves" in vars(record), "not inherited: each type says it for itself"
    assert record.leaves in SCOPES + PSEUDO_SCOPES
    assert record.from_places <= set(KINDS)


def test_the_journals_own_types_declare_it_too() -> None:
    assert set(JOURNAL_TYPES.values()) <= set(SCOPES + PSEUDO_SCOPES)


@records
def test_no_constraint_can_lose_a_row_at_a_merge(record: type[Record]) -> None:
    table = record.metadata.tables[record.__tablename__]
    assert not table.foreign_keys
    assert not [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    assert not [index for index in table.indexes if index.unique]
    assert [column.name for column in table.primary_key] == ["id"]
    for column in table.columns:
        assert column.nullable or column.name == "id", f"{column.name} must be nullable: fields arrive one by one"
        assert column.default is None
        assert column.server_default is None


@records
def test_its_fields_are_of_kinds_that_travel(record: type[Record]) -> None:
    for column in record.metadata.tables[record.__tablename__].columns:
        assert type(column.type) in (Text, Integer, Boolean, JSON), f"{column.name} is {column.type}"
        if isinstance(column.type, JSON):
            assert column.type.none_as_null, f"{column.name}: null must be null, not the word"
            assert column.name in record.forms, f"{column.name} says nothing of its form"


@records
def test_the_fields_it_names_exist(record: type[Record]) -> None:
    columns = set(record.metadata.tables[record.__tablename__].columns.keys())
    assert set(record.subject_fields) <= columns
    assert set(record.natural_key) <= columns - {"id"}
    assert set(record.free_text) <= columns
    assert set(record.forms) <= columns - {"id"}
    about_people = {name for name in columns if name == "person_id" or name.endswith("_person_id")}
    assert about_people <= set(record.subject_fields), "who it concerns must be known, or an erasure would miss it"


@records
def test_the_architecture_page_names_it(record: type[Record]) -> None:
    page = (tree.ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|") and f"`{record.__tablename__}`" in line]
    assert len(rows) == 1
    assert re.search(rf"\| {record.leaves}\b[^|]*\|$", rows[0]), "the page says another scope"
