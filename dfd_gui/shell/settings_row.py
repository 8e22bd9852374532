"""One setting in the dialog: its words, its control, its default one click away, and why a value was refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from dfd_gui.services import Services
from dfd_gui.settings import SettingSpec, translated
from dfd_gui.shell.parts import em, text_label
from dfd_gui.shell.settings_fields import Field
from dfd_gui.shell.widgets import IconLabel, title_label


class SettingRow(QWidget):
    """`wanted` carries a value that the user asks for; `reset` asks for the default."""

    wanted = Signal(object)
    reset = Signal()

    def __init__(self, spec: SettingSpec, field: Field, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.field = field
        self._settings = services.settings
        title, tip = translated(spec.title), translated(spec.tip)
        name = title_label(title, self)
        name.setWordWrap(True)
        name.setBuddy(field)
        self.default_button = QToolButton(self)
        self.default_button.setIcon(services.theme.icon("undo"))
        words = self.tr("Back to the default: {title}").format(title=title)
        self.default_button.setToolTip(words)
        self.default_button.setAccessibleName(words)
        self.default_button.clicked.connect(self.reset)
        self._refusal = QWidget(self)
        self._why = self._refusal_label(services)
        self._name_controls(title, tip)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(em(self))
        layout.setVerticalSpacing(em(self, 0.25))
        layout.setColumnMinimumWidth(0, em(self, 10))
        layout.setColumnStretch(1, 1)
        name.setFixedWidth(em(self, 10))
        name.setContentsMargins(0, em(self, 0.4), 0, 0)  # level with the words of the control
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(name, 0, 0, top)
        layout.addWidget(field, 0, 1)
        layout.addWidget(self.default_button, 0, 2, top)
        layout.addWidget(self._refusal, 1, 1)
        if tip:
            layout.addWidget(text_label(tip, "dim", self), 2, 1)
        if field.extra is not None:
            layout.addWidget(field.extra, 3, 1)
        field.edited.connect(self.wanted)
        self.show_value()

    @property
    def refusal(self) -> str:
        """Why the last value was refused; empty if it was taken."""
        return "" if self._refusal.isHidden() else self._why.text()

    def show_value(self) -> None:
        """Show what holds now."""
        self.field.show_value(self._settings.get(self.spec.key))
        self.default_button.setEnabled(self._settings.overridden(self.spec.key))

    def refuse(self, why: str) -> None:
        """Say why a value was not taken; nothing for an empty reason."""
        self._why.setText(why)
        self._refusal.setVisible(bool(why))

    def _refusal_label(self, services: Services) -> QLabel:
        layout = QHBoxLayout(self._refusal)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(IconLabel(services.theme, "error", "error", ems=1.0, parent=self._refusal))
        label = text_label("", parent=self._refusal)
        layout.addWidget(label, 1)
        self._refusal.hide()
        return label

    def _name_controls(self, title: str, tip: str) -> None:
        """Screen readers hear the setting's words at its control."""
        control = self.field.focusProxy()
        if control is not None:
            control.setAccessibleName(title)
            control.setAccessibleDescription(tip)
