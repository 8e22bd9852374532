"""Whose scores are shown: everybody's or one person's."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from dfd_gui.review.readings import Reading
from dfd_gui.review.words import person, score_text
from dfd_gui.state import ReviewState


class PersonBox(QComboBox):
    """Shows and sets the state's person."""

    def __init__(self, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setAccessibleName(self.tr("Person shown"))
        self.setToolTip(self.tr("Whose scores the chart shows"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _: state.set_track(self.currentData()))
        state.track_changed.connect(self._choose)

    def show_reading(self, reading: Reading | None) -> None:
        """List the persons of a clip, the highest score first."""
        tracks = list(reading.clip.extract["tracks"]) if reading else []
        tracks.sort(key=lambda track: -1.0 if track["score"] is None else -float(track["score"]) - 1.0)
        self.clear()
        if len(tracks) != 1:
            self.addItem(self.tr("All persons"), None)
        for track in tracks:
            score = self.tr("no score") if track["score"] is None else score_text(track["score"])
            self.addItem(f"{person(track['id'])} \u00b7 {score}", track["id"])
        self.setEnabled(self.count() > 1)
        self._choose(self._state.track)

    def _choose(self, track: int | None) -> None:
        self.setCurrentIndex(max(0, self.findData(track)))
