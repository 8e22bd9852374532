"""Name and facts of the clip that is reviewed, and the way to its neighbours."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from dfd_gui.review.words import timecode
from dfd_gui.services import Services
from dfd_gui.shell.widgets import dim_label, tabular, title_label
from dfd_gui.state import ReviewClip


class ClipHeader(QWidget):
    """One line; a long name gives way in its middle."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_text = ""
        self._name = title_label(parent=self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._name.setAccessibleName(self.tr("Clip"))
        self._facts = dim_label(parent=self)
        self._facts.setAccessibleName(self.tr("Facts of the clip"))
        tabular(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._facts)
        side = round(self.fontMetrics().height() * 1.1)
        for action in ("review.compare", "queue.previous_clip", "queue.next_clip"):
            button = QToolButton(self)
            button.setDefaultAction(services.actions.get(action))
            button.setAccessibleName(services.actions.title(action))
            button.setIconSize(QSize(side, side))
            row.addWidget(button)
        services.state.clip_changed.connect(self._show)
        self._show(services.state.clip)

    def _show(self, clip: ReviewClip | None) -> None:
        self._name_text = clip.path.name.encode("utf-8", "backslashreplace").decode("utf-8") if clip else ""
        self._name.setToolTip(str(clip.path).encode("utf-8", "backslashreplace").decode("utf-8") if clip else "")
        self._facts.setText(self._facts_of(clip) if clip else "")
        self._elide()

    def _facts_of(self, clip: ReviewClip) -> str:
        media = clip.extract["media"]
        facts = []
        if media["width"]:
            facts.append(f"{media['width']} \u00d7 {media['height']}")
        if media.get("is_image", False):
            facts.append(self.tr("picture"))
        elif media["duration_s"]:
            facts += [timecode(clip.duration_s), self.tr("{fps:g} fps").format(fps=round(clip.fps, 2))]
        return " \u00b7 ".join([*facts, *filter(None, [media["codec"]])])

    def _elide(self) -> None:
        room = self._name.width()
        self._name.setText(self._name.fontMetrics().elidedText(self._name_text, Qt.TextElideMode.ElideMiddle, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()
