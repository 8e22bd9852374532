"""The check of a result from the window: what is run, how far it is, how it ended, and that it can be broken off."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.cases.extract import canonical_bytes
from dfd_core.paths import UserPaths
from dfd_gui.library.child import Program, own_program
from dfd_gui.review.verify_box import VerifyBox
from dfd_gui.services import Services
from tests.core.tiny import face_clip, library_with
from tests.core.verify_help import screened
from tests.gui.review_media import make_clip, make_extract

FAKE = Path(__file__).with_name("fake_dfd.py")
PROGRESS = {"event": "progress", "record": "x", "stage": "frames", "done": 2, "total": 8}


def answer(outcome: str, **more: object) -> dict[str, Any]:
    findings = [{"check": "media", "outcome": outcome, "text": f"a finding that is {outcome}"}]
    detector = {"name": "first", "faces": 8, "largest_difference": 4.7e-07}
    frames = {"checked": 8, "scored": 32}
    return {
        "outcome": outcome,
        "findings": findings,
        "detectors": [detector],
        "frames": frames,
        "media": "/a.mp4",
        **more,
    }


class Stand:
    """A box whose ``dfd`` does what is scripted."""

    def __init__(self, qtbot: QtBot, services: Services, folder: Path) -> None:
        self.script = folder / "script.json"
        self.services = services
        self.asked: list[str] = []
        self.chosen = ""
        program = Program((sys.executable, str(FAKE), str(self.script)), own_program(services.paths).environment)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.box = VerifyBox(services, program=program, ask=self._ask)
        self.area.setWidget(self.box)  # which shows it
        self.box.hide()
        qtbot.addWidget(self.area)
        self.area.show()

    def _ask(self, _parent: QWidget, title: str) -> str:
        self.asked.append(title)
        return self.chosen

    def says(self, *lines: object, **more: object) -> None:
        self.script.write_text(json.dumps([{"when": ["verify"], "out": lines, **more}]))

    def calls(self) -> list[list[str]]:
        return [json.loads(line) for line in self.script.with_suffix(".calls").read_text().splitlines()]

    def run(self, qtbot: QtBot) -> None:
        self.services.actions.get("review.verify").trigger()
        qtbot.waitUntil(lambda: not self.box.verifying.now.running, timeout=10_000)

    def text(self) -> str:
        return "\n".join(label.text() for label in self.box.findChildren(QLabel) if not label.isHidden())


@pytest.fixture
def stand(qtbot: QtBot, services: Services, tmp_path: Path) -> Iterator[Stand]:
    made = Stand(qtbot, services, tmp_path)
    yield made
    made.box.shutdown()


def test_nothing_can_be_checked_until_a_clip_is_shown(stand: Stand, services: Services, tmp_path: Path) -> None:
    assert not services.actions.get("review.verify").isEnabled()
    assert stand.box.isHidden()
    services.state.show(make_clip(tmp_path))
    assert services.actions.get("review.verify").isEnabled()
    assert stand.box.isHidden(), "until it is asked for"


def test_the_record_itself_is_given_to_the_program(
    qtbot: QtBot, stand: Stand, services: Services, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path)
    services.state.show(clip)
    stand.says(answer("confirmed"))
    stand.run(qtbot)
    ((verb, record, *rest),) = stand.calls()
    assert verb == "verify"
    assert Path(record).read_bytes() == canonical_bytes(clip.extract)
    assert Path(record).is_relative_to(services.paths.cache)
    assert rest == ["--media", str(clip.path), "--frames", "8", "--json", "-", "--progress"]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("confirmed", "Confirmed"), ("differs", "Differs from the record"), ("cannot_be_checked", "Cannot be checked")],
)
def test_the_outcome_and_its_findings_are_told(
    qtbot: QtBot, stand: Stand, services: Services, tmp_path: Path, outcome: str, words: str
) -> None:
    services.state.show(make_clip(tmp_path))
    stand.says(PROGRESS, answer(outcome), code=int(outcome != "confirmed"))
    stand.run(qtbot)
    assert words in stand.text()
    assert f"a finding that is {outcome}" in stand.text()
    qtbot.waitUntil(lambda: "at most 0.0000005 apart, 8 faces" in stand.text())
    assert stand.box.cancel_button.isHidden()
    assert not stand.box.all_button.isHidden(), "8 of 32 frames are not all"
    assert services.actions.get("review.verify").isEnabled()
    stand.box.close_button.click()
    assert stand.box.isHidden()


def test_every_frame_can_be_checked(qtbot: QtBot, stand: Stand, services: Services, tmp_path: Path) -> None:
    services.state.show(make_clip(tmp_path))
    stand.says(answer("confirmed"))
    stand.run(qtbot)
    stand.says(answer("confirmed", frames={"checked": 32, "scored": 32}))
    stand.box.all_button.click()
    qtbot.waitUntil(lambda: not stand.box.verifying.now.running, timeout=10_000)
    assert stand.calls()[1][4:6] == ["--frames", "all"]
    assert stand.box.all_button.isHidden()


def test_it_says_how_far_it_is_and_can_be_broken_off(
    qtbot: QtBot, stand: Stand, services: Services, tmp_path: Path
) -> None:
    services.state.show(make_clip(tmp_path))
    stand.says(PROGRESS, wait=60)
    services.actions.get("review.verify").trigger()
    assert "Starting the check" in stand.text()
    assert not services.actions.get("review.verify").isEnabled()
    qtbot.waitUntil(lambda: "Scoring frames again: 2 of 8" in stand.text(), timeout=10_000)
    stand.box.cancel_button.click()
    qtbot.waitUntil(lambda: not stand.box.verifying.now.running, timeout=10_000)
    assert "broken off" in stand.text()
    assert services.actions.get("review.verify").isEnabled()


def test_another_clip_ends_the_check(qtbot: QtBot, stand: Stand, services: Services, tmp_path: Path) -> None:
    services.state.show(make_clip(tmp_path))
    stand.says(PROGRESS, wait=60)
    services.actions.get("review.verify").trigger()
    qtbot.waitUntil(lambda: "Scoring" in stand.text(), timeout=10_000)
    services.state.show(make_clip(tmp_path / "other", make_extract(sha256="cd" * 32)))
    assert stand.box.isHidden()
    assert not stand.box.verifying.now.running


def test_a_clip_that_is_gone_can_be_found(qtbot: QtBot, stand: Stand, services: Services, tmp_path: Path) -> None:
    clip = make_clip(tmp_path)
    clip.path.unlink()
    services.state.show(clip)
    stand.says(answer("cannot_be_checked", media=""), code=1)
    stand.run(qtbot)
    assert "--media" not in stand.calls()[0]
    stand.chosen = ""
    stand.box.find_button.click()
    assert len(stand.calls()) == 1, "the user gave up"
    stand.chosen = str(tmp_path / "moved.mp4")
    stand.says(answer("confirmed"))
    stand.box.find_button.click()
    qtbot.waitUntil(lambda: not stand.box.verifying.now.running, timeout=10_000)
    assert stand.calls()[1][2:4] == ["--media", str(tmp_path / "moved.mp4")]
    assert stand.box.find_button.isHidden()


def test_an_error_of_the_program_is_told(qtbot: QtBot, stand: Stand, services: Services, tmp_path: Path) -> None:
    services.state.show(make_clip(tmp_path))
    stand.says(err=["dfd: there is no device 'cuda:9' on this machine"], code=2)
    stand.run(qtbot)
    assert "there is no device 'cuda:9'" in stand.text()


def test_a_real_check_of_a_real_clip(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    """The window's own program, on a clip that was really screened: confirmed, then with a score that was raised."""
    paths: UserPaths = services.paths
    library = library_with(paths.data.parent)
    clip_file = face_clip(tmp_path / "face.mp4")
    extract = screened(library, clip_file)
    clip = replace(make_clip(tmp_path / "shown"), path=clip_file, extract=extract)
    box = VerifyBox(services)
    qtbot.addWidget(box)
    for score, outcome in ((extract["score"], "confirmed"), (0.99, "differs")):
        services.state.show(replace(clip, key=outcome, extract={**extract, "score": score}))
        services.actions.get("review.verify").trigger()
        qtbot.waitUntil(lambda: not box.verifying.now.running, timeout=60_000)
        assert box.verifying.now.told.get("outcome") == outcome, box.verifying.now
    box.shutdown()
