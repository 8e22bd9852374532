"""Runs and face sets made of nothing, and the training room on top of them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from dfd_core.training.items import MANIFEST, FaceItem, manifest_bytes
from dfd_core.training.scores import HeldOut, write_scores
from dfd_gui.library.child import Program

FAKE = Path(__file__).with_name("training_fake_dfd.py")


def fake_program(home: Path, mode: str = "", faces: Path | None = None) -> Program:
    """The stand-in, in a home of its own."""
    environment = {**os.environ, "DFD_HOME": str(home), "DFD_FAKE": mode, "DFD_FAKE_FACES": str(faces or "")}
    environment["PYTHONPATH"] = str(FAKE.parents[2])
    return Program((sys.executable, str(FAKE)), environment)


class Answers:
    """Answers questions as the test says, and notes them."""

    def __init__(self, *answers: int) -> None:
        self.left = list(answers)
        self.asked: list[str] = []

    def __call__(self, about: QWidget, question: str, details: str, answers: Sequence[str]) -> int:
        del about, details, answers
        self.asked.append(question)
        return self.left.pop(0) if self.left else -1


def make_faces(root: Path, groups: int = 4, *, fakes: tuple[str, ...] = ("swap", "morph")) -> Path:
    """A face set of small plain pictures: of each group a real one and one of each method."""
    items = []
    for group in range(groups):
        for label, method in ((0, ""), *((1, method) for method in fakes)):
            name = f"g{group}-{method or 'real'}"
            picture = QImage(24, 24, QImage.Format.Format_RGB32)
            picture.fill(QColor.fromHsv(40 * group, 200 if label else 60, 200))
            root.mkdir(parents=True, exist_ok=True)
            assert picture.save(str(root / f"{name}.png"))
            items.append(FaceItem(f"{name}.png", name, f"g{group}", label, method))
    (root / MANIFEST).write_bytes(manifest_bytes(items))
    return root


def epoch_events(folder: Path, epochs: Sequence[int], wanted: int = 10) -> list[dict[str, object]]:
    """What a run reports of these epochs; the loss falls from one to the next."""
    events: list[dict[str, object]] = []
    for number in epochs:
        faces = [
            {
                "file": str(folder / "preview" / f"{i}.png"),
                "label": i % 2,
                "score": 0.1 * i + 0.01 * number,
                "method": "",
            }
            for i in range(4)
        ]
        events += [
            {"t": 10.0 * number - 9, "event": "epoch_started", "epoch": number, "epochs": wanted, "batches": 4},
            {"t": 10.0 * number - 5, "event": "batch_done", "epoch": number, "batch": 2, "batches": 4, "loss": 0.7,
             "lr": 1e-3, "examples_per_s": 50.0, "left_s": 60.0},
            {"t": 10.0 * number, "event": "epoch_done", "epoch": number, "train_loss": 0.8 - 0.02 * number,
             "valid_loss": 0.75 - 0.01 * number, "log_loss": 0.7 - 0.01 * number, "auc": 0.6 + 0.01 * number,
             "lr": 1e-3, "bad_epochs": 0, "patience": 5, "is_best": True,
             "seconds": 9.5, "examples_per_s": 50.0, "left_s": 30.0,
             "preview": faces},
        ]  # fmt: skip
    return events


def write_events(folder: Path, events: Sequence[dict[str, object]]) -> None:
    """Append events to a run's history."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "history.jsonl").open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(event) + "\n" for event in events)


def make_run(
    root: Path, name: str, phase: str = "paused", epochs: int = 3, data: Path | None = None, series: str = ""
) -> Path:
    """A run's folder as its process would have left it in a phase."""
    folder = root / name
    (folder / "preview").mkdir(parents=True)
    for number in range(4):
        picture = QImage(16, 16, QImage.Format.Format_RGB32)
        picture.fill(QColor.fromHsv(60 * number, 150, 200))
        picture.save(str(folder / "preview" / f"{number}.png"))
    (folder / "config.toml").write_text('recipe = "starter-small"\n[optim]\nepochs = 10\nbatch = 16\n')
    inputs = {"data": [str(data or root / "faces")], "name": name, "valid": "", "licence": ""}
    (folder / "inputs.json").write_text(json.dumps(inputs))
    job = {"name": name, "recipe": "starter-small", "data": inputs["data"], "series": series,
           "arguments": ["train", "--recipe", "starter-small", "--out", str(folder), "--no-install"]}  # fmt: skip
    (folder / "job.json").write_text(json.dumps(job))
    write_events(folder, epoch_events(folder, range(1, epochs + 1)))
    if phase == "finished":
        finish(folder, data)
    if phase:
        (folder / "state.json").write_text(json.dumps({"phase": phase, "at": "2026-01-01T00:00:00+00:00"}))
    return folder


def finish(folder: Path, data: Path | None = None) -> None:
    """The end of a run: figures and scores."""
    validation = {"faces": 120, "groups": 30, "log_loss": 0.61, "auc": 0.81, "auc_low": 0.7, "auc_high": 0.9,
                  "eer": 0.25, "accuracy": 0.75, "auc_per_method": {"swap": 0.85, "morph": 0.77},
                  "calibration_error": 0.05,
                  "calibration_error_before": 0.11}  # fmt: skip
    figures = {"best_epoch": 3, "validation": validation}
    (folder / "figures.json").write_text(json.dumps(figures))
    write_events(folder, [{"t": 40.0, "event": "finished", "figures": figures, "installed": ""}])
    rows = []
    for number in range(24):
        label = number % 2
        score = min(max(0.25 + 0.4 * label + 0.02 * (number % 7), 0.0), 1.0)
        file = str((data or folder) / f"g{number % 4}-{'swap' if label else 'real'}.png")
        method = ("swap", "morph")[number // 2 % 2] if label else ""
        rows.append(HeldOut(file, f"c{number}", f"g{number % 6}", label, method, score - 0.1, score))
    write_scores(folder / "scores.csv", rows)
