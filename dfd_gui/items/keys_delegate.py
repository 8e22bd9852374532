"""How the rows of keys are drawn: each key as a cap, a word where the user chose it, the heads of the menus bold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dfd_gui.items.keys_model import COL_ACTION, COL_KEYS, COL_PLACE, ROLE_ACTION, ROLE_KEYS, ROLE_OWN, Index
from dfd_gui.shell.theme import Theme

LINES = 1.75
"""Height of a row, in heights of a line."""


class KeysDelegate(QStyledItemDelegate):
    """Draws the rows of `KeysModel`."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._own_word = self.tr("changed")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        height = option.fontMetrics.height()
        width = size.width() + height
        if index.column() == COL_KEYS:
            caps = [_cap(option.fontMetrics, keys) for keys in index.data(ROLE_KEYS) or []]
            width = sum(caps) + height * (2 + len(caps)) + option.fontMetrics.horizontalAdvance(self._own_word)
        return QSize(width, round(height * (LINES if index.data(ROLE_ACTION) else LINES + 0.4)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.data(ROLE_ACTION):
            self._head(painter, option, index)
            return
        if index.column() == COL_ACTION:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        words, plain.text = plain.text, ""
        widget = option.widget if isinstance(option.widget, QWidget) else None
        (widget.style() if widget else QApplication.style()).drawControl(
            QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget
        )
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        dim = self._theme.colour("on_selection" if chosen else "text_dim")
        inner = option.rect.adjusted(option.fontMetrics.height() // 2, 0, 0, 0)
        if index.column() == COL_PLACE:
            painter.setPen(dim)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
        else:
            inner.setLeft(self._caps(painter, inner, index.data(ROLE_KEYS) or []))
            if index.data(ROLE_OWN):
                painter.setPen(dim)
                painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self._own_word)
        painter.restore()

    def _caps(self, painter: QPainter, place: QRect, keys: list[str]) -> int:
        """Draw the caps from the left and give where they end."""
        metrics = painter.fontMetrics()
        height = round(metrics.height() * 1.25)
        left = place.x()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for words in keys:
            cap = QRectF(left, place.y() + (place.height() - height) / 2, _cap(metrics, words), height)
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.setBrush(self._theme.colour("panel_raised"))
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(self._theme.colour("text"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
            left = round(cap.right()) + metrics.height() // 3
        return left + metrics.height() // 3

    def _head(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The title of a menu above a hairline, on the ground of the page."""
        painter.save()
        rect = option.rect
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5))
        if index.column() == COL_ACTION:
            font = QFont(option.font)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(self._theme.colour("text"))
            words = rect.adjusted(option.fontMetrics.height() // 3, 0, 0, -option.fontMetrics.height() // 4)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()


def _cap(metrics: QFontMetrics, words: str) -> int:
    """The width of a cap."""
    return max(metrics.horizontalAdvance(words) + round(metrics.height() * 0.8), round(metrics.height() * 1.25))
