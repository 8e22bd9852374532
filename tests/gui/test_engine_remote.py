"""The window's client with a real engine that shares no disk with it."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import Event, FrameReady, GetFrame, Probe, Probed, Screen, Screened
from dfd_core.paths import resource
from dfd_core.video.proxy import ProxyReader
from dfd_gui.engine_client import EngineClient
from dfd_gui.settings import FILE, Settings


def test_a_clip_is_sent_screened_and_its_pictures_come_back(tmp_path: Path, qtbot: QtBot) -> None:
    case = tmp_path / "case"
    case.mkdir()
    clip = case / "clip.mp4"
    shutil.copy(resource("samples", "astronaut.mp4"), clip)
    settings = Settings(tmp_path / FILE)
    settings.set("engine.command", shlex.join([sys.executable, "-m", "tests.gui.far_engine", str(case)]))
    client, events = EngineClient(settings), list[Event]()
    client.event.connect(events.append)
    frame, thumbnail = case / "frame.png", case / "thumb.jpg"
    try:
        client.send(Probe("probe", str(clip), str(thumbnail)))
        client.send(Screen("screen", str(clip), frames=6, folder=str(case / "previews")))
        client.send(GetFrame("frame", str(clip), 1.0, str(frame)))
        wanted = {Probed, Screened, FrameReady}
        qtbot.waitUntil(lambda: wanted <= {type(event) for event in events}, timeout=90_000)
    finally:
        client.shutdown()
    assert not client.local
    (screened,) = [event for event in events if isinstance(event, Screened)]
    assert screened.extract["media"]["path"] == str(clip)
    assert screened.extract["score"] is not None
    for file in (screened.proxy, screened.faces):
        assert Path(file).parent == case / "previews"
        assert ProxyReader(Path(file)).picture(0).startswith(b"\xff\xd8")
    assert not QImage(str(frame)).isNull()
    assert not QImage(str(thumbnail)).isNull()
