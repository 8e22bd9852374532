"""The chart for elsewhere: a picture to the clipboard, PNG, SVG, and the visible values as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QImageWriter, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from dfd_core.cases.report_csv import table_bytes
from dfd_core.errors import DfdError
from dfd_gui.cases.asking import Asking, Chosen, Dialogs
from dfd_gui.cases.files import with_ending, write
from dfd_gui.review.chart_lines import Style, row_cells
from dfd_gui.review.chart_plot import ScorePlot
from dfd_gui.review.curves import Curves
from dfd_gui.services import Services

_SWATCH, _SPACE, _PAD = 26.0, 18.0, 12.0


@dataclass(frozen=True, slots=True)
class ChartSheet:
    """A chart to be drawn: its plot below a title and a legend."""

    title: str
    name: str
    curves: Curves
    shown: Sequence[Style]
    plot: ScorePlot
    font: QFont
    services: Services

    @property
    def size(self) -> QSize:
        """Pixels at the size of the screen."""
        return QSize(self.plot.width(), self.plot.height() + round(self._head))

    @property
    def _head(self) -> float:
        return 2 * QFontMetricsF(self.font).height() + 2 * _PAD

    def csv(self, start_s: float, end_s: float) -> bytes:
        """The values from one time to another as a table."""
        return csv_of(self.curves, self.shown, start_s, end_s)

    def paint(self, painter: QPainter) -> None:
        """Draw it from the upper left corner on."""
        theme, line = self.services.theme, QFontMetricsF(self.font).height()
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), theme.colour("panel_raised"))
        bold = QFont(self.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        painter.drawText(QPointF(_PAD, _PAD + line * 0.8), self.title)
        self._paint_legend(painter, _PAD + line * 1.8)
        target = QRectF(0, self._head, self.plot.width(), self.plot.height())
        self.plot.paint_on(painter, target)

    def _paint_legend(self, painter: QPainter, baseline: float) -> None:
        metrics, x = QFontMetricsF(self.font), _PAD
        painter.setFont(self.font)
        for style in self.shown:
            painter.setPen(QPen(style.colour, 3.0 if style.bold else 1.8, style.dash))
            middle = baseline - metrics.ascent() * 0.35
            painter.drawLine(QPointF(x, middle), QPointF(x + _SWATCH, middle))
            painter.setPen(self.services.theme.colour("text"))
            painter.drawText(QPointF(x + _SWATCH + 6, baseline), style.name)
            x += _SWATCH + 6 + metrics.horizontalAdvance(style.name) + _SPACE


def image_of(sheet: ChartSheet, scale: float = 1.0) -> QImage:
    """The chart as a picture with ``scale`` pixels for each of the screen's."""
    image = QImage(sheet.size * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sheet.paint(painter)
    painter.end()
    image.setDevicePixelRatio(1.0)
    return image


def png_of(sheet: ChartSheet, scale: float) -> bytes:
    """The picture as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image_of(sheet, scale))
    buffer.close()
    return bytes(data.data())


def svg_of(sheet: ChartSheet) -> bytes:
    """The chart as SVG; text stays text."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(sheet.plot.logicalDpiX())  # else fonts and lines are of different worlds
    generator.setSize(sheet.size)
    generator.setViewBox(QRectF(0, 0, sheet.size.width(), sheet.size.height()))
    generator.setTitle(sheet.title)
    painter = QPainter(generator)
    sheet.paint(painter)
    painter.end()
    return bytes(data.data())


def csv_of(curves: Curves, shown: Sequence[Style], start_s: float, end_s: float) -> bytes:
    """The samples from one time to another, one line each; a frame without a score has empty cells, never 0."""
    rows = [row_cells(sample, shown) for sample in curves.samples if start_s <= sample.time_s <= end_s]
    header = list(rows[0]) if rows else ["time_s", "frame"]
    return table_bytes(header, [list(row.values()) for row in rows])


class ChartExport(QObject):
    """Answers to the actions that take the chart elsewhere.

    Args:
        services: where the actions and messages are.
        sheet: what there is to export now, None while there is nothing.
        visible: the visible stretch of time in seconds.
        parent: the chart.
        asking: how the user is asked for a file.
    """

    def __init__(
        self,
        services: Services,
        sheet: Callable[[], ChartSheet | None],
        visible: Callable[[], tuple[float, float]],
        parent: QWidget,
        asking: Asking | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._sheet = sheet
        self._visible = visible
        self._asking = asking or Dialogs(parent)
        actions = services.actions
        actions.connect("chart.copy", self.copy)
        actions.connect("chart.png", self.save_png)
        actions.connect("chart.svg", self.save_svg)
        actions.connect("chart.csv", self.save_csv)

    def copy(self) -> None:
        """Copy the chart as a picture, at twice the size so that it stays sharp in a document."""
        if sheet := self._sheet():
            QGuiApplication.clipboard().setImage(image_of(sheet, 2.0))

    def save_png(self) -> None:
        """Ask for a file and a size, and write the picture."""
        filters = [self.tr("PNG picture, size of the screen (*.png)"), self.tr("PNG picture, double size (*.png)")]
        if sheet := self._sheet():
            chosen = self._asking.file(self.tr("Save the chart"), f"{sheet.name}.png", filters)
            self._write(chosen, ".png", lambda: png_of(sheet, 2.0 if chosen and chosen.filter == 1 else 1.0))

    def save_svg(self) -> None:
        """Ask for a file, and write the drawing."""
        if sheet := self._sheet():
            filters = [self.tr("SVG drawing (*.svg)")]
            chosen = self._asking.file(self.tr("Save the chart"), f"{sheet.name}.svg", filters)
            self._write(chosen, ".svg", lambda: svg_of(sheet))

    def save_csv(self) -> None:
        """Ask for a file, and write the values of the visible stretch."""
        if sheet := self._sheet():
            filters = [self.tr("CSV table (*.csv)")]
            chosen = self._asking.file(self.tr("Save the visible values"), f"{sheet.name}.csv", filters)
            self._write(chosen, ".csv", lambda: sheet.csv(*self._visible()))

    def _write(self, chosen: Chosen | None, ending: str, make: Callable[[], bytes]) -> None:
        if chosen is None:
            return
        path = with_ending(chosen.path, ending)
        try:
            write(path, make())
        except DfdError as error:
            self._services.messages.failure(error, key="chart")
        else:
            self._services.messages.info(self.tr("Saved {file}").format(file=path), key="chart")
