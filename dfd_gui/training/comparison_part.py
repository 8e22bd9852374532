"""How a new detector does beside the installed ones, on the very faces that it was validated on."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dfd_gui.library.child import Child, Outcome
from dfd_gui.library.figure_view import FigureView
from dfd_gui.library.figures import FigureTable
from dfd_gui.shell.parts import clear, em, text_label
from dfd_gui.shell.widgets import dim_label, title_label
from dfd_gui.training import commands, words
from dfd_gui.training.desk import Desk
from dfd_gui.training.parts import CommandBox, tool
from dfd_gui.training.result_data import COMPARED, Result, Rival, held_out_sets


class ComparisonPart(QWidget):
    """The table by method; `compare` asks the installed detectors."""

    compared = Signal()
    """There are new figures in the run's folder."""
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = desk.services.theme
        self._result: Result | None = None
        self._rivals: list[str] = []
        self._queue: list[commands.Words] = []
        self._child: Child | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(title_label(self.tr("By method, on the same held-out faces"), self), 1)
        self._asking = dim_label("", self)
        head.addWidget(self._asking)
        text = self.tr("Compare with the installed detectors")
        self.compare = tool(self._theme, "chart", text, self._compare, self)
        head.addWidget(self.compare)
        outer.addLayout(head)
        self._tables = QVBoxLayout()
        outer.addLayout(self._tables)
        self._words = text_label("", "dim", self)
        outer.addWidget(self._words)
        self.command = CommandBox(self._theme, self)
        outer.addWidget(self.command)
        self._refresh()

    @property
    def busy(self) -> bool:
        """Whether detectors are being asked."""
        return self._child is not None

    def show_result(self, result: Result | None, rivals: Sequence[str]) -> None:
        """Show a result; ``rivals`` are the detectors that may be asked."""
        self._result, self._rivals = result, list(rivals)
        clear(self._tables)
        if result is not None:
            view = FigureView(comparison(result), self._theme)
            view.setParent(self)
            view.setMaximumWidth(em(self, 40 + 8 * len(result.rivals)))
            self._tables.addWidget(view)
        listed = [_difference(rival) for rival in result.rivals] if result else []
        text = self.tr("AUC of this run minus that of the other, with its 95 % interval: {list}")
        self._words.setText(text.format(list="; ".join(listed)) if listed else "")
        self._words.setVisible(bool(listed))
        self._refresh()

    def stop(self) -> None:
        """End the asking."""
        if self._child:
            self._child.shutdown()
            self._child.deleteLater()
            self._child = None
        self._asking.setText("")

    def _evaluations(self) -> list[commands.Words]:
        """One command for each face set that holds validation faces."""
        if self._result is None or not self._rivals:
            return []
        folder = self._result.folder
        return [
            commands.evaluate(root, folder, self._rivals, folder / COMPARED / str(place), split=split)
            for place, (root, split) in enumerate(held_out_sets(folder, self._result.rows))
        ]

    def _refresh(self) -> None:
        found = self._evaluations()
        self.compare.setEnabled(bool(found) and self._child is None)
        self.compare.setToolTip(", ".join(self._rivals) or self.tr("No other detector is installed"))
        self.command.show_command("\n".join(commands.shown(one) for one in found))

    def _compare(self) -> None:
        self._queue = self._evaluations()
        self._next()

    def _next(self) -> None:
        if not self._queue:
            self._asking.setText("")
            self.compared.emit()
            return
        self._asking.setText(self.tr("Asking {number} detectors").format(number=words.count(len(self._rivals))))
        self._child = Child(self._desk.program, self._queue.pop(0), self)
        self._child.finished.connect(self._on_outcome)  # a lambda that holds this part could end it too early
        self._refresh()

    def _on_outcome(self, outcome: Outcome) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.deleteLater()
        if outcome.good:
            self._next()
            return
        self._asking.setText("")
        self._refresh()
        self.failed.emit(outcome.error or self.tr("The comparison ended without a word."))


def comparison(result: Result) -> FigureTable:
    """AUC by method, of this run and of the detectors that it was compared with."""
    own = result.name or words.translate("Training", "This run")
    method, faces = words.translate("Training", "Method"), words.translate("Training", "Faces")
    rivals = result.rivals
    total = result.figure("faces")
    rows = [
        (
            words.translate("Training", "all"),
            words.count(round(total)) if math.isfinite(total) else words.NONE,
            words.number(result.figure("auc")),
            *(words.number(rival.auc) for rival in rivals),
        )
    ]
    for name, (number, auc) in result.methods().items():
        others = (words.number(rival.methods.get(name, math.nan)) for rival in rivals)
        rows.append((name, words.count(number) if result.rows else words.NONE, words.number(auc), *others))
    columns = (method, faces, own, *(rival.name for rival in rivals))
    return FigureTable(words.translate("Training", "AUC by method"), columns, tuple(rows))


def _difference(rival: Rival) -> str:
    text = words.translate("Training", "{name}: {difference} ({low} to {high})")
    numbers = {"difference": rival.difference, "low": rival.low, "high": rival.high}
    return text.format(name=rival.name, **{key: _signed(value) for key, value in numbers.items()})


def _signed(value: float) -> str:
    sign = "+" if value >= 0 else "\N{MINUS SIGN}"
    return f"{sign}{words.number(abs(value))}" if math.isfinite(value) else words.NONE
