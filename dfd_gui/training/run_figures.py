"""The numbers of a run at a glance, each with what it means."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dfd_gui.shell.flow import FlowLayout
from dfd_gui.shell.parts import em
from dfd_gui.training import words
from dfd_gui.training.parts import Figure
from dfd_gui.training.run import Run


class RunFigures(QWidget):
    """Best and present figures, speed, load of the machine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.best = Figure(self.tr("Best LogLoss"), self)
        self.auc = Figure(self.tr("AUC of that epoch"), self)
        self.now = Figure(self.tr("LogLoss now"), self)
        self.rate = Figure(self.tr("Learning rate"), self)
        self.plateau = Figure(self.tr("Without progress"), self)
        self.speed = Figure(self.tr("Speed"), self)
        self.machine = Figure(self.tr("Machine"), self)
        self.best.setToolTip(self.tr("How far the scores are from the truth: .69 is guessing, 0 perfect"))
        self.auc.setToolTip(self.tr("How often a fake scores above a real face: .5 is guessing, 1 perfect"))
        self.plateau.setToolTip(self.tr("Epochs since the last better one, and when the learning rate is lowered"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        line = FlowLayout()
        line.setSpacing(em(self, 2.0))
        for one in (self.best, self.auc, self.now, self.rate, self.plateau, self.speed, self.machine):
            line.addWidget(one)
        outer.addLayout(line)

    def show_run(self, run: Run) -> None:
        """Show a run's."""
        history = run.history
        best, last, batch = history.best, history.last, run.batch or {}
        at = self.tr("epoch {number}")
        best_at = at.format(number=best.number) if best else ""
        self.best.show_value(words.number(best.log_loss if best else None, 4), best_at)
        self.auc.show_value(words.number(best.auc if best else None, 3), self.tr(".5 is guessing"))
        now_at = at.format(number=last.number) if last else ""
        self.now.show_value(words.number(last.log_loss if last else None, 4), now_at)
        self.rate.show_value(words.rate(batch.get("lr") or (last.lr if last else None)))
        self._show_plateau(run)
        speed = batch.get("examples_per_s") or (last.examples_per_s if last else None)
        self.speed.show_value(words.number(speed, 0), self.tr("faces/s"))
        self._show_machine(run)

    def _show_plateau(self, run: Run) -> None:
        last, best = run.history.last, run.history.best
        if last is None or best is None:
            self.plateau.show_value(words.NONE)
            return
        since = last.number - best.number
        count = self.tr("1 epoch") if since == 1 else self.tr("{number} epochs").format(number=since)
        patience = self.tr("plateau {bad} of {patience}").format(bad=last.bad_epochs, patience=last.patience)
        self.plateau.show_value(count, patience if last.patience else "")

    def _show_machine(self, run: Run) -> None:
        found = run.live.get("machine")
        if not isinstance(found, dict) or run.state != "running":
            self.machine.hide()
            return
        self.machine.show()
        text = self.tr("{cores} of {all} cores")
        load = text.format(cores=words.number(float(found.get("cpu", math.nan)), 1), all=found.get("cores", ""))
        memory = words.megabytes(float(found.get("memory_mb", 0)))
        if "gpu_memory_mb" in found:
            gpu = words.megabytes(float(found["gpu_memory_mb"]))
            total = words.megabytes(float(found.get("gpu_memory_total_mb", 0)))
            memory = self.tr("{memory}; GPU {gpu} of {total}").format(memory=memory, gpu=gpu, total=total)
        self.machine.show_value(load, memory)
