"""The card of one detector: what it is, how good it was measured, what it does not do, and what can be done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.library import InstalledDetector
from dfd_gui.library import words
from dfd_gui.library.check_panel import AskPicture, CheckPanel, ask_picture
from dfd_gui.library.desk import Desk
from dfd_gui.library.figure_view import FigureView
from dfd_gui.library.figures import figure_set
from dfd_gui.library.listing import detector_badges
from dfd_gui.library.parts import Facts, Page, badge_row
from dfd_gui.services import Services
from dfd_gui.shell.parts import ActionButton, row, text_label
from dfd_gui.shell.widgets import dim_label, hairline


class DetectorPage(Page):
    """Shows one installed detector."""

    def __init__(
        self, services: Services, desk: Desk, ask: AskPicture = ask_picture, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = desk
        self._ask = ask
        self._check_place = QVBoxLayout()
        self.check_panel: CheckPanel | None = None
        self.detector: InstalledDetector | None = None

    def show_detector(self, detector: InstalledDetector) -> None:
        """Show its card. A check that is open on it stays open."""
        if self.check_panel is not None and self.detector == detector:
            return
        self.restart()
        self.detector = detector
        self.check_panel = None
        card = detector.card
        badges = detector_badges(self._desk.snapshot, detector)
        self.head(detector.name, card.title, badge_row(self._services.theme, badges, self) if badges else None)
        self.body.addLayout(self._buttons())
        self._check_place = QVBoxLayout()
        self.body.addLayout(self._check_place)
        self.body.addWidget(hairline(self))
        left, right = self.halves()
        self._training(left, card)
        self._meaning(left, card)
        self._limits(left, card)
        self._input(left, card)
        left.addStretch(1)
        self._figures(right, card)
        self._file(right, detector)
        right.addStretch(1)
        self.body.addStretch(1)

    def open_check(self) -> None:
        """Offer the check on two pictures."""
        if self.detector is None or self.check_panel is not None:
            return
        self.check_panel = CheckPanel(self._services.theme, self._desk, self.detector.name, self._ask, self)
        self.check_panel.closed.connect(self._close_check)
        self._check_place.addWidget(hairline(self))
        self._check_place.addWidget(self.check_panel)
        self.check_panel.real.choose_button.setFocus()

    def _close_check(self) -> None:
        while (item := self._check_place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.check_panel = None

    def _buttons(self) -> QLayout:
        actions = self._services.actions
        first = ActionButton(actions, "library.default", "primary", self)
        others = ("sample", "check", "export", "remove")
        return row(first, *(ActionButton(actions, f"library.{action}", parent=self) for action in others))

    def _facts(self, place: QVBoxLayout, title: str) -> Facts:
        self.section(place, title)
        facts = Facts(self._services.theme, self)
        place.addWidget(facts)
        return facts

    def _training(self, place: QVBoxLayout, card: DetectorCard) -> None:
        facts = self._facts(place, self.tr("Origin"))
        facts.add(self.tr("Trained on"), words.plain(card.training.get("data", "")))
        facts.add(self.tr("About"), words.plain(card.training.get("about", "")))
        facts.add(self.tr("Licence"), words.licence(card.licence, commercial=card.commercial))
        source, file, sha256 = words.source(card.source)
        facts.add(self.tr("Source"), source)
        facts.add(self.tr("Made from"), file)
        facts.add_code(self.tr("Its SHA-256"), sha256)
        facts.add(self.tr("Made"), words.moment(card.created))
        facts.add(self.tr("Recipe"), words.plain(card.training.get("recipe", "")))
        facts.add(self.tr("Training"), words.training(card))
        facts.add_code(self.tr("Command"), str(card.training.get("command", "")))
        facts.add_code(self.tr("Data SHA-256"), str(card.training.get("data_sha256", "")))

    def _meaning(self, place: QVBoxLayout, card: DetectorCard) -> None:
        facts = self._facts(place, self.tr("What its score means"))
        facts.add(self.tr("Calibration"), words.calibration(card.calibration))
        facts.add(self.tr("Bands, alone"), words.bands(card.thresholds))
        facts.add(self.tr("From frames to clip"), words.frame_rule(card.frame_rule))
        facts.add(self.tr("Heat map"), words.heat_map(card.network))

    def _limits(self, place: QVBoxLayout, card: DetectorCard) -> None:
        if not card.limits:
            return
        self.section(place, self.tr("Limits"))
        for limit in card.limits:
            place.addWidget(text_label(f"\u2022 {limit}", parent=self))

    def _input(self, place: QVBoxLayout, card: DetectorCard) -> None:
        facts = self._facts(place, self.tr("What the network sees"))
        facts.add(self.tr("Network"), card.network)
        facts.add(self.tr("Family"), words.family(card.family))
        facts.add(self.tr("Input"), self.tr("{size} x {size} pixels").format(size=card.input_px))
        facts.add(self.tr("Crop"), words.crop(card.crop))
        facts.add(self.tr("Pixels"), words.normalisation(card.normalisation.kind))
        facts.add(self.tr("Output"), words.output(card))

    def _figures(self, place: QVBoxLayout, card: DetectorCard) -> None:
        found = figure_set(card.figures)
        if not found.tables and not found.remarks:
            self.section(place, self.tr("Measured figures"))
            place.addWidget(dim_label(self.tr("None are known. Measure it: dfd evaluate --detector NAME"), self))
        for table in found.tables:
            self.section(place, table.title)
            place.addWidget(FigureView(table, self._services.theme, self))
        for remark in found.remarks:
            place.addWidget(text_label(remark, "dim", self))

    def _file(self, place: QVBoxLayout, detector: InstalledDetector) -> None:
        facts = self._facts(place, self.tr("File"))
        facts.add(self.tr("Size"), words.size(self._desk.snapshot.sizes.get(detector.name, 0)))
        facts.add_code(self.tr("File SHA-256"), detector.sha256)
        facts.add_code(self.tr("Weights SHA-256"), detector.weights_sha256)
        facts.add_code(self.tr("Place"), str(detector.path))
