"""The verdict panel: words first, no result told from a result, what weakens it, what it does not say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from dfd_core.cases.bands import Bands, BandSource
from dfd_core.cases.summary import LIMITS, WORDS
from dfd_core.types import Label
from dfd_gui.review.verdict_panel import VerdictPanel
from dfd_gui.review.verdict_parts import Fold
from dfd_gui.review.verdict_scale import BandScale
from dfd_gui.review.verdict_words import LIMITS as SHOWN_LIMITS
from dfd_gui.review.verdict_words import MEANINGS, TITLES, bands_text
from dfd_gui.services import Services
from tests.gui.review_media import ASSET
from tests.gui.test_chart import clip_of
from tests.results import make_result, steady


@pytest.fixture
def panel(qtbot: QtBot, services: Services) -> Iterator[VerdictPanel]:
    made = VerdictPanel(services)
    qtbot.addWidget(made)
    made.resize(400, 900)
    made.show()
    yield made
    made.close()


def words(panel: VerdictPanel) -> list[str]:
    """What can be read, from the top."""
    QApplication.processEvents()  # layouts show what was added
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible() and label.text() not in {"", "•"}]
    return [label.text() for label in sorted(labels, key=lambda label: label.mapTo(panel, label.rect().topLeft()).y())]


def show(services: Services, result: dict[str, Any]) -> None:
    services.state.show(clip_of(result))


def asset() -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ASSET.read_bytes())
    return result


def test_it_says_in_the_window_what_the_core_says() -> None:
    assert {label: (TITLES[label], MEANINGS[label]) for label in Label} == {
        label: (each.title, each.meaning) for label, each in WORDS.items()
    }
    assert SHOWN_LIMITS == LIMITS


def test_before_a_clip_it_says_so_and_judges_nothing(panel: VerdictPanel) -> None:
    assert words(panel)[:2] == ["No clip chosen", "Choose a screened clip to see its verdict."]
    assert not panel.isEnabled()


def test_the_words_come_before_the_number(panel: VerdictPanel, services: Services) -> None:
    show(services, asset())
    said = words(panel)
    assert said[0] == "Likely manipulated"
    assert said[1] == WORDS[Label.LIKELY_MANIPULATED].meaning
    assert said.index("Person 1 scores 0.86, at or above 0.85.") < said.index("Score 0.86 of 1")


def test_warnings_of_the_file_and_of_the_result_are_told(panel: VerdictPanel, services: Services) -> None:
    show(services, asset())
    said = words(panel)
    assert "the end of the file is damaged" in said
    assert "Partial result: a part of the clip was not looked at." in said
    assert "1 of 9 sampled frames could not be decoded." in said
    assert "13 of 14" in said
    assert "1 smaller than 32 px" in said


def test_few_and_poor_faces_are_warned_of(panel: VerdictPanel, services: Services) -> None:
    show(services, make_result([{0: steady(0.5)}] * 5 + [{0: "too small (20 px)"}] * 6))
    said = " ".join(words(panel))
    assert "Only 5 usable faces" in said
    assert "More than half of the faces were left out: 6 too small." in said


def no_face() -> dict[str, Any]:
    return make_result([{}] * 6)


def too_few() -> dict[str, Any]:
    return make_result([{0: steady(0.9)}] * 2)


def picture() -> dict[str, Any]:
    return make_result([{0: steady(0.9)}], is_image=True)


def broken() -> dict[str, Any]:
    return make_result([]) | {"error": {"code": "unreadable", "message": "it cannot be read"}}


@pytest.mark.parametrize(
    ("make", "remedy"),
    [
        (no_face, "more frames"),
        (too_few, "sharper copy"),
        (picture, "scores of its faces"),
        (broken, "another program"),
    ],
)
def test_no_result_has_no_number_and_says_what_to_do(
    panel: VerdictPanel, services: Services, make: Callable[[], dict[str, Any]], remedy: str
) -> None:
    show(services, make())
    said = words(panel)
    assert said[0] == "No result"
    assert not any("Score" in each for each in said)
    assert "What to do" in said
    assert any(remedy in each for each in said)
    assert not panel.findChildren(BandScale)[0].isVisible()


def test_from_no_result_to_a_result_and_back(panel: VerdictPanel, services: Services) -> None:
    for result, title in ((no_face(), "No result"), (asset(), "Likely manipulated"), (no_face(), "No result")):
        show(services, result)
        assert words(panel)[0] == title
        assert ("What to do" in words(panel)) == (title == "No result")
    services.state.show(None)
    assert words(panel)[0] == "No clip chosen"


def test_a_score_of_0_is_a_score(panel: VerdictPanel, services: Services) -> None:
    result = make_result([{0: steady(0.5)}] * 6)
    result |= {"score": 0.0, "verdict": {"label": "likely_authentic", "reasons": ["So."], "confidence": "high"}}
    show(services, result)
    said = words(panel)
    assert said[0] == "Likely authentic"
    assert "Score 0.00 of 1" in said


@pytest.mark.parametrize(
    ("detectors", "confidence", "told"),
    [
        (("a",), "low", "Low confidence: nothing confirms this score."),
        (("a", "b"), "low", "Low confidence: the detectors' own measured quality is too low, or was not measured."),
        (("a", "b"), "moderate", "Moderate confidence: near the edge of its band, or the detectors disagree or are"),
    ],
)
def test_the_confidence_says_what_may_have_limited_it(
    panel: VerdictPanel, services: Services, detectors: tuple[str, ...], confidence: str, told: str
) -> None:
    result = make_result([{0: steady(0.99, detectors)}] * 6, detectors)
    result["verdict"] = {"label": "likely_manipulated", "reasons": ["So."], "confidence": confidence}
    show(services, result)
    assert any(line.startswith(told) for line in words(panel))


def test_what_it_does_not_say_is_one_click_away(panel: VerdictPanel, services: Services) -> None:
    show(services, asset())
    limits, how = panel.findChildren(Fold)
    assert LIMITS[0] not in words(panel)
    limits.head.click()
    assert set(LIMITS) <= set(words(panel))
    assert "folded" not in limits.head.accessibleName().replace("unfolded", "")
    how.head.click()
    assert "DFD 0.1.0, onnxruntime 1.31, cpu" in words(panel)
    limits.head.click()
    assert LIMITS[0] not in words(panel)
    show(services, no_face())
    assert not limits.opened


def test_the_users_own_bands_change_no_record(panel: VerdictPanel, services: Services) -> None:
    show(services, make_result([{0: steady(0.6)}] * 6))
    services.settings.set("verdict.manipulated", 0.55)
    said = words(panel)
    assert said[0] == "Inconclusive"
    assert "By the bands in your settings this would be: Likely manipulated. The record is not changed." in said
    assert any("set by you in the settings" in each for each in said)
    services.settings.reset("verdict.manipulated")
    assert not any("would be" in each for each in words(panel))


def test_bands_that_are_not_known_any_more_are_not_drawn(panel: VerdictPanel, services: Services) -> None:
    show(services, asset())
    assert any("not known any more" in each for each in words(panel))
    assert not panel.findChildren(BandScale)[0].isVisible()


def test_the_scale_says_what_it_shows(qtbot: QtBot, services: Services) -> None:
    scale = BandScale(services.theme)
    qtbot.addWidget(scale)
    scale.resize(300, scale.sizeHint().height())
    empty = scale.grab().toImage()
    scale.show_score(0.86, Bands(0.3, 0.7))
    assert scale.accessibleName() == "Score 0.86 on a scale from 0 to 1: Likely manipulated"
    seen: QImage = scale.grab().toImage()
    assert seen != empty
    scale.show_score(0.86, Bands(0.02, 0.98, BandSource.WIDE))
    assert scale.grab().toImage() != seen


def test_bands_in_words() -> None:
    assert bands_text(Bands(0.3, 0.7)).startswith(
        "Manipulated from 0.70, authentic up to 0.30; with error rates measured on people"
    )


def test_its_buttons_are_the_windows_actions(panel: VerdictPanel, services: Services) -> None:
    seen: list[str] = []
    services.actions.connect("queue.rerun", lambda: seen.append("rerun"))
    show(services, asset())
    buttons = {button.accessibleName(): button for button in panel.findChildren(QToolButton)}
    buttons[services.actions.title("queue.rerun")].click()
    assert seen == ["rerun"]
    menu = buttons["Export"].menu()
    exports = ["export.html", "export.pdf", "export.json", "export.csv"]
    assert [action.objectName() for action in menu.actions()] == exports
    assert all(button.accessibleName() for button in panel.findChildren(QToolButton))


def test_hostile_words_do_no_harm(panel: VerdictPanel, services: Services) -> None:
    result = make_result([{0: steady(0.5)}] * 6, warnings=["<b>bold</b>\x1b[31m"])
    result["verdict"]["reasons"] = ["<img src=x>\u202e"]
    show(services, result)
    assert "<img src=x>\\u202e" in words(panel)
    assert "<b>bold</b>\\x1b[31m" in words(panel)
    assert all(
        label.textFormat() == label.textFormat().PlainText
        for label in panel.findChildren(QLabel)
        if "<" in label.text()
    )


def test_it_is_drawn_in_both_themes(panel: VerdictPanel, services: Services) -> None:
    show(services, make_result([{0: steady(0.99)}] * 6))
    pictures = []
    for theme in ("light", "dark"):
        services.settings.set("ui.theme", theme)
        pictures.append(panel.grab().toImage())
    assert pictures[0] != pictures[1]
