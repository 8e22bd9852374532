"""Below the queue: how far it is, how long it will take, and what can be done with all of it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dfd_gui.items import queue_text as text
from dfd_gui.items.queue_paint import Brushes
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import State
from dfd_gui.queue.pace import Throughput
from dfd_gui.services import Services
from dfd_gui.shell.widgets import tabular

EXPORTS = ("export.html", "export.pdf", "export.json", "export.csv")


class TotalBar(QWidget):
    """The progress of the whole queue: a thin line; nothing while the queue rests."""

    def __init__(self, brushes: Brushes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brushes = brushes
        self._share = 0.0
        self.setFixedHeight(3)
        self.setAccessibleName(self.tr("Progress of the queue"))

    def show_share(self, share: float) -> None:
        """Show 0..1."""
        if share != self._share:
            self._share = share
            self.setAccessibleDescription(self.tr("{percent} per cent").format(percent=round(share * 100)))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        ground = self.rect() if self._share else QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(ground, self._brushes.colour("line"))
        done = QRect(0, 0, round(self.width() * self._share), self.height())
        painter.fillRect(done, self._brushes.colour("accent"))


class Footer(QWidget):
    """Throughput and buttons."""

    def __init__(self, services: Services, controller: QueueController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._controller = controller
        self._bar = TotalBar(Brushes(services.theme, self), self)
        self._words = QLabel(self)
        self._words.setAccessibleName(self.tr("Throughput"))
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        tabular(self._words)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self._again_button())
        for action in ("queue.pause", "queue.cancel_all", "queue.clear_finished"):
            row.addWidget(self._button(action))
        row.addWidget(self._export_button())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(row)
        controller.pace.changed.connect(self.refresh)
        controller.paused_changed.connect(self.refresh)
        controller.idle_changed.connect(self.refresh)
        controller.model.counted.connect(self.refresh)
        services.engine.state_changed.connect(self.refresh)
        services.theme.changed.connect(self._bar.update)
        self.refresh()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def refresh(self) -> None:
        """Say how things stand."""
        now = self._controller.pace.now
        working = bool(now.running or now.waiting)
        self._bar.show_share(now.share if working else 0.0)
        self._offer(resting=not working)
        words = self._line(now) if working else self._rest()
        if words != self._words.text():
            self._words.setText(words)
            self._words.setToolTip(words)

    def _offer(self, *, resting: bool) -> None:
        """Offer the way on where something is left over."""
        states = {entry.state for entry in self._controller.model} if resting else set()
        resume = State.INTERRUPTED in states
        self._again.setVisible(resume or State.FAILED in states)
        self._again.setText(self.tr("Resume") if resume else self.tr("Retry failed"))
        self._again.setAccessibleName(self._again.text())

    def _go_on(self) -> None:
        if any(entry.state is State.INTERRUPTED for entry in self._controller.model):
            self._controller.resume()
        else:
            self._controller.retry([entry.key for entry in self._controller.model if entry.state is State.FAILED])

    def _again_button(self) -> QPushButton:
        self._again = QPushButton(self)
        self._again.setProperty("role", "flat")
        self._again.clicked.connect(self._go_on)
        return self._again

    def _line(self, now: Throughput) -> str:
        if self._controller.paused and not now.running:
            return self._waiting(now.waiting)
        parts = [self.tr("{done}/{total} frames").format(done=text.number(now.done), total=text.number(now.total))]
        if now.fps:
            parts.append(self.tr("{rate} fps").format(rate=_rate(now.fps)))
        if now.left_s is not None:
            parts.append(self.tr("{time} left").format(time=text.span(now.left_s)))
        elif self._services.engine.state == "starting":
            parts.append(self.tr("the engine starts"))
        if self._controller.paused:
            parts.append(self.tr("then pause"))
        return " · ".join(parts)

    def _waiting(self, count: int) -> str:
        if count == 1:
            return self.tr("Paused · one clip waits")
        return self.tr("Paused · {count} clips wait").format(count=text.number(count))

    def _rest(self) -> str:
        states = Counter(entry.state for entry in self._controller.model)
        parts = []
        if states[State.INTERRUPTED]:
            parts.append(self.tr("{count} interrupted").format(count=text.number(states[State.INTERRUPTED])))
        if states[State.FAILED]:
            parts.append(self.tr("{count} failed").format(count=text.number(states[State.FAILED])))
        if states[State.DONE] and states.keys() <= {State.DONE}:
            parts.append(self.tr("All done"))
        return " · ".join(parts)

    def _button(self, action: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._services.actions.get(action))
        button.setAccessibleName(self._services.actions.title(action))
        return button

    def _export_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(self._services.theme.icon("export"))
        button.setToolTip(self.tr("Export the selected clips"))
        button.setAccessibleName(self.tr("Export"))
        menu = QMenu(button)
        for action in EXPORTS:
            menu.addAction(self._services.actions.get(action))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height()))))
        return button


def _rate(fps: float) -> str:
    return text.number(round(fps)) if fps >= 10 else text.decimal(fps)
