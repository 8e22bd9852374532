"""The comparison as a page of the review: heads, frames, clock, chart or table, detectors."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.review.compare.detectors_table import DetectorsTable
from dfd_gui.review.compare.objections import warning
from dfd_gui.review.compare.offset_bar import OffsetBar
from dfd_gui.review.compare.pair_chart import PairChart
from dfd_gui.review.compare.side_head import SideHead
from dfd_gui.review.compare.side_stage import SideStage
from dfd_gui.review.compare.sides import Pair
from dfd_gui.review.compare.values_table import ValuesTable
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.shown import Shown
from dfd_gui.review.verdict_parts import Lines
from dfd_gui.services import Services
from dfd_gui.shell.widgets import hairline, title_label

_MENU = ("chart.copy", "chart.png", "chart.svg", "chart.csv", "", "chart.zoom_in", "chart.zoom_out", "chart.fit")
_LOWER_SHARE = 0.40
"""Of the height: chart and detectors, until the user has decided otherwise."""

_BESIDE_SHARE = 0.45
"""Of the width: the detectors at most."""


class ComparePage(QWidget):
    """Everything about the pair. Side A's pictures are the review's own, side B has its own."""

    left = Signal()
    """The user wants back to the review."""

    def __init__(self, services: Services, pair: Pair, shown: Shown, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._pair = pair
        self._moved = False
        self.pictures = Pictures(pair.b.services, self)
        self.heads = tuple(SideHead(side, services.theme, self) for side in (pair.a, pair.b))
        self.stages = (
            SideStage(pair, pair.a, shown, pictures, self),
            SideStage(pair, pair.b, Shown(pair.b.services, self), self.pictures, self),
        )
        self.bar = OffsetBar(pair, services.actions, self)
        self.chart = PairChart(services, pair, self)
        self.values = ValuesTable(services.state, self)
        self.detectors = DetectorsTable(pair, self)
        self.objections = Lines(services.theme, "warning", "warning", self)
        self._lay_out()
        for action in ("review.boxes", "review.landmarks"):
            services.actions.get(action).toggled.connect(self._mark)
        self._mark()
        pair.changed.connect(self._take)

    def show_table(self, on: bool) -> None:
        """Show the values as a table in the place of the chart."""
        self._place.setCurrentWidget(self.values if on else self.chart)

    def focus(self) -> None:
        """Give the keyboard to the chart, or to the table in its place."""
        part = self.values if self._place.currentWidget() is self.values else self.chart
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def shutdown(self) -> None:
        """Ask the engine for nothing more."""
        self.pictures.shutdown()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back where its action has another key."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    # ---- inside

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Comparison"))
        self._place = QStackedWidget(self)
        self._place.addWidget(self.chart)
        self._place.addWidget(self.values)
        lower = QSplitter(Qt.Orientation.Horizontal, self)
        lower.setChildrenCollapsible(False)
        lower.addWidget(self._place)
        lower.addWidget(self.detectors)
        lower.setStretchFactor(0, 1)
        lower.setStretchFactor(1, 0)
        self._whole = QSplitter(Qt.Orientation.Vertical, self)
        self._whole.setChildrenCollapsible(False)
        for part in (self._make_upper(), lower):
            self._whole.addWidget(part)
        self._whole.setStretchFactor(0, 1)
        self._whole.setStretchFactor(1, 0)
        for splitter in (lower, self._whole):
            splitter.splitterMoved.connect(self._on_moved)
        self._lower = lower
        self.objections.setContentsMargins(12, 6, 8, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_top())
        column.addWidget(hairline(self))
        column.addWidget(self.objections)
        column.addWidget(self._whole, 1)

    def _make_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self._button("compare.close", words=True))
        row.addWidget(title_label(self.tr("Comparison"), self))
        row.addStretch(1)
        row.addWidget(self._button("review.compare", words=True))
        for action in ("review.table", "chart.fit"):
            row.addWidget(self._button(action))
        more = QToolButton(self)
        more.setIcon(self._services.theme.icon("more"))
        more.setToolTip(self.tr("Copy, save, zoom"))
        more.setAccessibleName(self.tr("More of the comparison"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu = self._make_menu()
        more.setMenu(self._menu)
        self.chart.plot.menu_asked.connect(self._menu.exec)
        row.addWidget(more)
        return row

    def _button(self, action: str, *, words: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._services.actions.get(action))
        button.setAccessibleName(self._services.actions.title(action))
        if words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in _MENU:
            if name:
                menu.addAction(self._services.actions.get(name))
            else:
                menu.addSeparator()
        return menu

    def _make_upper(self) -> QWidget:
        upper = QWidget(self)
        grid = QGridLayout(upper)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setHorizontalSpacing(1)
        for column, (head, stage) in enumerate(zip(self.heads, self.stages, strict=True)):
            grid.addWidget(head, 0, column)
            grid.addWidget(stage, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.bar, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        return upper

    def _mark(self) -> None:
        boxes, landmarks = (self._services.actions.get(f"review.{name}").isChecked() for name in ("boxes", "landmarks"))
        for stage in self.stages:
            stage.viewer.show_boxes(boxes)
            stage.viewer.show_landmarks(landmarks)

    def _take(self) -> None:
        a, b = self._pair.a.reading, self._pair.b.reading
        words = warning(a, b) if a and b else ""
        self.objections.tell([words] if words else [])
        self.values.set_rows(self.chart.rows)
        self._share_out()

    def _on_moved(self, _place: int, _handle: int) -> None:
        self._moved = True

    def _share_out(self) -> None:
        if not self._moved:
            below = max(round(self._whole.height() * _LOWER_SHARE), self._lower.minimumSizeHint().height())
            self._whole.setSizes([self._whole.height() - below, below])
            beside = min(self.detectors.sizeHint().width(), round(self.width() * _BESIDE_SHARE))
            self._lower.setSizes([self.width() - beside, beside])
