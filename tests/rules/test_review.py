"""The review of a translation: the sheet a reader gets, and what she ticked and mended coming back."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from babel.messages.catalog import Catalog, Message

from devkit import review, reviewed, strings
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.pdf import write_pdf

DAY = date(2026, 12, 1)


@pytest.fixture
def catalog() -> Catalog:
    made = Catalog(locale="cy")
    made.add("What is my business?", "Beth yw fy musnes?", [("resources/programmes/plan.toml", 0)])
    made.add("Hello %(name)s", "Helo %(name)s", [("src/wagesdesk/ui/kiosk/home.py", 0)])
    made.add("Today", "", [("src/wagesdesk/ui/pages/today/page.py", 0)])
    made.add("Lock", "Cloi", [("src/wagesdesk/ui/topbar.py", 0)])
    for message in made:
        reviewed.note(message, strings.forms(message))
    return made


def answered(catalog: Catalog, *changes: tuple[str, str], reader: str = "Elin") -> tuple[int, list[str]]:
    """The form as it is written, with `changes` typed into it, taken back."""
    form = review.form((*review.to_read(catalog), *review.to_read(catalog, staff=True)), "cy")
    form = form.replace('reader = ""', f'reader = "{reader}"')
    for old, new in changes:
        assert old in form
        form = form.replace(old, new)
    return review.take(catalog, tomllib.loads(form), on=DAY)


def state(catalog: Catalog, english: str) -> list[str]:
    return list(catalog[english].user_comments)


def test_the_sheet_holds_what_nobody_has_read_by_place(catalog: Catalog) -> None:
    told = review.to_read(catalog)
    rest = review.to_read(catalog, staff=True)
    assert [message.id for message in (*told, *rest)] == ["What is my business?", "Hello %(name)s", "Lock"]
    assert [message.id for message in rest] == ["Lock"]
    document = review.sheet((*told, *rest), printed=DAY)
    page = write_html(document).decode()
    assert all(
        text in page for text in ("Beth yw fy musnes?", review.code(told[0]), "Her pages", "The desk of the staff")
    )
    assert write_pdf(document).startswith(b"%PDF")


def test_what_she_ticked_is_reviewed_and_what_she_mended_is_said(catalog: Catalog) -> None:
    taken, left = answered(catalog, ("right = false", "right = true"), ("Beth yw fy musnes?", "Beth ydy fy musnes?"))
    assert (taken, left) == (3, [])
    assert catalog["What is my business?"].string == "Beth ydy fy musnes?"
    assert reviewed.by(catalog["Lock"], ("Cloi",)) == (DAY, "Elin")
    assert review.to_read(catalog) == []


def test_what_she_did_not_tick_stays_as_it_is(catalog: Catalog) -> None:
    assert answered(catalog, ("Beth yw fy musnes?", "Beth ydy fy musnes?")) == (0, [])
    assert catalog["What is my business?"].string == "Beth yw fy musnes?"
    assert state(catalog, "What is my business?") == ["reviewed: no"]


def test_words_changed_after_review_are_to_be_read_again(catalog: Catalog) -> None:
    answered(catalog, ("right = false", "right = true"))
    catalog["Lock"].string = "Clo"
    assert [message.id for message in review.to_read(catalog, staff=True)] == ["Lock"]
    reviewed.note(catalog["Lock"], ("Clo",))
    assert state(catalog, "Lock") == ["reviewed: no"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Helo %(name)s", "Helo", "fields"),
        ("Helo %(name)s", "Helo %(enw)s", "fields"),
        ("Beth yw fy musnes?", "Fy musnes", "end"),
        ("Beth yw fy musnes?", "Beth yw fy 2 fusnes?", "numbers"),
        ('words = "Cloi"', 'words = " "', "nothing"),
        ('words = "Cloi"', 'words = ["Cloi", "Clo"]', "1 forms"),
        ("code = ", 'code = "zzzzzz" #', "another now"),
    ],
)
def test_what_cannot_be_taken_is_told_and_left(catalog: Catalog, old: str, new: str, told: str) -> None:
    before = [message.string for message in catalog]
    _taken, left = answered(catalog, ("right = false", "right = true"), (old, new))
    assert told in left[0]
    assert [message.string for message in catalog] == before


def test_a_form_without_the_name_of_its_reader_is_not_taken(catalog: Catalog) -> None:
    taken, left = answered(catalog, ("right = false", "right = true"), reader=" ")
    assert (taken, len(left)) == (0, 1)


def test_no_two_texts_have_one_code() -> None:
    messages = [message for message in strings.read("cy") if message.id]
    assert len({review.code(message) for message in messages}) == len(messages)


def test_plural_forms_may_do_without_the_number_but_the_last() -> None:
    message = Message(("%(n)d woman", "%(n)d women"), ("",) * 6)
    forms = ("dim menywod", "%(n)d fenyw", "%(n)d fenyw", "%(n)d menyw", "%(n)d menyw", "%(n)d menyw")
    assert review.fault(message, forms) == ""
    assert review.fault(message, (*forms[:5], "menywod"))
