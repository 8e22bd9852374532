"""The rules of the house, checked by the tools that know them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CHECKS = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_checker_is_content(check: str) -> None:
    done = subprocess.run([sys.executable, *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_core_never_loads_qt() -> None:
    code = """
import importlib, pkgutil, sys, dfd_core
for module in pkgutil.walk_packages(dfd_core.__path__, "dfd_core."):
    importlib.import_module(module.name)
loaded = [name for name in sys.modules if name.startswith(("PySide6", "pyqtgraph", "dfd_gui"))]
sys.exit(f"loaded: {loaded}" if loaded else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_package_is_installed_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["setuptools"]["packages"])
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in ("dfd_core", "dfd_gui")
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert found | {"dfd_resources"} == listed


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    lines = (ROOT / "packaging/constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {_plain(line.partition("==")[0]) for line in lines if "==" in line}
    assert not {_plain(re.split(r"[<>=~!\[;]", name)[0]) for name in wanted} - pinned


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
