"""The clips of one ``dfd screen``: what is known already is answered, the rest is screened and remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from dfd_core.cases.extract import Extract, result_to_json, with_path
from dfd_core.cases.store import CaseStore
from dfd_core.errors import DfdError, MediaError
from dfd_core.screening.events import ClipFinished, ClipInterrupted, ClipProgress, ClipStarted, Event, Notice
from dfd_core.screening.request import Request


@dataclass(frozen=True, slots=True)
class Done:
    """A clip has its result. ``answered``: it was known, nothing was computed."""

    path: Path
    extract: Extract
    answered: bool


class Screens(Protocol):
    """The part of the pipeline's ``Screener`` that a batch drives."""

    def run(
        self, paths: Sequence[Path], stop: Callable[[], bool], hashes: Mapping[Path, str] | None = None
    ) -> Iterator[Event]:
        """Screen clips, see ``dfd_core.screening.pipeline``."""
        ...


Happening: TypeAlias = ClipStarted | ClipProgress | Notice | Done


class Batch:
    """One run over clips.

    Args:
        request: what is asked.
        store: where results are looked up and kept; None keeps nothing.
        make_screener: loads the engine; called only if some clip must really be screened.
        fresh: ask the store for nothing, but keep the new results.
    """

    def __init__(
        self, request: Request, store: CaseStore | None, make_screener: Callable[[Request], Screens], *, fresh: bool
    ) -> None:
        self._request = request
        self._store = store
        self._fresh = fresh
        self._make_screener = make_screener
        self._screener: Screens | None = None
        self._hashes: dict[Path, str] = {}
        self._repeated: dict[str, Extract | None] = {}

    def run(self, clips: Sequence[Path], stop: Callable[[], bool]) -> Generator[Happening, None, None]:
        """Yield one :class:`Done` for every clip and what happens on the way; a ``Done`` is stored already.

        Raises:
            Cancelled: ``stop`` said so. What was yielded stays.
            DfdError: screening as such is impossible.
        """
        self._hash(clips, stop)
        first, again = self._split(clips)
        yield from self._round(first, stop)
        yield from self._round(again, stop)

    def _hash(self, clips: Sequence[Path], stop: Callable[[], bool]) -> None:
        """Hash the files whose size says that they may be known; all others are hashed while they are decoded."""
        sizes = {clip: size for clip in clips if (size := _size(clip))}
        times = Counter(sizes.values())
        known = self._store.sizes(self._request.key) if self._store and not self._fresh else frozenset()
        candidates = [clip for clip, size in sizes.items() if size in known or times[size] > 1]
        if not candidates:
            return
        from dfd_core.video.probe import hash_file

        for clip in candidates:
            try:
                self._hashes[clip] = hash_file(clip, stop)
            except MediaError:
                continue  # the screening reads the same file and tells why it cannot
        times_seen = Counter(self._hashes.values())
        self._repeated = {digest: None for digest, times_ in times_seen.items() if times_ > 1}

    def _split(self, clips: Sequence[Path]) -> tuple[list[Path], list[Path]]:
        """The first clip of each content, and those whose content comes again."""
        first: list[Path] = []
        again: list[Path] = []
        seen: set[str] = set()
        for clip in clips:
            digest = self._hashes.get(clip, "")
            (again if digest in seen else first).append(clip)
            seen |= {digest} if digest else set()
        return first, again

    def _round(self, clips: Sequence[Path], stop: Callable[[], bool]) -> Iterator[Happening]:
        left: list[Path] = []
        for clip in clips:
            known = yield from self._known(clip)
            if known is None:
                left.append(clip)
            else:
                yield self._done(clip, with_path(known, clip), answered=True)
        if left:
            yield from self._screen(left, stop)

    def _known(self, clip: Path) -> Generator[Happening, None, Extract | None]:
        """A result of the same content and request; one that only tells an error is no answer."""
        digest = self._hashes.get(clip, "")
        found = self._repeated.get(digest)
        if found is None and digest and self._store and not self._fresh:
            try:
                found = self._store.find(digest, self._request.key)
            except DfdError as error:
                yield Notice(f"{error}; {clip} is screened again")
        return found if found and "error" not in found else None

    def _screen(self, clips: Sequence[Path], stop: Callable[[], bool]) -> Iterator[Happening]:
        if self._screener is None:
            self._screener = self._make_screener(self._request)
        for event in self._screener.run(clips, stop, self._hashes):
            if isinstance(event, ClipFinished):
                extract = result_to_json(event.result)
                yield from self._keep(event.path, extract)
                yield self._done(event.path, extract, answered=False)
            elif not isinstance(event, ClipInterrupted):  # a part is no result to keep
                yield event

    def _keep(self, clip: Path, extract: Extract) -> Iterator[Notice]:
        if self._store is None or not extract["media"]["sha256"]:
            return
        try:
            self._store.save(self._request.key, extract)
        except DfdError as error:
            yield Notice(f"the result of {clip} is not remembered: {error}")

    def _done(self, clip: Path, extract: Extract, *, answered: bool) -> Done:
        if extract["media"]["sha256"] in self._repeated:
            self._repeated[extract["media"]["sha256"]] = extract
        return Done(clip, extract, answered)


def _size(clip: Path) -> int:
    try:
        return clip.stat().st_size
    except OSError:
        return 0
