"""The review of one clip: frame, transport, faces and chart on the left, verdict and closer looks on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from dfd_gui.review.chart import ScoreChart
from dfd_gui.review.chart_table import ChartTable
from dfd_gui.review.clip_header import ClipHeader
from dfd_gui.review.closer_looks import CloserLooks
from dfd_gui.review.compare.comparing import Comparing
from dfd_gui.review.empty_review import EmptyReview
from dfd_gui.review.face_panel import FacePanel
from dfd_gui.review.keeping import Keeping
from dfd_gui.review.keys import Keys
from dfd_gui.review.note_actions import NoteActions
from dfd_gui.review.note_list import NoteList
from dfd_gui.review.notes import Notes
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.playback import Player
from dfd_gui.review.room_actions import RoomActions
from dfd_gui.review.scroller import Scroller
from dfd_gui.review.segments import SegmentList
from dfd_gui.review.shown import Shown
from dfd_gui.review.stage import Stage
from dfd_gui.review.strip import FaceStrip
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.transport import Transport
from dfd_gui.review.verdict_panel import VerdictPanel
from dfd_gui.review.viewer import FrameViewer
from dfd_gui.review.who_decided import WhoDecided
from dfd_gui.services import Services
from dfd_gui.shell.widgets import hairline
from dfd_gui.state import ReviewClip

_RIGHT_SHARE, _RIGHT_CHARS = 0.33, 62
"""Width of the right column: of the room's, and at most so many characters."""


class ReviewRoom(QWidget):
    """Everything about the clip that the state shows."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moved = False
        self._services = services
        self._state = services.state
        self.axis = TimeAxis(self)
        self.shown = Shown(services, self)
        self.pictures = Pictures(services, self)
        self.player = Player(services.state, self)
        self.keeping = Keeping(services, self)
        self.viewer = FrameViewer(services, self.shown, self.pictures, self)
        self.transport = Transport(services, self.shown, self.pictures, self.axis, self)
        self.stage = Stage(services, self.viewer, self.transport, self)
        self.strip = FaceStrip(services, self.shown, self.axis, self)
        self.chart = ScoreChart(services, self, self.axis)
        self.table = ChartTable(services, self)
        self.face_panel = FacePanel(services, self.shown, self.pictures, self.keeping, self)
        self.segments = SegmentList(services, self)
        self.notes = NoteList(services, self)
        self.keys = Keys(services, self.player, lambda: self.segments.segments, self)
        self._noted = Notes.of(services)
        self._note_actions = NoteActions(services, self.transport.note, self)
        self._lay_out()
        self._actions = RoomActions(services, self)
        self.comparing = Comparing(services, self)
        self.viewer.person_chosen.connect(self._state.set_track)
        self.face_panel.outlined.connect(self.viewer.set_outline)
        self.transport.scrub.segment_asked.connect(self.keys.go_to_segment)
        self.segments.changed.connect(self._mark_segments)
        self._noted.changed.connect(self._mark_notes)
        self._note_actions.visited.connect(self.show_note)
        self.chart.note_chosen.connect(self._note_actions.visit)
        self._state.clip_changed.connect(self._on_clip)
        self._on_clip(self._state.clip)
        self._mark_segments()
        self._mark_notes()
        services.actions.install(self, "review")

    def busy(self) -> list[str]:
        """What would be lost by closing: nothing, previews are made again."""
        return []

    def shutdown(self) -> None:
        """Stop the clock and ask the engine for nothing more."""
        self._state.set_playing(False)
        self.stage.enlarge(False)
        self.pictures.shutdown()
        self.face_panel.shutdown()
        self.verdict.verify.shutdown()
        self.comparing.shutdown()
        self._noted.close()

    def show_face_panel(self) -> None:
        """Bring the face panel to the front."""
        self._tabs.setCurrentWidget(self._face_tab)

    def show_note(self, key: str) -> None:
        """Bring the list of notes to the front, at that one."""
        self._tabs.setCurrentWidget(self.notes)
        self.notes.choose(key)

    def show_table(self, on: bool) -> None:
        """Show the chart's values as a table in its place, and those of a comparison."""
        self._lower.setCurrentWidget(self.table if on else self.chart)
        self.comparing.show_table(on)

    def show_page(self, page: QWidget | None) -> None:
        """Show a page in the place of the whole review; None: the review again."""
        if page is not None:
            self.stage.enlarge(False)
            if self._stack.indexOf(page) < 0:
                self._stack.addWidget(page)
        self._stack.setCurrentWidget(page or self._whole)

    def _lay_out(self) -> None:
        self._lower = QStackedWidget(self)
        self._lower.addWidget(self.chart)
        self._lower.addWidget(self.table)
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.setChildrenCollapsible(False)
        for part, stretch in ((self.stage, 6), (self.strip, 1), (self._lower, 3)):
            left.addWidget(part)
            left.setStretchFactor(left.count() - 1, stretch)
        left.splitterMoved.connect(self._on_moved)
        self._left = left
        column = QWidget(self)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(ClipHeader(self._services, column))
        lines.addWidget(hairline(column))
        lines.addWidget(left, 1)
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.setChildrenCollapsible(False)
        whole.addWidget(column)
        whole.addWidget(self._make_right())
        whole.setStretchFactor(0, 1)
        whole.setStretchFactor(1, 0)
        whole.splitterMoved.connect(self._on_moved)
        self._stack = QStackedLayout(self)
        self._empty = EmptyReview(self._services, self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(whole)
        self._whole = whole

    def _make_right(self) -> QWidget:
        self._tabs = CloserLooks(self)
        self._face_tab = Scroller(self.face_panel)
        self._tabs.addTab(self._face_tab, self.tr("Face"))
        self._tabs.addTab(WhoDecided(self._services, self), self.tr("Who decided"))
        self._tabs.addTab(self.segments, self.tr("Segments"))
        self._tabs.addTab(self.notes, self.tr("Notes"))
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.setChildrenCollapsible(False)
        self.verdict = VerdictPanel(self._services, self)
        self._verdict = Scroller(self.verdict)
        right.addWidget(self._verdict)
        right.addWidget(self._tabs)
        right.splitterMoved.connect(self._on_moved)
        self._right = right
        return right

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self._stack.setCurrentWidget(self._empty if clip is None else self._whole)
        if clip is None:
            self.stage.enlarge(False)
        self._share_out()

    def _mark_segments(self) -> None:
        self.transport.scrub.set_segments([(each.start_s, each.end_s) for each in self.segments.segments])

    def _mark_notes(self) -> None:
        self.transport.scrub.set_notes(self._noted.now)

    def _on_moved(self, _place: int, _handle: int) -> None:
        self._moved = True

    def _share_out(self) -> None:
        """Give the strip what its persons need and the frame its shape, until the user has decided otherwise."""
        if self._moved:
            return
        most = self.fontMetrics().averageCharWidth() * _RIGHT_CHARS
        right = min(round(self.width() * _RIGHT_SHARE), most)
        self._whole.setSizes([self.width() - right, right])
        room = self._left.height()
        strip = max(self.strip.minimumHeight(), min(self.strip.sizeHint().height(), room // 4))
        least = max(self.chart.minimumSizeHint().height(), round(0.31 * room))
        wanted = self.viewer.heightForWidth(self._left.width()) + self.transport.sizeHint().height()
        stage = max(self.stage.minimumSizeHint().height(), min(wanted, room - strip - least))
        self._left.setSizes([stage, strip, max(least, room - strip - stage)])
        verdict = min(self._verdict.sizeHint().height(), round(self._right.height() * 0.52))
        self._right.setSizes([verdict, self._right.height() - verdict])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stand still."""
        if not event.spontaneous():
            self._state.set_playing(False)
        super().hideEvent(event)
