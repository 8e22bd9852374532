"""Files on their way to and from a remote engine: whole or not at all, bounded, and nowhere else."""

from __future__ import annotations

import base64
import errno
import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

import pytest

from dfd_core.engine import transfer
from dfd_core.engine.client import child_environment, engine_command
from dfd_core.engine.intake import Intake
from dfd_core.engine.protocol import (
    BuildProxy,
    Cancelled,
    Event,
    Failed,
    FileData,
    NeedFile,
    Probe,
    PutFile,
    Screen,
    Screened,
)
from dfd_core.engine.spool import Spool, new_spool
from dfd_core.engine.transfer import Received, file_data, needed, pieces
from dfd_core.errors import DfdError, UsageError
from tests.core.tiny import folders


def sent(content: bytes, path: str = "/there/clip.mp4", number: str = "1") -> list[PutFile]:
    """The pieces of a file of the sender."""
    return [PutFile(number, path, 0, base64.b64encode(content).decode(), last=True)]


@pytest.mark.parametrize("size", [0, 1, transfer.PIECE - 1, transfer.PIECE, transfer.PIECE + 1, 3 * transfer.PIECE])
def test_a_file_arrives_as_it_was(size: int, tmp_path: Path) -> None:
    content = os.urandom(size)
    source = tmp_path / "source"
    source.write_bytes(content)
    for stream in (pieces(NeedFile("1", str(source))), file_data("1", "source", source)):
        with Received(tmp_path / "new" / "target") as received:
            for piece in stream:
                assert not received.complete
                received.add(piece)
            assert received.complete
        assert (tmp_path / "new" / "target").read_bytes() == content
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["target"]


def test_a_file_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with Received(tmp_path / "target") as received:
        received.add(FileData("1", "a", 0, "AAAA"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "piece",
    [
        PutFile("1", "a", 5, "AAAA"),
        PutFile("1", "a", 0, "not base64!"),
        PutFile("1", "a", 0, "AAA"),
        PutFile("1", "a", -7, "AAAA"),
        PutFile("1", "a", -1, "", last=True),
    ],
)
def test_wrong_pieces_are_refused(piece: PutFile, tmp_path: Path) -> None:
    with Received(tmp_path / "target") as received, pytest.raises(DfdError):
        received.add(piece)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_given_up(tmp_path: Path) -> None:
    (piece,) = pieces(NeedFile("1", str(tmp_path / "gone")))
    assert (piece.offset, piece.last) == (transfer.GIVEN_UP, True)


def test_an_engine_may_ask_only_for_what_a_command_names() -> None:
    assert needed(Probe("1", "clip")) == ("clip",)
    assert needed(BuildProxy("1", "clip", "out")) == ("clip",)
    assert needed(BuildProxy("1", "clip", "out", faces="f", extract="x")) == ("clip", "x")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/x.mp4", "a.mp4/../../b", "C:\\x\\y.MOV", "x." + "y" * 99, "日"]
)
def test_foreign_names_stay_in_the_folder(name: str, tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", set)
    target = spool.target(name)
    assert target.parent == tmp_path / "spool" / "out"
    assert spool.receive(sent(b"x", name)[0])
    assert [path.parent.name for path in (tmp_path / "spool").rglob("*") if path.is_file()] == ["in"]


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_names_that_are_none_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Spool(tmp_path, set).missing(name)


def test_a_clip_that_was_sent_is_used_and_called_by_its_own_name(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", set)
    assert spool.missing("/there/clip.mp4")
    spool.receive(sent(b"film")[0])
    assert not spool.missing("/there/clip.mp4")
    here = spool.source("/there/clip.mp4")
    assert here.read_bytes() == b"film"
    assert here.suffix == ".mp4"
    told = spool.retold(Failed("1", "screen", "x", f"{here}: no video stream"))
    assert told == Failed("1", "screen", "x", "/there/clip.mp4: no video stream")
    extract = {
        "media": {"path": str(here), "warnings": [f"{here} is odd"]},
        "verdict": {"reasons": [f"{here}: broken"]},
        "error": {"code": "x", "message": f"{here}: broken"},
    }
    event = spool.retold(Screened("1", "/there/clip.mp4", extract, "key"))
    assert str(tmp_path) not in str(event)
    spool.close()
    assert not (tmp_path / "spool").exists()


def test_only_what_the_engine_wrote_is_given_out(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", set)
    spool.receive(sent(b"film")[0])
    out = spool.target("/there/frame.png")
    out.parent.mkdir(parents=True)
    out.write_bytes(b"png")
    (tmp_path / "secret").write_text("x")
    (out.parent / "link").symlink_to(tmp_path / "secret")
    assert spool.served(str(out)) == out
    for path in (tmp_path / "secret", out.parent / "link", out.parent / ".." / "in", spool.source("/there/clip.mp4")):
        with pytest.raises(UsageError, match="gives out only"):
            spool.served(str(path))


def test_the_oldest_clips_give_way_and_those_in_use_stay(tmp_path: Path) -> None:
    used: set[str] = {"a"}
    spool = Spool(tmp_path, lambda: used, limit=100)
    for age, name in enumerate("abc"):
        spool.receive(sent(b"x" * 30, name)[0])
        os.utime(spool.source(name), (age, age))
    spool.receive(sent(b"x" * 30, "d")[0])
    assert [name for name in "abcd" if not spool.missing(name)] == ["a", "c", "d"]
    used |= {"c", "d", "e"}
    with pytest.raises(DfdError, match="at most"):
        spool.receive(sent(b"x" * 30, "e")[0])
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) == 90


def test_what_killed_engines_left_is_removed(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    left = paths.cache / "remote" / "999999999-abc"
    mine = paths.cache / "remote" / f"{os.getpid()}-abc"
    for folder in (left, mine):
        folder.mkdir(parents=True)
    new_spool(paths, set)
    assert not left.exists()
    assert mine.exists()


class Desk:
    """An intake with its events and the commands that it let through."""

    def __init__(self, root: Path) -> None:
        self.events: list[Event] = []
        self.ready: list[object] = []
        self.spool = Spool(root, set)
        self.intake = Intake(self.spool, self.ready.append, self.events.append)


def test_commands_wait_for_one_file_together(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    first, second = Probe("1", "/there/clip.mp4"), Screen("2", "/there/clip.mp4")
    desk.intake.take(first)
    desk.intake.take(second)
    assert desk.events == [NeedFile("1", "/there/clip.mp4")]
    assert desk.intake.names() == {"/there/clip.mp4"}
    for piece in sent(b"film"):
        desk.intake.receive(piece)
    assert desk.ready == [first, second]


def test_a_command_waits_for_one_file_after_the_other(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    command = BuildProxy("1", "/clip", "/out", faces="/faces", extract="/x.json")
    desk.intake.take(command)
    desk.intake.receive(sent(b"film", "/clip")[0])
    desk.intake.receive(sent(b"{}", "/x.json")[0])
    assert desk.events == [NeedFile("1", "/clip"), NeedFile("1", "/x.json")]
    assert desk.ready == [command]


def test_cancelling_forgets_the_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.intake.take(Screen("1", "/clip"))
    desk.intake.receive(PutFile("1", "/clip", 0, "AAAA"))
    desk.intake.cancel(lambda command: command.id == "1")
    desk.intake.take(Screen("2", "/clip"))
    desk.intake.receive(PutFile("1", "/clip", 3, "AAAA", last=True))  # was on its way
    desk.intake.receive(sent(b"film", "/clip", "2")[0])
    assert desk.events == [NeedFile("1", "/clip"), Cancelled("1", path="/clip"), NeedFile("2", "/clip")]
    assert [command.id for command in desk.ready if isinstance(command, Screen)] == ["2"]
    assert desk.spool.source("/clip").read_bytes() == b"film"


def test_a_file_that_does_not_come_fails_the_command(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.intake.take(Probe("1", "/clip"))
    desk.intake.receive(PutFile("1", "/clip", -1, "", last=True))
    assert desk.events[1:] == [
        Failed("1", "probe", "not_sent", "/clip: the file cannot be read", "check that it is there")
    ]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> AbstractContextManager[IO[bytes]]:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(transfer, "atomic_write", full)
    desk = Desk(tmp_path)
    desk.intake.take(Probe("1", "/clip"))
    desk.intake.receive(sent(b"film", "/clip")[0])
    (answer,) = desk.events[1:]
    assert isinstance(answer, Failed)
    assert (answer.code, answer.hint) == ("disk_full", "make room and try again")


def test_the_engine_is_found_beside_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_command()[-2:] == ["dfd_core.cli.main", "engine"]
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "dfd-gui.exe"))
    assert engine_command() == [str(tmp_path / "dfd.exe"), "engine"]


def test_children_do_not_inherit_the_windows_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("KEPT", "1")
    values = child_environment()
    assert values["KEPT"] == "1"
    assert not [name for name in values if name.startswith("QT_QPA")]
