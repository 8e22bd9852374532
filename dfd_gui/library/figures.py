"""The measured figures of a card as tables: one of the data sets side by side, one of the methods.

Cards of other people say what they like; what is not known here is shown under its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from dfd_gui.library import words
from dfd_gui.texts import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

METHODS = ("auc_per_method", "methods")
"""Entries that hold one figure, or several, of each method."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """``rows`` of cells under ``columns``; ``shares`` are the numbers 0..1 behind the last column, for a bar."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureSet:
    """The tables of a card and the remarks that stand below them."""

    tables: tuple[FigureTable, ...] = ()
    remarks: tuple[str, ...] = ()


def figure_set(figures: Mapping[str, Any]) -> FigureSet:
    """All figures of a card."""
    sets = {key: value for key, value in figures.items() if isinstance(value, Mapping) and key not in METHODS}
    loose = {key: value for key, value in figures.items() if key not in sets and key != "best_epoch"}
    tables = [_side_by_side(sets)] if any(_numbers(part) for part in sets.values()) else []
    if numbers := _numbers(loose):
        heading = translate("Figures", "Published")
        tables.append(_table(translate("Figures", "Published figures"), {heading: numbers}))
    parts = {"": loose, **sets}
    tables += [table for name, part in parts.items() for table in _methods(name, part)]
    remarks = [remark for name, part in parts.items() for remark in _remarks(name, part)]
    return FigureSet(tuple(tables), tuple(remarks))


def _side_by_side(sets: Mapping[str, Mapping[str, Any]]) -> FigureTable:
    return _table(translate("Figures", "Measured figures"), {_set(name): _numbers(part) for name, part in sets.items()})


def _table(title: str, columns: Mapping[str, Mapping[str, str]]) -> FigureTable:
    keys = list(dict.fromkeys(key for numbers in columns.values() for key in numbers))
    keys.sort(key=lambda key: list(_WORDS).index(key) if key in _WORDS else len(_WORDS))
    rows = tuple((_name(key), *(numbers.get(key, "") for numbers in columns.values())) for key in keys)
    return FigureTable(title, (translate("Figures", "Figure"), *columns), rows)


def _numbers(part: Mapping[str, Any]) -> dict[str, str]:
    """The single numbers of a set, an interval joined to its figure."""
    found: dict[str, str] = {}
    for key, value in part.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or key in {"auc_low", "auc_high"}:
            continue
        found[key] = words.plain(value)
        if key == "auc" and isinstance(part.get("auc_low"), float) and isinstance(part.get("auc_high"), float):
            low, high = words.number(part["auc_low"]), words.number(part["auc_high"])
            found["auc_interval"] = translate("Figures", "{low} to {high}").format(low=low, high=high)
    return found


def _methods(name: str, part: Mapping[str, Any]) -> list[FigureTable]:
    tables = []
    for entry in METHODS:
        values = part.get(entry)
        if not isinstance(values, Mapping):
            continue
        pairs = [(str(method), _auc(value)) for method, value in values.items()]
        known = [(method, value) for method, value in pairs if value is not None]
        if known:
            title = translate("Figures", "Per method")
            tables.append(
                FigureTable(
                    f"{title}: {_set(name).lower()}" if name else title,
                    (translate("Figures", "Method"), translate("Figures", "AUC")),
                    tuple((method, words.number(value)) for method, value in known),
                    tuple(value for _, value in known),
                )
            )
    return tables


def _auc(value: object) -> float | None:
    if isinstance(value, Mapping):
        value = value.get("auc")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _remarks(name: str, part: Mapping[str, Any]) -> list[str]:
    """Texts, lists and odd entries, each named."""
    found = []
    for key, value in part.items():
        if key in METHODS or value is None or isinstance(value, int | float):
            continue
        text = words.plain(value)
        if key == "note":
            found.append(text)
        else:
            where = f"{_set(name)}, " if name else ""
            found.append(f"{where}{_name(key)}: {text}")
    return found


_WORDS: Mapping[str, str] = {
    "auc": QT_TRANSLATE_NOOP("Figures", "AUC"),
    "auc_interval": QT_TRANSLATE_NOOP("Figures", "95 % interval"),
    "log_loss": QT_TRANSLATE_NOOP("Figures", "LogLoss, clipped"),
    "log_loss_raw": QT_TRANSLATE_NOOP("Figures", "LogLoss"),
    "eer": QT_TRANSLATE_NOOP("Figures", "Equal error rate"),
    "accuracy": QT_TRANSLATE_NOOP("Figures", "Accuracy at .5"),
    "called_fake_of_real": QT_TRANSLATE_NOOP("Figures", "Real called fake"),
    "called_fake_of_fake": QT_TRANSLATE_NOOP("Figures", "Fake called fake"),
    "calibration_error": QT_TRANSLATE_NOOP("Figures", "Calibration error"),
    "calibration_error_before": QT_TRANSLATE_NOOP("Figures", "Before calibrating"),
    "faces": QT_TRANSLATE_NOOP("Figures", "Faces"),
    "groups": QT_TRANSLATE_NOOP("Figures", "Groups"),
    "celeb_df_v2_frame_auc": QT_TRANSLATE_NOOP("Figures", "AUC of frames, Celeb-DF v2"),
    "dfdc_frame_auc": QT_TRANSLATE_NOOP("Figures", "AUC of frames, DFDC"),
    "dfdc_own_split_video_logloss": QT_TRANSLATE_NOOP("Figures", "LogLoss of videos, its authors' part of the DFDC"),
    "dfdc_own_split_video_auc": QT_TRANSLATE_NOOP("Figures", "AUC of videos, its authors' part of the DFDC"),
    "ffpp_c23_video_logloss": QT_TRANSLATE_NOOP("Figures", "LogLoss of videos, FaceForensics++ c23"),
    "ffpp_c23_video_auc": QT_TRANSLATE_NOOP("Figures", "AUC of videos, FaceForensics++ c23"),
    "dfdc_private_logloss_of_the_seven": QT_TRANSLATE_NOOP("Figures", "LogLoss of all seven, DFDC private test set"),
    "logloss_public_single_models": QT_TRANSLATE_NOOP("Figures", "LogLoss of the seven, DFDC public test set"),
    "logloss_public_all_seven": QT_TRANSLATE_NOOP("Figures", "LogLoss of all seven, DFDC public test set"),
    "logloss_private_all_seven": QT_TRANSLATE_NOOP("Figures", "LogLoss of all seven, DFDC private test set"),
    "golden_scores": QT_TRANSLATE_NOOP("Figures", "Published scores of known clips"),
    "clips": QT_TRANSLATE_NOOP("Figures", "Clips"),
}


def _name(key: str) -> str:
    return translate("Figures", _WORDS[key]) if key in _WORDS else key.replace("_", " ")


def _set(name: str) -> str:
    known = {
        "validation": translate("Figures", "Validation"),
        "test": translate("Figures", "Test"),
        "published": translate("Figures", "Published"),
    }
    return known.get(name, name.replace("_", " "))
