"""The second step: who judges the clips and how far to trust that, and where everything is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dfd_gui.queue.asking import asked
from dfd_gui.shell.later import Later
from dfd_gui.shell.parts import ActionButton, Notice, button, clear, em, text_label
from dfd_gui.shell.widgets import title_label
from dfd_gui.welcome.judges import Judges, between, judges, quality
from dfd_gui.welcome.page import FactRow, SetupPage, bullet

if TYPE_CHECKING:
    from dfd_gui.services import Services

OpenFile = Callable[[QUrl], bool]


class DetectorsPage(SetupPage):
    """Says what the detectors' own cards say, the bad with the good; opens folders and the library."""

    def __init__(
        self, services: Services, parent: QWidget | None = None, *, open_file: OpenFile = QDesktopServices.openUrl
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Detectors and folders")
        self.lead = self.tr("Trained networks judge the faces. Know first how good they are.")
        self._services = services
        self._open_file = open_file
        self._looking: Later[Judges] | None = None
        inner = QWidget(self)
        inner.setProperty("role", "panel")
        page = QVBoxLayout(inner)
        page.setContentsMargins(0, 0, em(self, 0.6), 0)
        page.setSpacing(em(self, 0.6))
        page.addWidget(title_label(self.tr("Who judges"), inner))
        self._found = QVBoxLayout()
        self._found.setSpacing(em(self, 0.4))
        page.addLayout(self._found)
        page.addLayout(self._more(inner))
        page.addSpacing(em(self, 0.6))
        page.addWidget(title_label(self.tr("Where things are kept"), inner))
        for fact in self._folders(inner):
            page.addWidget(fact)
        self.notice = Notice(services.theme, inner)
        page.addWidget(self.notice)
        page.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._inner = inner
        self.column.addWidget(area)

    def enter(self) -> None:
        """Look again: another choice may hold by now."""
        library, ask = self._services.library, asked(self._services.settings)
        self._looking = Later(lambda: judges(library, ask), self._tell, self)

    def _tell(self, found: Judges) -> None:
        clear(self._found)
        if found.problem:
            notice = Notice(self._services.theme, self._inner)
            notice.say("error", found.problem)
            self._found.addWidget(notice)
            return
        self._found.addWidget(text_label(found.title or found.name, parent=self._inner))
        verdict = Notice(self._services.theme, self._inner)
        verdict.say("warning" if found.weak else "info", quality(found))
        self._found.addWidget(verdict)
        for line in (between(found), *found.limits):
            self._found.addWidget(bullet(line, self._inner))

    def _more(self, parent: QWidget) -> QHBoxLayout:
        """The way to the library."""
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.6))
        words = self.tr("The library has every figure of them, and offers others.")
        line.addWidget(text_label(words, "dim", parent), 1)
        line.addWidget(ActionButton(self._services.actions, "view.library", parent=parent))
        return line

    # -- folders -----------------------------------------------------------------------------------------------------

    def _folders(self, parent: QWidget) -> list[FactRow]:
        paths = self._services.paths
        return [
            self._folder("chip", self.tr("Detectors"), paths.detectors, parent),
            self._folder("report", self.tr("Cases and results"), paths.data, parent),
            self._folder("clear", self.tr("Can be made again"), paths.cache, parent),
        ]

    def _folder(self, icon: str, name: str, path: Path, parent: QWidget) -> FactRow:
        fact = FactRow(self._services.theme, icon, name, parent)
        fact.plain()
        fact.say(str(path))
        show = button(self.tr("Open"), parent=fact)
        show.setAccessibleName(self.tr("Open the folder: {name}").format(name=name))
        show.clicked.connect(lambda: self._show(path))
        fact.beside.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return fact

    def _show(self, path: Path) -> None:
        """Open a folder in the system's file manager; it is made where nothing has been put there yet."""
        self.notice.hide()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            text = self.tr("{path} cannot be made: {reason}.")
            self.notice.say("error", text.format(path=path, reason=error.strerror or error))
            return
        if not self._open_file(QUrl.fromLocalFile(str(path))):
            self.notice.say("warning", self.tr("No program shows it. The folder is {path}.").format(path=path))
