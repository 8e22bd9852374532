"""Who is where in the face strip: persons in rows, their faces and gaps along the time axis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from dfd_gui.review.left_out import LeftOut
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.shown import Shown
from dfd_gui.review.strip_layout import Rows, choose
from dfd_gui.review.strip_paint import Row
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.state import ReviewState


class StripRows:
    """The persons of the shown clip, laid out in a strip of a width that is told with each question."""

    def __init__(self, state: ReviewState, shown: Shown, left_out: LeftOut, axis: TimeAxis) -> None:
        self._state = state
        self._left_out = left_out
        self._shown = shown
        self._axis = axis
        self.only_chosen = False
        """Whether the chosen person has the strip alone."""

    def everybody(self) -> list[int]:
        """All persons of the clip."""
        samples = self._shown.samples
        return [int(track["id"]) for track in samples.extract["tracks"]] if samples else []

    def tracks(self) -> list[int]:
        """The persons that have a row, from the top."""
        tracks = self.everybody()
        alone = self.only_chosen and self._state.track in tracks
        return [track for track in tracks if track == self._state.track] if alone else tracks

    def number(self, track: int | None) -> int | None:
        """The row of a person."""
        tracks = self.tracks()
        return tracks.index(track) if track in tracks else None

    def faces(self, track: int) -> Sequence[SeenFace]:
        """All faces of a person in time order."""
        return self._shown.samples.of_track(track) if self._shown.samples else ()

    def area(self, number: int, rows: Rows, width: int) -> QRectF:
        """The part of a row that is the time axis."""
        inside = max(1, width - self._axis.left - self._axis.right)
        return QRectF(self._axis.left, rows.top(number), inside, rows.height)

    def row(self, number: int, rows: Rows, width: int) -> Row | None:
        """Everything about a row; None where nothing is shown."""
        samples, track = self._shown.samples, self.tracks()[number]
        if samples is None:
            return None
        area = self.area(number, rows, width)
        faces = [(self._axis.x_of(face.time_s, width), face) for face in samples.of_track(track)]
        near = range(self._axis.left - rows.side, width + rows.side)
        seats = [rows.seat(x, area) for x, _ in faces]
        shown = [faces[i] for i in choose(seats, rows.side) if round(faces[i][0]) in near]
        gaps = [
            (self._axis.x_of(gap.start_s, width), self._axis.x_of(gap.end_s, width), gap) for gap in samples.gaps(track)
        ]
        values = next(each for each in samples.extract["tracks"] if int(each["id"]) == track)
        return Row(number, values, track == self._state.track, shown, faces, gaps, track in self._left_out.now)

    def current(self, rows: Rows, width: int) -> tuple[SeenFace, QRectF] | None:
        """The face that the clock is nearest to, and its place; None where it has no row."""
        face = self._shown.face()
        number = self.number(face.track) if face else None
        if face is None or number is None:
            return None
        x = self._axis.x_of(face.time_s, width)
        return face, rows.face(number, x, self.area(number, rows, width))

    def face_at(self, place: QPointF, rows: Rows, width: int) -> SeenFace | None:
        """The face that is drawn at a place; the current one lies on top."""
        current = self.current(rows, width)
        if current is not None and current[1].contains(place):
            return current[0]
        number = rows.at(place.y())
        row = self.row(number, rows, width) if number is not None else None
        if row is None:
            return None
        area = self.area(row.number, rows, width)
        return next((face for x, face in row.shown if rows.face(row.number, x, area).contains(place)), None)
