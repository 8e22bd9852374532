"""From a look at the library to the rows of its list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import InstalledDetector
from dfd_gui.items.library_model import Badge, Entry, Kind, Mark, Section
from dfd_gui.library import words
from dfd_gui.library.snapshot import Snapshot

translate = QCoreApplication.translate


def sections(snapshot: Snapshot, running: Mapping[str, str]) -> list[Section]:
    """The list's sections, empty ones left out. ``running``: words of the downloads by their catalogue names."""
    found = [
        Section(translate("Library", "Ensembles"), tuple(_ensemble(snapshot, one) for one in snapshot.ensembles)),
        Section(translate("Library", "Detectors"), tuple(_detector(snapshot, one) for one in snapshot.detectors)),
        Section(translate("Library", "Face detectors"), tuple(_face(snapshot, n) for n in snapshot.face_detectors)),
        Section(translate("Library", "Damaged files"), _damaged(snapshot)),
        Section(translate("Library", "To download"), _offers(snapshot, running)),
    ]
    return [section for section in found if section.entries]


def badge(mark: Mark, more: str = "") -> Badge:
    """A mark in words."""
    stated = {
        Mark.DEFAULT: translate("Library", "default"),
        Mark.BUNDLED: translate("Library", "bundled"),
        Mark.DAMAGED: translate("Library", "damaged"),
        Mark.INCOMPLETE: translate("Library", "incomplete"),
        Mark.INSTALLED: translate("Library", "installed"),
        Mark.NON_COMMERCIAL: translate("Library", "non-commercial"),
        Mark.DOWNLOADING: translate("Library", "downloading"),
    }
    return Badge(mark, more or stated[mark])


def ensemble_badges(snapshot: Snapshot, ensemble: Ensemble) -> tuple[Badge, ...]:
    """What is to be known of an ensemble at a glance."""
    default = snapshot.default is not None and snapshot.default.name == ensemble.name
    marks = [Mark.DEFAULT] if default else []
    marks += [Mark.BUNDLED] if ensemble.name in snapshot.bundled else []
    marks += [Mark.INCOMPLETE] if snapshot.missing(ensemble) else []
    return tuple(map(badge, marks))


def detector_badges(snapshot: Snapshot, detector: InstalledDetector) -> tuple[Badge, ...]:
    """What is to be known of a detector at a glance."""
    marks = [Mark.BUNDLED] if detector.bundled else []
    marks += [] if detector.card.commercial else [Mark.NON_COMMERCIAL]
    return (*_implicit_default(snapshot, detector.name), *map(badge, marks))


def _implicit_default(snapshot: Snapshot, name: str) -> tuple[Badge, ...]:
    """Where no ensemble is the default, the detectors themselves are, alone or together."""
    default = snapshot.default
    if default is None or not default.implicit or name not in default.detectors:
        return ()
    alone = len(default.detectors) == 1
    return (badge(Mark.DEFAULT, "" if alone else translate("Library", "part of the default")),)


def _ensemble(snapshot: Snapshot, ensemble: Ensemble) -> Entry:
    count = len(ensemble.detectors)
    many = translate("Library", "{count} detectors").format(count=count)
    parts = (translate("Library", "1 detector") if count == 1 else many, words.aggregation(ensemble.aggregation))
    title = ensemble.title or ", ".join(parts if count > 1 else parts[:1])
    return Entry(Kind.ENSEMBLE, ensemble.name, ensemble.name, title, ensemble_badges(snapshot, ensemble))


def _detector(snapshot: Snapshot, detector: InstalledDetector) -> Entry:
    title = detector.card.title or detector.card.network
    return Entry(Kind.DETECTOR, detector.name, detector.name, title, detector_badges(snapshot, detector))


def _face(snapshot: Snapshot, name: str) -> Entry:
    item = snapshot.offer(name)
    return Entry(Kind.FACE_DETECTOR, name, name, item.title if item else "", ())


def _damaged(snapshot: Snapshot) -> tuple[Entry, ...]:
    return tuple(
        Entry(Kind.DAMAGED, str(one.path), one.path.name, str(one.path.parent), (badge(Mark.DAMAGED),))
        for one in snapshot.damaged
    )


def _offers(snapshot: Snapshot, running: Mapping[str, str]) -> tuple[Entry, ...]:
    """Ready-made ensembles first; what is installed stays listed, so that nothing seems to be lost."""
    rows = []
    for ensemble in snapshot.catalog.ensembles:
        marks = _progress(ensemble.name, running)
        if snapshot.ensemble(ensemble.name) and not snapshot.wanted(ensemble.name):
            marks = (*marks, badge(Mark.INSTALLED))
        rows.append(Entry(Kind.OFFERED_ENSEMBLE, ensemble.name, ensemble.name, ensemble.title, marks))
    for item in snapshot.catalog.items:
        marks = _progress(item.name, running)
        if snapshot.has(item):
            marks = (*marks, badge(Mark.INSTALLED))
        if not item.commercial:
            marks = (*marks, badge(Mark.NON_COMMERCIAL))
        rows.append(Entry(Kind.OFFER, item.name, item.name, item.title, marks))
    return tuple(rows)


def _progress(name: str, running: Mapping[str, str]) -> tuple[Badge, ...]:
    return (badge(Mark.DOWNLOADING, running[name]),) if name in running else ()
