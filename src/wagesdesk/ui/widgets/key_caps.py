"""Keys as small boxes: as widgets for the key bar, painted for lists. Arrows are icons, since the font has none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ARROWS = {"Up": "arrow-up", "Down": "arrow-down", "Left": "arrow-left", "Right": "arrow-right"}
_NAMES = {"Return": N_("Enter"), "Space": N_("Space"), "Del": N_("Del"), "Tab": N_("Tab"), "Esc": N_("Esc")}
_HIGH, _ARROW_WIDE, _GAP = 20, 24, 4


def key_words(key: str) -> str:
    """What is printed on a key."""
    return _(_NAMES[key]) if key in _NAMES else key


def key_cap(key: str) -> QWidget:
    """One key, by its Qt name ("Ctrl", "Up", "Del", "P")."""
    look = theme.current()
    cap: QLabel
    if key in _ARROWS:
        cap = IconLabel(_ARROWS[key], "ink", 14)
        cap.setFixedSize(look.size(_ARROW_WIDE), look.size(_HIGH))
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    else:
        cap = PlainLabel(key_words(key), "cap")
        cap.setFixedHeight(look.size(_HIGH))
    cap.setProperty("cap", True)
    cap.setAccessibleName(key)
    return cap


def paint_keys(painter: QPainter, rect: QRect, keys: Sequence[str]) -> int:
    """Paint keys at the right end of `rect`, in the middle of its height; returns where they begin, as x."""
    look = theme.current()
    font, high = look.font("small", 600), look.size(_HIGH)
    right = rect.right() + 1
    painter.save()
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for key in reversed(keys):
        words = key_words(key)
        wide = QFontMetrics(font).horizontalAdvance(words) + look.size(12)
        cap = QRect(right - wide, rect.center().y() - high // 2 + 1, wide, high)
        if key in _ARROWS:
            cap.setLeft(right - look.size(_ARROW_WIDE))
        painter.setBrush(look.colour("surface"))
        painter.setPen(look.colour("lineStrong"))
        painter.drawRoundedRect(cap, 4, 4)
        if key in _ARROWS:
            side = look.size(14)
            at = cap.center()
            icon = look.pixmap(_ARROWS[key], "ink", 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(at.x() - side // 2 + 1, at.y() - side // 2 + 1, icon)
        else:
            painter.setPen(look.colour("ink"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
        right = cap.left() - look.size(_GAP)
    painter.restore()
    return right
