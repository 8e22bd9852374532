"""How a row of the library's list is drawn: a picture of its kind, two lines of text, badges of picture and word."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dfd_gui.items.library_model import ROLE_ENTRY, Entry, Kind, Mark
from dfd_gui.shell.theme import Theme

KIND_ICONS: Mapping[Kind, str] = {
    Kind.ENSEMBLE: "layers",
    Kind.DETECTOR: "chip",
    Kind.FACE_DETECTOR: "face",
    Kind.DAMAGED: "warning",
    Kind.OFFER: "download",
    Kind.OFFERED_ENSEMBLE: "layers",
}
MARK_ICONS: Mapping[Mark, tuple[str, str]] = {
    Mark.DEFAULT: ("check", "accent"),
    Mark.BUNDLED: ("shield", "text_dim"),
    Mark.DAMAGED: ("error", "error"),
    Mark.INCOMPLETE: ("warning", "warning"),
    Mark.INSTALLED: ("ok", "ok"),
    Mark.NON_COMMERCIAL: ("info", "text_dim"),
    Mark.DOWNLOADING: ("download", "accent"),
}
"""Picture and colour of a mark."""


class LibraryDelegate(QStyledItemDelegate):
    """Draws sections and entries; all sizes follow the font."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.height()
        return QSize(0, round(line * (3.1 if index.data(ROLE_ENTRY) else 2.2)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ROLE_ENTRY)
        painter.save()
        if isinstance(entry, Entry):
            self._paint_entry(painter, option, entry)
        else:
            self._paint_section(painter, option, str(index.data()))
        painter.restore()

    def _paint_section(self, painter: QPainter, option: QStyleOptionViewItem, title: str) -> None:
        font = _small(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text_dim"))
        space = option.fontMetrics.height() // 2
        box = option.rect.adjusted(space, 0, -space, -space // 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), title)

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, selected=selected)
        line = option.fontMetrics.height()
        space = line // 2
        box = option.rect.adjusted(space, space, -space, -space)
        ink = option.palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        dim = ink if selected else self._theme.colour("text_dim")
        damaged = entry.kind is Kind.DAMAGED
        icon = self._theme.icon(KIND_ICONS[entry.kind], "error" if damaged else "text_dim")
        _picture(painter, icon, QRect(box.topLeft() + QPoint(0, line // 8), QSize(line, line)))
        box.setLeft(box.left() + line + space)
        room = box.adjusted(0, 0, -self._paint_badges(painter, option, entry, box, ink if selected else None), 0)
        _text(painter, option.font, room.adjusted(0, 0, 0, -line), ink, entry.shown)
        _text(painter, _small(option.font), box.adjusted(0, line, 0, 0), dim, entry.title)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, selected: bool) -> None:
        if selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
            edge = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(edge, self._theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.colour("hover"))

    def _paint_badges(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, box: QRect, ink: QColor | None
    ) -> int:
        """Draw the badges from the right on the first line and return the width they took, in pixels."""
        font = _small(option.font)
        metrics = QFontMetrics(font)
        side, right = metrics.height(), box.right() + 1
        for badge in reversed(entry.badges):
            picture, colour = MARK_ICONS[badge.mark]
            width = metrics.horizontalAdvance(badge.words)
            right -= width
            place = QRect(right, box.top(), width, option.fontMetrics.height())
            painter.setFont(font)
            painter.setPen(ink or self._theme.colour(colour))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), badge.words)
            right -= side + side // 4
            spot = QRect(right, place.center().y() - side // 2, side, side)
            _picture(painter, self._theme.icon(picture, "text" if ink else colour), spot, selected=ink is not None)
            right -= side // 2
        return box.right() + 1 - right


def _text(painter: QPainter, font: QFont, box: QRect, colour: QColor, text: str) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _picture(painter: QPainter, icon: QIcon, box: QRect, *, selected: bool = False) -> None:
    mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
    icon.paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF(), 7.0) * 0.9)
    return small
