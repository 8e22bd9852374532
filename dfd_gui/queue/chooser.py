"""Which detectors judge the clips, and on how many frames: a box, and a small sheet of options beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from dfd_core.detectors.library import Library
from dfd_core.errors import DfdError
from dfd_gui.items import queue_text as text
from dfd_gui.queue.asking import DETECTOR
from dfd_gui.queue.errands import Errands
from dfd_gui.services import Services
from dfd_gui.settings import Settings
from dfd_gui.shell.widgets import dim_label

ENSEMBLE, FRAMES, DEVICE = "screening.ensemble", "screening.frames", "screening.device"


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: names and titles. ``default``: what the library's default is now, empty if there is none."""

    default: str
    ensembles: tuple[tuple[str, str], ...] = ()
    detectors: tuple[tuple[str, str], ...] = ()


def choices(library: Library) -> Choices:
    """Look into the library. May take seconds: new detector files are hashed."""
    try:
        chosen = library.default_ensemble()
        default = chosen.name
    except DfdError:
        default = ""
    ensembles = tuple((each.name, each.title) for each in library.ensembles())
    detectors = tuple((each.name, each.card.title) for each in library.detectors())
    return Choices(default, ensembles, detectors)


class EnsembleBox(QComboBox):
    """Ensembles and single detectors of the library; looks again whenever it is opened."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = services.settings
        self._library = services.library
        self._errands = Errands("choices", self)
        self._choices = Choices("")
        self.setAccessibleName(self.tr("Detectors that judge the clips"))
        self.setToolTip(self.tr("Detectors that judge the clips; holds for clips that are not screened yet"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._choose)
        self._settings.changed.connect(self._on_setting)
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Look what is installed."""
        self._errands.do(lambda: choices(self._library), self._take)

    def showPopup(self) -> None:
        self.refresh()
        super().showPopup()

    def close_down(self) -> None:
        """End the thread."""
        self._errands.close(finish=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As usual, but long names end in dots."""
        del event
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        style = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(style, option, QStyle.SubControl.SC_ComboBoxEditField, self).width() - 4
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(style, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _take(self, found: Choices) -> None:
        if found != self._choices:
            self._choices = found
            self._fill()

    def _fill(self) -> None:
        known = self._choices
        self.clear()
        default = known.default or self.tr("nothing installed")
        self._add("", self.tr("Default ({name})").format(name=default))
        for prefix, group in (("", known.ensembles), (DETECTOR, known.detectors)):
            if group:
                self.insertSeparator(self.count())
            for name, title in group:
                self._add(prefix + name, title or name, name)
        self._show()

    def _add(self, value: str, words: str, tip: str = "") -> None:
        self.addItem(words, value)
        self.setItemData(self.count() - 1, tip or words, Qt.ItemDataRole.ToolTipRole)

    def _show(self) -> None:
        """Show what the settings say, also if that is not installed."""
        value = self._settings.text(ENSEMBLE)
        place = self.findData(value)
        if place < 0:
            self._add(value, self.tr("{name} (not installed)").format(name=value.removeprefix(DETECTOR)))
            place = self.count() - 1
        self.setCurrentIndex(place)

    def _choose(self, place: int) -> None:
        value = self.itemData(place)
        if isinstance(value, str):
            self._settings.set(ENSEMBLE, value)

    def _on_setting(self, key: str) -> None:
        if key == ENSEMBLE and self.currentData() != self._settings.text(ENSEMBLE):
            self._show()


class Options(QFrame):
    """A small sheet that opens below its button: frames a clip, device."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._services = services
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Options of screening"))
        self.frames = QSpinBox(self)
        spec = services.settings.spec(FRAMES)
        self.frames.setRange(int(spec.minimum), int(spec.maximum))
        self.frames.setAccessibleName(self.tr("Frames per clip"))
        self.frames.setKeyboardTracking(False)
        self.device = QComboBox(self)
        self.device.setAccessibleName(self.tr("Device"))
        layout = QFormLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addRow(self.tr("Frames per clip"), self.frames)
        layout.addRow(self.tr("Device"), self.device)
        note = dim_label(self.tr("Holds for clips that are not screened yet."), self)
        layout.addRow(note)
        self.frames.valueChanged.connect(lambda value: services.settings.set(FRAMES, value))
        self.device.activated.connect(lambda: services.settings.set(DEVICE, self.device.currentData()))

    def showEvent(self, event: QShowEvent) -> None:
        settings = self._services.settings
        self.frames.setValue(settings.number(FRAMES))
        self._fill_devices(settings)
        super().showEvent(event)
        self.frames.setFocus()
        self.frames.selectAll()

    def _fill_devices(self, settings: Settings) -> None:
        chosen = settings.text(DEVICE)
        self.device.clear()
        self.device.addItem(self.tr("automatic"), "auto")
        for name in dict.fromkeys((*self._services.engine.devices, "cpu", chosen)):
            if name != "auto":
                self.device.addItem(name, name)
        self.device.setCurrentIndex(self.device.findData(chosen))


class Chooser(QWidget):
    """The box, and the button of the options, which says how many frames are looked at."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = services.settings
        label = QLabel(self.tr("Screen with"), self)
        label.setProperty("role", "dim")
        self.box = EnsembleBox(services, self)
        label.setBuddy(self.box)
        self.options = Options(services, self)
        self.button = QToolButton(self)
        self.button.setIcon(services.theme.icon("chevron-down", "text_dim"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the words
        self.button.setIconSize(QSize(12, 12))
        self.button.setAccessibleName(self.tr("Options of screening"))
        self.button.setToolTip(self.tr("Frames per clip, device"))
        self.button.clicked.connect(self._open)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.button)
        services.settings.changed.connect(self._on_setting)
        self._say()

    def close_down(self) -> None:
        """End the threads."""
        self.box.close_down()

    def _open(self) -> None:
        self.options.adjustSize()
        corner = self.button.mapToGlobal(QPoint(self.button.width(), self.button.height() + 2))
        self.options.move(corner - QPoint(self.options.width(), 0))
        self.options.show()

    def _on_setting(self, key: str) -> None:
        if key == FRAMES:
            self._say()

    def _say(self) -> None:
        count = self._settings.number(FRAMES)
        self.button.setText(
            self.tr("1 frame") if count == 1 else self.tr("{count} frames").format(count=text.number(count))
        )
