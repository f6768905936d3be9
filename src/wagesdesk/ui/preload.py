"""Imports what the first page after unlock needs, in the background, while the passphrase is typed."""

from __future__ import annotations

import importlib
import threading

from wagesdesk.services import vault

MODULES = (
    "wagesdesk.models.vault",
    "wagesdesk.services.attendance",
    "wagesdesk.services.people",
    "wagesdesk.services.today",
    "wagesdesk.services.history",
    "cryptography.hazmat.primitives.kdf.argon2",
    "wagesdesk.ui.window",
    "wagesdesk.ui.pages.today.page",
)


def start() -> threading.Thread:
    """Begin importing; the thread ends by itself and keeps nothing alive."""
    thread = threading.Thread(target=_run, name="preload", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    for name in MODULES:
        importlib.import_module(name)
    vault.warm()
