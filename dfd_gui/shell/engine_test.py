"""Tries an engine command: starts it, says hello, tells what answers, and ends it again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_gui.engine_client import EngineClient
from dfd_gui.engine_words import engine_words
from dfd_gui.settings import FILE, Settings
from dfd_gui.shell.parts import Notice, button, row
from dfd_gui.shell.theme import Theme

LOG_LINES = 6


class EngineTest(QWidget):
    """A button and the words of what came of it. What is tried is what stands in ``line``, taken over or not."""

    def __init__(self, theme: Theme, line: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._client: EngineClient | None = None
        self._settings: Settings | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self.test_button = button(self.tr("Test"), parent=self)
        self.stop_button = button(self.tr("Stop"), parent=self)
        self.notice = Notice(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.test_button, self.stop_button))
        layout.addWidget(self.notice)
        self.stop_button.hide()
        self.test_button.clicked.connect(self.begin)
        self.stop_button.clicked.connect(self._give_up)

    def begin(self) -> None:
        """Start the command, apart from the engine that works."""
        self.stop()
        try:
            engine_words(self._line.text())
        except DfdError as error:
            self.notice.say("error", error.message)
            return
        self._folder = TemporaryDirectory(prefix="dfd-engine-test-")
        self._settings = Settings(Path(self._folder.name) / FILE, self)
        self._settings.set("engine.command", self._line.text().strip())
        self._client = EngineClient(self._settings, self)
        self._client.state_changed.connect(self._on_state)
        self._client.died.connect(self._on_death)
        self.notice.say("info", self.tr("Starting it and waiting for its answer..."))
        self._show_running(running=True)
        self._client.start()

    def stop(self) -> None:
        """End the tried engine."""
        client, self._client = self._client, None
        if client is not None:
            client.shutdown()
        if self._settings is not None:
            self._settings.deleteLater()
            self._settings = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self._show_running(running=False)

    def _on_state(self, state: str) -> None:
        client = self._client
        if client is None or state != "ready":
            return
        text = self.tr("It answers: version {version}, devices {devices}. {place}")
        near = self.tr("It reads clips from this disk.")
        far = self.tr("It does not see this disk: clips are sent to it.")
        place = near if client.local else far
        version = client.version or self.tr("unknown")
        self.notice.say("ok", text.format(version=version, devices=", ".join(client.devices), place=place))
        QTimer.singleShot(0, self, self.stop)  # not from inside its own signal

    def _on_death(self, reason: str) -> None:
        if self._client is None:
            return
        told = self._client.log_text().strip().splitlines()
        log = [line for line in told if line.strip() not in reason and not line.startswith("---")][-LOG_LINES:]
        head = self.tr("It cannot be used: {reason}.").format(reason=reason.rstrip("."))
        self.notice.say("error", "\n".join([head, *log]))
        QTimer.singleShot(0, self, self.stop)

    def _give_up(self) -> None:
        self.stop()
        self.notice.say("info", self.tr("Stopped before it answered."))

    def _show_running(self, *, running: bool) -> None:
        self.test_button.setVisible(not running)
        self.stop_button.setVisible(running)
