"""What is behind a line of the gate check shows whole, however long it is: piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.ui.pages.transfer.details import Details


@pytest.fixture
def beside(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def shown(details: Details) -> list[str]:
    return [one.text() for one in details.findChildren(QLabel)][2:]


def test_a_book_is_read_piece_by_piece_and_no_word_of_it_is_missing(beside: QWidget) -> None:
    book = " ".join(f"word{number}" for number in range(12_000))
    asked: list[int] = []

    def rows() -> Iterator[tuple[str, str]]:
        for number in range(5):
            asked.append(number)
            yield f"New {number}", book

    details = Details(beside, "What leaves", "All of it.", rows())
    details.show()
    assert asked == [0]
    assert max(map(len, shown(details))) <= 4_000
    told = shown(details)
    pieces = 1
    while details.more.isVisible():
        details.more.click()
        told += shown(details)
        pieces += 1
    for _piece in range(pieces - 1):
        details.before.click()
    assert not details.before.isVisible()
    assert told[: len(shown(details))] == shown(details)
    assert [one for one in told if one.startswith("New ")] == [f"New {number}" for number in range(5)]
    assert " ".join(one for one in told if one.startswith("word")).split() == book.split() * 5
    details.close()


def test_a_text_without_a_space_and_many_short_rows_show_whole_too(beside: QWidget) -> None:
    details = Details(beside, "What leaves", "All of it.", [("", "a" * 9_000), *((str(n), "") for n in range(150))])
    details.show()
    told = shown(details)
    details.more.click()
    told += shown(details)
    assert sum(one.count("a") for one in told if set(one) == {"a"}) == 9_000
    assert [one for one in told if one.isdigit()] == [str(n) for n in range(150)]
    assert not details.more.isVisible()
    details.close()


def test_what_is_short_has_no_button_for_more(beside: QWidget) -> None:
    details = Details(beside, "None", "Nothing.", [("None.", "")])
    assert details.more.isHidden()
    assert shown(details) == ["None."]
    details.close()
