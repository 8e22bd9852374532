"""The funnel: every way to fail is one line on stderr and the right exit code."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dfd_core import __version__
from dfd_core.cli import main as main_module
from dfd_core.cli.console import PathsCommand, guarded
from dfd_core.cli.main import COMMANDS, group, main
from dfd_core.errors import Cancelled, DetectorError, DfdError, MediaError, UsageError


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dfd_core.cli.main", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (UsageError("x", "what", "do this"), 2, "dfd: what (do this)"),
        (DfdError("x", "what\nelse"), 1, "dfd: what else"),
        (DetectorError("x", "file: broken", "import it"), 1, "dfd: file: broken (import it)"),
        (MediaError("x", Path("clip.mp4"), "no video stream"), 1, "dfd: clip.mp4: no video stream"),
        (KeyboardInterrupt(), 130, "dfd: cancelled"),
        (Cancelled(), 130, "dfd: cancelled"),
        (click.Abort(), 130, "dfd: cancelled"),
        (click.UsageError("bad thing."), 2, "dfd: bad thing"),
        (click.exceptions.Exit(7), 7, ""),
        (BrokenPipeError(), 1, ""),
        (
            PermissionError(errno.EACCES, "Permission denied", "/x/y"),
            1,
            "dfd: /x/y: Permission denied (check the permissions and the free space)",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            1,
            "dfd: output: No space left on device (check the permissions and the free space)",
        ),
    ],
)
def test_errors_are_one_line(error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise error

    assert guarded(fail) == code
    assert capsys.readouterr().err.strip() == line


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("boom\nbang"), "unexpected error, a defect of DFD: ValueError: boom bang"),
        (EOFError(), "unexpected error, a defect of DFD: EOFError"),
        (ImportError("libcudart.so"), "a library cannot be loaded: ImportError: libcudart.so (run 'dfd doctor'"),
        (MemoryError(), "out of memory"),
        (FileNotFoundError(errno.ENOENT, "No such file", "z"), "unexpected error"),
    ],
)
def test_a_defect_leaves_a_log(
    error: Exception, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    assert guarded(fail) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert words in err
    (log,) = (tmp_path / "home" / "cache" / "crashes").iterdir()
    assert str(log) in err
    assert type(error).__name__ in log.read_text()
    assert __version__ in log.read_text()


def test_a_log_finds_a_place_even_without_a_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert guarded(lambda: 1 // 0) == 1
    (log,) = tmp_path.glob("dfd-*.txt")
    assert str(log) in capsys.readouterr().err


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (1, 1), (130, 130), ("text", 0)])
def test_what_a_command_returns(result: object, code: int) -> None:
    assert guarded(lambda: result) == code


def test_usage_is_explained_in_one_line() -> None:
    for words in (["--nonsense"], ["nonsense"], ["screen", "x", "--frames", "many"]):
        done = run(*words)
        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert "--help" in done.stderr


def test_without_arguments_the_help_is_shown_and_nothing_was_done() -> None:
    done = run()
    assert done.returncode == 2
    assert "screen" in done.stderr


def test_help_and_version_are_light() -> None:
    code = (
        "import sys; from dfd_core.cli.main import main; code = main(sys.argv[1:]);"
        "heavy = {'torch', 'cv2', 'onnxruntime', 'av', 'numpy', 'rich', 'jinja2'} & set(sys.modules);"
        "sys.exit(code or (f'imported {heavy}' if heavy else 0))"
    )
    for word in ("--help", "--version"):
        done = subprocess.run([sys.executable, "-c", code, word], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_screen_help_needs_no_engine() -> None:
    code = (
        "import sys; from dfd_core.cli.main import main; code = main(['screen', '--help']);"
        "heavy = {'torch', 'cv2', 'onnxruntime', 'av'} & set(sys.modules); sys.exit(code or bool(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for option in ("--ensemble", "--detector", "--frames", "--device", "--recursive", "--out", "--format", "--json"):
        assert option in done.stdout


def test_version() -> None:
    assert run("--version").stdout.strip() == f"dfd {__version__}"


def test_every_listed_command_exists_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(group) as context:
        names = group.list_commands(context)
        assert {"screen", "doctor"} <= set(names) <= set(COMMANDS)
        for name in names:
            command = group.get_command(context, name)
            assert command is not None
            assert command.help or name == "screen"
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in names)


def test_a_missing_sub_command_is_neither_listed_nor_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main_module, "COMMANDS", {**COMMANDS, "later": "Not built yet."})
    assert main(["--help"]) == 0
    assert "later" not in capsys.readouterr().out
    assert main(["later"]) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "dfd_core.cli.main", "--version"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "No space left" in done.stderr


def test_files_that_look_like_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, ...]] = []

    @click.command(cls=PathsCommand)
    @click.argument("paths", nargs=-1, type=click.Path())
    @click.option("-q", is_flag=True)
    def command(paths: tuple[str, ...], q: bool) -> None:
        del q
        seen.append(paths)

    monkeypatch.chdir(tmp_path)
    for name in ("-a.mp4", "-q", "--b"):
        Path(name).write_text("")
    command.main(["-a.mp4", "-q", "--b", "c"], standalone_mode=False)
    command.main(["--", "-q", "-a.mp4"], standalone_mode=False)
    assert seen == [(os.path.join(".", "-a.mp4"), os.path.join(".", "--b"), "c"), ("-q", "-a.mp4")]  # noqa: PTH118
    with pytest.raises(click.NoSuchOption):
        command.main(["-nofile.mp4"], standalone_mode=False)
