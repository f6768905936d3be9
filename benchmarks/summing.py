"""A participant's sums: from a button to any of their pages."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bench import HOW, Row, waited
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from wagesdesk.ui.kiosk.frame import Frame

ROUNDS = 5
ZONE = ZoneInfo("Europe/London")


def rows() -> Iterator[Row]:
    """The slowest page of the sums, of the medians of each; its picture follows from a job."""
    from wagesdesk.clock import FixedClock
    from wagesdesk.models import slots
    from wagesdesk.services import cohort, people, plan, plan_sums, practice, vault
    from wagesdesk.services.comfort import Comfort
    from wagesdesk.services.plan_sums import Figure
    from wagesdesk.ui import theme
    from wagesdesk.ui.jobs import Jobs
    from wagesdesk.ui.kiosk.desk import Writer
    from wagesdesk.ui.kiosk.frame import Frame
    from wagesdesk.ui.kiosk.sums.route import Spot, spots

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
        lines = [Figure("start_up", f"i{n}", kind="item", name=f"Thing {n}", pence=n) for n in range(1, 9)]
        things = [Figure("one", f"t{n}", kind="thing", name=f"Card {n}") for n in range(1, 4)]
        priced = [Figure("one", f"t{n}.price", pence=2_75) for n in range(1, 4)]
        sold = [Figure("sales", f"t{n}.usual", number=40) for n in range(1, 4)]
        plan_sums.put(opened, row.id, plan_id=plan_id, figures=[*lines, *things, *priced, *sold])
        held = plan_sums.read(opened, plan_id)
        every = [spot for sheet in plan_sums.SHEETS for spot in spots(held, sheet)]
        every.append(Spot("cash", "what_if"))
        theme.apply(app, theme.participant("cream", factor=1.0))
        jobs = Jobs(_crashed)
        frame = Frame(opened, Writer(row.id, row.name, "en"), Comfort(), language="en_GB", clock=clock, jobs=jobs)
        frame.resize(1366, 768)
        frame.show()
        shown = {}
        for spot in every:
            frame.go("sum", plan=plan_id, **spot.where)  # what is imported once is not measured
            app.processEvents()
            shown[spot] = statistics.median(_show(app, frame, plan_id, spot.where) for _round in range(ROUNDS))
        jobs.shutdown()
        frame.desk.spelling.close()
        frame.close()
        frame.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        opened.lock()
    slowest = max(shown, key=lambda one: shown[one])
    name = f"slowest page of the sums ({slowest.sheet}, {slowest.page})"
    yield Row(name, shown[slowest], "ms", f"{len(shown)} pages{HOW}", 100)


def _show(app: QApplication, frame: Frame, plan_id: str, where: dict[str, str]) -> float:
    began = waited()
    frame.go("sum", plan=plan_id, **where)
    app.processEvents()
    return (waited() - began) * 1000


def _crashed(bug: Exception) -> None:
    raise bug
