"""A participant at the kiosk: from a key to the painted letter in a long answer, and from a button to the next page."""

from __future__ import annotations

import math
import statistics
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bench import HOW, Row, waited
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from wagesdesk.ui.kiosk.frame import Frame
    from wagesdesk.ui.kiosk.plan.question import QuestionPage

WORDS = 5_000
KEYS = 300
ROUNDS = 7
ZONE = ZoneInfo("Europe/London")
LETTERS = "i sell cards at the fair "


def rows() -> Iterator[Row]:
    """The 95th percentile of the keys, in the middle of one paragraph of 5,000 words and then in one of fifty; and the
    slowest page of the kiosk, of the medians of each."""
    from wagesdesk.clock import FixedClock
    from wagesdesk.models import slots
    from wagesdesk.services import cohort, people, plan, practice, vault
    from wagesdesk.services.comfort import Comfort
    from wagesdesk.services.plan import Said
    from wagesdesk.ui import theme
    from wagesdesk.ui.jobs import Jobs
    from wagesdesk.ui.kiosk.desk import Writer
    from wagesdesk.ui.kiosk.frame import Frame
    from wagesdesk.ui.kiosk.pages import KIOSK_PAGES
    from wagesdesk.ui.kiosk.plan.question import QuestionPage

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "a page needs a QApplication"
    clock = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=ZONE), ZONE)
    cheap = slots.KdfParams(1024, 1, 1)
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "vault"
        practice.create_practice(home, today=clock.today(), zone=ZONE, params=cheap, floor=cheap)
        slot = vault.place(home).slots[0]
        opened = vault.unlock(home, slot_id=slot.id, secret=practice.PASSPHRASES[slot.name], clock=clock)
        row = people.people(opened, cohort.cohorts(opened)[0].id, clock.today())[0]
        plan_id, _changes = plan.begin(opened, row.id, person_id=row.id, title="Embellish", trade="cards")
        theme.apply(app, theme.participant("cream", factor=1.0))
        frame = Frame(
            opened, Writer(row.id, row.name, "en"), Comfort(), language="en_GB", clock=clock, jobs=Jobs(_crashed)
        )
        frame.resize(1366, 768)
        frame.show()
        frame.activateWindow()
        painted = 0.0
        for every in (WORDS, 50):
            text = "\n".join(
                " ".join(LETTERS.split()[n % 6] for n in range(at, at + every)) for at in range(0, WORDS, every)
            )
            said = Said(text)
            plan.answer(opened, row.id, plan_id=plan_id, section="offer", person_id=row.id, said=said)
            frame.go("question", plan=plan_id, section="offer")
            page = frame.page
            assert isinstance(page, QuestionPage), "the question is shown"
            painted = max(painted, _keys(app, page))
        shown = {}
        for spec in KIOSK_PAGES:
            frame.go(spec.id)  # what is imported once is not measured
            app.processEvents()
            shown[spec.id] = statistics.median(_show(app, frame, spec.id) for _round in range(ROUNDS))
        frame.desk.spelling.close()
        frame.close()
        frame.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        opened.lock()
    yield Row("key to painted letter, 5,000 words, 95th centile", painted, "ms", f"a frame of the screen{HOW}", 16)
    slowest = max(shown, key=lambda one: shown[one])
    yield Row(f"slowest page of the kiosk ({slowest})", shown[slowest], "ms", f"{len(shown)} pages{HOW}", 100)


def _keys(app: QApplication, page: QuestionPage) -> float:
    editor = page.answer.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(len(page.answer.text) // 2)
    editor.setTextCursor(cursor)
    app.processEvents()
    taken = []
    for at in range(KEYS):
        began = waited()
        QTest.keyClicks(editor, LETTERS[at % len(LETTERS)])
        app.processEvents()
        taken.append((waited() - began) * 1000)
    return sorted(taken)[math.ceil(0.95 * KEYS) - 1]


def _show(app: QApplication, frame: Frame, page_id: str) -> float:
    frame.go("home" if page_id != "home" else "plan")
    app.processEvents()
    began = waited()
    frame.go(page_id)
    app.processEvents()
    return (waited() - began) * 1000


def _crashed(bug: Exception) -> None:
    raise bug
