"""The contrast table of the design language, computed from the token file; icons, sizes and the style sheet."""

from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from wagesdesk import paths
from wagesdesk.ui import theme

TOKENS = tomllib.loads(paths.resource("style/tokens.toml").read_text("utf-8"))
TINTS = ("green", "amber", "red", "info")

# (token, on, at least, the ratios that the design language promises for light, dark and high contrast)
PAIRS = [
    ("ink", "bg", 7, (14.58, 15.74, 21)),
    ("ink", "surface", 7, (16.15, 14.05, 21)),
    ("soft", "surface", 4.5, (7.88, 8.69, 21)),
    ("soft", "bg", 4.5, (7.11, 9.73, 21)),
    ("soft", "sunken", 4.5, (6.46, 10.21, 21)),
    ("soft", "tint", 4.5, (6.61, 7.23, 16.74)),
    ("primary", "surface", 4.5, (11.35, 8.91, 16.57)),
    ("primary", "tint", 4.5, (9.52, 7.42, 13.21)),
    ("onPrimary", "primary", 4.5, (11.35, 9.74, 16.57)),
    ("lineStrong", "surface", 3, (4.11, 4.47, 21)),
    ("lineStrong", "bg", 3, (3.71, 5.00, 21)),
    ("focus", "surface", 3, (6.39, 7.88, 13.65)),
    ("focus", "bg", 3, (5.77, 8.82, 13.65)),
    ("focus", "tint", 3, (5.36, 6.56, 10.88)),
    ("green", "greenTint", 4.5, (6.06, 7.70, 16.80)),
    ("amber", "amberTint", 4.5, (6.71, 8.02, 13.71)),
    ("red", "redTint", 4.5, (6.58, 7.71, 10.57)),
    ("info", "infoTint", 4.5, (6.87, 7.69, 12.63)),
    ("fillGreen", "surface", 3, (4.25, 6.76, 16.80)),
    ("fillAmber", "surface", 3, (3.79, 8.01, 13.71)),
    ("fillRed", "surface", 3, (5.25, 5.86, 10.57)),
    ("sideText", "side", 4.5, (13.83, 17.14, 21)),
    ("sideSoft", "side", 4.5, (8.72, 9.47, 21)),
    ("gold", "side", 3, (10.94, 13.50, 16.57)),
    ("disabled", "sunken", 4.5, (4.67, 6.13, 11.54)),
]
OUTSIDE_PAIRS = [
    ("sideText", "side", 4.5, (10.81, 15.90, 21)),
    ("gold", "side", 3, (8.55, 12.52, 16.57)),
    ("primary", "surface", 4.5, (9.32, 8.91, 16.57)),
    ("primary", "tint", 4.5, (7.99, 7.42, 13.21)),
]
PARTICIPANT = {
    "cream": (15.88, 9.53, 12.13, 8.80, 4.64),
    "white": (17.14, 10.29, 13.09, 9.50, 5.01),
    "blue": (15.11, 9.07, 11.54, 8.38, 4.41),
    "green": (15.30, 9.18, 11.68, 8.48, 4.47),
    "rose": (15.28, 9.17, 11.67, 8.47, 4.46),
}


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two #RRGGBB colours."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("token", "on", "least", "promised"), PAIRS)
def test_inside_contrast(name: str, token: str, on: str, least: float, promised: tuple[float, ...]) -> None:
    colours = theme.load(name, outside=False, factor=1).colours
    ratio = contrast(colours[token], colours[on])
    assert ratio >= least
    assert ratio == pytest.approx(promised[theme.NAMES.index(name)], abs=0.011)


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("token", "on", "least", "promised"), OUTSIDE_PAIRS)
def test_outside_contrast(name: str, token: str, on: str, least: float, promised: tuple[float, ...]) -> None:
    colours = theme.load(name, outside=True, factor=1).colours
    ratio = contrast(colours[token], colours[on])
    assert ratio >= least
    assert ratio == pytest.approx(promised[theme.NAMES.index(name)], abs=0.011)


@pytest.mark.parametrize("outside", [False, True])
@pytest.mark.parametrize("name", theme.NAMES)
def test_words_that_the_table_does_not_name(name: str, outside: bool) -> None:
    colours = theme.load(name, outside=outside, factor=1).colours
    assert contrast(colours["toastText"], colours["toast"]) >= 7
    assert contrast(colours["sideText"], colours["sideOn"]) >= 4.5
    assert contrast(colours["onPrimary"], colours["primaryHover"]) >= 4.5
    assert contrast(colours["ink"], colours["tint"]) >= 7
    assert contrast(colours["sideSoft"], colours["side"]) >= 4.5
    for tint in TINTS:
        assert contrast(colours["ink"], colours[f"{tint}Tint"]) >= 7


@pytest.mark.parametrize("page", PARTICIPANT)
def test_participant_pages_are_aaa(page: str) -> None:
    colours, ground = TOKENS["participant"], TOKENS["participant"]["pages"][page]
    ratios = [contrast(colours[token], ground) for token in ("ink", "soft", "primary", "green", "edge")]
    assert min(ratios[:4]) >= 7
    assert ratios[4] >= 3
    assert ratios == pytest.approx(PARTICIPANT[page], abs=0.011)
    assert contrast(colours["onPrimary"], colours["primary"]) == pytest.approx(13.09, abs=0.011)
    assert contrast(colours["green"], colours["picture"]) == pytest.approx(7.93, abs=0.011)


def test_every_theme_has_every_token() -> None:
    assert set(TOKENS["light"]) == set(TOKENS["dark"]) == set(TOKENS["contrast"])
    for name in theme.NAMES:
        assert set(TOKENS["outside"][name]) <= set(TOKENS["light"])


def test_the_token_file_is_the_only_place_with_colours() -> None:
    written = re.compile(r"#[0-9A-Fa-f]{6}\b")
    sources = [*paths.resource("style").glob("*.qss"), *paths.resource("..").glob("src/wagesdesk/ui/**/*.py")]
    assert len(sources) > 20
    assert [file.name for file in sources if written.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_the_style_sheet_scales(percent: int) -> None:
    look = theme.load("light", outside=False, factor=percent / 100)
    sheet = theme.style_sheet(look)
    assert "@" not in sheet
    assert not re.search(r"\d(dp|rp)\b", sheet)
    assert f"font-size: {look.size(26)}px; font-weight: 700" in sheet


def test_applied_to_the_application(qapp: QApplication, look: theme.Theme) -> None:
    assert theme.current() is look
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == TOKENS["light"]["bg"]
    assert QFontInfo(qapp.font()).family() == theme.FAMILY
    assert QFontInfo(look.font("body", 700)).bold()


def test_icons_take_the_colour_of_their_token(look: theme.Theme) -> None:
    image = look.pixmap("lock", "red", 24).toImage()
    solid = {
        image.pixelColor(x, y).name().upper()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {TOKENS["light"]["red"]}


def test_icons_are_sharp_and_leave_their_gap(look: theme.Theme) -> None:
    pixmap = look.pixmap("lock", "ink", 18, 2.0, gap=4)
    assert (pixmap.width(), pixmap.height()) == (44, 36)
    assert pixmap.deviceIndependentSize().toTuple() == (22.0, 18.0)
