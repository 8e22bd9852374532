"""What holds for every test of the window: no display, a home of its own, and nothing left behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTEST_QT_API"] = "pyside6"

from PySide6.QtCore import QEvent, QObject, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from dfd_gui.services import Services
from tests.gui.fakes import FakeEngine, make_services


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folders are out of reach."""
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))


@pytest.fixture
def engine(qapp: QApplication) -> FakeEngine:
    """The fake engine of `services`."""
    del qapp
    return FakeEngine()


@pytest.fixture
def services(engine: FakeEngine, tmp_path: Path) -> Iterator[Services]:
    """What the parts of the window are given, with a fake engine."""
    made = make_services(tmp_path / "home", engine)
    yield made
    made.store.close()


@pytest.fixture(scope="session", autouse=True)
def _quick_collections() -> Iterator[None]:
    """What the start of the session made need not be looked through after every test."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """No window, running timer, thread or child process outlives its test."""
    threads, children = set(threading.enumerate()), _children()
    yield
    gc.collect()
    _settle(qapp)
    left = [*_windows(), *_timers(qapp)]
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    _settle(qapp)
    left += [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads if not thread.daemon]
    left += [f"process {process.name()}" for process in _children() - children if process.is_running()]
    assert not left, f"left behind: {left}"


def _settle(app: QApplication) -> None:
    """Let everything that was marked for deletion go."""
    for _ in range(2):
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        app.processEvents()


def _windows() -> list[str]:
    shown = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
    return [f"window {type(widget).__name__} {widget.windowTitle()!r}" for widget in shown]


def _timers(app: QApplication) -> list[str]:
    """Repeating timers that still run on objects below the application or a window."""
    roots: list[QObject] = [app, *QApplication.topLevelWidgets(), *QGuiApplication.topLevelWindows()]
    timers = (timer for root in roots for timer in root.findChildren(QTimer))
    threads = (thread for root in roots for thread in root.findChildren(QThread))
    left = [f"timer of {type(timer.parent()).__name__}" for timer in timers if timer.isActive()]
    return left + [f"thread {thread.objectName()}" for thread in threads if thread.isRunning()]


def _children() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))
