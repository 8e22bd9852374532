"""One data set of the first page: what it is, what is in it, what of it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.library.figure_view import FigureView
from dfd_gui.shell.parts import Notice, button, clear, em, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, dim_label, title_label
from dfd_gui.training import words
from dfd_gui.training.choice_list import ChoiceList, table_of
from dfd_gui.training.draft import FACE_SET, Source
from dfd_gui.training.parts import Card, small_tool
from dfd_gui.training.scan import Counts

LAYOUTS = ("auto", "dfdc", "ffpp", "celebdf", "folders", "csv")


class SourceCard(Card):
    """Shows a `Source`, and changes it as the user says."""

    removed = Signal()
    recount = Signal()
    """Its layout or label is another now: what was counted holds no longer."""
    changed = Signal()

    def __init__(self, source: Source, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.source = source
        self.counts = Counts()
        outer = QVBoxLayout(self)
        space = em(self, 0.8)
        outer.setContentsMargins(space, space, space, space)
        outer.setSpacing(em(self, 0.5))
        outer.addLayout(self._head())
        self._state = text_label("", parent=self)
        outer.addWidget(self._state)
        self._notice = Notice(theme, self)
        outer.addWidget(self._notice)
        self._label = self._label_row(outer)
        self._tables = QVBoxLayout()
        outer.addLayout(self._tables)
        self._fold = self._fold_button()
        outer.addWidget(self._fold)
        self._choices = QWidget(self)
        self._lists = QHBoxLayout(self._choices)
        self._lists.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._choices)
        self._fold.hide()
        self._choices.hide()

    @property
    def name(self) -> str:
        """What it is called."""
        return Path(self.source.path).name

    def show_counts(self, counts: Counts) -> None:
        """Show what was found so far."""
        before, self.counts = self.counts, counts
        self._say_state()
        self._say_problem()
        if counts.done or len(counts.clips) != len(before.clips):
            self._fill_table()
        if counts.done:
            self._offer_choices()

    def problem(self) -> str:
        """Why it cannot be used now; empty if it can."""
        if self.counts.error:
            why = self.counts.error.removeprefix(f"{self.source.path}: ")
            return self.tr("{name} cannot be used: {reason}").format(name=self.name, reason=why)
        if not self.counts.done:
            return self.tr("{name} is still being counted").format(name=self.name)
        return "" if self.chosen().total() else self.tr("nothing of {name} is chosen").format(name=self.name)

    def chosen(self) -> Counts:
        """The counts of what is meant."""
        return self.counts.chosen(self.source)

    # -- building ----------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.5))
        kind = "face" if self.source.is_face_set else "table" if Path(self.source.path).is_file() else "folder"
        line.addWidget(IconLabel(self._theme, kind, "text_dim", parent=self))
        line.addWidget(title_label(self.name, self))
        where = dim_label(str(Path(self.source.path).parent), self)
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setToolTip(self.source.path)
        line.addWidget(where, 1)
        if self.source.is_face_set:
            line.addWidget(dim_label(words.layout_word(FACE_SET), self))
        else:
            line.addWidget(self._layout_box())
        remove = self.tr("Remove {name} from the list").format(name=self.name)
        line.addWidget(small_tool(self._theme, "close", remove, self.removed.emit, self))
        return line

    def _layout_box(self) -> QComboBox:
        self._layouts = QComboBox(self)
        self._layouts.setAccessibleName(self.tr("Layout of {name}").format(name=self.name))
        self._layouts.setToolTip(self.tr("How the folder or table is read"))
        for layout in LAYOUTS:
            self._layouts.addItem(words.layout_word(layout), layout)
        self._layouts.setCurrentIndex(LAYOUTS.index(self.source.layout))
        self._layouts.activated.connect(self._on_layout)
        return self._layouts

    def _label_row(self, outer: QVBoxLayout) -> QWidget:
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        ask = QLabel(self.tr("All rows of this table are:"), holder)
        box = QComboBox(holder)
        box.setAccessibleName(ask.text())
        for text, value in ((self.tr("choose"), ""), (self.tr("real"), "real"), (self.tr("fake"), "fake")):
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(self.source.label), 0))
        box.activated.connect(lambda place: self._on_label(str(box.itemData(place))))
        line.addWidget(ask)
        line.addWidget(box)
        line.addStretch(1)
        outer.addWidget(holder)
        holder.setVisible(bool(self.source.label))
        return holder

    def _fold_button(self) -> QToolButton:
        fold = QToolButton(self)
        fold.setText(self.tr("Use only some parts or methods"))
        fold.setAccessibleName(fold.text())
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fold.setIcon(self._theme.icon("chevron-right", "text_dim"))
        fold.setCheckable(True)
        fold.toggled.connect(self._unfold)
        return fold

    # -- showing -----------------------------------------------------------------------------------------------------

    def _say_state(self) -> None:
        counts = self.counts
        self._state.setVisible(not counts.error)
        if self.source.layout == "auto" and counts.layout in LAYOUTS:
            text = self.tr("{layout} (recognised)").format(layout=words.layout_word(counts.layout))
            self._layouts.setItemText(0, text)
        if not counts.done:
            self._state.setText(self.tr("Counting: {number} clips so far").format(number=words.count(counts.total())))
            return
        parts = [words.clips(counts.total())]
        if counts.faces:
            parts.insert(0, words.faces(counts.faces))
        if counts.skipped:
            reasons = [f"{words.reason_word(code)} {words.count(n)}" for code, n in counts.skipped.items()]
            left = self.tr("{number} left out ({reasons})")
            parts.append(left.format(number=words.count(sum(counts.skipped.values())), reasons=", ".join(reasons)))
        self._state.setText(", ".join(parts))

    def _say_problem(self) -> None:
        if self.counts.error:
            why = self.counts.error.removeprefix(f"{self.source.path}: ")
            self._notice.say("error", " ".join(part for part in (_sentence(why), _sentence(self._hint())) if part))
        else:
            self._notice.hide()
        no_labels = self.counts.code == "bad_csv" and "'label'" in self.counts.error
        self._label.setVisible(no_labels or bool(self.source.label))

    def _hint(self) -> str:
        """What to do, in the words of the window."""
        if self.counts.code == "unknown_layout":
            return self.tr("expected are subfolders real and fake, DFDC parts, FaceForensics++, Celeb-DF, or a table")
        return self.counts.hint

    def _fill_table(self) -> None:
        clear(self._tables)
        if self.counts.clips and not self.counts.error:
            view = FigureView(table_of(self.chosen(), self.tr("What is in {name}").format(name=self.name)), self._theme)
            view.setParent(self)
            view.setMaximumWidth(em(self, 40))
            if head := view.horizontalHeaderItem(2):
                head.setToolTip(
                    self.tr("People or sources that belong together: never learnt from and tested on at once")
                )
            self._tables.addWidget(view)

    def _offer_choices(self) -> None:
        clear(self._lists)
        lists = (
            (self.tr("Parts"), self.counts.parts(), self.source.parts),
            (self.tr("Methods"), self.counts.methods(), self.source.methods),
        )
        shown = [one for one in lists if len(one[1]) > 1]
        for title, found, chosen in shown:
            self._lists.addWidget(self._choice(title, found, chosen), 1)
        useful = bool(shown) and not self.source.is_face_set
        self._fold.setVisible(useful)
        if self.source.parts or self.source.methods:
            self._fold.setChecked(True)
        self._choices.setVisible(useful and self._fold.isChecked())

    def _choice(self, title: str, found: Mapping[str, int], chosen: list[str]) -> QWidget:
        box = QWidget(self)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        listing = ChoiceList(title, found, chosen, box)

        def take() -> None:
            chosen[:] = listing.chosen()
            self._fill_table()
            self.changed.emit()

        listing.itemChanged.connect(take)
        head = QHBoxLayout()
        head.addWidget(title_label(title, box), 1)
        for text, state in ((self.tr("All"), True), (self.tr("None"), False)):
            one = button(text, "flat", box)
            one.setAccessibleName(f"{title}: {text}")
            one.clicked.connect(lambda _=False, state=state: listing.set_all(checked=state))
            head.addWidget(one)
        layout.addLayout(head)
        layout.addWidget(listing)
        return box

    # -- what the user does ------------------------------------------------------------------------------------------

    def _unfold(self, wanted: bool) -> None:
        self._fold.setIcon(self._theme.icon("chevron-down" if wanted else "chevron-right", "text_dim"))
        self._choices.setVisible(wanted)

    def _on_layout(self, place: int) -> None:
        layout = str(self._layouts.itemData(place))
        if layout != self.source.layout:
            self.source.layout = layout
            self.source.parts, self.source.methods = [], []
            self._layouts.setItemText(0, words.layout_word("auto"))
            self.recount.emit()

    def _on_label(self, label: str) -> None:
        if label != self.source.label:
            self.source.label = label
            self.recount.emit()


def _sentence(text: str) -> str:
    if not text:
        return ""
    whole = text if text.endswith(".") else f"{text}."
    return whole[0].upper() + whole[1:]
