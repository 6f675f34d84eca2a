"""A live curve, styled to the theme; the plotting library is imported when the first one is wanted."""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from miwake_desktop.session import Session
from miwake_desktop.style import theme
from miwake_desktop.texts import tr

HEIGHT = 220
Points = Sequence[tuple[float, float]]


class CurveView(QWidget):
    """Shows one curve; takes no input.

    Args:
        session: Lends the thread on which the plotting library is imported: that takes 0.4 s.
        name: What the curve shows, on the axis.
        percent: The values are shares, shown in percent from 0.
    """

    def __init__(self, session: Session, name: str, *, percent: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._percent = percent
        self._points: list[tuple[float, float]] = []
        self._plot: Any = None
        self._line: Any = None
        self._wanted = False
        self._session = session
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def points(self) -> Points:
        """What is shown."""
        return self._points

    @property
    def is_drawn(self) -> bool:
        """Whether the plotting library is here and the curve is on the screen."""
        return self._plot is not None

    def show_points(self, points: Points) -> None:
        """Show these points."""
        shown = [(float(step), 100 * value if self._percent else value) for step, value in points]
        if shown == self._points and self.is_drawn:
            return
        self._points = shown
        if shown:
            unit = " %" if self._percent else ""
            self.setAccessibleDescription(f"{shown[-1][1]:.3g}{unit}")
        if self._plot is not None:
            self._draw()
        elif not self._wanted:
            self._wanted = True
            self._session.picture(lambda _project: import_module("pyqtgraph"), self._build)

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours of the theme that is in use."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._paint()

    def _build(self, library: ModuleType) -> None:
        if self._plot is not None:
            return
        self._plot = library.PlotWidget(self)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setAntialiasing(True)
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._line = self._plot.plot([], [])
        self._pen = library.mkPen
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._plot)
        self._paint()
        self._draw()

    def _paint(self) -> None:
        colours = theme()
        self._plot.setBackground(colours.surface)
        self._line.setPen(self._pen(colours.accent, width=2.5))
        self._line.setSymbol("o")
        self._line.setSymbolSize(6)
        self._line.setSymbolBrush(colours.accent)
        self._line.setSymbolPen(None)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(self._pen(colours.line))
            axis.setTextPen(self._pen(colours.faint))
            axis.enableAutoSIPrefix(enable=False)
        self._plot.setLabel("left", self._name + (" (%)" if self._percent else ""), color=colours.faint)
        self._plot.setLabel("bottom", tr("step"), color=colours.faint)
        self._plot.showGrid(y=True, alpha=0.15)

    def _draw(self) -> None:
        steps = [step for step, _ in self._points]
        values = [value for _, value in self._points]
        self._line.setData(steps, values)
        if self._percent:
            self._plot.setYRange(0, max([10.0, *values]) * 1.1, padding=0)
        self._plot.setXRange(0, max([1.0, *steps]), padding=0.03)
