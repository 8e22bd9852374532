"""From what was dropped or named to the clips of it, found in a thread and handed over in small batches."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from dfd_core.video.intake import MEDIA_SUFFIXES, find_media
from dfd_gui.queue.errands import Errands

BATCH = 50
"""Clips handed over at a time: the window draws between two batches."""
REST_S = 0.01
"""Pause after each batch, or the window would get them all in one go."""

_OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3", "SQLite"),
    (b"ID3", "MP3"),
    (b"fLaC", "FLAC"),
)


class Intake(QObject):
    """Looks into folders and at file kinds; several calls are worked off one after the other."""

    found = Signal(list)
    """A batch of absolute paths of clips."""
    skipped = Signal(list)
    """Pairs of a path and why it is no clip: once for each call, after its clips."""
    finished = Signal()
    """All that one call named has been looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = Errands("intake", self)
        self._stop = threading.Event()
        self.open_calls = 0
        """How many calls of `look` are still under way."""

    def look(self, paths: Sequence[Path]) -> None:
        """Find the clips of files and folders."""
        self.open_calls += 1
        stop = self._stop
        self._errands.do(lambda: self._walk(list(paths), stop), self._done)

    def give_up(self) -> None:
        """End the calls that are under way; what they found stays."""
        self._stop.set()
        self._stop = threading.Event()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        self._errands.close(finish=False)

    def _walk(self, paths: list[Path], stop: threading.Event) -> list[tuple[Path, str]]:
        """Runs in the thread."""
        skipped: list[tuple[Path, str]] = []
        for path in paths:
            try:
                files, reasons = find_media([path], recursive=True)
            except (OSError, ValueError) as error:
                files, reasons = [], [(path, str(error))]
            skipped += reasons
            wanted = []
            for file in files:
                why = "" if file.suffix.lower() in MEDIA_SUFFIXES else other_kind(file)
                if why:
                    skipped.append((file, why))
                else:
                    wanted.append(file)
            for batch in _batches(wanted):
                self.found.emit(batch)
                if stop.wait(REST_S):
                    return []
        return list(dict.fromkeys(skipped))

    def _done(self, skipped: list[tuple[Path, str]]) -> None:
        self.open_calls -= 1
        if skipped:
            self.skipped.emit(skipped)
        self.finished.emit()


def other_kind(path: Path) -> str:
    """Why a file without a clip's suffix is surely none, in words; empty where the engine should try it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        return str(error.strerror or error)
    if not head:
        return QCoreApplication.translate("Intake", "the file is empty")
    for magic, kind in _OTHER_KINDS:
        if head.startswith(magic):
            return QCoreApplication.translate("Intake", "not a video ({kind})").format(kind=kind)
    if _is_text(head):
        return QCoreApplication.translate("Intake", "not a video (text)")
    return ""


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # a letter cut in two
    return True


def _batches(files: Sequence[Path]) -> Iterator[list[Path]]:
    for start in range(0, len(files), BATCH):
        yield list(files[start : start + BATCH])
