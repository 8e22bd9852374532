"""Small widgets that every room uses."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from dfd_gui.shell.theme import Theme


class IconLabel(QWidget):
    """A picture of ``resources/icons`` as tall as ``ems`` lines of text; follows the theme by itself.

    ``words`` says what it means, for the tool tip and for screen readers; empty where words stand beside it.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        colour: str = "text",
        *,
        ems: float = 1.15,
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ems = ems
        self.show_icon(name, colour, words)

    def show_icon(self, name: str, colour: str = "text", words: str = "") -> None:
        """Show another picture."""
        self._icon = self._theme.icon(name, colour)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        side = round(QFontMetrics(self.font()).height() * self._ems)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        side = self.sizeHint()
        place = side.scaled(self.size().boundedTo(side), Qt.AspectRatioMode.KeepAspectRatio)
        rect = self.rect()
        rect.setSize(place)
        rect.moveCenter(self.rect().center())
        self._icon.paint(QPainter(self), rect)


def dim_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Secondary words."""
    label = QLabel(text, parent)
    label.setProperty("role", "dim")
    return label


def title_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Head of a section."""
    label = QLabel(text, parent)
    label.setProperty("role", "title")
    return label


def hairline(parent: QWidget | None = None) -> QFrame:
    """A line of one pixel across the width."""
    line = QFrame(parent)
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line


def tabular(widget: QWidget) -> None:
    """Give the digits of a widget's font one width, so that changing numbers do not dance."""
    font = widget.font()
    font.setFeature(font.Tag("tnum"), 1)
    widget.setFont(font)
