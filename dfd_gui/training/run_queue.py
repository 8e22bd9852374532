"""The runs that are at work or wait, side by side; shown where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from dfd_gui.items.runs_model import state_words
from dfd_gui.shell.flow import FlowLayout
from dfd_gui.shell.parts import clear, em
from dfd_gui.shell.theme import Theme
from dfd_gui.training import words
from dfd_gui.training.run import Run


class RunQueue(QWidget):
    """One button a run; the one that is shown is pressed."""

    wanted = Signal(object)
    """The folder of the run that is to be shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Path | None, list[tuple[Path, str, str]]] = (None, [])
        self._buttons: list[QToolButton] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._line = FlowLayout()
        self._line.setSpacing(em(self, 0.3))
        outer.addLayout(self._line)
        self.hide()

    def show_runs(self, alive: Sequence[Run], current: Path | None) -> None:
        """Show the runs that are at work or wait, in the order they were begun."""
        several = len(alive) > 1 or (len(alive) == 1 and alive[0].folder != current)
        found = [(run.folder, run.state, f"{run.name}: {state_words(run)}") for run in alive] if several else []
        self.setVisible(several)
        if (current, found) == self._shown:
            return
        self._shown = (current, found)
        clear(self._line)
        self._buttons = [self._button(*one, current=current) for one in found]
        for one in self._buttons:
            self._line.addWidget(one)
            one.show()

    def buttons(self) -> list[QToolButton]:
        """What is shown."""
        return list(self._buttons)

    def _button(self, folder: Path, state: str, text: str, *, current: Path | None) -> QToolButton:
        made = QToolButton(self)
        made.setText(text)
        made.setAccessibleName(text)
        made.setIcon(self._theme.icon(*words.STATE_ICONS[state]))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setChecked(folder == current)
        made.clicked.connect(partial(self._on_click, folder))
        return made

    def _on_click(self, folder: Path, _checked: bool = False) -> None:  # a button tells whether it is pressed
        self.wanted.emit(folder)
