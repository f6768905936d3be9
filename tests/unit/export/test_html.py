from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.export import shapes
from wagesdesk.export.reports.blocks import (
    Blank,
    Bullets,
    Document,
    Facts,
    Groups,
    Heading,
    Paragraph,
    Signature,
    clean,
)
from wagesdesk.export.reports.html import write_html
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.export.reports.register import register_blank, register_filled

VOID = {"meta", "br"}


class Page(HTMLParser):
    """Reads a page strictly: every tag closed in order; keeps texts and attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def _register(names: tuple[str, ...] = shapes.NAMES) -> Document:
    return register_filled(shapes.register(names), "Autumn", "HMP Ashmere", codes=shapes.CODES, printed=shapes.PRINTED)


def test_the_register_is_a_table_that_a_screen_reader_can_walk() -> None:
    page = Page(write_html(_register()))
    assert page.all("html") == [{"lang": "en-GB"}]
    assert ("title", "Register · Autumn, HMP Ashmere") in page.texts
    assert len(page.all("h1")) == 1
    assert len(page.all("caption")) == 1
    scopes = [head["scope"] for head in page.all("th")]
    assert scopes.count("col") == 12
    assert scopes.count("row") == 12 + 2
    assert ("span", "Came late") in page.texts  # the letter L, for the ear
    assert ("span", "Before she joined") in page.texts


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    page = Page(write_html(_register(shapes.HOSTILE)))
    used = {tag for tag, _attributes in page.tags}
    assert not used & {"script", "img", "link", "iframe", "object", "a"}
    assert not [name for _tag, attributes in page.tags for name in attributes if name.startswith("on") or name == "src"]
    assert "default-src 'none'" in str(page.all("meta"))
    heads = [text for tag, text in page.texts if tag == "th"]
    assert all(clean(name) in heads for name in shapes.HOSTILE)


@given(st.text(min_size=1, max_size=60).filter(lambda text: clean(text).strip() != ""))
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    blocks = (
        Heading(text), Paragraph(text), Bullets((text,)), Facts(((text, text),)), Groups((text,)), Signature((text,)),
        Blank(text),
    )  # fmt: skip
    document = Document(text, text, blocks, shapes.PRINTED, notes=(text,))
    page = Page(write_html(document))
    want = clean(text)
    for tag in ("h1", "h2", "p", "li", "dt", "dd", "span"):
        assert want in [part for name, part in page.texts if name == tag]
    assert {tag for tag, _attributes in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "main", "h2", "ul", "ol", "li", "dl",
        "dt", "dd", "div", "span", "footer",
    }  # fmt: skip


def test_the_blank_register_has_no_marks_but_grey_days() -> None:
    blank = register_blank(shapes.register(), "Autumn", "HMP Ashmere", codes=shapes.CODES, printed=shapes.PRINTED)
    page = Page(write_html(blank))
    cells = [attributes["class"] or "" for attributes in page.all("td")]
    assert sum("cell-closed" in kind for kind in cells) == 2 + 4
    assert not [text for tag, text in page.texts if tag == "td"]


def test_plain_text_holds_the_same_and_lines_up() -> None:
    text = write_plain(_register())
    lines = text.split("\n")
    assert lines[0] == "Register"
    head = next(line for line in lines if line.startswith("Name"))
    asha = next(line for line in lines if line.startswith("Asha"))
    assert head.index("Came") == asha.index("7 of 7")
    assert "V  Visit" in lines
    assert "Printed Tuesday 3 November 2026" in text


@pytest.mark.parametrize("name", shapes.HOSTILE)
def test_a_name_keeps_to_its_line_in_plain_text(name: str) -> None:
    assert any(line.startswith(clean(name).replace("\n", " ")) for line in write_plain(_register((name,))).split("\n"))
