"""From a name of the catalogue to installed detectors: licence, download, verification, import."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dfd_core.detectors.catalog import Catalog, CatalogItem
from dfd_core.detectors.download import Progress, Source, download
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.importers import import_file
from dfd_core.detectors.library import Library
from dfd_core.errors import DetectorError, UsageError
from dfd_core.paths import atomic_write

TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Pull:
    """One request. ``accept`` is asked for every file whose licence excludes commercial use, before any byte moves.

    ``progress`` gets the item and the bytes that are here and in all; ``notify`` sentences for the user; ``stop`` is
    polled between chunks.
    """

    library: Library
    catalog: Catalog
    accept: Callable[[CatalogItem], bool]
    progress: Callable[[CatalogItem, int, int | None], None] | None = None
    notify: Callable[[str], None] | None = None
    stop: Callable[[], bool] | None = None
    replace: bool = False
    timeout_s: float = TIMEOUT_S

    def run(self, name: str) -> list[str]:
        """Install a detector, a face detector or a ready-made ensemble with all it needs; return what is new.

        Members of an ensemble that are installed already are left as they are.

        Raises:
            UsageError: ``not_in_catalogue``, ``name_taken``, or ``licence`` was not accepted.
            DetectorError: the download or the file is not what the catalogue says; finished members stay.
            Cancelled: ``stop`` said so.
        """
        items, ensemble = self.catalog.wanted(name)
        if ensemble is None or self.replace:
            missing = items
        else:
            installed = {detector.name for detector in self.library.detectors()}
            missing = tuple(item for item in items if item.name not in installed)
        for item in missing:
            self._check(item)
        if ensemble:
            self._check_ensemble(ensemble)
        names = [self._install(item) for item in missing]
        if ensemble:
            ensemble.save(self.library.paths.ensembles)
            names.append(ensemble.name)
        return names

    def _check(self, item: CatalogItem) -> None:
        if item.kind == "detector":
            self.library.path_for(item.name, replace=self.replace)
        elif self._face_detector(item).exists() and not self.replace:
            raise UsageError("name_taken", f"{item.name} is installed already", "say --force to fetch it again")
        if not item.commercial and not self.accept(item):
            raise UsageError(
                "licence",
                f"{item.name}: its licence ({item.licence}) excludes commercial use and was not accepted",
                "say --accept-licence if your use is allowed",
            )

    def _check_ensemble(self, ensemble: Ensemble) -> None:
        path = self.library.paths.ensembles / f"{ensemble.name}.toml"
        if path.exists() and path.read_text(encoding="utf-8") != ensemble.to_toml() and not self.replace:
            raise UsageError(
                "name_taken", f"there is another ensemble named {ensemble.name!r}", "say --force to replace it"
            )

    def _install(self, item: CatalogItem) -> str:
        if not item.sha256:
            self._say(f"{item.name}: {item.verification}")
        file = self._downloaded(item)
        if item.kind == "face_detector":
            with atomic_write(self._face_detector(item)) as stream:
                stream.write(file.read_bytes())
        else:
            self._import(item, file)
        file.unlink(missing_ok=True)
        return item.name

    def _import(self, item: CatalogItem, file: Path) -> None:
        try:
            import_file(
                file,
                item.name,
                library=self.library,
                family=item.family or "auto",
                replace=self.replace,
                notify=self.notify,
            )
        except DetectorError:
            file.unlink(missing_ok=True)  # what was downloaded cannot be used: the next call fetches it anew
            raise

    def _downloaded(self, item: CatalogItem) -> Path:
        # The folder is named after the address: two files of one name never share a part.
        folder = hashlib.sha256(item.url.encode()).hexdigest()[:16]
        target = self.library.paths.cache / "downloads" / folder / _file_name(item)
        source = Source(item.url, item.bytes, item.sha256)
        return download(source, target, progress=self._progress(item), stop=self.stop, timeout_s=self.timeout_s)

    def _progress(self, item: CatalogItem) -> Progress | None:
        report = self.progress
        return None if report is None else lambda here, total: report(item, here, total)

    def _face_detector(self, item: CatalogItem) -> Path:
        return self.library.paths.detectors / _file_name(item)

    def _say(self, text: str) -> None:
        if self.notify:
            self.notify(text)


def _file_name(item: CatalogItem) -> str:
    """The last part of the address: card and figures name the file as its publisher does."""
    name = urlsplit(item.url).path.rpartition("/")[2]
    return name if name.replace("_", "").replace("-", "").replace(".", "").isalnum() else f"{item.name}.bin"
