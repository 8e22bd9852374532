"""A stand-in for the engine that screens nothing: it makes up results, frames and network inputs at once.

For ``measure_memory.py --quick``. Its results have one to three persons in 32 sampled frames of ``--height`` lines, all
with pictures, so that the window gets as much to hold and to paint as from a real engine.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from dfd_core.cases.extract import result_to_json
from dfd_core.engine.protocol import (
    BuildProxy,
    Command,
    Event,
    FrameReady,
    GetFrame,
    GetInput,
    Hello,
    InputReady,
    Probe,
    Probed,
    Progress,
    ProxyReady,
    Ready,
    Screen,
    Screened,
    Shutdown,
    Started,
    decode_command,
    encode,
)
from dfd_core.types import (
    ClipInfo,
    ClipResult,
    Detection,
    DetectorScore,
    FaceQuality,
    Image,
    Label,
    ScoredFace,
    ScoredFrame,
    ScreeningSettings,
    Timing,
    ToolInfo,
    TrackScore,
    Verdict,
)
from dfd_core.video.probe import hash_file
from dfd_core.video.proxy import ProxyWriter

FPS, DURATION_S, SAMPLED, DENSE = 25.0, 10.0, 32, 250
DETECTORS = ("starter-mixed", "starter-window", "third", "fourth")
SMALL_HEIGHT, FACE_SIDE, INPUT_SIDE = 480, 160, 224


def main() -> None:
    """Answer until the window says goodbye."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--height", type=int, default=360)
    quick = QuickEngine(parser.parse_args().height)
    for line in sys.stdin.buffer:
        command = decode_command(line.decode("utf-8"))
        if isinstance(command, Shutdown):
            return
        for event in quick.answer(command):
            sys.stdout.buffer.write(encode(event).encode("ascii") + b"\n")
        sys.stdout.buffer.flush()


class QuickEngine:
    """Answers commands.

    Args:
        height: of its frames in pixels; they are 16:9.
    """

    def __init__(self, height: int) -> None:
        self._height, self._width = height, height * 16 // 9
        self._noise = np.random.default_rng(0)

    def answer(self, command: Command) -> Iterator[Event]:
        """What a real engine says in the end."""
        match command:
            case Hello():
                yield Ready(command.id, pid=os.getpid())
            case Probe():
                yield self._look(command)
            case Screen():
                yield from self._screen(command)
            case BuildProxy():
                self._proxy(Path(command.out), [i / FPS for i in range(DENSE)], SMALL_HEIGHT)
                yield ProxyReady(command.id, command.path, command.out, DENSE)
            case GetFrame():
                self._picture(Path(command.out), self._height, self._width)
                number = round(command.time_s * FPS)
                yield FrameReady(command.id, command.path, command.out, number / FPS, number, self._width, self._height)
            case GetInput():
                yield self._input(command)
            case _:
                pass

    def _look(self, command: Probe) -> Probed:
        path = Path(command.path)
        result = result_to_json(self._result(path))
        if command.thumbnail:
            self._picture(Path(command.thumbnail), 160, 284)
        return Probed(command.id, command.path, result["media"]["sha256"], result["media"], command.thumbnail)

    def _screen(self, command: Screen) -> Iterator[Event]:
        result = self._result(Path(command.path))
        folder = Path(command.folder)
        proxy, faces = folder / "proxy.dfdproxy", folder / "faces.dfdproxy"
        self._proxy(proxy, [frame.time_s for frame in result.frames], SMALL_HEIGHT)
        self._proxy(faces, [frame.time_s for frame in result.frames for _ in frame.faces], FACE_SIDE)
        key = f"{len(DETECTORS)} quick {command.frames}"
        yield Started(command.id, command.path, key)
        yield Progress(command.id, "inference", SAMPLED, SAMPLED)
        yield Screened(command.id, command.path, result_to_json(result), key, str(proxy), str(faces))

    def _input(self, command: GetInput) -> InputReady:
        self._picture(Path(command.input_out), INPUT_SIDE, INPUT_SIDE)
        if command.map_out:
            self._picture(Path(command.map_out), INPUT_SIDE, INPUT_SIDE, "L")
        x0, y0, x1, y1 = command.box
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        method = "Grad-CAM" if command.heatmap else ""
        return InputReady(
            command.id, command.detector, command.input_out, command.map_out, method, INPUT_SIDE, corners, 0.5
        )

    # ---- what is made up

    def _result(self, path: Path) -> ClipResult:
        digest = hash_file(path)
        persons = 1 + int(digest[:8], 16) % 3
        info = ClipInfo(
            path,
            path.stat().st_size,
            digest,
            "mp4",
            "h264",
            width=self._width,
            height=self._height,
            duration_s=DURATION_S,
            fps=FPS,
            frames=round(DURATION_S * FPS),
        )
        frames = tuple(self._frame(i * DURATION_S / SAMPLED, persons) for i in range(SAMPLED))
        each = dict.fromkeys(DETECTORS, 0.5)
        return ClipResult(
            tool=ToolInfo("0", "mtcnn", "quick", "cpu"),
            media=info,
            settings=ScreeningSettings(SAMPLED, "starter"),
            detectors=tuple(DetectorScore(name, f"{number:064x}", 0.5) for number, name in enumerate(DETECTORS)),
            tracks=tuple(TrackScore(person, 0.5, SAMPLED, 0.0, DURATION_S, each) for person in range(persons)),
            frames=frames,
            score=0.5,
            verdict=Verdict(Label.INCONCLUSIVE, ("Made up.",), "low"),
            timing=Timing(),
        )

    def _frame(self, time_s: float, persons: int) -> ScoredFrame:
        return ScoredFrame(round(time_s * FPS), time_s, tuple(self._face(person) for person in range(persons)))

    def _face(self, person: int) -> ScoredFace:
        side, left = self._height / 3, 10 + person * self._width / 3
        box = (left, 10.0, left + side, 10.0 + side)
        points = tuple((left + side * x, 10 + side * y) for x, y in ((0.3, 0.4), (0.7, 0.4), (0.5, 0.6), (0.35, 0.8)))
        scores = {name: float(self._noise.random()) for name in DETECTORS}
        detection = Detection(box, 0.99, (*points, (left + side * 0.65, 10 + side * 0.8)))
        score = sum(scores.values()) / len(scores)
        return ScoredFace(person, detection, FaceQuality(round(side), 300.0), scores=scores, score=score)

    def _proxy(self, path: Path, times: list[float], height: int) -> None:
        width = height if height == FACE_SIDE else height * 16 // 9
        with ProxyWriter(path, max_bytes=256 << 20) as writer:
            for number, time_s in enumerate(times):
                writer.add(time_s, _shade(number, height, width))

    def _picture(self, path: Path, height: int, width: int, mode: str = "RGB") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        Pillow.fromarray(_shade(int(self._noise.integers(256)), height, width)).convert(mode).save(path)


def _shade(number: int, height: int, width: int) -> Image:
    """A gradient that is another one for each number."""
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = (np.arange(width)[:, None] + np.array((number, 2 * number, 3 * number))) % 256
    return picture


if __name__ == "__main__":
    main()
