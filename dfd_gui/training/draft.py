"""The set-up of a training that has not begun: what the wizard's pages fill in, kept on disk between sessions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from dfd_core.errors import DfdError
from dfd_core.paths import atomic_write
from dfd_core.training import recipes
from dfd_core.training.config import FieldRow, TrainConfig, describe
from dfd_core.training.items import MANIFEST

FACE_SET = "faceset"
"""Layout of a folder whose faces are cut already."""

SEED = ("seed-xception-1", "seed-xception-2", "seed-b1-1", "seed-b1-2", "seed-b1-3", "seed-b1-4", "seed-b1-5")
"""Recipes of the seed's ensemble, in its own order."""

OWN_KEYS = ("network.start", "run.device", "data.split")
"""Settings that have controls of their own beside the form."""


@dataclass(slots=True)
class Source:
    """One data set. ``faces`` is the folder of its face set, ``parts`` and ``methods`` what is chosen (empty: all).

    ``label`` is ``"real"`` or ``"fake"`` for a table without a column of labels.
    """

    path: str
    faces: str
    layout: str = "auto"
    parts: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    label: str = ""

    @property
    def is_face_set(self) -> bool:
        """Whether there is nothing to cut."""
        return self.layout == FACE_SET

    @property
    def cut(self) -> bool:
        """Whether its faces are there."""
        return (Path(self.faces) / MANIFEST).is_file()

    def conditions(self) -> list[str]:
        """``--where`` for what is chosen. Real clips have no method, and are always meant."""
        methods = [f"method={name}" for name in self.methods]
        if methods:
            methods.append("method=")
        return [f"part={name}" for name in self.parts] + methods


@dataclass(slots=True)
class Cutting:
    """How faces are cut; ``margin`` -1 = wide enough for every recipe, ``seed`` the bare box as the seed did."""

    faces: int = 10
    margin: float = -1.0
    size: int = 320
    persons: str = "main"
    seed: bool = False


@dataclass(slots=True)
class Pick:
    """One recipe to train by: a bundled name or a file, and what was changed of it (key to value as text)."""

    base: str
    changes: dict[str, str] = field(default_factory=dict)

    def config(self) -> TrainConfig:
        """Its settings.

        Raises:
            UsageError: there is no such recipe, or a change does not fit.
        """
        return recipes.load(self.base, [f"{key}={value}" for key, value in self.changes.items()])

    @property
    def short(self) -> str:
        """Its name without folder and suffix."""
        return Path(self.base).stem if self.base.endswith(".toml") else self.base


@dataclass(slots=True)
class Draft:
    """Everything that the pages ask. ``step`` is the page the user was on, ``consent`` allows the one download."""

    sources: list[Source] = field(default_factory=list)
    cutting: Cutting = field(default_factory=Cutting)
    picks: list[Pick] = field(default_factory=list)
    name: str = ""
    licence: str = ""
    valid: str = ""
    start: str = ""
    device: str = ""
    epochs: int = 0
    consent: bool = False
    step: int = 0

    @property
    def face_sets(self) -> list[Path]:
        """Folders to train on."""
        return [Path(source.faces) for source in self.sources]

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not self.sources

    def settings_of(self, pick: Pick) -> dict[str, str]:
        """What is changed of a recipe, with what is chosen for all of them; device and validation are options."""
        changes = dict(pick.changes)
        if self.start:
            changes["network.start"] = self.start
        if self.epochs:
            changes["optim.epochs"] = str(self.epochs)
        return changes

    def save(self, path: Path) -> None:
        """Keep it for the next session; an empty one leaves nothing behind."""
        if self.empty:
            path.unlink(missing_ok=True)
            return
        with atomic_write(path) as stream:
            stream.write(json.dumps(asdict(self), ensure_ascii=False, indent=1).encode())


Part = TypeVar("Part", Source, Cutting, Pick)


def load_draft(path: Path) -> Draft:
    """The kept set-up; an empty one where there is none or it is damaged."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        data = json.loads(path.read_bytes())
        values = {**data, "cutting": _of(Cutting, data["cutting"])}
        values["sources"] = [_of(Source, one) for one in data["sources"]]
        values["picks"] = [_of(Pick, one) for one in data["picks"]]
        return Draft(**{key: value for key, value in values.items() if key in {entry.name for entry in fields(Draft)}})
    return Draft()


def _of(kind: type[Part], data: Mapping[str, Any]) -> Part:
    return kind(**{key: value for key, value in data.items() if key in {entry.name for entry in fields(kind)}})


def pick_of(folder: Path, recipe: str) -> Pick:
    """The settings of a run as a recipe with changes: of the bundled recipe where it has one, else of its own file.

    Raises:
        DfdError: its configuration cannot be read.
    """
    config = folder / "config.toml"
    own = recipes.read_config(config)
    try:
        base = recipes.load(recipe)
    except DfdError:
        return Pick(str(config))
    return Pick(recipe, {row.key: text_of(row) for row in changed_rows(base, own)})


def changed_rows(base: TrainConfig, own: TrainConfig) -> list[FieldRow]:
    """The fields of ``own`` that differ from ``base``."""
    before = {row.key: row.value for row in describe(base)}
    return [row for row in describe(own) if row.value != before[row.key]]


def text_of(row: FieldRow) -> str:
    """A field's value as ``--set`` takes it."""
    return str(row.value).lower() if isinstance(row.value, bool) else str(row.value)
