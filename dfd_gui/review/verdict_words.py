"""The verdicts and what goes with them in the user's language; the core says the same in English."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from dfd_core.cases.bands import Bands, BandSource
from dfd_core.types import Label
from dfd_gui.review.readings import Reading
from dfd_gui.review.words import score_text
from dfd_gui.texts import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

TITLES: Mapping[Label, str] = {
    Label.LIKELY_MANIPULATED: QT_TRANSLATE_NOOP("Verdict", "Likely manipulated"),
    Label.LIKELY_AUTHENTIC: QT_TRANSLATE_NOOP("Verdict", "Likely authentic"),
    Label.INCONCLUSIVE: QT_TRANSLATE_NOOP("Verdict", "Inconclusive"),
    Label.NO_RESULT: QT_TRANSLATE_NOOP("Verdict", "No result"),
}
MEANINGS: Mapping[Label, str] = {
    Label.LIKELY_MANIPULATED: QT_TRANSLATE_NOOP(
        "Verdict", "The detectors saw strong signs of face manipulation in at least one person."
    ),
    Label.LIKELY_AUTHENTIC: QT_TRANSLATE_NOOP(
        "Verdict", "The detectors saw no sign of the kinds of face manipulation they know."
    ),
    Label.INCONCLUSIVE: QT_TRANSLATE_NOOP(
        "Verdict", "The score lies between the bands: it supports neither manipulated nor authentic."
    ),
    Label.NO_RESULT: QT_TRANSLATE_NOOP(
        "Verdict", "Nothing could be judged. This says neither authentic nor manipulated."
    ),
}
LIMITS = (
    QT_TRANSLATE_NOOP("Verdict", "A score is the output of trained networks, a lead for examination and not proof."),
    QT_TRANSLATE_NOOP(
        "Verdict",
        "Finding no sign of manipulation does not show that a clip is authentic: methods the detectors have not learnt "
        "may leave no trace they know.",
    ),
    QT_TRANSLATE_NOOP(
        "Verdict",
        "Only faces are judged, only those large, sharp and frontal enough, and only in the sampled frames. Sound, "
        "text, background and context are not examined.",
    ),
    QT_TRANSLATE_NOOP(
        "Verdict",
        "Heavy compression, re-scaling, filters and re-filming raise the error rates in both directions.",
    ),
)
SOURCES: Mapping[BandSource, str] = {
    BandSource.MEASURED: QT_TRANSLATE_NOOP("Verdict", "with error rates measured on people held out from training"),
    BandSource.WIDE: QT_TRANSLATE_NOOP("Verdict", "wide on purpose, because this ensemble was not calibrated"),
    BandSource.OWN: QT_TRANSLATE_NOOP("Verdict", "set by you in the settings"),
}


def translated(text: str) -> str:
    """Words of these tables in the user's language."""
    return translate("Verdict", text) if text else ""


def title(label: Label) -> str:
    """``Likely manipulated``."""
    return translated(TITLES[label])


def bands_text(bands: Bands | None) -> str:
    """Where the bands lie and how far they carry."""
    if bands is None:
        return translate(
            "Verdict", "The bands of this ensemble are not known any more: it was changed or removed since."
        )
    text = translate("Verdict", "Manipulated from {fake}, authentic up to {real}; {source}.")
    return text.format(
        fake=score_text(bands.fake_from), real=score_text(bands.real_to), source=translated(SOURCES[bands.source])
    )


def confidence_text(reading: Reading) -> str:
    """How sure the verdict is, and why."""
    match reading.summary.confidence:
        case "high":
            return translate("Verdict", "High confidence: the score lies deep in its band, and all detectors agree.")
        case "moderate":
            return translate(
                "Verdict",
                "Moderate confidence: near the edge of its band, or the detectors disagree or are of limited quality.",
            )
        case "low":
            return _why_low(reading)
        case _:
            return ""


def _why_low(reading: Reading) -> str:
    if reading.summary.label is Label.INCONCLUSIVE:
        return translate("Verdict", "Low confidence: the score lies between the bands.")
    if reading.bands is not None and reading.bands.source is BandSource.WIDE:
        return translate("Verdict", "Low confidence: the bands of this ensemble were not measured.")
    if len(reading.clip.extract["detectors"]) == 1:
        return translate("Verdict", "Low confidence: nothing confirms this score.")
    return translate("Verdict", "Low confidence: the detectors' own measured quality is too low, or was not measured.")
