"""The line below the verdict that tells what it would be without the persons whom the analyst left out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from dfd_core.cases.remarks import Rest
from dfd_gui.review.left_out import LeftOut
from dfd_gui.review.readings import Readings
from dfd_gui.review.verdict_parts import Lines
from dfd_gui.review.verdict_words import title
from dfd_gui.review.words import person, score_text
from dfd_gui.services import Services

translate = QCoreApplication.translate


class RestLines(Lines):
    """Nothing while everybody counts."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services.theme, "info", "accent", parent)
        self._left_out = LeftOut.of(services)
        self._left_out.changed.connect(self._follow)
        Readings.of(services).changed.connect(self._follow)
        self._follow()

    def _follow(self, _reading: object = None) -> None:
        who = ", ".join(person(track) for track in sorted(self._left_out.now))
        self.tell((rest_words(who, self._left_out.rest),) if who else ())


def rest_words(who: str, rest: Rest | None) -> str:
    """What would be said without some persons, in a sentence or two."""
    if rest is None:
        text = translate("Rest", "You left out {who}. What the rest would score cannot be told.")
    elif rest.score is None:
        text = translate("Rest", "Without {who}, whom you left out, too few usable faces remain for a verdict.")
    elif rest.label is None:
        text = translate("Rest", "Without {who}, whom you left out, the clip would score {score}.")
    else:
        text = translate("Rest", "Without {who}, whom you left out, this would be: {verdict}, {score}.")
    verdict = title(rest.label) if rest and rest.label else ""
    told = text.format(who=who, score=score_text(rest.score if rest else None), verdict=verdict)
    kept = translate("Rest", "The record is not changed.")
    return f"{told} {kept}"
