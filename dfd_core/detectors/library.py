"""The detectors and ensembles on this computer: the user's and the bundled ones. Light (no torch)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dfd_core.detectors import container
from dfd_core.detectors.card import DetectorCard, check_name
from dfd_core.detectors.ensemble import SUFFIX as ENSEMBLE_SUFFIX
from dfd_core.detectors.ensemble import Ensemble, load_ensemble
from dfd_core.detectors.onnx_place import onnx_path
from dfd_core.errors import DetectorError, DfdError, UsageError
from dfd_core.paths import UserPaths, atomic_write, resource

Kind = Literal["detector", "ensemble"]

STARTER = "starter"
DEFAULT_FILE = "default.txt"
HASH_CACHE = "detector-hashes.json"
FACE_DETECTORS: Mapping[str, str] = {"yunet": "face_detection_yunet_2023mar.onnx"}
"""Face detectors that can be installed, and their files beside the detectors."""

IMPLICIT_LIMIT = 8
"""More installed detectors than this are not all run unasked."""

GET_ONE = "run 'dfd detectors pull meso4-df', or 'dfd detectors import FILE --name NAME'"


@dataclass(frozen=True, slots=True)
class InstalledDetector:
    """A detector file on disk. ``sha256`` is of the file, ``weights_sha256`` of the tensors alone."""

    name: str
    path: Path
    sha256: str
    weights_sha256: str
    card: DetectorCard
    bundled: bool = False


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file of the library that cannot be used, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look at the disk found, sorted by name."""

    detectors: tuple[InstalledDetector, ...]
    damaged: tuple[Damaged, ...]


class Library:
    """Installed detectors and ensembles. Every call looks at the disk; hashes are cached by path, size and time.

    ``bundled`` is the folder with ``detectors/`` and ``ensembles/`` that the program brings along.
    """

    def __init__(self, paths: UserPaths, bundled: Path | None = None) -> None:
        self.paths = paths
        self.bundled = bundled if bundled is not None else resource()

    # -- detectors ---------------------------------------------------------------------------------------------

    def scan(self) -> Scan:
        """Every detector file, the usable ones and the damaged ones with the reason."""
        hashes = _HashCache(self.paths.cache / HASH_CACHE)
        found: dict[str, InstalledDetector] = {}
        damaged: list[Damaged] = []
        for path, bundled in self._files():
            try:
                detector = _installed(path, hashes, bundled=bundled)
            except DfdError as error:
                damaged.append(Damaged(path, str(error)))
                continue
            if detector.name.lower() in found:
                damaged.append(Damaged(path, f"{path}: another detector is already named {detector.name!r}"))
            else:
                found[detector.name.lower()] = detector
        hashes.save()
        return Scan(tuple(found[key] for key in sorted(found)), tuple(damaged))

    def detectors(self) -> list[InstalledDetector]:
        """The usable detectors, sorted by name."""
        return list(self.scan().detectors)

    def get(self, name: str) -> InstalledDetector:
        """The installed detector of that name; reads no other file.

        Raises:
            UsageError: ``unknown_detector``.
            DetectorError: its file is damaged.
        """
        path, bundled = self._find(name)
        hashes = _HashCache(self.paths.cache / HASH_CACHE)
        detector = _installed(path, hashes, bundled=bundled)
        hashes.save()
        return detector

    def path_for(self, name: str, *, replace: bool = False) -> Path:
        """Where a new detector of that name is to be written.

        Raises:
            UsageError: ``bad_name``; ``name_taken``, it exists (a bundled one is never replaced).
        """
        check_name(name)
        for path, bundled in self._files():
            if path.stem.lower() == name.lower() and (bundled or not replace):
                hint = "choose another name" if bundled else "choose another name, or say --force to replace it"
                raise UsageError("name_taken", f"there is a detector named {path.stem!r} already", hint)
        return self.paths.detectors / f"{name}{container.SUFFIX}"

    def remove(self, name: str, kind: Kind | None = None) -> Path:
        """Delete the user's detector, ensemble or face detector of that name and return the file's former path.

        A detector's ONNX copy goes with it, an ensemble's detectors stay. Where a detector and an ensemble have the
        same name, ``kind`` says which one is meant; the detector without it.

        Raises:
            UsageError: ``unknown_detector``, ``unknown_ensemble``, or ``bundled``: it belongs to the program.
            DfdError: ``not_writable``.
        """
        check_name(name)
        path = self._removable(name, kind)
        try:
            if path.suffix == container.SUFFIX:
                self._remove_onnx(name)
            path.unlink()
        except OSError as error:
            raise DfdError("not_writable", f"{path}: cannot be removed: {error.strerror}") from error
        if name == self.default_name() and path.suffix == ENSEMBLE_SUFFIX:
            self.set_default("")
        return path

    def _removable(self, name: str, kind: Kind | None) -> Path:
        ensembles = [(path, self._is_bundled(path)) for path in self._ensemble_files()]
        files = {"detector": self._files(), "ensemble": ensembles}
        for path, bundled in files[kind] if kind else [*files["detector"], *ensembles]:
            if path.stem == name:
                if bundled:
                    raise UsageError("bundled", f"{name!r} belongs to the program and cannot be removed")
                return path
        if kind == "ensemble":
            raise UsageError("unknown_ensemble", f"no ensemble named {name!r} is installed")
        if name in FACE_DETECTORS and (path := self.paths.detectors / FACE_DETECTORS[name]).is_file():
            return path
        return self._find(name)[0]

    def _is_bundled(self, path: Path) -> bool:
        return path.is_relative_to(self.bundled)

    def _remove_onnx(self, name: str) -> None:
        """Unless another detector has the same copy; a damaged file has none that could be found."""
        copies = {d.name: onnx_path(d, self.paths) for d in self.detectors()}
        mine = copies.pop(name, None)
        if mine and mine not in copies.values():
            mine.unlink(missing_ok=True)

    def face_detectors(self) -> list[str]:
        """Names of the face detectors that were pulled into the library."""
        return [name for name, file in FACE_DETECTORS.items() if (self.paths.detectors / file).is_file()]

    def _files(self) -> list[tuple[Path, bool]]:
        """Detector files, the user's first, each with whether it is bundled."""
        users = _listing(self.paths.detectors, container.SUFFIX)
        bundled = _listing(self.bundled / "detectors", container.SUFFIX)
        return [(path, False) for path in users] + [(path, True) for path in bundled]

    def _find(self, name: str) -> tuple[Path, bool]:
        check_name(name)
        files = self._files()
        for path, bundled in files:
            if path.stem == name:
                return path, bundled
        names = ", ".join(path.stem for path, _ in files[:10])
        hint = f"installed: {names}" if names else GET_ONE
        raise UsageError("unknown_detector", f"no detector named {name!r} is installed", hint)

    # -- ensembles ---------------------------------------------------------------------------------------------

    def ensembles(self) -> list[Ensemble]:
        """The readable ensembles, sorted by name; whether their detectors are installed is not asked."""
        found: dict[str, Ensemble] = {}
        for path in self._ensemble_files():
            try:
                found.setdefault(path.stem, load_ensemble(path))
            except DfdError:
                continue  # damaged_ensembles tells
        return [found[name] for name in sorted(found)]

    def damaged_ensembles(self) -> list[Damaged]:
        """The ensemble files that cannot be read, and why."""
        damaged = []
        for path in self._ensemble_files():
            try:
                load_ensemble(path)
            except DfdError as error:
                damaged.append(Damaged(path, str(error)))
        return damaged

    def ensemble(self, name: str) -> Ensemble:
        """The ensemble of that name; every detector of it must be installed.

        Raises:
            UsageError: ``unknown_ensemble``, or ``missing_detector`` naming the first one that is not installed.
            DetectorError: its file is damaged.
        """
        check_name(name)
        for path in self._ensemble_files():
            if path.stem == name:
                return self._complete(load_ensemble(path))
        names = ", ".join(path.stem for path in self._ensemble_files()) or "none"
        raise UsageError("unknown_ensemble", f"no ensemble named {name!r} is installed", f"installed: {names}")

    def of_detectors(self, names: Iterable[str]) -> Ensemble:
        """The ensemble of exactly these installed detectors, combined by their families' rule where they share one.

        Raises:
            UsageError: ``unknown_detector``.
        """
        cards = [self.get(name).card for name in names]
        return _implicit(cards)

    def default_ensemble(self) -> Ensemble:
        """What ``dfd screen`` uses unasked.

        The user's choice; else the user's only ensemble; else the detectors that the user installed; else the bundled
        starter, which serves until something better is there.

        Raises:
            UsageError: ``no_detector``, nothing is installed; ``no_default``, there is too much to choose from.
        """
        chosen = self.default_name()
        if chosen:
            return self.ensemble(chosen)
        own = [path.stem for path in _listing(self.paths.ensembles, ENSEMBLE_SUFFIX)]
        if len(own) == 1:
            return self.ensemble(own[0])
        detectors = self.detectors()
        users = [detector.card for detector in detectors if not detector.bundled]
        if users and not own and len(users) <= IMPLICIT_LIMIT:
            return _implicit(users)
        if STARTER in {ensemble.name for ensemble in self.ensembles()}:
            return self.ensemble(STARTER)
        if not detectors:
            raise UsageError("no_detector", "no detector is installed", GET_ONE)
        if not own and len(detectors) <= IMPLICIT_LIMIT:
            return _implicit([detector.card for detector in detectors])
        raise UsageError(
            "no_default", f"{len(detectors)} detectors are installed", "choose with --detector or --ensemble"
        )

    def default_name(self) -> str:
        """The ensemble that the user chose as default, ``""`` for none."""
        try:
            return (self.paths.ensembles / DEFAULT_FILE).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def set_default(self, name: str) -> None:
        """Choose the default ensemble; ``""`` forgets the choice.

        Raises:
            UsageError: there is no complete ensemble of that name.
        """
        path = self.paths.ensembles / DEFAULT_FILE
        if not name:
            path.unlink(missing_ok=True)
            return
        self.ensemble(name)
        with atomic_write(path) as stream:
            stream.write(f"{name}\n".encode())

    def _ensemble_files(self) -> list[Path]:
        users = _listing(self.paths.ensembles, ENSEMBLE_SUFFIX)
        return users + _listing(self.bundled / "ensembles", ENSEMBLE_SUFFIX)

    def _complete(self, ensemble: Ensemble) -> Ensemble:
        installed = {path.stem for path, _ in self._files()}
        for name in ensemble.detectors:
            if name not in installed:
                raise UsageError(
                    "missing_detector",
                    f"ensemble {ensemble.name!r} needs detector {name!r}, which is not installed",
                    f"run 'dfd detectors pull {name}' if it is in the catalogue, or choose another ensemble",
                )
        return ensemble


def _implicit(cards: list[DetectorCard]) -> Ensemble:
    """Detectors of one rule keep their family's own, others are combined as the seed did.

    Every card's calibration is applied to its own faces; bands hold for what they were chosen on, so only a single
    detector brings its own along.
    """
    names = tuple(card.name for card in cards)
    rules = {card.frame_rule for card in cards}
    rule = rules.pop() if len(rules) == 1 else "mean"
    return Ensemble(
        "+".join(names),
        names,
        title=cards[0].title if len(cards) == 1 else "",
        aggregation="geometric" if rule == "mean" else rule,
        persons="pooled" if rule == "confident" else "max",
        thresholds=cards[0].thresholds if len(cards) == 1 else None,
        implicit=True,
    )


def _listing(folder: Path, suffix: str) -> list[Path]:
    """Files of that suffix, sorted; hidden ones (half-written) left out."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix == suffix and not p.name.startswith(".") and p.is_file())


def _installed(path: Path, hashes: _HashCache, *, bundled: bool) -> InstalledDetector:
    header = container.read_header(path)
    if header.card.name != path.stem:
        raise DetectorError(
            "damaged_detector", f"{path}: it calls itself {header.card.name!r}", "the file was renamed; import it again"
        )
    try:
        sha256, weights = hashes.of(path, header)
    except OSError as error:
        raise DetectorError("unreadable", f"{path}: cannot be read: {error.strerror}") from error
    return InstalledDetector(path.stem, path, sha256, weights, header.card, bundled)


class _HashCache:
    """Hashes of files by path, size and modification time: hashing 60 MB at each start is slow."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read_cache(path)
        self._changed = False

    def of(self, path: Path, header: container.Header) -> tuple[str, str]:
        """SHA-256 of the file and of its weights."""
        stat = path.stat()
        key = str(path.absolute())
        stamp = [stat.st_size, stat.st_mtime_ns]
        entry = self._known.get(key)
        if isinstance(entry, list) and len(entry) == 4 and entry[:2] == stamp:
            return str(entry[2]), str(entry[3])
        sha256 = container.file_sha256(path)
        weights = container.weights_sha256_of(path, header)
        self._known[key] = [*stamp, sha256, weights]
        self._changed = True
        return sha256, weights

    def save(self) -> None:
        """Write the cache if it changed; a cache folder that cannot be written only costs time."""
        if not self._changed:
            return
        kept = {key: value for key, value in self._known.items() if Path(key).exists()}
        try:
            with atomic_write(self._path) as stream:
                stream.write(json.dumps(kept).encode())
        except OSError:
            self._changed = True


def _read_cache(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
