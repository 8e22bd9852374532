"""What cannot be opened says why in one line; what is opened reads that one file and nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from av.stream import Disposition

from dfd_core.errors import MediaError
from dfd_core.video.opening import open_media
from dfd_core.video.probe import hash_file, probe
from dfd_core.video.reader import ClipReader
from dfd_core.video.sampling import SamplingPlan
from tests.core.media import number_of, numbered_frame, truncated, write_clip


def code_of(path: Path) -> str:
    with pytest.raises(MediaError) as caught:
        probe(path)
    line = str(caught.value)
    assert "\n" not in line
    assert str(path) in line
    assert caught.value.hint
    return caught.value.code


def test_paths_that_are_no_media_files(tmp_path: Path) -> None:
    assert code_of(tmp_path / "absent.mp4") == "not_found"
    assert code_of(tmp_path) == "is_folder"
    for name, content, code in (
        ("empty.mp4", b"", "empty_file"),
        ("text.mp4", b"This is no film at all. " * 40, "not_media"),
        ("text.txt", b"This is no film at all. " * 40, "not_media"),
        ("noise.mp4", bytes(range(256)) * 80, "not_media"),
        ("page.mp4", b"<!DOCTYPE html><html><body>404</body></html>" * 20, "not_media"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert code_of(path) == code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    assert code_of(tmp_path / "pipe.mp4") == "not_a_file"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", 3)
    path.chmod(0)
    assert code_of(path) == "no_permission"


def test_the_index_of_a_recording_is_lost(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "whole.mp4", 50)
    assert code_of(truncated(whole, tmp_path / "cut.mp4", 0.5)) == "not_media"


def test_sound_only(tmp_path: Path) -> None:
    path = tmp_path / "sound.mka"
    _write_sound(path)
    assert code_of(path) == "no_video"


def test_cover_art_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    _write_sound(path, cover=True)
    assert code_of(path) == "no_video"


def _write_sound(path: Path, *, cover: bool = False) -> None:
    with av.open(str(path), "w") as output:
        sound = output.add_stream("aac", rate=48000)
        picture = output.add_stream("mjpeg", rate=1) if cover else None
        if picture is not None:
            picture.width, picture.height, picture.pix_fmt = 160, 96, "yuvj420p"
            picture.disposition = Disposition.attached_pic
        for i in range(20):
            frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            frame.sample_rate, frame.pts = 48000, i * 1024
            output.mux(sound.encode(frame))
        output.mux(sound.encode(None))
        if picture is not None:
            output.mux(picture.encode(av.VideoFrame.from_ndarray(numbered_frame(1), format="rgb24")))
            output.mux(picture.encode(None))


def test_absurdly_large_pictures_are_refused_before_decoding(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    data = bytearray(_png_header(40000, 40000))
    path.write_bytes(data)
    assert code_of(path) in {"too_large", "not_media", "undecodable"}


def _png_header(width: int, height: int) -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "name",
    [
        "-dash-first.mp4",
        "näme wîth spaces & 'quotes' \"double\" 日本.mp4",
        "percent%03d.mp4",
        "glob*[a-z]?.mp4",
        "http:example.mp4",
        "file:clip.mp4",
        "concat:a|b.mp4",
        "#hash;semi.mp4",
        "no-suffix",
        "wrong.jpg",
        "UPPER.MP4",
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="these names are not allowed there")
def test_any_name_will_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = write_clip(tmp_path / "clip.mp4", 5)
    shutil.copy(clip, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / name, Path(name)):
        with ClipReader(path) as reader:
            assert [number_of(f.image) for f in reader.sample(SamplingPlan())] == list(range(5))


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bool]]]:
    """A local server that only notes whether anything called."""
    calls: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def wait() -> None:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            calls.append(True)
            connection.close()

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        yield server.getsockname()[1], calls
        socket.create_connection(server.getsockname()).close() if thread.is_alive() else None
        thread.join(5)


@pytest.mark.parametrize("suffix", [".mp4", ".m3u8", ".mpd", ".sdp", ".ffconcat", ".txt"])
def test_playlists_reach_neither_the_network_nor_other_files(
    suffix: str, tmp_path: Path, listener: tuple[int, list[bool]]
) -> None:
    port, calls = listener
    secret = write_clip(tmp_path / "secret.mp4", 5)
    url = f"http://127.0.0.1:{port}/clip.mp4"
    texts = {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{url}\n#EXT-X-ENDLIST\n",
        "hls-local": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:{secret}\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile '{secret.name}'\nfile '{url}'\n",
        "sdp": f"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\n",
        "dash": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{url}</BaseURL></MPD>',
    }
    for kind, text in texts.items():
        path = tmp_path / f"{kind}{suffix}"
        path.write_text(text)
        assert code_of(path) == "not_media"
    assert not calls


def test_a_numbered_picture_name_reads_that_picture_only(tmp_path: Path) -> None:
    pillow = pytest.importorskip("PIL.Image")
    for name, number in (("frame%03d.png", 1), ("frame001.png", 2), ("frame002.png", 3)):
        pillow.fromarray(numbered_frame(number)).save(tmp_path / name)
    with ClipReader(tmp_path / "frame%03d.png") as reader:
        assert [number_of(f.image) for f in reader.sample(SamplingPlan())] == [1]


def test_the_default_track_is_shown_even_if_smaller(tmp_path: Path) -> None:
    path = tmp_path / "tracks.mkv"
    with av.open(str(path), "w") as output:
        streams = []
        for width, flag in ((160, Disposition(0)), (96, Disposition.default)):
            stream = output.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = width, 64, "yuv420p"
            stream.disposition = flag
            streams.append(stream)
        for stream in streams:
            for i in range(5):
                frame = av.VideoFrame.from_ndarray(numbered_frame(i, stream.width, 64), format="rgb24")
                frame.pts = i
                output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    assert probe(path).width == 96


def test_leaving_closes_the_file(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", 5)
    with open_media(path) as media:
        opened = [bool(media.container.input_was_opened)]
    opened.append(bool(media.container.input_was_opened))
    assert opened == [True, False]
    path.unlink()


def test_hash(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert hash_file(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(MediaError):
        hash_file(tmp_path / "absent")
