"""The sums of a plan: figures in, the worked years out to the penny, and what other machines may send."""

from __future__ import annotations

import copy
import dataclasses
import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import vaults
from tests.unit.services.test_sums import AT_12, AT_14, FUNDED, UNITS
from wagesdesk import paths
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.plan_sums import PlanFigure
from wagesdesk.models.vault import Vault
from wagesdesk.services import findings, history, plan, plan_sums
from wagesdesk.services.plan_sums import HOURS, Figure, Sheets
from wagesdesk.services.plan_sums.figures import BOXES, BOXES_OF_A_THING, LINES, as_value, from_value
from wagesdesk.services.plan_sums.template import read_template
from wagesdesk.services.sums import cash
from wagesdesk.services.sums.cautions import Caution


def cards(price: int, grant: int = 0) -> list[Figure]:
    """The worked year of the reference as she would type it: 4.50 in material, 180 to run, 400 to live."""
    units = dict(zip((f"m{month}" for month in range(1, 13)), UNITS, strict=True))
    return [
        Figure("survival", "rent", pence=400_00),
        Figure("start_up", "tools", kind="item", name="Tools", pence=620_00),
        Figure("start_up", "own_money", pence=150_00),
        *([Figure("start_up", "grant", pence=grant)] if grant else []),
        Figure("one", "card", kind="thing", name="Cards"),
        Figure("one", "paper", kind="material", of="card", name="Paper", pence=45_00),
        Figure("one", "card.batch", number=10),
        Figure("one", "card.price", pence=price),
        *(Figure("sales", f"card.{row}", number=number) for row, number in units.items()),
        Figure("running", "pitch", pence=180_00),
    ]


@pytest.fixture
def asha(inside: Vault) -> tuple[str, str]:
    """Asha's person id, and the id of her plan."""
    who = vaults.group(inside).people[0]
    return who, plan.begin(inside, who, person_id=who)[0]


@pytest.mark.parametrize(
    ("price", "grant", "closing", "below"),
    [(12_00, 0, AT_12, 12), (14_00, 0, AT_14, 9), (14_00, 1_500_00, FUNDED, 0)],
    ids=["12", "14", "funded"],
)
def test_the_worked_years_from_figures(
    inside: Vault, asha: tuple[str, str], price: int, grant: int, closing: tuple[float, ...], below: int
) -> None:
    who, of = asha
    plan_sums.put(inside, who, plan_id=of, figures=cards(price, grant))
    sheets = plan_sums.read(inside, of)
    assert [month.closed for month in sheets.cash.months] == [round(pounds * 100) for pounds in closing]
    assert sheets.cash.lowest.month == 4
    assert sum(month.closed < 0 for month in sheets.cash.months) == below


def test_the_worked_break_even_from_figures() -> None:
    even = Sheets({each.key: each for each in cards(12_00)}).break_even
    assert [even.units, even.units_with_drawings, even.value] == [24, 78, 928_00]


def test_what_is_kept_is_what_is_read(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    figures = [
        Figure("survival", "food", "guess", pence=60_00, every="week"),
        Figure("survival", "rent", "find"),
        Figure("start_up", "a", kind="item", name="Tent", pence=80_00, got="borrow", month=3),
        Figure("sales", "start", month=9),
        Figure("sales", "card.year", months=("quiet",) * 3 + ("usual",) * 7 + ("busy",) * 2),
        Figure("cash", "loan", pence=500_00),
    ]
    changes = plan_sums.put(inside, who, plan_id=of, figures=figures)
    assert changes.kinds == {"plan_figure"}
    held = plan_sums.read(inside, of)
    food, rent = held.box("survival", "food"), held.box("survival", "rent")
    assert (food.sure, food.pence, food.every) == ("guess", 60_00, "week")
    assert (rent.sure, rent.pence, rent.every) == ("find", None, "month")
    (tent,) = held.lines("item")
    assert (tent.name, tent.pence, tent.got, tent.month) == ("Tent", 80_00, "borrow", 3)
    assert (held.start, held.month_of_year(1), held.month_of_year(5)) == (9, 9, 1)
    assert held.box("sales", "card.year").months[9:] == ("usual", "busy", "busy")
    assert plan_sums.to_find_out(held) == plan_sums.to_find_out(held, "survival") == 1
    assert not plan_sums.put(inside, who, plan_id=of, figures=[held.box("survival", "food"), tent])


def test_lines_stay_in_the_order_in_which_she_put_them(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    for row, name in (("c", "Zips"), ("b", "Apron"), ("a", "Mop")):
        plan_sums.put(inside, who, plan_id=of, figures=[Figure("start_up", row, kind="item", name=name)])
    lines = plan_sums.read(inside, of).lines("item")
    assert [each.name for each in lines] == ["Zips", "Apron", "Mop"]
    plan_sums.put(inside, who, plan_id=of, figures=[dataclasses.replace(lines[1], name="Gloves")])
    assert [each.name for each in plan_sums.read(inside, of).lines("item")] == ["Zips", "Gloves", "Mop"]


def test_an_empty_figure_goes_away_and_comes_back(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    plan_sums.put(inside, who, plan_id=of, figures=[Figure("survival", "food", pence=1)])
    plan_sums.put(inside, who, plan_id=of, figures=[Figure("survival", "food")])
    assert not plan_sums.read(inside, of).figures
    plan_sums.put(inside, who, plan_id=of, figures=[Figure("survival", "food", pence=2)])
    assert plan_sums.read(inside, of).box("survival", "food").pence == 2


def test_with_a_thing_goes_all_that_is_about_it(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    plan_sums.put(inside, who, plan_id=of, figures=[*cards(12_00), Figure("one", "tag", kind="thing", name="Tags")])
    plan_sums.remove(inside, who, plan_id=of, rows=[("one", "card")])
    held = plan_sums.read(inside, of)
    assert [each.row for each in held.figures.values() if each.sheet in ("one", "sales")] == ["tag"]
    assert held.has("running")


def test_all_of_one_page_is_one_step_back(inside: Vault, asha: tuple[str, str]) -> None:
    _who, of = asha
    plan_sums.put(inside, inside.staff_id, plan_id=of, figures=cards(12_00))
    assert history.undo(inside, inside.staff_id).operation == "sums.put"
    assert not plan_sums.read(inside, of).figures


def test_whose_figure_it_is(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    bronwen = vaults.group(inside, ["Bronwen"]).people[0]
    plan.set_owner(inside, who, plan_id=of, person_id=bronwen, owns=True)
    for actor, row in ((who, "food"), (bronwen, "rent"), (inside.staff_id, "water")):
        plan_sums.put(inside, actor, plan_id=of, figures=[Figure("survival", row, pence=1)])
    with inside.read() as db:
        owners = {one.row: one.person_id for one in db.query(PlanFigure)}
    assert owners == {"food": who, "rent": bronwen, "water": who}


@pytest.mark.parametrize(
    ("figure", "field"),
    [
        (Figure("survival", "castle", pence=1), "row"),
        (Figure("start_up", "x", kind="material", name="x"), "row"),
        (Figure("survival", "food", "sure", pence=1), "sure"),
        (Figure("one", "x", kind="thing", name="x" * 61), "name"),
        (Figure("survival", "food", pence=-1), "row"),
        (Figure("survival", "food", pence=1, every="day"), "row"),
    ],
)
def test_what_no_sheet_has_is_refused(inside: Vault, asha: tuple[str, str], figure: Figure, field: str) -> None:
    who, of = asha
    with pytest.raises(FieldInvalid) as caught:
        plan_sums.put(inside, who, plan_id=of, figures=[figure])
    assert caught.value.fields["field"] == field
    with pytest.raises(NotFound):
        plan_sums.put(inside, who, plan_id="nobody's", figures=[])


def test_a_what_if_changes_nothing_that_is_kept(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    plan_sums.put(inside, who, plan_id=of, figures=cards(12_00))
    sheets = plan_sums.read(inside, of)
    dearer = sheets.changed(Figure("one", "card.price", pence=14_00), Figure("start_up", "grant", pence=1_500_00))
    assert [each.cash.lowest.closed for each in (dearer, sheets)] == [277_50, -1_552_50]
    assert plan_sums.read(inside, of) == sheets


def test_what_is_to_find_out_stands_in_her_list(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha

    def say(sure: str) -> list[str]:
        before, rent = plan_sums.read(inside, of), Figure("survival", "rent", sure, pence=1)
        plan_sums.put(inside, who, plan_id=of, figures=[rent])
        plan_sums.ask(inside, who, plan_id=of, person_id=who, before=before, named=[(rent, "Rent")])
        return [f"{each.section}.{each.row} {each.text}" for each in findings.of_person(inside, who, of)]

    assert [say("know"), say("find"), say("find"), say("guess")] == [
        [], ["survival.rent Rent"], ["survival.rent Rent"], [],
    ]  # fmt: skip
    assert say("find")
    (open_,) = findings.of_person(inside, who, of)
    findings.answer(inside, who, finding_id=open_.id, text="£90", source="A guest", on=vaults.TODAY)
    assert say("know") == ["survival.rent Rent"]


def test_how_far_each_sum_is(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    assert set(plan_sums.progress(plan_sums.read(inside, of)).values()) == {"empty"}
    plan_sums.put(inside, who, plan_id=of, figures=[Figure("hour", "paid", number=600), Figure("one", "not_mine")])
    now = plan_sums.progress(plan_sums.read(inside, of))
    assert (now["hour"], now["one"], now["cash"]) == ("started", "done", "empty")
    plan_sums.put(inside, who, plan_id=of, figures=cards(12_00))
    sheets = plan_sums.read(inside, of)
    assert [name for name, state in plan_sums.progress(sheets).items() if state != "done"] == ["hour"]
    assert plan_sums.done(sheets) == 6


def test_her_hours_are_sold_too() -> None:
    figures = [
        Figure("survival", "rent", pence=800_00), Figure("running", "insurance", pence=2_400_00, every="year"),
        Figure("hour", "paid", number=20 * 60), Figure("hour", "weeks", number=48), Figure("hour", "rate", pence=12_00),
        Figure("sales", f"{HOURS}.usual", number=80),
    ]  # fmt: skip
    sheets = Sheets({each.key: each for each in figures})
    assert sheets.hour.rate == 12_50
    assert sheets.things[0].id == HOURS
    assert sheets.cash.months[1].total(cash.Kind.SALES) == 80 * 12_00
    assert sheets.cautions(living_wage=12_71)["hour"] == (Caution("under_wage"),)


def test_a_cautious_friend_names_the_thing() -> None:
    sheets = Sheets({each.key: each for each in cards(4_50)})
    said = sheets.cautions(living_wage=12_71)
    assert said["one"] == (Caution("under_cost", "card"),)
    assert said["cash"][0] == Caution("cash_below_nought", month=12)
    assert Sheets({}).cautions(living_wage=12_71) == {"one": (), "hour": (), "cash": ()}


rows = st.sampled_from(
    [(sheet, row, "") for sheet, boxes in BOXES.items() for row in boxes]
    + [(sheet, f"a.{row}", "") for sheet, boxes in BOXES_OF_A_THING.items() for row in boxes]
    + [(sheet, f"line {kind}", kind) for kind, (sheet, _parts) in LINES.items()]
)
amounts = st.none() | st.integers(0, 10**12)
figures = rows.flatmap(
    lambda at: st.builds(
        Figure, st.just(at[0]), st.just(at[1]), st.sampled_from(plan_sums.SURE), st.just(at[2]),
        of=st.just("a" if at[2] == "material" else ""), at=st.integers(1, 99) if at[2] else st.just(0),
        name=st.text(max_size=8) if at[2] else st.just(""), pence=amounts, number=amounts,
        every=st.sampled_from(["week", "month", "quarter", "year"]), got=st.sampled_from(["have", "borrow", "buy"]),
        month=st.integers(1, 12), months=st.tuples(*[st.sampled_from(plan_sums.KINDS_OF_MONTH)] * 12),
    )
)  # fmt: skip


@settings(max_examples=40)
@given(figures)
def test_a_figure_comes_out_as_it_went_in(figure: Figure) -> None:
    again = from_value(figure.sheet, figure.row, as_value(figure))
    assert again is not None
    assert as_value(again) == as_value(figure)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(figures, max_size=6, unique_by=lambda each: each.key))
def test_what_is_put_is_read(vaulted: tuple[Vault, str, str], some: list[Figure]) -> None:
    vault, who, of = vaulted
    plan_sums.remove(vault, who, plan_id=of, rows=list(plan_sums.read(vault, of).figures))
    plan_sums.put(vault, who, plan_id=of, figures=some)
    kept = {each.key: as_value(each) for each in some if not each.empty}
    assert {key: as_value(each) for key, each in plan_sums.read(vault, of).figures.items()} == kept


@pytest.fixture
def vaulted(inside: Vault, asha: tuple[str, str]) -> tuple[Vault, str, str]:
    return inside, *asha


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)
parts = st.sampled_from(
    ["sure", "kind", "of", "at", "name", "pence", "number", "every", "got", "month", "months"]
)  # fmt: skip


@settings(max_examples=40)
@given(rows, st.dictionaries(parts, anything), figures)
def test_no_value_from_elsewhere_is_worse_than_missing(
    at: tuple[str, str, str], value: dict[str, Any], good: Figure
) -> None:
    whole = {"sure": "know", **as_value(good), **value}
    for tried in (value, whole):
        found = from_value(at[0], at[1], tried)
        sheets = Sheets({found.key: found} if found else {})
        assert len(sheets.cash.months) == 12
        plan_sums.progress(sheets)
        sheets.cautions(living_wage=1)
        assert sheets.break_even is not None


def test_a_figure_that_does_not_fit_is_shown_as_missing(inside: Vault, asha: tuple[str, str]) -> None:
    who, of = asha
    with inside.write(who, "test") as db:
        for row, value in (("food", {"sure": "know", "pence": "1"}), ("rent", {"sure": "know"})):
            db.add(PlanFigure(plan_id=of, sheet="survival", row=row, person_id=who, figure=value))
        db.add(PlanFigure(plan_id=of, sheet="castle", row="x", person_id=who, figure={"sure": "know"}))
    assert not plan_sums.read(inside, of).figures
    plan_sums.put(inside, who, plan_id=of, figures=[Figure("survival", "food", pence=1)])
    assert plan_sums.read(inside, of).survival.spent == 1


def test_the_pages_ask_for_every_box_once() -> None:
    for code, sheet in plan_sums.sum_sheets().items():
        asked = [box.row for page in sheet.pages for box in page.boxes if not page.each]
        assert sorted([*asked, "not_mine"]) == sorted({*BOXES[code], "not_mine"})
        of_thing = [box.row for page in sheet.pages for box in page.boxes if page.each]
        assert sorted([*of_thing, "year"]) == sorted({*BOXES_OF_A_THING.get(code, ()), "year"})
        assert bool(sheet.not_mine) == ("not_mine" in BOXES[code])
        assert all(page.aside or len(page.boxes) <= 4 for page in sheet.pages)
    assert plan_sums.box_label("one", "price") == "I will charge"


@pytest.mark.parametrize("harm", ["sheet", "row", "asks", "lines", "words"])
def test_a_file_that_is_wrong_is_told(harm: str) -> None:
    table = copy.deepcopy(tomllib.loads(paths.resource("programmes/sums.toml").read_text("utf-8")))
    page = table["sheet"][0]["page"][0]
    if harm == "sheet":
        table["sheet"].pop()
    elif harm == "row":
        page["boxes"][0]["row"] = "castle"
    elif harm == "asks":
        del page["boxes"][0]["every"]
    elif harm == "lines":
        page |= {"lines": "thing", "add": "Add", "named": "Name"}
    else:
        page["lines"] = "spend"
    with pytest.raises(ValueError, match=r"sums\.toml"):
        read_template(table)
