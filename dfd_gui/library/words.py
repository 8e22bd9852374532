"""Cards, rules and sizes in the words of an analyst. Plain functions; nothing here is a widget."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.catalog import CatalogItem
from dfd_core.faces.rules import CropRule
from dfd_core.screening.verdict import WIDE_BANDS

translate = QCoreApplication.translate

ATTENTION_NETWORK = "b4-attention"
"""The one network with an attention map of its own."""


def size(count: int, digits: int = 1) -> str:
    """A number of bytes, in units of a thousand."""
    return QLocale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def number(value: float, digits: int = 3) -> str:
    """A figure in the user's spelling."""
    return QLocale().toString(float(value), "f", digits)


def count(value: int) -> str:
    """A whole number in the user's spelling."""
    return QLocale().toString(int(value))


def host(url: str) -> str:
    """The server that an address leads to."""
    return urlsplit(url).hostname or url


def item_size(item: CatalogItem) -> str:
    """Size of a catalogue file: exact, about, or unknown."""
    if item.bytes is not None:
        return size(item.bytes)
    if item.approximate_bytes:
        return translate("Library", "about {size}").format(size=size(item.approximate_bytes, 0))
    return translate("Library", "unknown until the server tells")


def licence(words: str, *, commercial: bool) -> str:
    """A licence and whether commercial use is excluded."""
    stated = words or translate("Library", "not stated")
    return stated if commercial else translate("Library", "{licence}: no commercial use").format(licence=stated)


# -- how a face becomes an input -------------------------------------------------------------------------------------


def crop(rule: CropRule) -> str:
    """Where the face is cut, in one sentence."""
    if rule.shape == "aligned":
        text = translate("Library", "turned and scaled onto a template by its landmarks, {scale} times as wide")
        return text.format(scale=number(rule.scale, 2))
    shape = {
        "box": translate("Library", "the face box"),
        "square": translate("Library", "a square around the face box"),
    }[rule.shape]
    parts = [shape, *_margins(rule), _outside(rule)]
    if rule.letterbox:
        parts.append(translate("Library", "aspect kept, the rest black"))
    if rule.via:
        parts.append(translate("Library", "by way of {size} px").format(size=rule.via))
    return ", ".join(part for part in parts if part)


def _margins(rule: CropRule) -> list[str]:
    if not any(rule.margin):
        return []
    percent = [f"{100 * part:+.0f} %" for part in rule.margin]
    of = {
        "sides": "",
        "height": translate("Library", " of its height"),
        "width": translate("Library", " of its width"),
    }[rule.margin_of]
    if len(set(percent)) == 1:
        return [translate("Library", "{share}{of} on every side").format(share=percent[0], of=of)]
    sides = dict(zip(("left", "above", "right", "below"), percent, strict=True))
    return [translate("Library", "{left} left, {above} above, {right} right, {below} below{of}").format(**sides, of=of)]


def _outside(rule: CropRule) -> str:
    return {
        "clip": translate("Library", "cut at the frame's edge"),
        "inside": translate("Library", "moved into the frame"),
        "zero": translate("Library", "black beyond the frame"),
        "edge": translate("Library", "last pixels repeated beyond the frame"),
    }[rule.border]


def normalisation(kind: str) -> str:
    """What the network wants its pixels to be."""
    return {
        "imagenet": translate("Library", "ImageNet mean and standard deviation (imagenet)"),
        "half": translate("Library", "-1 to 1 (half)"),
        "raw255": translate("Library", "0 to 255, unchanged (raw255)"),
        "unit": translate("Library", "0 to 1 (unit)"),
        "per_image": translate("Library", "each picture to mean 0 and standard deviation 1 (per_image)"),
    }.get(kind, kind)


def output(card: DetectorCard) -> str:
    """What the network's last layer means."""
    return {
        "fake_logit": translate("Library", "one number; above 0 means fake"),
        "real_probability_logit": translate("Library", "one number; above 0 means real, turned round here"),
        "softmax_fake_second": translate("Library", "two numbers, real and fake; their difference counts"),
    }[card.output]


def frame_rule(rule: str) -> str:
    """The family's own way from frames to clip."""
    return {
        "mean": translate("Library", "mean of the faces' scores"),
        "logit_mean": translate("Library", "mean of the faces' logits"),
        "confident": translate("Library", "mean of the confident faces, as the DFDC winner did"),
    }.get(rule, rule)


def heat_map(network: str) -> str:
    """Where a detector's heat map comes from."""
    if network == ATTENTION_NETWORK:
        return translate("Library", "the network's own attention map")
    return translate("Library", "Grad-CAM of the last stage")


# -- what a score means ----------------------------------------------------------------------------------------------


def calibration(value: Calibration | None) -> str:
    """How raw outputs become probabilities."""
    if value is None:
        return translate("Library", "none: its score is no measured probability")
    if value.kind == "temperature":
        return translate("Library", "temperature {value}").format(value=number(1 / value.a, 2))
    text = translate("Library", "Platt: sigmoid({factor} x logit {shift})")
    return text.format(factor=number(value.a, 3), shift=f"{value.b:+.3f}")


def bands(value: Thresholds | None) -> str:
    """Where the verdicts begin, and on how much that rests."""
    if value is None:
        wide = translate("Library", "not calibrated, so wide on purpose: {bands}")
        return wide.format(bands=_edges(WIDE_BANDS))
    if not value.real_groups:
        return _edges(value)
    chosen = translate(
        "Library",
        "{bands}; at most {alarm} of real and {miss} of fake cases were called wrongly, "
        "on {real} real and {fake} fake groups",
    )
    return chosen.format(
        bands=_edges(value),
        alarm=f"{100 * value.false_alarm:.0f} %",
        miss=f"{100 * value.miss:.0f} %",
        real=count(value.real_groups),
        fake=count(value.fake_groups),
    )


def _edges(value: Thresholds) -> str:
    text = translate("Library", "manipulated from {upper}, authentic up to {lower}")
    return text.format(upper=number(value.fake_from, 2), lower=number(value.real_to, 2))


def persons(value: str) -> str:
    """How a clip of several persons is judged."""
    return {
        "max": translate("Library", "the person with the highest score decides"),
        "pooled": translate("Library", "all faces of all persons in one pool"),
    }.get(value, value)


def aggregation(value: str) -> str:
    """The short name of an aggregation rule."""
    return {
        "geometric": translate("Library", "Geometric mean"),
        "arithmetic": translate("Library", "Mean"),
        "logit_mean": translate("Library", "Logit mean"),
        "confident": translate("Library", "Confident"),
    }.get(value, value)


def aggregation_help(value: str) -> str:
    """An aggregation rule in one line."""
    return {
        "geometric": translate("Library", "One low score pulls the whole down: cautious. The seed's rule."),
        "arithmetic": translate("Library", "Every detector counts the same."),
        "logit_mean": translate("Library", "Sure detectors count more than unsure ones. Rule of icpr2020dfdc."),
        "confident": translate("Library", "If many faces are clear, only these count. Rule of the DFDC winner."),
    }.get(value, "")


# -- where it comes from ---------------------------------------------------------------------------------------------


def family(value: str) -> str:
    """Who made files of this family, and how they look from outside."""
    return {
        "dfd": translate("Library", "This program's own detector file (.safetensors)"),
        "seed": translate("Library", "GreatGameDota's DFDC solution: Xception or EfficientNet-B1 (.pth)"),
        "icpr2020": translate("Library", "icpr2020dfdc, Politecnico di Milano: EfficientNet-B4, Xception (.pth)"),
        "selimsef": translate("Library", "DFDC winner, selimsef: EfficientNet-B7 (no suffix or .pth)"),
        "deepfakebench": translate("Library", "DeepfakeBench v1.0.1: Xception, EfficientNet-B4 (.pth)"),
        "sbi": translate("Library", "Self-blended images: EfficientNet-B4 (.tar or .pth)"),
        "mesonet": translate("Library", "MesoNet: Meso-4, MesoInception-4 (Keras .h5)"),
    }.get(value, value)


FAMILIES = ("dfd", "seed", "icpr2020", "selimsef", "deepfakebench", "sbi", "mesonet")


def sentences(values: Sequence[str]) -> str:
    """Limits and notes as a list for reading."""
    return "\n".join(f"- {value}" for value in values)


def training(card: DetectorCard) -> str:
    """The figures of a training in one line."""
    facts: Mapping[str, Any] = card.training
    forms = {
        "train_faces": translate("Library", "{value} faces"),
        "epochs": translate("Library", "{value} epochs"),
        "best_epoch": translate("Library", "best after {value}"),
        "seed": translate("Library", "random seed {value}"),
        "tool": translate("Library", "by {value}"),
    }
    known = ((form, facts[key]) for key, form in forms.items() if facts.get(key) not in {None, ""})
    return ", ".join(form.format(value=plain(value)) for form, value in known)


_ORIGIN = re.compile(r"(?:(?P<source>.+); )?file (?P<file>.+), sha256 (?P<hash>[0-9a-f]{64})")


def source(text: str) -> tuple[str, str, str]:
    """A card's source as where it comes from, the file it was made from, and that file's hash."""
    found = _ORIGIN.fullmatch(text)
    return (found["source"] or "", found["file"], found["hash"]) if found else (text, "", "")


def moment(text: str) -> str:
    """A date or time of a card in the user's spelling; anything else as it stands."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    return QLocale().toString(QDate(when.year, when.month, when.day), QLocale.FormatType.LongFormat)


def plain(value: object) -> str:
    """Any JSON value of a card, for reading."""
    if isinstance(value, bool):
        return translate("Library", "yes") if value else translate("Library", "no")
    if isinstance(value, int):
        return count(value)
    if isinstance(value, float):
        return number(value, 3)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(plain(inner) for inner in value)
    return str(value)


def free_name(wanted: str, taken: frozenset[str]) -> str:
    """A name that a detector can have: ``wanted`` with what is not allowed replaced, numbered if it is taken."""
    allowed = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in wanted)
    base = allowed.strip("-._")[:48] or "detector"
    name, number_ = base, 2
    while name.lower() in taken:
        name, number_ = f"{base}-{number_}", number_ + 1
    return name


def name_from_file(path: Path, taken: frozenset[str]) -> str:
    """A name for the detector in a file: the file's own, without its hash, in lower case."""
    stem = path.name.removesuffix(path.suffix) if path.suffix.lower() in WEIGHTS else path.name
    words = [word for word in stem.replace("_", "-").split("-") if not _is_hash(word)]
    return free_name("-".join(words).lower(), taken)


WEIGHTS = (".pth", ".pt", ".h5", ".safetensors", ".tar", ".bin")
"""Suffixes of weight files that the dialog offers; any other file can be dropped as well."""


def _is_hash(word: str) -> bool:
    return len(word) >= 16 and not set(word.lower()) - set("0123456789abcdef")
