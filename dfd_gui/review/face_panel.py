"""One face closely: beside its place in the frame what a detector saw of it, and where the answer depends on it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.review.face_facts import FaceFacts
from dfd_gui.review.heat import overlay
from dfd_gui.review.heat_legend import HeatLegend
from dfd_gui.review.inputs import Inputs, SeenInput, Wish
from dfd_gui.review.keeping import Keeping, part_of
from dfd_gui.review.picture import Picture
from dfd_gui.review.picture_pane import PicturePane
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.shown import Shown
from dfd_gui.review.words import person, score_text, timecode
from dfd_gui.services import Services
from dfd_gui.shell.widgets import dim_label, tabular, title_label
from dfd_gui.state import ReviewClip

SETTLE_MS = 200
"""The clock has rested for so long before the engine is asked for an input."""
_MARGIN = 1.6
"""Side of the cut from the frame, in longer sides of the face box."""
_OFF = 0.01
"""Scores further apart than this are not the same."""


class FacePanel(QWidget):
    """Follows the clock and the chosen person."""

    outlined = Signal(object, object)
    """The face, and the four corners of the input in frame pixels; or None and ()."""
    heat_toggled = Signal(bool)
    menu_asked = Signal(QPoint)
    """The context menu of the face is wanted at this global place."""

    def __init__(
        self, services: Services, shown: Shown, pictures: Pictures, keeping: Keeping, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._shown = shown
        self._pictures = pictures
        self._keeping = keeping
        self._inputs = Inputs(services, self)
        self._face: SeenFace | None = None
        self._rest = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._rest.timeout.connect(self._fetch)
        self._make()
        self._lay_out()
        self._inputs.changed.connect(self._show_input)
        self._state.clip_changed.connect(self._on_clip)
        for signal in (self._state.track_changed, self._state.position_changed, self._state.playing_changed):
            signal.connect(self._on_moved)
        pictures.changed.connect(self._on_picture)
        shown.faces_changed.connect(self._show_crop)
        self._on_clip(self._state.clip)

    # ---- what others ask of it

    def set_heat(self, on: bool) -> None:
        """Show the heat map, or not."""
        self._heat.setChecked(on)

    def crop(self) -> QImage:
        """The face cut from its frame, from the best picture at hand; null without a face."""
        return _cut(self._shown, self._pictures, self._face) if self._face else QImage()

    @property
    def face(self) -> SeenFace | None:
        """The face that is shown."""
        return self._face

    def shutdown(self) -> None:
        """Ask the engine for nothing more."""
        self._rest.stop()
        self._inputs.shutdown()

    # ---- making

    def _make(self) -> None:
        self._title = title_label(parent=self)
        tabular(self._title)
        self._why = dim_label(parent=self)
        self._why.setWordWrap(True)
        self._frame_pane = PicturePane(self._services, self.tr("The face in the frame"), self)
        self._input_pane = PicturePane(self._services, self.tr("What the detector sees"), self)
        self._frame_pane.menu_asked.connect(self.menu_asked)
        self._input_pane.menu_asked.connect(self._open_menu)
        self._input_pane.pointed.connect(self._outline)
        self._detector = QComboBox(self)
        self._detector.setAccessibleName(self.tr("Detector"))
        self._detector.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._detector.setMinimumContentsLength(12)
        self._detector.currentIndexChanged.connect(self._on_detector)
        self._score = QLabel(self)
        self._score.setAccessibleName(self.tr("Score of the detector"))
        tabular(self._score)
        self._heat = QCheckBox(self.tr("Heat map"), self)
        self._heat.setToolTip(self._services.actions.get("review.heatmap").toolTip())
        self._heat.toggled.connect(self._on_heat)
        self._opacity = QSlider(Qt.Orientation.Horizontal, self)
        self._opacity.setAccessibleName(self.tr("Opacity of the heat map in percent"))
        self._opacity.setRange(0, 100)
        self._opacity.setValue(65)
        self._opacity.valueChanged.connect(self._show_input)
        self._legend = HeatLegend(self._services, self)
        self._meaning = dim_label(parent=self)
        self._meaning.setWordWrap(True)
        self._facts = FaceFacts(self)

    def _lay_out(self) -> None:
        self._parts: list[QWidget] = [self._detector, self._score, self._heat, self._opacity, self._facts]
        panes = QGridLayout()
        panes.setSpacing(8)
        panes.setVerticalSpacing(2)
        for column, (pane, words) in enumerate(
            ((self._frame_pane, self.tr("In the frame")), (self._input_pane, self.tr("Network input")))
        ):
            panes.addWidget(pane, 0, column)
            name = dim_label(words, self)
            name.setMinimumWidth(1)
            panes.addWidget(name, 1, column)
            self._parts += [pane, name]
            panes.setColumnStretch(column, 1)
        detector = QHBoxLayout()
        detector.setSpacing(8)
        detector.addWidget(self._detector, 1)
        detector.addWidget(self._score)
        heat = QHBoxLayout()
        heat.setSpacing(8)
        heat.addWidget(self._heat)
        heat.addWidget(self._opacity, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(12, 10, 12, 10)
        column_.setSpacing(8)
        column_.addWidget(self._title)
        column_.addWidget(self._why)
        column_.addLayout(detector)
        column_.addLayout(heat)
        column_.addLayout(panes)
        column_.addWidget(self._legend)
        column_.addWidget(self._meaning)
        column_.addWidget(self._facts)
        column_.addStretch(1)

    # ---- changes

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self._detector.blockSignals(True)
        self._detector.clear()
        self._detector.addItems([each["name"] for each in clip.extract["detectors"]] if clip else [])
        self._detector.blockSignals(False)
        self._on_moved()

    def _on_moved(self, _value: object = None, _origin: object = None) -> None:
        face = self._shown.face()
        if face is not self._face or face is None:
            self._face = face
            self._show_face()
        self._show_why()
        if self._state.playing:
            self._rest.stop()
        else:
            self._rest.start()

    def _on_picture(self, picture: Picture | None) -> None:
        """An exact frame gives a better cut than the small copies."""
        if picture is not None and picture.exact:
            self._show_crop()

    def _on_detector(self, _number: int) -> None:
        self._show_face()
        self._rest.start()

    def _on_heat(self, on: bool) -> None:
        self._opacity.setEnabled(on)
        self._show_input()
        self._rest.start()
        self.heat_toggled.emit(on)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_crop()
        self._show_input()
        self._rest.start()

    def _wish(self) -> Wish | None:
        if self._face is None or not self._detector.currentText():
            return None
        return Wish(self._face, self._detector.currentText(), self._heat.isChecked())

    def _fetch(self) -> None:
        wish = self._wish()
        if wish is not None and self.isVisible() and not self._state.playing:
            self._inputs.fetch(wish)
            self._show_input()

    # ---- showing

    def _show_face(self) -> None:
        face = self._face
        self._title.setText(f"{person(face.track)}   {timecode(face.time_s)}" if face else self.tr("No face"))
        self._facts.show_face(face)
        for part in self._parts:
            part.setVisible(face is not None)
        self._show_why()
        self._show_crop()
        self._show_input()

    def _show_why(self) -> None:
        """Why there is no score, and that the clock is elsewhere."""
        face, samples, words = self._face, self._shown.samples, []
        if face is None:
            words.append(self.tr("Nobody was found in the sampled frames of this clip."))
        elif face.unusable:
            words.append(self.tr("Left out: {reason}.").format(reason=face.unusable))
        if face and samples and abs(face.time_s - self._state.position_s) > samples.step_s:
            words.append(
                self.tr("Not seen at {time}; this is the nearest face.").format(time=timecode(self._state.position_s))
            )
        self._why.setText(" ".join(words))
        self._why.setVisible(bool(words))

    def _show_crop(self, _picture: object = None) -> None:
        if self.isVisible():
            self._frame_pane.show_picture(self.crop(), self.tr("No picture of this face") if self._face else "")

    def _show_input(self, _value: object = None) -> None:
        wish = self._wish()
        seen = self._inputs.get(wish) if wish else None
        self._opacity.setEnabled(self._heat.isChecked())
        self._legend.setVisible(self._heat.isChecked())
        self._meaning.setText(self._meaning_of(seen))
        self._meaning.setVisible(bool(self._meaning.text()))
        self._score.setText(self._score_of(wish, seen))
        if seen is None or wish is None:
            self._input_pane.show_picture(QImage(), self._why_nothing(wish))
            self._outline()
            return
        with_heat = wish.heat and not seen.heat.isNull()
        shown = overlay(seen.picture, seen.heat, self._opacity.value() / 100) if with_heat else seen.picture
        self._input_pane.show_picture(shown)
        self._outline()

    def _outline(self, _pointed: object = None) -> None:
        """Show in the frame what the detector saw, while that is looked at."""
        wish = self._wish()
        seen = self._inputs.get(wish) if wish else None
        if wish and seen and (wish.heat or self._input_pane.is_pointed_at):
            self.outlined.emit(wish.face, seen.corners)
        else:
            self.outlined.emit(None, ())

    def _why_nothing(self, wish: Wish | None) -> str:
        if wish is None:
            return ""
        if failure := self._inputs.failure(wish):
            return f"{failure.message}\n{failure.hint}" if failure.hint else failure.message
        return self.tr("Asking the engine") if self._inputs.waiting else ""

    def _meaning_of(self, seen: SeenInput | None) -> str:
        """What the heat map says, or why it is not there."""
        wish = self._wish()
        if wish is None or not wish.heat:
            return ""
        if failure := self._inputs.failure(wish):
            return failure.message
        if seen is None or seen.heat.isNull():
            return self.tr("The heat map is being made.")
        words = self.tr(
            "Where this detector's answer depends most on the picture; not proof of where an edit is. ({method})"
        )
        return words.format(method=seen.method)

    def _score_of(self, wish: Wish | None, seen: SeenInput | None) -> str:
        score = wish.face.data["scores"].get(wish.detector) if wish else None
        text = score_text(score)
        if score is not None and seen is not None and abs(score - seen.score) > _OFF:
            text = self.tr("{score} (now {again})").format(score=text, again=score_text(seen.score))
        return text

    # ---- keeping

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        image, face = self._input_pane.image, self._face
        copy = menu.addAction(self._services.theme.icon("copy"), self.tr("Copy what the detector sees"))
        save = menu.addAction(self._services.theme.icon("export"), self.tr("Save what the detector sees..."))
        copy.triggered.connect(lambda: self._keeping.copy(image))
        if face is not None:
            part = f"{part_of(face)} {self._detector.currentText()}"
            save.triggered.connect(lambda: self._keeping.save(image, self.tr("Save what the detector sees"), part))
        for action in (copy, save):
            action.setEnabled(not image.isNull())
        menu.popup(place)


def _cut(shown: Shown, pictures: Pictures, face: SeenFace) -> QImage:
    """The face with what is around it: from the exact frame, else the small picture of it, else the small frame."""
    samples, small = shown.samples, shown.face_picture(face.ordinal)
    picture = pictures.exact_at(face.time_s) or (pictures.at(face.time_s) if small.isNull() else None)
    if picture is None or samples is None or abs(picture.time_s - face.time_s) > 0.5 * samples.step_s:
        return small
    width = float(samples.extract["media"]["width"]) or picture.image.width()
    scale = picture.image.width() / width
    x0, y0, x1, y1 = (edge * scale for edge in face.box)
    side = round(max(x1 - x0, y1 - y0) * _MARGIN)
    return picture.image.copy(QRect(round((x0 + x1 - side) / 2), round((y0 + y1 - side) / 2), side, side))
