"""What the viewer says in words: which moment, what kind of picture, who is in it, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from dfd_gui.review.picture import Picture
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.shown import Shown
from dfd_gui.review.words import face_label, timecode
from dfd_gui.state import ReviewState


class Captions(QObject):
    """The words for the present picture."""

    def __init__(self, state: ReviewState, shown: Shown, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._shown = shown
        self._pictures = pictures

    def all(self) -> Iterator[str]:
        """Everything there is to be seen, one fact after the other."""
        picture = self._pictures.now
        if picture is None:
            yield from filter(None, self.why_nothing())
            return
        yield self.place(picture)
        yield self.kind(picture)
        for face in self._shown.faces_near(picture.time_s).faces:
            yield face_label(face)

    def place(self, picture: Picture) -> str:
        """The clock, and the picture's own time where that is another."""
        clip = self._state.clip
        fps = clip.fps if clip else 25.0
        position_s = self._state.position_s
        index = str(picture.index if picture.index is not None else int(position_s * fps + 0.01))
        if picture.index is None and clip and clip.extract["media"].get("variable_rate", False):
            index = f"~{index}"
        words = self.tr("{time}   frame {frame}").format(time=timecode(position_s), frame=index)
        if not picture.exact and abs(picture.time_s - position_s) > 0.5 / fps:
            words = self.tr("{place}   picture of {time}").format(place=words, time=timecode(picture.time_s))
        return words

    def kind(self, picture: Picture) -> str:
        """Whether it is the frame itself or a small copy, and its size."""
        size = f"{picture.image.width()} \u00d7 {picture.image.height()}"
        words = self.tr("Exact frame, {size}") if picture.exact else self.tr("Preview, {size}")
        return words.format(size=size)

    def measured_at(self, face: SeenFace) -> str:
        """That the boxes belong to another frame."""
        return self.tr("Dashed: measured at {time}").format(time=timecode(face.time_s))

    def why_nothing(self) -> tuple[str, str]:
        """Title and explanation of an empty viewer."""
        clip = self._state.clip
        if clip is None:
            return self.tr("No clip is shown"), ""
        if error := clip.extract.get("error"):
            return self.tr("The clip cannot be decoded"), str(error.get("message", ""))
        if self._pictures.trouble:
            return self.tr("No picture"), self.tr("There are no small copies of this clip to fall back on.")
        return self.tr("No picture yet"), self.tr("The engine is fetching it.")
