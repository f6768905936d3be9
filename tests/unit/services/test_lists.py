"""From a sheet to people: mapping, verdicts, mending, taking in, undo."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import vaults
from tests.unit.services.listed import HEAD, TODAY, codes, shown, standing, take
from wagesdesk.errors import FieldInvalid, NotFound, SlotsTooFew
from wagesdesk.models.vault import Vault
from wagesdesk.services import history, lists, people
from wagesdesk.services.lists import Known, Sheet, Value, guess_mapping, known_in, mend, preview
from wagesdesk.services.lists.verdicts import Held, settled_again

ROWS: tuple[tuple[Value, ...], ...] = (
    HEAD,
    ("RAHMAN", "Noor", "A1111BC", "12/11/2026", "Cymraeg", "22/09/2026"),
    ("PRICE", "Dee", "", "TBC", "", ""),
    ("JONES", "Elin", "B12", "", "", ""),
    ("PRICE", "Dee", "A1113BC", "", "", ""),
    ("Total", 4),
)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Vault]:
    held = vaults.unlock(vaults.copy_of("inside", tmp_path / "vault"), vaults.morning())
    yield held
    held.lock()


# -- verdicts


def test_each_row_says_what_will_become_of_it() -> None:
    told = shown(*ROWS[1:])
    assert codes(told) == ["ok", "ok", "bad_number", "twice", "total"]
    assert [row.line for row in told.rows] == [2, 3, 4, 5, 6]
    first = told.rows[0]
    assert (first.chosen, first.surname, first.language) == ("Noor", "Rahman", "cy")
    assert (first.release, first.release_text, first.joined) == (date(2026, 11, 12), "12/11/2026", date(2026, 9, 22))
    assert told.rows[1].notes == ("release_unknown",)
    assert told.rows[3].same_as == 3
    assert (told.ready, told.wrong) == (2, 2)
    assert told.counts == {"ok": 2, "bad_number": 1, "twice": 1, "total": 1}


def test_a_name_is_the_same_person_unless_two_numbers_say_otherwise() -> None:
    told = shown(
        ("PRICE", "Dee", "A1111BC"), ("Price", "DEE", "A1112BC"), ("price", "dee", ""), ("JONES", "Elin", "A1111BC")
    )
    assert codes(told) == ["ok", "ok", "twice", "twice"]
    assert [row.same_as for row in told.rows] == [0, 0, 2, 2]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("=A1", "Asha"), "formula"), (("RAHMAN", "@Asha"), "formula"), (("RAHMAN", "-2+3"), "formula"),
        (("RAHMAN", "Asha", "=B2"), "formula"), (("RAHMAN", "Asha", "", "=TODAY()"), "formula"),
        (("RAHMAN", ""), "no_name"), (("RAHMAN", "-"), "no_name"), (("RAHMAN", "Zo\ufffd"), "odd_name"),
        (("RAHM4N", "Asha"), "odd_name"), (("R" * 61, "Asha"), "too_long"), (("R" * 60, "Asha"), "ok"),
        (("RAHMAN", "Asha", "A123BC"), "bad_number"), (("RAHMAN", "Asha", "a 1234-bc"), "ok"),
        (("RAHMAN", "Asha", "n/k"), "ok"), (("RAHMAN", "Asha", 12), "bad_number"),
        (("RAHMAN", "Asha", "", "soon"), "bad_date"), (("RAHMAN", "Asha", "", "", "", "soon"), "bad_joined"),
        ((), "empty"), ((None, " ", "--"), "empty"), (HEAD, "header"), (("Totals", None, 12), "total"),
        (("Page 2 of 3",), "total"), (("B Wing",), "total"), (("Page", "Laura"), "ok"), ((None, None, 12), "total"),
        (("Wing", "Laura"), "ok"), (("Total", "Asha", "A1234BC"), "ok"),
    ],
)  # fmt: skip
def test_why_a_row_is_not_taken(row: tuple[Value, ...], code: str) -> None:
    whole = ("RAHMAN", "Noor", "A1111BC", "12/11/2026", "en", "12/10/2026")
    assert shown(whole, row, whole[:2]).rows[1].code == code


def test_notes_ask_for_a_second_look() -> None:
    told = shown(
        ("A", "Ab", "", "11/13/2026"), ("B", "Bc", "", "11/12/2026"), ("C", "Cd", "", "01/10/2026"),
        ("D", "De", "", "", "Polish"),
    )  # fmt: skip
    assert codes(told) == ["ok"] * 4
    assert [row.notes for row in told.rows] == [
        ("american",), ("either",), ("either", "release_past"), ("language_unknown",),
    ]  # fmt: skip
    british = shown(("B", "Bc", "", "11/12/2026"))
    assert british.rows[0].notes == (), "nothing in this list is in American order"


def test_a_row_is_mended_in_place_and_the_others_are_looked_at_again() -> None:
    told = shown(*ROWS[1:])
    told = mend(told, 4, prison_number=" a1114bc ")
    assert (told.row(4).code, told.row(4).prison_number) == ("ok", "A1114BC")
    told = mend(told, 3, prison_number="A1112BC")
    assert told.row(5).code == "ok", "two numbers now tell them apart"
    told = mend(told, 5, chosen="Delyth", release="1/12/26", language="Welsh", joined=date(2026, 10, 6))
    row = told.row(5)
    assert (row.chosen, row.surname, row.release, row.language) == ("Delyth", "Price", date(2026, 12, 1), "cy")
    assert row.joined == date(2026, 10, 6)
    assert mend(told, 3, release="whenever").row(3).code == "bad_date"
    assert mend(told, 3, release="").row(3).notes == ()
    assert mend(told, 6, chosen="Tal", surname="Total").row(6).code == "ok", "a person after all"
    with pytest.raises(KeyError):
        mend(told, 99, chosen="x")
    with pytest.raises(KeyError):
        mend(told, 3, wing="B")


def test_a_row_that_is_left_out_counts_no_more() -> None:
    told = lists.leave_out(shown(*ROWS[1:]), 3)
    assert codes(told) == ["ok", "left_out", "bad_number", "ok", "total"]
    assert codes(lists.leave_out(told, 3, out=False)) == codes(shown(*ROWS[1:]))


# -- mapping


def test_mending_looks_again_at_every_row_that_it_concerns() -> None:
    """However a list is mended, its verdicts are those of the same list looked at from the top."""
    chance = random.Random(7)  # noqa: S311
    known = Known({"A0001BC": Held("p", "asha", "rahman", "A0001BC", here=False)})
    for _list in range(30):
        said = [
            (chance.choice(("Rahman", "Price")), chance.choice(("Asha", "Dee")), chance.choice(("", "A0001BC", "A2BC")))
            for _row in range(12)
        ]
        told = shown(*said, ("Total", 12), known=known)
        for _mend in range(8):
            line = chance.randrange(2, 15)
            if chance.random() < 0.3:
                told = lists.leave_out(told, line, out=chance.random() < 0.5)
            else:
                number = chance.choice(("", "A0001BC", "A2222BC"))
                day = chance.choice(("", "4/5/27", "4/25/27"))
                told = mend(told, line, chosen=chance.choice(("Asha", "Dee")), prison_number=number, release=day)
            assert told.rows == settled_again(replace(told, known=Known()), known).rows


def test_a_mapping_can_be_corrected_and_shows_what_stands_in_the_columns() -> None:
    sheet = Sheet("list", (("Who", "What", "Where"), ("Asha", "RAHMAN", "B1"), ("Dee", "PRICE", "B2")))
    guess = guess_mapping(sheet, TODAY, header_rows=(0,))
    assert guess.labels == ("Who", "What", "Where")
    told = lists.assign(lists.assign(guess, 1, "surname"), 0, "forename")
    assert lists.assign(told, 2, "forename").columns == ("", "surname", "forename")
    assert lists.examples(sheet, told, 1) == (("Asha",), ("RAHMAN",), ("B1",))
    assert [row.surname for row in preview(sheet, told, known=Known(), today=TODAY).rows] == ["Rahman", "Price"]
    with pytest.raises(ValueError, match="offence"):
        lists.assign(told, 0, "offence")


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        ("Last Name|First Name|NOMIS|DOB|ARD|Location", "surname forename number born release wing"),
        ("Name|Surname|Key worker name|Next of kin", "forename surname other other"),
        ("Forename|Name|Prison|Prison no.", "forename surname wing number"),
        ("Resident name|Known as|CRD|Release date|Release type", "name chosen - release -"),
        ("Name|Release type|Started by", "name - -"),
        ("Cyfenw|Enw cyntaf|Rhif carchar|Dyddiad rhyddhau|Adain", "surname forename number release wing"),
        ("Surname, Forename(s)|No.|Welsh speaker?", "name - language"),
        ("Full name|D.O.B.|Date of release|Started", "name born release joined"),
    ],
)
def test_headings_in_many_forms(labels: str, columns: str) -> None:
    head = tuple(labels.split("|"))
    body = tuple("12/11/2026" if role in ("release", "joined") else "x" for role in columns.split())
    guess = guess_mapping(Sheet("list", (head, body)), TODAY)
    assert [role or "-" for role in guess.columns] == columns.split()
    assert guess.surname_first == labels.startswith("Surname, ")


def test_a_column_called_number_is_looked_at() -> None:
    for value, role in (("A1234BC", "number"), (7, "")):
        sheet = Sheet("list", (("Name", "No"), ("Asha", value), ("Dee", value)))
        assert guess_mapping(sheet, TODAY).columns == ("name", role)


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (("RAHMAN", "Asha", "A1234BC"), "surname forename number"),
        (("Asha", "Rahman", "A1234BC", date(2027, 1, 5)), "forename surname number release"),
        (("Asha Rahman", "B1-02", "5 Jan 1990"), "name - other"),
        (("1", "RAHMAN, Asha", "Welsh"), "- name language"),
    ],
)
def test_without_headings_the_contents_tell(row: tuple[Value, ...], columns: str) -> None:
    guess = guess_mapping(Sheet("list", (("A list of women",), row, row, row)), TODAY)
    assert [role or "-" for role in guess.columns] == columns.split()
    assert (guess.header.rows, guess.header.first) == ((), 1)


def test_a_mapping_is_remembered_by_its_headings(opened: Vault) -> None:
    sheet = Sheet("list", (("Name", "Cell", "Out"), ("Asha", "B1", "x")))
    guess = guess_mapping(sheet, TODAY)
    assert lists.remembered(opened, sheet, guess) == guess
    chosen = replace(lists.assign(guess, 2, "release"), surname_first=True)
    lists.remember(opened, chosen)
    another = Sheet("other", (("a title",), ("NAME", "cell:", "Out"), ("Dee", "B2", "y")))
    later = guess_mapping(another, TODAY)
    found = lists.remembered(opened, another, later)
    assert (found.columns, found.surname_first, found.remembered) == (chosen.columns, True, True)
    assert found.header == later.header
    narrow = Sheet("list", (("Name", "Cell"), ("Asha", "B1")))
    assert not lists.remembered(opened, narrow, guess_mapping(narrow, TODAY)).remembered
    with opened.read() as db:
        kept = db.connection().exec_driver_sql("SELECT key FROM local WHERE key LIKE 'list.%'").all()
    assert len(kept) == 1
    assert "Cell" not in kept[0][0]


def test_a_list_without_headings_is_not_remembered(opened: Vault) -> None:
    sheet = Sheet("list", (("Asha",), ("Dee",)))
    guess = guess_mapping(sheet, TODAY)
    before = vaults.dump(opened)
    lists.remember(opened, guess)
    assert not lists.remembered(opened, sheet, guess).remembered
    assert vaults.dump(opened) == before


# -- who is here already


def test_who_is_in_the_cohort_is_known_and_who_is_elsewhere_joins(opened: Vault) -> None:
    first = vaults.group(opened, ["Asha Rahman A1111BC", "Bronwen", "Elin Jones A1115BC"])
    second = vaults.group(opened, ["Dee Price", "Fay Hughes A1113BC"])
    known = known_in(opened, second.cohort_id)
    told = shown(
        ("RAHMAN", "Asha", "A1111BC"), ("Price", "Dee"), ("Hughes", "Fay", "A1114BC"), ("Else", "Other", "A1113BC"),
        ("Smith", "Jan", "A1115BC"), ("", "Bronwen"), known=known,
    )  # fmt: skip
    assert codes(told) == ["ok", "known", "ok", "known", "number_taken", "ok"]
    assert told.rows[0].person_id == first.people[0]
    assert told.rows[0].notes == ("in_records",)
    added = take(opened, second.cohort_id, told)
    assert added.people[0] == first.people[0]
    assert len(added.people) == 3
    names = [row.name for row in people.people(opened, second.cohort_id, TODAY)]
    assert names == ["Asha", "Bronwen", "Dee", "Fay", "Fay"]
    history.undo(opened, opened.staff_id)
    assert len(people.people(opened, second.cohort_id, TODAY)) == 2
    assert len(people.people(opened, first.cohort_id, TODAY)) == 3
    again = shown(("RAHMAN", "Asha", "A1111BC"), known=known_in(opened, second.cohort_id))
    assert take(opened, second.cohort_id, again).people == (first.people[0],)
    assert len(people.people(opened, second.cohort_id, TODAY)) == 3


# -- taking in


def test_what_is_accepted_stands_in_the_records(opened: Vault) -> None:
    cohort_id = vaults.group(opened, ["Bronwen"]).cohort_id
    told = mend(shown(*ROWS[1:]), 4, prison_number="")
    done: list[tuple[int, int]] = []
    added = take(opened, cohort_id, told, step=lambda *at: done.append(at))
    assert done == [(0, 3), (3, 3)]
    assert added.changes.kinds == {"person", "identity", "enrolment", "release_date"}
    held = {row.name: row for row in people.people(opened, cohort_id, TODAY)}
    assert sorted(held) == ["Bronwen", "Dee", "Elin", "Noor"]
    assert (held["Noor"].surname, held["Noor"].language, held["Noor"].release) == ("Rahman", "cy", date(2026, 11, 12))
    page = people.person(opened, held["Noor"].id, cohort_id, TODAY)
    assert (page.prison_number, page.joined_on) == ("A1111BC", date(2026, 9, 22))
    assert page.release is not None
    assert (page.release.source, page.release.noted_on, page.release.noted_by) == ("letter", TODAY, "Rhian")
    assert people.person(opened, held["Elin"].id, cohort_id, TODAY).joined_on == TODAY
    assert vaults.rebuilt(opened) == vaults.dump(opened)


def test_one_undo_takes_the_whole_list_back_and_redo_brings_it(opened: Vault) -> None:
    cohort_id = vaults.group(opened).cohort_id
    before = standing(opened)
    take(opened, cohort_id, shown(*(("Rahman", "Asha", f"B{n:04d}ZZ", "12/12/2026") for n in range(26))))
    after = standing(opened)
    assert len(after) > len(before) + 26
    assert history.can_undo(opened) == "people.list"
    history.undo(opened, opened.staff_id)
    assert standing(opened) == before
    history.redo(opened, opened.staff_id)
    assert standing(opened) == after


def test_accepting_the_same_preview_twice_adds_nobody_twice(opened: Vault) -> None:
    cohort_id = vaults.group(opened).cohort_id
    told = shown(*ROWS[1:])
    take(opened, cohort_id, told)
    with pytest.raises(FieldInvalid) as caught:
        take(opened, cohort_id, told)
    assert caught.value.fields == {"field": "names", "code": "empty"}


def test_what_accept_refuses(opened: Vault) -> None:
    cohort_id = vaults.group(opened).cohort_id
    before = vaults.dump(opened)
    with pytest.raises(FieldInvalid) as caught:
        take(opened, cohort_id, shown(*ROWS[1:]), source="gossip")
    assert caught.value.fields == {"field": "source", "code": "unknown"}
    with pytest.raises(NotFound):
        take(opened, "no such cohort", shown(*ROWS[1:]))
    with pytest.raises(FieldInvalid):
        take(opened, cohort_id, shown(ROWS[3]))
    opened.keys = replace(opened.keys, slots=opened.keys.slots[:1])
    with pytest.raises(SlotsTooFew):
        take(opened, cohort_id, shown(*ROWS[1:]))
    assert vaults.dump(opened) == before
