"""What she takes away of her plan: every depth holds her words, the sums to the penny, and nothing of where she is."""

from __future__ import annotations

import base64
import re
from datetime import date

import pytest

from tests import plans, vaults
from wagesdesk.export.reports.blocks import Document, Paragraph, Table
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.pdf import page_count
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.export.reports.plan import document, pack, pitch, sheets, where, yes_page
from wagesdesk.export.reports.plan.document import Depth
from wagesdesk.export.reports.plan.money import money_in_words
from wagesdesk.export.reports.plan.pack import PlanPack
from wagesdesk.models.vault import Vault
from wagesdesk.services import pitch as pitches
from wagesdesk.services import plan, ticks
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_template import plan_template

DAY = date(2026, 11, 3)
CUSTODY = re.compile(
    r"prison|HMP|Ashmere|\bwing\b|\bcell\b|sentenc|offen[cd]|probation|licen[cs]e|release", re.IGNORECASE
)


@pytest.fixture
def women(inside: Vault) -> tuple[str, ...]:
    return vaults.group(inside).people


@pytest.fixture
def whole(inside: Vault, women: tuple[str, ...]) -> PlanPack:
    return pack.read(inside, plans.whole_plan(inside, women[0]))


def printed(whole: PlanPack, depth: Depth, *, large: bool = False) -> Document:
    return document.plan_document(whole, depth, printed=DAY, large=large)


def flat(document: Document) -> str:
    return " ".join(write_plain(document).split())


def test_every_depth_holds_her_words_and_as_many_pages_as_it_may(whole: PlanPack) -> None:
    written = {each.code: each.examples["cards"] for each in plan_template().sections if each.code != "risks"}
    short = {each.code for each in plan_template().sections if each.depth == "one_page"}
    for depth, pages in (("one_page", {1}), ("standard", {6, 7, 8}), ("lender", {6, 7, 8})):
        found = printed(whole, depth)  # type: ignore[arg-type]
        assert page_count(found) in pages, depth
        for code, words in written.items():
            assert (words in flat(found)) == (depth != "one_page" or code in short), (depth, code)


@pytest.mark.parametrize(
    ("given", "closing", "least"),
    [
        ({}, "−£942.50", "July: −£1,552.50"),
        ({"price": 1400}, "£787.50", "July: −£1,222.50"),
        ({"price": 1400, "funding": 150000}, "£2,287.50", "July: £277.50"),
    ],
)
def test_the_worked_years_print_to_the_penny(
    inside: Vault, women: tuple[str, ...], given: dict[str, int], closing: str, least: str
) -> None:
    found = flat(printed(pack.read(inside, plans.whole_plan(inside, women[0], **given)), "standard"))
    row = re.findall(r"Money at the end((?: −?£[\d,]+\.\d\d)+)", found)
    assert len(row) == 3
    assert row[-1].split()[-1] == closing
    assert f"Least in {least}" in found
    if not given:
        assert "24 sales a month" in found
        assert "78 sales a month" in found
        assert "£928.00" in found


def test_a_lender_reads_the_four_sheets_in_order(whole: PlanPack) -> None:
    found = printed(whole, "lender")
    text = flat(found)
    where = [text.index(each) for each in (
        "What I need each month", "What I think I will sell", "My money, month by month", "What I need to start")
    ]  # fmt: skip
    assert where == sorted(where)


def test_our_words_say_nothing_of_where_she_was(inside: Vault, women: tuple[str, ...]) -> None:
    of, _changes = plan.begin(inside, women[1], person_id=women[1], trade="food")
    ticks.tick(
        inside, women[1], plan_id=of, person_id=women[1], code=ticks.ASKED_PROBATION, on=date(2026, 10, 5)
    )  # fmt: skip
    empty = pack.read(inside, of)
    assert any(one.shipped and one.shipped.custody for one in empty.known), "there is something to leave out"
    for depth in document.DEPTHS:
        assert not CUSTODY.search(flat(printed(empty, depth))), depth
    for to in yes_page.TO.keys() - {"probation"}:
        assert not CUSTODY.search(flat(yes_page.yes_page(empty, to, printed=DAY))), to


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I asked my probation officer. My Probation officer said yes.", ("probation", "Probation")),
        ("I learned to cook in prison and go home on licence.", ("prison", "on licence")),
        ("Gofynnais i fy swyddog prawf. Roeddwn yng ngharchar Styal.", ("swyddog prawf", "ngharchar")),
        ("I need a street trading licence, a driving licence and a release form for photos.", ()),
        ("Dw i wedi gwneud prawf hylendid. Trwydded gyrru.", ()),
    ],
)
def test_words_of_hers_that_tell_where_she_was_are_found(words: str, found: tuple[str, ...]) -> None:
    assert where.telling(Document("My plan", "Asha", (Paragraph(words),), DAY)) == found


def test_a_landlord_reads_of_her_cover_and_not_whom_she_asked(inside: Vault, women: tuple[str, ...]) -> None:
    of = plans.whole_plan(inside, women[0])
    ticks.tick(
        inside, women[0], plan_id=of, person_id=women[0], code="insurance", on=date(2026, 10, 6), note="Northern Mutual"
    )  # fmt: skip
    text = {to: flat(yes_page.yes_page(pack.read(inside, of), to, printed=DAY)) for to in yes_page.TO}
    assert "Insurance: 6 Oct 2026 Northern Mutual" in text["landlord"]
    assert not CUSTODY.search(text["landlord"])
    assert "I asked you about this work on Monday 5 October 2026." in text["probation"]


def test_no_cover_says_where_she_is(whole: PlanPack) -> None:
    for depth in document.DEPTHS:
        found = printed(whole, depth)
        assert (found.title, found.owner) == ("Embellish Handmade Card Designs", "Asha")


def test_facts_say_when_somebody_looked_and_when_nobody_has_lately(whole: PlanPack) -> None:
    text = flat(printed(whole, "standard"))
    assert "22 Nov 2026" in text
    assert "Ask again" not in text
    late = document.plan_document(whole, "standard", printed=date(2029, 1, 1))
    assert "Ask again: this may have changed." in flat(late)


def test_what_is_missing_is_said_and_has_room(whole: PlanPack) -> None:
    text = flat(printed(whole, "standard"))
    assert "What does a stall cost? Ask a guest." in text
    assert "Still to write: If things go wrong." in text
    assert "What I want to add by hand" in text


def test_every_picture_has_its_sentence_and_its_web_twin(whole: PlanPack) -> None:
    page = write_html(printed(whole, "standard")).decode()
    drawn = re.findall(r'<img class="chart" alt="" src="data:image/svg\+xml;base64,([^"]*)">', page)
    assert len(drawn) == page.count("<figcaption>") == page.count("<img") == 3
    assert all(b"<svg" in base64.b64decode(each) for each in drawn)
    assert "img-src data:" in page
    charts = b"".join(base64.b64decode(each) for each in drawn).decode()
    assert "I keep £7.50 from each one." in page
    assert not re.search(r"You keep|You have least|You must sell|It costs you|Left for you", page + charts), (
        "it speaks for her"
    )
    assert "clipPath" not in charts
    assert "fill: None" not in charts
    assert "Left for me" in charts
    assert not re.search(r"<(script|svg|link|iframe)| id=", page)


def test_large_print_is_laid_out_anew_at_eighteen_points(whole: PlanPack) -> None:
    usual, large = (printed(whole, "standard", large=each) for each in (False, True))
    assert page_count(large) > page_count(usual)
    assert '<body class="large p18">' in write_html(large).decode()
    for found, columns in ((usual, {3, 4, 5}), (large, {2, 3, 4})):
        assert {len(one.columns) for one in found.blocks if isinstance(one, Table)} == columns
    assert flat(usual).count("22 Nov 2026") == flat(large).count("22 Nov 2026") > 9


@pytest.mark.parametrize("to", yes_page.TO)
def test_who_must_say_yes_has_one_page(whole: PlanPack, to: yes_page.To) -> None:
    found = yes_page.yes_page(whole, to, printed=DAY)
    assert page_count(found) == 1
    text = flat(found)
    assert plan_template().section("offer").examples["cards"] in text
    assert "What I ask you to approve" in text


def test_two_owners_stand_under_their_names_and_one_may_keep_hers_back(inside: Vault, women: tuple[str, ...]) -> None:
    asha, bronwen, _other = women
    of = plans.whole_plan(inside, asha)
    plan.set_owner(inside, inside.staff_id, plan_id=of, person_id=bronwen, owns=True)
    plan.answer(
        inside, bronwen, plan_id=of, section="offer", person_id=bronwen, said=Said("I make the boxes."), done=True
    )  # fmt: skip
    both = pack.read(inside, of)
    assert both.owners == "Asha and Bronwen"
    assert "I make the boxes." in flat(printed(both, "standard"))
    hers = pack.read(inside, of, only=[asha])
    text = flat(printed(hers, "standard"))
    assert "I make the boxes." not in text
    assert "Bronwen" not in text
    assert "My money, month by month" not in text, "half a sum is a wrong sum"
    assert hers.sheets is None


def test_paper_asks_what_the_screen_asks(whole: PlanPack) -> None:
    codes = [each.code for each in whole.view.sections]
    found = sheets.section_sheets("Asha", codes, trade="cards", printed=DAY)
    assert page_count(found) == len(codes)
    text = flat(found)
    for each in plan_template().sections:
        for words in (each.question, each.why, *each.prompts, *each.cards):
            assert words in text
    assert "Done by" in text
    assert "Typed by" in text


def test_a_translator_gets_her_words_and_room(whole: PlanPack) -> None:
    asha = whole.view.row.person_id
    found = flat(sheets.translation_sheet(whole.view, asha, "Polski", printed=DAY))
    assert "Polski" in found
    assert "You get one card" in found
    assert "11. My first 90 days Week 1" in found, "a translator need not know from where"


def test_her_pitch_is_her_own_words(whole: PlanPack) -> None:
    told = money_in_words(whole.sheets) if whole.sheets else ()
    cards = pitches.cards(whole.view, {"pitch.ask": "A place at the spring fair."}, told)
    assert [each.title for each in cards] == ["Who I am", "What I sell", "Who buys it", "The money", "What I ask for"]
    assert cards[0].words.startswith("I draw and cut neatly.")
    assert (cards[4].words, cards[4].own) == ("A place at the spring fair.", True)
    pages = pitch.pitch_pages(whole.title, whole.owners, cards, printed=DAY)
    assert page_count(pages) == 5
    assert page_count(pitch.pitch_cards(whole.title, whole.owners, cards, printed=DAY)) <= 2


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", ""),
        ("One.", "One."),
        ("One. Two? Three!", "One. Two? Three!"),
        ("A" * 300 + ". Two.", "A" * 300 + "."),
        ("First\nSecond", "First Second"),
    ],
)
def test_a_card_begins_with_whole_sentences(text: str, beginning: str) -> None:
    assert pitches.beginning(text) == beginning


def test_an_empty_plan_prints_too(inside: Vault, women: tuple[str, ...]) -> None:
    of, _changes = plan.begin(inside, women[1], person_id=women[1])
    empty = pack.read(inside, of)
    for depth in document.DEPTHS:
        assert page_count(printed(empty, depth)) <= 6
    assert "Bronwen" in flat(printed(empty, "one_page"))
