"""The same pages with twelve people in the vault and with ten thousand in two hundred cohorts."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bench import HOW, Row, waited
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from wagesdesk.ui.host import Host

ROUNDS = 7
FINDER_BEGINS = 0.6
"""Seconds after which the finder has begun to read who is there."""
COHORTS, IN_EACH = 200, 50
ZONE = ZoneInfo("Europe/London")


def rows() -> Iterator[Row]:
    """For each page: milliseconds in the big vault, and how many times those in the small one."""
    from wagesdesk.clock import FixedClock
    from wagesdesk.models import slots
    from wagesdesk.services import practice

    clock = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=ZONE), ZONE)
    cheap = slots.KdfParams(1024, 1, 1)
    with tempfile.TemporaryDirectory() as temporary:
        small, big = Path(temporary) / "small", Path(temporary) / "big"
        practice.create_practice(small, today=clock.today(), zone=ZONE, params=cheap, floor=cheap)
        _keep(small, clock)
        shutil.copytree(small, big)
        _fill(big, clock)
        few, many = (_measure(home, clock, Path(temporary)) for home in (small, big))
        for name in few:
            yield Row(f"{name}, 10,000 people", many[name], "ms", f"12 people, {few[name]:.0f} ms{HOW}", 150)
            yield Row(f"{name}, 10,000 against 12", many[name] / few[name], "times", f"the same page{HOW}", 1.5)


def _open(home: Path, clock: object):  # type: ignore[no-untyped-def]
    from wagesdesk.services import practice, vault

    slot = vault.place(home).slots[0]
    return vault.unlock(home, slot_id=slot.id, secret=practice.PASSPHRASES[slot.name], clock=clock), slot  # type: ignore[arg-type]


def _keep(home: Path, clock: object) -> None:
    """The place says how long people are kept: so Today looks for who is due."""
    from wagesdesk.services import site

    opened, _slot = _open(home, clock)
    site.set_retention(opened, opened.staff_id, 24)
    opened.lock()


def _fill(home: Path, clock: object) -> None:
    from wagesdesk.services import cohort, people

    opened, _slot = _open(home, clock)
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(1, COHORTS):
        start = date(2025, 1, 7) + timedelta(days=number)
        cohort_id, _changes = cohort.create_cohort(
            opened, opened.staff_id, title=f"Group {number}", term="", programme_code="wages", start=start,
            weekday=start.weekday(), starts="08:50", ends="15:50",
        )  # fmt: skip
        tail = letters[number % 26] + letters[number // 26]
        names = (f"N{letters[n % 26]}{letters[n // 26]}{tail} Surname{tail}" for n in range(IN_EACH))
        people.add_by_names(opened, opened.staff_id, cohort_id=cohort_id, text="\n".join(names), joined_on=start)
    opened.lock()


def _measure(home: Path, clock: object, temporary: Path) -> dict[str, float]:
    from wagesdesk import settings
    from wagesdesk.models import folder, slots
    from wagesdesk.services import attendance, cohort, practice, vault
    from wagesdesk.ui.desk import Sitting
    from wagesdesk.ui.host import Homes, Host
    from wagesdesk.ui.window import Shell

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the desk needs a QApplication"
    taken: dict[str, list[float]] = {}

    def timed(host: Host, name: str, work: Callable[[], None], less: float = 0.0) -> None:
        assert host.front is not None
        QTest.keyClick(host.front, Qt.Key.Key_Shift)  # as by hand: the watch for idleness rests after a touch
        began = waited()
        work()
        app.processEvents()
        taken.setdefault(name, []).append((waited() - began - less) * 1000)

    last = ""
    for _round in range(ROUNDS + 1):
        host = Host(
            app, Homes(home, home), settings=settings.Settings(full_screen=False, last_cohort=last),
            settings_file=temporary / "settings.toml", clock=clock,  # type: ignore[arg-type]
        )  # fmt: skip
        host.start()
        host.show()
        app.processEvents()
        slot = vault.place(home).slots[0]
        secret = practice.PASSPHRASES[slot.name]
        began = waited()
        slots.open_slot(slots.read_keys(folder.current(home))[0], slot.id, secret)
        derivation = waited() - began

        def unlock(host: Host = host, slot: slots.Slot = slot) -> None:
            opened, _slot = _open(home, clock)
            host.front.unlocked.emit(Sitting(opened, opened.staff_id, slot.name, slot.role))  # type: ignore[union-attr]

        timed(host, "unlock to Today", unlock, derivation)
        shell = host.front
        assert isinstance(shell, Shell), "the shell is shown after unlock"
        practised = next(row for row in cohort.cohorts(shell.desk.vault) if row.title == "Cohort 7")
        shell.choose_cohort(last := practised.id)
        today = shell.desk.clock.today()
        asha = attendance.register(shell.desk.vault, practised.id, today).rows[0].person_id
        _rest(host)
        timed(host, "register", lambda shell=shell: shell.go("workshops"))  # type: ignore[misc]
        timed(host, "participants", lambda shell=shell: shell.go("participants"))  # type: ignore[misc]
        timed(host, "person", lambda shell=shell, asha=asha: shell.go("person", person_id=asha))  # type: ignore[misc]
        timed(host, "Ctrl+K to a found person", lambda shell=shell: _find(shell))  # type: ignore[misc]
        while not host.jobs.idle:
            app.processEvents()
        host.close()
        app.processEvents()
    return {name: statistics.median(values[1:]) for name, values in taken.items()}


def _rest(host: Host) -> None:
    """As somebody who reads Today first: what is read behind the pages after unlocking has been read."""
    began = time.monotonic()
    while time.monotonic() - began < FINDER_BEGINS:
        QApplication.processEvents()
    done: list[object] = []
    host.jobs.start(lambda _token: None, owner=host, done=done.append, failed=done.append, quiet=True)
    while not done:
        QApplication.processEvents()


def _find(shell) -> None:  # type: ignore[no-untyped-def]
    """Open the finder and type; what was found stands when this returns."""
    from wagesdesk.ui.finder.results import Results

    QTest.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    field = QApplication.focusWidget()
    assert field is not None, "the finder takes the focus"
    QTest.keyClicks(field, "ash")
    names = {one.text for one in shell.findChild(Results).model.rows}
    assert any("Asha" in name for name in names), names
