"""The real window over a real vault, for tests of what stays when it is made anew, covered, locked or closed."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.shells import settle
from wagesdesk.models.vault import Vault
from wagesdesk.settings import Settings
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.page import Page
from wagesdesk.ui.window import Shell

P = TypeVar("P", bound=Page)


class Window:
    """The real window, unlocked, on one page."""

    def __init__(self, qtbot: QtBot, host: Host, vault: Vault) -> None:
        self._qtbot, self.host = qtbot, host
        host.front.unlocked.emit(Sitting(vault, vault.staff_id, "Rhian", "facilitator"))  # type: ignore[union-attr]

    @property
    def shell(self) -> Shell:
        assert isinstance(self.host.front, Shell)
        return self.host.front

    def page(self, kind: type[P], page_id: str, **where: str) -> P:
        """Go to a page and wait until it has all it asked for."""
        self.shell.go(page_id, **where)
        settle(self._qtbot, self.host.jobs)
        found = self.shell.page(page_id)
        assert isinstance(found, kind)
        return found

    def redrawn(self, page: P, text_size: int = 115) -> P:
        """The page that stands where `page` stood, after the letters became larger."""
        before = self.shell
        page_id, _where = before.where
        self._qtbot.waitUntil(lambda: self.host.jobs.idle)
        self.host.change_settings(text_size=text_size)
        assert self.shell is not before
        found = self.shell.page(page_id)
        assert found is not page
        assert isinstance(found, type(page))
        return found


def window_over(qtbot: QtBot, qapp: QApplication, vault: Vault, windows: list[Host], tmp_path: Path) -> Window:
    host = Host(
        qapp, Homes(vault.home, vault.home), settings=Settings(), settings_file=tmp_path / "settings.toml",
        clock=vault.clock,
    )  # fmt: skip
    windows.append(host)
    host.resize(1366, 768)
    host.start()
    host.show()
    host.activateWindow()
    return Window(qtbot, host, vault)
