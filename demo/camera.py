"""The real window, drawn in memory and driven by keys and buttons as a person would drive it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import line
from films import Film
from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from wagesdesk import settings
from wagesdesk.clock import FixedClock
from wagesdesk.errors import UserError
from wagesdesk.models.vault import Vault
from wagesdesk.services import vault
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.page import Page
from wagesdesk.ui.pages import PAGES
from wagesdesk.ui.window import Shell

_PATIENCE = 120.0
"""Seconds after which work in the window counts as stuck; a busy machine needs some."""


class Camera:
    """One window and the folder its pictures go to."""

    def __init__(
        self, app: QApplication, home: Path, folder: Path, clock: FixedClock, taken: list[str], shown: set[str],
        film: Film,
    ) -> None:  # fmt: skip
        """`taken` grows by the name of every picture that is saved in `folder`, `shown` by the pages on them."""
        self._app, self._folder, self.taken, self.shown, self.film = app, folder, taken, shown, film
        self.host = Host(
            app, Homes(home, home),
            settings=settings.Settings(full_screen=False, theme=film.theme, text_size=film.text),
            settings_file=home.parent / "settings.toml", clock=clock,
        )  # fmt: skip
        self.host.start()
        self.host.resize(film.wide, film.high)
        self.host.show()
        self.host.activateWindow()
        QTest.qWaitForWindowActive(self.host)
        self.settle()

    def settle(self) -> None:
        """Wait until all work is done and everything is painted."""
        until = time.monotonic() + _PATIENCE
        while True:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if self.host.jobs.idle:
                break
            if time.monotonic() > until:
                raise SystemExit("The demo stopped: the work in the window did not end.")
            QTest.qWait(10)
        for _turn in range(4):  # layouts settle in several turns
            self._app.processEvents()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self._app.activeWindow() is None:
            self.host.activateWindow()
            self._app.processEvents()

    def take(self, name: str) -> None:
        """Save what the window shows; ends the demo when it shows nothing."""
        self.settle()
        picture = self.host.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 13) for y in range(0, picture.height(), 13)}
        if (picture.width(), picture.height()) != (self.film.wide, self.film.high) or len(colours) < 20:
            raise SystemExit(f"The demo stopped: the page {name} is empty or of the wrong size.")
        self._save(picture, name)

    def same_size(self) -> None:
        """The size of the film again: handing over fills the screen, of whatever size that is."""
        self.host.resize(self.film.wide, self.film.high)
        self.settle()

    def take_dialog(self, name: str) -> None:
        """Save the dialog that stands over the window, in the middle of it, and close it."""
        self.settle()
        self.wait_for(lambda: any(one.isVisible() for one in self.host.findChildren(QDialog)))
        dialog = next(one for one in self.host.findChildren(QDialog) if one.isVisible())
        QTest.qWait(600)  # the preview draws its pages a little later
        picture = self.host.grab()
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 110))  # so that one sees where the dialog ends
        left, top = (picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2
        painter.drawPixmap(left, top, dialog.grab())
        painter.end()
        self._save(picture.toImage(), name)
        dialog.close()
        self.settle()

    def _save(self, picture: QImage, name: str) -> None:
        shell = self.host.front
        if isinstance(shell, Shell):
            self.shown.add(shell.where[0])
        self.taken.append(name)
        picture.save(str(self._folder / f"{len(self.taken):03}-{name}.png"))

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

    def fail(self, error: UserError) -> None:
        """Let the window say what went wrong."""
        shell = self.host.front
        assert isinstance(shell, Shell)
        shell.problem(error)
        self.settle()

    @property
    def vault(self) -> Vault:
        """The vault that stands open."""
        shell = self.host.front
        assert isinstance(shell, Shell)
        return shell.desk.vault

    def wait_for(self, fact: Callable[[], bool]) -> None:
        """Wait until it is so."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if fact():
                return
            QTest.qWait(20)
        raise SystemExit("The demo stopped: the window did not go on.")

    def take_others(self) -> None:
        """Take every page that was not taken yet and can be shown without saying of whom."""
        shell = self.host.front
        assert isinstance(shell, Shell)
        for spec in PAGES:
            if spec.id not in self.shown and shell.desk.place.kind in spec.places and not spec.of_one:
                self.go(spec.id)
                self.take(spec.id)

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
