"""Every setting as a row of one table, kept as TOML overrides in the user's configuration folder.

A value in the file that does not fit its row is reported (`Settings.problems`) and ignored: the program always starts.
What the file holds besides is left as it is.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QObject, Signal

from dfd_core.errors import DfdError
from dfd_core.paths import atomic_write
from dfd_gui.settings_table import SPECS, SettingSpec, Value

__all__ = ["SPECS", "SettingSpec", "Settings", "Value", "misfit", "translated"]

FILE = "settings.toml"


def translated(text: str) -> str:
    """Words of the table in the user's language."""
    return QCoreApplication.translate("Settings", text) if text else ""


class Settings(QObject):
    """The values now: the table's defaults and the user's overrides.

    Args:
        path: the TOML file; need not exist.

    `problems` tells in plain words what of the file was ignored.
    """

    changed = Signal(str)
    """The key whose value is another now."""
    not_saved = Signal(str)
    """Why the file could not be written; the value holds until the program ends."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.problems: list[str] = []
        self._specs = {spec.key: spec for spec in SPECS}
        self._broken = False
        self._document = self._read()
        self._values: dict[str, Value] = {}
        for spec in SPECS:
            self._take(spec)

    def spec(self, key: str) -> SettingSpec:
        """The table row of ``key``."""
        return self._specs[key]

    def get(self, key: str) -> Value:
        """The value of ``key``, of its default's type. Lists and tables are copies."""
        value = self._values.get(key, self._specs[key].default)
        return value.copy() if isinstance(value, list | dict) else value

    def text(self, key: str) -> str:
        """A setting that is text."""
        value = self.get(key)
        assert isinstance(value, str), key
        return value

    def number(self, key: str) -> int:
        """A setting that is a whole number."""
        value = self.get(key)
        assert isinstance(value, int), key
        return value

    def real(self, key: str) -> float:
        """A setting that is a number."""
        value = self.get(key)
        assert isinstance(value, float), key
        return value

    def flag(self, key: str) -> bool:
        """A setting that is on or off."""
        value = self.get(key)
        assert isinstance(value, bool), key
        return value

    def words(self, key: str) -> list[str]:
        """A setting that is a list of texts."""
        value = self.get(key)
        assert isinstance(value, list), key
        return value

    def table(self, key: str) -> dict[str, str]:
        """A setting that maps text to text."""
        value = self.get(key)
        assert isinstance(value, dict), key
        return value

    def overridden(self, key: str) -> bool:
        """Whether the user changed it."""
        return key in self._values

    def set(self, key: str, value: Value) -> None:
        """Take a value at once, tell everybody, and save it; the default removes the override.

        Raises:
            DfdError: ``bad_setting``; the value does not fit.
        """
        spec = self._specs[key]
        if why := misfit(spec, value):
            raise DfdError("bad_setting", f"{key}: {why}")
        before = self.get(key)
        fitted = _fitted(spec, value)
        if fitted == spec.default:
            self._values.pop(key, None)
            _remove(self._document, key)
        else:
            self._values[key] = fitted
            _put(self._document, key, fitted)
        if self.get(key) != before:
            self._save()
            self.changed.emit(key)

    def lend(self, key: str, value: Value) -> None:
        """Take a value for this run only (the command line's); it is not saved.

        Raises:
            DfdError: ``bad_setting``; the value does not fit.
        """
        spec = self._specs[key]
        if why := misfit(spec, value):
            raise DfdError("bad_setting", f"{key}: {why}")
        self._values[key] = _fitted(spec, value)
        self.changed.emit(key)

    def reset(self, key: str) -> None:
        """Go back to the default."""
        self.set(key, self._specs[key].default)

    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            self._broken = True
            why = error.strerror if isinstance(error, OSError) else str(error)
            text = self.tr("{file} cannot be read ({reason}); all settings have their defaults")
            self.problems.append(text.format(file=self.path, reason=why))
            return {}

    def _take(self, spec: SettingSpec) -> None:
        value = _find(self._document, spec.key)
        if value is None:
            return
        if why := misfit(spec, value):
            text = self.tr("{key} in {file} is ignored: {reason}")
            self.problems.append(text.format(key=spec.key, file=self.path, reason=why))
        elif value != spec.default:
            self._values[spec.key] = _fitted(spec, cast("Value", value))

    def _save(self) -> None:
        import tomli_w

        try:
            if self._broken:  # somebody's typing error is not to cost them the rest of their file
                with suppress(FileNotFoundError):
                    self.path.replace(self.path.with_name(f"{FILE}.broken"))
                self._broken = False
            with atomic_write(self.path) as stream:
                tomli_w.dump(self._document, stream)
        except OSError as error:
            self.not_saved.emit(f"{self.path}: {error.strerror or error}")


def misfit(spec: SettingSpec, value: object) -> str:
    """Why a value does not fit its row, in words; empty if it does."""
    if not _of_type(spec.default, value):
        return QCoreApplication.translate("Settings", "{value} is not {kind}").format(
            value=repr(value), kind=_kind(spec.default)
        )
    if spec.choices and value not in {choice for choice, _ in spec.choices}:
        allowed = ", ".join(choice for choice, _ in spec.choices)
        return QCoreApplication.translate("Settings", "{value} is none of {allowed}").format(
            value=repr(value), allowed=allowed
        )
    if isinstance(value, int | float) and not spec.minimum <= value <= spec.maximum:
        text = QCoreApplication.translate("Settings", "{value:g} lies outside {low:g} to {high:g}")
        return text.format(value=value, low=spec.minimum, high=spec.maximum)
    return ""


def _of_type(default: Value, value: object) -> bool:
    match default:
        case bool():
            return isinstance(value, bool)
        case float():
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        case int():
            return isinstance(value, int) and not isinstance(value, bool)
        case list():
            return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        case dict():
            return isinstance(value, dict) and all(isinstance(entry, str) for pair in value.items() for entry in pair)
        case _:
            return isinstance(value, str)


def _kind(default: Value) -> str:
    match default:
        case bool():
            return QCoreApplication.translate("Settings", "true or false")
        case int():
            return QCoreApplication.translate("Settings", "a whole number")
        case float():
            return QCoreApplication.translate("Settings", "a number")
        case list():
            return QCoreApplication.translate("Settings", "a list of texts")
        case dict():
            return QCoreApplication.translate("Settings", "a table of texts")
        case _:
            return QCoreApplication.translate("Settings", "a text")


def _fitted(spec: SettingSpec, value: Value) -> Value:
    fitted: Value = float(value) if isinstance(spec.default, float) and isinstance(value, int) else value
    return fitted.copy() if isinstance(fitted, list | dict) else fitted


def _find(document: Mapping[str, Any], key: str) -> object:
    """The value of a dotted key, None where there is none."""
    here: object = document
    for part in key.split("."):
        if not isinstance(here, Mapping) or part not in here:
            return None
        here = here[part]
    return here


def _put(document: dict[str, Any], key: str, value: Value) -> None:
    *folders, last = key.split(".")
    for part in folders:
        inner = document.get(part)
        if not isinstance(inner, dict):
            inner = document[part] = {}
        document = inner
    document[last] = value


def _remove(document: dict[str, Any], key: str) -> None:
    folder, _, last = key.rpartition(".")
    inner = _find(document, folder)
    if isinstance(inner, dict):
        inner.pop(last, None)
        if not inner:
            document.pop(folder, None)
