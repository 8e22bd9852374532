"""Opening files with the user's own programs, from a frozen program too."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment, QUrl
from PySide6.QtGui import QDesktopServices

_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
_OURS = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "PYTHONHOME", "PYTHONPATH")


def open_external(path: Path) -> bool:
    """Open a file or folder with the program that the user's system has for it; False where there is none.

    A frozen program runs with its own libraries in ``LD_LIBRARY_PATH``; a browser that inherits them breaks.
    """
    if sys.platform.startswith("linux") and clean_environment(os.environ) != dict(os.environ):
        process = QProcess()
        process.setProgram("xdg-open")
        process.setArguments([str(path)])
        environment = QProcessEnvironment()
        for name, value in clean_environment(os.environ).items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        started = process.startDetached()
        return bool(started[0] if isinstance(started, tuple) else started)
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def clean_environment(environment: Mapping[str, str], *, frozen: bool | None = None) -> dict[str, str]:
    """The environment as it was before a frozen program changed it for itself (``..._ORIG`` keeps the old values)."""
    frozen = getattr(sys, "frozen", False) if frozen is None else frozen
    cleaned = dict(environment)
    for name in _PATHS:
        original = cleaned.pop(f"{name}_ORIG", None)
        if original is not None:
            cleaned[name] = original
        elif frozen:
            cleaned.pop(name, None)
    if frozen:
        for name in _OURS:
            cleaned.pop(name, None)
    return {name: value for name, value in cleaned.items() if value or name not in _PATHS}
