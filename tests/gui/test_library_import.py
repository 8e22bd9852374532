"""Import: what a file is, what is asked, what is refused, and the check on two faces."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from pytestqt.qtbot import QtBot

from dfd_core.detectors import container
from dfd_core.paths import resource
from dfd_gui.items.library_model import Kind
from dfd_gui.library.check_panel import judgement
from dfd_gui.library.child import Outcome
from dfd_gui.library.import_form import Choice
from dfd_gui.library.room import LibraryRoom
from dfd_gui.services import Services
from tests.gui.library_help import Script, button_of, room_of, words_of

REAL_MS = 90_000
STARTER = resource("detectors", "starter-mixed.safetensors")


def proposal(file: Path, family: str, recognised: str = "", *open_choices: str) -> dict[str, Any]:
    card = container.read_header(STARTER).card.to_json()
    facts = {key: value for key, value in card.items() if key not in {"schema", "name"}}
    told = {"file": str(file), "recognised": recognised, "open_choices": list(open_choices), "reason": "", "notes": []}
    return {
        **told,
        **facts,
        "family": family,
        "head": "submission",
        "input_px": 150,
        "normalisation": {"kind": "imagenet"},
    }


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "Some_Weights.pth"
    path.write_bytes(b"weights")
    return path


@pytest.fixture
def script(tmp_path: Path) -> Script:
    return Script(tmp_path)


def drop(room: LibraryRoom, *files: Path) -> bool:
    """Drag files onto the room; whether it takes them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    room.dragEnterEvent(enter)
    if enter.isAccepted():
        room.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_file_is_read_asked_about_and_imported(
    qtbot: QtBot, services: Services, weights: Path, script: Script
) -> None:
    script.answer("--propose", out=[proposal(weights, "seed", "seed", "head", "input", "normalise")])
    script.answer("--name", out=[{"event": "installed", "name": "mine", "notes": ["head 'submission'"]}])
    with room_of(services, script.program) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        assert drop(room, weights)
        page = room.import_page
        qtbot.waitUntil(lambda: page.form is not None)
        form = page.form
        assert form is not None
        assert "by its keys: GreatGameDota" in words_of(page)
        assert form.name.name == "some-weights"
        boxes = {box.accessibleName(): box for box in form.findChildren(Choice)}
        assert (boxes["Head"].value, boxes["Pixels"].value) == ("submission", "imagenet")
        assert form._size is not None
        form._size.setValue(224)
        assert boxes["Pixels"].value == "raw255", "the pixels follow the size where the seed had that size"
        form.name.setText("starter-mixed")
        assert "already" in page.notice_text
        assert not button_of(page, "Import").isEnabled()
        form.name.setText("mine")
        button_of(page, "Import").click()
        qtbot.waitUntil(lambda: page.check_panel is not None)
        assert "head 'submission'" in words_of(page)
        button_of(page, "Skip").click()
    chosen = ["--head", "submission", "--input", "224", "--normalise", "raw255"]
    assert script.calls()[1] == [
        "detectors", "import", str(weights), "--name", "mine", "--family", "auto", *chosen, "--json", "-"
    ]  # fmt: skip


def test_where_the_keys_do_not_tell_the_family_is_asked(
    qtbot: QtBot, services: Services, weights: Path, script: Script
) -> None:
    unknown = {"file": str(weights), "recognised": "", "open_choices": [], "notes": []}
    reason = f"{weights}: its keys do not tell the family (the first one is 'layer.weight')"
    script.answer("--propose", out=[{**unknown, "reason": reason}], code=1)
    script.answer("--propose", "sbi", err=[f"dfd: {weights}: it has no 'net._conv_stem.weight'"], code=1)
    with room_of(services, script.program, file=str(weights)) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        services.actions.get("library.import").trigger()
        page = room.import_page
        qtbot.waitUntil(lambda: "the first one is 'layer.weight'" in words_of(page))
        assert "Say who made the file" in page.notice_text
        (choice,) = page.findChildren(Choice)
        assert choice.value == ""
        choice.choose("sbi")
        choice.activated.emit(choice.currentIndex())
        qtbot.waitUntil(lambda: "It has no 'net._conv_stem.weight'" in page.notice_text)
        assert str(weights) not in page.notice_text, "the page's title names the file"
        button_of(page, "Say another family").click()
        qtbot.waitUntil(lambda: len(script.calls()) == 3)


def test_refusals_are_shown_in_full_and_the_next_file_goes_on(
    qtbot: QtBot, services: Services, weights: Path, script: Script
) -> None:
    reason = "refused: it is a pickled object that names 'os.system', and loading it would run code from the file"
    other = weights.with_name("other.pth")
    other.write_bytes(b"")
    script.answer("--propose", str(weights), err=[f"dfd: {weights}: {reason} (only weight files are accepted)"], code=1)
    script.answer("--propose", str(other), out=[proposal(other, "dfd", "dfd")])
    with room_of(services, script.program) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        assert drop(room, weights, other)
        page = room.import_page
        qtbot.waitUntil(lambda: reason in page.notice_text.lower())
        assert "Some_Weights.pth was not imported" in words_of(page)
        button_of(page, "Next file").click()
        qtbot.waitUntil(lambda: page.form is not None)
        assert "Import other.pth" in words_of(page)
        button_of(page, "Cancel").click()
        assert page.form is None


def test_clips_are_left_to_the_window(services: Services, script: Script, tmp_path: Path) -> None:
    with room_of(services, script.program) as room:
        assert not drop(room, tmp_path / "clip.mp4")
        assert not drop(room, tmp_path)


def test_a_reading_can_be_stopped(qtbot: QtBot, services: Services, weights: Path, script: Script) -> None:
    script.answer("--propose", wait=60)
    with room_of(services, script.program) as room:
        room.import_files([weights])
        qtbot.waitUntil(lambda: room.busy() == ["reading Some_Weights.pth"])
        button_of(room.import_page, "Stop").click()
        qtbot.waitUntil(lambda: room.busy() == [], timeout=10_000)
        qtbot.waitUntil(lambda: "Drop a weight file here" in words_of(room.import_page))


def test_a_program_that_cannot_be_started_is_said(
    qtbot: QtBot, services: Services, weights: Path, script: Script
) -> None:
    broken = type(script.program)(("/nowhere/dfd",), {})
    with room_of(services, broken) as room:
        room.import_files([weights])
        qtbot.waitUntil(lambda: "cannot be started" in room.import_page.notice_text)


# -- the check on two faces --------------------------------------------------------------------------------------------


def scored(real: float, fake: float) -> Outcome:
    return Outcome(0, ({"score": 0.3, "logit": real}, {"score": 0.9, "logit": fake}))


def test_the_judgement_of_two_faces() -> None:
    assert judgement(scored(-1, 2))[0] == "ok"
    assert "as expected" in judgement(scored(-1, 2))[1]
    tone, text = judgement(scored(2, -1))
    assert (tone, "the sign may be wrong" in text) == ("warning", True)
    assert "hardly" in judgement(scored(1.0, 1.1))[1]
    apart = Outcome(1, scored(-1, 2).records, error="mine: a.png: the backends differ by 0.2 in the logit")
    assert judgement(apart)[0] == "error"
    assert "backends differ" in judgement(apart)[1]
    assert judgement(Outcome(1, (), error="a.png: no picture"))[1] == "a.png: no picture"


def test_a_detector_is_checked_on_two_pictures(
    qtbot: QtBot, services: Services, script: Script, tmp_path: Path
) -> None:
    picture = tmp_path / "face.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("grey"))
    image.save(str(picture))
    script.answer("check", out=[{"score": 0.1, "logit": -2.2}, {"score": 0.93, "logit": 2.6}])
    with room_of(services, script.program, picture=str(picture)) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        room.show_entry(Kind.DETECTOR, "starter-mixed")
        services.actions.get("library.check").trigger()
        panel = room.detector_page.check_panel
        assert panel is not None
        assert not panel.run_button.isEnabled()
        panel.real.choose_button.click()
        panel.fake.take(picture)
        panel.run_button.click()
        qtbot.waitUntil(lambda: "The fake face scores 0.930, the real one 0.100" in panel.verdict.text)
        room.desk.refresh()
        qtbot.waitUntil(lambda: not room.desk.background.working)
        assert room.detector_page.check_panel is panel, "a new look at the library does not take the check away"
        panel.close_button.click()
        assert "Does it tell a real face" not in words_of(room.detector_page)
    assert script.calls()[0] == ["detectors", "check", "starter-mixed", str(picture), str(picture), "--json", "-"]


# -- the real command --------------------------------------------------------------------------------------------------


def test_a_detector_file_is_really_imported(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "colleague's.safetensors"
    file.write_bytes(STARTER.read_bytes())
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    with room_of(services) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        assert drop(room, file)
        page = room.import_page
        qtbot.waitUntil(lambda: page.form is not None, timeout=REAL_MS)
        assert page.form is not None
        assert page.form.name.name == "colleague-s"
        button_of(page, "Import").click()
        qtbot.waitUntil(lambda: page.check_panel is not None, timeout=REAL_MS)
        button_of(page, "Skip").click()
        qtbot.waitUntil(lambda: "colleague-s" in words_of(room.detector_page))
        assert room.pages.currentWidget() is room.detector_page
    assert services.library.get("colleague-s").weights_sha256 == services.library.get("starter-mixed").weights_sha256
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
