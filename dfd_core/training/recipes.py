"""Recipes: TOML files of settings, by short name, by file, with ``--set key=value`` on top."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import atomic_write, resource
from dfd_core.training.config import FieldRow, TrainConfig, describe, sections, to_dict

SHORT_NAMES: Mapping[str, str] = {"seed-xception": "seed-xception-1", "seed-b1": "seed-b1-1"}
_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def names() -> list[str]:
    """The bundled recipes' names, sorted."""
    return sorted(path.stem for path in resource("recipes").glob("*.toml"))


def load(name_or_file: str | Path, overrides: Iterable[str] = ()) -> TrainConfig:
    """Read a recipe by bundled name, short name or TOML file and apply ``key=value`` overrides.

    Raises:
        UsageError: no such recipe, an unknown key (near matches named), a value of the wrong type or range.
    """
    path = _find(name_or_file)
    config = apply_values(TrainConfig(recipe=path.stem), _read(path), str(path))
    config = override(config, overrides)
    config.validate()
    return config


def read_config(path: Path) -> TrainConfig:
    """Read a configuration saved beside a run (see `save`)."""
    return apply_values(TrainConfig(), _read(path), str(path))


def save(config: TrainConfig, path: Path) -> None:
    """Write every value of `config` as TOML, atomically."""
    with atomic_write(path) as stream:
        stream.write(tomli_w.dumps(to_dict(config)).encode())


def override(config: TrainConfig, pairs: Iterable[str]) -> TrainConfig:
    """Apply ``key=value`` texts; a key is ``section.name`` or the bare name.

    Raises:
        UsageError: no ``=``, an unknown key, or a value that is not of the field's type.
    """
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise UsageError("bad_setting", f"--set {pair}: expected key=value", "for example --set lr=0.001")
        row = find_row(key.strip())
        config = _put(config, row.key, _convert(row, text.strip()))
    return config


def find_row(key: str) -> FieldRow:
    """The field of that full or bare name.

    Raises:
        UsageError: no such field; the hint names near matches.
    """
    rows = {row.key: row for row in describe()}
    bare = {name.partition(".")[2]: row for name, row in rows.items()}
    row = rows.get(key) or bare.get(key)
    if row is not None:
        return row
    near = difflib.get_close_matches(key, [*rows, *bare], n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "'dfd train --help-settings' lists all keys"
    raise UsageError("unknown_setting", f"there is no setting {key!r}", hint)


def apply_values(config: TrainConfig, values: Mapping[str, Any], where: str) -> TrainConfig:
    """Put nested values (sections of a TOML file) into a configuration.

    Raises:
        UsageError: an unknown section or key, or a value of the wrong type.
    """
    known = dict(sections(config))
    for name, value in values.items():
        if name == "recipe" and isinstance(value, str):
            config = replace(config, recipe=value)
        elif name == "about" and isinstance(value, str):
            config = replace(config, about=value)
        elif name in known and isinstance(value, Mapping):
            for key, item in value.items():
                row = _section_row(name, key, where)
                config = _put(config, row.key, _typed(row, item, where))
        else:
            raise UsageError("bad_recipe", f"{where}: unknown section {name!r}", f"sections are {', '.join(known)}")
    return config


def _section_row(section: str, key: str, where: str) -> FieldRow:
    try:
        row = find_row(f"{section}.{key}")
    except UsageError as error:
        raise UsageError(error.code, f"{where}: {error.message}", error.hint) from None
    return row


def _find(name_or_file: str | Path) -> Path:
    name = str(name_or_file)
    bundled = resource("recipes", f"{SHORT_NAMES.get(name, name)}.toml")
    if "/" not in name and "\\" not in name and bundled.is_file():
        return bundled
    path = Path(name)
    if path.is_file():
        return path
    near = difflib.get_close_matches(name, [*names(), *SHORT_NAMES], n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else f"recipes: {', '.join(names())}"
    raise UsageError("no_recipe", f"there is no recipe {name!r}", hint)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("bad_recipe", f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DfdError("bad_recipe", f"{path}: not valid TOML ({error})") from error


def _put(config: TrainConfig, key: str, value: object) -> TrainConfig:
    section, _, name = key.partition(".")
    part = getattr(config, section)
    assert name in {entry.name for entry in fields(part)}
    return replace(config, **{section: replace(part, **{name: value})})


def _typed(row: FieldRow, value: object, where: str) -> object:
    if row.kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not row.kind:
        raise UsageError("bad_setting", f"{where}: {row.key} must be a {row.kind.__name__}, not {value!r}")
    return value


def _convert(row: FieldRow, text: str) -> object:
    if row.kind is str:
        return text
    try:
        if row.kind is bool:
            return _boolean(text)
        return row.kind(text)
    except ValueError:
        wanted = {bool: "true or false", int: "a whole number", float: "a number"}[row.kind]
        raise UsageError("bad_setting", f"--set {row.key}={text}: expected {wanted}") from None


def _boolean(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError(text)
