"""What holds for every test, and what happens where Qt's system libraries are missing."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest

# Set before torch is loaded: two test processes with as many threads each as there are cores wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

try:
    for part in ("QtWidgets", "QtSvg", "QtNetwork"):
        import_module(f"PySide6.{part}")
except ImportError as error:
    _NO_QT = str(error)
else:
    _NO_QT = ""
    pytest_plugins = ["pytestqt.plugin"]  # the ini file keeps it from loading by itself: it would end every test


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the window tests' settings also where their plugin cannot be loaded."""
    if _NO_QT:
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "of pytest-qt")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the window's tests where Qt cannot be loaded; `pytest_report_header` says so."""
    root = Path(__file__).parent
    if _NO_QT and collection_path in (root / "gui", root / "e2e"):
        return True
    return None


def pytest_report_header() -> str:
    """Say whether the window is tested."""
    if _NO_QT:
        return f"WINDOW NOT TESTED: Qt cannot be loaded ({_NO_QT}); packaging/linux/qt_libraries.sh says what it needs"
    return "window: tested"
