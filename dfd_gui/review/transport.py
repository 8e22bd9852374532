"""The transport bar: the clock, the scrub bar, and the buttons that move them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolBar, QToolButton, QVBoxLayout, QWidget

from dfd_gui.review.clock_label import ClockLabel
from dfd_gui.review.goto import GoToField
from dfd_gui.review.note_field import NoteField
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.scrub import PAD, ScrubBar
from dfd_gui.review.shown import Shown
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import speed_text, timecode
from dfd_gui.services import Services
from dfd_gui.shell.widgets import dim_label, tabular
from dfd_gui.state import ReviewClip

_BUTTONS = (
    ("review.frame_back", "review.slower", "review.play", "review.faster", "review.frame_next"),
    ("review.segment_previous", "review.segment_next"),
    ("review.loop_in", "review.loop_out", "review.loop"),
    ("review.goto", "review.note_add"),
    ("review.boxes", "review.landmarks", "review.zoom", "review.fullscreen"),
)
"""Groups of actions, in the order of the bar."""


class Transport(QWidget):
    """Shows and moves the state's clock."""

    seek_asked = Signal(float)
    """A time that was written into the go-to field."""

    def __init__(
        self, services: Services, shown: Shown, pictures: Pictures, axis: TimeAxis, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._axis = axis
        self.scrub = ScrubBar(services, shown, pictures, axis, self)
        self.goto = GoToField(self)
        self.note = NoteField(self)
        self._clock = ClockLabel(self.tr("Position"), self)
        self._speed = dim_label(parent=self)
        self._speed.setAccessibleName(self.tr("Speed"))
        tabular(self._speed)
        self._right = QWidget(self)
        self._bar = self._make_bar()
        self._lay_out()
        self.goto.chosen.connect(self._state.seek)
        self.goto.left.connect(self._close_goto)
        self.note.left.connect(self._leave_note)
        self._state.position_changed.connect(self._on_position)
        self._state.clip_changed.connect(self._on_clip)
        self._state.speed_changed.connect(self._on_speed)
        self._state.playing_changed.connect(self._on_speed)
        axis.changed.connect(self._on_axis)
        services.theme.changed.connect(self._on_speed)
        self._on_axis()
        self._on_clip(self._state.clip)

    def open_goto(self) -> None:
        """Offer the go-to field."""
        if self._state.clip:
            self.goto.open(self._state.position_s)

    def _make_bar(self) -> QToolBar:
        """A tool bar keeps what does not fit behind its last button."""
        bar = QToolBar(self)
        bar.setAccessibleName(self.tr("Playback"))
        side = round(self.fontMetrics().height() * 1.15)
        bar.setIconSize(QSize(side, side))
        bar.setContentsMargins(0, 0, 0, 0)
        more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
        if isinstance(more, QToolButton):
            more.setIcon(self._services.theme.icon("chevron-right"))
            more.setStyleSheet("padding: 0; border: 0;")
            more.setAccessibleName(self.tr("More of the playback bar"))
        for number, group in enumerate(_BUTTONS):
            if number:
                bar.addSeparator()
            for name in group:
                action = self._services.actions.get(name)
                bar.addAction(action)
                button = bar.widgetForAction(action)
                button.setAccessibleName(action.text())
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return bar

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._clock)
        line.addWidget(self.scrub, 1)
        line.addWidget(self._right)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 0, 8, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self._bar, 1)
        buttons.addWidget(self.goto)
        buttons.addWidget(self.note, 2)
        buttons.addWidget(self._speed)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bar.setMinimumWidth(self._bar.iconSize().width() * 9)
        self.goto.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(line)
        column.addLayout(buttons)

    def _close_goto(self) -> None:
        self.goto.hide()
        self.scrub.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_note(self) -> None:
        """The keyboard goes back to the clock, unless the user has taken it elsewhere."""
        if self.note.line.hasFocus():
            self.scrub.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_axis(self) -> None:
        """Keep the scrub bar above the strip's time axis."""
        self._clock.setFixedWidth(max(0, self._axis.left - PAD))
        self._right.setFixedWidth(max(0, self._axis.right - PAD))

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self._close_if_open()
        if clip is not None:
            media = clip.extract["media"]
            self.goto.set_clip(clip.fps, clip.duration_s, int(media.get("frames", 0)))
        self._on_speed()
        self._on_position()

    def _close_if_open(self) -> None:
        self.goto.hide()

    def _on_position(self, _position_s: float = 0.0, _origin: object = None) -> None:
        self._clock.show_text(timecode(self._state.position_s) if self._state.clip else "")

    def _on_speed(self, _value: object = None) -> None:
        playing, speed = self._state.playing, self._state.speed
        self._speed.setText(speed_text(speed) if playing and speed != 1.0 else "")
        self._services.actions.get("review.play").setIcon(self._services.theme.icon("pause" if playing else "play"))
