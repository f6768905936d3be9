"""What each print says, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.export import shapes
from wagesdesk.export.reports.custody_receipt import Receipt, custody_receipt, eights
from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.export.reports.pdf import page_count, write_pdf
from wagesdesk.export.reports.person import person_page
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.export.reports.recovery_sheet import recovery_sheet
from wagesdesk.export.reports.register import legend, register_blank, register_filled
from wagesdesk.services.people import PersonPage

RECEIPT = Receipt(
    "7f3kq2mz", "wd-7f3kq2mz.age", 1_284_096, "0123456789abcdef" * 4, "Ashmere Hub", 12, 31, "HMP Ashmere", "Rhian",
    "Morag", ("river", "button", "candle", "seven"), "4C53",
)  # fmt: skip


def _person(page: PersonPage, **options: bool | tuple[str, ...]) -> str:
    return write_plain(person_page(page, "Autumn 2026", codes=shapes.CODES, printed=shapes.PRINTED, **options))  # type: ignore[arg-type]


def test_her_page_shows_her_first_name_only() -> None:
    text = _person(shapes.person())
    assert "Asha" in text
    assert "Embellish" in text
    assert "Thursday 14 January 2027" in text
    assert "6 of 8 workshops" in text
    assert "Healthcare: Not well today" in text
    assert "Example" not in text
    assert "A0000AA" not in text


def test_her_page_shows_her_surname_and_number_when_asked() -> None:
    text = _person(shapes.person(), with_identity=True)
    assert "Asha Example" in text
    assert "A0000AA" in text


def test_her_page_keeps_to_the_scopes_she_said_yes_to() -> None:
    text = _person(shapes.person(), scopes=("plan",))
    assert "Embellish" in text
    assert "January" not in text
    assert "Workshops" not in text
    assert "6 of 8" not in text
    assert "Embellish" not in _person(shapes.person(), scopes=("attendance", "actions"))


def test_a_note_beside_a_mark_is_never_printed() -> None:
    page = shapes.person()
    noted = replace(page, cells=tuple(replace(cell, note="Kasia said so") for cell in page.cells))
    assert _person(noted) == _person(page)


def test_the_register_greys_other_peoples_days_and_says_x_once() -> None:
    document = register_filled(shapes.register(), "Autumn", "", codes=shapes.CODES, printed=shapes.PRINTED)
    table = document.blocks[0]
    rows = {row[0].text: row for row in table.rows}  # type: ignore[union-attr]
    assert [cell.kind for cell in rows["Hollie"][1:4]] == ["closed", "closed", "plain"]
    assert [cell.text for cell in rows["Kasia"][7:11]] == ["X", "", "", ""]
    assert [cell.kind for cell in rows["Kasia"][8:11]] == ["closed"] * 3
    assert document.owner == "Autumn"
    frames = {letter: kind for letter, _words, kind in legend(shapes.CODES).items}
    assert frames["P"] == "plain"
    assert frames["A"] == "heavy"
    assert frames["L"] != frames["V"]


def test_the_receipt_tells_the_fingerprint_in_eights_and_no_small_counts() -> None:
    text = write_plain(custody_receipt(RECEIPT, printed=shapes.PRINTED))
    assert eights(RECEIPT.sha256) == ("01234567", "89abcdef") * 4
    assert text.count("01234567") == 4
    assert "1,284,096 bytes" in text
    assert "river, button, candle, seven" in text
    assert "12 people, 31 files" in text
    assert text.count("____  Date") == 2
    small = write_plain(custody_receipt(replace(RECEIPT, people=4), printed=shapes.PRINTED))
    assert "fewer than 5 people" in small
    envelope = write_plain(custody_receipt(replace(RECEIPT, pages=3), printed=shapes.PRINTED))
    assert "3 pages in a sealed envelope" in envelope
    assert "31 files" not in envelope


def test_secret_sheets_hold_every_word_in_order_once() -> None:
    words = ("copper", "lantern", "meadow", "pebble", "thistle", "orchard")
    for sheet in (
        passphrase_sheet("Rhian", "HMP Ashmere", words, printed=shapes.PRINTED),
        recovery_sheet("HMP Ashmere", words, printed=shapes.PRINTED),
    ):
        text = write_plain(sheet)
        places = [text.index(f"{n}. {word}") for n, word in enumerate(words, start=1)]
        assert places == sorted(places)
        assert all(text.count(word) == 1 for word in words)


def test_somebody_of_whom_only_the_name_is_known_has_a_page() -> None:
    bare = replace(shapes.person(), business="", business_about="", release=None, releases=(), workshops=(), cells=())
    document = person_page(bare, "", codes=shapes.CODES, printed=shapes.PRINTED)
    assert write_pdf(document).startswith(b"%PDF")
    assert "Workshops" not in write_plain(document)
    assert "Asha" in write_plain(document)


def test_the_register_of_twelve_has_its_signature_on_the_same_page_in_large_print() -> None:
    twelve = replace(shapes.register(), rows=(shapes.register().rows * 12)[:12])
    blank = register_blank(twelve, "Autumn", "HMP Ashmere", codes=shapes.CODES, printed=shapes.PRINTED, large=True)
    assert page_count(blank) == 1
