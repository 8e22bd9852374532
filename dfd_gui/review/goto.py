"""Going to a time or a frame: what may be written, and the field it is written into."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from dfd_gui.review.words import timecode

_FRAME = re.compile(r"[f#]\s*(\d+)", re.IGNORECASE)
_TIME = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d*)?|[.,]\d+)\s*s?", re.IGNORECASE)


class UnreachableError(ValueError):
    """What was written leads nowhere; the text says why."""


def parse_goto(text: str, *, fps: float, duration_s: float, frames: int = 0) -> float:
    """Seconds for ``83``, ``1:23.4``, ``00:01:23.400``, ``f1234`` or ``#1234``.

    Args:
        text: what the user wrote; a decimal comma is as good as a point.
        fps: frames a second.
        duration_s: length of the clip in seconds.
        frames: number of frames of the clip, 0 where unknown.

    Raises:
        UnreachableError: it is neither, or it lies outside the clip.
    """
    text = text.strip()
    if match := _FRAME.fullmatch(text):
        return _frame_time(int(match[1]), fps, duration_s, frames)
    if match := _TIME.fullmatch(text):
        return _time(match, duration_s)
    words = QCoreApplication.translate(
        "GoTo", "Write a time such as 83, 1:23.4 or 00:01:23.400, or a frame such as f1234."
    )
    raise UnreachableError(words)


def _frame_time(number: int, fps: float, duration_s: float, frames: int) -> float:
    last = (frames or int(duration_s * fps + 1e-6)) - 1
    if number > max(0, last):
        words = QCoreApplication.translate("GoTo", "There is no frame {frame}: the last one is {last}.")
        raise UnreachableError(words.format(frame=number, last=max(0, last)))
    return min(number / fps, duration_s)


def _time(match: re.Match[str], duration_s: float) -> float:
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups())
    if (match[1] and minutes >= 60) or (match[2] and seconds >= 60):
        raise UnreachableError(QCoreApplication.translate("GoTo", "Minutes and seconds go up to 59."))
    time_s = hours * 3600 + minutes * 60 + seconds
    if time_s > duration_s:
        words = QCoreApplication.translate("GoTo", "The clip ends at {end}.")
        raise UnreachableError(words.format(end=timecode(duration_s)))
    return time_s


class GoToField(QWidget):
    """A line to write a time or frame into; what is wrong with it stands beside it."""

    chosen = Signal(float)
    """Seconds."""
    left = Signal()
    """The user is done with it, one way or the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fps, self._duration_s, self._frames = 25.0, 0.0, 0
        self._line = QLineEdit(self)
        self._line.setAccessibleName(self.tr("Go to time or frame"))
        self._line.setPlaceholderText(self.tr("1:23.4 or f1234"))
        self._line.setMaxLength(24)
        self._line.setFixedWidth(self._line.fontMetrics().averageCharWidth() * 18)
        self._line.returnPressed.connect(self._go)
        self._line.textEdited.connect(self._forgive)
        self._why = QLabel(self)
        self._why.setAccessibleName(self.tr("Why it leads nowhere"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(self.tr("Go to"), self))
        row.addWidget(self._line)
        row.addWidget(self._why, 1)
        self.setFocusProxy(self._line)

    @property
    def text(self) -> str:
        """What is written."""
        return self._line.text()

    @property
    def why(self) -> str:
        """Why it leads nowhere; empty as long as nobody knows."""
        return self._why.text()

    def enter(self, text: str) -> None:
        """Write something and go there."""
        self._line.setText(text)
        self._go()

    def set_clip(self, fps: float, duration_s: float, frames: int) -> None:
        self._fps, self._duration_s, self._frames = fps, duration_s, frames

    def open(self, position_s: float) -> None:
        """Show the field, with the present time to be written over."""
        self._why.clear()
        self._line.setText(timecode(position_s))
        self._line.selectAll()
        self.show()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go(self) -> None:
        try:
            time_s = parse_goto(self._line.text(), fps=self._fps, duration_s=self._duration_s, frames=self._frames)
        except UnreachableError as why:
            self._why.setText(str(why))
            self._line.setAccessibleDescription(str(why))
            self._line.selectAll()
            return
        self._why.clear()
        self.chosen.emit(time_s)
        self.left.emit()

    def _forgive(self) -> None:
        self._why.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._line.setFocus(event.reason())
