"""Which detectors judge the clips now, and what is known of how well they do. Reads the library: not in the window."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from dfd_core.detectors.calibration import Thresholds
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.library import Library
from dfd_core.detectors.measured import measured_auc
from dfd_core.errors import DfdError
from dfd_core.screening.verdict import FAIR_AUC, GOOD_AUC, WIDE_BANDS
from dfd_gui.queue.asking import Ask

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Judges:
    """``limits`` are their makers' own words; ``problem`` says why there are no judges."""

    name: str = ""
    title: str = ""
    cards: Sequence[DetectorCard] = ()
    bands: Thresholds = WIDE_BANDS
    problem: str = ""

    @property
    def auc(self) -> float | None:
        """Of the weakest of them, 0..1; None where one was not measured."""
        return measured_auc(self.cards)

    @property
    def weak(self) -> bool:
        """Whether nobody should rest much on them."""
        return self.auc is None or self.auc < FAIR_AUC

    @property
    def limits(self) -> tuple[str, ...]:
        """What they cannot do, each limit once."""
        return tuple(dict.fromkeys(limit for card in self.cards for limit in card.limits))


def judges(library: Library, ask: Ask) -> Judges:
    """Look into the library; may take seconds where new files must be hashed."""
    try:
        if ask.detectors:
            chosen = library.of_detectors(ask.detectors)
        else:
            chosen = library.ensemble(ask.ensemble) if ask.ensemble else library.default_ensemble()
        cards = tuple(library.get(name).card for name in chosen.detectors)
    except (DfdError, OSError) as error:
        return Judges(problem=str(error))
    return Judges(chosen.name, chosen.title, cards, chosen.thresholds or WIDE_BANDS)


def quality(found: Judges) -> str:
    """How well they tell fakes from originals, in a sentence that a newcomer can read."""
    auc = found.auc
    if auc is None:
        return translate(
            "Judges", "Not all of them were measured on people they did not learn from: nobody knows how good they are."
        )
    shown = _score(math.floor(auc * 100 + 1e-9) / 100)  # never rounded up to what it misses
    if auc >= GOOD_AUC:
        text = translate("Judges", "Good: AUC {auc} on people they did not learn from ({scale}).")
    elif auc >= FAIR_AUC:
        text = translate("Judges", "Fair: AUC {auc} on people they did not learn from ({scale}). Expect mistakes.")
    else:
        text = translate("Judges", "Weak: AUC {auc} on people they did not learn from ({scale}). Expect many mistakes.")
    return text.format(auc=shown, scale=translate("Judges", "0.5 is guessing, 1 is faultless"))


def between(found: Judges) -> str:
    """Where the verdicts begin."""
    text = translate(
        "Judges",
        "They say manipulated from a score of {upper}, authentic up to {lower}. What lies between is inconclusive.",
    )
    return text.format(upper=_score(found.bands.fake_from), lower=_score(found.bands.real_to))


def _score(value: float) -> str:
    return QLocale().toString(value, "f", 2)
