"""How a frame lies in the viewer: fitted into it, or magnified and moved. Pure geometry."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

LARGEST = 16.0
SMALLEST = 0.05
STEP = 1.25


class Lens:
    """From frame pixels to the viewer's logical pixels. A scale of 1 shows a frame pixel on each screen pixel."""

    def __init__(self) -> None:
        self._frame = QSizeF(16, 9)
        self._view = QSizeF(16, 9)
        self._ratio = 1.0
        self._scale: float | None = None
        self._centre = QPointF(8, 4.5)

    @property
    def fitted(self) -> bool:
        """Whether the whole frame is shown as large as it can be."""
        return self._scale is None

    @property
    def scale(self) -> float:
        """Screen pixels per frame pixel."""
        return self._fit() if self._scale is None else self._scale

    def set_frame(self, width: float, height: float) -> None:
        """The frame's size in pixels; another size is shown whole."""
        size = QSizeF(max(1.0, width), max(1.0, height))
        if size != self._frame:
            self._frame = size
            self.fit()

    def set_view(self, size: QSizeF, ratio: float) -> None:
        """The viewer's size in logical pixels, and how many screen pixels make one of those."""
        self._view, self._ratio = size, ratio

    def fit(self) -> None:
        self._scale = None
        self._centre = QPointF(self._frame.width() / 2, self._frame.height() / 2)

    def set_scale(self, scale: float, at: QPointF | None = None) -> None:
        """Magnify; what lies under ``at`` (logical pixels; the middle where None) stays there."""
        at = at or QPointF(self._view.width() / 2, self._view.height() / 2)
        under = self.to_frame(at)
        self._scale = min(max(scale, SMALLEST), LARGEST)
        moved = under - self.to_frame(at)
        self._move_to(self._centre + moved)

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Magnify by steps; back to the whole frame where it would become smaller than that."""
        scale = self.scale * STEP**steps
        if scale <= self._fit():
            self.fit()
        else:
            self.set_scale(scale, at)

    def pan(self, by: QPointF) -> None:
        """Move the frame by logical pixels; a fitted one stays."""
        if self._scale is not None:
            self._move_to(self._centre - by * (self._ratio / self._scale))

    def rect(self) -> QRectF:
        """Where the frame lies, in logical pixels."""
        per = self.scale / self._ratio
        middle = QPointF(self._view.width() / 2, self._view.height() / 2)
        corner = middle - (self._centre if self._scale is not None else self._half()) * per
        return QRectF(corner, self._frame * per)

    def to_view(self, x: float, y: float) -> QPointF:
        """A point of the frame in logical pixels."""
        rect, per = self.rect(), self.scale / self._ratio
        return QPointF(rect.left() + x * per, rect.top() + y * per)

    def to_frame(self, point: QPointF) -> QPointF:
        """A point of the viewer in frame pixels, which may lie outside of the frame."""
        return (point - self.rect().topLeft()) * (self._ratio / self.scale)

    def box_to_view(self, box: tuple[float, float, float, float]) -> QRectF:
        return QRectF(self.to_view(box[0], box[1]), self.to_view(box[2], box[3]))

    def _fit(self) -> float:
        per = min(self._view.width() / self._frame.width(), self._view.height() / self._frame.height())
        return max(per * self._ratio, 1e-6)

    def _half(self) -> QPointF:
        return QPointF(self._frame.width() / 2, self._frame.height() / 2)

    def _move_to(self, centre: QPointF) -> None:
        """Keep the frame from leaving the viewer: its middle shows at least its edge."""
        x = min(max(0.0, centre.x()), self._frame.width())
        y = min(max(0.0, centre.y()), self._frame.height())
        self._centre = QPointF(x, y)
