"""Below the frames: the shared clock, the buttons that move it, and where B starts on it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QToolBar, QWidget

from dfd_gui.actions import Actions
from dfd_gui.review.clock_label import ClockLabel
from dfd_gui.review.compare.sides import Pair
from dfd_gui.review.compare.words import MINUS
from dfd_gui.review.words import signed_timecode
from dfd_gui.shell.widgets import tabular

_PLAY = ("review.frame_back", "review.slower", "review.play", "review.faster", "review.frame_next")
_SHIFT = ("compare.earlier", "compare.later", "compare.together")


class OffsetBox(QDoubleSpinBox):
    """Seconds with their sign."""

    def textFromValue(self, value: float, /) -> str:
        """``+1.200``, with a minus for B before A."""
        size = self.locale().toString(abs(value), "f", self.decimals())
        return size if not round(value, self.decimals()) else f"{'+' if value > 0 else MINUS}{size}"

    def valueFromText(self, text: str, /) -> float:
        """Whatever sign and decimal mark was typed."""
        plain = text.replace(self.suffix(), "").replace(MINUS, "-").replace("+", "").strip()
        value, known = self.locale().toDouble(plain)
        return value if known else float(plain)


class OffsetBar(QWidget):
    """One line."""

    def __init__(self, pair: Pair, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self._actions = actions
        self.clock = ClockLabel(self.tr("Shared clock"), self)
        self.offset = OffsetBox(self)
        self._build()
        self.offset.valueChanged.connect(pair.set_offset)
        pair.changed.connect(self._show_offset)
        pair.a.state.position_changed.connect(self._show_clock)

    def _build(self) -> None:
        self.offset.setDecimals(3)
        self.offset.setSingleStep(0.1)
        self.offset.setSuffix(self.tr(" s"))
        self.offset.setKeyboardTracking(False)
        self.offset.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.offset.setAccessibleName(self.tr("Where B starts on the clock of A, in seconds"))
        self.offset.setToolTip(
            self.tr("For clips that begin at different moments: B's first frame stands here on A's clock")
        )
        tabular(self.offset)
        starts = QLabel(self.tr("B starts at"), self)
        starts.setBuddy(self.offset)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.clock)
        row.addWidget(self._bar(_PLAY, self.tr("Playback of both clips")))
        row.addStretch(1)
        row.addWidget(starts)
        row.addWidget(self.offset)
        row.addWidget(self._bar(_SHIFT, self.tr("Start of B")))

    def _bar(self, names: tuple[str, ...], title: str) -> QToolBar:
        bar = QToolBar(self)
        bar.setAccessibleName(title)
        side = round(self.fontMetrics().height() * 1.15)
        bar.setIconSize(QSize(side, side))
        for name in names:
            action = self._actions.get(name)
            bar.addAction(action)
            button = bar.widgetForAction(action)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return bar

    def _show_offset(self) -> None:
        low, high = self._pair.limits
        before = self.offset.blockSignals(True)
        self.offset.setRange(low, high)
        self.offset.setValue(self._pair.offset_s)
        self.offset.blockSignals(before)
        self._show_clock()

    def _show_clock(self) -> None:
        self.clock.show_text(signed_timecode(self._pair.a.state.position_s))
