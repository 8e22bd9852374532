"""Puts the window together and runs it: the one place where everything is made."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from dfd_core import __version__
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths, user_paths
from dfd_gui.actions import Actions
from dfd_gui.engine_client import EngineClient
from dfd_gui.history import History
from dfd_gui.services import Services
from dfd_gui.settings import FILE, Settings
from dfd_gui.shell import translations
from dfd_gui.shell.collector import Collector
from dfd_gui.shell.crash import CrashLog
from dfd_gui.shell.icons import icon_file
from dfd_gui.shell.messages import Messages
from dfd_gui.shell.theme import Theme
from dfd_gui.state import ReviewState

if TYPE_CHECKING:
    from dfd_core.cases.store import CaseStore
    from dfd_gui.main_window import MainWindow
    from dfd_gui.options import Options
    from dfd_gui.shell.instance import Instance

NAME = "DFD"


class App(QApplication):
    """The application; on macOS files dropped on its icon come as events."""

    opened = Signal(object)
    """A `Path` that the system asks to open."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.opened.emit(Path(event.file()))
            return True
        return super().event(event)


def run(options: Options) -> int:
    """Run the window to its end; gives the exit code.

    Raises:
        DfdError: it cannot run, or the errand of the command line failed.
    """
    app = make_app()
    paths = user_paths()
    settings = lent(Settings(paths.config / FILE), options)
    translations.install(app, settings.text("ui.language"))
    if options.errand:
        return _on_errand(app, paths, settings, options)
    from dfd_gui.shell.instance import Instance

    instance = Instance(paths.data)
    if not instance.claim():
        if instance.hand_over(list(options.paths), options.tab):
            return 0
        raise DfdError("window_silent", "another window of DFD is open, but does not answer", "end its process first")
    try:
        return _as_usual(app, paths, settings, options, instance)
    finally:
        instance.release()


def make_app() -> App:
    """The application object, with its names and its picture."""
    App.setApplicationName(NAME)
    App.setApplicationDisplayName(NAME)
    App.setApplicationVersion(__version__)
    App.setDesktopFileName("dfd")
    app = App(["dfd-gui"])
    app.setWindowIcon(QIcon(str(icon_file("app"))))
    return app


def lent(settings: Settings, options: Options) -> Settings:
    """The settings with what the command line says for this run."""
    for key, value in (("ui.theme", options.theme), ("ui.language", options.language)):
        if value:
            settings.lend(key, value)
    return settings


def make_services(app: QApplication, paths: UserPaths, settings: Settings, store: CaseStore) -> Services:
    """Everything that the rooms work with."""
    from dfd_core.detectors.library import Library

    theme = Theme(app, settings)
    return Services(
        paths=paths,
        settings=settings,
        engine=EngineClient(settings),
        library=Library(paths),
        store=store,
        state=ReviewState(),
        actions=Actions(theme, settings),
        theme=theme,
        messages=Messages(),
        history=History(),
    )


def _as_usual(app: App, paths: UserPaths, settings: Settings, options: Options, instance: Instance) -> int:
    from dfd_gui.shell.first_aid import open_store, tell_last_run, tell_problems
    from dfd_gui.welcome.first import is_first_start, offer_setup

    first = is_first_start(paths, options)
    crash = CrashLog(paths.data)
    last = crash.open()
    try:
        store = open_store(paths)
        if store is None:
            return 1
        services = make_services(app, paths, settings, store)
        with _running(app, services, crash):
            window = _window(app, services, options, remember=True)
            instance.called.connect(partial(_on_call, window))
            app.opened.connect(lambda path: window.add_paths([path]))
            tell_last_run(services.messages, last, window)
            if first:
                window.painted.connect(partial(offer_setup, window, services))
            tell_problems(services.messages, settings, services.actions.shortcuts)
            window.show()
            return app.exec()
    finally:
        crash.close()


def _on_errand(app: App, paths: UserPaths, settings: Settings, options: Options) -> int:
    """Screen, take a picture, end; the user's own queue and the window's place stay as they are."""
    from dfd_core.cases.store import CaseStore
    from dfd_gui.shell.errand import Errand
    from dfd_gui.shell.probe import Probe

    services = make_services(app, paths, settings, CaseStore(paths.store))
    problems: list[str] = []
    with _running(app, services, None):
        window = _window(app, services, options, remember=False)
        probe = Probe(window, options.probe) if options.probe else None
        errand = Errand(window, services, options.screenshot, options.after)
        errand.ended.connect(problems.append)
        errand.ended.connect(window.end)
        window.painted.connect(partial(errand.start, clips=bool(options.paths)))
        window.show()
        app.exec()
        if probe:
            probe.finish()
    if problems and problems[0]:
        raise DfdError("errand_failed", problems[0])
    return 0


def _window(app: App, services: Services, options: Options, *, remember: bool) -> MainWindow:
    from dfd_gui.main_window import MainWindow
    from dfd_gui.shell.rooms import rooms
    from dfd_gui.shell.warm_up import WarmUp

    window = MainWindow(services, rooms(remember=remember), first=options.tab or "screen", remember=remember)
    if options.size:
        window.resize(*options.size)
    window.painted.connect(partial(window.add_paths, options.paths))
    window.painted.connect(WarmUp(window).start)
    window.closed.connect(app.quit)
    app.setQuitOnLastWindowClosed(False)  # hidden, it may still have work to do
    return window


def _on_call(window: MainWindow, paths: list[Path], room: str) -> None:
    """A second start handed over what it was given."""
    window.come_forward()
    if room:
        window.enter(room)
    window.add_paths(paths)


@contextmanager
def _running(app: App, services: Services, crash: CrashLog | None) -> Iterator[None]:
    """What holds while the window runs: errors are told, signals end it, garbage is collected in its thread."""
    collector = Collector(app)
    hook = sys.excepthook

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = crash.add(kind, error, trace) if crash else ""
        hook(kind, error, trace)
        words = app.translate("App", "Something went wrong that should not have: {error}")
        hint = app.translate("App", "This is a defect of DFD. The details are in the log.")
        services.messages.error(words.format(error=error or kind.__name__), hint, text, key="defect")

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        app.quit()

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    sys.excepthook = on_error
    try:
        yield
    finally:
        sys.excepthook = hook
        for number, handler in before.items():
            signal.signal(number, handler)
        services.engine.shutdown()
        services.store.close()
        collector.stop()
