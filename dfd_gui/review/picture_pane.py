"""A picture with its name below it, or the words why it is not there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from dfd_gui.services import Services

_POINTING = {QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut}


class PicturePane(QWidget):
    """Square, as large as its place allows; small pictures are enlarged so that their pixels can be told apart."""

    menu_asked = Signal(QPoint)
    pointed = Signal(bool)
    """The mouse or the focus is on it, or has left."""

    def __init__(self, services: Services, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = services.theme
        self._image = QImage()
        self._words = ""
        self._scaled: tuple[int, int, QPixmap] | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        services.theme.changed.connect(self.update)

    @property
    def image(self) -> QImage:
        """What is shown, in its own size; null where nothing is."""
        return self._image

    @property
    def words(self) -> str:
        """What stands there instead of a picture."""
        return self._words

    def show_picture(self, image: QImage, words: str = "") -> None:
        """Show a picture; ``words`` where it is null."""
        self._image, self._words = image, words
        self._scaled = None
        size = self.tr("{width} by {height} pixels").format(width=image.width(), height=image.height())
        self.setAccessibleDescription(words if image.isNull() else size)
        self.update()

    def heightForWidth(self, width: int) -> int:
        return width

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() * 9
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        side = self.fontMetrics().height() * 5
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        side = min(self.width(), self.height())
        place = QRectF((self.width() - side) / 2, 0, side, side)
        painter.fillRect(place, self._theme.colour("panel_raised"))
        if self._image.isNull():
            painter.setPen(self._theme.colour("text_dim"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place.adjusted(8, 8, -8, -8), flags, self._words)
        else:
            picture = self._fitted(side)
            size = picture.deviceIndependentSize()
            painter.drawPixmap(place.center() - QPointF(size.width(), size.height()) / 2, picture)
        painter.setPen(QPen(self._theme.colour("focus" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    @property
    def is_pointed_at(self) -> bool:
        """Whether the mouse or the focus is on it."""
        return self.underMouse() or self.hasFocus()

    def event(self, event: QEvent) -> bool:
        """Tell of mouse and focus, after Qt has taken note of them."""
        done = super().event(event)
        if event.type() in _POINTING:
            self.pointed.emit(self.is_pointed_at)
        return done

    def _fitted(self, side: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = round(side * ratio)
        key = self._image.cacheKey(), wanted
        if self._scaled is None or self._scaled[:2] != key:
            enlarged = max(self._image.width(), self._image.height()) * 3 <= wanted
            how = Qt.TransformationMode.FastTransformation if enlarged else Qt.TransformationMode.SmoothTransformation
            pixmap = QPixmap.fromImage(self._image.scaled(wanted, wanted, Qt.AspectRatioMode.KeepAspectRatio, how))
            pixmap.setDevicePixelRatio(ratio)
            self._scaled = (*key, pixmap)
        return self._scaled[2]
