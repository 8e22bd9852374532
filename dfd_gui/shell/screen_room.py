"""The screening room: the queue, and beside it the review of the clip that is chosen there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSplitter, QWidget

from dfd_gui.items import queue_text
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import State
from dfd_gui.queue.room import QueuePanel
from dfd_gui.shell.rooms import Ending

if TYPE_CHECKING:
    from dfd_gui.cases.export import Exporter
    from dfd_gui.review.room import ReviewRoom
    from dfd_gui.services import Services
    from dfd_gui.state import ReviewClip

QUEUE_SHARE = 0.30
"""Of the room's width, once a clip is reviewed; before, the queue has all of it."""


class ScreenRoom(QSplitter):
    """Queue and review. The review is made when it is first needed, or in a quiet moment before (`prepare`)."""

    all_done = Signal()
    """The queue has ended."""
    progressed = Signal(str)
    """How far the queue is, in words; empty when nothing runs."""

    def __init__(self, services: Services, *, persist: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._services = services
        self.controller = QueueController(services, persist=persist, parent=self)
        self.panel = QueuePanel(services, self.controller, self)
        self.review: ReviewRoom | None = None
        self._exporter: Exporter | None = None
        self.addWidget(self.panel)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.controller.all_done.connect(self.all_done)
        self.controller.pace.changed.connect(lambda: self.progressed.emit(self.progress()))
        self.panel.review_wanted.connect(self._focus_review)
        services.state.clip_changed.connect(self._on_clip)
        services.actions.connect("view.queue", self._show_queue)
        services.actions.set_checked("view.queue", True)
        self._on_clip(services.state.clip)

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Take clips and folders in."""
        self.controller.add_paths(paths)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the queue's rows, once there are any."""
        if self.panel.table.isVisible():
            self.panel.table.setFocus(event.reason())

    def busy(self) -> list[str]:
        """What runs."""
        return self.controller.busy()

    def progress(self) -> str:
        """How far the queue is, in words; empty when nothing runs."""
        now = self.controller.pace.now
        clips = now.running + now.waiting
        if not clips:
            return ""
        words = self.tr("Screening one clip") if clips == 1 else self.tr("Screening {count} clips").format(count=clips)
        if now.left_s is None:
            return words
        return f"{words} \N{MIDDLE DOT} {self.tr('{time} left').format(time=queue_text.span(now.left_s))}"

    def failures(self) -> list[str]:
        """Clips that could not be screened, each with its reason."""
        return [f"{entry.name}: {entry.reason}" for entry in self.controller.clips() if entry.state is State.FAILED]

    def prepare(self) -> None:
        """Make the review before it is needed."""
        if self.review is not None:
            return
        from dfd_gui.cases.export import Exporter
        from dfd_gui.review.room import ReviewRoom

        self._exporter = Exporter(self._services, self, self._collect)
        self.review = ReviewRoom(self._services, self)
        self.review.hide()
        self.addWidget(self.review)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)

    def shutdown(self) -> None:
        """End both, tidily."""
        if isinstance(self.review, Ending):
            self.review.shutdown()
        if self._exporter is not None:
            self._exporter.shutdown()
        self.panel.shutdown()

    def _collect(self, then: Callable[[list[ReviewClip]], None]) -> None:
        """The results of the selected rows."""
        self.controller.collect(self.panel.selected(), then)

    def _on_clip(self, clip: object) -> None:
        if clip is None:
            if self.review is not None:
                self.review.hide()
            self._show_queue(shown=True)
            return
        self.prepare()
        if self.review is not None and self.review.isHidden():
            self.review.show()
            left = round(self.width() * QUEUE_SHARE)
            self.setSizes([left, self.width() - left])

    def _focus_review(self) -> None:
        if self.review is not None and self.review.isVisible():
            self.review.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_queue(self, shown: bool) -> None:
        self._services.actions.set_checked("view.queue", shown)
        self.panel.setVisible(shown or self.review is None or self.review.isHidden())
