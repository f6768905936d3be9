"""The first window imports PySide6 and nothing heavy, and begins to import the rest once it is painted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from wagesdesk import paths
from wagesdesk.ui import preload

HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "PIL", "cryptography", "openpyxl", "alembic", "pyrage")

PROGRAM = """
import sys
from wagesdesk import app
from wagesdesk.ui import preload
from wagesdesk.ui.lock import LockPage

started = []
preload.start = lambda: started.append(1)
application, host = app.build(["--vault", sys.argv[1]])
host.show()
for _round in range(200):
    application.processEvents()
    if host.painted and started:
        break
assert host.painted and isinstance(host.front, LockPage), host.front
assert started == [1]
print(",".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def _run(*arguments: str) -> str:
    source = str(paths.resource("..").resolve() / "src")
    environment = {**os.environ, "PYTHONPATH": source, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", *arguments],
        capture_output=True, text=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_the_lock_page_pulls_nothing_heavy(vault_home: Path) -> None:
    modules = set(_run(PROGRAM, str(vault_home)).split(","))
    assert "PySide6" in modules
    assert modules & set(HEAVY) == set()


def test_what_is_imported_beforehand_exists() -> None:
    said = _run("import sys; from wagesdesk.ui import preload; preload.start().join(); print(*sys.modules)")
    assert set(preload.MODULES) <= set(said.split())
