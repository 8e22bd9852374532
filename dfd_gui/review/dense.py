"""A dense proxy of the clip that is looked at, made by the engine beside the one of the sampled frames."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from dfd_core.cases.extract import canonical_bytes
from dfd_core.engine.protocol import BuildProxy, Progress, ProxyReady
from dfd_core.paths import atomic_write
from dfd_gui.queue.proxy_cache import FACES, folder_of
from dfd_gui.review.asking import Answer, Asker, Failure
from dfd_gui.review.small_copies import DENSE
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

SETTLE_MS = 600
"""A clip is looked at for so long before a dense proxy is made of it: stepping through the queue starts none."""
MAX_FRAMES = 900


class DenseProxy(QObject):
    """Has the preview files made that the shown clip lacks; stops when another clip is shown."""

    progressed = Signal()
    """`share` has changed."""
    failed = Signal(object)
    """The `Failure`."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._asker = Asker(services.engine, self)
        self._running = ""
        self._share = 0.0
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settled.timeout.connect(self._build)
        self._state.clip_changed.connect(self._on_clip)
        self._on_clip(self._state.clip)

    @property
    def share(self) -> float:
        """How much of the clip is done, 0..1; 0 where nothing is being made."""
        return self._share

    def place(self, clip: ReviewClip) -> Path:
        """Where the dense proxy of a clip lies, whether there is one or not."""
        beside = clip.proxy or clip.faces
        if beside is not None:
            return beside.parent / DENSE
        sha256 = clip.extract["media"]["sha256"]
        return folder_of(self._services.paths.proxies, sha256, clip.settings_key, clip.key) / DENSE

    def shutdown(self) -> None:
        """Stop what runs and start nothing more."""
        self._settled.stop()
        self._cancel()

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self.shutdown()
        if clip is not None and self._lacking(clip):
            self._settled.start()

    def _lacking(self, clip: ReviewClip) -> bool:
        media = clip.extract["media"]
        if media.get("is_image", False) or "error" in clip.extract:
            return False
        return not self.place(clip).exists() or self._lacks_faces(clip)

    def _lacks_faces(self, clip: ReviewClip) -> bool:
        there = clip.faces is not None and clip.faces.exists()
        return not there and any(frame["faces"] for frame in clip.extract["frames"])

    def _build(self) -> None:
        clip = self._state.clip
        if clip is None or not clip.path.exists():
            return
        out = self.place(clip)
        faces, extract = out.with_name(FACES), out.with_name("result.json")
        if self._lacks_faces(clip):
            with atomic_write(extract) as stream:
                stream.write(canonical_bytes(clip.extract))
        else:
            faces, extract = Path(), Path()
        question = BuildProxy(self._asker.next_id(), str(clip.path), str(out), MAX_FRAMES, _name(faces), _name(extract))
        self._running = self._asker.ask(question, partial(self._built, clip), self._on_failure, self._on_progress)

    def _cancel(self) -> None:
        if self._running:
            self._asker.drop(self._running, cancel=True)
        self._finish()

    def _on_progress(self, event: Progress) -> None:
        self._share = event.done / event.total if event.total else 0.0
        self.progressed.emit()

    def _built(self, clip: ReviewClip, answer: Answer) -> None:
        self._finish()
        if not isinstance(answer, ProxyReady):
            return
        with suppress(OSError):
            self.place(clip).with_name("result.json").unlink(missing_ok=True)
        proxy = clip.proxy if clip.proxy and clip.proxy.exists() else Path(answer.out)
        self._state.update_previews(
            replace(clip, proxy=proxy, faces=Path(answer.faces) if answer.faces else clip.faces)
        )

    def _on_failure(self, failure: Failure) -> None:
        self._finish()
        self.failed.emit(failure)

    def _finish(self) -> None:
        self._running, self._share = "", 0.0
        self.progressed.emit()


def _name(path: Path) -> str:
    return "" if path == Path() else str(path)
