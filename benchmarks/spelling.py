"""The longest time for which nothing on the screen moves while words are looked at, from a helper not yet started."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

from bench import BUSY, HOW, Row
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

ROUNDS = 3
SENTENCE = (
    "I want to start a bizness that makes birthday cards for shops and fares in my town because people like them. "
)
WORDS = 5000
ASKED = 3


def rows() -> Iterator[Row]:
    """The median over rounds of the longest gap between two beats of a timer."""
    from wagesdesk.ui import theme

    app = QApplication.instance() or theme.application("bench")
    assert isinstance(app, QApplication), "words are drawn by a QApplication"
    theme.apply(app, theme.participant("cream", factor=1.0))
    longest = statistics.median(_round() for _number in range(ROUNDS))
    app.setStyleSheet("")
    yield Row("longest gap while spelling works", longest, "ms", f"5,000 words, cold helper{HOW}", 50)


def _now() -> float:
    """Seconds. On a busy machine those that any thread of ours worked: another of ours may hold up the screen."""
    return time.process_time() if BUSY else time.perf_counter()


def _round() -> float:
    from wagesdesk.ui.kiosk.widgets import KioskWords
    from wagesdesk.ui.words.check import CheckWords
    from wagesdesk.ui.words.spelling import Spelling

    page = QWidget()
    column = QVBoxLayout(page)
    editor = KioskWords("My answer")
    editor.setPlainText(SENTENCE * (WORDS // len(SENTENCE.split())))
    spelling = Spelling(page)
    help_with_words = CheckWords(editor, spelling, language="en", own=frozenset, keep=lambda _word: None)
    column.addWidget(editor)
    column.addWidget(help_with_words)
    page.resize(1366, 768)
    page.show()
    beats: list[float] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(_now()))
    _until(page.isVisible)
    timer.start()
    help_with_words.button.click()
    _until(lambda: bool(help_with_words.marked()))
    for word in help_with_words.marked()[:ASKED]:
        help_with_words.open(word)
        _until(lambda: help_with_words.list.ready)
    timer.stop()
    spelling.close()
    page.close()
    return max(after - before for before, after in pairwise(beats)) * 1000


def _until(there: Callable[[], bool]) -> None:
    loop = QEventLoop()
    look = QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if there() else None)
    look.start()
    loop.exec()
