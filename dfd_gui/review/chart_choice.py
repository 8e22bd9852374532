"""Which lines of the chart are shown. Detectors are hidden in the state, so that other views follow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from dfd_gui.review.chart_lines import ENSEMBLE, Style
from dfd_gui.state import ReviewState


class LineChoice(QObject):
    """Hides and shows lines: detectors through the state, the ensemble and single persons here alone."""

    changed = Signal()

    def __init__(self, state: ReviewState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._styles: Sequence[Style] = ()
        self._everybody = False
        self._hidden: frozenset[str] = frozenset()
        state.detectors_changed.connect(self.changed)

    def take(self, styles: Sequence[Style], *, everybody: bool) -> None:
        """Choose among other lines; ``everybody``: they are persons."""
        if everybody != self._everybody:
            self._hidden = frozenset()
        self._styles, self._everybody = styles, everybody

    def reset(self) -> None:
        """Another clip: persons of the last one mean nothing."""
        self._hidden = frozenset()

    @property
    def shown(self) -> list[Style]:
        """The lines that are shown."""
        hidden = self._hidden if self._everybody else self._hidden | self._state.hidden_detectors
        return [style for style in self._styles if style.key not in hidden]

    def show(self, key: str, *, shown: bool) -> None:
        """Show or hide a line."""
        self._set({style.key for style in self.shown} | {key} if shown else {s.key for s in self.shown} - {key})

    def toggle_number(self, number: int) -> None:
        """Show or hide the line with that digit."""
        for style in self._styles:
            if style.number == number:
                self.show(style.key, shown=style not in self.shown)

    def solo(self, key: str) -> None:
        """Show one line alone; all of them again if it is alone already."""
        alone = [style.key for style in self.shown] == [key]
        self._set({style.key for style in self._styles} if alone else {key})

    def show_all(self) -> None:
        """Show every line."""
        self._set({style.key for style in self._styles})

    def _set(self, shown: set[str]) -> None:
        hidden = frozenset(style.key for style in self._styles if style.key not in shown)
        self._hidden = hidden if self._everybody else hidden & {ENSEMBLE}
        if not self._everybody and hidden - {ENSEMBLE} != self._state.hidden_detectors:
            self._state.hide_detectors(hidden - {ENSEMBLE})  # comes back as a change
        else:
            self.changed.emit()
