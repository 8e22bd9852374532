"""The engine as a process: real pipes, real clips, small networks."""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from dfd_core.cases.extract import result_to_json
from dfd_core.detectors.library import Library
from dfd_core.engine.client import EngineProcess, child_environment, engine_command
from dfd_core.engine.protocol import (
    BuildProxy,
    Cancel,
    Cancelled,
    Command,
    Event,
    Failed,
    FrameReady,
    GetFile,
    GetFrame,
    GetInput,
    Hello,
    InputReady,
    Probe,
    Probed,
    Progress,
    ProxyReady,
    Screen,
    Screened,
    Shutdown,
    Started,
)
from dfd_core.errors import DfdError
from dfd_core.faces.crop import cut
from dfd_core.screening.events import ClipFinished
from dfd_core.screening.pipeline import Screener
from dfd_core.screening.request import make_request
from dfd_core.types import Detection, Image
from dfd_core.video.probe import hash_file
from dfd_core.video.proxy import ProxyReader
from dfd_core.video.reader import ClipReader
from tests.core.media import write_long
from tests.core.tiny import face_clip, folders, library_with

DETECTORS = ("one", "two")
FRAMES = 8
NOISY = """
import os, sys
from dfd_core.engine import looks, worker
real = looks.hash_file
def loud(path, stop):
    print("a library says hello")
    os.write(1, b"and one in C does too")
    if "crash" in path.name:
        raise ZeroDivisionError("boom")
    return real(path, stop)
looks.hash_file = loud
worker.serve()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    library_with(root)
    return root


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return face_clip(tmp_path_factory.mktemp("clips") / "face.mp4", faces=2)


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    return write_long(folder / "long.mp4", 16, source=face_clip(folder / "part.mp4"))


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "DFD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture(scope="module")
def engine(home: Path) -> Iterator[EngineProcess]:
    with EngineProcess(environment=environment(home)) as process:
        yield process


@pytest.fixture(scope="module")
def screened(engine: EngineProcess, clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Screened:
    folder = tmp_path_factory.mktemp("previews") / "new"
    command = Screen(engine.next_id(), str(clip), detectors=DETECTORS, frames=FRAMES, device="cpu", folder=str(folder))
    answer = engine.ask(command)
    assert isinstance(answer, Screened), answer
    return answer


def failure(event: Event) -> Failed:
    assert isinstance(event, Failed), event
    return event


def picture(data: bytes) -> Image:
    return np.asarray(Pillow.open(io.BytesIO(data)).convert("RGB"))


def timeless(extract: Mapping[str, Any]) -> dict[str, Any]:
    """An extract without what differs from run to run."""
    return {key: value for key, value in json.loads(json.dumps(extract)).items() if key not in {"created", "timing_s"}}


def test_it_says_what_it_is(engine: EngineProcess) -> None:
    assert engine.ready is not None
    assert engine.ready.local
    assert engine.ready.pid == engine.pid
    assert "cpu" in engine.ready.devices


def test_a_screening_is_that_of_the_command_line(screened: Screened, home: Path, clip: Path) -> None:
    library = Library(folders(home))
    request = make_request(library, detectors=DETECTORS, frames=FRAMES, device="cpu")
    assert screened.settings_key == request.key
    screener = Screener(request.ensemble, library, request.settings, "cpu", library.paths)
    (finished,) = [event for event in screener.run([clip], lambda: False) if isinstance(event, ClipFinished)]
    assert timeless(screened.extract) == timeless(result_to_json(finished.result))


def test_the_previews_are_in_the_order_of_the_result(screened: Screened, clip: Path) -> None:
    frames, faces = ProxyReader(Path(screened.proxy)), ProxyReader(Path(screened.faces))
    assert frames.times_s == pytest.approx([each["time_s"] for each in screened.extract["frames"]], abs=1e-4)
    listed = [(each["time_s"], face) for each in screened.extract["frames"] for face in each["faces"]]
    assert len(faces) == len(listed) == 2 * FRAMES
    with ClipReader(clip) as reader:
        for place, (time_s, face) in enumerate(listed):
            image = reader.frame_at(time_s + 1e-4).image
            x0, y0, x1, y1 = (max(0, round(edge)) for edge in face["box"])
            shown = picture(faces.picture(place))
            assert shown.shape[0] == shown.shape[1] <= 160
            middle = shown[shown.shape[0] // 4 : -shown.shape[0] // 4, shown.shape[1] // 4 : -shown.shape[1] // 4]
            assert middle.mean((0, 1)) == pytest.approx(image[y0:y1, x0:x1].mean((0, 1)), abs=15)


def test_progress_is_told_before_the_answer(engine: EngineProcess, clip: Path) -> None:
    number = engine.next_id()
    engine.send(Screen(number, str(clip), detectors=("one",), frames=6, device="cpu"))
    events: list[Event] = []
    while not events or not isinstance(events[-1], Screened | Failed):
        event = engine.next_event(60)
        events += [event] if event.id == number else []
    assert isinstance(events[0], Started)
    progress = [event for event in events if isinstance(event, Progress)]
    assert {event.stage for event in progress} == {"load", "faces", "inference"}
    assert [event for event in progress if event.stage == "inference"][-1].done == 6
    last = events[-1]
    assert isinstance(last, Screened)
    assert (last.proxy, last.faces) == ("", "")
    assert last.settings_key == events[0].settings_key


def test_a_file_that_is_no_clip_has_no_result(engine: EngineProcess, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"this is no video" * 100)
    folder = tmp_path / "previews"
    answer = engine.ask(Screen(engine.next_id(), str(broken), detectors=("one",), folder=str(folder)))
    assert isinstance(answer, Screened)
    assert (answer.proxy, answer.faces, list(folder.iterdir())) == ("", "", [])
    assert answer.extract["verdict"]["label"] == "no_result"
    assert answer.extract["error"]["code"]


def test_what_cannot_be_done_is_said_in_one_line(engine: EngineProcess, clip: Path, tmp_path: Path) -> None:
    path = str(clip)
    commands: dict[str, Command] = {
        "unknown_ensemble": Screen("a", path, ensemble="nobody"),
        "bad_option": Screen("b", path, ensemble="x", detectors=("one",)),
        "bad_device": Screen("c", path, detectors=("one",), device="abacus"),
        "bad_frames": Screen("d", path, detectors=("one",), frames=0),
        "not_found": Probe("e", str(tmp_path / "gone")),
        "bad_path": Probe("f", "a\0b"),
        "bad_height": GetFrame("g", path, 0.0, str(tmp_path / "f.png"), max_height=0),
        "bad_picture": GetFrame("h", path, 0.0, str(tmp_path / "f.bmp")),
        "unknown_detector": GetInput("i", path, 0.0, (0.0, 0.0, 9.0, 9.0), (), "nobody", "x.png"),
        "bad_box": GetInput("j", path, 0.0, (0.0, 0.0, 1e6, 1e6), (), "one", "x.png"),
        "empty_crop": GetInput("k", path, 0.0, (900.0, 900.0, 990.0, 990.0), (), "one", "x.png"),
        "not_remote": GetFile("l", path),
        "twice": Hello("m"),
    }
    for command in commands.values():
        engine.send(command)
    answers = {code: failure(engine.wait_for(command.id)) for code, command in commands.items()}
    assert {answer.command for answer in answers.values()} >= {"screen", "probe", "get_frame", "get_input", "hello"}
    for code, answer in answers.items():
        assert answer.code == code
        assert "\n" not in answer.message
        assert "Traceback" not in answer.message


def test_lines_that_are_no_command_are_answered(engine: EngineProcess) -> None:
    for line, number in (("nonsense", ""), ('{"kind":"dance","id":"7"}', "7"), ('{"kind":[]}', "")):
        engine.send_line(line)
        answer = failure(engine.wait_for(number))
        assert (answer.code, answer.id) == ("bad_message", number)
    engine.send_line("")
    engine.send_line("x" * 1_000_000)
    assert failure(engine.wait_for("")).code == "bad_message"


def test_a_file_is_described_and_shown(engine: EngineProcess, clip: Path, tmp_path: Path) -> None:
    thumbnail = tmp_path / "new" / "thumbnail.jpg"
    answer = engine.ask(Probe(engine.next_id(), str(clip), str(thumbnail)))
    assert isinstance(answer, Probed)
    assert answer.sha256 == answer.media["sha256"] == hash_file(clip)
    assert (answer.media["width"], answer.media["height"], answer.media["frames"]) == (320, 180, 12)
    assert answer.thumbnail == str(thumbnail)
    assert picture(thumbnail.read_bytes()).shape == (160, 284, 3)


def test_a_frame_is_the_one_shown_at_a_time(engine: EngineProcess, clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "frame.png"
    answer = engine.ask(GetFrame(engine.next_id(), str(clip), 0.2, str(out)))
    with ClipReader(clip) as reader:
        wanted = reader.frame_at(0.2)
    assert isinstance(answer, FrameReady)
    assert (answer.index, answer.width, answer.height) == (wanted.index, 320, 180)
    np.testing.assert_array_equal(picture(out.read_bytes()), wanted.image)
    small = engine.ask(GetFrame(engine.next_id(), str(clip), 0.2, str(out), max_height=90))
    assert isinstance(small, FrameReady)
    assert picture(out.read_bytes()).shape == (90, 160, 3)


@pytest.mark.parametrize("heatmap", [False, True])
def test_the_input_of_a_network_is_what_was_scored(
    engine: EngineProcess, screened: Screened, clip: Path, home: Path, tmp_path: Path, *, heatmap: bool
) -> None:
    frame = screened.extract["frames"][3]
    face = frame["faces"][1]
    box, landmarks = tuple(face["box"]), tuple(tuple(point) for point in face["landmarks"])
    out, drawn = tmp_path / "input.png", tmp_path / "map.png"
    answer = engine.ask(
        GetInput(
            engine.next_id(), str(clip), frame["time_s"], box, landmarks, "two", str(out), str(drawn), heatmap=heatmap
        )
    )
    assert isinstance(answer, InputReady), answer
    assert answer.score == pytest.approx(face["scores"]["two"], abs=2e-3)
    card = Library(folders(home)).get("two").card
    with ClipReader(clip) as reader:
        image = reader.frame_at(frame["time_s"] + 1e-4).image
    crop = cut(image, Detection(box, 1.0, landmarks), card.crop, card.input_px)
    np.testing.assert_array_equal(picture(out.read_bytes()), crop)
    assert answer.size == card.input_px
    (x0, y0), (x1, _), (_, y1), _ = answer.corners
    assert x0 < box[0] < box[2] < x1
    assert y0 < box[1] < box[3] < y1
    if heatmap:
        shown = np.asarray(Pillow.open(drawn))
        assert shown.shape == (card.input_px, card.input_px)
        assert shown.dtype == np.uint8
        assert (answer.map_out, answer.method) == (str(drawn), "Grad-CAM at stages")
    else:
        assert (answer.map_out, answer.method) == ("", "")
        assert not drawn.exists()


def test_a_dense_proxy_is_built_with_its_faces(
    engine: EngineProcess, screened: Screened, clip: Path, tmp_path: Path
) -> None:
    extract = tmp_path / "extract.json"
    extract.write_text(json.dumps(screened.extract))
    out, faces = tmp_path / "dense", tmp_path / "faces"
    number = engine.next_id()
    answer = engine.ask(BuildProxy(number, str(clip), str(out), 900, str(faces), str(extract)))
    assert answer == ProxyReady(number, str(clip), str(out), 12, str(faces))
    assert ProxyReader(out).times_s == pytest.approx([index / 25 for index in range(12)], abs=1e-3)
    dense, while_screening = ProxyReader(faces), ProxyReader(Path(screened.faces))
    assert dense.times_s == pytest.approx(while_screening.times_s, abs=1e-4)
    for place in range(len(while_screening)):
        difference = picture(dense.picture(place)).astype(int) - picture(while_screening.picture(place))
        assert abs(difference).mean() < 3
    few = engine.ask(BuildProxy(engine.next_id(), str(clip), str(out), 5))
    assert isinstance(few, ProxyReady)
    assert (few.frames, few.faces, len(ProxyReader(out))) == (5, "", 5)


def test_questions_are_answered_while_a_clip_is_screened_and_cancelling_keeps_what_was_scored(
    engine: EngineProcess, clip: Path, long_clip: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "previews"
    running = Screen(
        engine.next_id(), str(long_clip), detectors=DETECTORS, frames=400, device="cpu", folder=str(folder)
    )
    waiting = Screen(engine.next_id(), str(clip), detectors=DETECTORS, frames=FRAMES, device="cpu")
    engine.send(running)
    engine.send(waiting)
    scored = 0
    while scored < 12:
        event = engine.next_event(60)
        if isinstance(event, Progress) and (event.id, event.stage) == (running.id, "inference"):
            scored = event.done
    assert isinstance(engine.ask(Probe(engine.next_id(), str(clip))), Probed)
    assert isinstance(engine.ask(GetFrame(engine.next_id(), str(clip), 0.1, str(tmp_path / "f.png"))), FrameReady)
    start = time.monotonic()
    engine.send(Cancel(engine.next_id(), waiting.id))
    engine.send(Cancel(engine.next_id(), running.id))
    answers = [engine.wait_for(waiting.id), engine.wait_for(running.id)]
    assert time.monotonic() - start < 1.5
    assert answers[0] == Cancelled(waiting.id, path=str(clip))
    partial = answers[1]
    assert isinstance(partial, Cancelled)
    assert partial.extract["media"]["partial"]
    frames = partial.extract["frames"]
    assert 12 <= len(frames) < 400
    assert all(list(face["scores"]) == list(DETECTORS) for each in frames for face in each["faces"])
    assert any("cancelled after" in reason for reason in partial.extract["verdict"]["reasons"])
    assert len(ProxyReader(Path(partial.proxy))) >= len(frames)
    assert ProxyReader(Path(partial.faces)).times_s[: len(frames)] == pytest.approx(
        [each["time_s"] for each in frames], abs=1e-4
    )
    assert isinstance(engine.ask(Screen(engine.next_id(), str(clip), detectors=("one",), frames=FRAMES)), Screened)


def test_cancelling_everything_leaves_questions_alone(engine: EngineProcess, long_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "dense"
    numbers = [engine.next_id() for _ in range(3)]
    engine.send(Screen(numbers[0], str(long_clip), detectors=("one",), frames=400))
    engine.send(BuildProxy(numbers[1], str(long_clip), str(out)))
    engine.send(Cancel(engine.next_id()))
    engine.send(Probe(numbers[2], str(long_clip)))
    answers = [engine.wait_for(number) for number in numbers]
    assert [type(answer) for answer in answers] == [Cancelled, Cancelled, Probed]
    assert not out.exists()


def test_the_end_of_its_input_ends_it_within_two_seconds(home: Path, long_clip: Path) -> None:
    with EngineProcess(environment=environment(home)) as engine:
        engine.send(Screen("1", str(long_clip), detectors=DETECTORS, frames=400))
        engine.send(BuildProxy("2", str(long_clip), str(home / "dense")))
        while not isinstance(engine.next_event(60), Progress):
            pass
        start = time.monotonic()
        engine.close_input()
        assert engine.wait(10) == 0
        assert time.monotonic() - start < 2.0


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_it_ends_when_it_is_terminated(home: Path, long_clip: Path) -> None:
    with EngineProcess(environment=environment(home)) as engine:
        engine.send(Screen("1", str(long_clip), detectors=DETECTORS, frames=400))
        while not isinstance(engine.next_event(60), Progress):
            pass
        os.kill(engine.pid, signal.SIGINT)
        assert isinstance(engine.ask(Probe("2", str(long_clip))), Probed)
        os.kill(engine.pid, signal.SIGTERM)
        assert engine.wait(10) == 0


@pytest.mark.skipif(os.name != "posix", reason="a shell")
def test_without_pipes_it_says_what_it_is_for(home: Path) -> None:
    words = shlex.join(engine_command())
    done = subprocess.run(
        ["sh", "-c", f"{words} <&-"],
        capture_output=True,
        text=True,
        env=child_environment(environment(home)),
        check=False,
    )
    assert done.returncode == 2
    assert "driven through stdin and stdout" in done.stderr
    assert done.stderr.count("\n") == 1


def test_nothing_but_events_on_its_output_and_tracebacks_only_in_the_log(
    home: Path, clip: Path, tmp_path: Path
) -> None:
    crash = tmp_path / "crash.mp4"
    crash.write_bytes(clip.read_bytes())
    with EngineProcess([sys.executable, "-c", NOISY], environment(home)) as engine:
        assert isinstance(engine.ask(Probe("1", str(clip))), Probed)
        answer = failure(engine.ask(Probe("2", str(crash))))
        assert (answer.code, "ZeroDivisionError: boom" in answer.message) == ("internal", True)
        engine.send(Shutdown())
        assert engine.wait(10) == 0
    assert "a library says hello" in engine.log
    assert "and one in C does too" in engine.log
    assert "Traceback" in engine.log


def test_hello_comes_first_and_both_must_speak_the_same(home: Path, clip: Path) -> None:
    with EngineProcess(environment=environment(home), hello=False) as engine:
        assert failure(engine.ask(Probe("1", str(clip)))).code == "not_ready"
        assert failure(engine.ask(Hello("2", protocol=99))).code == "other_protocol"
        engine.kill()
        with pytest.raises(DfdError, match="has ended"):
            engine.next_event(10)


def test_a_program_that_is_no_engine_is_refused() -> None:
    with pytest.raises(DfdError, match="cannot be started"), EngineProcess(["no-such-program-anywhere"]):
        pass
    sorry = [sys.executable, "-c", "import sys; sys.exit('sorry')"]
    with pytest.raises(DfdError, match="has ended: sorry"), EngineProcess(sorry):
        pass
