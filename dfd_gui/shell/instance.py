"""One window for each user folder: a second start hands its clips to the first one and goes."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

from PySide6.QtCore import QByteArray, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK = "window.lock"
LIMIT = 1 << 20
"""Bytes of a message."""
CONNECT_S = 5.0
"""How long a second start waits for a first one that is itself just starting."""
ANSWER_MS = 3_000
_HEARD = b"ok\n"


class Instance(QObject):
    """The right to be the window of the folder ``data``.

    Signals:
        called: paths (a list of `Path`) and the name of a room (perhaps empty) of a second start.
    """

    called = Signal(list, str)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = f"dfd-{hashlib.sha256(str(data).encode('utf-8', 'surrogateescape')).hexdigest()[:24]}"
        self._lock = QLockFile(str(data / LOCK))
        self._lock.setStaleLockTime(0)  # held for as long as its process lives
        self._server: QLocalServer | None = None
        self._data = data

    def claim(self) -> bool:
        """Whether this is the first window; it listens from now on. A folder that cannot be written is shared."""
        self._data.mkdir(parents=True, exist_ok=True)
        if not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        QLocalServer.removeServer(self.name)  # of a window that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        self._server.listen(self.name)
        return True

    def hand_over(self, paths: list[Path], room: str) -> bool:
        """Give them to the first window; whether it took them."""
        message = json.dumps({"paths": [str(path) for path in paths], "room": room}).encode() + b"\n"
        socket = QLocalSocket()
        until = time.monotonic() + CONNECT_S
        while time.monotonic() < until:
            socket.connectToServer(self.name)
            if socket.waitForConnected(500):
                break
            time.sleep(0.05)
        else:
            return False
        socket.write(QByteArray(message))
        socket.waitForBytesWritten(ANSWER_MS)
        heard = socket.waitForReadyRead(ANSWER_MS) and socket.readAll().data() == _HEARD
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Let another window be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _welcome(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            _Visit(socket, self).came.connect(self.called)


class _Visit(QObject):
    """One connection of a second start; goes away when that one has gone."""

    came = Signal(list, str)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.disconnected.connect(self.deleteLater)
        socket.readyRead.connect(self._read)
        self._read()

    def _read(self) -> None:
        if self._socket.bytesAvailable() > LIMIT:
            self._socket.abort()
            return
        if not self._socket.canReadLine():
            return
        try:
            message = json.loads(bytes(self._socket.readLine().data()))
            paths, room = [Path(str(path)) for path in message["paths"]], str(message["room"])
        except (ValueError, KeyError, TypeError):
            self._socket.abort()
            return
        self._socket.write(QByteArray(_HEARD))
        self._socket.flush()
        self.came.emit(paths, room)
