"""One data set of the second page: how far the cutting of its faces is, and what came of it."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dfd_gui.shell.parts import Notice, button, em, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import title_label
from dfd_gui.training import words
from dfd_gui.training.builds import Build
from dfd_gui.training.draft import Source
from dfd_gui.training.parts import Card, ThinBar


class BuildRow(Card):
    """Name, state, a thin bar, and words."""

    def __init__(self, source: Source, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.source = source
        self.build = Build(Path(source.faces))
        outer = QVBoxLayout(self)
        space = em(self, 0.7)
        outer.setContentsMargins(space, space, space, space)
        outer.setSpacing(em(self, 0.35))
        head = QHBoxLayout()
        name = title_label(Path(source.path).name, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setToolTip(source.path)
        head.addWidget(name, 1)
        self._state = QLabel(self)
        self._state.setProperty("role", "dim")
        head.addWidget(self._state)
        outer.addLayout(head)
        self._bar = ThinBar(theme, self)
        outer.addWidget(self._bar)
        self._words = text_label("", "dim", self)
        outer.addWidget(self._words)
        self._which = button(self.tr("Which were left out?"), "flat", self)
        self._which.clicked.connect(self._show_skipped)
        outer.addWidget(self._which, 0, Qt.AlignmentFlag.AlignLeft)
        self._notice = Notice(theme, self)
        outer.addWidget(self._notice)

    @property
    def stale(self) -> bool:
        """Whether the faces were cut from another choice of clips than is meant now."""
        cut = self.build.where
        return cut is not None and not self.source.is_face_set and sorted(cut) != sorted(self.source.conditions())

    def show_build(self, build: Build) -> None:
        """Show how it stands."""
        self.build = build
        self._state.setText(self._state_words(build))
        self._bar.setVisible(build.state not in ("none", "finished"))
        self._bar.show_share(build.share)
        text = self._progress(build) if build.state != "finished" else self._outcome(build)
        self._words.setText(text)
        self._words.setVisible(bool(text))
        self._which.setVisible(build.state == "finished" and bool(build.summary.get("reasons")))
        if build.state == "failed":
            self._notice.say("error", " ".join(part for part in (build.error or self.tr("It has failed."), build.hint)))
        elif self.stale:
            text = self.tr("Other parts or methods are chosen now than when these faces were cut: start over.")
            self._notice.say("warning", text)
        else:
            self._notice.hide()

    def _show_skipped(self) -> None:
        """The list that the core keeps beside the faces, in the system's program for tables."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.build.folder / "skipped.csv")))

    def _state_words(self, build: Build) -> str:
        names = {
            "none": self.tr("not cut yet"),
            "starting": self.tr("starting"),
            "building": self.tr("cutting"),
            "paused": self.tr("paused"),
            "interrupted": self.tr("interrupted"),
            "failed": self.tr("failed"),
            "finished": self.tr("cut before") if self.source.is_face_set else self.tr("done"),
        }
        return names[build.state]

    def _progress(self, build: Build) -> str:
        if not build.total:
            return self.tr("Looking for the clips") if build.alive else ""
        parts = [
            self.tr("{done} of {total} clips").format(done=words.count(build.done), total=words.count(build.total)),
            words.faces(build.faces),
        ]
        if build.barren:
            parts.append(self.tr("{number} without a usable face").format(number=words.count(build.barren)))
        if build.alive and math.isfinite(build.left_s):
            parts.append(self.tr("{time} left").format(time=words.duration(build.left_s)))
            if math.isfinite(build.clips_per_s):
                parts.append(self.tr("{number} clips/s").format(number=words.number(build.clips_per_s, 1)))
        return ", ".join(parts)

    def _outcome(self, build: Build) -> str:
        lines = [words.faces(build.faces)]
        summary = build.summary
        if summary:
            text = self.tr("{real} real and {fake} fake, {clips} clips in {groups} groups")
            numbers = {key: words.count(int(summary.get(key, 0))) for key in ("real", "fake", "clips", "groups")}
            lines[0] = f"{lines[0]}: {text.format(**numbers)}"
        reasons = summary.get("reasons") or {}
        if reasons:
            listed = ", ".join(f"{words.reason_word(code)} {words.count(int(n))}" for code, n in reasons.items())
            lines.append(self.tr("Left out: {reasons}").format(reasons=listed))
        flagged = summary.get("flagged") or {}
        if flagged:
            number = words.count(sum(int(n) for n in flagged.values()))
            lines.append(
                self.tr("In doubt and not trained on: {number} faces whose label may be wrong").format(number=number)
            )
        return "\n".join(lines)
