"""Reads sentences aloud: a recorded clip where a voice pack has one, else a voice of this machine; slowly, one by one.

Imported when somebody wants to listen, and what speaks or plays only then: a desk without sound pays nothing for it.
A clip is `voice/<language>/<id>.wav`, where the id is that of the sentence as it stands on the screen: words that
change later are never read out in their old form.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QPluginLoader, QUrl, Signal

from wagesdesk.ui.later import later
from wagesdesk.ui.widgets.letting_go import let_go

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

SLOW: Final = -0.3
"""Rate of speech, from -1 to 1."""
NO_ENGINE: Final = "none"
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+")


class Player(Protocol):
    def __call__(self, clip: Path, done: Callable[[], None], /) -> Callable[[], None]:
        """Play a clip; `done` is called at its end. What comes back stops it, without `done`."""


def sentence_id(sentence: str) -> str:
    """16 hex digits, the same on every machine: the name of the clip of this sentence."""
    return hashlib.sha256(sentence.strip().encode()).hexdigest()[:16]


def in_sentences(text: str) -> tuple[str, ...]:
    """A text in the pieces that are read one by one, each of which may have a clip."""
    return tuple(one for one in _SENTENCE.split(text.strip()) if one)


class Listen(QObject):
    """Call it to read. `reading(bool)` tells when it begins and ends.

    `engine` is the name of a Qt speech engine, by default the best that loads on this machine.
    """

    reading = Signal(bool)

    def __init__(
        self, pack: Path, *, engine: str = "", player: Player | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pack = pack
        self._engine = engine
        self._player = player or partial(_play, self)
        self._voice: QTextToSpeech | None = None
        self._told: tuple[str, ...] = ()
        self._left: list[tuple[int, str]] = []
        self._lit: Callable[[int | None], None] | None = None
        self._language = ""
        self._stop_clip: Callable[[], None] | None = None
        self._speaking = False
        self._waiting = ""

    def available(self, language: str) -> bool:
        """Whether this machine has a voice for `language` ("en_GB", "cy"), or clips of it are carried."""
        return any((self._pack / language[:2]).glob("*.wav")) or self._locale(language) is not None

    def __call__(self, sentences: Sequence[str], *, language: str, lit: Callable[[int | None], None]) -> None:
        """Read `sentences` one by one; `lit` is told the index of the one that is read now, None when reading ends.

        What was read before is stopped; asked for the very same, it only stops: one button does both. One for which
        there is neither clip nor voice is passed over.
        """
        again = self.active and self._told == tuple(sentences)
        self.stop()
        if again:
            return
        self._told = tuple(sentences)
        self._left = [(at, one) for at, text in enumerate(sentences) for one in in_sentences(text)]
        self._lit, self._language = lit, language
        self.reading.emit(True)
        self._next()

    @property
    def active(self) -> bool:
        """Whether something is being read."""
        return self._lit is not None

    def stop(self) -> None:
        """Be silent now."""
        self._left = []
        if self._stop_clip is not None:
            self._stop_clip()
            self._stop_clip = None
        self._waiting = ""
        if self._voice is not None and self._speaking:
            self._speaking = False
            self._voice.stop()
        self._end()

    def _next(self) -> None:
        self._speaking, self._stop_clip = False, None
        while self._left:
            at, text = self._left.pop(0)
            clip = self._pack / self._language[:2] / f"{sentence_id(text)}.wav"
            locale = None if clip.exists() else self._locale(self._language)
            if not clip.exists() and locale is None:
                continue
            if self._lit is not None:
                self._lit(at)
            if locale is None:
                self._stop_clip = self._player(clip, self._next)
            else:
                self._speak(text, locale)
            return
        self._end()

    def _end(self) -> None:
        lit, self._lit = self._lit, None
        if lit is not None:
            lit(None)
            self.reading.emit(False)

    def _speak(self, text: str, locale: QLocale) -> None:
        voice = self._speech()
        if voice is not None:
            if voice.locale() != locale:
                voice.setLocale(locale)
            voice.setRate(SLOW)
            if voice.state().name == "Speaking":  # it still ends what was stopped
                self._waiting = text
            else:
                self._say(voice, text)

    def _say(self, voice: QTextToSpeech, text: str) -> None:
        self._speaking, self._waiting = True, ""
        voice.say(text)

    def _on_state(self, state: QTextToSpeech.State) -> None:
        if state.name not in ("Ready", "Error"):
            return
        if self._waiting and self._voice is not None:
            self._say(self._voice, self._waiting)
        elif self._speaking:
            self._next()

    def _locale(self, language: str) -> QLocale | None:
        """The British one where there are several of English."""
        voice = self._speech()
        if voice is None:
            return None
        wanted = QLocale(language)
        alike = [one for one in voice.availableLocales() if one.language() == wanted.language()]
        return next((one for one in alike if one.territory() == QLocale.Country.UnitedKingdom), next(iter(alike), None))

    def _speech(self) -> QTextToSpeech | None:
        """The speech of this machine, made when it is first asked for; None where there is none."""
        if self._voice is None:
            self._engine = self._engine or _best_engine()
            if self._engine == NO_ENGINE:
                return None
            from PySide6.QtTextToSpeech import QTextToSpeech

            self._voice = QTextToSpeech(self._engine, self)
            self._voice.stateChanged.connect(self._on_state)
        return None if self._voice.state().name == "Error" else self._voice


def _best_engine() -> str:
    """The speech engine of the system whose plug-in loads here. Qt itself would complain about one that does not."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "texttospeech"
    engines = []
    for file in folder.glob("*"):
        loader = QPluginLoader(str(file))
        about: Any = loader.metaData().get("MetaData")
        if about and about["Provider"] != "mock" and loader.load():
            engines.append((about.get("Priority", 0), about["Provider"]))
    return str(max(engines)[1]) if engines else NO_ENGINE


def _play(owner: QObject, clip: Path, done: Callable[[], None]) -> Callable[[], None]:
    from PySide6.QtMultimedia import QSoundEffect

    effect = QSoundEffect(owner)

    def on_playing() -> None:
        if not effect.isPlaying():
            end()

    def on_status() -> None:
        if effect.status() == QSoundEffect.Status.Error:  # no loudspeaker, or a file that is no clip
            later(0, owner, end)

    def end() -> None:
        stop()
        done()

    def stop() -> None:
        effect.playingChanged.disconnect(on_playing)
        effect.statusChanged.disconnect(on_status)
        effect.stop()
        let_go(effect)

    effect.playingChanged.connect(on_playing)
    effect.statusChanged.connect(on_status)
    effect.setSource(QUrl.fromLocalFile(str(clip)))
    effect.play()
    return stop
