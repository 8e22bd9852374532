"""The line that the words of a note are written into, beside the buttons that move the clock."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from dfd_core.cases.remarks import MOST, Note
from dfd_gui.review.words import timecode

_LEAST_CHARS = 24


class NoteField(QWidget):
    """Enter and going elsewhere keep what is written, Escape leaves the note as it was."""

    written = Signal(str, str)
    """Key of the note, and its words."""
    left = Signal()
    """The user is done with it; `written` came before, where there is anything to keep."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._head = QLabel(self)
        self._line = _Line(self)
        self._line.setAccessibleName(self.tr("Words of the note"))
        self._line.setPlaceholderText(self.tr("What is to be seen here?"))
        self._line.setMaxLength(MOST)
        self._line.setMinimumWidth(self._line.fontMetrics().averageCharWidth() * _LEAST_CHARS)
        self._line.returnPressed.connect(self.keep)
        self._line.gone.connect(self.keep)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._head)
        row.addWidget(self._line, 1)
        self.setFocusProxy(self._line)
        self.hide()

    @property
    def key(self) -> str:
        """The note that is being written; empty while there is none."""
        return self._key

    @property
    def line(self) -> QLineEdit:
        """What is written into."""
        return self._line

    def open(self, note: Note, number: int) -> None:
        """Offer a note's words to be written."""
        self.keep()
        self._key = note.key
        text = self.tr("Note {number}, {time}").format(number=number, time=timecode(note.time_s, 2))
        self._head.setText(text)
        self._line.setAccessibleDescription(text)
        self._line.setText(note.text)
        self._line.selectAll()
        self.show()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Be gone, without a word; the note stays as it is."""
        if self._key:
            self._key = ""
            self.left.emit()
            self.hide()

    def keep(self) -> None:
        """Keep what is written, and be gone."""
        key, self._key = self._key, ""
        if key:
            self.written.emit(key, self._line.text())
            self.left.emit()
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
            return
        super().keyPressEvent(event)


class _Line(QLineEdit):
    """Tells when the keyboard has gone elsewhere in the window."""

    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A menu or another program gives the keyboard back; only what takes it for good ends the writing."""
        super().focusOutEvent(event)
        passing = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        if event.reason() not in passing:
            self._timer.start()

    def _look(self) -> None:
        if not self.hasFocus():
            self.gone.emit()
