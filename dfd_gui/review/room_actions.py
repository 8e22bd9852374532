"""What the actions of the review do besides moving the clock: what is shown, who is chosen, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from dfd_gui.review.keeping import part_of
from dfd_gui.review.left_out import LeftOut
from dfd_gui.review.words import timecode
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

if TYPE_CHECKING:
    from dfd_gui.review.room import ReviewRoom

_FRAME_MENU = ("review.note_add", "", "review.copy_frame", "review.save_frame", "", "review.boxes",
               "review.landmarks", "", "review.zoom", "review.zoom_in", "review.zoom_out",
               "review.fullscreen")  # fmt: skip
_FACE_MENU = ("review.copy_crop", "review.save_crop", "review.copy_values", "", "review.heatmap", "",
              "review.only_person", "review.leave_out", "review.person_previous", "review.person_next")  # fmt: skip


class RoomActions(QObject):
    """Connects the room's actions to its parts."""

    def __init__(self, services: Services, room: ReviewRoom) -> None:
        super().__init__(room)
        self._actions = services.actions
        self._room = room
        for action, switch in self._switches().items():
            self._actions.connect(action, switch)
        for action, command in self._commands().items():
            self._actions.connect(action, command)
        self._actions.set_checked("review.boxes", True)
        room.face_panel.heat_toggled.connect(partial(self._actions.set_checked, "review.heatmap"))
        room.stage.enlarged.connect(partial(self._actions.set_checked, "review.fullscreen"))
        room.viewer.menu_asked.connect(partial(self._open, _FRAME_MENU))
        room.strip.menu_asked.connect(partial(self._open, _FACE_MENU))
        room.face_panel.menu_asked.connect(partial(self._open, _FACE_MENU))
        self._left_out = LeftOut.of(services)
        self._state = services.state
        self._actions.connect("review.leave_out", self._leave_out)
        for signal in (self._left_out.changed, services.state.track_changed):
            signal.connect(self._show_left_out)
        services.state.clip_changed.connect(self._on_clip)
        self._on_clip(services.state.clip)

    def _switches(self) -> dict[str, Callable[[bool], object]]:
        room = self._room
        return {
            "review.boxes": room.viewer.show_boxes,
            "review.landmarks": room.viewer.show_landmarks,
            "review.heatmap": self._heat,
            "review.table": room.show_table,
            "review.fullscreen": room.stage.enlarge,
            "review.only_person": room.strip.show_only_chosen,
        }

    def _commands(self) -> dict[str, Callable[[], object]]:
        room = self._room
        return {
            "review.goto": room.transport.open_goto,
            "review.person_previous": partial(room.strip.step_person, -1),
            "review.person_next": partial(room.strip.step_person, 1),
            "review.zoom": room.viewer.toggle_zoom,
            "review.zoom_in": partial(room.viewer.zoom, 1.0),
            "review.zoom_out": partial(room.viewer.zoom, -1.0),
            "review.copy_frame": self._copy_frame,
            "review.save_frame": self._save_frame,
            "review.copy_crop": self._copy_crop,
            "review.save_crop": self._save_crop,
            "review.copy_values": self._copy_values,
        }

    def _heat(self, on: bool) -> None:
        if on:
            self._room.show_face_panel()
        self._room.face_panel.set_heat(on)

    def _leave_out(self, out: bool) -> None:
        if self._state.track is not None:
            self._left_out.set_out(self._state.track, out=out)

    def _show_left_out(self, _track: object = None) -> None:
        """The switch is that of the chosen person."""
        track = self._state.track
        self._actions.set_enabled("review.leave_out", track is not None and self._left_out.possible)
        self._actions.set_checked("review.leave_out", track in self._left_out.now)

    def _copy_frame(self) -> None:
        self._room.keeping.copy(self._room.viewer.frame_image())

    def _save_frame(self) -> None:
        picture = self._room.pictures.now
        part = timecode(picture.time_s).replace(":", "-") if picture else ""
        self._room.keeping.save(self._room.viewer.frame_image(), self.tr("Save the frame"), part)

    def _copy_crop(self) -> None:
        self._room.keeping.copy(self._room.face_panel.crop())

    def _save_crop(self) -> None:
        face = self._room.face_panel.face
        part = part_of(face) if face else ""
        self._room.keeping.save(self._room.face_panel.crop(), self.tr("Save the face"), part)

    def _copy_values(self) -> None:
        """The row of the chart while the focus is there, else the values of the face."""
        chart = self._room.chart
        focus = self._room.window().focusWidget()
        if focus is not None and (focus is chart or chart.isAncestorOf(focus)):
            chart.copy_row()
        else:
            self._room.keeping.copy_values(self._room.face_panel.face)

    def _open(self, names: tuple[str, ...], place: QPoint) -> None:
        menu = QMenu(self._room)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name:
                menu.addAction(self._actions.get(name))
            else:
                menu.addSeparator()
        menu.popup(place)

    def _on_clip(self, clip: ReviewClip | None) -> None:
        for action in (*self._switches(), *self._commands()):
            self._actions.set_enabled(action, clip is not None)
        self._show_left_out()
