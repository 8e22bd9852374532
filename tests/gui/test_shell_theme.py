from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dfd_core.detectors.calibration import Thresholds
from dfd_core.types import Label
from dfd_gui.settings import FILE, Settings
from dfd_gui.shell.colours import DARK, LIGHT
from dfd_gui.shell.icons import icon_file
from dfd_gui.shell.theme import LABELS, Theme
from dfd_gui.shell.widgets import IconLabel

BANDS = Thresholds(fake_from=0.8, real_to=0.2)
WORDS = (
    "text",
    "text_dim",
    "accent",
    "manipulated",
    "authentic",
    "inconclusive",
    "no_result",
    "warning",
    "error",
    "ok",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / FILE)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication, settings: Settings) -> Theme:
    settings.set("ui.theme", request.param)
    return Theme(qapp, settings)


def contrast(first: QColor, second: QColor) -> float:
    """Of WCAG 2.2: 1..21."""
    lights = sorted((_luminance(first), _luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: QColor) -> float:
    values = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in values]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_both_themes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("ground", ["window", "panel", "panel_raised", "hover"])
def test_words_can_be_read_on_every_ground(theme: Theme, ground: str) -> None:
    poor = {name: contrast(theme.colour(name), theme.colour(ground)) for name in WORDS}
    assert {name: round(value, 2) for name, value in poor.items() if value < 4.5} == {}


def test_words_can_be_read_on_coloured_ground(theme: Theme) -> None:
    assert contrast(theme.colour("on_accent"), theme.colour("accent")) >= 4.5
    assert contrast(theme.colour("on_selection"), theme.colour("selection")) >= 4.5


def test_marks_stand_out(theme: Theme) -> None:
    for ground in ("panel", "panel_raised", "window"):
        assert contrast(theme.colour("focus"), theme.colour(ground)) >= 3
        assert min(contrast(theme.series(number)[0], theme.colour(ground)) for number in range(9)) >= 3


def test_lines_of_a_chart_differ_in_colour_or_dash(theme: Theme) -> None:
    lines = [(colour.rgb(), dash) for colour, dash in map(theme.series, range(45))]
    assert len(set(lines)) == 45
    assert len({dash for _, dash in lines[:5]}) == 5


def test_scores_have_the_colour_of_their_band(theme: Theme) -> None:
    wanted = {0.8: "manipulated", 0.5: "inconclusive", 0.2: "authentic", None: "no_result"}
    for score, name in wanted.items():
        assert theme.score_colour(score, BANDS) == theme.colour(name)


def test_the_theme_changes_while_the_program_runs(
    qapp: QApplication, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    before, was_dark = theme.colour("window"), theme.dark
    icon = theme.icon("play")
    colour = _ink(icon)
    with qtbot.waitSignal(theme.changed):
        settings.set("ui.theme", "light" if was_dark else "dark")
    assert theme.dark is not was_dark
    assert theme.colour("window") != before
    assert qapp.palette().window().color() == theme.colour("window")
    assert _ink(icon) != colour, "an icon made before follows"


def test_every_picture_can_be_drawn_at_any_size(theme: Theme) -> None:
    for file in sorted(icon_file("play").parent.glob("*.svg")):
        source = file.read_text(encoding="utf-8")
        assert "currentColor" in source or file.stem == "app" or file.stem.endswith(("-light", "-dark")), file.name
        for side in (16, 48):
            assert _inked(theme.icon(file.stem), side), file.name


def test_icons_are_sharp_on_a_fine_screen(theme: Theme) -> None:
    picture = theme.icon("search").pixmap(QSize(16, 16), 2.0)
    assert picture.size() == QSize(32, 32)
    assert picture.devicePixelRatio() == 2.0


def test_a_copied_icon_can_be_altered(theme: Theme) -> None:
    copy = QIcon(theme.icon("search"))
    copy.setIsMask(True)  # Qt makes a copy of the engine here
    assert not copy.pixmap(16, 16).isNull()


def test_verdicts_are_told_apart_without_colour(theme: Theme) -> None:
    shapes = {bytes(_shape(theme.label_icon(label)).constBits()) for label in Label}
    assert len(shapes) == len(Label)
    assert set(LABELS) == set(Label)


def test_an_icon_label_says_what_it_means(theme: Theme, qtbot: QtBot) -> None:
    label = IconLabel(theme, "warning", "warning", words="Careful")
    qtbot.addWidget(label)
    assert label.accessibleName() == label.toolTip() == "Careful"
    assert label.grab().toImage().size().width() > 0


class Bell(QObject):
    rung = Signal(int)


def test_the_binding_keeps_count_of_true_and_none() -> None:
    """PySide6 6.12.0 does not: under Python 3.11 it is aborted after some hundred signals."""
    bell = Bell()
    bell.rung.connect(lambda _number: None)
    before = [sys.getrefcount(value) for value in (True, False, None)]
    for number in range(100):
        bell.rung.emit(number)
    after = [sys.getrefcount(value) for value in (True, False, None)]
    assert [abs(new - old) < 50 for new, old in zip(after, before, strict=True)] == [True] * 3


def _ink(icon: QIcon) -> QColor:
    image = icon.pixmap(32, 32).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


def _inked(icon: QIcon, side: int) -> bool:
    image = icon.pixmap(side, side).toImage()
    return image.width() == side and any(image.pixelColor(x, y).alpha() for x in range(side) for y in range(side))


def _shape(icon: QIcon) -> QImage:
    return icon.pixmap(32, 32).toImage().convertToFormat(QImage.Format.Format_Alpha8)
