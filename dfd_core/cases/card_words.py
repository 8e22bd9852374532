"""A detector's card as lines to read: what it is, what it was trained on, how good it was measured to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dfd_core.detectors.card import DetectorCard

_TRAINING = (
    ("data", "Trained on"),
    ("about", "Training"),
    ("recipe", "Recipe"),
    ("train_faces", "Training faces"),
    ("data_sha256", "Training data SHA-256"),
)
_SPELT = {
    "auc": "AUC",
    "eer": "equal error rate",
    "log_loss": "LogLoss",
    "logloss": "LogLoss",
    "dfdc": "DFDC",
    "df": "DF",
}


def card_facts(card: DetectorCard) -> list[tuple[str, str]]:
    """What a card says of a detector, apart from its figures; unknown things are left out."""
    licence = card.licence + ("" if card.commercial else " (no commercial use)")
    rows = [
        ("Kind", f"{card.title or card.name}, network {card.network}, input {card.input_px} px"),
        ("Licence", licence.strip()),
        ("Source", card.source),
        *((words, _text(card.training[key])) for key, words in _TRAINING if card.training.get(key)),
        ("Calibration", _calibration(card)),
        ("Made", card.created[:10]),
    ]
    return [(term, value) for term, value in rows if value]


def figure_rows(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Measured or published figures by groups, e.g. ``("Test: AUC", "0.65 (95 % interval 0.60 to 0.70)")``."""
    single = {key: value for key, value in figures.items() if not isinstance(value, Mapping)}
    rows = list(_rows("", single))
    for group, inner in figures.items():
        if isinstance(inner, Mapping):
            rows += _rows(f"{_capital(_words(group))}: ", inner)
    return rows


def _rows(prefix: str, figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in figures.items():
        if key.removesuffix("_low").removesuffix("_high") != key and _base(key) in figures:
            continue  # part of the figure that it bounds
        words = _words(key)
        yield prefix + (words if prefix else _capital(words)), _text(value) + _interval(figures, key)


def _base(key: str) -> str:
    return key.removesuffix("_low").removesuffix("_high")


def _interval(figures: Mapping[str, Any], key: str) -> str:
    low, high = figures.get(f"{key}_low"), figures.get(f"{key}_high")
    return "" if low is None or high is None else f" (95 % interval {_text(low)} to {_text(high)})"


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{_words(str(key))} {_text(each)}" for key, each in value.items())
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return "not told" if value is None else str(value)


def _words(key: str) -> str:
    text = key.replace("log_loss", "logloss")
    return " ".join(_SPELT.get(word, word) for word in text.split("_")) if "_" in text or text in _SPELT else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _calibration(card: DetectorCard) -> str:
    if card.thresholds is None:
        return "none: its score is no measured probability" if card.calibration is None else f"{card.calibration.kind}"
    bands = card.thresholds
    text = f"alone: manipulated from {bands.fake_from:.2f}, authentic up to {bands.real_to:.2f}"
    return f"{text}, for {bands.false_alarm:.0%} false alarms and {bands.miss:.0%} misses on held-out groups"
