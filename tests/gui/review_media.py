"""What the tests of the review share: a result, the small copies that belong to it, and answers of an engine."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow
from PySide6.QtGui import QImage

from dfd_core.engine.protocol import BuildProxy, FrameReady, GetFrame, GetInput, InputReady, ProxyReady
from dfd_core.types import Image
from dfd_core.video.proxy import ProxyWriter
from dfd_gui.state import ReviewClip
from tests.gui.fakes import FakeEngine

ASSET = Path(__file__).parents[1] / "assets" / "result-1.json"
"""Two persons in nine sampled frames of 1280 x 720, 0.4 s apart at 25 frames a second; the last two without a face."""


@cache
def _asset() -> str:
    return ASSET.read_text(encoding="utf-8")


def make_extract(**media: object) -> dict[str, Any]:
    """The result, with other facts of the file where given."""
    extract: dict[str, Any] = copy.deepcopy(json.loads(_asset()))
    extract["media"] |= {"rotation": 0, "partial": False, **media}
    return extract


def shade(number: int) -> Image:
    """A frame that can be told by its brightness."""
    return np.full((72, 128, 3), 20 + 5 * (number % 45), np.uint8)


def write_proxy(path: Path, times: list[float], make: Callable[[int], Image] = shade) -> Path:
    """A proxy with a picture for each time; the picture's number makes its brightness."""
    with ProxyWriter(path) as writer:
        for number, time_s in enumerate(times):
            writer.add(time_s, make(number))
    return path


def make_clip(folder: Path, extract: dict[str, Any] | None = None, *, previews: bool = True) -> ReviewClip:
    """A clip whose file is there, with a proxy of the sampled frames and the faces file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "clip.mp4"
    path.write_bytes(b"not a real clip")
    extract = extract or make_extract()
    clip = ReviewClip("row", path, extract, "settings")
    if not previews:
        return clip
    proxy = write_proxy(folder / "previews" / "proxy.dfdproxy", [frame["time_s"] for frame in extract["frames"]])
    times = [frame["time_s"] for frame in extract["frames"] for _ in frame["faces"]]
    faces = write_proxy(folder / "previews" / "faces.dfdproxy", times)
    return ReviewClip("row", path, extract, "settings", proxy, faces)


def brightness(image: QImage) -> int:
    """The number of the picture of `shade`."""
    colour = image.pixelColor(image.width() // 2, image.height() // 2)
    return round((colour.green() - 20) / 5)


def answer_frame(engine: FakeEngine, question: GetFrame, number: int = 40, time_s: float | None = None) -> None:
    """Write the exact frame and say so."""
    Pillow.fromarray(np.full((720, 1280, 3), 20 + 5 * number, np.uint8)).save(question.out)
    time_s = question.time_s if time_s is None else time_s
    engine.emit_event(
        FrameReady(question.id, question.path, question.out, time_s, round(time_s * 25), width=1280, height=720)
    )


def answer_proxy(engine: FakeEngine, question: BuildProxy) -> None:
    """Write a dense proxy (and the faces, where asked for) and say so."""
    write_proxy(Path(question.out), [i * 0.04 for i in range(86)])
    if question.faces:
        write_proxy(Path(question.faces), [i * 0.1 for i in range(14)])
    engine.emit_event(ProxyReady(question.id, question.path, question.out, 86, question.faces))


def answer_input(engine: FakeEngine, question: GetInput, score: float = 0.9) -> None:
    """Write a network input (and a map, where asked for) and say so."""
    Pillow.fromarray(np.full((150, 150, 3), 100, np.uint8)).save(question.input_out)
    if question.heatmap:
        ramp = np.tile(np.linspace(0, 255, 150).astype(np.uint8), (150, 1))
        Pillow.fromarray(ramp).save(question.map_out)
    engine.emit_event(
        InputReady(
            id=question.id,
            detector=question.detector,
            input_out=question.input_out,
            map_out=question.map_out,
            method="Grad-CAM at stage 4" if question.heatmap else "",
            size=150,
            corners=((100, 80), (220, 80), (220, 230), (100, 230)),
            score=score,
        )
    )
