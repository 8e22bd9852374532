"""What the application consists of: every Python distribution that goes into it, and the parts that have no metadata.

The list of distributions is the closure of the project's own requirements in the environment that builds, less what
``trim.py`` leaves behind whole. Licence page and bill of materials are both made of it.
"""

from __future__ import annotations

import platform
import re
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

PROJECT = "dfd"
LEFT_OUT = frozenset({"torchvision"})
"""Distributions that a dependency asks for and that do not go along."""

TEXTS = Path(__file__).resolve().parent / "licence_texts"
_LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying|notice|authors|third[-_]?party)", re.IGNORECASE)
_NAME = re.compile(r"(?!copyright|licen[cs]e agreement).*[A-Za-z]", re.IGNORECASE)
_TEXT_SUFFIXES = ("", ".txt", ".md", ".rst", ".apache", ".bsd", ".mit")


@dataclass(frozen=True, slots=True)
class Part:
    """One shipped thing: its licence in a word, the texts that go with it, and where it comes from."""

    name: str
    version: str
    licence: str
    summary: str
    home: str
    texts: tuple[tuple[str, str], ...]
    """File name and text of each licence file."""
    python: bool = True
    note: str = ""


def parts() -> list[Part]:
    """Everything that is shipped, by name: the distributions, then what lies inside of them or beside them."""
    python = sorted((_part(found) for found in distributions()), key=lambda part: part.name.lower())
    return [*python, *_others()]


def distributions() -> list[metadata.Distribution]:
    """The project's requirements and theirs, each once; the project itself is left out."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(_requirements(metadata.distribution(PROJECT)))
    while waiting:
        name = waiting.pop()
        if name in found or name in LEFT_OUT:
            continue
        found[name] = metadata.distribution(name)
        waiting += _requirements(found[name])
    return list(found.values())


def _requirements(distribution: metadata.Distribution) -> Iterator[str]:
    for text in distribution.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield re.sub(r"[-_.]+", "-", requirement.name).lower()


def _part(found: metadata.Distribution) -> Part:
    about = found.metadata
    return Part(
        name=about["Name"],
        version=found.version,
        licence=_licence(found),
        summary=_field(about, "Summary"),
        home=_home(found),
        texts=_texts(found) or _standard(found),
    )


def _licence(found: metadata.Distribution) -> str:
    about = found.metadata
    if expression := _field(about, "License-Expression"):
        return expression
    kinds = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    told = _field(about, "License").strip().partition("\n")[0]
    if kinds and (len(told) > 60 or not _NAME.match(told)):
        return ", ".join(kinds)  # the field holds the whole text, not its name
    return told or ", ".join(kinds) or "see its licence text"


def _home(found: metadata.Distribution) -> str:
    links = [line.partition(", ") for line in found.metadata.get_all("Project-URL") or ()]
    urls = {label.lower(): url for label, _, url in links}
    named = (urls.get(key) for key in ("homepage", "source", "repository", "source code", "github"))
    return _field(found.metadata, "Home-page") or next(filter(None, named), "") or next(iter(urls.values()), "")


def _field(about: metadata.PackageMetadata, name: str) -> str:
    return next(iter(about.get_all(name) or ()), "")


def _texts(found: metadata.Distribution) -> tuple[tuple[str, str], ...]:
    """Licence texts of a distribution, each different one once."""
    texts: dict[str, str] = {}
    for file in found.files or ():
        if not _LICENCE_FILE.search(file.name) or file.suffix.lower() not in _TEXT_SUFFIXES:
            continue
        path = Path(str(found.locate_file(file)))
        if path.is_file():
            texts.setdefault(path.read_text(encoding="utf-8", errors="replace").strip(), str(file))
    return tuple((name, text) for text, name in texts.items())


def _standard(found: metadata.Distribution) -> tuple[tuple[str, str], ...]:
    """The well-known texts that a licence without a file of its own points to."""
    licence = _licence(found)
    if "LGPL-3.0" in licence:
        return _texts_of("LGPL-3.0", "GPL-3.0")
    return _apache() if licence.startswith("Apache") else ()


def _apache() -> tuple[tuple[str, str], ...]:
    """The Apache licence as ONNX, which is always along, brings it."""
    texts = (text for _, text in _texts(metadata.distribution("onnx")) if "Apache License" in text[:200])
    return tuple(("Apache-2.0.txt", text) for text in list(texts)[:1])


def _texts_of(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{name}.txt", (TEXTS / f"{name}.txt").read_text(encoding="utf-8")) for name in names)


def _others() -> list[Part]:
    """Parts that no distribution's metadata tells of."""
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return [
        Part(
            "Python",
            platform.python_version(),
            "Python-2.0",
            "The language's interpreter and standard library.",
            "https://www.python.org",
            ((python.name, python.read_text(encoding="utf-8")),) if python.is_file() else (),
            python=False,
        ),
        Part(
            "Qt",
            _version("PySide6-Essentials"),
            "LGPL-3.0-only",
            "The window's toolkit, inside of PySide6; dynamically linked.",
            "https://www.qt.io",
            _texts_of("LGPL-3.0", "GPL-3.0"),
            python=False,
            note="Qt is used under the LGPL: its libraries are separate files of this application and may be replaced "
            "by others of the same interface. Its sources are at https://download.qt.io.",
        ),
        Part(
            "FFmpeg (inside of PyAV)",
            _ffmpeg(),
            "LGPL-3.0-or-later; with x264 and x265: GPL-2.0-or-later",
            "Decoders of video and sound, with dav1d, libvpx, opus, GnuTLS and others.",
            "https://ffmpeg.org",
            _texts_of("LGPL-3.0", "GPL-3.0", "GPL-2.0"),
            python=False,
            note="PyAV's binary package brings the encoders x264 and x265, which are under the GPL. Who passes this "
            "application on does so under the terms of the GPL, and offers its sources.",
        ),
        Part(
            "FFmpeg (inside of OpenCV)",
            "",
            "LGPL-2.1-or-later",
            "Comes with OpenCV's binary package.",
            "https://ffmpeg.org",
            _texts_of("LGPL-2.1"),
            python=False,
        ),
        Part(
            "PyInstaller bootloader",
            _version("pyinstaller"),
            "GPL-2.0-or-later with an exception for applications of any licence",
            "Starts the frozen programs.",
            "https://pyinstaller.org",
            _texts_of("GPL-2.0"),
            python=False,
        ),
        Part(
            "Sample clip",
            "",
            "Public domain",
            "NASA's portrait of Eileen Collins, panned and zoomed.",
            "https://www.nasa.gov",
            (),
            python=False,
        ),
        *_detectors(),
    ]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _ffmpeg() -> str:
    import av

    return str(getattr(av, "ffmpeg_version_info", ""))


def _detectors() -> Iterator[Part]:
    """The bundled detectors, from their cards."""
    from dfd_core.detectors.library import Library
    from dfd_core.paths import UserPaths

    with TemporaryDirectory() as empty:
        home = Path(empty)
        bundled = Library(UserPaths(home, home, home)).detectors()
    for found in bundled:
        card = found.card
        yield Part(
            f"Detector {found.name}",
            found.sha256[:12],
            card.licence or "not stated",
            card.title or "A bundled detector.",
            "",
            (),
            python=False,
        )
