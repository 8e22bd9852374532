"""The frame at the clock, with the faces that were found in it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dfd_gui.review.captions import Captions
from dfd_gui.review.lens import Lens
from dfd_gui.review.marks import ACCENT, DIM, STAGE, WORDS, paint_marks, paint_outline, paint_pill, pill_height
from dfd_gui.review.notice import Notice
from dfd_gui.review.picture import Picture
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.shown import Shown
from dfd_gui.review.viewer_faces import FacesInView
from dfd_gui.review.words import face_tip, tabular
from dfd_gui.services import Services

_PIXELS_FROM = 3.0
"""From this scale on single pixels are shown as squares: whoever looks that close wants to see them."""

_PAN_LINES = 3
"""Lines of text that one key press moves the frame by."""


class FrameViewer(QWidget):
    """Letterboxed frame with boxes; zooms and pans. Everything it says is also its accessible description."""

    person_chosen = Signal(int)
    menu_asked = Signal(QPoint)
    """The context menu is wanted at this global place."""

    def __init__(self, services: Services, shown: Shown, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._shown = shown
        self._pictures = pictures
        self._captions = Captions(services.state, shown, pictures, self)
        self._lens = Lens()
        self._faces = FacesInView(services.state, shown, self._lens)
        self._boxes, self._landmarks = True, False
        self._outline: tuple[SeenFace, tuple[tuple[float, float], ...]] | None = None
        self._scaled: tuple[int, int, int, QPixmap] | None = None
        self._dragged: QPointF | None = None
        self._notice = Notice(services, self)
        self.setAccessibleName(self.tr("Frame"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 135)
        self.setMouseTracking(True)
        self.setFont(tabular(self.font()))
        pictures.changed.connect(self._on_picture)
        pictures.trouble_changed.connect(self._notice.tell)
        self._state.clip_changed.connect(self._on_clip)
        self._state.track_changed.connect(self._refresh)
        shown.bands_changed.connect(self.update)
        self._notice.tell(pictures.trouble)
        self._on_clip(self._state.clip)

    # ---- what others ask of it

    def show_boxes(self, on: bool) -> None:
        self._boxes = on
        self.update()

    def show_landmarks(self, on: bool) -> None:
        self._landmarks = on
        self.update()

    def set_outline(self, face: SeenFace | None, corners: tuple[tuple[float, float], ...] = ()) -> None:
        """Outline what a detector saw of a face, in frame pixels, while that face's frame is shown."""
        self._outline = None if face is None else (face, corners)
        self.update()

    def fit(self) -> None:
        """Show the whole frame."""
        self._lens.fit()
        self.update()

    def toggle_zoom(self) -> None:
        """Between the whole frame and its actual size, which keeps the chosen person in sight."""
        if self._lens.fitted:
            box = self.box_of(self._state.track) if self._state.track is not None else QRectF()
            self._zoom_to(1.0, None if box.isNull() else box.center())
        else:
            self.fit()

    def zoom(self, steps: float) -> None:
        self._lens.zoom(steps)
        self.update()

    def frame_image(self) -> QImage:
        """The picture that is shown, in its own size and without marks; null where there is none."""
        picture = self._pictures.now
        return picture.image if picture else QImage()

    def marked_image(self) -> QImage:
        """The picture with its marks, as it is shown."""
        image = QImage(self.size() * self.devicePixelRatioF(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.render(image, renderFlags=QWidget.RenderFlag.DrawWindowBackground)
        return image

    def box_of(self, track: int) -> QRectF:
        """Where the box of a person is drawn; null where it is not."""
        marks = self._faces.marks(self._pictures.now) if self._boxes else ()
        return next((mark.rect for face, mark in marks if face.track == track), QRectF())

    def heightForWidth(self, width: int) -> int:
        """Height at which the whole frame fills a width."""
        frame_width, frame_height = self._frame_size()
        return round(width * frame_height / frame_width)

    # ---- changes

    def _on_clip(self, clip: object) -> None:
        del clip
        self._outline = None
        self._lens.set_frame(*self._frame_size())
        self._lens.fit()
        self._refresh()

    def _on_picture(self, _picture: object) -> None:
        self._lens.set_frame(*self._frame_size())
        self._refresh()

    def _refresh(self, _value: object = None) -> None:
        self.setAccessibleDescription("; ".join(self._captions.all()))
        self.update()

    def _frame_size(self) -> tuple[float, float]:
        clip, picture = self._state.clip, self._pictures.now
        media = clip.extract["media"] if clip else {}
        if media.get("width") and media.get("height"):
            return float(media["width"]), float(media["height"])
        return (float(picture.image.width()), float(picture.image.height())) if picture else (16.0, 9.0)

    def _zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        self._lens.set_scale(scale, at)
        self.update()

    def _face_at(self, place: QPointF) -> SeenFace | None:
        return self._faces.at(self._pictures.now, place) if self._boxes else None

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), STAGE)
        self._lens.set_view(QSizeF(self.size()), self.devicePixelRatioF())
        picture = self._pictures.now
        if picture is None:
            self._paint_nothing(painter)
        else:
            self._paint_picture(painter, picture)
            self._paint_marks(painter, picture)
            self._paint_words(painter, picture)
        if self.hasFocus():
            painter.setPen(ACCENT)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        rect = self._lens.rect()
        if self._lens.fitted:
            painter.drawPixmap(rect.topLeft().toPoint(), self._fitted(picture.image, rect.size()))
            return
        smooth = self._lens.scale < _PIXELS_FROM or not picture.exact
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(rect, picture.image)

    def _fitted(self, image: QImage, size: QSizeF) -> QPixmap:
        """The picture scaled to the screen's own pixels, once for each picture and size."""
        ratio = self.devicePixelRatioF()
        width, height = max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio))
        key = image.cacheKey(), width, height
        if self._scaled is None or self._scaled[:3] != key:
            how = Qt.TransformationMode.SmoothTransformation
            pixmap = QPixmap.fromImage(image.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, how))
            pixmap.setDevicePixelRatio(ratio)
            self._scaled = (*key, pixmap)
        return self._scaled[3]

    def _paint_marks(self, painter: QPainter, picture: Picture) -> None:
        if self._boxes:
            within = QRectF(self.rect()).intersected(self._lens.rect())
            marks = [mark for _, mark in self._faces.marks(picture, landmarks=self._landmarks)]
            paint_marks(painter, marks, within)
        if self._outline and self._outline[0] in self._shown.faces_near(picture.time_s).faces:
            corners = [self._lens.to_view(x, y) for x, y in self._outline[1]]
            paint_outline(painter, corners, self.tr("Network input"))

    def _paint_words(self, painter: QPainter, picture: Picture) -> None:
        margin = 8.0
        bottom = self.height() - margin - pill_height(self.font())
        paint_pill(painter, QPointF(margin, bottom), self._captions.place(picture), WORDS)
        corner = QPointF(self.width() - margin, margin)
        paint_pill(painter, corner, self._captions.kind(picture), WORDS if picture.exact else DIM, right=True)
        notes = list(self._notes(picture))
        if notes:
            paint_pill(painter, QPointF(self.width() - margin, bottom), "   ".join(notes), DIM, right=True)

    def _notes(self, picture: Picture) -> Iterator[str]:
        near = self._shown.faces_near(picture.time_s)
        if near.faces and not near.measured and self._boxes:
            yield self._captions.measured_at(near.faces[0])
        if not self._lens.fitted:
            yield f"{self._lens.scale:.0%}"

    def _paint_nothing(self, painter: QPainter) -> None:
        title, words = self._captions.why_nothing()
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        room = QRectF(self.rect()).adjusted(24, 24, -24, -24)
        line = self.fontMetrics().height()
        room.setTop(room.center().y() - 1.2 * line)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for text, font, colour in ((title, bold, WORDS), (words, self.font(), DIM)):
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(room, flags, text)
            room.setTop(room.top() + 1.5 * line)

    # ---- hands

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._lens.zoom(event.angleDelta().y() / 120, event.position())
            self.update()
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position()
            if face := self._face_at(event.position()):
                self.person_chosen.emit(face.track)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._lens.pan(event.position() - self._dragged)
            self._dragged = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._lens.fitted:
            self._zoom_to(1.0, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move a magnified frame."""
        step = _PAN_LINES * self.fontMetrics().height()
        ways = {
            Qt.Key.Key_Left: QPointF(step, 0),
            Qt.Key.Key_Right: QPointF(-step, 0),
            Qt.Key.Key_Up: QPointF(0, step),
            Qt.Key.Key_Down: QPointF(0, -step),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        self._lens.pan(way)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._notice.fit_into(self.width())
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            face = self._face_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), face_tip(face) if face else "", self)
            return True
        return super().event(event)
