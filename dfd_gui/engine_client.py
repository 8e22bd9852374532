"""The engine process as the window drives it: starts it, speaks its protocol, survives its death.

Everything here is asynchronous: nothing waits, except `EngineClient.shutdown` when the program ends.
"""

from __future__ import annotations

import itertools
import os
import shlex
import time
from collections import deque
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, SignalInstance

from dfd_core.engine.protocol import (
    BuildProxy,
    Cancel,
    Cancelled,
    Command,
    Event,
    Failed,
    FileData,
    NeedFile,
    Notice,
    Progress,
    Ready,
    Screen,
    Started,
)
from dfd_core.errors import DfdError
from dfd_gui.engine_files import FileExchange
from dfd_gui.engine_pipe import LOG_LINES, EnginePipe
from dfd_gui.engine_signals import EngineSignals

if TYPE_CHECKING:
    from collections.abc import Callable

    from dfd_gui.settings import Settings

READY_MS = 120_000
"""How long an engine may take to say that it is ready: a cold start from a slow disk, or over the network."""
TERMINATE_MS, KILL_MS = 3_000, 5_000
"""After a `Cancel` that nothing answers."""
_SETTINGS = {"engine.command", "screening.threads"}
"""With another value of these, another engine is needed."""


class EngineClient:
    """Starts the engine of the settings when something is sent to it, and again after its death.

    See `dfd_gui.services.Engine` for the signals. Commands sent before it is ready wait. Those in flight when it dies
    are lost, which `died` tells once for all of them; they are not sent again.
    """

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        self._signals = EngineSignals(parent)
        self._settings = settings
        self._pipe: EnginePipe | None = None
        self._state = "stopped"
        self._ready: Ready | None = None
        self._numbers = itertools.count(1)
        self._waiting: list[Command] = []
        self._in_flight: dict[str, Command] = {}
        self._cancelling: set[str] = set()
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._proof: TemporaryDirectory[str] | None = None
        self._stale = False
        self._forced = False
        self._why = ""
        self._files = FileExchange(self._write, self.next_id, self._deliver)
        self._ready_timer = self._timer(READY_MS, self._on_silent)
        self._terminate_timer = self._timer(TERMINATE_MS, self._terminate)
        self._kill_timer = self._timer(KILL_MS, self._kill)
        settings.changed.connect(self._on_setting)

    # -- what the rooms see ----------------------------------------------------------------------------------------

    @property
    def event(self) -> SignalInstance:
        """Signal with each event; file names in it are of this computer."""
        return self._signals.event_came

    @property
    def state_changed(self) -> SignalInstance:
        """Signal with the new `state`."""
        return self._signals.state_changed

    @property
    def died(self) -> SignalInstance:
        """Signal with the reason, in words."""
        return self._signals.died

    @property
    def state(self) -> str:
        """``stopped``, ``starting``, ``ready`` or ``failed``."""
        return self._state

    @property
    def working(self) -> bool:
        """Whether it has been sent anything that it has not answered."""
        return bool(self._in_flight or self._waiting)

    @property
    def local(self) -> bool:
        """Whether the engine sees the files of this computer."""
        return self._ready is None or self._ready.local

    @property
    def devices(self) -> tuple[str, ...]:
        """Where it can screen, as it said last."""
        return self._ready.devices if self._ready else ()

    @property
    def version(self) -> str:
        """Its version, as it said last."""
        return self._ready.version if self._ready else ""

    @property
    def pid(self) -> int:
        """Process id of what was started; 0 while nothing runs."""
        return self._pipe.pid if self._pipe else 0

    def next_id(self) -> str:
        """An id that no other command has."""
        return f"w{next(self._numbers)}"

    def log_text(self) -> str:
        """The end of its log, over all its lives in this session."""
        return "".join(self._log)

    def start(self) -> None:
        """Start it unless it runs."""
        if self._pipe is not None:
            return
        from dfd_core.engine.client import child_environment

        try:
            words = engine_words(self._settings.text("engine.command"))
        except DfdError as error:
            self._fail(str(error))
            return
        self._log.append(f"--- {time.strftime('%H:%M:%S')} {shlex.join(words)}\n")
        self._why = ""
        self._stale = False
        pipe = self._pipe = EnginePipe(self._log, self._signals)
        pipe.opened.connect(partial(self._say_hello, pipe))
        pipe.came.connect(self._on_event)
        pipe.drained.connect(self._pump)
        pipe.ended.connect(self._on_ended)
        self._become("starting")
        self._ready_timer.start()
        pipe.start(words, child_environment())

    def send(self, command: Command) -> None:
        """Send a command; starts the engine, and waits until it is ready, where need be."""
        if isinstance(command, Cancel):
            self._cancel(command)
        elif self._state == "ready":
            self._in_flight[command.id] = command
            self._write(command)
        else:
            self._waiting.append(command)
            self.start()

    def shutdown(self) -> None:
        """End the engine: asked first, terminated, killed. Blocks for some seconds at worst."""
        pipe = self._forget()
        if pipe is not None:
            pipe.close()
        self._become("stopped")

    # -- start and end ---------------------------------------------------------------------------------------------

    def _say_hello(self, pipe: EnginePipe) -> None:
        from dfd_core.engine.client import hello

        if pipe is not self._pipe:  # given up before it ran
            return
        self._proof = TemporaryDirectory(prefix="dfd-hello-")
        threads = self._settings.number("screening.threads")
        self._write(hello(self.next_id(), Path(self._proof.name), threads=threads))

    def _on_ready(self, ready: Ready) -> None:
        self._ready_timer.stop()
        self._drop_proof()
        self._ready = ready
        self._become("ready")
        waiting, self._waiting = self._waiting, []
        for command in waiting:
            self.send(command)

    def _on_silent(self) -> None:
        self._give_up(QCoreApplication.translate("EngineClient", "it does not say that it is ready"))

    def _give_up(self, why: str) -> None:
        """End a process that is of no use."""
        self._why = why
        if self._pipe is not None:
            self._pipe.kill()

    def _on_ended(self, why: str) -> None:
        """The process is gone: answer what was being cancelled, tell what was lost, be ready for another start."""
        lost = {**self._in_flight, **{command.id: command for command in self._waiting}}
        cancelling, forced, reason = set(self._cancelling), self._forced, self._why or why
        pipe = self._forget()
        if pipe is not None:
            pipe.deleteLater()
        if lost and (forced or lost.keys() <= cancelling):
            self._become("stopped")
            for number, command in lost.items():
                self.event.emit(_cancelled(command) if number in cancelling else _swept_away(command))
        else:
            self._fail(reason)

    def _forget(self) -> EnginePipe | None:
        """Be as before the start; the pipe is the caller's now."""
        for timer in (self._ready_timer, self._terminate_timer, self._kill_timer):
            timer.stop()
        self._in_flight.clear()
        self._waiting.clear()
        self._cancelling.clear()
        self._forced = False
        self._files.forget()
        self._drop_proof()
        pipe, self._pipe = self._pipe, None
        return pipe

    def _drop_proof(self) -> None:
        if self._proof is not None:
            self._proof.cleanup()
            self._proof = None

    def _fail(self, why: str) -> None:
        self._waiting.clear()
        self._become("failed")
        self.died.emit(why)

    def _become(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    def _on_setting(self, key: str) -> None:
        """Another engine is wanted: this one ends as soon as it has nothing to do."""
        if key in _SETTINGS and self._pipe is not None:
            self._stale = True
            self._retire_if_idle()

    def _retire_if_idle(self) -> None:
        if self._stale and not self._in_flight and not self._waiting and (pipe := self._forget()):
            pipe.retire()
            self._become("stopped")

    # -- commands and events ---------------------------------------------------------------------------------------

    def _write(self, command: Command) -> None:
        if self._pipe is not None:
            self._pipe.write(command)

    def _pump(self) -> None:
        if self._pipe is not None:
            self._files.pump(self._pipe.pending)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Ready):
            self._on_ready(event)
            return
        if isinstance(event, Failed) and self._state == "starting":
            self._give_up(event.message)
            return
        command = self._in_flight.get(event.id)
        if isinstance(event, NeedFile):
            self._files.send_file(event, command)
            self._pump()
            return
        if _final(event):
            self._answered(event.id)
        if self.local or not self._files.take(event, command):
            self._deliver(event)

    def _deliver(self, event: Event) -> None:
        if _final(event):
            self._in_flight.pop(event.id, None)
        self.event.emit(event)
        self._retire_if_idle()

    # -- cancelling ------------------------------------------------------------------------------------------------

    def _cancel(self, command: Cancel) -> None:
        """What has not been sent is answered here; the rest must end soon, or the process ends."""
        for waiting in [entry for entry in self._waiting if _meant(command, entry)]:
            self._waiting.remove(waiting)
            QTimer.singleShot(0, self._signals, partial(self.event.emit, _cancelled(waiting)))
        targets = [number for number, entry in self._in_flight.items() if _meant(command, entry)]
        if not targets:
            return
        self._cancelling.update(targets)
        self._write(command)
        if not self._kill_timer.isActive():
            self._terminate_timer.start()
            self._kill_timer.start()

    def _answered(self, number: str) -> None:
        self._cancelling.discard(number)
        if not self._cancelling:
            self._terminate_timer.stop()
            self._kill_timer.stop()

    def _terminate(self) -> None:
        self._forced = True
        if self._pipe is not None:
            self._pipe.terminate()

    def _kill(self) -> None:
        if self._pipe is not None:
            self._pipe.kill()

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self._signals)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer


def engine_words(text: str) -> list[str]:
    """The words of the engine command of the settings; this program's own engine where it is empty.

    Raises:
        DfdError: ``bad_command``.
    """
    if not text.strip():
        from dfd_core.engine.client import engine_command

        return engine_command()
    if os.name == "nt":  # backslashes separate folders there
        return list(QProcess.splitCommand(text))
    try:
        return shlex.split(text)
    except ValueError as error:
        words = QCoreApplication.translate("EngineClient", "the engine command cannot be read: {reason}")
        hint = QCoreApplication.translate("EngineClient", "correct it in the settings")
        raise DfdError("bad_command", words.format(reason=error), hint) from None


def _final(event: Event) -> bool:
    """Whether the command of this event is done with it."""
    return not isinstance(event, Started | Progress | Notice | NeedFile | FileData)


def _meant(cancel: Cancel, command: Command) -> bool:
    if cancel.target:
        return command.id == cancel.target
    return isinstance(command, Screen | BuildProxy)


def _cancelled(command: Command) -> Cancelled:
    return Cancelled(command.id, path=getattr(command, "path", ""))


def _swept_away(command: Command) -> Failed:
    """The answer to a command that was lost when another one had to be stopped by force."""
    message = QCoreApplication.translate("EngineClient", "the engine had to be ended to stop another task")
    hint = QCoreApplication.translate("EngineClient", "try again")
    return Failed(command.id, command.KIND, "engine_stopped", message, hint)
