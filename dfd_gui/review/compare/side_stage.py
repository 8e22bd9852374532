"""The frame of one side at the shared clock, or the words that its clip has none there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from dfd_gui.review.compare.sides import Pair, Side
from dfd_gui.review.marks import DIM, STAGE, WORDS
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.shown import Shown
from dfd_gui.review.viewer import FrameViewer
from dfd_gui.review.words import timecode


class SideStage(QWidget):
    """A viewer, and a page of words in its place where the clock is beyond the clip."""

    def __init__(self, pair: Pair, side: Side, shown: Shown, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self._side = side
        self.viewer = FrameViewer(side.services, shown, pictures, self)
        self.viewer.setAccessibleName(self.tr("Frame of {letter}").format(letter=side.letter))
        self.beyond = Beyond(self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.viewer)
        self._stack.addWidget(self.beyond)
        self.setMinimumSize(200, 120)
        self.viewer.person_chosen.connect(side.state.set_track)
        pair.changed.connect(self._update)
        pair.a.state.position_changed.connect(self._update)

    def _update(self) -> None:
        ahead = self._pair.ahead(self._side)
        letter = self._side.letter
        if ahead > 0:
            title = self.tr("{letter} has not begun").format(letter=letter)
            self.beyond.say(title, self.tr("It begins in {time}.").format(time=timecode(ahead)))
        elif ahead < 0:
            title = self.tr("{letter} is over").format(letter=letter)
            self.beyond.say(title, self.tr("It ended {time} ago.").format(time=timecode(-ahead)))
        self._stack.setCurrentWidget(self.beyond if ahead else self.viewer)


class Beyond(QWidget):
    """Words on the ground of a frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._words = "", ""

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._title}: {self._words}"

    def say(self, title: str, words: str) -> None:
        self._title, self._words = title, words
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), STAGE)
        line = self.fontMetrics().height()
        place = QRectF(12, self.height() / 2 - 1.2 * line, self.width() - 24, 1.2 * line)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for text, font, colour in ((self._title, bold, WORDS), (self._words, self.font(), DIM)):
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            place.moveTop(place.bottom())
