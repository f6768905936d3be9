"""The menus for language and text size: what is offered, and what a bar with little room says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from wagesdesk import paths
from wagesdesk.settings import Settings
from wagesdesk.ui import choosers

offered_by_catalogues = choosers.languages  # before a fixture puts both in its place


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "resource", lambda name: tmp_path / name)
    file = tmp_path / "locale/cy/LC_MESSAGES/wagesdesk.mo"
    file.parent.mkdir(parents=True)
    return file


@pytest.mark.parametrize(("size", "offered"), [(None, ["en_GB"]), (484, ["en_GB"]), (9000, ["en_GB", "cy"])])
def test_a_catalogue_without_words_is_no_language(catalogue: Path, size: int | None, offered: list[str]) -> None:
    if size is not None:
        catalogue.write_bytes(bytes(size))
    assert list(offered_by_catalogues()) == offered


def test_a_short_button_keeps_its_whole_name(qtbot: QtBot) -> None:
    language, size = choosers.both(Settings(text_size=150), lambda **_: None, kind="quiet", short=True)
    for button in (language, size):
        qtbot.addWidget(button)
    assert (language.text(), language.accessibleName()) == ("EN", "English")
    assert (size.text(), size.accessibleName()) == ("150%", "Text 150%")
