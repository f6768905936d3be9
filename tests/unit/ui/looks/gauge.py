"""What can be measured about the look of a window: cut and pale words, parts that stick out or stand crooked."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTableView,
    QWidget,
)

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import plain_tip
from wagesdesk.ui.widgets.table import LineDelegate

WORDS, EDGE = 4.5, 3.0
_STROKES = 4
"""So many pixels of a word must stand out: thin strokes are blurred, but not all of them."""
_RING = 60
"""So many pixels of the token's own colour make a ring."""
_EDGELESS = ("link", "quiet", "plain", "hint")


def _seen(window: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    for one in window.findChildren(kind):
        if one.isVisible() and one.window() is window and not one.objectName().startswith("qt_"):
            yield one


def _name(one: QWidget, words: str = "") -> str:
    return f"{type(one).__name__} “{words or one.accessibleName()}”"


def cut(window: QWidget) -> list[str]:
    """Labels, buttons, tabs and table heads whose words have less room than they need, and no tip that says them."""
    found = []
    for label in _seen(window, QLabel):
        assert isinstance(label, QLabel)
        if label.text() and not _fits(label):
            found.append(f"{_name(label, label.text())} has {label.contentsRect().size().toTuple()}")
    for button in _seen(window, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        framed = isinstance(button, QPushButton | QCheckBox | QRadioButton)
        needed = button.sizeHint() if framed else button.minimumSizeHint()
        tall = button.height() + 3 < needed.height()
        if button.text() and (button.width() + 1 < needed.width() or tall):
            found.append(f"{_name(button, button.text())} {button.size().toTuple()} of {needed.toTuple()}")
    for tabs in _seen(window, QTabBar):
        assert isinstance(tabs, QTabBar)
        bold = QFontMetrics(theme.current().font("body", 700))
        for at in range(tabs.count()):
            if tabs.isTabVisible(at) and tabs.tabRect(at).width() < bold.horizontalAdvance(tabs.tabText(at)):
                found.append(_name(tabs, tabs.tabText(at)))
    for head in _seen(window, QHeaderView):
        assert isinstance(head, QHeaderView)
        if head.orientation() == Qt.Orientation.Horizontal and type(head).__name__ in ("QHeaderView", "SortHeader"):
            found += _cut_titles(head)
    return found


def _fits(label: QLabel) -> bool:
    if label.toolTip() == plain_tip(label.text()):
        return True
    room, metrics = label.contentsRect(), label.fontMetrics()
    flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
    shown = QLabel.text(label)  # with the places where a long word is broken
    needed = metrics.boundingRect(QRect(0, 0, room.width() if flags else 100_000, 0), flags, shown)
    wide = needed.width() if flags or "\n" in shown else metrics.horizontalAdvance(shown)
    return wide <= room.width() + 1 and needed.height() <= room.height() + 2


def _cut_titles(head: QHeaderView) -> list[str]:
    look = theme.current()
    metrics, model = QFontMetrics(look.font("second", 600)), head.model()
    found = []
    for at in range(head.count()):
        title = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        if not head.isSectionHidden(at) and head.sectionSize(at) < metrics.horizontalAdvance(title) + look.size(30):
            found.append(_name(head, title))
    return found


def sticking_out(window: QWidget) -> list[str]:
    """Parts that reach over the edge of what holds them, and cannot be scrolled to."""
    found = []
    for one in _seen(window, QWidget):
        holder = one.parentWidget()
        if holder is None or isinstance(holder.parentWidget(), QAbstractScrollArea) or one.size().isEmpty():
            continue
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
            found.append(f"{_name(one)} {one.geometry().getRect()} in {_name(holder)} {holder.rect().getRect()}")
    return found


def sideways(window: QWidget) -> list[str]:
    """Bars that scroll sideways."""
    found = []
    for one in _seen(window, QScrollBar):
        assert isinstance(one, QScrollBar)
        if one.orientation() == Qt.Orientation.Horizontal and one.maximum() > 0:
            holder = one.parentWidget()
            found.append(_name((holder and holder.parentWidget()) or one))
    return found


def pale(window: QWidget) -> list[str]:
    """Words, and edges of what can be pressed or typed into, that do not stand out from what is behind them."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = []
    for one, rect, words in _words(window):
        shown = rect & _in_sight(one)
        if one.isEnabled() and shown.width() >= rect.width() and shown.height() >= rect.height() > 0:
            ratio = _stands_out(image, QRect(one.mapTo(window, rect.topLeft()), rect.size()))
            if ratio < WORDS:
                found.append(f"{_name(one, words)} {ratio:.2f}")
    for one in (*_seen(window, QPushButton), *_seen(window, QLineEdit), *_seen(window, QComboBox)):
        bare = one.property("kind") in _EDGELESS or isinstance(one.parentWidget(), QLineEdit | QComboBox)
        if one.isEnabled() and not bare and one.rect() == one.rect() & _in_sight(one):
            ratio = _edge(image, QRect(one.mapTo(window, QPoint()), one.size()))
            if ratio < EDGE:
                found.append(f"edge of {_name(one)} {ratio:.2f}")
    return found


def _words(window: QWidget) -> Iterator[tuple[QWidget, QRect, str]]:
    """Everything that shows words: the part, where they stand in it, and the words."""
    for label in _seen(window, QLabel):
        assert isinstance(label, QLabel)
        if label.text():
            yield label, label.contentsRect(), label.text()
    for button in _seen(window, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        if button.text():
            yield button, button.rect().adjusted(4, 4, -4, -4), button.text()
    for view in _seen(window, QAbstractItemView):
        assert isinstance(view, QAbstractItemView)
        if isinstance(view, QHeaderView) or view.model() is None:
            continue
        columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
        for row in range(min(view.model().rowCount(view.rootIndex()), 4)):
            for column in range(columns):
                index = view.model().index(row, column)
                if index.data() and not view.visualRect(index).isEmpty():
                    yield view.viewport(), view.visualRect(index).adjusted(6, 4, -6, -4), str(index.data())


def _in_sight(one: QWidget) -> QRect:
    """What of a part is not scrolled away, in its own coordinates."""
    rect, holder = one.rect(), one.parentWidget()
    while holder is not None:
        rect &= QRect(one.mapFrom(holder, QPoint()), holder.size())
        holder = None if holder.isWindow() else holder.parentWidget()
    return rect


def _stands_out(image: QImage, rect: QRect) -> float:
    """The contrast that at least a few pixels have with the ground, the colour that is there most."""
    part = image.copy(rect & image.rect())
    counted = Counter(memoryview(part.constBits()).cast("I"))
    if not counted:
        return 21.0
    ground = counted.most_common(1)[0][0]
    seen = 0
    for ratio, colour in sorted(((contrast(ground, colour), colour) for colour in counted), reverse=True):
        seen += counted[colour]
        if seen >= _STROKES:
            return ratio
    return 1.0


def _edge(image: QImage, rect: QRect) -> float:
    """The contrast of the left edge of a control with what lies beside it."""
    middle = rect.center().y()
    if rect.left() < 3:
        return 21.0
    outside = image.pixel(rect.left() - 3, middle)
    return max(contrast(outside, image.pixel(rect.left() + step, middle)) for step in range(4))


def contrast(one: int, other: int) -> float:
    """The WCAG 2 ratio of two colours given as numbers."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(rgb: int) -> float:
    parts = [(rgb >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def crooked(window: QWidget) -> list[str]:
    """Buttons of one row that do not stand on one line, and columns whose words do not stand under their head."""
    found = []
    buttons = [one for one in _seen(window, QPushButton) if not isinstance(one.parentWidget(), QAbstractItemView)]
    for one, other in itertools.combinations(buttons, 2):
        if one.parentWidget() is not other.parentWidget():
            continue
        ours, theirs = one.geometry(), other.geometry()
        beside = ours.right() < theirs.left() or theirs.right() < ours.left()
        shared = min(ours.bottom(), theirs.bottom()) - max(ours.top(), theirs.top())
        off = abs(ours.top() + ours.bottom() - theirs.top() - theirs.bottom())  # twice as far as their middles
        if beside and shared > min(ours.height(), theirs.height()) / 2 and off > 2:
            found.append(f"{_name(one)} stands {off / 2:.0f} beside the line of {_name(other)}")
    for view in _seen(window, QTableView):
        assert isinstance(view, QTableView)
        delegate, head = view.itemDelegate(), view.horizontalHeader()
        edge = theme.current().size(12 if head.property("tight") else 16)
        if isinstance(delegate, LineDelegate) and not head.isHidden() and delegate.edge != edge:
            found.append(f"{_name(view)}: words begin {delegate.edge - edge} beside their heads")
    return found


def walk(window: QWidget, most: int = 120) -> list[str]:
    """Go round the window with Tab: what cannot be reached, comes out of order, or wears no ring."""
    found: list[str] = []
    reached: list[QWidget] = []
    back: list[tuple[int, str]] = []
    for _turn in range(most):
        here = _holder(window)
        if reached and _backwards(window, reached[-1], here):
            up = _top(window, reached[-1]) - _top(window, here)
            back.append((up, f"after {_name(reached[-1])} comes {_name(here)}"))
        if here in reached:
            break
        reached.append(here)
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and not _has_ring(window):
            found.append(f"no ring: {_name(here)}")
        QTest.keyClick(here, Qt.Key.Key_Tab)
    # The longest way back up is that from the end to the beginning.
    found += [words for _up, words in sorted(back)[:-1]]
    return [*found, *(f"not reached: {_name(one)}" for one in _tab_stops(window) if one not in reached)]


def _top(window: QWidget, one: QWidget) -> int:
    return one.mapTo(window, QPoint()).y()


def _holder(window: QWidget) -> QWidget:
    return QApplication.focusWidget() or window


def _tab_stops(window: QWidget) -> Iterator[QWidget]:
    for one in _seen(window, QWidget):
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None and one.isEnabled()
        if takes and not _answered(one) and not isinstance(one, QScrollArea):
            yield one


def _answered(one: QWidget) -> bool:
    """One of several answers, of which another is chosen: the arrow keys go there."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    return isinstance(one, QRadioButton) and group is not None and group.checkedButton() not in (None, one)


def _backwards(window: QWidget, before: QWidget, here: QWidget) -> bool:
    """Whether the eye must go back: up without going right, or left on the same line."""
    old = QRect(before.mapTo(window, QPoint()), before.size())
    new = QRect(here.mapTo(window, QPoint()), here.size())
    up = new.bottom() <= old.top() + 2 and new.left() < old.right()
    same_line = min(old.bottom(), new.bottom()) - max(old.top(), new.top()) > min(old.height(), new.height()) / 2
    return up or (same_line and new.right() <= old.left())


def _has_ring(window: QWidget) -> bool:
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)
    raw, look = _raw(window), theme.current()
    return raw.count(_bytes(look.colour("focus"))) >= _RING or _gold(window, raw)


def _gold(window: QWidget, raw: bytes) -> bool:
    """The sidebar and the toast wear a ring of gold, which stands elsewhere too."""
    here, gold = _holder(window), _bytes(theme.current().colour("gold"))
    here.clearFocus()
    without = _raw(window).count(gold)
    here.setFocus(Qt.FocusReason.TabFocusReason)
    return raw.count(gold) - without >= _RING


def _raw(window: QWidget) -> bytes:
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits())  # a view into the image, which must live as long


def _bytes(colour: QColor) -> bytes:
    return bytes((colour.blue(), colour.green(), colour.red(), 255))
