"""The head of a side: its letter and line, the clip, the verdict in words, and how it was screened."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from dfd_core.cases.text import printable
from dfd_core.types import Label
from dfd_gui.review.chart_people import PersonBox
from dfd_gui.review.compare.sides import Side, side_look
from dfd_gui.review.compare.words import clip_name
from dfd_gui.review.readings import Reading
from dfd_gui.review.verdict_words import title
from dfd_gui.review.words import score_text
from dfd_gui.shell.theme import LABELS, Theme
from dfd_gui.shell.widgets import IconLabel, dim_label, tabular, title_label


class LineBadge(QWidget):
    """The letter of a side on its colour, and its line as the chart draws it."""

    def __init__(self, letter: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = letter
        self._theme = theme
        font = self.font()
        font.setWeight(QFont.Weight.Bold)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Side {letter}").format(letter=letter))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.35)
        return QSize(2 * side + 10, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colour, dash = side_look(self._letter, self._theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(0, 0, side, side), 4, 4)
        painter.setPen(QColor(self._theme.colour("panel_raised")))
        painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.setPen(QPen(colour, 3.0, dash))
        painter.drawLine(QPointF(side + 6, side / 2), QPointF(2 * side + 8, side / 2))


class SideHead(QWidget):
    """Two lines: who this is, and what was said of it."""

    def __init__(self, side: Side, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._badge = LineBadge(side.letter, theme, self)
        self._name_text = ""
        self._name = title_label("", self)
        self._icon = IconLabel(theme, *LABELS[Label.NO_RESULT], parent=self)
        self._verdict = QLabel(self)
        self._score = QLabel(self)
        self._facts = dim_label("", self)
        self._facts_text = ""
        self.people = PersonBox(side.state, self)
        self._build()
        side.changed.connect(self._take)
        self._take()

    @property
    def words(self) -> str:
        """All that it says, for those who do not see it."""
        return self.accessibleDescription()

    def _build(self) -> None:
        letter = self._side.letter
        self.setAccessibleName(self.tr("Clip {letter}").format(letter=letter))
        self.people.setAccessibleName(self.tr("Person of {letter}").format(letter=letter))
        bold = self._verdict.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self._verdict.setFont(bold)
        tabular(self._score)
        tabular(self._facts)
        for label in (self._name, self._verdict, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._name, self._facts):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self._icon)
        said.addWidget(self._verdict)
        said.addWidget(self._score)
        said.addSpacing(6)
        said.addWidget(self._facts, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setRowMinimumHeight(0, self.people.sizeHint().height())  # both heads alike, whoever has persons to choose
        grid.addWidget(self._badge, 0, 0)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self.people, 0, 2)
        grid.addLayout(said, 1, 0, 1, 3)

    def _take(self) -> None:
        reading = self._side.reading
        self.people.show_reading(reading)
        self.people.setVisible(self.people.isEnabled())
        if reading is None:
            return
        label = reading.summary.label
        self._icon.show_icon(*LABELS[label])
        self._name_text = clip_name(reading.clip)
        self._name.setToolTip(printable(str(reading.clip.path)))
        self._verdict.setText(title(label))
        self._score.setText("" if reading.summary.score is None else score_text(reading.summary.score))
        self._facts_text = self._facts_of(reading)
        self._facts.setToolTip(self._facts_text)
        said = f"{self._verdict.text()} {self._score.text()}".strip()
        self.setAccessibleDescription(f"{self._name_text}; {said}; {self._facts_text}")
        self._elide()

    def _facts_of(self, reading: Reading) -> str:
        extract = reading.clip.extract
        frames = self.tr("{count} frames").format(count=len(extract["frames"]))
        when = QDateTime.fromString(str(extract.get("created", "")), Qt.DateFormat.ISODate).toLocalTime()
        parts = [printable(extract["settings"]["ensemble"]), frames]
        if when.isValid():
            parts.append(QLocale().toString(when, QLocale.FormatType.ShortFormat))
        return " \u00b7 ".join(parts)

    def _elide(self) -> None:
        """A name gives way in its middle, the facts at their end: when it was screened matters least."""
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        for label, text, way in ((self._name, self._name_text, middle), (self._facts, self._facts_text, right)):
            label.setText(label.fontMetrics().elidedText(text, way, label.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()
