"""A mark, from the key press to the durable commit, against one bare SQLCipher transaction of one row."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench import Row
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

KEYS = (Qt.Key.Key_P, Qt.Key.Key_H, Qt.Key.Key_V)
ROUNDS = 60
LAST = 10  # the column of the last workshop, in which nobody is marked yet
ZONE = ZoneInfo("Europe/London")


def rows() -> Iterator[Row]:
    """The ratio of medians; both write to the same disk in turn."""
    from wagesdesk import settings
    from wagesdesk.clock import FixedClock
    from wagesdesk.models import cipher, slots
    from wagesdesk.services import attendance, practice, vault
    from wagesdesk.services.changes import Changes
    from wagesdesk.ui.desk import Sitting
    from wagesdesk.ui.host import Homes, Host
    from wagesdesk.ui.pages.attendance.register_view import RegisterView
    from wagesdesk.ui.window import Shell

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the desk needs a QApplication"
    clock = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=ZONE), ZONE)
    cheap = slots.KdfParams(1024, 1, 1)
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "vault"
        practice.create_practice(home, today=clock.today(), zone=ZONE, params=cheap, floor=cheap)
        slot = vault.place(home).slots[0]
        opened = vault.unlock(home, slot_id=slot.id, secret=practice.PASSPHRASES[slot.name], clock=clock)
        host = Host(
            app, Homes(home, home), settings=settings.Settings(), settings_file=Path(temporary) / "settings.toml",
            clock=clock,
        )  # fmt: skip
        host.start()
        host.show()
        host.front.unlocked.emit(Sitting(opened, opened.staff_id, slot.name, slot.role))  # type: ignore[union-attr]
        shell = host.front
        assert isinstance(shell, Shell), "the shell is shown after unlock"
        shell.go("workshops")
        app.processEvents()
        view = shell.findChild(RegisterView)
        assert isinstance(view, RegisterView), "the register has a view"
        durable: list[float] = []
        marked = attendance.mark

        def noting(*place: Any, **said: Any) -> Changes:
            """The service, noting when it returned: its mark is durable then. The screen follows after."""
            changes = marked(*place, **said)
            durable.append(time.perf_counter())
            return changes

        attendance.mark = noting
        bare = cipher.connect(Path(temporary) / "bare.db", b"k" * 32, create=True)
        bare.execute("CREATE TABLE t (a INTEGER, b TEXT)")
        mark_ms, bare_ms = [], []
        view.setFocus()
        for number in range(ROUNDS + 24):
            view.setCurrentIndex(view.model().index(number % 12, LAST))
            durable.clear()
            began = time.perf_counter()
            QTest.keyClick(view, KEYS[(number // 12) % len(KEYS)])
            mark_ms.append((durable[0] - began) * 1000)
            app.processEvents()
            began = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO t VALUES (?, ?)", (number, "x" * 400))
            bare.execute("COMMIT")
            bare_ms.append((time.perf_counter() - began) * 1000)
        attendance.mark = marked
        bare.close()
        host.close()
    mark, yardstick = statistics.median(mark_ms[24:]), statistics.median(bare_ms[24:])
    yield Row("key press to durable mark", mark / yardstick, "times", f"bare transaction, {yardstick:.2f} ms", 10)
