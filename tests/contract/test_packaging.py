"""What is shipped: one version, nothing left behind that is needed, files that other programs can read."""

from __future__ import annotations

import ast
import configparser
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

import dfd_core
from dfd_core.paths import resource

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"

EVERYTHING = """
import importlib, json, os, pkgutil, sys
import dfd_core, dfd_gui
for package in (dfd_core, dfd_gui):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
files = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
if os.path.exists("/proc/self/maps"):
    with open("/proc/self/maps") as maps:
        files |= {line.split(maxsplit=5)[-1].strip() for line in maps if ".so" in line}
print(json.dumps({"modules": sorted(sys.modules), "files": sorted(files)}))
"""


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The build's own modules, which are scripts beside each other."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    yield
    for name in ("elf", "licences", "shipped", "trim", "versions"):
        sys.modules.pop(name, None)


def tool(name: str) -> ModuleType:
    return import_module(name)


def entries(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser


@pytest.mark.usefixtures("tools")
def test_there_is_one_version() -> None:
    versions = tool("versions")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert versions.version() == project["version"] == dfd_core.__version__
    assert len(versions.numbers()) == 4
    for path in PACKAGING.rglob("*"):
        if path.suffix in {".spec", ".sh", ".iss", ".desktop", ".xml", ".plist"}:
            assert project["version"] not in path.read_text(encoding="utf-8"), f"{path} names the version by itself"


@pytest.mark.usefixtures("tools")
def test_nothing_is_left_behind_that_is_imported() -> None:
    pytest.importorskip("PySide6.QtGui", reason="Qt's system libraries are missing", exc_type=ImportError)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", EVERYTHING], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    files = [re.sub(r"^.*/(?:site|dist)-packages/", "", file) for file in loaded["files"] if "-packages/" in file]
    assert len(files) > 500
    assert tool("trim").dropped(loaded["modules"], files) == []


@pytest.mark.usefixtures("tools")
def test_nothing_is_left_behind_that_a_function_imports() -> None:
    keeps = tool("trim").keeps_module
    gone = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for package in ("dfd_core", "dfd_gui")
        for path in (ROOT / package).rglob("*.py")
        for line, name in imports(path)
        if not keeps(name)
    ]
    assert gone == []


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("place", "stays"),
    [
        ("torch/bin/torch_shm_manager", True),
        ("torch/bin/protoc", False),
        (r"torch\include\ATen\ATen.h", False),
        ("torch/lib/libtorch_cpu.so", True),
        ("torch/testing/_comparison.py", True),
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt6Qml.dll", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("libstdc++.so.6", False),
        ("libxcb-cursor.so.0", True),
        ("dfd_resources/samples/astronaut.mp4", True),
        ("facenet_pytorch/data/pnet.pt", True),
    ],
)
def test_files_that_stay_and_files_that_go(place: str, stays: bool) -> None:
    assert tool("trim").keeps_file(place) is stays


@pytest.mark.usefixtures("tools")
def test_a_library_goes_with_the_last_that_needs_it() -> None:
    wants: dict[str, list[str]] = {
        "dfd": ["libpython3.so"],
        "PySide6/QtGui.so": ["libxcb-util.so.1", "libc.so.6"],
        "simsimd.abi3.so": [],
        "libpython3.so": ["libz.so.1"],
        "libxcb-util.so.1": ["libXau.so.6"],
        "libXau.so.6": [],
        "libz.so.1": [],
        "libgtk.so.0": ["libpango.so.0"],
        "libpango.so.0": ["libXau.so.6"],
    }
    assert tool("trim").orphans(wants) == {"libgtk.so.0", "libpango.so.0"}


def test_kept_figures_are_of_what_is_bundled() -> None:
    kept = json.loads(resource("selftest", "golden.json").read_bytes())
    clip = resource("samples", "astronaut.mp4").read_bytes()
    remake = "run packaging/make_golden.py"
    assert hashlib.sha256(clip).hexdigest() == kept["clip"]["sha256"], remake
    ensemble = tomllib.loads(resource("ensembles", "starter.toml").read_text(encoding="utf-8"))
    hashes = {
        name: hashlib.sha256(resource("detectors", f"{name}.safetensors").read_bytes()).hexdigest()
        for name in ensemble["detectors"]
    }
    assert {name: each["sha256"] for name, each in kept["screening"]["detectors"].items()} == hashes, remake


def test_python_of_the_build_is_python() -> None:
    for path in [*PACKAGING.glob("*.py"), PACKAGING / "dfd.spec"]:
        compile(path.read_text(encoding="utf-8"), str(path), "exec")


def test_desktop_entries_are_sound() -> None:
    menu, action = (entries(PACKAGING / "linux" / name) for name in ("dfd.desktop", "dfd-screen.desktop"))
    assert menu["Desktop Entry"]["Exec"] == action["Desktop Entry"]["Exec"] == "dfd-gui %F"
    assert action["Desktop Entry"]["Name"] == "Screen with DFD"
    types = action["Desktop Entry"]["MimeType"].strip(";").split(";")
    assert {"video/mp4", "video/quicktime", "video/x-matroska", "video/webm"} <= set(types)
    assert len(set(types)) == len(types)
    for name in menu["Desktop Entry"]["Actions"].strip(";").split(";"):
        assert menu[f"Desktop Action {name}"]["Exec"].startswith("dfd-gui ")
    for path in (PACKAGING / "linux").glob("*.xml"):
        ElementTree.parse(path)
    if validator := shutil.which("desktop-file-validate"):
        files = [str(PACKAGING / "linux" / name) for name in ("dfd.desktop", "dfd-screen.desktop")]
        done = subprocess.run([validator, *files], capture_output=True, text=True, check=False)
        assert "error" not in done.stdout, done.stdout


@pytest.mark.parametrize("script", sorted(str(path.relative_to(ROOT)) for path in PACKAGING.rglob("*.sh")))
def test_shell_scripts_are_sound(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111, "not executable"
    shell = (ROOT / script).read_text(encoding="utf-8").partition("\n")[0].split()[-1].rpartition("/")[2]
    done = subprocess.run([shell, "-n", str(ROOT / script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_actions_of_the_workflow_are_pinned() -> None:
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        used = re.findall(r"uses:\s*(\S+)", path.read_text(encoding="utf-8"))
        assert used
        assert [name for name in used if not re.search(r"@(v\d+\.\d+\.\d+|[0-9a-f]{40})$", name)] == []


@pytest.mark.usefixtures("tools")
def test_the_licence_page_names_and_escapes_everything(tmp_path: Path) -> None:
    shipped, licences = pytest.importorskip("shipped"), tool("licences")
    parts: list[Any] = [
        shipped.Part("A <b>", "1", "MIT", "one & two", "https://a.example", (("LICENSE", "Do <what> you like"),)),
        shipped.Part("Clip", "", "Public domain", "", "", (), python=False, note="Say so."),
    ]
    page = licences.write(tmp_path, parts).read_text(encoding="utf-8")
    assert "A &lt;b&gt;" in page
    assert "Say so." in page
    link = re.search(r'href="([^"]+)"', page)
    assert link is not None
    assert "Do <what> you like" in (tmp_path / link[1]).read_text(encoding="utf-8")
    overview = (tmp_path / "licences" / "00-overview.txt").read_text(encoding="utf-8")
    assert [line for line in overview.splitlines() if line.startswith(("A <b> 1", "Clip"))][1].endswith("Public domain")
    assert licences.without_text(parts) == ["Clip"]


@pytest.mark.usefixtures("tools")
def test_the_shipped_parts_are_the_project_s_own_requirements() -> None:
    names = {part.name.lower().replace("_", "-") for part in tool("shipped").parts() if part.python}
    assert {"torch", "numpy", "pyside6-essentials", "onnxruntime", "opencv-python-headless", "av"} <= names
    assert not names & {"torchvision", "pytest", "mypy", "ruff", "pyinstaller", "dfd"}
