"""The library at one moment, as the room shows it. Taken in a thread: new files are hashed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dfd_core.detectors.catalog import Catalog, CatalogItem, load_catalog
from dfd_core.detectors.ensemble import SUFFIX, Ensemble
from dfd_core.detectors.library import Damaged, InstalledDetector, Library
from dfd_core.errors import DfdError


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is installed, damaged, on offer, and what screening uses unasked.

    ``default`` is the ensemble that screening uses unasked (None, and then ``no_default`` says why). ``bundled`` are
    the names of the program's own ensembles. ``sizes`` are bytes of the detectors' files. ``catalog_problem`` says
    why there is no catalogue.
    """

    detectors: tuple[InstalledDetector, ...] = ()
    ensembles: tuple[Ensemble, ...] = ()
    damaged: tuple[Damaged, ...] = ()
    face_detectors: tuple[str, ...] = ()
    bundled: frozenset[str] = frozenset()
    default: Ensemble | None = None
    no_default: str = ""
    catalog: Catalog = field(default_factory=lambda: Catalog((), ()))
    catalog_problem: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)

    def detector(self, name: str) -> InstalledDetector | None:
        """The installed detector of that name."""
        return next((detector for detector in self.detectors if detector.name == name), None)

    def ensemble(self, name: str) -> Ensemble | None:
        """The installed ensemble of that name."""
        return next((ensemble for ensemble in self.ensembles if ensemble.name == name), None)

    def missing(self, ensemble: Ensemble) -> tuple[str, ...]:
        """The detectors of an ensemble that are not installed."""
        here = {detector.name for detector in self.detectors}
        return tuple(name for name in ensemble.detectors if name not in here)

    def offer(self, name: str) -> CatalogItem | None:
        """The catalogue's file of that name."""
        return next((item for item in self.catalog.items if item.name == name), None)

    def offered_ensemble(self, name: str) -> Ensemble | None:
        """The catalogue's ensemble of that name."""
        return next((ensemble for ensemble in self.catalog.ensembles if ensemble.name == name), None)

    def wanted(self, name: str) -> tuple[CatalogItem, ...]:
        """The files that are still to be fetched for an item or ensemble of the catalogue."""
        items, _ = self.catalog.wanted(name)
        return tuple(item for item in items if not self.has(item))

    def has(self, item: CatalogItem) -> bool:
        """Whether a file of the catalogue is installed."""
        if item.kind == "face_detector":
            return item.name in self.face_detectors
        return self.detector(item.name) is not None

    def is_default(self, name: str) -> bool:
        """Whether screening uses exactly this ensemble or detector unasked."""
        return self.default is not None and self.default.name == name

    def users_of(self, detector: str) -> tuple[str, ...]:
        """The ensembles that need a detector."""
        return tuple(ensemble.name for ensemble in self.ensembles if detector in ensemble.detectors)

    def names(self) -> frozenset[str]:
        """Every name in use, in lower case, for detectors and ensembles alike."""
        found = {detector.name for detector in self.detectors} | {ensemble.name for ensemble in self.ensembles}
        return frozenset(name.lower() for name in found | {damaged.path.stem for damaged in self.damaged})


def take(library: Library, preferred: str = "") -> Snapshot:
    """Look at the disk. ``preferred`` is the ensemble that the settings name in place of the library's default."""
    scan = library.scan()
    default, no_default = _default(library, preferred)
    catalog, problem = _catalog()
    return Snapshot(
        detectors=scan.detectors,
        ensembles=tuple(library.ensembles()),
        damaged=(*scan.damaged, *library.damaged_ensembles()),
        face_detectors=tuple(library.face_detectors()),
        bundled=_bundled(library),
        default=default,
        no_default=no_default,
        catalog=catalog,
        catalog_problem=problem,
        sizes={detector.name: _size(detector.path) for detector in scan.detectors},
    )


def _default(library: Library, preferred: str) -> tuple[Ensemble | None, str]:
    try:
        return (library.ensemble(preferred) if preferred else library.default_ensemble()), ""
    except DfdError as error:
        return None, str(error)


def _catalog() -> tuple[Catalog, str]:
    try:
        return load_catalog(), ""
    except DfdError as error:
        return Catalog((), ()), str(error)


def _bundled(library: Library) -> frozenset[str]:
    folder = library.bundled / "ensembles"
    own = {ensemble.name for ensemble in library.ensembles() if (folder / f"{ensemble.name}{SUFFIX}").is_file()}
    return frozenset(name for name in own if not (library.paths.ensembles / f"{name}{SUFFIX}").is_file())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
