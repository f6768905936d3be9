"""Colours, sizes, fonts and icons, all from `resources/style/tokens.toml`; no other file names a colour.

The theme in use stands on the QApplication, beside its palette and font. Widgets read it when they are made;
a new theme, text size or language makes the window anew.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from wagesdesk import paths

FAMILY = "Atkinson Hyperlegible Next"
NAMES = ("light", "dark", "contrast")
PARTICIPANT = "participant"
TEXT_SIZES = (100, 115, 130, 150)
_LARGE_FROM = 1.3
_SHEETS = {"contrast": ("app.qss", "contrast.qss"), PARTICIPANT: ("kiosk.qss",)}
_PROPERTY = "wagesdesk_theme"
_FUSION = "wagesdesk_fusion"


@dataclass(frozen=True)
class Theme:
    """One set of colours at one text size. `factor` scales type, heights and icons together."""

    name: str
    outside: bool
    factor: float
    colours: Mapping[str, str]
    sizes: Mapping[str, int]

    @property
    def large(self) -> bool:
        """Whether letters are so large that a page is one column and one long sheet, in which nothing else scrolls."""
        return self.factor >= _LARGE_FROM

    def colour(self, token: str) -> QColor:
        """The colour of a token; KeyError for a token that is not in the file."""
        return QColor(self.colours[token])

    def size(self, px: float) -> int:
        """Pixels at 100 % as pixels at this text size."""
        return round(px * self.factor)

    def bar(self, px: float) -> int:
        """The same for a participant's two bars, which grow by a quarter at most, so that the page has room."""
        return round(px * min(self.factor, 1.25))

    def font(self, role: str = "body", weight: int = 400, *, tabular: bool = False) -> QFont:
        """The font of a role (title, section, body, second, small); `tabular` for numbers that line up."""
        font = QFont(FAMILY)
        font.setPixelSize(self.size(self.sizes[role]))
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def pixmap(self, name: str, token: str, px: float, ratio: float = 1.0, *, gap: float = 0) -> QPixmap:
        """An icon drawn in a token's colour; `px` at 100 %, `gap` empty pixels at its right."""
        high, wide = round(self.size(px) * ratio), round(self.size(px + gap) * ratio)
        pixmap = QPixmap.fromImage(_drawn(name, self.colours[token], high, wide))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def icon(self, name: str, token: str, px: float = 18, *, gap: float = 0) -> QIcon:
        """The same as a QIcon, with a grey one for disabled controls."""
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        icon = QIcon(self.pixmap(name, token, px, ratio, gap=gap))
        icon.addPixmap(self.pixmap(name, "disabled", px, ratio, gap=gap), QIcon.Mode.Disabled)
        return icon

    def icon_size(self, px: float = 18, *, gap: float = 0) -> QSize:
        return QSize(self.size(px + gap), self.size(px))


def load(name: str, *, outside: bool, factor: float) -> Theme:
    """The theme `name` (one of NAMES) at `factor` (1.0 is 100 %), in teal for an outside place."""
    tokens = _tokens()
    colours: dict[str, str] = {**tokens[name], **(tokens["outside"][name] if outside else {})}
    return Theme(name, outside, factor, colours, tokens["size"])


def participant(colour: str, *, factor: float) -> Theme:
    """The theme of a participant's own pages, on the page colour she chose (cream, white, blue, green or rose)."""
    tokens = _tokens()
    own = tokens["participant"]
    words = {token: value for token, value in own.items() if isinstance(value, str)}
    colours = {**tokens["light"], **words, "bg": own["pages"][colour], "lineStrong": own["edge"]}
    return Theme(PARTICIPANT, False, factor, colours, {**tokens["size"], **own["size"]})


def page_colour(colour: str) -> QColor:
    """One of the page colours themselves, to choose from."""
    return QColor(_tokens()["participant"]["pages"][colour])


def resolve(wanted: str) -> str:
    """The name of the theme for a setting: "system" asks the desktop, everything else is a name itself."""
    if wanted != "system":
        return wanted
    hints = QApplication.styleHints()
    contrast = hints.accessibility()
    if contrast.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def application(name: str) -> QApplication:
    """The one application, in Fusion from the start: `setStyle` would wake all of QStyle before the first paint."""
    app = QApplication([name, "-style", "Fusion"])
    app.setProperty(_FUSION, True)
    return app


def apply(app: QApplication, theme: Theme, root: QWidget | None = None) -> None:
    """Give the whole application this look: Fusion, palette, fonts, style sheet.

    With `root` the style sheet is that of this widget alone, and the application has none: a style sheet of the
    application is put on every widget there is, one of `root` only on what lies in it.
    """
    _load_fonts()
    app.setProperty(_PROPERTY, theme)
    if not app.property(_FUSION):
        app.setStyle("Fusion")
        app.setProperty(_FUSION, True)
    app.setPalette(_palette(theme))
    app.setFont(theme.font())
    if root is None:
        app.setStyleSheet(style_sheet(theme))
    else:
        if app.styleSheet():
            app.setStyleSheet("")
        root.setStyleSheet(style_sheet(theme))


def current() -> Theme:
    """The theme in use; without `apply` (tests of one widget) the light one at 100 %."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else load("light", outside=False, factor=1.0)


def style_sheet(theme: Theme) -> str:
    """`app.qss` (and `contrast.qss`), or `kiosk.qss`, with colours, sizes and icons put in; KeyError for an unknown
    token."""
    files = _SHEETS.get(theme.name, ("app.qss",))
    text = "".join(paths.resource(f"style/{name}").read_text("utf-8") for name in files)
    text = re.sub(
        r"\bicon\(([\w-]+) (\w+)\)", lambda found: f'url("{_tinted(found[1], theme.colours[found[2]])}")', text
    )
    text = re.sub(r"@(\w+)", lambda found: theme.colours[found[1]], text)
    # Qt draws square corners for a radius of more than half the side, so radii are never rounded up.
    text = re.sub(r"\b(\d+)rp\b", lambda found: f"{int(int(found[1]) * theme.factor)}px", text)
    text = re.sub(r"\b(\d+)bp\b", lambda found: f"{theme.bar(int(found[1]))}px", text)
    return re.sub(r"\b(\d+)dp\b", lambda found: f"{theme.size(int(found[1]))}px", text)


@lru_cache(maxsize=1)
def _tokens() -> dict[str, Any]:
    return tomllib.loads(paths.resource("style/tokens.toml").read_text("utf-8"))


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, high: int, wide: int) -> QImage:
    """One icon, square at the left of its image. QtSvg draws `currentColor` as black, so a colour is put in before."""
    svg = paths.resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, high, high))
    painter.end()
    return image


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="wagesdesk-style-")


@lru_cache(maxsize=64)
def _tinted(name: str, colour: str) -> str:
    """An icon in a colour as a file, since a style sheet takes pictures from files only."""
    file = Path(_folder().name) / f"{name}-{colour[1:]}.svg"
    file.write_text(paths.resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour), "utf-8")
    return file.as_posix()


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    for file in sorted(paths.resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, token in (
        ((role.Window,), "bg"),
        ((role.Base, role.Button), "surface"),
        ((role.AlternateBase,), "sunken"),
        ((role.Text, role.WindowText, role.ButtonText, role.HighlightedText), "ink"),
        ((role.PlaceholderText,), "soft"),
        ((role.Highlight,), "tint"),
        ((role.Accent, role.Link, role.LinkVisited), "primary"),
        ((role.Mid, role.Midlight), "line"),
        ((role.Dark,), "lineStrong"),
        ((role.ToolTipBase,), "toast"),
        ((role.ToolTipText,), "toastText"),
    ):
        for name in names:
            palette.setColor(name, theme.colour(token))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.colour("disabled"))
    for name in (role.Base, role.Button):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.colour("sunken"))
    return palette
