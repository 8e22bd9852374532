"""The faces that lie over the shown frame, as marks in the viewer's pixels."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF

from dfd_gui.review.lens import Lens
from dfd_gui.review.marks import Mark
from dfd_gui.review.picture import Picture
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.shown import Shown
from dfd_gui.review.words import face_label
from dfd_gui.state import ReviewState

_CROWD = 3
"""With more faces than this only the chosen person's name is written out."""


class FacesInView:
    """Marks of the faces of the sampled frame that speaks for a picture; the chosen person comes last, on top."""

    def __init__(self, state: ReviewState, shown: Shown, lens: Lens) -> None:
        self._state = state
        self._shown = shown
        self._lens = lens

    def marks(self, picture: Picture | None, *, landmarks: bool = False) -> Iterator[tuple[SeenFace, Mark]]:
        """Every face with its mark."""
        if picture is None:
            return
        near = self._shown.faces_near(picture.time_s)
        for face in sorted(near.faces, key=lambda face: face.track == self._state.track):
            chosen = face.track == self._state.track
            mark = Mark(
                rect=self._lens.box_to_view(face.box),
                words=face_label(face, short=len(near.faces) > _CROWD and not chosen),
                label=self._shown.label(face.score),
                chosen=chosen,
                measured=near.measured,
                usable=not face.unusable,
                points=[self._lens.to_view(x, y) for x, y in face.landmarks] if landmarks else (),
            )
            yield face, mark

    def at(self, picture: Picture | None, place: QPointF) -> SeenFace | None:
        """The topmost face whose box holds a place."""
        marks = list(self.marks(picture))
        return next((face for face, mark in reversed(marks) if mark.rect.contains(place)), None)
