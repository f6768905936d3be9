"""Listen: a clip where one is carried, else a voice of the machine, else no button."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from pytestqt.qtbot import QtBot

from devkit import voices
from wagesdesk.ui.listen import Listen, in_sentences, sentence_id

pytest.importorskip("PySide6.QtTextToSpeech", reason="no sound system", exc_type=ImportError)


class Deck:
    """Plays nothing, and ends a clip when it is told to."""

    def __init__(self) -> None:
        self.played: list[str] = []
        self.stopped = 0
        self.finish: Callable[[], None] = lambda: None

    def __call__(self, clip: Path, done: Callable[[], None], /) -> Callable[[], None]:
        self.played.append(clip.name)
        self.finish = done
        return self._stop

    def _stop(self) -> None:
        self.stopped += 1


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """One clip in Welsh."""
    folder = tmp_path / "voice/cy"
    folder.mkdir(parents=True)
    (folder / f"{sentence_id('Beth yw fy musnes?')}.wav").touch()
    return folder.parent


def test_a_voice_reads_one_after_the_other_and_lights_each(qtbot: QtBot, tmp_path: Path) -> None:
    listen = Listen(tmp_path, engine="mock")
    lit: list[int | None] = []
    with qtbot.waitSignal(listen.reading, check_params_cb=lambda on: not on, timeout=10_000):
        listen(("One.", "", "Two."), language="en_GB", lit=lit.append)
    assert lit == [0, 2, None]


def test_it_speaks_slowly_with_a_british_voice(qtbot: QtBot, tmp_path: Path) -> None:
    listen = Listen(tmp_path, engine="mock")
    listen(("One.",), language="en", lit=lambda _at: None)
    voice = listen._voice  # noqa: SLF001 - what it speaks with is what is tested
    assert voice is not None
    assert voice.rate() < 0
    assert voice.locale().name() == "en_GB"
    listen.stop()


def test_reading_stops_at_once_and_lights_nothing_more(qtbot: QtBot, tmp_path: Path) -> None:
    listen = Listen(tmp_path, engine="mock")
    lit: list[int | None] = []
    listen(("A long sentence to read.", "Two."), language="en_GB", lit=lit.append)
    listen.stop()
    qtbot.wait(50)
    assert lit == [0, None]


def test_reading_again_ends_what_was_read_before(qtbot: QtBot, tmp_path: Path) -> None:
    listen = Listen(tmp_path, engine="mock")
    first: list[int | None] = []
    second: list[int | None] = []
    listen(("One.", "Two."), language="en_GB", lit=first.append)
    listen(("Three.",), language="en_GB", lit=second.append)
    qtbot.waitUntil(lambda: second == [0, None], timeout=10_000)
    assert first == [0, None]


def test_asked_for_the_same_again_it_is_silent(qtbot: QtBot, tmp_path: Path) -> None:
    listen = Listen(tmp_path, engine="mock")
    lit: list[int | None] = []
    listen(("A long sentence to read.",), language="en_GB", lit=lit.append)
    assert listen.active
    listen(("A long sentence to read.",), language="en_GB", lit=lit.append)
    assert not listen.active
    assert lit == [0, None]


def test_a_clip_goes_before_a_voice_and_what_has_neither_is_passed_over(qtbot: QtBot, pack: Path) -> None:
    deck = Deck()
    lit: list[int | None] = []
    listen = Listen(pack, engine="mock", player=deck)
    listen(("Does dim clip.", "Helo. Beth yw fy musnes?"), language="cy", lit=lit.append)
    assert deck.played == [f"{sentence_id('Beth yw fy musnes?')}.wav"]
    deck.finish()
    assert lit == [1, None]
    listen(("Beth yw fy musnes?",), language="cy", lit=lit.append)
    listen.stop()
    assert deck.stopped == 1


@pytest.mark.parametrize(("language", "there"), [("en_GB", True), ("fi", True), ("cy", False), ("pl", False)])
def test_only_a_language_with_a_voice_is_offered(tmp_path: Path, language: str, there: bool) -> None:
    assert Listen(tmp_path, engine="mock").available(language) is there


def test_a_language_with_clips_is_offered(pack: Path) -> None:
    assert Listen(pack, engine="mock").available("cy")


def test_a_text_is_read_in_sentences() -> None:
    assert in_sentences(" Who buys?  Shops do. And fairs ") == ("Who buys?", "Shops do.", "And fairs")
    assert sentence_id(" Who buys? ") == sentence_id("Who buys?") == "b8bbe269178d4dd6"


def test_every_sentence_for_participants_has_the_name_of_its_clip() -> None:
    catalog = Catalog(locale="cy")
    place = [("src/wagesdesk/ui/kiosk/home.py", 1)]
    catalog.add("What is it? Say it.", "Beth yw e? Dwedwch.", place)
    catalog.add("Hello %(name)s.", "Helo %(name)s.", place)
    catalog.add("Not for her.", "Nid iddi hi.", [("src/wagesdesk/ui/lock.py", 1)])
    assert dict(voices.clips("cy", catalog)) == {
        f"voice/cy/{sentence_id(one)}.wav": one for one in ("Beth yw e?", "Dwedwch.")
    }


def test_what_speaks_is_not_imported_with_it() -> None:
    told = (
        "import sys, wagesdesk.ui.listen; print([one for one in sys.modules if 'Speech' in one or 'Multimedia' in one])"
    )
    source = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, env=source)
    assert done.stdout.strip() == "[]"
