"""A picture of a sum: drawn off the main thread, with its sentence as the name that a screen reader says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from wagesdesk.export.reports import plan_charts
from wagesdesk.export.reports.plan_charts import Chart, Look
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs

Draw = Callable[[Look], Chart]


class Picture(QWidget):
    """`high` is its height at 100 %; as wide as there is room. Empty until something was drawn."""

    def __init__(self, jobs: Jobs, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._high = jobs, theme.current().size(high)
        self._draw: Draw | None = None
        self._asked = 0
        self._svg: QSvgRenderer | None = None
        self.setFixedHeight(self._high)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_drawing(self, draw: Draw, sentence: str) -> None:
        """Draw this from now on; what is drawn stays until the new one is ready."""
        self._draw = draw
        self.setAccessibleName(sentence)
        self._start()

    @property
    def drawn(self) -> bool:
        """Whether a picture stands there."""
        return self._svg is not None

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size(372), self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._draw is not None and event.size().width() != event.oldSize().width():
            self._start()

    def _start(self) -> None:
        draw, look = self._draw, self._look()
        if draw is None or look.width < 1:
            return
        self._asked += 1
        asked = self._asked

        def done(svg: bytes) -> None:
            if asked == self._asked:  # else a newer one is on its way
                self._svg = QSvgRenderer(QByteArray(svg), self)
                self.update()

        self._jobs.start(
            lambda _token: plan_charts.svg(draw(look)), owner=self, done=done, failed=lambda _error: None, quiet=True
        )

    def _look(self) -> Look:
        look = theme.current()
        colours = look.colours
        return Look(
            self.width(), self.height(), look.size(look.sizes["second"]), ink=colours["ink"], soft=colours["soft"],
            paper=colours["surface"], good=colours.get("picture", colours["greenTint"]), good_ink=colours["green"],
        )  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._svg is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            size = self._svg.defaultSize()
            self._svg.render(painter, QRectF(0, 0, size.width(), size.height()))
