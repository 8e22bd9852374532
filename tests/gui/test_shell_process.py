"""The window as a process of its own, as the user starts it, with its real rooms."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from dfd_core.paths import resource

HEAVY = ("torch", "torchvision", "cv2", "onnxruntime", "albumentations", "pytorchcv", "av")


ROOT = Path(__file__).parents[2]
NOISE = "This plugin does not support"
"""What Qt's offscreen platform says on its own."""


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DFD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "dfd_gui", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str], patience_s: float = 60) -> tuple[int, list[str]]:
    """Exit code, and what was said."""
    try:
        said, complained = process.communicate(timeout=patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    lines = [line for line in f"{said}{complained}".splitlines() if not line.startswith(NOISE)]
    return process.returncode, lines


def test_a_picture_of_the_empty_window(tmp_path: Path) -> None:
    picture = tmp_path / "out" / "window.png"
    words = ("--screenshot", str(picture), "--theme", "light", "--size", "1200x800")
    assert end(start(tmp_path / "home", *words)) == (0, [])
    with Image.open(picture) as image:
        assert image.size == (1200, 800)


def test_a_clip_is_screened_and_shown_and_the_users_queue_left_alone(tmp_path: Path) -> None:
    home, picture = tmp_path / "home", tmp_path / "window.png"
    clip = str(resource("samples", "astronaut.mp4"))
    assert end(start(home, clip, "--screenshot", str(picture), "--theme", "dark"), 150) == (0, [])
    with Image.open(picture) as image:
        assert image.size == (1440, 900)
    assert not (home / "data" / "queue.json").exists()
    assert not (home / "config" / "settings.toml").exists(), "neither theme nor recent clips are kept"


def test_a_broken_file_is_named_with_its_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no clip at all" * 100)
    code, said = end(start(tmp_path / "home", str(broken), "--screenshot", str(tmp_path / "a.png")), 150)
    assert code == 1
    assert len(said) == 1
    assert "broken.mp4: this is not a media file" in said[0]
    assert (tmp_path / "a.png").exists()


def test_a_picture_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    code, said = end(start(tmp_path / "home", "--screenshot", str(tmp_path / "window.xyz")))
    assert code == 1
    assert len(said) == 1
    assert "window.xyz: the picture cannot be written" in said[0]


def test_an_engine_that_cannot_start_is_one_line(tmp_path: Path) -> None:
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text("engine.command = 'no-such-program engine'\n")
    clip = str(resource("samples", "astronaut.mp4"))
    code, said = end(start(tmp_path / "home", clip, "--screenshot", str(tmp_path / "a.png")))
    assert code == 1
    assert len(said) == 1
    assert "no-such-program" in said[0]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_one_window_a_second_start_and_the_end_by_a_signal(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = start(home)
    marker = home / "data" / "crash" / "window.running"
    _until(marker.exists)
    assert end(start(home, "--tab", "library")) == (0, [])
    first.send_signal(signal.SIGTERM)
    assert end(first) == (0, [])
    assert not marker.exists()


def test_the_window_loads_nothing_heavy_and_every_action_is_answered(tmp_path: Path) -> None:
    code = f"""
import json, sys
from pathlib import Path
from dfd_core.cases.store import CaseStore
from dfd_core.paths import user_paths
from dfd_gui import app
from dfd_gui.actions import ACTIONS
from dfd_gui.main_window import MainWindow
from dfd_gui.settings import FILE, Settings
from dfd_gui.shell.rooms import rooms
from dfd_gui.state import ReviewClip
qt = app.make_app()
paths = user_paths()
services = app.make_services(qt, paths, Settings(paths.config / FILE), CaseStore(paths.store))
window = MainWindow(services, rooms())
window.show()
window.room("screen").prepare()
for room in ("training", "library", "screen"):
    window.enter(room)
    qt.processEvents()
extract = json.loads(Path("tests/assets/result-1.json").read_text())
services.state.show(ReviewClip("key", Path("clip.mp4"), extract))
qt.processEvents()
heavy = [name for name in {HEAVY!r} if name in sys.modules]
mute = [spec.id for spec in ACTIONS if not services.actions.connected(spec.id)]
window.end()
services.store.close()
sys.exit(f"loaded: {{heavy}}, nobody answers to: {{mute}}" if heavy or mute else 0)
"""
    environment = {**os.environ, "DFD_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def _until(true: object, patience_s: float = 60) -> None:
    assert callable(true)
    deadline = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
