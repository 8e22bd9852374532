"""The face panel: the exact network input, the heat map over it, and what is said where they cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSlider
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import Failed, GetInput
from dfd_gui.review.face_panel import FacePanel
from dfd_gui.review.heat import colours, overlay, pixels, to_image
from dfd_gui.review.keeping import Keeping
from dfd_gui.review.picture_pane import PicturePane
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.shown import Shown
from dfd_gui.services import Services
from tests.gui.fakes import FakeEngine
from tests.gui.review_media import answer_input, make_clip


@pytest.fixture
def panel(services: Services, qtbot: QtBot, tmp_path: Path) -> Iterator[FacePanel]:
    shown, pictures = Shown(services), Pictures(services)
    made = FacePanel(services, shown, pictures, Keeping(services, made_window := PicturePane(services, "window")))
    qtbot.addWidget(made)
    qtbot.addWidget(made_window)
    made.resize(360, 700)
    made.show()
    services.state.show(make_clip(tmp_path / "clip"))
    yield made
    made.shutdown()
    pictures.shutdown()
    made.close()


def _pane(panel: FacePanel) -> PicturePane:
    return next(pane for pane in panel.findChildren(PicturePane) if "detector" in pane.accessibleName())


def _words(panel: FacePanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def _question(engine: FakeEngine, qtbot: QtBot, count: int = 1) -> GetInput:
    qtbot.waitUntil(lambda: len(engine.sent_of(GetInput)) >= count, timeout=3000)
    return engine.last(GetInput)


def test_the_exact_input_of_the_face_is_shown(
    panel: FacePanel, services: Services, engine: FakeEngine, qtbot: QtBot
) -> None:
    services.state.seek(0.83)
    question = _question(engine, qtbot)
    assert (question.time_s, question.detector, question.heatmap) == (0.8, "first", False)
    assert question.box == (100.0, 80.1235, 220.0, 230.5)
    assert len(question.landmarks) == 5
    assert _pane(panel).image.isNull()
    answer_input(engine, question)
    assert _pane(panel).image.width() == 150
    assert not Path(question.input_out).exists()
    assert "0:00.800" in _words(panel)
    assert "0.90" in _words(panel)


def test_another_detector_is_asked_and_the_first_remembered(panel: FacePanel, engine: FakeEngine, qtbot: QtBot) -> None:
    answer_input(engine, _question(engine, qtbot))
    box = panel.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.setCurrentText("second")
    question = _question(engine, qtbot, 2)
    assert question.detector == "second"
    answer_input(engine, question, score=0.3)
    assert "0.80 (now 0.30)" in _words(panel)
    box.setCurrentText("first")
    assert _pane(panel).image.width() == 150
    qtbot.wait(250)
    assert len(engine.sent_of(GetInput)) == 2


def test_the_heat_map_is_made_on_demand_and_laid_over(
    panel: FacePanel, services: Services, engine: FakeEngine, qtbot: QtBot
) -> None:
    answer_input(engine, _question(engine, qtbot))
    plain = _pane(panel).image
    outlines: list[object] = []
    panel.outlined.connect(lambda _face, corners: outlines.append(corners))
    panel.set_heat(True)
    assert "being made" in _words(panel)
    question = _question(engine, qtbot, 2)
    assert question.heatmap
    answer_input(engine, question)
    assert "not proof" in _words(panel)
    assert "Grad-CAM at stage 4" in _words(panel)
    half = _pane(panel).image
    assert half != plain
    assert outlines[-1] == ((100, 80), (220, 80), (220, 230), (100, 230))
    slider = panel.findChild(QSlider)
    assert isinstance(slider, QSlider)
    slider.setValue(0)
    assert _pane(panel).image == plain.convertToFormat(QImage.Format.Format_RGB888)
    slider.setValue(100)
    assert _pane(panel).image != half
    services.state.seek(0.4)
    assert "being made" in _words(panel)


def test_the_check_box_tells_of_itself(panel: FacePanel) -> None:
    told: list[bool] = []
    panel.heat_toggled.connect(told.append)
    box = panel.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert told == [True]


def test_the_latest_wish_wins(panel: FacePanel, services: Services, engine: FakeEngine, qtbot: QtBot) -> None:
    first = _question(engine, qtbot)
    for time_s in (0.4, 0.8, 1.2):
        services.state.seek(time_s)
        qtbot.wait(230)
    assert len(engine.sent_of(GetInput)) == 1
    answer_input(engine, first)
    assert _pane(panel).image.isNull()
    assert _question(engine, qtbot, 2).time_s == 1.2


def test_why_there_is_no_input(panel: FacePanel, services: Services, engine: FakeEngine, qtbot: QtBot) -> None:
    question = _question(engine, qtbot)
    engine.emit_event(Failed(question.id, "get_input", "not_installed", "first is not installed", "install it"))
    assert "first is not installed" in _pane(panel).words
    services.state.seek(0.4)
    _question(engine, qtbot, 2)
    engine.die("it was killed")
    assert "it was killed" in _pane(panel).words


def test_a_face_that_was_left_out_and_none_at_all(panel: FacePanel, services: Services, tmp_path: Path) -> None:
    services.state.set_track(1)
    services.state.seek(2.4)
    assert "Left out: smaller than 32 px" in _words(panel)
    services.state.seek(3.4)
    assert "Not seen at 0:03.400" in _words(panel)
    clip = make_clip(tmp_path / "empty")
    services.state.show(None)
    assert "No face" in _words(panel)
    assert not _pane(panel).isVisible()
    services.state.show(clip)
    assert _pane(panel).isVisible()


def test_nothing_is_asked_while_nobody_looks(
    panel: FacePanel, services: Services, engine: FakeEngine, qtbot: QtBot
) -> None:
    panel.hide()
    services.state.seek(0.8)
    qtbot.wait(300)
    assert not engine.sent_of(GetInput)
    panel.show()
    assert _question(engine, qtbot).time_s == 0.8


def test_colours_rise_evenly() -> None:
    table = colours().astype(float)
    lightness = table @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(lightness[::8]) > 0).all()
    assert table.shape == (256, 3)


def test_an_overlay_leaves_weak_places_to_be_seen() -> None:
    ground = to_image(np.full((4, 4, 3), 200, np.uint8))
    heat = to_image(np.repeat(np.array([[[0], [85], [170], [255]]], np.uint8), 4, axis=0).repeat(3, axis=2))
    mixed = pixels(overlay(ground, heat, 0.5))
    assert mixed.shape == (4, 4, 3)
    assert mixed[0, 0, 0] == 180
    assert abs(int(mixed[0, 3, 2]) - 182) <= 8
