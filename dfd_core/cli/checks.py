"""What ``dfd doctor`` looks at. Each check returns what it saw and, where something is amiss, what to do."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module, metadata
from pathlib import Path

from dfd_core import __version__
from dfd_core.cases.store import CaseStore
from dfd_core.detectors.library import GET_ONE, Library
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths, resource


class State(StrEnum):
    """How a check ended."""

    GOOD = "PASS"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: ``hint`` says what to do and is empty where nothing is; ``seconds`` it took."""

    name: str
    state: State
    detail: str
    hint: str = ""
    seconds: float = 0.0


REINSTALL = "install DFD again with its constraints file"
LOW_SPACE_GB = 2.0

_LIBRARIES = (("numpy", "numpy"), ("torch", "torch"), ("onnxruntime", "onnxruntime"), ("OpenCV", "cv2"), ("PyAV", "av"))
_DECODERS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("H.264", ("h264",), True),
    ("HEVC", ("hevc",), True),
    ("VP9", ("vp9", "libvpx-vp9"), True),
    ("AV1", ("libdav1d", "libaom-av1", "av1"), True),
    ("VP8", ("vp8", "libvpx"), True),
    ("MPEG-4", ("mpeg4",), True),
    ("MPEG-2", ("mpeg2video",), True),
    ("ProRes", ("prores",), True),
    ("Motion JPEG", ("mjpeg",), True),
    ("VVC", ("vvc", "libvvdec"), False),
)
"""Name, decoders of which one is enough, and whether a missing one deserves a warning."""


def all_checks(places: UserPaths) -> Iterator[Check]:
    """Every check, one by one as it is done."""
    yield _program()
    for name, module in _LIBRARIES:
        yield _library(name, module)
    yield _window()
    yield _one_opencv()
    yield _processor()
    yield from _accelerators()
    yield _decoders()
    for name, folder in (
        ("data folder", places.data),
        ("cache folder", places.cache),
        ("config folder", places.config),
    ):
        yield _folder(name, folder)
    yield _guard("case store", lambda: _case_store(places))
    yield _guard("resources", _resources)
    yield _guard("face detector", _face_detector)
    yield from _installed(Library(places))


def _guard(name: str, look: Callable[[], str]) -> Check:
    """A check that passes with the words it returns and fails with its ``DfdError``."""
    try:
        return Check(name, State.GOOD, look())
    except DfdError as error:
        return Check(name, State.FAIL, error.message, error.hint)


def _program() -> Check:
    detail = f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    if __version__.endswith("unknown"):
        return Check("DFD", State.WARN, detail, "the version is not known: install DFD instead of running its sources")
    return Check("DFD", State.GOOD, detail)


def _library(name: str, module: str) -> Check:
    try:
        loaded = import_module(module)
    except (ImportError, OSError) as error:
        return Check(name, State.FAIL, f"cannot be loaded: {error}", REINSTALL)
    detail = str(getattr(loaded, "__version__", "unknown version"))
    if module == "av":
        detail += f", FFmpeg {getattr(loaded, 'ffmpeg_version_info', 'of unknown version')}"
    return Check(name, State.GOOD, detail)


def _window() -> Check:
    # Asked of the package data: the core never imports Qt.
    for package in ("PySide6-Essentials", "PySide6"):
        try:
            return Check("PySide6", State.GOOD, f"{metadata.version(package)} ({package})")
        except metadata.PackageNotFoundError:
            continue
    return Check("PySide6", State.WARN, "not installed: the window will not open", REINSTALL)


def _one_opencv() -> Check:
    owners = sorted(set(metadata.packages_distributions().get("cv2", [])))
    if len(owners) > 1:
        hint = f"pip uninstall {' '.join(owners)}, then pip install --force-reinstall opencv-python-headless"
        return Check("OpenCV packages", State.FAIL, f"{', '.join(owners)} share one folder and break each other", hint)
    if _opencv_brings_qt():
        detail = "this OpenCV brings a window toolkit of its own, which meets the one of the window"
        return Check("OpenCV packages", State.FAIL, detail, "install opencv-python-headless in its place")
    return Check("OpenCV packages", State.GOOD, f"only {owners[0]}" if owners else "built in")


def _opencv_brings_qt() -> bool:
    try:
        words = import_module("cv2").getBuildInformation().partition("GUI:")[2].split()
    except (ImportError, OSError):
        return False  # told above
    return bool(words) and words[0].upper().startswith("QT")


def _processor() -> Check:
    import psutil

    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = psutil.virtual_memory()
    detail = f"{usable} threads, {memory.total / 2**30:.1f} GB memory, {memory.available / 2**30:.1f} GB free"
    if memory.available < 1.5 * 2**30:
        return Check("processor", State.WARN, detail, "close other programs: screening wants about 1.5 GB")
    return Check("processor", State.GOOD, detail)


def _accelerators() -> Iterator[Check]:
    try:
        import torch
    except (ImportError, OSError):
        return  # told above
    if torch.cuda.is_available():
        names = [torch.cuda.get_device_properties(index) for index in range(torch.cuda.device_count())]
        detail = "; ".join(f"{each.name}, {each.total_memory / 2**30:.0f} GB" for each in names)
        yield Check("CUDA", State.GOOD, f"{detail} (CUDA {torch.version.cuda})")
    else:
        yield Check("CUDA", State.GOOD, "none; the CPU is used")
    mps = torch.backends.mps.is_available()
    yield Check("MPS", State.GOOD, "available" if mps else "none")


def _decoders() -> Check:
    try:
        present = import_module("av").codecs_available
    except (ImportError, OSError) as error:
        return Check("codecs", State.FAIL, f"cannot be asked for: {error}", REINSTALL)
    have = [name for name, decoders, _ in _DECODERS if present.intersection(decoders)]
    lacking = [name for name, _, needed in _DECODERS if needed and name not in have]
    if lacking:
        state = State.FAIL if "H.264" in lacking else State.WARN
        return Check(
            "codecs", state, f"missing: {', '.join(lacking)}", "such clips cannot be read; install PyAV's own wheel"
        )
    return Check("codecs", State.GOOD, ", ".join(have))


def _folder(name: str, folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
        free = shutil.disk_usage(folder).free / 2**30
    except OSError as error:
        hint = "make it writable, or set DFD_HOME to a folder that is"
        return Check(name, State.FAIL, f"{folder}: cannot be written: {error.strerror}", hint)
    detail = f"{folder} ({free:.1f} GB free)"
    if free < LOW_SPACE_GB:
        return Check(name, State.WARN, detail, "free some space")
    return Check(name, State.GOOD, detail)


def _case_store(places: UserPaths) -> str:
    if not places.store.exists():
        return f"{places.store}: none yet, made with the first result"
    with CaseStore(places.store) as store:
        store.check()
        count = store.count()
    return f"{places.store}: sound, {count} {'result' if count == 1 else 'results'}"


def _resources() -> str:
    for parts in (("schema", "result-1.json"), ("report", "report.html.j2"), ("samples", "astronaut.mp4")):
        if not resource(*parts).is_file():
            raise DfdError("resource_missing", f"{resource(*parts)} is missing", REINSTALL)
    return str(resource())


def _face_detector() -> str:
    from dfd_core.faces.mtcnn_weights import ONET, PNET, RNET, read_weights

    for file in (PNET, RNET, ONET):
        read_weights(file)
    return "MTCNN weights present and sound"


def _installed(library: Library) -> Iterator[Check]:
    scan = library.scan()
    names = ", ".join(detector.name for detector in scan.detectors)
    if scan.detectors:
        yield Check("detectors", State.GOOD, f"{len(scan.detectors)}: {names}")
    else:
        yield Check("detectors", State.WARN, "none installed", GET_ONE)
    for damaged in scan.damaged:
        yield Check("detectors", State.FAIL, damaged.reason, "delete the file, or import the detector again")
    for damaged in library.damaged_ensembles():
        yield Check("ensembles", State.FAIL, damaged.reason, "correct or delete the file")
    if scan.detectors:
        yield _guard("ensembles", lambda: _ensembles(library))


def _ensembles(library: Library) -> str:
    default = library.default_ensemble()
    names = ", ".join(ensemble.name for ensemble in library.ensembles())
    return f"{names or 'none'}; asked by default: {default.name}"
