"""The engine's own disk, where it has none in common with its sender: clips that were sent, and pictures to fetch.

Everything lies in one folder of the engine's cache, under names made of hashes, and goes when the engine ends.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil

from dfd_core.cases.extract import Extract
from dfd_core.engine.disk import checked
from dfd_core.engine.protocol import Cancelled, Event, Failed, Notice, PutFile, Screened
from dfd_core.engine.transfer import Received
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths

LIMIT = 16 << 30
"""Bytes of clips and pictures that an engine keeps; the oldest files that nothing uses give way."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class Spool:
    """A ``Disk`` of the engine's own.

    Args:
        root: the folder; made when something is written, removed by ``close``.
        in_use: the sender's names of the files that some command needs now.
        limit: most bytes to keep.
    """

    def __init__(self, root: Path, in_use: Callable[[], Collection[str]], limit: int = LIMIT) -> None:
        self._root = root.absolute()
        self._in_use = in_use
        self._limit = limit
        self._sent: dict[str, Path] = {}
        self._arriving: dict[str, Received] = {}

    def source(self, path: str) -> Path:
        """See ``Disk.source``: the engine's own file of that name where it has one, else what was sent."""
        own = checked(path)
        sent = self._sent.get(path)
        if sent is None or own.is_file():
            return own
        with suppress(OSError):
            os.utime(sent)  # what was used last is kept longest
        return sent

    def target(self, path: str) -> Path:
        """See ``Disk.target``."""
        checked(path)
        return self._place("out", path)

    def missing(self, path: str) -> bool:
        """Whether the sender's file must be sent."""
        sent = self._sent.get(path)
        return not checked(path).is_file() and (sent is None or not sent.is_file())

    def receive(self, piece: PutFile) -> bool:
        """Take a piece of a file; True once it is whole.

        Raises:
            DfdError: it is not the next piece, there is no room for it, or the sender gave up. What came is dropped.
            OSError: it cannot be written; what came is dropped.
        """
        received = self._arriving.setdefault(piece.path, Received(self._place("in", piece.path)))
        try:
            self._make_room(len(piece.data) * 3 // 4)
            received.add(piece)
        except (DfdError, OSError):
            self.drop(piece.path)
            raise
        if received.complete:
            del self._arriving[piece.path]
            self._sent[piece.path] = received.path
        return received.complete

    def drop(self, path: str) -> None:
        """Forget what has come of a file that is on its way."""
        received = self._arriving.pop(path, None)
        if received:
            received.drop()

    def served(self, path: str) -> Path:
        """A file that the engine wrote for its sender, by the engine's name of it.

        Raises:
            UsageError: ``not_served``, it is none of these.
        """
        real = checked(path).resolve()
        if not real.is_relative_to((self._root / "out").resolve()) or not real.is_file():
            raise UsageError("not_served", f"{path}: the engine gives out only what it wrote in this session")
        return real

    def retold(self, event: Event) -> Event:
        """The event in the sender's own names of files."""
        match event:
            case Failed() | Notice():
                return replace(event, message=self._told(event.message))
            case Screened() | Cancelled() if event.extract:
                return replace(event, extract=self._told_extract(dict(event.extract), event.path))
            case _:
                return event

    def close(self) -> None:
        """Remove everything."""
        for path in list(self._arriving):
            self.drop(path)
        shutil.rmtree(self._root, ignore_errors=True)

    def _place(self, kind: str, path: str) -> Path:
        """A place of our own for a foreign name: nothing of it is used but a harmless ending."""
        digest = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        suffix = Path(path).suffix.lower()
        return self._root / kind / f"{digest}{suffix if _SUFFIX.fullmatch(suffix) else ''}"

    def _make_room(self, coming: int) -> None:
        files = {path: path.stat() for path in self._root.rglob("*") if path.is_file()}
        used = coming + sum(status.st_size for status in files.values())
        kept = {self._place("in", name) for name in self._in_use()}
        for path in sorted(files, key=lambda path: files[path].st_mtime_ns):
            if used <= self._limit:
                return
            if path not in kept and not path.name.startswith("."):  # those are being written
                path.unlink(missing_ok=True)
                used -= files[path].st_size
        if used > self._limit:
            size = f"{self._limit / (1 << 30):.3g} GB"
            hint = "put the clips where the engine can read them, under the same path"
            raise DfdError("spool_full", f"the engine keeps at most {size} of clips that are sent to it", hint)

    def _told(self, text: str) -> str:
        for name, path in self._sent.items():
            text = text.replace(str(path), name)
        return text

    def _told_extract(self, extract: Extract, path: str) -> Extract:
        media, verdict = extract["media"], extract["verdict"]
        told = {
            **extract,
            "media": {**media, "path": path, "warnings": [self._told(text) for text in media["warnings"]]},
            "verdict": {**verdict, "reasons": [self._told(text) for text in verdict["reasons"]]},
        }
        if "error" in told:
            told["error"] = {**told["error"], "message": self._told(told["error"]["message"])}
        return told


def new_spool(paths: UserPaths, in_use: Callable[[], Collection[str]]) -> Spool:
    """A spool for this process; what engines left behind that were killed is removed."""
    folder = paths.cache / "remote"
    for left in folder.iterdir() if folder.is_dir() else ():
        owner = left.name.partition("-")[0]
        if not owner.isdigit() or not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    return Spool(folder / f"{os.getpid()}-{secrets.token_hex(4)}", in_use)
