"""``dfd screen`` as a child process: signals, pipes, locales and terminals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from dfd_core.cases.store import CaseStore
from dfd_core.paths import user_paths
from tests.core.screen_fakes import clip, make_home, paths_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_home(tmp_path, monkeypatch)


CHILD = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.core.screen_fakes import FakeScreener
from dfd_core.cli import screen
from dfd_core.cli.main import main
screen.make_screener = lambda request: FakeScreener(request.settings)
sys.exit(main())
"""


def child(
    *words: str | Path, env: Mapping[str, str] | None = None, terminal: int | None = None
) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, "screen", *map(str, words)]
    sink = subprocess.PIPE if terminal is None else terminal
    return subprocess.Popen(command, text=True, encoding="utf-8", stdout=sink, stderr=sink, env=env)


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_keeps_what_is_finished() -> None:
    process = child("--out", "o", "--json", "-", clip("a.mp4"), clip("slow.mp4"), clip("z.mp4"))
    assert process.stderr is not None
    assert process.stdout is not None
    seen = [process.stderr.readline()]
    assert seen == ["WAITING\n"]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "cancelled; 1 of 3 clips are finished and kept" in err
    assert "Traceback" not in err
    assert paths_in(out) == ["a.mp4"]
    assert Path("o/a.json").exists()
    assert len(Path("o/summary.csv").read_text().splitlines()) == 2
    with CaseStore(user_paths().store) as store:
        assert [Path(row.path).name for row in store.recent()] == ["a.mp4"]


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_kill_9_keeps_what_is_finished() -> None:
    process = child("--json", "-", clip("a.mp4"), clip("slow.mp4"))
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    process.kill()
    process.communicate(timeout=30)
    assert paths_in(line) == ["a.mp4"]
    with CaseStore(user_paths().store) as store:
        assert [Path(row.path).name for row in store.recent()] == ["a.mp4"]


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="shell")
def test_a_reader_that_goes_away_is_no_error() -> None:
    process = child("--json", "-", *(clip(f"{number}.mp4") for number in range(200)))
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) == 1
    assert err == ""


@pytest.mark.usefixtures("home")
def test_any_locale_prints_utf_8() -> None:
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    process = child(clip("日本.mp4"), env=environment)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "▲ Likely manipulated" in out


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminal")
def test_on_a_terminal_there_is_progress_and_one_block_a_clip() -> None:
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    process = child(*(clip(f"{number}.mp4") for number in range(3)), clip("grey.mp4"), terminal=slave, env=environment)
    os.close(slave)
    data = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        data += piece
    os.close(master)
    text = data.decode()
    assert process.wait(timeout=30) == 1
    assert "0/4 clips" in text
    assert "frames" in text
    assert text.count("Likely manipulated") == 3
    assert text.count("No face was found") == 1
    assert "4 clips: 3 likely manipulated, 1 no result" in text
