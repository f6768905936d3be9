"""A process that paints once and says so: `first_paint.py lock|bare|stay VAULT`. Run by `starting.py`."""

from __future__ import annotations

import sys
from pathlib import Path


def bare() -> None:
    from PySide6.QtCore import QAbstractTableModel, Qt, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    class Table(QAbstractTableModel):
        def rowCount(self, _parent: object = None) -> int:
            return 500

        def columnCount(self, _parent: object = None) -> int:
            return 6

        def data(self, _index: object, role: int = 0) -> object:
            return "cell" if role == Qt.ItemDataRole.DisplayRole else None

    app = QApplication([])
    window = QMainWindow()
    view = QTableView()
    table = Table()
    view.setModel(table)
    window.setCentralWidget(view)
    window.resize(1366, 768)
    window.show()
    say_when_painted(app, lambda: True, QTimer)
    app.exec()


def lock(home: str, *, stay: bool) -> None:
    from PySide6.QtCore import QTimer

    from wagesdesk.app import build

    app, host = build(["--vault", home])
    host.show()
    if not stay:
        say_when_painted(app, lambda: host.painted, QTimer)
    app.exec()


def say_when_painted(app, painted, timer) -> None:  # type: ignore[no-untyped-def]
    def look() -> None:
        if not painted():
            timer.singleShot(0, look)
            return
        print("painted", peak_kib(), flush=True)
        app.exit(0)

    app.processEvents()
    timer.singleShot(0, look)


def peak_kib() -> int:
    """The peak of this program's own memory; `getrusage` would count what the parent held when it started us."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if sys.argv[1] == "bare":
    bare()
else:
    lock(sys.argv[2], stay=sys.argv[1] == "stay")
