"""What lies over the window while files are dragged across it: where they may go, and how many they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dfd_gui.shell.theme import Theme


class DropOverlay(QWidget):
    """Covers its parent; lets the mouse through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._theme = theme
        self._icon = theme.icon("open", "accent")
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_for(self, paths: Sequence[Path]) -> None:
        """Cover the parent and say what would happen."""
        self._words = self._text(paths)
        self.setAccessibleName(self._words)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def words(self) -> str:
        """What it says."""
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil, a dashed frame, and on a plain ground in the middle a picture and the words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self._theme.colour("window"))
        veil.setAlphaF(0.85)
        painter.fillRect(self.rect(), veil)
        em = painter.fontMetrics().height()
        frame = QPen(self._theme.colour("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(frame)
        painter.drawRoundedRect(self.rect().adjusted(em, em, -em, -em), em / 2, em / 2)
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        words = painter.fontMetrics().size(0, self._words)
        ground = QRect(0, 0, words.width() + 6 * em, words.height() + 8 * em)
        ground.moveCenter(self.rect().center())
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("panel_raised"))
        painter.drawRoundedRect(ground, em / 2, em / 2)
        picture = QRect(0, 0, 3 * em, 3 * em)
        picture.moveCenter(ground.center())
        picture.moveTop(ground.top() + 2 * em)
        self._icon.paint(painter, picture)
        painter.setPen(self._theme.colour("text"))
        below = QRect(ground.left(), picture.bottom() + em, ground.width(), words.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._words)

    def _text(self, paths: Sequence[Path]) -> str:
        folders = sum(path.is_dir() for path in paths)
        files = len(paths) - folders
        counts = [self._count_files(files), self._count_folders(folders)]
        what = self.tr("{files} and {folders}").format(files=counts[0], folders=counts[1])
        if not files or not folders:
            what = counts[0] or counts[1]
        return self.tr("Drop to screen {what}").format(what=what)

    def _count_files(self, number: int) -> str:
        if number == 1:
            return self.tr("one file")
        return self.tr("{number} files").format(number=number) if number else ""

    def _count_folders(self, number: int) -> str:
        if number == 1:
            return self.tr("one folder")
        return self.tr("{number} folders").format(number=number) if number else ""


def dragged_paths(mime: QMimeData) -> list[Path]:
    """The files and folders of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
