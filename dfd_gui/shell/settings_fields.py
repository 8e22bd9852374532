"""The control of each setting, chosen by its row of the table; a few have one of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dfd_core.errors import DfdError
from dfd_gui.engine_words import engine_words
from dfd_gui.services import Services
from dfd_gui.settings import SettingSpec, Value, translated
from dfd_gui.shell.engine_test import EngineTest
from dfd_gui.shell.parts import button, em, text_label

_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d{1,3})?")
DEVICES = ("auto", "cpu", "cuda", "mps")

AskFolder = Callable[[QWidget, str], str]
"""Asks for a folder, given the present one; ``""`` for none."""


def ask_folder(parent: QWidget, present: str) -> str:
    """The system's dialog for a folder."""
    return QFileDialog.getExistingDirectory(parent, "", present)


class Field(QWidget):
    """A control. `edited` carries a value that the user asks for; ``show_value`` shows one without asking for it.

    ``extra`` goes below the setting's explanation.
    """

    edited = Signal(object)
    extra: QWidget | None = None

    def show_value(self, value: Value) -> None:
        """Show the value that holds now."""
        raise NotImplementedError

    def misfit(self, value: Value) -> str:
        """Why a value cannot be, beyond what the table says; empty if it can."""
        del value
        return ""

    def _fill(self, *parts: QWidget) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        self.setFocusProxy(parts[0])


def _calm(event: QWheelEvent, widget: QWidget) -> bool:
    """Whether the wheel may change the value: only where the focus is."""
    if widget.hasFocus():
        return True
    event.ignore()
    return False


class _Whole(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        if _calm(event, self):
            super().wheelEvent(event)


class _Real(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        if _calm(event, self):
            super().wheelEvent(event)


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        if _calm(event, self):
            super().wheelEvent(event)


class ChoiceField(Field):
    """One of the row's choices."""

    def __init__(self, choices: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = _Combo(self)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, words in choices:
            self.box.addItem(words, value)
        self.box.activated.connect(lambda: self.edited.emit(self.box.currentData()))
        self._fill(self.box)

    def show_value(self, value: Value) -> None:
        place = self.box.findData(value)
        if place < 0:  # a name that is no longer there stays visible
            self.box.addItem(self.tr("{value} (not there)").format(value=value), value)
            place = self.box.count() - 1
        self.box.setCurrentIndex(place)


class FlagField(Field):
    """On or off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.box.clicked.connect(self.edited)
        self._fill(self.box)

    def show_value(self, value: Value) -> None:
        self.box.setChecked(bool(value))


class NumberField(Field):
    """A number within the row's limits."""

    def __init__(self, spec: SettingSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box: QSpinBox | QDoubleSpinBox
        if isinstance(spec.default, float):
            self.box = _Real(self)
            self.box.setRange(spec.minimum, spec.maximum)
            self.box.setSingleStep(spec.step)
        else:
            self.box = _Whole(self)
            self.box.setRange(round(spec.minimum), round(spec.maximum))
            self.box.setSingleStep(round(spec.step))
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setKeyboardTracking(False)
        if spec.unit:
            self.box.setSuffix(f" {translated(spec.unit)}")
        if spec.special:
            self.box.setSpecialValueText(translated(spec.special))
        self.box.setMinimumWidth(em(self, 9))
        self.box.valueChanged.connect(lambda: self.edited.emit(self.box.value()))
        self._fill(self.box)

    def show_value(self, value: Value) -> None:
        assert isinstance(value, int | float)
        self.box.blockSignals(True)
        if isinstance(self.box, QSpinBox):
            self.box.setValue(int(value))
        else:
            self.box.setValue(float(value))
        self.box.blockSignals(False)


class TextField(Field):
    """Words; taken when the line is left or Enter is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setMinimumWidth(em(self, 22))
        self.line.editingFinished.connect(lambda: self.edited.emit(self.line.text().strip()))
        self._fill(self.line)

    def show_value(self, value: Value) -> None:
        self.line.setText(str(value))


class DeviceField(Field):
    """Where networks run: what this computer has, or what the user types."""

    def __init__(self, devices: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = _Combo(self)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(list(dict.fromkeys((*DEVICES, *devices))))
        self.box.setMinimumWidth(em(self, 9))
        self.box.activated.connect(self._tell)
        line = self.box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._tell)
        self._fill(self.box)

    def show_value(self, value: Value) -> None:
        self.box.setCurrentText(str(value))

    def misfit(self, value: Value) -> str:
        if _DEVICE.fullmatch(str(value)):
            return ""
        return self.tr("{value} is no device: auto, cpu, cuda, cuda:1 (the second card) or mps").format(value=value)

    def _tell(self) -> None:
        self.edited.emit(self.box.currentText().strip())


class FolderField(TextField):
    """A folder; typed or chosen."""

    def __init__(self, ask: AskFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        browse = button(self.tr("Choose..."), parent=self)
        browse.clicked.connect(self._choose)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(browse)

    def misfit(self, value: Value) -> str:
        path = Path(str(value))
        if not str(value) or path.is_dir():
            return ""
        if path.exists():
            return self.tr("{path} is a file, not a folder").format(path=path)
        return "" if path.is_absolute() else self.tr("{path} is not a whole path").format(path=path)

    def _choose(self) -> None:
        if chosen := self._ask(self, self.line.text()):
            self.edited.emit(chosen)


class CommandField(Field):
    """The engine command, with a button that tries it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("this computer"))
        self.line.setMinimumWidth(em(self, 22))
        self.line.editingFinished.connect(lambda: self.edited.emit(self.line.text().strip()))
        self.test = EngineTest(services.theme, self.line, self)
        warning = self.tr(
            "This program is started as you, with all your rights, each time the engine is needed: enter only what "
            "you trust. Clips that it cannot read by their path are sent to it."
        )
        self.extra = QWidget(self)
        below = QVBoxLayout(self.extra)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(text_label(warning, "dim", self.extra))
        below.addWidget(self.test)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def show_value(self, value: Value) -> None:
        self.line.setText(str(value))
        self.line.setCursorPosition(0)

    def misfit(self, value: Value) -> str:
        try:
            engine_words(str(value))
        except DfdError as error:
            return error.message
        return ""


def make_field(spec: SettingSpec, services: Services, ask: AskFolder, parent: QWidget) -> Field:
    """The control for a row of the table."""
    own: Mapping[str, Callable[[], Field]] = {
        "screening.ensemble": lambda: ChoiceField(_ensembles(services), parent),
        "screening.device": lambda: DeviceField(services.engine.devices, parent),
        "training.device": lambda: DeviceField((), parent),
        "training.folder": lambda: FolderField(ask, parent),
        "engine.command": lambda: CommandField(services, parent),
    }
    if spec.key in own:
        return own[spec.key]()
    if spec.choices:
        return ChoiceField([(value, translated(words)) for value, words in spec.choices], parent)
    if isinstance(spec.default, bool):
        return FlagField(parent)
    return NumberField(spec, parent) if isinstance(spec.default, int | float) else TextField(parent)


def _ensembles(services: Services) -> list[tuple[str, str]]:
    """The library's choice, then every ensemble of it."""
    default = services.library.default_name()
    first = QCoreApplication.translate("SettingsFields", "The library's default")
    first += f" ({default})" if default else ""
    return [("", first), *((one.name, one.name) for one in services.library.ensembles())]
