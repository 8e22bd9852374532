"""The engine process as the window drives it: starts it, speaks its protocol, survives its death.

Everything here is asynchronous: nothing waits, except `EngineClient.shutdown` when the program ends.
"""

from __future__ import annotations

import itertools
import shlex
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, SignalInstance

from dfd_core.engine.protocol import Cancel, Command, Event, Failed, NeedFile, Ready
from dfd_core.errors import DfdError
from dfd_gui.engine_files import FileExchange
from dfd_gui.engine_greeting import Greeting
from dfd_gui.engine_ladder import CancelLadder
from dfd_gui.engine_ledger import Ledger, final
from dfd_gui.engine_pipe import LOG_LINES, EnginePipe
from dfd_gui.engine_signals import EngineSignals
from dfd_gui.engine_words import engine_words

if TYPE_CHECKING:
    from dfd_gui.settings import Settings

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
        self._ledger = Ledger()
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._stale = False
        self._why = ""
        self._files = FileExchange(self._write, self.next_id, self._deliver)
        self._greeting = Greeting(self._on_silent, self._signals)
        self._ladder = CancelLadder(self._ledger, self._terminate, self._kill, self._signals)
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
        return not self._ledger.empty

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
        self._greeting.start()
        pipe.start(words, child_environment())

    def send(self, command: Command) -> None:
        """Send a command; starts the engine, and waits until it is ready, where need be."""
        if isinstance(command, Cancel):
            self._cancel(command)
        elif self._state == "ready":
            self._ledger.sent(command)
            self._write(command)
        else:
            self._ledger.wait(command)
            self.start()

    def shutdown(self) -> None:
        """End the engine: asked first, terminated, killed. Blocks for some seconds at worst."""
        pipe = self._forget()
        if pipe is not None:
            pipe.close()
        self._become("stopped")

    # -- start and end ---------------------------------------------------------------------------------------------

    def _say_hello(self, pipe: EnginePipe) -> None:
        if pipe is self._pipe:  # else it was given up before it ran
            self._write(self._greeting.hello(self.next_id(), self._settings.number("screening.threads")))

    def _on_ready(self, ready: Ready) -> None:
        self._greeting.stop()
        self._ready = ready
        self._become("ready")
        for command in self._ledger.release():
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
        answers, reason = self._ledger.last_answers(forced=self._ladder.forced), self._why or why
        pipe = self._forget()
        if pipe is not None:
            pipe.deleteLater()
        if answers:
            self._become("stopped")
            for answer in answers:
                self.event.emit(answer)
        else:
            self._fail(reason)

    def _forget(self) -> EnginePipe | None:
        """Be as before the start; the pipe is the caller's now."""
        self._greeting.stop()
        self._ladder.reset()
        self._ledger.clear()
        self._files.forget()
        pipe, self._pipe = self._pipe, None
        return pipe

    def _fail(self, why: str) -> None:
        self._ledger.clear()
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
        if self._stale and self._ledger.empty and (pipe := self._forget()):
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
        command = self._ledger.asked(event.id)
        if isinstance(event, NeedFile):
            self._files.send_file(event, command)
            self._pump()
            return
        if final(event):
            self._ladder.ended(event.id)
        if self.local or not self._files.take(event, command):
            self._deliver(event)

    def _deliver(self, event: Event) -> None:
        if final(event):
            self._ledger.delivered(event.id)
        self.event.emit(event)
        self._retire_if_idle()

    # -- cancelling ------------------------------------------------------------------------------------------------

    def _cancel(self, command: Cancel) -> None:
        """What has not been sent is answered here; the rest must end soon, or the process ends."""
        for answer in self._ledger.withdraw(command):
            QTimer.singleShot(0, self._signals, partial(self.event.emit, answer))
        if self._ladder.climb(command):
            self._write(command)

    def _terminate(self) -> None:
        if self._pipe is not None:
            self._pipe.terminate()

    def _kill(self) -> None:
        if self._pipe is not None:
            self._pipe.kill()
