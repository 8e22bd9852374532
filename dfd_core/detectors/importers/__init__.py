"""Foreign weight files into detectors of ours: exactly or not at all."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from dfd_core.detectors import container
from dfd_core.detectors.importers.base import Choices, Converted, Importer
from dfd_core.detectors.importers.deepfakebench import DeepfakebenchImporter
from dfd_core.detectors.importers.icpr2020 import Icpr2020Importer
from dfd_core.detectors.importers.mesonet import MesonetImporter
from dfd_core.detectors.importers.own import OwnImporter
from dfd_core.detectors.importers.reading import Checkpoint, read_checkpoint
from dfd_core.detectors.importers.sbi import SbiImporter
from dfd_core.detectors.importers.seed import SeedImporter
from dfd_core.detectors.importers.selimsef import SelimsefImporter
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.detectors.onnx_copy import ensure_onnx
from dfd_core.detectors.weights import write_detector
from dfd_core.errors import DetectorError, UsageError

IMPORTERS: tuple[Importer, ...] = (
    OwnImporter(),  # first: our files have the keys of their families, and a card besides
    SeedImporter(),
    Icpr2020Importer(),
    SelimsefImporter(),
    DeepfakebenchImporter(),
    SbiImporter(),
    MesonetImporter(),
)
INCOMING = ".incoming-"
ONE_DAY_S = 86_400

FAMILIES: tuple[str, ...] = ("auto", *(importer.family for importer in IMPORTERS))
OPEN_CHOICES = {"seed": ("head", "input", "normalise")}
"""What a file of the family does not tell by itself and the user may say."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file would become. ``converted`` is None where its keys do not tell the family: ``reason`` says so.

    ``recognised`` is the family by the file's own keys, ``""`` where they tell none; ``open_choices`` names what
    the file leaves to the user's word.
    """

    recognised: str
    converted: Converted | None
    open_choices: tuple[str, ...] = ()
    reason: str = ""


def propose(path: Path, choices: Choices, family: str = "auto") -> Proposal:
    """Look at a foreign file as :func:`import_file` would, and say what it is; nothing is written.

    Raises:
        DetectorError: see :func:`import_file`.
        UsageError: the family is unknown or a choice is not open.
    """
    _require_family(family)
    checkpoint = read_checkpoint(path)
    recognised = next((importer.family for importer in IMPORTERS if importer.recognise(checkpoint)), "")
    if family == "auto" and not recognised:
        return Proposal("", None, reason=_unknown_family(checkpoint).message)
    converted = _importer(checkpoint, family).convert(checkpoint, choices)
    return Proposal(recognised, converted, OPEN_CHOICES.get(converted.card.family, ()))


def import_file(
    path: Path,
    name: str,
    *,
    library: Library,
    family: str = "auto",
    head: str | None = None,
    input_px: int | None = None,
    normalise: str | None = None,
    replace: bool = False,
    notify: Callable[[str], None] | None = None,
) -> InstalledDetector:
    """Install a weight file as detector ``name`` and make its ONNX copy, checked against torch.

    Args:
        path: the file; it is only read.
        name: the detector's name.
        library: where to install it.
        family: one of ``FAMILIES``; ``"auto"`` goes by the file's keys.
        head: the seed's head variant, None to go by the file's BatchNorm.
        input_px: the seed's input size in pixels, None for 150.
        normalise: the seed's normalisation, None for what goes with the input size.
        replace: whether an installed detector of that name may be replaced.
        notify: receives sentences for the user (what was assumed, what to check).

    Raises:
        UsageError: the name is taken or no name, the family cannot be told, a choice is not open.
        DetectorError: the file is damaged, of another kind, or does not fit exactly; nothing is installed.
    """
    library.path_for(name, replace=replace)
    converted = convert_file(path, Choices(name, head, input_px, normalise), family)
    detector = install(converted, library, replace=replace)
    for note in converted.notes:
        if notify:
            notify(note)
    return detector


def convert_file(path: Path, choices: Choices, family: str = "auto") -> Converted:
    """Read a foreign file and convert it; nothing is written.

    Raises:
        UsageError: the family is unknown or cannot be told.
        DetectorError: see :func:`import_file`.
    """
    _require_family(family)
    checkpoint = read_checkpoint(path)
    return _importer(checkpoint, family).convert(checkpoint, choices)


def _require_family(family: str) -> None:
    if family not in FAMILIES:
        raise UsageError("unknown_family", f"unknown family {family!r}", f"one of {', '.join(FAMILIES)}")


def install(converted: Converted, library: Library, *, replace: bool = False) -> InstalledDetector:
    """Write the detector file and its ONNX copy; the file appears in the library only after both are good.

    Raises:
        UsageError: the name is taken.
        DetectorError: weights that are not finite, or an ONNX copy that disagrees with torch.
    """
    name = converted.card.name
    target = library.path_for(name, replace=replace)
    try:
        with _incoming(target.parent) as folder:
            written = folder / target.name
            weights = write_detector(written, converted.card, converted.state)
            ensure_onnx(InstalledDetector(name, written, "", weights, converted.card), library.paths)
            for old in target.parent.glob(f"*{container.SUFFIX}"):
                if old.stem.lower() == name.lower() and old.name != target.name:
                    old.unlink()  # replaced under another spelling of the same name
            written.replace(target)
    except OSError as error:
        raise DetectorError("not_installed", f"{target}: cannot be written: {error.strerror}") from error
    return library.get(name)


@contextmanager
def _incoming(library: Path) -> Iterator[Path]:
    """A folder inside the library's that no scan looks into, gone afterwards."""
    library.mkdir(parents=True, exist_ok=True)
    for left in library.glob(f"{INCOMING}*"):
        with suppress(FileNotFoundError):  # its own import has just finished
            if time.time() - left.stat().st_mtime > ONE_DAY_S:
                shutil.rmtree(left, ignore_errors=True)  # what a killed import left behind
    folder = Path(tempfile.mkdtemp(prefix=INCOMING, dir=library))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _importer(checkpoint: Checkpoint, family: str) -> Importer:
    if family != "auto":
        return next(importer for importer in IMPORTERS if importer.family == family)
    for importer in IMPORTERS:
        if importer.recognise(checkpoint):
            return importer
    raise _unknown_family(checkpoint)


def _unknown_family(checkpoint: Checkpoint) -> UsageError:
    first = next(iter(checkpoint.tensors), "nothing")
    return UsageError(
        "unknown_family",
        f"{checkpoint.path}: its keys do not tell the family (the first one is {first!r})",
        f"say which with --family {'|'.join(FAMILIES[1:])}, if it is one of these",
    )
