"""Parts of the verdict panel: lines with a mark before them, facts in two columns, and what can be folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dfd_gui.review.words import tabular
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, dim_label


def wrapped(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Words that wrap and can be selected."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Lines(QWidget):
    """Sentences below each other, each with a bullet or an icon."""

    def __init__(self, theme: Theme, icon: str = "", colour: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._colour = icon, colour
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def tell(self, sentences: Sequence[str]) -> None:
        """Show these sentences; nothing at all where there are none."""
        _clear(self._grid)
        for row, sentence in enumerate(sentences):
            mark = (
                IconLabel(self._theme, self._icon, self._colour, parent=self)
                if self._icon
                else dim_label("\u2022", self)
            )
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(wrapped(sentence, self), row, 1)
        self.setVisible(bool(sentences))


class Facts(QWidget):
    """Terms and values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(4)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def tell(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these; rows without a value are left out."""
        while self._form.rowCount():
            self._form.removeRow(0)
        for term, value in rows:
            if value:
                field, name = wrapped(value, self), dim_label(term, self)
                field.setFont(tabular(field.font()))
                name.setAlignment(Qt.AlignmentFlag.AlignTop)
                self._form.addRow(name, field)


class Fold(QWidget):
    """A head that shows and hides what is below it."""

    def __init__(self, theme: Theme, title: str, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._opened = False
        self._frame = QWidget(self)
        self._head = QToolButton(self)
        self._head.setText(title)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        within = QVBoxLayout(self._frame)
        within.setContentsMargins(self.fontMetrics().height() + 8, 0, 0, 8)
        within.addWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._frame)
        self._head.clicked.connect(self.toggle)
        self._show()

    @property
    def head(self) -> QToolButton:
        """The button."""
        return self._head

    @property
    def opened(self) -> bool:
        """Whether what is below can be seen."""
        return self._opened

    def toggle(self) -> None:
        """Fold or unfold."""
        self._opened = not self._opened
        self._show()

    def _show(self) -> None:
        self._frame.setVisible(self._opened)
        self._head.setIcon(self._theme.icon("chevron-down" if self._opened else "chevron-right", "text_dim"))
        state = self.tr("unfolded") if self._opened else self.tr("folded")
        self._head.setAccessibleName(f"{self._head.text()}, {state}")


def _clear(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
