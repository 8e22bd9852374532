"""A clip to measure with: ten seconds of 1080p H.264, made from the bundled sample."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import av
import numpy as np

from dfd_core.paths import resource
from dfd_core.types import Image

WIDTH, HEIGHT, FRAMES, RATE = 1920, 1080, 300, 30


def make_bench_clip(target: Path) -> None:
    """Write the clip: one group of pictures of 250 frames with B-frames, as phones and editors make them."""
    with av.open(str(target), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"preset": "veryfast", "crf": "21", "g": "250"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for picture in _pictures():
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())


def _pictures() -> Iterator[Image]:
    rng = np.random.default_rng(0)
    grain = rng.integers(0, 24, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    with av.open(str(resource("samples", "astronaut.mp4"))) as container:
        small = list(container.decode(video=0))
    for number, frame in enumerate(islice(cycle([*small, *reversed(small)]), FRAMES)):
        large = frame.to_ndarray(format="rgb24", width=HEIGHT, height=HEIGHT)
        canvas = np.roll(grain, number, axis=1)  # a moving background: a still one would decode for nothing
        left = (WIDTH - HEIGHT) // 2
        canvas[:, left : left + HEIGHT] = large
        yield canvas
