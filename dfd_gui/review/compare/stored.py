"""What the case store keeps to compare with: its list, and one of its results as a clip. Read beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from dfd_core.cases.extract import Extract
from dfd_core.cases.store import CaseStore, StoredResult
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths
from dfd_gui.queue.errands import Errands
from dfd_gui.queue.proxy_cache import folder_of, previews
from dfd_gui.state import ReviewClip

MOST = 500
"""So many of the latest results are offered; those of the same file are offered all."""

Failed = Callable[[DfdError], None]


@dataclass(frozen=True, slots=True)
class Offers:
    """Results to compare a clip with: of the same file, and of other files, each the latest first."""

    same: tuple[StoredResult, ...] = ()
    others: tuple[StoredResult, ...] = ()


class Stored(QObject):
    """Asks the store in a thread of its own, which opens the file for itself."""

    def __init__(self, paths: UserPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._errands = Errands("compare", self)

    def list(self, clip: ReviewClip, then: Callable[[Offers], None], failed: Failed) -> None:
        """What a clip can be compared with."""
        sha256, settings_key = str(clip.extract["media"]["sha256"]), clip.settings_key
        self._errands.do(lambda: offers(self._paths.store, sha256, settings_key), then, failed)

    def load(self, row: StoredResult, beside: ReviewClip, then: Callable[[ReviewClip], None], failed: Failed) -> None:
        """A listed result as the review shows it; of the same file as ``beside`` it lies where that one lies."""
        self._errands.do(lambda: _load(self._paths, row, beside), then, failed)

    def close(self) -> None:
        """End the thread."""
        self._errands.close(finish=False)


def offers(store: Path, sha256: str, settings_key: str) -> Offers:
    """Every other result of the file, and the latest of other files; broken files have nothing to compare.

    Raises:
        DfdError: the store cannot be read.
    """
    if not store.is_file():
        return Offers()
    with CaseStore(store) as cases:
        same, recent = cases.of_file(sha256) if sha256 else [], cases.recent(MOST)
    return Offers(
        tuple(row for row in same if row.settings_key != settings_key and not row.error_code),
        tuple(row for row in recent if row.sha256 != sha256 and not row.error_code),
    )


def _load(paths: UserPaths, row: StoredResult, beside: ReviewClip) -> ReviewClip:
    with CaseStore(paths.store) as cases:
        extract: Extract | None = cases.load(row.id)
    if extract is None:
        text = f"{row.path}: its result is no longer in the case store"
        raise DfdError("result_gone", text, "screen the clip again")
    same = row.sha256 == beside.extract["media"]["sha256"]
    path = beside.path if same else Path(extract["media"]["path"])
    key = f"stored-{row.id}"
    proxy, faces = previews(folder_of(paths.proxies, row.sha256, row.settings_key, key))
    return ReviewClip(key, path, extract, row.settings_key, proxy, faces)
