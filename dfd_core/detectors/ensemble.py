"""Ensembles: named lists of detectors with an aggregation rule, kept as small TOML files. Light (no torch)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import tomli_w

from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.card import check_name
from dfd_core.errors import DetectorError
from dfd_core.paths import atomic_write

SCHEMA = 1
SUFFIX = ".toml"
MAX_BYTES = 1 << 20
MAX_DETECTORS = 64

Aggregation = Literal["geometric", "arithmetic", "logit_mean", "confident"]
"""Over models, of what each says of a clip: the seed's geometric mean of means, the arithmetic mean, the mean of
logits (icpr2020dfdc), or the mean of the *confident* rule (DFDC winner)."""

Persons = Literal["max", "pooled"]
"""A clip of several persons: the highest of their scores, or all their faces in one pool."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Detectors that are run together. ``calibration`` and ``thresholds`` hold for exactly this combination.

    ``title`` and ``notes`` are shown to the user; ``implicit`` marks one that stands in no file (a choice of
    detectors on the command line, or everything that is installed).
    """

    name: str
    detectors: tuple[str, ...]
    title: str = ""
    aggregation: Aggregation = "geometric"
    persons: Persons = "max"
    calibration: Calibration | None = None
    thresholds: Thresholds | None = None
    notes: str = ""
    implicit: bool = False

    def __post_init__(self) -> None:
        if not self.implicit:
            check_name(self.name)
        if not 1 <= len(self.detectors) <= MAX_DETECTORS:
            raise _bad(f"{self.name}: it needs 1 to {MAX_DETECTORS} detectors")
        if len(set(self.detectors)) != len(self.detectors):
            raise _bad(f"{self.name}: a detector is named twice")
        if self.aggregation not in get_args(Aggregation):
            raise _bad(f"{self.name}: unknown aggregation {self.aggregation!r}")
        if self.persons not in get_args(Persons):
            raise _bad(f"{self.name}: persons is {self.persons!r}, neither 'max' nor 'pooled'")
        for detector in self.detectors:
            check_name(detector)

    @classmethod
    def of(cls, detectors: Sequence[str], aggregation: Aggregation = "geometric") -> Ensemble:
        """Detectors chosen on the spot, named by joining them; ``Library.of_detectors`` knows their own rule."""
        return cls("+".join(detectors), tuple(detectors), aggregation=aggregation, implicit=True)

    def to_toml(self) -> str:
        """The file's text."""
        values: dict[str, Any] = {
            "schema": SCHEMA,
            "name": self.name,
            "title": self.title,
            "detectors": list(self.detectors),
            "aggregation": self.aggregation,
            "persons": self.persons,
            "notes": self.notes,
        }
        if self.calibration:
            values["calibration"] = self.calibration.to_json()
        if self.thresholds:
            values["thresholds"] = self.thresholds.to_json()
        return tomli_w.dumps(values)

    def save(self, folder: Path) -> Path:
        """Write ``folder/NAME.toml`` atomically and return its path; an existing one is replaced."""
        path = folder / f"{self.name}{SUFFIX}"
        with atomic_write(path) as stream:
            stream.write(self.to_toml().encode())
        return path


def load_ensemble(path: Path) -> Ensemble:
    """Read an ensemble file; the file's stem must be its name.

    Raises:
        DetectorError: ``bad_ensemble``, unreadable, no TOML, an unknown or missing entry, or a wrong value.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _bad(f"{path}: too large for an ensemble file")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _bad(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(f"{path}: {error}") from error
    ensemble = _from_dict(data, path)
    if ensemble.name != path.stem:
        raise _bad(f"{path}: it calls itself {ensemble.name!r}")
    return ensemble


def _from_dict(data: Mapping[str, Any], path: Path) -> Ensemble:
    values = dict(data)
    schema = values.pop("schema", 0)
    if not isinstance(schema, int) or not 1 <= schema <= SCHEMA:
        raise _bad(f"{path}: schema {schema!r} is not known to this version")
    detectors = values.pop("detectors", None)
    if not isinstance(detectors, list) or not all(isinstance(d, str) for d in detectors):
        raise _bad(f"{path}: 'detectors' is no list of names")
    calibration, thresholds = values.pop("calibration", None), values.pop("thresholds", None)
    if not all(value is None or isinstance(value, dict) for value in (calibration, thresholds)):
        raise _bad(f"{path}: calibration and thresholds are tables")
    texts = {"name", "title", "aggregation", "persons", "notes"}
    if unknown := sorted(values.keys() - texts):
        raise _bad(f"{path}: unknown entry {unknown[0]!r}")
    if "name" not in values or not all(isinstance(v, str) for v in values.values()):
        raise _bad(f"{path}: an entry is missing or no text")
    return Ensemble(
        detectors=tuple(detectors),
        calibration=None if calibration is None else Calibration.from_json(calibration),
        thresholds=None if thresholds is None else Thresholds.from_json(thresholds),
        **values,
    )


def _bad(reason: str) -> DetectorError:
    return DetectorError("bad_ensemble", f"damaged ensemble: {reason}")
