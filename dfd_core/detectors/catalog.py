"""The catalogue: what can be downloaded, from where, under which licence, and how it is verified. Light (no torch)."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from dfd_core.detectors.card import check_name
from dfd_core.detectors.ensemble import Aggregation, Ensemble, Persons
from dfd_core.errors import DetectorError, UsageError
from dfd_core.paths import resource

SCHEMA = 1
VARIABLE = "DFD_CATALOG"
"""Environment variable that names another catalogue file."""

Kind = Literal["detector", "face_detector"]


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """One file that can be downloaded.

    ``sha256`` is ``""`` where the publisher gives none ("unpinned"); ``bytes`` is exact or None, ``approximate_bytes``
    only for the user's eyes. ``preprocessing`` and ``output`` are words for the user: what counts stands in the card
    that the family's importer writes. ``commercial`` is False where the licence excludes that use.
    """

    name: str
    kind: Kind
    title: str
    url: str
    licence: str
    family: str = ""
    bytes: int | None = None
    approximate_bytes: int | None = None
    sha256: str = ""
    commercial: bool = True
    network: str = ""
    preprocessing: str = ""
    output: str = ""
    source: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.kind not in get_args(Kind):
            raise ValueError(f"{self.name}: kind {self.kind!r}")
        if self.sha256 and (len(self.sha256) != 64 or set(self.sha256) - set("0123456789abcdef")):
            raise ValueError(f"{self.name}: sha256 {self.sha256!r}")
        if self.kind == "face_detector" and not self.sha256:
            raise ValueError(f"{self.name}: a file that is used as it comes needs a sha256")

    @property
    def verification(self) -> str:
        """How the file's content is verified, in words."""
        if self.sha256:
            return f"sha256 {self.sha256}"
        return "unpinned: its publisher gives no hash, so only its exact structure can be verified"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything on offer: single files and ready-made ensembles of them."""

    items: tuple[CatalogItem, ...]
    ensembles: tuple[Ensemble, ...]

    def wanted(self, name: str) -> tuple[tuple[CatalogItem, ...], Ensemble | None]:
        """The files behind a name, and the ensemble they make where the name is an ensemble's.

        Raises:
            UsageError: ``not_in_catalogue``.
        """
        by_name = {item.name: item for item in self.items}
        if name in by_name:
            return (by_name[name],), None
        for ensemble in self.ensembles:
            if ensemble.name == name:
                return tuple(by_name[detector] for detector in ensemble.detectors), ensemble
        raise UsageError(
            "not_in_catalogue", f"there is no {name!r} in the catalogue", "see 'dfd detectors list --available'"
        )


def catalog_path(path: Path | None = None) -> Path:
    """The catalogue file in use: ``path``, else ``$DFD_CATALOG``, else the bundled one."""
    return path or Path(os.environ.get(VARIABLE) or resource("catalog.json"))


def load_catalog(path: Path | None = None) -> Catalog:
    """Read the catalogue.

    Raises:
        DetectorError: ``bad_catalogue``, it cannot be read or is not one.
    """
    where = catalog_path(path)
    try:
        return _catalog(json.loads(where.read_text(encoding="utf-8")))
    except OSError as error:
        raise DetectorError("bad_catalogue", f"{where}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, UsageError, DetectorError) as error:
        raise DetectorError("bad_catalogue", f"{where}: damaged catalogue: {error}") from error


def _catalog(data: Mapping[str, Any]) -> Catalog:
    if data["schema"] != SCHEMA:
        raise ValueError(f"schema {data['schema']!r} is not known to this version")
    items = tuple(_item(entry) for entry in data["items"])
    names = [item.name for item in items]
    ensembles = tuple(_ensemble(entry) for entry in data["ensembles"])
    names += [ensemble.name for ensemble in ensembles]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{twice[0]!r} stands in it twice")
    for ensemble in ensembles:
        if missing := sorted(set(ensemble.detectors) - {item.name for item in items if item.kind == "detector"}):
            raise ValueError(f"ensemble {ensemble.name!r} needs {missing[0]!r}, which is not in it")
    return Catalog(items, ensembles)


def _item(entry: Mapping[str, Any]) -> CatalogItem:
    known = {f.name for f in fields(CatalogItem)}
    if unknown := sorted(set(entry) - known):
        raise ValueError(f"unknown entry {unknown[0]!r}")
    return CatalogItem(**entry)


def _ensemble(entry: Mapping[str, Any]) -> Ensemble:
    aggregation: Aggregation = entry["aggregation"]
    persons: Persons = entry.get("persons", "max")
    return Ensemble(
        name=entry["name"],
        detectors=tuple(entry["detectors"]),
        title=entry.get("title", ""),
        aggregation=aggregation,
        persons=persons,
        notes=entry.get("notes", ""),
    )
