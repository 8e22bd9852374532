"""Judge an installed or frozen copy: ``python packaging/self_test.py FOLDER [--copy] [--report FILE]``.

FOLDER holds the programs ``dfd`` and ``dfd-gui``. With ``--copy`` a copy of it is tested, in a path with a space and a
letter outside of ASCII. The programs get an empty home, next to no environment and, where the system allows it, no
network. On Linux the window needs a display: ``xvfb-run -a python packaging/self_test.py ...``.

Ends with 1 if a check fails, if a program writes to stderr what it should not, or leaves files in the home that are
not its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ODD = "Prüf stand ß"
"""A folder's name as people have them."""
TIMEOUT_S = 600
KEPT = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "DISPLAY", "XAUTHORITY", "LANG", "PATHEXT", "COMSPEC")
"""What of this process's environment the programs get; a screen and what Windows cannot do without."""

EXPECTED = re.compile(r"^\s*$")
"""Lines on stderr that mean nothing."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where programs are run: their folder, their home, their environment, and what comes before each command."""

    programs: Path
    home: Path
    environment: dict[str, str]
    wrapper: tuple[str, ...]

    def run(self, name: str, *arguments: str) -> tuple[subprocess.CompletedProcess[str], float]:
        """Run a program of the copy; also how many seconds it took."""
        program = self.programs / (f"{name}.exe" if sys.platform == "win32" else name)
        began = time.perf_counter()
        done = subprocess.run(
            [*self.wrapper, str(program), *arguments],
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
        return done, time.perf_counter() - began


class Findings:
    """What was found: figures and faults."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.figures: dict[str, Any] = {}

    def ran(self, what: str, done: subprocess.CompletedProcess[str], *, quiet: bool = True) -> None:
        """A command must end with 0 and, where it has nothing to say, must not write to stderr."""
        said = [line for line in done.stderr.splitlines() if not EXPECTED.match(line)]
        if done.returncode:
            self.faults.append(f"{what} ended with {done.returncode}: {' / '.join(said[-3:])}")
        elif quiet and said:
            self.faults.append(f"{what} wrote to stderr: {' / '.join(said[:5])}")


def judge(stand: Stand, clip: Path) -> Findings:
    """All there is to try."""
    found = Findings()
    _version(stand, found)
    _doctor(stand, found)
    _screening(stand, found, clip)
    _window(stand, found, clip)
    if strangers := sorted(_strangers(stand.home)):
        found.faults.append(f"left in the home folder: {', '.join(strangers)}")
    return found


def _strangers(home: Path) -> Iterator[str]:
    """What lies in the home and is neither ours nor the system's own cache of fonts and drawing programs."""
    shared = {".cache", ".config", ".local", ".local/share", "Library", "Library/Caches", "Library/Application Support"}
    own = {
        "clips",
        "DFD home",
        *(f"{folder}/DFD" for folder in shared),
        ".cache/fontconfig",
        ".cache/mesa_shader_cache",
    }
    waiting = list(home.iterdir())
    while waiting:
        path = waiting.pop()
        name = path.relative_to(home).as_posix()
        if name in shared:
            waiting += path.iterdir()
        elif name not in own:
            yield name


def _version(stand: Stand, found: Findings) -> None:
    done, seconds = stand.run("dfd", "--version")
    found.ran("dfd --version", done)
    found.figures |= {"version": done.stdout.strip(), "first start s": round(seconds, 2)}


def _doctor(stand: Stand, found: Findings) -> None:
    done, seconds = stand.run("dfd", "doctor", "--self-test", "--json", "-")
    try:
        report = json.loads(done.stdout)
    except ValueError:
        found.ran("dfd doctor --self-test", done)
        found.faults.append("dfd doctor --self-test gave no JSON")
        return
    failed = [check for check in report["checks"] if check["state"] == "FAIL"]
    found.faults += [f"{check['name']}: {check['detail']}" for check in failed]
    if not failed:
        found.ran("dfd doctor --self-test", done)
    if not report["frozen"]:
        found.faults.append("dfd doctor does not know that it is frozen")
    found.figures |= {
        "self-test s": round(seconds, 1),
        "checks": {
            check["name"]: f"{check['state']} {check['seconds']:.2f} s {check['detail']}" for check in report["checks"]
        },
    }


def _screening(stand: Stand, found: Findings, clip: Path) -> None:
    done, seconds = stand.run("dfd", "screen", str(clip), "--json", "-", "--quiet")
    found.ran("dfd screen", done)
    try:
        result = json.loads(done.stdout)
    except ValueError:
        found.faults.append("dfd screen gave no JSON")
        return
    if result["media"]["path"] != str(clip) or not 0 <= (result["score"] or -1) <= 1:
        found.faults.append(f"dfd screen gave {result['score']} for {result['media']['path']}")
    found.figures["screening of a clip s"] = round(seconds, 2)


def _window(stand: Stand, found: Findings, clip: Path) -> None:
    """Empty first, which is the start-up alone, then with a clip."""
    for what, words in (("window, empty", []), ("window with a clip", [str(clip)])):
        picture = stand.home / "clips" / f"{what}.png"
        done, seconds = stand.run("dfd-gui", *words, "--screenshot", str(picture))
        found.ran(what, done)
        if not picture.is_file() or picture.stat().st_size < 5000:
            found.faults.append(f"{what}: no picture of it")
        found.figures[f"{what} s"] = round(seconds, 2)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    system = os.environ.get("PATH", "") if sys.platform == "win32" else "/usr/bin:/bin"
    values = {"PATH": system, "HOME": str(home), "USERPROFILE": str(home), "LANG": "C.UTF-8", **kept}
    if sys.platform == "win32":
        values["DFD_HOME"] = str(home / "DFD home")  # there the folders do not follow the environment
    if sys.platform == "linux":
        values["QT_QPA_PLATFORM"] = "xcb"  # offscreen would hide a missing library of the real one
    return values


def _without_network() -> tuple[str, ...]:
    """A command prefix that takes the network away, empty where the system has none."""
    command = ("unshare", "--net") if hasattr(os, "geteuid") and os.geteuid() == 0 else ("unshare", "-r", "--net")
    if sys.platform != "linux" or not shutil.which("unshare"):
        return ()
    return command if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0 else ()


def _copied(folder: Path, place: Path) -> Path:
    """A copy by hard links where they can be had: its path is what is to be tried, not the disk."""
    target = place / folder.name

    def copy(source: str, destination: str) -> None:
        try:
            os.link(source, destination)
        except OSError:
            shutil.copy2(source, destination)

    shutil.copytree(folder, target, symlinks=True, copy_function=copy)
    return target


def main(words: Sequence[str] | None = None) -> int:
    """Judge a copy, print what was found, and say by the exit code whether it is sound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copy", action="store_true", help="test a copy in a path that programs stumble over")
    parser.add_argument("--beside", type=Path, help="where the copy goes (a disk with room); the temporary folder")
    parser.add_argument("--report", type=Path, help="write what was found as JSON")
    options = parser.parse_args(words)
    folder = options.folder.resolve()
    with tempfile.TemporaryDirectory(prefix="dfd-", dir=options.beside, ignore_cleanup_errors=True) as temporary:
        odd = Path(temporary).resolve() / ODD
        home = odd / "home"
        (home / "clips").mkdir(parents=True)
        programs = _copied(folder, odd) if options.copy else folder
        whole = folder.parent if folder.name == "MacOS" else folder
        sample = next(whole.rglob("dfd_resources/samples/astronaut.mp4"))
        clip = home / "clips" / "Clip mit Äpfeln.mp4"
        shutil.copyfile(sample, clip)
        found = judge(Stand(programs, home, _environment(home), _without_network()), clip)
    text = json.dumps({"ok": not found.faults, "faults": found.faults, **found.figures}, indent=1, ensure_ascii=False)
    if options.report:
        options.report.write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(f"{text}\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
