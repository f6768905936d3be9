from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests import vaults
from tests.vaults import FIRST_DAY, QUICK, TODAY, Group, mark
from wagesdesk.clock import FixedClock
from wagesdesk.errors import FieldInvalid, NotFound, SlotsTooFew
from wagesdesk.models import slots
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort, history, people
from wagesdesk.services import vault as service
from wagesdesk.services.people import NameLine, ReleaseLine, parse_names, tidy


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Asha", NameLine(1, "Asha", "", "", "ok")),
        ("  Asha\t Rahman ", NameLine(1, "Asha", "Rahman", "", "ok")),
        ("Rahman, Asha", NameLine(1, "Asha", "Rahman", "", "ok")),
        ("Asha van der Berg", NameLine(1, "Asha", "van der Berg", "", "ok")),
        ("Asha Rahman a1234bc", NameLine(1, "Asha", "Rahman", "A1234BC", "ok")),
        ("A1234BC Asha Rahman", NameLine(1, "Asha", "Rahman", "A1234BC", "ok")),
        ("Rahman, Asha, A1234BC", NameLine(1, "Asha", "Rahman", "A1234BC", "ok")),
        ("Asha Rahman (A1234BC)", NameLine(1, "Asha", "Rahman", "A1234BC", "ok")),
        ("Siân O'Neill-Price", NameLine(1, "Siân", "O'Neill-Price", "", "ok")),
        ("Asha A1234B", NameLine(1, "Asha", "A1234B", "", "bad_number")),
        ("A1234BC", NameLine(1, "", "", "A1234BC", "bad_number")),
        ("x" * 61, NameLine(1, "x" * 61, "", "", "too_long")),
    ],
)
def test_one_line(typed: str, wanted: NameLine) -> None:
    assert parse_names(typed) == (wanted,)


def test_lines_keep_their_numbers_and_empty_ones_are_passed_over() -> None:
    found = parse_names("\n  \nAsha\r\n\u2028Bronwen\n\n")
    assert [(one.chosen, one.code) for one in found] == [("Asha", "ok"), ("Bronwen", "ok")]
    assert found[0].line == 3
    assert parse_names("") == ()


def test_twice_the_same_is_told_on_both_lines() -> None:
    assert [one.code for one in parse_names("Asha Rahman\nasha RAHMAN\nAsha\nAsha Rahman A1234BC")] == [
        "twice", "twice", "ok", "ok",
    ]  # fmt: skip


@given(st.text(max_size=200))
@example("\ud800Asha\x00\u202eRahman")
@example(",,;()\n,")
def test_whatever_is_typed_every_line_is_told_and_tidy(typed: str) -> None:
    for one in parse_names(typed):
        assert one.code in ("ok", "twice", "too_long", "bad_number")
        assert tidy(one.chosen) == one.chosen
        assert tidy(one.surname) == one.surname
        if one.code in ("ok", "twice"):
            assert one.chosen
            assert len(one.chosen) + len(one.surname) <= people.LONGEST_NAME
        (one.chosen + one.surname).encode()


def test_adding_by_names(inside: Vault, group: Group) -> None:
    rows = people.people(inside, group.cohort_id, TODAY)
    assert [(row.name, row.surname) for row in rows] == [("Asha", "Rahman"), ("Bronwen", ""), ("Chantelle", "Price")]
    page = people.person(inside, group.people[0], group.cohort_id, TODAY)
    assert (page.prison_number, page.language, page.joined_on) == ("A1234BC", "en", FIRST_DAY)
    assert (page.position, page.of, page.previous_id, page.next_id) == (1, 3, "", group.people[1])
    last = people.person(inside, group.people[2], group.cohort_id, TODAY)
    assert (last.position, last.previous_id, last.next_id) == (3, group.people[1], "")


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [("", "empty", None), (" \n ", "empty", None), ("Asha\nDee A12", "bad_number", [2]), ("Dee\nDee", "twice", [1, 2]),
     ("x" * 61, "too_long", [1])],
)  # fmt: skip
def test_a_wrong_line_adds_nobody(inside: Vault, group: Group, text: str, code: str, lines: list[int] | None) -> None:
    before = vaults.lines(inside)
    with pytest.raises(FieldInvalid) as raised:
        people.add_by_names(inside, inside.staff_id, cohort_id=group.cohort_id, text=text, joined_on=TODAY)
    assert (raised.value.fields["code"], raised.value.fields.get("lines")) == (code, lines)
    assert vaults.lines(inside) == before


def test_nobody_is_added_to_a_cohort_that_is_not_there(inside: Vault) -> None:
    with pytest.raises(NotFound):
        people.add_by_names(inside, inside.staff_id, cohort_id="x", text="Asha", joined_on=TODAY)


@pytest.mark.parametrize("practice", [False, True])
def test_real_people_need_two_ways_in(tmp_path: Path, morning: FixedClock, practice: bool) -> None:
    home = tmp_path / "vault"
    service.create(
        home, label=PlaceLabel("laptop", "HMP Ashmere", practice), site_code="",
        staff=[service.NewStaff("Rhian", "facilitator", vaults.PASSPHRASES["Rhian"])], recovery_key=None,
        clock=morning, params=QUICK, floor=QUICK,
    )  # fmt: skip
    opened = vaults.unlock(home, morning)
    assert slots.ways_in(opened.keys) == 1
    try:
        if practice:
            vaults.group(opened)
        else:
            with pytest.raises(SlotsTooFew) as raised:
                vaults.group(opened)
            assert raised.value.fields == {"code": "ways"}
    finally:
        opened.lock()


def test_renaming(inside: Vault, group: Group) -> None:
    done = people.rename(
        inside, inside.staff_id, person_id=group.people[1], chosen=" Bron ", surname="Hughes", prison_number=" b2345cd",
        language="cy",
    )  # fmt: skip
    assert done.kinds == {"person", "identity"}
    page = people.person(inside, group.people[1], group.cohort_id, TODAY)
    assert (page.name, page.surname, page.prison_number, page.language) == ("Bron", "Hughes", "B2345CD", "cy")
    people.rename(
        inside, inside.staff_id, person_id=group.people[1], chosen="Bron", surname="", prison_number="", language="cy"
    )
    page = people.person(inside, group.people[1], group.cohort_id, TODAY)
    assert (page.surname, page.prison_number) == ("", "")


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"chosen": " "}, "chosen"), ({"chosen": "x" * 61}, "chosen"), ({"surname": "x" * 61}, "surname"),
     ({"prison_number": "12"}, "prison_number"), ({"language": "fr"}, "language")],
)  # fmt: skip
def test_names_that_cannot_be(inside: Vault, group: Group, changed: dict[str, str], field: str) -> None:
    said = {"chosen": "Asha", "surname": "", "prison_number": "", "language": "en"} | changed
    with pytest.raises(FieldInvalid) as raised:
        people.rename(inside, inside.staff_id, person_id=group.people[0], **said)
    assert raised.value.fields["field"] == field


def test_a_business(inside: Vault, group: Group) -> None:
    people.set_business(inside, inside.staff_id, person_id=group.people[0], name=" Embellish ", about="hand  cards")
    page = people.person(inside, group.people[0], group.cohort_id, TODAY)
    assert (page.business, page.business_about) == ("Embellish", "hand cards")
    history.undo(inside, inside.staff_id)
    assert people.person(inside, group.people[0], group.cohort_id, TODAY).business == ""
    people.set_business(inside, inside.staff_id, person_id=group.people[0], name="Marj's Jewels", about="")
    assert people.people(inside, group.cohort_id, TODAY)[0].business == "Marj's Jewels"
    for name, about, field in (("x" * 61, "", "business"), ("", "x" * 201, "about")):
        with pytest.raises(FieldInvalid) as raised:
            people.set_business(inside, inside.staff_id, person_id=group.people[0], name=name, about=about)
        assert raised.value.fields["field"] == field


def test_release_dates_are_a_history(inside: Vault, group: Group, morning: FixedClock) -> None:
    def give(day: date, source: str, noted: date) -> None:
        people.set_release_date(
            inside, inside.staff_id, person_id=group.people[0], day=day, source=source, noted_on=noted
        )  # fmt: skip

    give(date(2026, 12, 18), "letter", TODAY)
    morning.advance(minutes=2)
    give(date(2026, 12, 11), "woman", TODAY - timedelta(days=5))
    page = people.person(inside, group.people[0], group.cohort_id, TODAY)
    assert page.release == ReleaseLine(date(2026, 12, 18), "letter", TODAY, "Rhian")
    assert [one.day for one in page.releases] == [date(2026, 12, 18), date(2026, 12, 11)]
    morning.advance(minutes=2)
    give(date(2027, 1, 8), "wing_staff", TODAY)
    assert people.people(inside, group.cohort_id, TODAY)[0].release == date(2027, 1, 8)
    with pytest.raises(FieldInvalid):
        give(TODAY, "a dream", TODAY)


def test_somebody_who_is_not_here(inside: Vault, group: Group) -> None:
    with pytest.raises(NotFound):
        people.person(inside, "x", group.cohort_id, TODAY)
    with pytest.raises(NotFound):
        people.set_business(inside, inside.staff_id, person_id="x", name="", about="")
    history.undo(inside, inside.staff_id)
    with pytest.raises(NotFound):
        people.set_business(inside, inside.staff_id, person_id=group.people[0], name="", about="")


def test_two_cohorts_keep_their_people_apart(inside: Vault, group: Group) -> None:
    other, _changes = cohort.create_cohort(
        inside, inside.staff_id, title="Cohort 8", term="", programme_code="wages", start=TODAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    people.add_by_names(inside, inside.staff_id, cohort_id=other, text="Dee", joined_on=TODAY)
    mark(inside, group, 0, 0, "P")
    assert [row.name for row in people.people(inside, other, TODAY)] == ["Dee"]
    with pytest.raises(NotFound):
        people.person(inside, group.people[0], other, TODAY)
    with inside.read() as db:
        assert people.names_in(db, group.cohort_id)[group.people[0]] == "Asha"
