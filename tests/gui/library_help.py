"""What the library's tests need: stored results with known scores, detectors of a few weights, a driven child."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from dfd_core.cases.extract import result_to_json
from dfd_core.detectors.calibration import Thresholds
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.container import CARD_KEY, SUFFIX
from dfd_core.faces.rules import FACE, Normalisation
from dfd_core.paths import UserPaths
from dfd_core.screening.aggregate import score_clip
from dfd_core.screening.verdict import WIDE_BANDS, Evidence, decide
from dfd_core.types import (
    ClipInfo,
    ClipResult,
    Detection,
    DetectorScore,
    FaceQuality,
    ScoredFace,
    ScoredFrame,
    ScreeningSettings,
    Timing,
    ToolInfo,
    TrackScore,
)
from dfd_gui.library.child import Program
from dfd_gui.library.room import LibraryRoom
from dfd_gui.services import Services

LANDMARKS = ((10.0, 10.0), (30.0, 10.0), (20.0, 20.0), (12.0, 30.0), (28.0, 30.0))


def extract_of(
    clip: str,
    scores: Mapping[str, Sequence[float]],
    versions: Mapping[str, str],
    *,
    ensemble: str = "before",
    rule: str = "geometric",
    bands: Thresholds | None = None,
) -> dict[str, Any]:
    """A result as screening would write it, of one person with these scores of each face."""
    count = len(next(iter(scores.values())))
    faces = [_face({name: values[place] for name, values in scores.items()}) for place in range(count)]
    frames = tuple(ScoredFrame(place, place / 4, (face,)) for place, face in enumerate(faces))
    scored = score_clip({0: scores}, rule)
    score = scored.score if scored else None
    verdict = decide(
        Evidence(
            scored, score, count, {}, count, count, 1, rule, bands=bands or WIDE_BANDS, calibrated=bands is not None
        )
    )
    each = scored.detectors if scored else {}
    result = ClipResult(
        tool=ToolInfo("0.1.0", "mtcnn", "onnxruntime", "cpu"),
        media=ClipInfo(Path("/clips") / clip, bytes=1, sha256=hashlib.sha256(clip.encode()).hexdigest()),
        settings=ScreeningSettings(count, ensemble, rule),
        detectors=tuple(DetectorScore(name, versions[name], each.get(name)) for name in scores),
        tracks=(TrackScore(0, score, count, 0.0, count / 4, each),),
        frames=frames,
        score=score,
        verdict=verdict,
        timing=Timing(),
    )
    return result_to_json(result)


def _face(scores: dict[str, float]) -> ScoredFace:
    detection = Detection((0.0, 0.0, 40.0, 40.0), 0.99, LANDMARKS)
    return ScoredFace(0, detection, FaceQuality(40, 100.0), scores=scores)


def add_card(paths: UserPaths, name: str, card: Mapping[str, Any] | None = None) -> None:
    """Put a detector file with this card and one tensor into the library, without torch; it cannot be run."""
    whole = DetectorCard(name, "dfd-small", 48, FACE, Normalisation("unit"), title=f"{name} of the tests").to_json()
    weights = hashlib.sha256(name.encode()).digest()
    table = {
        "__metadata__": {CARD_KEY: json.dumps({**whole, **(card or {})})},
        "head.bias": {"dtype": "F32", "shape": [8], "data_offsets": [0, len(weights)]},
    }
    head = json.dumps(table).encode()
    paths.detectors.mkdir(parents=True, exist_ok=True)
    (paths.detectors / f"{name}{SUFFIX}").write_bytes(len(head).to_bytes(8, "little") + head + weights)


class Checks(Protocol):
    """The fixture ``qtmodeltester``, which is not annotated."""

    def check(self, model: QAbstractItemModel, force_py: bool = False) -> None: ...


class Script:
    """A scripted ``dfd``; see `tests.gui.fake_dfd`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "script.json"
        self._answers: list[dict[str, Any]] = []
        self._file.write_text("[]", encoding="utf-8")
        fake = str(Path(__file__).with_name("fake_dfd.py"))
        self.program = Program((sys.executable, fake, str(self._file)), dict(os.environ))

    def answer(
        self,
        *when: str,
        out: Sequence[Mapping[str, Any]] = (),
        err: Sequence[str] = (),
        wait: float = 0,
        code: int = 0,
    ) -> None:
        """Say what happens when the command is called with these words; the latest answer counts first."""
        what = {"when": list(when), "out": list(out), "err": list(err), "wait": wait, "code": code}
        self._answers.insert(0, what)
        self._file.write_text(json.dumps(self._answers), encoding="utf-8")

    def calls(self) -> list[list[str]]:
        """How it was called, in order."""
        noted = self._file.with_suffix(".calls")
        return [json.loads(line) for line in noted.read_text(encoding="utf-8").splitlines()] if noted.exists() else []


@contextmanager
def room_of(
    services: Services, program: Program | None = None, *, file: str = "", picture: str = "", target: str = ""
) -> Iterator[LibraryRoom]:
    """A library room that is shown; ``file``, ``picture``, ``target`` are what its dialogs answer."""
    room = LibraryRoom(
        services,
        program=program,
        ask_files=lambda _parent: [file] if file else [],
        ask_picture=lambda _parent, _title: picture,
        ask_target=lambda _parent, _name: target,
    )
    try:
        room.resize(1200, 800)
        room.show()
        yield room
    finally:
        room.shutdown()
        room.close()
        room.deleteLater()


def words_of(page: QWidget) -> str:
    """Everything that a page says, for searching; what was just put on it counts."""
    QCoreApplication.processEvents()
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    lines = [line.text() for line in page.findChildren(QLineEdit) if line.isVisibleTo(page)]
    return "\n".join([*labels, *lines])


def find_button(page: QWidget, words: str) -> QAbstractButton | None:
    """The button that says this; hidden ones do not count."""
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == words and one.isVisibleTo(page)]
    assert len(found) <= 1, f"{len(found)} buttons say {words!r}"
    return found[0] if found else None


def button_of(page: QWidget, words: str) -> QAbstractButton:
    """The button that says this; waits a moment for it."""
    deadline = time.monotonic() + 5
    while (found := find_button(page, words)) is None:
        assert time.monotonic() < deadline, f"no button says {words!r}"
        QCoreApplication.processEvents()
    return found
