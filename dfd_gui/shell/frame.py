"""The rounded outline that cards, key caps and drop zones share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget


def paint_frame(
    widget: QWidget,
    line: QColor,
    ground: QColor | None = None,
    *,
    width: float = 1.0,
    radius: float = 4.0,
    dashed: bool = False,
) -> None:
    """Outline a widget in its own paint event, ``width`` and ``radius`` in pixels, filled where ``ground`` is given."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    if ground is not None:
        painter.setBrush(ground)
    inset = width / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.end()
