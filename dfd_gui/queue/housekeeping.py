"""Keeps the caches of the queue small: preview files within their limit, no thumbnails of rows that are gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from dfd_core.paths import UserPaths
from dfd_gui.queue.errands import Errands
from dfd_gui.queue.proxy_cache import trim
from dfd_gui.settings import Settings

LIMIT = "cache.proxy_mb"


def thumbnails(paths: UserPaths) -> Path:
    """The folder of the small pictures, named by row."""
    return paths.cache / "thumbnails"


class Housekeeping(QObject):
    """Clears up in a thread of its own.

    Args:
        in_use: gives the folders of preview files that must stay.
    """

    def __init__(
        self,
        paths: UserPaths,
        settings: Settings,
        in_use: Callable[[], Collection[Path]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails(paths)
        self._proxies = paths.proxies
        self._settings = settings
        self._in_use = in_use
        self._errands = Errands("housekeeping", self)
        settings.changed.connect(self._on_setting)

    def trim(self) -> None:
        """Bring the preview files within their limit."""
        limit = self._settings.number(LIMIT) << 20
        in_use = frozenset(self._in_use())
        self._errands.do(lambda: trim(self._proxies, limit, in_use), None)

    def tidy(self, rows: Sequence[str] | None) -> None:
        """Clear up at the start. ``rows``: keys of the rows that there are; None where others may hold some."""
        if rows is not None:
            kept = frozenset(rows)
            self._errands.do(lambda: _drop(self._thumbnails, kept), None)
        self.trim()

    def forget(self, rows: Sequence[str]) -> None:
        """Drop the thumbnails of rows that have gone."""
        files = [self._thumbnails / f"{key}.jpg" for key in rows]
        self._errands.do(lambda: _unlink(files), None)

    def close(self) -> None:
        """End the thread."""
        self._errands.close(finish=False)

    def _on_setting(self, key: str) -> None:
        if key == LIMIT:
            self.trim()


def _drop(folder: Path, kept: Collection[str]) -> None:
    _unlink([file for file in folder.glob("*.jpg") if file.stem not in kept])


def _unlink(files: Sequence[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
