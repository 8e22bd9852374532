"""The face strip: every person's faces along the time axis, each with its score."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from dfd_gui.review.left_out import LeftOut
from dfd_gui.review.shown import Shown
from dfd_gui.review.strip_layout import Rows, least_height
from dfd_gui.review.strip_paint import StripPainter
from dfd_gui.review.strip_rows import StripRows
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import face_tip
from dfd_gui.services import Services

_MOVES = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


class FaceStrip(QAbstractScrollArea):
    """Rows of faces. Only what is in sight is read and painted."""

    menu_asked = Signal(QPoint)
    """The context menu of the current face is wanted at this global place."""

    def __init__(self, services: Services, shown: Shown, axis: TimeAxis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._theme = services.theme
        self._shown = shown
        self._axis = axis
        left_out = LeftOut.of(services)
        self._who = StripRows(services.state, shown, left_out, axis)
        self._painter = StripPainter(services.theme, shown, self.font())
        self._still: QPixmap | None = None
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._refresh)
        self.setAccessibleName(self.tr("Faces"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(least_height())
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._refresh)
        self._state.clip_changed.connect(self._on_clip)
        self._state.position_changed.connect(self._on_position)
        self._state.track_changed.connect(self._on_track)
        shown.faces_changed.connect(self._on_faces)
        shown.bands_changed.connect(self._refresh)
        left_out.changed.connect(self._refresh)
        axis.changed.connect(self._refresh)
        services.theme.changed.connect(self._refresh)
        axis.need_left(self._painter.header_width())
        self._on_clip()

    # ---- what others ask of it

    def show_only_chosen(self, on: bool) -> None:
        """Show the chosen person only, or everybody."""
        self._who.only_chosen = on
        self._on_clip()

    def sizeHint(self) -> QSize:
        return QSize(600, min(3, max(1, len(self._who.tracks()))) * (least_height() + 14))

    def rows(self) -> Rows:
        """The rows as they lie now."""
        return Rows.fitting(len(self._who.tracks()), self.viewport().height(), self.verticalScrollBar().value())

    # ---- changes

    def _on_clip(self, _clip: object = None) -> None:
        self._fit_scroll_bar()
        self.updateGeometry()
        self._refresh()
        self._describe()

    def _on_faces(self) -> None:
        self._painter.forget()
        self._refresh()

    def _on_track(self, _track: object) -> None:
        if self._who.only_chosen:
            self._fit_scroll_bar()
        self._reveal()
        self._refresh()
        self._describe()

    def _on_position(self, _position_s: float, _origin: object) -> None:
        self._describe()
        self.viewport().update()

    def _refresh(self, _value: object = None) -> None:
        self._still = None
        self.viewport().update()

    def _describe(self) -> None:
        face = self._shown.face()
        if face is None:
            self.setAccessibleDescription(self.tr("No face"))
            return
        faces = self._who.faces(face.track)
        words = self.tr("Face {number} of {count}. {facts}")
        number = faces.index(face) + 1
        self.setAccessibleDescription(words.format(number=number, count=len(faces), facts=face_tip(face)))

    def _fit_scroll_bar(self) -> None:
        rows, room = self.rows(), self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, rows.total - room))
        bar.setPageStep(room)
        bar.setSingleStep(rows.height)

    def _reveal(self) -> None:
        """Scroll the chosen person into sight."""
        number = self._who.number(self._state.track)
        if number is not None:
            rows, bar = self.rows(), self.verticalScrollBar()
            top = number * rows.height
            bar.setValue(min(max(bar.value(), top + rows.height - self.viewport().height()), top))

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._still is None:
            self._still = self._paint_rows()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._still)
        if not self._who.tracks():
            self._paint_nobody(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = round(self._axis.x_of(self._state.position_s, self.width())) + 0.5
        if self._axis.left - 1 <= x <= self.width() - self._axis.right + 1:
            painter.setPen(QPen(self._theme.colour("text"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, min(self.rows().total, self.viewport().height())))
        self._paint_current(painter)

    def _paint_nobody(self, painter: QPainter) -> None:
        if self._shown.samples is not None:
            painter.setPen(self._theme.colour("text_dim"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No face was found."))

    def _paint_rows(self) -> QPixmap:
        """Everything that stays while the clock moves."""
        ratio = self.devicePixelRatioF()
        still = QPixmap(self.viewport().size() * ratio)
        still.setDevicePixelRatio(ratio)
        still.fill(self._theme.colour("panel"))
        rows = self.rows()
        painter = QPainter(still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.begin()
        for number in range(rows.count):
            if not -rows.height < rows.top(number) < self.viewport().height():
                continue
            if row := self._who.row(number, rows, self.width()):
                self._painter.paint_row(painter, rows, row, self._who.area(number, rows, self.width()))
        painter.end()
        if self._painter.unfinished:
            self._again.start()
        return still

    def _paint_current(self, painter: QPainter) -> None:
        """The face that the clock is nearest to, on top of its neighbours."""
        current = self._who.current(self.rows(), self.width())
        if current is None or not self._axis.left - current[1].width() < current[1].center().x() < self.width():
            return
        face, rect = current
        self._painter.begin()
        self._painter.paint_face(painter, rect, face)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("focus" if self.hasFocus() else "accent"), 3 if self.hasFocus() else 2))
        painter.drawRect(rect.adjusted(-1, -1, 1, 1))

    # ---- hands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_scroll_bar()
        self._refresh()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            face = self._who.face_at(QPointF(event.pos()), self.rows(), self.width())
            QToolTip.showText(event.globalPos(), face_tip(face) if face else "", self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.rows().at(event.position().y())
        if number is None:
            return
        face = self._who.face_at(event.position(), self.rows(), self.width())
        self._state.set_track(self._who.tracks()[number])
        if face is not None:
            self._state.seek(face.time_s)
        elif event.position().x() >= self._axis.left:
            self._scrub(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and event.position().x() >= self._axis.left:
            self._scrub(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            current = self._who.current(self.rows(), self.width())
            rect = current[1] if current else QRectF(self.viewport().rect())
            place = self.viewport().mapToGlobal(rect.center().toPoint())
        self.menu_asked.emit(place)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move through the faces; the room has other uses for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            bare = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
            if bare and event.key() in _MOVES:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_person(1 if key == Qt.Key.Key_Down else -1)
        elif key in _MOVES:
            self._step_face(key)
        else:
            super().keyPressEvent(event)

    def step_person(self, by: int) -> None:
        """Choose the person below (1) or above (-1)."""
        tracks = self._who.everybody()
        if tracks:
            now = tracks.index(self._state.track) if self._state.track in tracks else -by
            self._state.set_track(tracks[min(max(0, now + by), len(tracks) - 1)])

    def _step_face(self, key: Qt.Key) -> None:
        face = self._shown.face()
        if face is None:
            return
        faces = self._who.faces(face.track)
        number = faces.index(face)
        target = {
            Qt.Key.Key_Left: number - 1,
            Qt.Key.Key_Right: number + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(faces) - 1,
        }[key]
        self._state.seek(faces[min(max(0, target), len(faces) - 1)].time_s)

    def _scrub(self, place: QPointF) -> None:
        self._state.seek(self._axis.time_of(place.x(), self.width()))
