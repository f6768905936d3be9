"""The menus for language and text size: what is offered, and what a bar with little room says."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from pytestqt.qtbot import QtBot

from wagesdesk import paths
from wagesdesk.settings import Settings
from wagesdesk.ui import choosers

offered_by_catalogues = choosers.languages  # before a fixture puts both in its place


@pytest.mark.parametrize(("whole", "offered"), [("none", (1, 1)), ("participants", (1, 2)), ("all", (2, 2))])
def test_a_language_is_offered_to_whom_it_has_every_word_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: str, offered: tuple[int, int]
) -> None:
    monkeypatch.setattr(paths, "resource", lambda name: tmp_path / name)
    assert offered_by_catalogues() == ("en_GB",)
    catalogue = Catalog()
    catalogue.add(f"WagesDesk: whole {whole}", "-")
    file = tmp_path / "locale/cy/LC_MESSAGES/wagesdesk.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as out:
        write_mo(out, catalogue)
    assert offered_by_catalogues() == ("en_GB", "cy")[: offered[0]]
    assert offered_by_catalogues(participants=True) == ("en_GB", "cy")[: offered[1]]


def test_a_short_button_keeps_its_whole_name(qtbot: QtBot) -> None:
    language, size = choosers.both(Settings(text_size=150), lambda **_: None, kind="quiet", short=True)
    for button in (language, size):
        qtbot.addWidget(button)
    assert (language.text(), language.accessibleName()) == ("EN", "English")
    assert (size.text(), size.accessibleName()) == ("150%", "Text 150%")
