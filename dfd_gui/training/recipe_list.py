"""The recipes to choose from: the seed's ensemble, single ones, and the user's own; one or several are ticked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from dfd_core.errors import DfdError
from dfd_core.training import recipes
from dfd_core.training.config import TrainConfig
from dfd_gui.shell.parts import em, see_through
from dfd_gui.shell.theme import Theme
from dfd_gui.texts import QT_TRANSLATE_NOOP
from dfd_gui.training import words
from dfd_gui.training.draft import SEED, Pick

ROLE_BASE = int(Qt.ItemDataRole.UserRole) + 1
NETWORKS = {"seed-b1": "EfficientNet-B1", "seed-xception": "Xception"}


HINTS: Mapping[str, str] = {
    "starter-small": QT_TRANSLATE_NOOP("Training", "Small and quick: the one to begin with. Hours without a GPU."),
    "starter-b1": QT_TRANSLATE_NOOP("Training", "Larger: a night on a processor, well under an hour on a GPU."),
    "strong": QT_TRANSLATE_NOOP("Training", "The most thorough one. Wants a GPU, and ImageNet weights to begin with."),
    "selfblend": QT_TRANSLATE_NOOP("Training", "Learns from real clips alone, by blending its own fakes. Wants a GPU."),
    "starter-open": QT_TRANSLATE_NOOP("Training", "Small, from real faces alone."),
}
"""For whom a recipe is, before what it does."""
SEED_HINT = QT_TRANSLATE_NOOP(
    "Training", "One of the seven networks of the seed's ensemble. Wants a GPU, and ImageNet weights to begin with."
)


def hint_of(base: str) -> str:
    """For whom a recipe is; empty for the user's own."""
    text = HINTS.get(base) or (SEED_HINT if base in SEED else "")
    return words.translate("Training", text) if text else ""


class RecipeList(QTreeWidget):
    """Ticked recipes are trained; the highlighted one is shown beside."""

    ticked = Signal()
    shown = Signal(str)
    """The base of the highlighted recipe; empty for a heading."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: dict[str, QTreeWidgetItem] = {}
        self._quiet = False
        self.setAccessibleName(self.tr("Recipes"))
        self.setHeaderLabels([self.tr("Recipe"), self.tr("Network, input, epochs")])
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        see_through(self)
        self.setIndentation(em(self, 0.8))
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, em(self, 13))
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(True)
        bundled = recipes.names()
        self._single = self._section(self.tr("One detector"), False)
        self._fill(self._single, sorted((name for name in bundled if name not in SEED), key=_rank))
        self._seed = self._section(self.tr("The whole ensemble of the seed"), True)
        self._fill(self._seed, [name for name in SEED if name in bundled])
        self._own = self._section(self.tr("Your own"), False)
        self._own.setHidden(True)
        self.expandAll()
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(lambda item, _: self.shown.emit(_base(item)))
        theme.changed.connect(self._paint)
        self._paint()

    def show_picks(self, picks: Sequence[Pick]) -> None:
        """Tick these and highlight the first."""
        self._quiet = True
        for pick in picks:
            self.add(pick.base)
        chosen = {pick.base for pick in picks}
        for base, item in self._items.items():
            item.setCheckState(0, Qt.CheckState.Checked if base in chosen else Qt.CheckState.Unchecked)
        self._quiet = False
        if picks:
            self.setCurrentItem(self._items[picks[0].base])

    def bases(self) -> list[str]:
        """The ticked recipes, in the order of the list."""
        return [base for base, item in self._items.items() if item.checkState(0) == Qt.CheckState.Checked]

    def add(self, base: str) -> None:
        """Offer a recipe in a file."""
        if base not in self._items:
            self._own.setHidden(False)
            self._fill(self._own, [base])

    def mark(self, base: str, changes: Mapping[str, str]) -> None:
        """Tell that settings of a recipe are changed."""
        item, config = self._items[base], recipes.load(base)
        self._quiet = True
        item.setText(0, f"{_name(base)} *" if changes else _name(base))
        told = self.tr("{number} settings are changed").format(number=len(changes)) if changes else ""
        item.setToolTip(0, "\n".join(part for part in (config.about, told) if part))
        with suppress(DfdError):  # a half-typed number: the page says so
            config = Pick(base, dict(changes)).config()
        item.setText(1, _facts(config))
        self._quiet = False

    def choose(self, base: str, *, on: bool) -> None:
        """Tick one, or not."""
        self._items[base].setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def choose_ensemble(self, *, on: bool) -> None:
        """Tick all of the seed's, or none."""
        self._seed.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _section(self, title: str, checkable: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title])
        flags = Qt.ItemFlag.ItemIsEnabled
        if checkable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsSelectable
            item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setFlags(flags)
        item.setFirstColumnSpanned(True)
        item.setSizeHint(0, QSize(0, em(self, 1.8)))
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        return item

    def _fill(self, section: QTreeWidgetItem, bases: Iterable[str]) -> None:
        for base in bases:
            try:
                config = recipes.load(base)
            except DfdError:
                continue
            item = QTreeWidgetItem(section, [_name(base), _facts(config)])
            item.setData(0, ROLE_BASE, base)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setToolTip(0, config.about)
            item.setToolTip(1, config.about)
            item.setSizeHint(0, QSize(0, em(self, 1.55)))
            self._items[base] = item
        section.setExpanded(True)
        self._paint()

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        del item
        if not self._quiet and column == 0:
            self.ticked.emit()

    def _paint(self) -> None:
        dim = QBrush(self._theme.colour("text_dim"))
        blocked = self.blockSignals(True)
        for item in self._items.values():
            item.setForeground(1, dim)
        self.blockSignals(blocked)


def _base(item: QTreeWidgetItem | None) -> str:
    return str(item.data(0, ROLE_BASE) or "") if item else ""


def _name(base: str) -> str:
    path = Path(base)
    return path.parent.name if path.name == "config.toml" else path.stem if path.suffix == ".toml" else base


def _facts(config: TrainConfig) -> str:
    network = NETWORKS.get(config.network.network, config.network.network)
    parts = (network, f"{config.input.size} px", words.count(config.optim.epochs))
    return ", ".join(parts)


def _rank(name: str) -> tuple[int, str]:
    order = ("starter-small", "starter-b1", "strong", "selfblend", "starter-open")
    return (order.index(name) if name in order else len(order), name)
