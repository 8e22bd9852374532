"""The proxy: small pictures of a screened clip, found by time."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from dfd_core.errors import DfdError
from dfd_core.types import Image
from dfd_core.video.proxy import ProxyReader, ProxyWriter
from tests.core.media import number_of, numbered_frame


def _picture(data: bytes) -> Image:
    return np.asarray(Pillow.open(io.BytesIO(data)))


def test_the_nearest_picture_is_found_quickly(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "clip.proxy"
    with ProxyWriter(path) as writer:
        for i in range(15):
            writer.add(i * 0.5, numbered_frame(i, 1280, 720))
    reader = ProxyReader(path)
    assert len(reader) == 15
    assert reader.times_s == [i * 0.5 for i in range(15)]
    for asked, number in ((-5, 0), (0, 0), (0.2, 0), (0.3, 1), (7.0, 14), (99, 14)):
        at, data = reader.nearest(asked)
        assert at == number * 0.5
        assert number_of(_picture(data)) == number
        assert _picture(data).shape == (480, 853, 3)
    start = time.perf_counter()
    for i in range(100):
        reader.nearest(i * 0.08)
    assert time.perf_counter() - start < 0.5


def test_small_pictures_keep_their_size_and_every_other_is_kept(tmp_path: Path) -> None:
    with ProxyWriter(tmp_path / "p", every=2) as writer:
        for i in range(5):
            writer.add(float(i), numbered_frame(i))
    reader = ProxyReader(tmp_path / "p")
    assert reader.times_s == [0, 2, 4]
    assert _picture(reader.nearest(2)[1]).shape == (96, 160, 3)


def test_its_size_is_bounded(tmp_path: Path) -> None:
    with ProxyWriter(tmp_path / "p", max_bytes=10_000) as writer:
        for i in range(50):
            writer.add(float(i), numbered_frame(i))
    assert (tmp_path / "p").stat().st_size < 20_000
    assert 1 <= len(ProxyReader(tmp_path / "p")) < 50


def test_an_unfinished_proxy_never_appears(tmp_path: Path) -> None:
    def interrupted() -> None:
        with ProxyWriter(tmp_path / "p") as writer:
            writer.add(0.0, numbered_frame(1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of POSIX")
def test_a_disk_that_is_full_at_the_end_leaves_nothing(tmp_path: Path) -> None:
    """The pictures fit into the writer's buffer; what is written last meets the limit of a file's size."""
    code = f"""
import resource, signal, sys
from pathlib import Path
import numpy as np
from dfd_core.video.proxy import ProxyWriter
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with ProxyWriter(Path({str(tmp_path / "p")!r})) as writer:
        for number in range(400):
            writer.add(float(number), np.zeros((8, 8, 3), np.uint8))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 17, 1 << 17))
except OSError as error:
    print(error.strerror)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "File too large"
    assert list(tmp_path.iterdir()) == []


def test_pictures_are_counted_in_the_order_of_writing_at_equal_times(tmp_path: Path) -> None:
    with ProxyWriter(tmp_path / "p") as writer:
        for number in range(6):
            writer.add(number // 3, numbered_frame(number))
    reader = ProxyReader(tmp_path / "p")
    assert [number_of(_picture(reader.picture(place))) for place in range(6)] == list(range(6))
    for place in (-1, 6):
        with pytest.raises(DfdError, match="no preview picture"):
            reader.picture(place)


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 5000])
def test_a_damaged_proxy_is_an_error_in_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(content)
    with pytest.raises(DfdError, match="screen the clip again"):
        ProxyReader(tmp_path / "p")


def test_an_empty_proxy(tmp_path: Path) -> None:
    with ProxyWriter(tmp_path / "p"):
        pass
    with pytest.raises(DfdError, match="no preview"):
        ProxyReader(tmp_path / "p").nearest(0)


def test_the_video_layer_loads_nothing_heavy() -> None:
    modules = ["probe", "intake", "sampling", "reader", "colour", "proxy", "seeking", "facts", "opening"]
    code = (
        "import sys, importlib\n"
        f"[importlib.import_module('dfd_core.video.' + m) for m in {modules!r}]\n"
        "print([m for m in ('torch', 'cv2', 'onnxruntime', 'PySide6', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
