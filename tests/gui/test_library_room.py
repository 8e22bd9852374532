"""The room: cards, default, sample, export and removal, damaged files, catalogue; nothing heavy is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from dfd_core.detectors.catalog import VARIABLE
from dfd_core.detectors.ensemble import Ensemble, load_ensemble
from dfd_gui.items.library_model import Kind
from dfd_gui.library.desk import PREFERRED
from dfd_gui.library.room import LibraryRoom
from dfd_gui.services import Services
from tests.gui.library_help import Script, add_card, button_of, room_of, words_of

REAL_MS = 60_000


def open_room(qtbot: QtBot, room: LibraryRoom, kind: Kind, name: str) -> None:
    qtbot.waitUntil(lambda: room.desk.read)
    room.show_entry(kind, name)
    current = room.list.current()
    assert current is not None
    assert current.key == (kind, name)


def allowed(services: Services) -> set[str]:
    names = ("default", "sample", "check", "export", "remove")
    return {name for name in names if services.actions.get(f"library.{name}").isEnabled()}


def test_the_card_says_all_that_must_be_known(qtbot: QtBot, services: Services) -> None:
    with room_of(services) as room:
        open_room(qtbot, room, Kind.DETECTOR, "starter-mixed")
        detector = services.library.get("starter-mixed")
        said = words_of(room.detector_page)
        for words in (
            "1,887 face crops",
            "research and evaluation use",
            "no commercial use",
            "dfd train --recipe starter-small",
            "Platt: sigmoid",
            "on 65 real and 65 fake groups",
            "Weak on NeuralTextures",
            "160 x 160 pixels",
            "a square around the face box",
            "0 to 1 (unit)",
            "Grad-CAM",
            detector.sha256,
            detector.weights_sha256,
            "bundled",
        ):
            assert words in said
        copies = [one for one in room.detector_page.findChildren(QToolButton) if "File SHA-256" in one.toolTip()]
        copies[0].click()
        assert QGuiApplication.clipboard().text() == detector.sha256
        assert allowed(services) == {"default", "sample", "check", "export"}, "a bundled one cannot be removed"


def test_what_screening_uses_is_shown_first(qtbot: QtBot, services: Services) -> None:
    Ensemble("a-pair", ("starter-mixed", "gone")).save(services.paths.ensembles)
    services.settings.set(PREFERRED, "starter")
    with room_of(services) as room:
        qtbot.waitUntil(lambda: room.list.current() is not None)
        current = room.list.current()
        assert current is not None
        assert current.key == (Kind.ENSEMBLE, "starter")


def test_an_attention_network_says_where_its_heat_map_comes_from(qtbot: QtBot, services: Services) -> None:
    add_card(services.paths, "autoatt", {"network": "b4-attention"})
    with room_of(services) as room:
        open_room(qtbot, room, Kind.DETECTOR, "autoatt")
        assert "the network's own attention map" in words_of(room.detector_page)


def test_an_ensemble_becomes_the_default_here_and_on_the_command_line(qtbot: QtBot, services: Services) -> None:
    add_card(services.paths, "mine")
    Ensemble("pair", ("mine", "starter-mixed")).save(services.paths.ensembles)
    Ensemble("other", ("mine",)).save(services.paths.ensembles)
    services.settings.set(PREFERRED, "starter")
    with room_of(services) as room:
        open_room(qtbot, room, Kind.ENSEMBLE, "starter")
        assert "default" in words_of(room.ensemble_page)
        assert "default" not in allowed(services)
        open_room(qtbot, room, Kind.ENSEMBLE, "pair")
        services.actions.get("library.default").trigger()
        qtbot.waitUntil(lambda: "default" in words_of(room.ensemble_page))
        assert "Screening now uses pair" in room.notice.text
    assert services.library.default_name() == "pair"
    assert services.settings.text(PREFERRED) == "", "the setting no longer says otherwise"


def test_a_detector_alone_becomes_the_default_by_its_own_rule(qtbot: QtBot, services: Services) -> None:
    bands = {"fake_from": 0.7, "real_to": 0.3}
    add_card(services.paths, "mine", {"frame_rule": "confident", "thresholds": bands})
    add_card(services.paths, "another")
    with room_of(services) as room:
        open_room(qtbot, room, Kind.DETECTOR, "mine")
        assert "part of the default" in words_of(room.detector_page), "both, because nobody chose"
        services.actions.get("library.default").trigger()
        qtbot.waitUntil(lambda: room.desk.snapshot.is_default("mine-alone"))
    made = load_ensemble(services.paths.ensembles / "mine-alone.toml")
    assert (made.detectors, made.aggregation, made.persons) == (("mine",), "confident", "pooled")
    assert made.thresholds is not None
    assert services.library.default_name() == "mine-alone"


def test_the_sample_is_asked_for_with_what_is_shown(qtbot: QtBot, services: Services) -> None:
    with room_of(services) as room:
        asked: list[tuple[str, tuple[str, ...]]] = []
        room.sample_requested.connect(lambda ensemble, detectors: asked.append((ensemble, detectors)))
        for kind, name in ((Kind.DETECTOR, "starter-mixed"), (Kind.ENSEMBLE, "starter")):
            open_room(qtbot, room, kind, name)
            services.actions.get("library.sample").trigger()
        assert asked == [("", ("starter-mixed",)), ("starter", ())]


def test_an_incomplete_ensemble_cannot_run_and_says_why(qtbot: QtBot, services: Services) -> None:
    Ensemble("icpr2020-dfdc", ("icpr2020-b4-dfdc", "starter-mixed")).save(services.paths.ensembles)
    with room_of(services) as room:
        open_room(qtbot, room, Kind.ENSEMBLE, "icpr2020-dfdc")
        assert "Not installed: icpr2020-b4-dfdc." in words_of(room.ensemble_page)
        assert allowed(services) == {"remove"}
        button_of(room.ensemble_page, "icpr2020-b4-dfdc").click()
        assert room.pages.currentWidget() is room.offer_page
        open_room(qtbot, room, Kind.ENSEMBLE, "icpr2020-dfdc")
        button_of(room.ensemble_page, "See the catalogue").click()
        current = room.list.current()
        assert current is not None
        assert current.kind is Kind.OFFERED_ENSEMBLE


def test_a_damaged_file_is_listed_with_its_reason(qtbot: QtBot, services: Services) -> None:
    services.paths.detectors.mkdir(parents=True)
    path = services.paths.detectors / "bad.safetensors"
    path.write_bytes(b"junk that is long enough")
    with room_of(services) as room:
        open_room(qtbot, room, Kind.DAMAGED, str(path))
        assert "Damaged detector file" in words_of(room.damaged_page)
        assert allowed(services) == {"remove"}


def test_a_broken_catalogue_is_said(
    qtbot: QtBot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "absent.json"))
    with room_of(services) as room:
        qtbot.waitUntil(lambda: room.desk.read)
        services.actions.get("library.download").trigger()
        assert "absent.json" in room.notice.text


def test_what_the_command_says_against_a_removal_is_shown(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    script = Script(tmp_path)
    add_card(services.paths, "mine")
    script.answer("remove", err=["dfd: mine.safetensors: cannot be removed: Permission denied"], code=1)
    with room_of(services, script.program) as room:
        open_room(qtbot, room, Kind.DETECTOR, "mine")
        services.actions.get("library.remove").trigger()
        button_of(room.notice, "Keep it").click()
        assert script.calls() == []
        services.actions.get("library.remove").trigger()
        button_of(room.notice, "Remove").click()
        qtbot.waitUntil(lambda: "Permission denied" in room.notice.text)


def test_a_detector_is_really_exported_and_removed(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    add_card(services.paths, "mine")
    Ensemble("pair", ("mine", "starter-mixed")).save(services.paths.ensembles)
    target = tmp_path / "copy.safetensors"
    with room_of(services, target=str(target)) as room:
        open_room(qtbot, room, Kind.DETECTOR, "mine")
        services.actions.get("library.export").trigger()
        qtbot.waitUntil(lambda: f"copied to {target}" in room.notice.text, timeout=REAL_MS)
        assert target.read_bytes() == services.library.get("mine").path.read_bytes()
        services.actions.get("library.remove").trigger()
        assert "cannot run without it: pair" in room.notice.text
        button_of(room.notice, "Remove").click()
        qtbot.waitUntil(lambda: room.desk.snapshot.detector("mine") is None, timeout=REAL_MS)
        current = room.list.current()
        assert current is not None, "another row is shown then"
    assert not (services.paths.detectors / "mine.safetensors").exists()


def test_the_library_loads_no_network() -> None:
    code = """
import sys
import dfd_gui.library.room, dfd_gui.shell.settings_dialog
heavy = {"torch", "cv2", "onnxruntime", "albumentations", "pytorchcv", "requests"} & set(sys.modules)
sys.exit(f"loaded: {heavy}" if heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
