"""The verdict: the words first and what they mean, then the reasons, what was seen, and only then the number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dfd_core.cases.text import printable
from dfd_core.types import Label
from dfd_gui.review.readings import Reading, Readings
from dfd_gui.review.rest_lines import RestLines
from dfd_gui.review.verdict_parts import Facts, Fold, Lines, wrapped
from dfd_gui.review.verdict_scale import BandScale
from dfd_gui.review.verdict_words import LIMITS, MEANINGS, bands_text, confidence_text, title, translated
from dfd_gui.review.verify_box import VerifyBox
from dfd_gui.review.words import score_text, tabular
from dfd_gui.services import Services
from dfd_gui.shell.widgets import IconLabel, dim_label, hairline, title_label

translate = QCoreApplication.translate

_EXPORTS = ("export.html", "export.pdf", "export.json", "export.csv")
_PICTURES = {
    Label.LIKELY_MANIPULATED: ("verdict-manipulated", "manipulated"),
    Label.LIKELY_AUTHENTIC: ("verdict-authentic", "authentic"),
    Label.INCONCLUSIVE: ("verdict-inconclusive", "inconclusive"),
    Label.NO_RESULT: ("verdict-no-result", "no_result"),
}
_FEW_FACES = 10
"""Fewer usable faces than this are worth a warning."""


class VerdictPanel(QWidget):
    """What is to be thought of the shown clip. Wants to stand in a scroll area: its height depends on the verdict."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._theme = services.theme
        self._readings = Readings.of(services)
        self._icon = IconLabel(self._theme, "verdict-no-result", "no_result", ems=1.15, parent=self)
        self._title = wrapped("", self)
        self._meaning = wrapped("", self)
        self._own = Lines(self._theme, "info", "accent", self)
        self._rest = RestLines(services, self)
        self._number = wrapped("", self)
        self._confidence = dim_label("", self)
        self._scale = BandScale(self._theme, self)
        self._bands = dim_label("", self)
        self._todo_head, self._todo = title_label(self.tr("What to do"), self), Lines(self._theme, parent=self)
        self._why_head, self._reasons = title_label(self.tr("Why"), self), Lines(self._theme, parent=self)
        self._warnings = Lines(self._theme, "warning", "warning", self)
        self._seen = Facts(self)
        self._limits = Lines(self._theme, parent=self)
        self._how = Facts(self)
        self._limits_fold = Fold(self._theme, self.tr("What this does not say"), self._limits, self)
        self._how_fold = Fold(self._theme, self.tr("How it was screened"), self._how, self)
        self.verify = VerifyBox(services, self)
        self._build()
        self._readings.changed.connect(self._take)
        self._services.theme.changed.connect(self._colour)
        self._take(self._readings.now)

    # ---- building

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Verdict"))
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setWeight(font.Weight.DemiBold)
        for widget in (self._title, self._icon):
            widget.setFont(font)
        number = tabular(self._number.font())
        number.setPointSizeF(number.pointSizeF() * 1.25)
        self._number.setFont(number)
        for label in (self._bands, self._confidence):
            label.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._meaning)
        column.addWidget(self._own)
        column.addWidget(self._rest)
        self._gap(column)
        for part in (self._why_head, self._reasons, self._warnings, self._todo_head, self._todo):
            column.addWidget(part)
        self._gap(column)
        for line in (self._number, self._scale, self._confidence, self._bands):
            column.addWidget(line)
        self._gap(column)
        column.addWidget(self._seen)
        column.addWidget(hairline(self))
        column.addWidget(self._limits_fold)
        column.addWidget(self._how_fold)
        column.addWidget(hairline(self))
        column.addLayout(self._buttons())
        column.addWidget(self.verify)
        column.addStretch(1)

    @staticmethod
    def _gap(column: QVBoxLayout) -> None:
        column.addSpacing(8)

    def _buttons(self) -> QGridLayout:
        """Report, export, rerun, check: the actions of the window; in two rows, for a narrow panel."""
        rows = QGridLayout()
        rows.setSpacing(4)
        rows.setColumnStretch(2, 1)
        actions = self._services.actions
        for name, row, place in (("export.open", 0, 0), ("queue.rerun", 1, 0), ("review.verify", 1, 1)):
            button = _action_button(self)
            button.setDefaultAction(actions.get(name))
            button.setAccessibleName(actions.title(name))
            rows.addWidget(button, row, place)
        export = _action_button(self)
        export.setText(self.tr("Export"))
        export.setIcon(self._theme.icon("export"))
        export.setAccessibleName(self.tr("Export"))
        export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(export)
        for name in _EXPORTS:
            menu.addAction(actions.get(name))
        export.setMenu(menu)
        rows.addWidget(export, 0, 1, Qt.AlignmentFlag.AlignLeft)
        return rows

    # ---- saying

    def _take(self, reading: Reading | None) -> None:
        self.setEnabled(reading is not None)
        if reading is None:
            self._say_nothing()
            return
        label = reading.summary.label
        self._icon.show_icon(*_PICTURES[label])
        self._title.setText(title(label))
        self._meaning.setText(translated(MEANINGS[label]))
        self._own.tell(_own_words(reading))
        judged = label is not Label.NO_RESULT
        self._todo.tell(() if judged else remedies(reading))
        self._todo_head.setVisible(not judged)
        self._reasons.tell([printable(reason) for reason in reading.summary.reasons])
        self._why_head.show()
        self._warnings.tell(warnings(reading))
        self._say_number(reading)
        self._seen.tell(seen_facts(reading))
        self._limits.tell([translated(limit) for limit in LIMITS])
        self._how.tell(screening_facts(reading))
        self._colour()

    def _say_number(self, reading: Reading) -> None:
        score = reading.summary.score
        for part in (self._number, self._confidence):
            part.setVisible(score is not None)
        self._scale.setVisible(score is not None and reading.bands is not None)
        self._bands.setVisible(score is not None)
        if score is None:
            return
        self._number.setText(self.tr("Score {score} of 1").format(score=score_text(score)))
        self._confidence.setText(confidence_text(reading))
        self._bands.setText(bands_text(reading.bands))
        if reading.bands is not None:
            self._scale.show_score(score, reading.bands)

    def _say_nothing(self) -> None:
        self._icon.show_icon(*_PICTURES[Label.NO_RESULT])
        self._title.setText(self.tr("No clip chosen"))
        self._meaning.setText(self.tr("Choose a screened clip to see its verdict."))
        for part in (self._own, self._todo, self._reasons, self._warnings):
            part.tell(())
        for hidden in (self._todo_head, self._why_head, self._number, self._scale, self._confidence, self._bands):
            hidden.hide()
        for facts in (self._seen, self._how):
            facts.tell(())

    def _colour(self) -> None:
        """The title in the colour of its verdict."""
        reading = self._readings.now
        label = reading.summary.label if reading else Label.NO_RESULT
        self._title.setStyleSheet(f"color: {self._theme.label_colour(label).name()};")


def _action_button(parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    return button


def _own_words(reading: Reading) -> Sequence[str]:
    """What the user's own bands would make of it; the record stays as it is."""
    if reading.own_label is None:
        return ()
    text = translate(
        "VerdictPanel", "By the bands in your settings this would be: {verdict}. The record is not changed."
    )
    return (text.format(verdict=title(reading.own_label)),)


def remedies(reading: Reading) -> list[str]:
    """What can be done about a clip without a result."""
    summary, media = reading.summary, reading.clip.extract["media"]
    if summary.error_code:
        return [
            translate("VerdictPanel", "See whether another program plays the file, and whether it was copied whole."),
            translate("VerdictPanel", "Then screen it again."),
        ]
    if media.get("is_image"):
        return [translate("VerdictPanel", "Look at the scores of its faces, or screen the video it was taken from.")]
    if summary.faces == 0:
        return [
            translate(
                "VerdictPanel", "If there are faces in it, screen it again with more frames (Settings, Screening)."
            ),
            translate("VerdictPanel", "If there are none, there is nothing for this program to judge."),
        ]
    return [
        translate("VerdictPanel", "Look for a longer, larger or sharper copy of the clip."),
        translate("VerdictPanel", "Screen it again with more frames (Settings, Screening)."),
    ]


def warnings(reading: Reading) -> list[str]:
    """What weakens the result: the file's own warnings, missing parts, few or poor faces."""
    summary = reading.summary
    found = [printable(str(warning)) for warning in reading.clip.extract["media"]["warnings"]]
    if summary.partial:
        found.append(translate("VerdictPanel", "Partial result: a part of the clip was not looked at."))
    if summary.undecodable:
        text = translate("VerdictPanel", "{count} of {all} sampled frames could not be decoded.")
        found.append(text.format(count=summary.undecodable, all=summary.frames))
    if summary.score is not None and summary.usable_faces < _FEW_FACES:
        text = translate("VerdictPanel", "Only {count} usable faces: a few more may change the verdict.")
        found.append(text.format(count=summary.usable_faces))
    if summary.faces and summary.usable_faces * 2 < summary.faces:
        text = translate("VerdictPanel", "More than half of the faces were left out: {reasons}.")
        found.append(text.format(reasons=left_out_words(reading)))
    return found


def left_out_words(reading: Reading) -> str:
    """``12 face too small, 3 blurred``."""
    return ", ".join(f"{count} {printable(reason)}" for reason, count in reading.summary.left_out.items())


def seen_facts(reading: Reading) -> list[tuple[str, str]]:
    """What the verdict rests on, in numbers."""
    summary, of = reading.summary, translate("VerdictPanel", "{part} of {all}")
    frames = str(summary.frames)
    if summary.frames:
        with_face = summary.frames - summary.undecodable - summary.without_face
        text = translate("VerdictPanel", "{all} sampled, {part} with a face")
        frames = text.format(all=summary.frames, part=with_face)
    return [
        (translate("VerdictPanel", "Usable faces"), of.format(part=summary.usable_faces, all=summary.faces)),
        (translate("VerdictPanel", "Left out"), left_out_words(reading)),
        (translate("VerdictPanel", "Persons"), str(summary.persons)),
        (translate("VerdictPanel", "Frames"), frames),
    ]


def screening_facts(reading: Reading) -> list[tuple[str, str]]:
    """Detectors, settings, program and date."""
    extract = reading.clip.extract
    settings, tool = extract["settings"], extract["tool"]
    when = QDateTime.fromString(str(extract.get("created", "")), Qt.DateFormat.ISODate).toLocalTime()
    detectors = [f"{each['name']}  {each['sha256'][:12]}" for each in extract["detectors"]]
    return [
        (translate("VerdictPanel", "Screened"), QLocale().toString(when, QLocale.FormatType.ShortFormat)),
        (translate("VerdictPanel", "Ensemble"), str(settings["ensemble"])),
        (translate("VerdictPanel", "Detectors"), "\n".join(detectors)),
        (translate("VerdictPanel", "Combined by"), str(settings["aggregation"])),
        (translate("VerdictPanel", "Frames asked for"), str(settings["frames"])),
        (translate("VerdictPanel", "Face detector"), str(tool["face_detector"] or settings.get("face_detector", ""))),
        (translate("VerdictPanel", "Program"), f"DFD {tool['version']}, {tool['backend']}, {tool['device']}"),
        (translate("VerdictPanel", "File SHA-256"), _in_groups(str(extract["media"]["sha256"]))),
    ]


def _in_groups(digest: str) -> str:
    """Room to wrap: a hash has no spaces of its own."""
    return " ".join(digest[i : i + 16] for i in range(0, len(digest), 16))
