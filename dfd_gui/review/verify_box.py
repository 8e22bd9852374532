"""The check of a result in its place, below the verdict: how far it is, how it ended, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from dfd_core.cases.text import printable
from dfd_gui.library.child import Program
from dfd_gui.review.verdict_parts import Facts, Lines, wrapped
from dfd_gui.review.verifying import ALL, USUAL, Standing, Verifying
from dfd_gui.services import Services
from dfd_gui.shell.parts import button, row
from dfd_gui.shell.widgets import IconLabel
from dfd_gui.state import ReviewClip

ACTION = "review.verify"
_LOOKS = {
    "confirmed": ("ok", "ok"),
    "differs": ("error", "error"),
    "cannot_be_checked": ("warning", "warning"),
}
"""Icon and colour of each outcome."""

_LAID_OUT_MS = 60
"""So much later the box is as tall as what it says, and its scroll area knows."""

AskFile = Callable[[QWidget, str], str]
"""Asks for a file, given a title; ``""`` for none."""


def ask_file(parent: QWidget, title: str) -> str:
    """The system's dialog for one file."""
    return QFileDialog.getOpenFileName(parent, title)[0]


class VerifyBox(QFrame):
    """Answers to the action of the check; hidden until that is chosen, and again when another clip is shown.

    Args:
        services: where the clip, the actions and the folders are.
        parent: the verdict panel.
        program: how ``dfd`` is started; this program itself where None.
        ask: asks where a clip has gone.
    """

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        program: Program | None = None,
        ask: AskFile = ask_file,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._ask = ask
        self._clip: ReviewClip | None = None
        self._media: Path | None = None
        self.verifying = Verifying(services.paths, program, self)
        self._icon = IconLabel(services.theme, "info", "accent", parent=self)
        self._title = wrapped("", self)
        self._bar = QProgressBar(self)
        self._lines = {
            outcome: Lines(services.theme, *look, parent=self)
            for outcome, look in (
                *((o, _LOOKS[o]) for o in ("differs", "cannot_be_checked")),
                ("confirmed", ("check", "ok")),
            )
        }
        self._figures = Facts(self)
        self.cancel_button = button(self.tr("Cancel"), parent=self)
        self.all_button = button(self.tr("Check every frame"), parent=self)
        self.find_button = button(self.tr("Find the clip..."), parent=self)
        self.close_button = button(self.tr("Close"), "flat", self)
        self._lay_out()
        self.cancel_button.clicked.connect(self.verifying.cancel)
        self.all_button.clicked.connect(lambda: self.start(ALL))
        self.find_button.clicked.connect(self._find)
        self.close_button.clicked.connect(self._close)
        self.verifying.changed.connect(self._show)
        services.actions.connect(ACTION, lambda: self.start(USUAL))
        services.state.clip_changed.connect(self._on_clip)
        self._on_clip(services.state.clip)

    def start(self, frames: str = USUAL) -> None:
        """Check the shown result."""
        self._clip = self._services.state.clip
        if self._clip is not None:
            self.verifying.start(self._clip, frames, self._media)

    def shutdown(self) -> None:
        """End what runs."""
        self.verifying.stop()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Check of the result"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(round(self.fontMetrics().height() * 0.7))
        self._bar.setAccessibleName(self.tr("Progress of the check"))
        font = self._title.font()
        font.setWeight(font.Weight.DemiBold)
        self._title.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._bar)
        for lines in self._lines.values():
            column.addWidget(lines)
        column.addWidget(self._figures)
        column.addLayout(row(self.cancel_button, self.all_button, self.find_button, self.close_button))

    # ---- saying

    def _show(self, now: Standing) -> None:
        self.show()
        told = now.told
        outcome = str(told.get("outcome", ""))
        self._services.actions.set_enabled(ACTION, not now.running)
        self._bar.setVisible(now.running)
        self._bar.setRange(0, now.total if now.stage == "frames" else 0)
        self._bar.setValue(now.done)
        self._title.setText(self._words(now, outcome))
        self._icon.show_icon(*(_LOOKS.get(outcome) or (("error", "error") if now.error else ("info", "accent"))))
        for name, lines in self._lines.items():
            lines.tell([printable(each["text"]) for each in told.get("findings", ()) if each["outcome"] == name])
        self._figures.tell(self._figures_of(told))
        self._offer(now)
        self.setAccessibleDescription(self._title.text())
        QTimer.singleShot(_LAID_OUT_MS, self, self._into_view)

    def _words(self, now: Standing, outcome: str) -> str:
        if now.running and now.stage == "frames":
            return self.tr("Scoring frames again: {done} of {total}").format(done=now.done, total=now.total)
        if now.running:
            return self.tr("Hashing the clip...") if now.stage else self.tr("Starting the check...")
        words = {
            "confirmed": self.tr("Confirmed: clip and detectors say the same again"),
            "differs": self.tr("Differs from the record"),
            "cannot_be_checked": self.tr("Cannot be checked"),
        }
        return words.get(outcome) or (printable(now.error) if now.error else self.tr("The check was broken off."))

    def _figures_of(self, told: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The largest difference of each detector."""
        rows = [(printable(each["name"]), each) for each in told.get("detectors", ())]
        if told.get("combined") and len(rows) > 1:
            rows.append((self.tr("all together"), told["combined"]))
        text = self.tr("at most {difference} apart, {faces} faces")
        return [
            (name, text.format(difference=f"{each['largest_difference']:.7f}", faces=each["faces"]))
            for name, each in rows
        ]

    def _offer(self, now: Standing) -> None:
        frames = now.told.get("frames", {"checked": 0, "scored": 0})
        self.cancel_button.setVisible(now.running)
        self.all_button.setVisible(0 < frames["checked"] < frames["scored"])
        self.find_button.setVisible(bool(now.told) and not now.told.get("media"))
        self.close_button.setVisible(not now.running)

    def _into_view(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self.isVisible():
            area.ensureWidgetVisible(self, 0, 16)

    # ---- doing

    def _find(self) -> None:
        path = self._ask(self, self.tr("Where is the clip?"))
        if path:
            self._media = Path(path)
            self.start()

    def _close(self) -> None:
        self.hide()

    def _on_clip(self, clip: ReviewClip | None) -> None:
        if clip is None or self._clip is None or clip.extract != self._clip.extract:
            self.verifying.stop()
            self._media = None
            self._clip = None
            self.hide()
        self._services.actions.set_enabled(ACTION, clip is not None and not self.verifying.now.running)
