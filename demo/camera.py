"""The real window, drawn in memory and driven by keys and buttons as a person would drive it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import line
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from wagesdesk import settings
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import vault
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.page import Page
from wagesdesk.ui.window import Shell


@dataclass(frozen=True)
class Film:
    """How the pictures are taken: the theme, text size in percent, width and height of the window."""

    theme: str = "light"
    text: int = 100
    wide: int = 1366
    high: int = 768


class Camera:
    """One window and the folder its pictures go to."""

    def __init__(
        self, app: QApplication, home: Path, folder: Path, clock: FixedClock, taken: list[str], film: Film
    ) -> None:
        self._app, self._folder, self.taken, self._film = app, folder, taken, film
        self.host = Host(
            app, Homes(home, home),
            settings=settings.Settings(full_screen=False, theme=film.theme, text_size=film.text),
            settings_file=folder.parent / "settings.toml", clock=clock,
        )  # fmt: skip
        self.host.start()
        self.host.resize(film.wide, film.high)
        self.host.show()
        self.host.activateWindow()
        QTest.qWaitForWindowActive(self.host)
        self.settle()

    def settle(self) -> None:
        """Wait until all work is done and everything is painted."""
        for _turn in range(400):
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if self.host.jobs.idle:
                break
            QTest.qWait(10)
        self._app.processEvents()

    def take(self, name: str) -> None:
        """Save what the window shows; ends the demo when it shows nothing."""
        self.settle()
        picture = self.host.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
        if (picture.width(), picture.height()) != (self._film.wide, self._film.high) or len(colours) < 20:
            raise SystemExit(f"The demo stopped: the page {name} is empty or of the wrong size.")
        picture.save(str(self._folder / f"{len(self.taken) + 1:02}-{name}.png"))
        self.taken.append(name)

    def take_dialog(self, name: str) -> None:
        """Save the dialog that stands over the window, in the middle of it, and close it."""
        self.settle()
        self.wait_for(lambda: any(one.isVisible() for one in self.host.findChildren(QDialog)))
        dialog = next(one for one in self.host.findChildren(QDialog) if one.isVisible())
        QTest.qWait(600)  # the preview draws its pages a little later
        picture = self.host.grab()
        painter = QPainter(picture)
        painter.drawPixmap(
            (picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2, dialog.grab()
        )
        painter.end()
        picture.save(str(self._folder / f"{len(self.taken) + 1:02}-{name}.png"))
        self.taken.append(name)
        dialog.close()
        self.settle()

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        """The visible control of this kind whose accessible name or text begins with `name`."""
        plain = re.compile(r"&(?!&)")
        for one in self.host.findChildren(kind):
            said = {one.accessibleName(), plain.sub("", one.text()) if isinstance(one, QAbstractButton) else ""}
            if one.isVisible() and any(text.startswith(name) for text in said if text or not name):
                return one
        seen = sorted({one.accessibleName() for one in self.host.findChildren(kind) if one.isVisible()})
        raise SystemExit(f"The demo stopped: there is no {kind.__name__} called {name}, only {seen}.")

    def press(self, name: str) -> None:
        button = self.find(QAbstractButton, name)
        if not button.isEnabled():
            raise SystemExit(f"The demo stopped: {name} cannot be pressed.")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type_in(self, text: str) -> None:
        """Type where the focus is, several lines into the text box that is shown; a one-line field is emptied first."""
        field = self._focus() if "\n" not in text else self.find(QPlainTextEdit, "")
        if isinstance(field, QLineEdit):
            field.clear()
        if isinstance(field, QPlainTextEdit):
            field.insertPlainText(text)
        else:
            QTest.keyClicks(field, text)
        self.settle()

    def write(self, name: str, text: str) -> None:
        """Type into the field of this name."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        self.type_in(text)

    def choose(self, name: str, text: str) -> None:
        """Choose the line that begins with `text` in the list of this name."""
        box = self.find(QComboBox, name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText(text, Qt.MatchFlag.MatchStartsWith))
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self._focus(), key, modifier)
        self.settle()

    def focus(self, kind: type[QWidget]) -> None:
        """Give the focus to the widget of this kind."""
        found = self.host.findChild(kind)
        assert isinstance(found, QWidget), kind
        found.setFocus()
        self.settle()

    def _focus(self) -> QWidget:
        for one in (self._app.focusWidget(), self.host.focusWidget()):
            if one is not None:
                return one
        return self.host

    def page(self, page_id: str) -> Page:
        """A page of the shell."""
        shell = self.host.front
        assert isinstance(shell, Shell)
        return shell.page(page_id)

    @property
    def vault(self) -> Vault:
        """The vault that stands open."""
        shell = self.host.front
        assert isinstance(shell, Shell)
        return shell.desk.vault

    def wait_for(self, fact: Callable[[], bool]) -> None:
        """Wait up to a minute."""
        for _turn in range(3000):
            if fact():
                return
            QTest.qWait(20)
        raise SystemExit("The demo stopped: the window did not go on.")

    def go(self, page: str, **where: str) -> None:
        shell = self.host.front
        assert isinstance(shell, Shell)
        shell.go(page, **where)
        self.settle()

    def unlock(self, home: Path, name: str, clock: FixedClock) -> None:
        """Open the vault as the lock page does, with the demo's clock."""
        opened = line.unlock(home, name, clock)
        slot = next(one for one in vault.place(home).slots if one.name == name)
        self.host.front.unlocked.emit(Sitting(opened, slot.staff_id, slot.name, slot.role))  # type: ignore[union-attr]
        self.settle()

    def close(self) -> None:
        self.settle()
        self.host.close()
        self._app.processEvents()
