"""From an accepted passphrase to a painted Today, beyond the key derivation, with SQLAlchemy and models imported."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench import HOW, Row, waited
from PySide6.QtWidgets import QApplication

ROUNDS = 7
ZONE = ZoneInfo("Europe/London")


def rows() -> Iterator[Row]:
    """Milliseconds, the median of several unlocks of the practice vault in one warm process."""
    from wagesdesk import settings
    from wagesdesk.clock import FixedClock
    from wagesdesk.models import folder, slots
    from wagesdesk.services import practice, vault
    from wagesdesk.ui.desk import Sitting
    from wagesdesk.ui.host import Homes, Host

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the desk needs a QApplication"
    clock = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=ZONE), ZONE)
    cheap = slots.KdfParams(1024, 1, 1)
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "vault"
        practice.create_practice(home, today=clock.today(), zone=ZONE, params=cheap, floor=cheap)
        slot = vault.place(home).slots[0]
        secret = practice.PASSPHRASES[slot.name]
        taken = []
        for _round in range(ROUNDS + 1):
            host = Host(
                app, Homes(home, home), settings=settings.Settings(), settings_file=Path(temporary) / "settings.toml",
                clock=clock,
            )  # fmt: skip
            host.start()
            host.show()
            app.processEvents()
            derived = waited()
            slots.open_slot(slots.read_keys(folder.current(home))[0], slot.id, secret)
            derivation = waited() - derived
            began = waited()
            opened = vault.unlock(home, slot_id=slot.id, secret=secret, clock=clock)
            page = host.front
            page.unlocked.emit(Sitting(opened, opened.staff_id, slot.name, slot.role))  # type: ignore[union-attr]
            app.processEvents()
            taken.append((waited() - began - derivation) * 1000)
            host.close()
            app.processEvents()
    yield Row(
        "passphrase accepted to painted Today", statistics.median(taken[1:]), "ms", f"beyond key derivation{HOW}", 250
    )
