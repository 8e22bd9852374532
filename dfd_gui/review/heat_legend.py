"""What the colours of a heat map mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dfd_gui.review.heat import colours, to_image
from dfd_gui.services import Services


class HeatLegend(QWidget):
    """The colours from *weak* to *strong*."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = services.theme
        self._ramp: QImage = to_image(colours()[None])
        self.setAccessibleName(self.tr("Colours of the heat map, from weak to strong"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        services.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 24, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        metrics = self.fontMetrics()
        weak, strong = self.tr("weak"), self.tr("strong")
        left, right = metrics.horizontalAdvance(weak) + 6, metrics.horizontalAdvance(strong) + 6
        height = metrics.height() * 0.6
        ramp = QRectF(left, (self.height() - height) / 2, max(10, self.width() - left - right), height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(ramp, self._ramp)
        painter.setPen(self._theme.colour("text_dim"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, weak)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, strong)
