"""Freeze the application: ``python packaging/build.py FOLDER``, in an environment with the extra ``build``.

Makes ``FOLDER/made`` (icons, licences, version resources), ``FOLDER/frozen/dfd`` (the application; on macOS also
``FOLDER/frozen/DFD.app``) and ``FOLDER/dist/dfd-VERSION-SYSTEM.cdx.json`` (the bill of materials). Installers are
made of the frozen folder by the scripts of each system.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import licences
import shipped
import versions

HERE = Path(__file__).resolve().parent
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}

_WINDOWS_VERSION = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1,
    subtype=0x0),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("ProductName", "DFD"), StringStruct("FileDescription", "{what}"),
      StringStruct("FileVersion", "{version}"), StringStruct("ProductVersion", "{version}"),
      StringStruct("OriginalFilename", "{name}.exe"), StringStruct("InternalName", "{name}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""
_PROGRAMS = {"dfd-gui": "DFD, the deepfake screening desk", "dfd": "DFD command line and engine"}


def target_name() -> str:
    """What files of this build are called, e.g. ``dfd-0.1.0-linux-x86_64``; a GPU build says so."""
    variant = os.environ.get("DFD_VARIANT", "")
    return f"dfd-{versions.version()}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}{variant and f'-{variant}'}"


def check_environment() -> None:
    """Refuse what would give a package of another version, or of gigabytes that nobody asked for."""
    if metadata.version(shipped.PROJECT) != versions.version():
        sys.exit("the installed project is of another version than pyproject.toml: install it again")
    import torch

    if torch.version.cuda and not os.environ.get("DFD_VARIANT"):
        sys.exit("torch is a CUDA build: take the CPU build, or name the variant (DFD_VARIANT=cuda)")


def make_inputs(made: Path) -> None:
    """Icons, licences and version resources."""
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    subprocess.run([sys.executable, str(HERE / "icons.py"), str(made)], check=True)
    licences.write(made, shipped.parts())
    for name, what in _PROGRAMS.items():
        text = _WINDOWS_VERSION.format(numbers=versions.numbers(), version=versions.version(), name=name, what=what)
        (made / f"{name}.version.txt").write_text(text, encoding="utf-8")


def freeze(folder: Path, made: Path) -> Path:
    """Run PyInstaller and return the application's folder."""
    environment = {
        **os.environ,
        "DFD_BUILD_FOLDER": str(made.resolve()),
        "NO_ALBUMENTATIONS_UPDATE": "1",
        "PYTHONHASHSEED": "1",
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(folder / "frozen"), "--workpath", str(folder / "pyinstaller"), str(HERE / "dfd.spec")]
    # Not from the checkout: Python would take our modules from there instead of from the environment.
    subprocess.run(command, check=True, env=environment, cwd=made)
    application = folder / "frozen" / "dfd"
    if sys.platform == "linux":
        _strip(application)
    return application


def _strip(application: Path) -> None:
    """Drop the interpreter's debugging symbols, 17 MB. Of nothing else: wheels' patched libraries do not survive it."""
    for library in (application / "_internal").glob("libpython*.so.*"):
        if not library.is_symlink():
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def size_mb(folder: Path) -> float:
    """Megabytes (10^6 bytes) of a folder's files, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


def main(target: str) -> None:
    """Do all of it and say how long it took and how large it became."""
    folder = Path(target).resolve()
    began = time.monotonic()
    check_environment()
    make_inputs(folder / "made")
    application = freeze(folder, folder / "made")
    dist = folder / "dist"
    dist.mkdir(exist_ok=True)
    bill = dist / f"{target_name()}.cdx.json"
    subprocess.run([sys.executable, str(HERE / "sbom.py"), str(bill)], check=True)
    seconds = time.monotonic() - began
    sys.stdout.write(f"{application}: {size_mb(application):.0f} MB on disk, frozen in {seconds:.0f} s\n")


if __name__ == "__main__":
    main(sys.argv[1])
