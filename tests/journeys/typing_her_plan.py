"""Run as a program: sit at the kiosk and type an answer, letter after letter, until the process is killed.

`python -m tests.journeys.typing_her_plan HOME PERSON PLAN` prints one line for each letter: how many there are now, and
the seconds since the first.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests import vaults
from wagesdesk.services.comfort import Comfort
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.kiosk.desk import Writer
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.plan.question import QuestionPage

EVERY_MS = 40
SECTION = "offer"


def letter(at: int) -> str:
    """The letter at this place, from 0; no two neighbours are the same."""
    return chr(ord("a") + at % 26)


def main(home: str, person: str, plan_id: str) -> int:
    app = QApplication([])
    theme.apply(app, theme.participant("cream", factor=1.0))
    opened = vaults.unlock(Path(home), vaults.morning())
    frame = Frame(
        opened, Writer(person, "Asha", "en"), Comfort(), language="en_GB", clock=opened.clock, jobs=Jobs(_crashed)
    )
    frame.show()
    frame.go("question", plan=plan_id, section=SECTION)
    page = frame.page
    if not isinstance(page, QuestionPage):
        return 1
    began = time.monotonic()
    typed = 0

    def press() -> None:
        nonlocal typed
        QTest.keyClicks(page.answer.editor, letter(typed))
        typed += 1
        sys.stdout.write(f"{typed} {time.monotonic() - began}\n")
        sys.stdout.flush()

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(EVERY_MS)
    return app.exec()


def _crashed(bug: Exception) -> None:
    raise bug


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
