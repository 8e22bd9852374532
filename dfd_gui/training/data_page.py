"""First page: which clips or faces to train on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dfd_gui.shell.frame import paint_frame
from dfd_gui.shell.parts import Notice, em, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, title_label
from dfd_gui.training import words
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Source
from dfd_gui.training.parts import WizardPage, tool
from dfd_gui.training.places import free_folder, slug
from dfd_gui.training.scan import Counts, Scanner, layout_of
from dfd_gui.training.source_card import SourceCard


class DataPage(WizardPage):
    """A list of data sets, each counted as it is added."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Which clips to learn from")
        self.lead = self.tr(
            "Real clips and manipulated ones, as folders or as a table. Whoever appears in them is held out as a whole "
            "for validation, never split between learning and testing."
        )
        self._desk = desk
        self._theme = desk.services.theme
        self._scanner = Scanner(self)
        self._scanner.counted.connect(self._on_counted)
        self.cards: list[SourceCard] = []
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 0.8))
        self._bar = QWidget(self)
        self._bar.setLayout(self._buttons())
        outer.addWidget(self._bar)
        self._empty = DropArea(self._theme, self)
        self._empty.offer(
            tool(self._theme, "folder", self.tr("Add folder..."), self._ask_folder, self._empty, primary=True),
            tool(self._theme, "table", self.tr("Add table (CSV)..."), self._ask_table, self._empty),
        )
        outer.addWidget(self._empty, 1)
        outer.addWidget(self._listing(), 1)
        self._notice = Notice(self._theme, self)
        outer.addWidget(self._notice)
        self._totals = title_label("", self)
        outer.addWidget(self._totals)
        self.restart()

    def restart(self) -> None:
        """Show the draft's sources."""
        for card in self.cards:
            self._drop_card(card)
        self.cards = []
        for source in self._desk.draft.sources:
            self._add_card(source)
        self._refresh()

    def add(self, paths: Sequence[Path]) -> None:
        """Take data sets in; one that is there already is left out."""
        for path in dict.fromkeys(paths):
            if str(path) not in {source.path for source in self._desk.draft.sources}:
                source = self._source_of(path)
                self._desk.draft.sources.append(source)
                self._add_card(source)
        self._refresh()
        self._desk.keep_draft()

    def why_not(self) -> str:
        if not self.cards:
            return self.tr("Add a data set first")
        for card in self.cards:
            if problem := card.problem():
                return problem
        if not self._total(0):
            return self.tr("There are no real clips: without them nothing can be learnt")
        return ""

    def summary(self) -> str:
        done = [card for card in self.cards if card.counts.done and not card.counts.error]
        if not done:
            return ""
        return words.clips(self._total())

    def has_fakes(self) -> bool:
        """Whether there are manipulated clips."""
        return self._total(1) > 0

    def shutdown(self) -> None:
        self._scanner.shutdown()

    # -- building ----------------------------------------------------------------------------------------------------

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(em(self, 0.5))
        self.add_folder = tool(self._theme, "folder", self.tr("Add folder..."), self._ask_folder, self)
        self.add_folder.setToolTip(
            self.tr("DFDC parts, FaceForensics++, Celeb-DF, real and fake folders, or a face set")
        )
        self.add_table = tool(self._theme, "table", self.tr("Add table (CSV)..."), self._ask_table, self)
        self.add_table.setToolTip(self.tr("A list with the columns path, label and group"))
        line.addWidget(self.add_folder)
        line.addWidget(self.add_table)
        line.addStretch(1)
        return line

    def _listing(self) -> QScrollArea:
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(self._scroll)
        inner.setProperty("role", "panel")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, em(self, 0.5), 0)
        self._column.setSpacing(em(self, 0.7))
        self._column.addStretch(1)
        self._scroll.setWidget(inner)
        return self._scroll

    def _source_of(self, path: Path) -> Source:
        layout = layout_of(path)
        if layout != "auto":
            return Source(str(path), str(path), layout)
        taken = frozenset(Path(source.faces) for source in self._desk.draft.sources)
        folder = free_folder(self._desk.places.facesets, slug(path.stem, "faces"), taken)
        return Source(str(path), str(folder))

    def _add_card(self, source: Source) -> None:
        card = SourceCard(source, self._theme, self)
        card.removed.connect(lambda: self._remove(card))
        card.recount.connect(lambda: self._count(card))
        card.changed.connect(self._on_card)
        self._column.insertWidget(self._column.count() - 1, card)
        self.cards.append(card)
        self._count(card)

    def _drop_card(self, card: SourceCard) -> None:
        self._scanner.forget(card.source.path)
        card.hide()
        card.deleteLater()

    # -- what happens ------------------------------------------------------------------------------------------------

    def _count(self, card: SourceCard) -> None:
        card.show_counts(Counts())
        self._scanner.count(card.source)
        self._refresh()

    def _on_counted(self, path: str, counts: Counts) -> None:
        for card in self.cards:
            if card.source.path == path:
                card.show_counts(counts)
        self._refresh()

    def _on_card(self) -> None:
        self._desk.keep_draft()
        self._refresh()

    def _remove(self, card: SourceCard) -> None:
        self.cards.remove(card)
        self._desk.draft.sources.remove(card.source)
        self._drop_card(card)
        self._desk.keep_draft()
        self._refresh()

    def _total(self, label: int | None = None) -> int:
        return sum(card.chosen().total(label) for card in self.cards)

    def _refresh(self) -> None:
        self._empty.setVisible(not self.cards)
        self._bar.setVisible(bool(self.cards))
        self._scroll.setVisible(bool(self.cards))
        ready = self.cards and all(card.counts.done for card in self.cards)
        text = self.tr("In all {real} real and {fake} fake clips in {groups} groups")
        groups = sum(card.chosen().group_count() for card in self.cards)
        self._totals.setText(
            text.format(real=words.count(self._total(0)), fake=words.count(self._total(1)), groups=words.count(groups))
            if ready
            else ""
        )
        if ready and not self.why_not() and not self._total(1):
            self._notice.say(
                "info",
                self.tr(
                    "There are no fakes here. The recipes 'selfblend' and 'starter-open' make their own from the real "
                    "faces; all others need some."
                ),
            )
        else:
            self._notice.hide()
        self.changed.emit()

    def _ask_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Choose a data set or a face set"))
        if path:
            self.add([Path(path)])

    def _ask_table(self) -> None:
        kinds = self.tr("Tables (*.csv *.tsv *.txt)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a table of clips"), "", kinds)
        if path:
            self.add([Path(path)])

    # -- dropping ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            self._empty.show_over(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._empty.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._empty.show_over(over=False)
        self.add(_paths(event.mimeData()))
        event.acceptProposedAction()


class DropArea(QWidget):
    """What the page shows while it is empty: where to drop, and what is understood."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = False
        layout = self._column = QVBoxLayout(self)
        layout.setSpacing(em(self, 0.6))
        layout.addStretch(2)
        layout.addWidget(IconLabel(theme, "folder", "text_dim", ems=2.4, parent=self), 0, Qt.AlignmentFlag.AlignHCenter)
        head = title_label(self.tr("Drop a folder with real and fake clips here"), self)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(head)
        for text in self._understood():
            line = text_label(text, "dim", self)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(line)
        layout.addStretch(3)
        theme.changed.connect(self.update)

    def offer(self, *buttons: QPushButton) -> None:
        """Put buttons below the words."""
        line = QHBoxLayout()
        line.addStretch(1)
        for one in buttons:
            line.addWidget(one)
        line.addStretch(1)
        self._column.insertSpacing(self._column.count() - 1, em(self, 0.6))
        self._column.insertLayout(self._column.count() - 1, line)

    def show_over(self, *, over: bool) -> None:
        """Show that something is held above."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        line = self._theme.colour("accent" if self._over else "gap")
        ground = self._theme.colour("selection") if self._over else None
        paint_frame(self, line, ground, width=1.5, radius=8, dashed=True)

    def _understood(self) -> tuple[str, ...]:
        return (
            self.tr("A folder with the subfolders real and fake, of clips or of finished face pictures"),
            self.tr("DFDC parts with their metadata.json, FaceForensics++, Celeb-DF v2"),
            self.tr("A table (CSV) with the columns path, label and group"),
            self.tr("A face set that was cut before: a folder with a manifest.jsonl"),
        )


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
