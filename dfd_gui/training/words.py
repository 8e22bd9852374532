"""Times, numbers, states and reasons of a training in the words of its user. Plain functions; nothing is a widget."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from dfd_gui.texts import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

NONE = "\N{EN DASH}"
"""Stands where there is no number."""
DOT = "\N{MIDDLE DOT}"
"""Between facts in one line."""


def number(value: float | None, digits: int = 3) -> str:
    """A figure in the user's spelling; a dash for one that is not there."""
    if value is None or not math.isfinite(value):
        return NONE
    return QLocale().toString(float(value), "f", digits)


def count(value: int) -> str:
    """A whole number in the user's spelling."""
    return QLocale().toString(int(value))


def clips(number_: int) -> str:
    """So many clips."""
    if number_ == 1:
        return translate("Training", "1 clip")
    return translate("Training", "{number} clips").format(number=count(number_))


def faces(number_: int) -> str:
    """So many faces."""
    if number_ == 1:
        return translate("Training", "1 face")
    return translate("Training", "{number} faces").format(number=count(number_))


def percent(share: float | None, digits: int = 0) -> str:
    """A share 0..1 as a percentage."""
    if share is None or not math.isfinite(share):
        return NONE
    return translate("Training", "{number} %").format(number=number(100.0 * share, digits))


def rate(value: float | None) -> str:
    """A learning rate: three digits, whatever its size."""
    return NONE if value is None or not math.isfinite(value) else f"{value:.3g}"


def duration(seconds: float | None) -> str:
    """A length of time as one would say it: ``8 s``, ``12 min``, ``2 h 05 min``, ``3 d 4 h``."""
    if seconds is None or not math.isfinite(seconds):
        return NONE
    if seconds < 90:
        return translate("Training", "{seconds} s").format(seconds=round(seconds))
    minutes = round(seconds / 60)
    if minutes < 90:
        return translate("Training", "{minutes} min").format(minutes=minutes)
    hours = minutes // 60
    if hours < 48:
        return translate("Training", "{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes % 60:02d}")
    return translate("Training", "{days} d {hours} h").format(days=hours // 24, hours=hours % 24)


def megabytes(value: float) -> str:
    """An amount of memory given in MB."""
    if value < 1000:
        return translate("Training", "{number} MB").format(number=count(round(value)))
    return translate("Training", "{number} GB").format(number=number(value / 1024, 1))


def moment(when: datetime | None) -> str:
    """A date and time, short, in the user's spelling and time zone."""
    if when is None:
        return NONE
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def shortened(text: str, most: int = 240) -> str:
    """A message that names many files, cut to what is read at a glance; the log has all of it."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} ..."


# -- states of a run ----------------------------------------------------------------------------------------------

STATES: Mapping[str, str] = {
    "waiting": QT_TRANSLATE_NOOP("Training", "waiting"),
    "starting": QT_TRANSLATE_NOOP("Training", "starting"),
    "running": QT_TRANSLATE_NOOP("Training", "running"),
    "paused": QT_TRANSLATE_NOOP("Training", "paused"),
    "finished": QT_TRANSLATE_NOOP("Training", "finished"),
    "failed": QT_TRANSLATE_NOOP("Training", "failed"),
    "interrupted": QT_TRANSLATE_NOOP("Training", "interrupted"),
    "discarded": QT_TRANSLATE_NOOP("Training", "discarded"),
}
STATE_ICONS: Mapping[str, tuple[str, str]] = {
    "waiting": ("pending", "text_dim"),
    "starting": ("running", "accent"),
    "running": ("running", "accent"),
    "paused": ("pause", "warning"),
    "finished": ("ok", "ok"),
    "failed": ("error", "error"),
    "interrupted": ("interrupted", "warning"),
    "discarded": ("remove", "text_dim"),
}
"""Picture and colour of each state; the word always stands beside them."""


def state_word(state: str) -> str:
    """A state in the user's language."""
    return translate("Training", STATES.get(state, state))


# -- data sets ----------------------------------------------------------------------------------------------------

LAYOUTS: Mapping[str, str] = {
    "auto": QT_TRANSLATE_NOOP("Training", "Recognise it"),
    "dfdc": QT_TRANSLATE_NOOP("Training", "DFDC parts"),
    "ffpp": QT_TRANSLATE_NOOP("Training", "FaceForensics++"),
    "celebdf": QT_TRANSLATE_NOOP("Training", "Celeb-DF v2"),
    "folders": QT_TRANSLATE_NOOP("Training", "real and fake folders"),
    "csv": QT_TRANSLATE_NOOP("Training", "table (CSV)"),
    "faceset": QT_TRANSLATE_NOOP("Training", "face set"),
}
REASONS: Mapping[str, str] = {
    "no_face": QT_TRANSLATE_NOOP("Training", "no face was found"),
    "no_usable_face": QT_TRANSLATE_NOOP("Training", "no face was good enough"),
    "missing": QT_TRANSLATE_NOOP("Training", "listed, but the file is not there"),
    "unlisted": QT_TRANSLATE_NOOP("Training", "not listed, so its label is unknown"),
    "double": QT_TRANSLATE_NOOP("Training", "listed twice"),
    "no_label": QT_TRANSLATE_NOOP("Training", "without a label real or fake"),
    "bad_metadata": QT_TRANSLATE_NOOP("Training", "damaged entry in metadata.json"),
    "undecodable": QT_TRANSLATE_NOOP("Training", "damaged or in an unknown codec"),
    "unreadable": QT_TRANSLATE_NOOP("Training", "cannot be read"),
    "no_video": QT_TRANSLATE_NOOP("Training", "has no picture track"),
    "no_frames": QT_TRANSLATE_NOOP("Training", "has no frames"),
    "not_media": QT_TRANSLATE_NOOP("Training", "is no clip or picture"),
    "empty_file": QT_TRANSLATE_NOOP("Training", "is empty"),
    "encrypted": QT_TRANSLATE_NOOP("Training", "is encrypted"),
    "crash": QT_TRANSLATE_NOOP("Training", "the file made the decoder crash"),
}


def layout_word(layout: str) -> str:
    """A layout in the user's language."""
    return translate("Training", LAYOUTS.get(layout, layout))


def reason_word(code: str) -> str:
    """Why an input gave no face."""
    known = REASONS.get(code)
    return translate("Training", known) if known else code.replace("_", " ")
