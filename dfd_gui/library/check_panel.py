"""Two pictures, one judgement: does a detector put a fake face above a real one?

The pictures are finished face crops; the scoring is ``dfd detectors check`` in a child process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImageReader,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dfd_gui.library import words
from dfd_gui.library.child import Child, Outcome
from dfd_gui.library.desk import Desk
from dfd_gui.shell.drop_overlay import dragged_paths
from dfd_gui.shell.frame import paint_frame
from dfd_gui.shell.parts import Notice, Tone, button, em, row, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, dim_label, title_label

CLOSE_LOGITS = 0.2
"""Logits nearer than this tell the two pictures hardly apart."""

AskPicture = Callable[[QWidget, str], str]
"""Asks for a picture file, given a title; ``""`` for none."""


def ask_picture(parent: QWidget, title: str) -> str:
    """The system's dialog for one picture."""
    pictures = words.translate("CheckPanel", "Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)")
    return QFileDialog.getOpenFileName(parent, title, "", pictures)[0]


class PictureSlot(QFrame):
    """A place for one picture: dropped or chosen."""

    chosen = Signal()

    def __init__(self, theme: Theme, title: str, ask: AskPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._theme = theme
        self._title = title
        self._ask = ask
        self._over = False
        self.setAcceptDrops(True)
        side = em(self, 5)
        self._picture = QLabel(self)
        self._picture.setFixedSize(side, side)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.hide()
        self._blank = IconLabel(theme, "face", "text_dim", ems=2.5, parent=self)
        self._blank.setFixedSize(side, side)
        self._name = dim_label(self.tr("Drop a picture here"), self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self.choose_button = button(self.tr("Choose..."), parent=self)
        self.choose_button.setAccessibleName(self.tr("Choose: {what}").format(what=title))
        self.choose_button.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.addWidget(self._picture)
        layout.addWidget(self._blank)
        beside = QVBoxLayout()
        beside.addWidget(title_label(title, self))
        beside.addWidget(self._name)
        beside.addStretch(1)
        beside.addLayout(row(self.choose_button))
        layout.addLayout(beside, 1)
        theme.changed.connect(self.update)

    def take(self, path: Path) -> None:
        """Show this picture. One that cannot be shown is taken too: the check says what is wrong with it."""
        self.path = path
        self._name.setText(path.name)
        scale = self.devicePixelRatioF()
        picture = _thumbnail(path, self._picture.size() * scale)
        picture.setDevicePixelRatio(scale)
        self._picture.setPixmap(picture)
        self._picture.setAccessibleName(f"{self._title}: {path.name}")
        self._picture.setVisible(not picture.isNull())
        self._blank.setVisible(picture.isNull())
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame, in the accent's colour while something is dragged over it."""
        del event
        paint_frame(self, self._theme.colour("accent" if self._over else "gap"), dashed=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_paths(event.mimeData()):
            event.acceptProposedAction()
            self._highlight(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        del event
        self._highlight(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._highlight(on=False)
        if paths := dragged_paths(event.mimeData()):
            event.acceptProposedAction()
            self.take(paths[0])

    def _highlight(self, *, on: bool) -> None:
        self._over = on
        self.update()

    def _choose(self) -> None:
        if path := self._ask(self, self._title):
            self.take(Path(path))


class CheckPanel(QWidget):
    """The sanity check of one detector. ``closed`` when the user is done with it or leaves it out."""

    closed = Signal()

    def __init__(
        self, theme: Theme, desk: Desk, detector: str, ask: AskPicture = ask_picture, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._detector = detector
        self._child: Child | None = None
        self.real = PictureSlot(theme, self.tr("A real face"), ask, self)
        self.fake = PictureSlot(theme, self.tr("A fake face"), ask, self)
        self.run_button = button(self.tr("Check"), "primary", self)
        self.close_button = button(self.tr("Skip"), parent=self)
        self.verdict = Notice(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(em(self, 0.6))
        layout.addWidget(title_label(self.tr("Does it tell a real face from a fake one?"), self))
        hint = self.tr(
            "Two pictures that show nothing but a face, cut as closely as this detector wants it. It should give the "
            "fake one the higher score; if not, the sign, the normalisation or the crop is probably wrong."
        )
        layout.addWidget(text_label(hint, "dim", self))
        slots = QHBoxLayout()
        slots.addWidget(self.real)
        slots.addWidget(self.fake)
        layout.addLayout(slots)
        layout.addLayout(row(self.run_button, self.close_button))
        layout.addWidget(self.verdict)
        self.run_button.setEnabled(False)
        self.real.chosen.connect(self._update)
        self.fake.chosen.connect(self._update)
        self.run_button.clicked.connect(self.check)
        self.close_button.clicked.connect(self.closed)

    def check(self) -> None:
        """Score both pictures."""
        if self._child is not None or self.real.path is None or self.fake.path is None:
            return
        arguments = ["detectors", "check", self._detector, str(self.real.path), str(self.fake.path), "--json", "-"]
        self.verdict.say("info", self.tr("Scoring the two pictures..."))
        self._child = self._desk.run(
            self.tr("checking {name}").format(name=self._detector), arguments, self._on_finished
        )
        self._update()

    def _on_finished(self, outcome: Outcome) -> None:
        self._child = None
        self.verdict.say(*judgement(outcome))
        self.close_button.setText(self.tr("Done"))
        self.close_button.setAccessibleName(self.tr("Done"))
        self._update()

    def _update(self) -> None:
        both = self.real.path is not None and self.fake.path is not None
        self.run_button.setEnabled(both and self._child is None)


def judgement(outcome: Outcome) -> tuple[Tone, str]:
    """The tone and the words for the scores of a real and a fake picture, in this order."""
    translate = words.translate
    if len(outcome.records) != 2:
        return "error", outcome.error or translate("CheckPanel", "The check was broken off.")
    real, fake = outcome.records
    scores = translate("CheckPanel", "The fake face scores {fake}, the real one {real}.").format(
        fake=words.number(fake["score"]), real=words.number(real["score"])
    )
    tone, meaning = _meaning(real, fake)
    if outcome.error:  # the backends disagree: worse than any order of the two
        return "error", f"{scores} {meaning}\n{outcome.error}"
    return tone, f"{scores} {meaning}"


def _meaning(real: Mapping[str, Any], fake: Mapping[str, Any]) -> tuple[Tone, str]:
    translate = words.translate
    ahead = float(fake["logit"]) - float(real["logit"])
    if abs(ahead) < CLOSE_LOGITS:
        return "warning", translate(
            "CheckPanel", "It hardly tells them apart. Try another pair before you trust it or give it up."
        )
    if ahead > 0:
        return "ok", translate("CheckPanel", "Fake above real: as expected. One pair proves little.")
    return "warning", translate(
        "CheckPanel",
        "Real above fake: the sign may be wrong, or the normalisation or the crop. Try another pair; if it stays so, "
        "do not screen with this detector.",
    )


def _thumbnail(path: Path, room: QSize) -> QPixmap:
    """The picture, small; empty where it cannot be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return QPixmap.fromImage(image) if not image.isNull() else QPixmap()
