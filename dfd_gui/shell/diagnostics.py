"""What one needs to know to understand a report of a fault: versions, devices, folders, settings, detectors."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from dfd_core import __version__
from dfd_core.errors import DfdError

if TYPE_CHECKING:
    from dfd_core.detectors.library import Library
    from dfd_gui.services import Services

_PACKAGES = ("PySide6-Essentials", "pyqtgraph", "numpy", "torch", "onnxruntime", "opencv-python-headless", "av")


def system_lines(services: Services) -> Iterator[str]:
    """Everything but the detectors; quick."""
    engine, paths, settings = services.engine, services.paths, services.settings
    yield f"DFD {__version__}"
    yield f"Python {platform.python_version()}, {platform.platform()}, {sys.executable}"
    yield f"Qt {qVersion()}, platform {QGuiApplication.platformName()}, debug {QLibraryInfo.isDebugBuild()}"
    yield "Packages: " + ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    yield "Screens: " + ", ".join(
        f"{screen.size().width()}x{screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    yield f"Language: {QLocale().name()}, system {QLocale.system().name()}"
    devices = ", ".join(engine.devices) or "not asked yet"
    where = "this computer" if engine.local else "another computer"
    yield f"Engine: {engine.state}, version {engine.version or 'not asked yet'}, on {where}, devices {devices}"
    yield f"Data: {paths.data}"
    yield f"Cache: {paths.cache}"
    yield f"Settings: {settings.path}"
    yield from (f"  {key} = {settings.get(key)!r}" for key in _overrides(services))
    yield from (f"  ignored: {problem}" for problem in settings.problems)


def detector_lines(library: Library) -> Iterator[str]:
    """Installed detectors with their hashes; hashing what was never hashed may take seconds."""
    try:
        scan = library.scan()
    except (DfdError, OSError) as error:
        yield f"  cannot be listed: {error}"
        return
    for detector in scan.detectors:
        bundled = " (bundled)" if detector.bundled else ""
        yield f"  {detector.name}{bundled}  sha256 {detector.sha256}"
    yield from (f"  damaged: {damaged.path}: {damaged.reason}" for damaged in scan.damaged)
    if not scan.detectors:
        yield "  none"


def _overrides(services: Services) -> Iterable[str]:
    from dfd_gui.settings import SPECS

    hidden = {"queue.recent"}  # names of evidence have no place in a report
    return (spec.key for spec in SPECS if services.settings.overridden(spec.key) and spec.key not in hidden)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
