"""A child process that speaks the engine's protocol without any network: started by the tests of the client.

Arguments are manners: ``remote`` (shares no disk), ``deaf`` (ignores Cancel), ``stubborn`` (ignores SIGTERM too),
``mute`` (never says Ready), ``greeting`` (a shell's words first), ``halves`` (lines in small pieces), ``refuses``.
"""

from __future__ import annotations

import base64
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from dfd_core.engine.protocol import (
    Cancel,
    Cancelled,
    Command,
    Event,
    Failed,
    FileData,
    FrameReady,
    GetFile,
    GetFrame,
    Hello,
    NeedFile,
    Notice,
    Progress,
    PutFile,
    Ready,
    Screen,
    Screened,
    Shutdown,
    Started,
    decode_command,
    encode,
)


@dataclass
class Standin:
    manners: set[str]
    running: Screen | None = None
    received: bytearray = field(default_factory=bytearray)

    def say(self, event: Event) -> None:
        data = encode(event).encode() + b"\n"
        step = 3 if "halves" in self.manners else len(data)
        for start in range(0, len(data), step):
            os.write(1, data[start : start + step])

    def hear(self, command: Command) -> None:
        if isinstance(command, Hello):
            self.greet(command)
        elif isinstance(command, Screen):
            self.screen(command)
        elif isinstance(command, PutFile):
            self.keep(command)
        elif isinstance(command, Shutdown):
            sys.exit(0)
        else:
            self.answer(command)

    def greet(self, command: Hello) -> None:
        if "refuses" in self.manners:
            self.say(Failed(command.id, "hello", "other_protocol", "the engine speaks another protocol"))
        elif "mute" not in self.manners:
            self.say(Ready(command.id, pid=os.getpid(), local="remote" not in self.manners, devices=("cpu", "x:0")))

    def answer(self, command: Command) -> None:
        match command:
            case Cancel() if "deaf" not in self.manners and self.running is not None:
                self.say(Cancelled(self.running.id, path=self.running.path))
            case GetFrame():
                self.say(FrameReady(command.id, command.path, "/far/frame.png", 1.0, 25, 64, 48))
            case GetFile() if command.path.endswith("missing"):
                self.say(Failed(command.id, "get_file", "no_file", "there is no such file"))
            case GetFile():
                self.give(command)
            case _:
                pass

    def screen(self, command: Screen) -> None:
        self.running = command
        self.say(Started(command.id, command.path, "key"))
        name = Path(command.path).name
        if name.startswith("crash"):
            os.write(2, b"something went wrong\n")
            os._exit(3)
        if name.startswith("flood"):
            for number in range(20_000):
                self.say(Progress(command.id, "faces", number, 20_000))
        if "remote" in self.manners and not self.received:
            self.say(NeedFile(command.id, command.path))
            if name.startswith("greedy"):
                self.say(NeedFile(command.id, __file__))
        elif not name.startswith("long"):
            self.finish(command)

    def keep(self, piece: PutFile) -> None:
        self.received += base64.b64decode(piece.data)
        if piece.last and self.running is not None:
            self.say(Notice(self.running.id, f"{Path(piece.path).name} {len(self.received)}"))
            self.finish(self.running)

    def finish(self, command: Screen) -> None:
        far = "remote" in self.manners
        proxy = "/far/proxy.dfdproxy" if far else str(Path(command.folder) / "proxy.dfdproxy")
        faces = "/far/missing" if far else ""
        self.say(Screened(command.id, command.path, {"näme": "日本"}, "key", proxy, faces))

    def give(self, command: GetFile) -> None:
        content = command.path.encode()
        halves = content[:5], content[5:]
        for offset, data in zip((0, 5), halves, strict=True):
            text = base64.b64encode(data).decode()
            self.say(FileData(command.id, command.path, offset, text, last=offset > 0))


def main() -> None:
    manners = set(sys.argv[1:])
    if "stubborn" in manners:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "greeting" in manners:
        os.write(1, b"Welcome to gpu-box!\n{not json}\n")
    standin = Standin(manners)
    for line in sys.stdin.buffer:
        standin.hear(decode_command(line.decode()))
    if "stubborn" in manners:
        time.sleep(30)


if __name__ == "__main__":
    main()
