"""The settings of a recipe as a form that is made from their descriptions: help, limits, choices, a way back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDoubleValidator, QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dfd_core.training.config import FieldRow, TrainConfig, describe
from dfd_gui.library.parts import Page
from dfd_gui.shell.parts import em, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import title_label
from dfd_gui.texts import QT_TRANSLATE_NOOP
from dfd_gui.training.draft import OWN_KEYS, text_of
from dfd_gui.training.parts import small_tool
from dfd_gui.training.words import translate

SECTIONS: Mapping[str, str] = {
    "network": QT_TRANSLATE_NOOP("Training", "Network"),
    "input": QT_TRANSLATE_NOOP("Training", "Input"),
    "data": QT_TRANSLATE_NOOP("Training", "Data"),
    "augment": QT_TRANSLATE_NOOP("Training", "Variation of the faces"),
    "optim": QT_TRANSLATE_NOOP("Training", "Learning"),
    "run": QT_TRANSLATE_NOOP("Training", "Machine"),
}
_INT_MAX = 2**31 - 1
_SHARE_STEP = 0.05


@dataclass(slots=True)
class FieldEdit:
    """One line of the form. ``read`` and ``write`` are in the form of ``--set``."""

    row: FieldRow
    name: QLabel
    editor: QWidget
    help: QLabel
    reset: QToolButton
    read: Callable[[], str]
    write: Callable[[str], None]

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """All its widgets."""
        return self.name, self.editor, self.help, self.reset


class ConfigForm(QWidget):
    """Shows a recipe's settings and takes down what is changed of them."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._base: Mapping[str, str] = {}
        self._quiet = False
        self.fields: dict[str, FieldEdit] = {}
        self._heads: dict[str, QLabel] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._tools())
        page = Page(self)
        page.body.setContentsMargins(0, em(self, 0.4), em(self, 0.8), 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(em(self, 0.9))
        self._grid.setVerticalSpacing(em(self, 0.45))
        self._grid.setColumnMinimumWidth(0, em(self, 8))
        self._grid.setColumnMinimumWidth(1, em(self, 9))
        self._grid.setColumnMinimumWidth(3, em(self, 1.8))
        self._grid.setColumnStretch(2, 1)
        page.body.addLayout(self._grid)
        page.body.addStretch(1)
        outer.addWidget(page, 1)
        for row in describe():
            if row.key not in OWN_KEYS:
                self._add(row)
        self._filter()

    def show_values(self, base: TrainConfig, changes: Mapping[str, str]) -> None:
        """Show a recipe with changes on top."""
        self._base = {row.key: text_of(row) for row in describe(base)}
        self._quiet = True
        for key, field in self.fields.items():
            field.write(changes.get(key, self._base[key]))
        self._quiet = False
        self._mark()

    def changes(self) -> dict[str, str]:
        """What differs from the recipe, key to value."""
        found = {key: field.read() for key, field in self.fields.items()}
        return {key: value for key, value in found.items() if not _same(value, self._base.get(key, value))}

    def reset_all(self) -> None:
        """Everything as the recipe says."""
        self._quiet = True
        for key, field in self.fields.items():
            field.write(self._base[key])
        self._quiet = False
        self._edited()

    # -- building ----------------------------------------------------------------------------------------------------

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a setting"))
        self.search.setAccessibleName(self.tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.expert = QCheckBox(self.tr("Expert settings too"), self)
        self.expert.toggled.connect(self._filter)
        line.addWidget(self.search, 1)
        line.addWidget(self.expert)
        return line

    def _add(self, row: FieldRow) -> None:
        section = row.key.partition(".")[0]
        place = self._grid.rowCount()
        if section not in self._heads:
            head = title_label(translate("Training", SECTIONS.get(section, section)), self)
            head.setContentsMargins(0, em(self, 0.5) if self._heads else 0, 0, 0)
            self._heads[section] = head
            self._grid.addWidget(head, place, 0, 1, 4)
            place += 1
        field = self._field(row)
        self.fields[row.key] = field
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(field.name, place, 0, top)
        self._grid.addWidget(field.editor, place, 1, top)
        self._grid.addWidget(field.help, place, 2, top)
        self._grid.addWidget(field.reset, place, 3, top)

    def _field(self, row: FieldRow) -> FieldEdit:
        bare = row.key.partition(".")[2].replace("_", " ")
        name = QLabel(bare[0].upper() + bare[1:], self)
        name.setToolTip(f"--set {row.key}=...")
        name.setContentsMargins(0, em(self, 0.25), 0, 0)
        editor, read, write = self._editor(row)
        editor.setAccessibleName(name.text())
        editor.setToolTip(_limits(row))
        name.setBuddy(editor)
        explained = text_label(translate("TrainConfig", row.help), "dim", self)
        explained.setContentsMargins(0, em(self, 0.25), 0, 0)
        editor.setAccessibleDescription(explained.text())
        reset = small_tool(self._theme, "undo", "", lambda: self._reset(row.key), self)
        return FieldEdit(row, name, editor, explained, reset, read, write)

    def _editor(self, row: FieldRow) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        if row.kind is bool:
            return self._check()
        if row.choices:
            return self._choice(row)
        if row.kind is int:
            return self._whole(row)
        if row.kind is float:
            return self._share(row) if row.max is not None and row.max <= 1.0 and _coarse(row) else self._number()
        return self._text()

    def _check(self) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        box = QCheckBox(self)
        box.setMinimumHeight(em(self, 1.7))
        box.toggled.connect(self._edited)
        return box, lambda: str(box.isChecked()).lower(), lambda text: box.setChecked(text == "true")

    def _choice(self, row: FieldRow) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        box = QComboBox(self)
        box.addItems(list(row.choices))
        box.currentIndexChanged.connect(self._edited)
        return box, box.currentText, box.setCurrentText

    def _whole(self, row: FieldRow) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        low = -_INT_MAX if row.min is None else int(row.min)
        high = _INT_MAX if row.max is None else min(int(row.max), _INT_MAX)
        spin = QSpinBox(self, minimum=low, maximum=high)
        spin.valueChanged.connect(self._edited)
        return spin, lambda: str(spin.value()), lambda text: spin.setValue(int(text))

    def _share(self, row: FieldRow) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        assert row.max is not None
        spin = QDoubleSpinBox(
            self, minimum=row.min or 0.0, maximum=row.max, decimals=_decimals(row), singleStep=_SHARE_STEP
        )
        spin.valueChanged.connect(self._edited)
        return spin, lambda: f"{spin.value():g}", lambda text: spin.setValue(float(text))

    def _number(self) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        line = QLineEdit(self)
        validator = QDoubleValidator(line)
        validator.setLocale(line.locale().c())
        line.setValidator(validator)
        line.textChanged.connect(self._edited)
        return line, lambda: line.text().strip() or "?", lambda text: line.setText(f"{float(text):g}")

    def _text(self) -> tuple[QWidget, Callable[[], str], Callable[[str], None]]:
        line = QLineEdit(self)
        line.textChanged.connect(self._edited)
        return line, lambda: line.text().strip(), line.setText

    # -- what happens ------------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        if not self._quiet:
            self._mark()
            self.changed.emit()

    def _reset(self, key: str) -> None:
        self.fields[key].write(self._base[key])
        self.fields[key].editor.setFocus()

    def _mark(self) -> None:
        """Bold names and a way back where something is changed."""
        changed = self.changes()
        for key, field in self.fields.items():
            font = QFont(field.name.font())
            font.setBold(key in changed)
            field.name.setFont(font)
            field.reset.setVisible(key in changed and self._is_shown(field))
            text = self.tr("Back to the recipe's {value}").format(value=self._base.get(key, ""))
            field.reset.setToolTip(text)
            field.reset.setAccessibleName(f"{field.name.text()}: {text}")

    def _filter(self) -> None:
        shown = {key for key, field in self.fields.items() if self._is_shown(field)}
        for key, field in self.fields.items():
            for part in field.parts[:3]:
                part.setVisible(key in shown)
        for section, head in self._heads.items():
            head.setVisible(any(key.startswith(f"{section}.") for key in shown))
        self._mark()

    def _is_shown(self, field: FieldEdit) -> bool:
        sought = self.search.text().strip().lower()
        found = sought in f"{field.row.key} {field.name.text()} {field.help.text()}".lower()
        return found and (not field.row.expert or self.expert.isChecked() or bool(sought))


def _coarse(row: FieldRow) -> bool:
    """Whether a spin box with a few decimals can hold the field's usual values."""
    return row.key not in ("optim.weight_decay", "optim.min_lr", "optim.ema", "optim.lr")


def _decimals(row: FieldRow) -> int:
    return 3 if row.max is not None and row.max <= 1.0 else 2


def _limits(row: FieldRow) -> str:
    if row.choices or row.min is None or row.kind is bool:
        return ", ".join(row.choices)
    if row.max is None:
        return translate("Training", "{low:g} and above").format(low=row.min)
    return translate("Training", "{low:g} to {high:g}").format(low=row.min, high=row.max)


def _same(one: str, other: str) -> bool:
    """Equal as text or as numbers."""
    if one == other:
        return True
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-9)
    except ValueError:
        return False
