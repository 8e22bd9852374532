"""A server on loopback that serves files well or badly, as the first word of a path says."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CONTENT = bytes(range(256)) * 2000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Mirror:
    """A server and what it was asked. ``files`` maps paths to contents."""

    base: str
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    etag: str = '"one"'

    def ranges(self) -> list[str]:
        return [wanted for _, wanted in self.asked]


class Handler(BaseHTTPRequestHandler):
    """The first word of a path says how the rest is served."""

    mirror: Mirror

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.mirror.asked.append((self.path, self.headers.get("Range", "")))
        mode, _, name = self.path.strip("/").partition("/")
        body = self.mirror.files.get(name, b"")
        getattr(self, f"serve_{mode.replace('-', '_')}")(body, name)

    def begin(self, status: int, length: int | None, **headers: str) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()

    def serve_plain(self, body: bytes, _name: str) -> None:
        """A good server: ranges and an ETag."""
        wanted, condition = self.headers.get("Range"), self.headers.get("If-Range")
        if wanted and condition in {None, self.mirror.etag}:
            first = int(wanted.removeprefix("bytes=").rstrip("-"))
            if first >= len(body):
                self.begin(416, 0, Content_Range=f"bytes */{len(body)}")
                return
            span = f"bytes {first}-{len(body) - 1}/{len(body)}"
            self.begin(206, len(body) - first, Content_Range=span, ETag=self.mirror.etag)
            self.wfile.write(body[first:])
            return
        self.begin(200, len(body), ETag=self.mirror.etag)
        self.wfile.write(body)

    def serve_cut(self, body: bytes, name: str) -> None:
        """Break off after a third, the first time."""
        if len(self.mirror.asked) > 1:
            self.serve_plain(body, name)
            return
        self.begin(200, len(body), ETag=self.mirror.etag)
        self.wfile.write(body[: len(body) // 3])

    def serve_cutting(self, body: bytes, _name: str) -> None:
        """Break off every time, and know no ranges."""
        self.begin(200, len(body))
        self.wfile.write(body[:100_000])

    def serve_other_part(self, body: bytes, name: str) -> None:
        if "Range" in self.headers:
            self.begin(206, len(body), Content_Range=f"bytes 0-{len(body) - 1}/{len(body)}")
            self.wfile.write(body)
            return
        self.serve_cut(body, name)

    def serve_endless(self, body: bytes, _name: str) -> None:
        self.begin(200, None)
        self.wfile.write(body + b"more")

    def serve_larger(self, body: bytes, _name: str) -> None:
        self.begin(200, len(body) + 1)

    def serve_slow(self, body: bytes, _name: str) -> None:
        self.begin(200, len(body))
        for start in range(0, len(body), 100_000):
            self.wfile.write(body[start : start + 100_000])
            self.wfile.flush()
            time.sleep(0.05)

    def serve_silent(self, _body: bytes, _name: str) -> None:
        self.begin(200, 100)
        self.wfile.flush()
        time.sleep(0.6)

    def serve_missing(self, _body: bytes, _name: str) -> None:
        self.begin(404, 0)

    def serve_forbidden(self, _body: bytes, _name: str) -> None:
        self.begin(403, 0)

    def serve_broken(self, _body: bytes, _name: str) -> None:
        self.begin(500, 0)

    def serve_moved(self, _body: bytes, name: str) -> None:
        self.begin(302, 0, Location=f"/plain/{name}")

    def serve_loop(self, _body: bytes, name: str) -> None:
        self.begin(302, 0, Location=f"/loop/{name}")

    def serve_outside(self, _body: bytes, name: str) -> None:
        self.begin(302, 0, Location=f"http://example.invalid/{name}")

    def serve_local_file(self, _body: bytes, _name: str) -> None:
        self.begin(302, 0, Location="file:///etc/passwd")


@contextmanager
def serving() -> Iterator[Mirror]:
    """A running server with ``f.bin``."""

    class Bound(Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
    server.daemon_threads = True
    Bound.mirror = Mirror(f"http://127.0.0.1:{server.server_address[1]}", {"f.bin": CONTENT})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Bound.mirror
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
