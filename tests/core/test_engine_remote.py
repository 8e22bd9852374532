"""An engine without a common disk: a stand-in that works in another folder, so that relative names lead nowhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dfd_core.engine.client import EngineProcess, hello
from dfd_core.engine.protocol import (
    BuildProxy,
    Failed,
    FrameReady,
    GetFile,
    GetFrame,
    GetInput,
    InputReady,
    NeedFile,
    Probe,
    Probed,
    ProxyReady,
    PutFile,
    Ready,
    Screen,
    Screened,
)
from dfd_core.errors import DfdError
from dfd_core.video.probe import hash_file
from dfd_core.video.proxy import ProxyReader
from tests.core.tiny import face_clip, library_with

ELSEWHERE = "import os, sys; os.chdir(sys.argv[1]); from dfd_core.engine.worker import serve; serve()"
CLIP = "clip.mp4"


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the engine works; the sender works where the clip is."""
    here = tmp_path / "here"
    (tmp_path / "away").mkdir()
    here.mkdir()
    face_clip(here / CLIP)
    library_with(tmp_path / "home")
    monkeypatch.chdir(here)
    return tmp_path / "away"


@pytest.fixture
def remote(away: Path) -> Iterator[EngineProcess]:
    command = [sys.executable, "-c", ELSEWHERE, str(away)]
    environment = {**os.environ, "DFD_HOME": str(away.parent / "home")}
    with EngineProcess(command, environment, shared=False) as engine:
        yield engine


def spooled(away: Path) -> list[Path]:
    return [path for path in (away.parent / "home" / "cache" / "remote").rglob("*") if path.is_file()]


def test_clips_are_sent_and_everything_comes_back(remote: EngineProcess, away: Path, tmp_path: Path) -> None:
    assert remote.ready is not None
    assert not remote.ready.local

    probed = remote.ask(Probe("p", CLIP, "thumbnail.jpg"))
    assert isinstance(probed, Probed)
    assert probed.media["path"] == CLIP
    assert probed.sha256 == hash_file(Path(CLIP))

    screened = remote.ask(Screen("s", CLIP, detectors=("one",), frames=6, sha256=probed.sha256, folder="previews"))
    assert isinstance(screened, Screened)
    assert screened.extract["media"]["path"] == CLIP
    assert screened.extract["score"] is not None
    assert str(tmp_path) not in str(screened.extract)

    frame = remote.ask(GetFrame("f", CLIP, 0.1, "frame.png"))
    assert isinstance(frame, FrameReady)
    face = screened.extract["frames"][0]["faces"][0]
    points = tuple(tuple(point) for point in face["landmarks"])
    seen = remote.ask(GetInput("i", CLIP, 0.0, tuple(face["box"]), points, "one", "input.png"))
    assert isinstance(seen, InputReady)
    dense = remote.ask(BuildProxy("d", CLIP, "dense"))
    assert isinstance(dense, ProxyReady)

    files = [probed.thumbnail, screened.proxy, screened.faces, frame.out, seen.input_out, dense.out]
    assert all(Path(file).is_relative_to(away.parent / "home" / "cache" / "remote") for file in files)
    for number, file in enumerate(files):
        remote.fetch(file, tmp_path / "got" / str(number))
        assert (tmp_path / "got" / str(number)).read_bytes() == Path(file).read_bytes()
    assert len(ProxyReader(tmp_path / "got" / "2")) == 6
    assert list(away.iterdir()) == []
    assert len(list(Path.cwd().iterdir())) == 1

    for secret in (away.parent / "home" / "data" / "detectors" / "one.safetensors", Path("/etc/passwd")):
        answer = remote.ask(GetFile("g", str(secret)))
        assert isinstance(answer, Failed)
        assert answer.code == "not_served"
    with pytest.raises(DfdError, match="gives out only"):
        remote.fetch("/etc/passwd", tmp_path / "got" / "passwd")
    assert not (tmp_path / "got" / "passwd").exists()

    assert spooled(away)
    remote.close()
    assert not spooled(away)


def test_a_clip_that_cannot_be_sent_or_screened_is_told_by_its_own_name(remote: EngineProcess) -> None:
    gone = remote.ask(Probe("1", "gone.mp4"))
    assert gone == Failed("1", "probe", "not_sent", "gone.mp4: the file cannot be read", "check that it is there")
    Path("broken.mp4").write_bytes(b"this is no video" * 100)
    answer = remote.ask(Probe("2", "broken.mp4"))
    assert isinstance(answer, Failed)
    assert answer.message.startswith("broken.mp4: ")
    screened = remote.ask(Screen("3", "broken.mp4", detectors=("one",)))
    assert isinstance(screened, Screened)
    assert screened.extract["verdict"]["reasons"][0].startswith("broken.mp4: ")
    assert screened.extract["error"]["message"].startswith("broken.mp4: ")


def test_a_clip_that_the_engine_has_under_the_same_name_is_not_sent(remote: EngineProcess, away: Path) -> None:
    face_clip(away / "theirs.mp4", frames=3)
    answer = remote.ask(Probe("1", "theirs.mp4"))
    assert isinstance(answer, Probed)
    assert not spooled(away)


def test_a_proof_that_cannot_be_read_or_differs_makes_it_remote(away: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", ELSEWHERE, str(away)]
    environment = {**os.environ, "DFD_HOME": str(tmp_path / "home")}
    with EngineProcess(command, environment, hello=False) as engine:
        proof = hello("1", tmp_path)
        Path(proof.shared).unlink()
        answer = engine.ask(proof)
        assert isinstance(answer, Ready)
        assert not answer.local
        engine.send(Probe("2", str(tmp_path / "gone.mp4")))
        assert engine.next_event(30) == NeedFile("2", str(tmp_path / "gone.mp4"))
        engine.send(PutFile("2", str(tmp_path / "other.mp4"), 0, "AAAA", last=True))  # nobody asked for it
        assert isinstance(engine.wait_for("2"), Failed)
