"""A participant at a screen of her own: the real frame of the kiosk over a real vault, driven by keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.vaults import Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import plan
from wagesdesk.services.comfort import Comfort
from wagesdesk.services.plan import Answer, Said
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.kiosk.desk import Writer
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.page import KioskPage

P = TypeVar("P", bound=KioskPage)


@dataclass
class Seat:
    """Asha at the kiosk, with one plan of hers."""

    qtbot: QtBot
    vault: Vault
    group: Group
    plan_id: str
    jobs: Jobs
    frame: Frame | None = None

    @property
    def asha(self) -> str:
        return self.group.people[0]

    def sit(self, *, size: int = 100, colour: str = "cream", by: str = "type", language: str = "en_GB") -> Frame:
        """Come in anew, as after a fall or a choice of another size."""
        if self.frame is not None:
            self.frame.close()
            self.frame.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, theme.participant(colour, factor=size / 100))
        self.frame = Frame(
            self.vault, Writer(self.asha, "Asha", "en"), Comfort(size=size, colour=colour, by=by), language=language,
            clock=self.vault.clock, jobs=self.jobs,
        )  # fmt: skip
        self.frame.resize(1366, 768)
        self.frame.show()
        self.frame.activateWindow()
        QTest.qWaitForWindowActive(self.frame)
        return self.frame

    def go(self, kind: type[P], page_id: str, **where: str) -> P:
        """Go to a page of the kiosk."""
        frame = self.frame or self.sit()
        frame.go(page_id, **where)
        return self.on(kind)

    def on(self, kind: type[P]) -> P:
        """The page in front, which is of this kind."""
        assert self.frame is not None
        QApplication.processEvents()
        assert isinstance(self.frame.page, kind)
        return self.frame.page

    def press(self, button: QWidget) -> None:
        """Enter on a button, which can be seen."""
        assert button.isVisible()
        assert button.isEnabled()
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        QApplication.processEvents()

    def next(self) -> None:
        """Ctrl+Enter wherever the focus is."""
        assert self.frame is not None
        QTest.keyClick(QApplication.focusWidget() or self.frame, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def write(self, section: str, text: str, *, done: bool = True) -> None:
        """Words that stand in the journal already."""
        plan.answer(
            self.vault, self.asha, plan_id=self.plan_id, section=section, person_id=self.asha, said=Said(text),
            done=done,
        )  # fmt: skip

    def answer(self, section: str) -> Answer:
        """What stands in the journal for a section."""
        return plan.plan(self.vault, self.plan_id).section(section).answers[0]


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, look: theme.Theme, jobs: Jobs) -> Iterator[Seat]:
    """Asha with a plan for handmade cards, not at the screen yet."""
    home, group = vaults.group_template()
    opened = vaults.unlock(Path(shutil.copytree(home, tmp_path / "vault")), vaults.morning())
    asha = group.people[0]
    plan_id, _changes = plan.begin(opened, asha, person_id=asha, title="Embellish", trade="cards")
    sitting = Seat(qtbot, opened, group, plan_id, jobs)
    yield sitting
    if sitting.frame is not None:
        sitting.frame.desk.spelling.close()
        sitting.frame.close()
        sitting.frame.deleteLater()
    opened.lock()
