"""How to read a result: the four verdicts with their symbols, and what no verdict can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dfd_core.cases.summary import LIMITS, WORDS
from dfd_core.types import Label
from dfd_gui.shell.theme import LABELS
from dfd_gui.shell.widgets import IconLabel, hairline, title_label

if TYPE_CHECKING:
    from dfd_gui.shell.theme import Theme


class HelpPage(QDialog):
    """A page to read; not modal."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How to read a result"))
        em = QFontMetrics(self.font()).height()
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * em, 2 * em, 2 * em, em)
        column.setSpacing(em)
        column.addWidget(title_label(self.tr("The four verdicts"), page))
        column.addLayout(self._verdicts(theme, em))
        column.addWidget(hairline(page))
        column.addWidget(title_label(self.tr("What no verdict says"), page))
        for limit in LIMITS:
            column.addWidget(_paragraph(f"\N{BULLET} {core_words(limit)}", page))
        column.addWidget(hairline(page))
        column.addWidget(title_label(self.tr("Is a result still true?"), page))
        column.addWidget(_paragraph(self._verifying(), page))
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.setContentsMargins(em, 0, em, em)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        layout.addWidget(buttons)
        self.resize(44 * em, 34 * em)

    def _verifying(self) -> str:
        return self.tr(
            "Verify this result (in the menu Review) hashes the clip again, cuts recorded faces out of frames decoded "
            "anew, asks the same detectors about them, and adds the recorded scores up. It says confirmed where "
            "nothing differs by more than 0.001; else what differs, where and by how much; or what is missing. Every "
            "report carries its result, so that others can check it: dfd verify REPORT."
        )

    def _verdicts(self, theme: Theme, em: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(em)
        grid.setVerticalSpacing(em // 2)
        grid.setColumnStretch(2, 1)
        for row, label in enumerate(Label):
            words = WORDS[label]
            picture, colour = LABELS[label]
            symbol = IconLabel(theme, picture, colour, parent=self)
            grid.addWidget(symbol, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(title_label(core_words(words.title), self), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_paragraph(core_words(words.meaning), self), row, 2)
        return grid


def _paragraph(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def core_words(text: str) -> str:
    """A sentence of the core (a verdict, a limit) in the user's language, where it is translated."""
    return QCoreApplication.translate("Verdict", text)
