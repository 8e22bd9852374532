"""Third page: by which recipe, from which weights, on which device, under which name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dfd_core.errors import DfdError
from dfd_core.training import recipes
from dfd_core.training.config import TrainConfig
from dfd_gui.shell.parts import Notice, button, em, text_label
from dfd_gui.shell.widgets import dim_label, title_label
from dfd_gui.training.config_form import ConfigForm
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Pick
from dfd_gui.training.parts import Card, WizardPage
from dfd_gui.training.places import free_folder, slug
from dfd_gui.training.recipe_list import RecipeList

IMAGENET_NETWORKS = {"seed-xception": "xception", "seed-b1": "efficientnet_b1"}
"""Networks with published ImageNet weights, and how their files begin."""
IMAGENET_HOST = "github.com"


class RecipePage(WizardPage):
    """Recipes left, the settings of the highlighted one right, what holds for all below the list.

    Args:
        has_fakes: whether the data hold manipulated clips.
    """

    def __init__(self, desk: Desk, has_fakes: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("What to train")
        self.lead = self.tr(
            "A recipe says which network learns, from which input, and how. Tick one to train one detector, or several "
            "to train them one after the other."
        )
        self._desk = desk
        self._theme = desk.services.theme
        self._has_fakes = has_fakes
        self._changes: dict[str, dict[str, str]] = {}
        self._shown = ""
        self._loading = False
        self._configs: dict[tuple[str, tuple[tuple[str, str], ...]], TrainConfig | str] = {}
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 1.6))
        outer.addWidget(self._left())
        outer.addWidget(self._right(), 1)
        self.restart()

    # -- building ----------------------------------------------------------------------------------------------------

    def _left(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(em(self, 27))
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(em(self, 0.6))
        self.list = RecipeList(self._theme, side)
        self.list.ticked.connect(self._on_ticked)
        self.list.shown.connect(self._on_shown)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._common())
        return side

    def _common(self) -> QWidget:
        card = Card(self._theme, self)
        form = QFormLayout(card)
        space = em(self, 0.7)
        form.setContentsMargins(space, space, space, space)
        form.setVerticalSpacing(em(self, 0.4))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.name = self._line(self.tr("Name of the detector"))
        self._where = dim_label("", card)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.epochs = QSpinBox(card, minimum=0, maximum=100_000)
        self.epochs.setSpecialValueText(self.tr("as the recipe says"))
        self.epochs.setAccessibleName(self.tr("Epochs"))
        self.weights = QComboBox(card)
        self.weights.setAccessibleName(self.tr("First weights"))
        self.consent = QCheckBox(card)
        self.device = self._device_box(card)
        self.valid = self._valid_box(card)
        self.licence = self._line(self.tr("Licence"))
        self.licence.setPlaceholderText(self.tr("for its card, e.g. research use only"))
        form.addRow(self.tr("Name"), self.name)
        form.addRow("", self._where)
        form.addRow(self.tr("Epochs"), self.epochs)
        form.addRow(self.tr("First weights"), self.weights)
        form.addRow(self.consent)
        form.addRow(self.tr("Held out"), self.valid)
        form.addRow(self.tr("Device"), self.device)
        form.addRow(self.tr("Licence"), self.licence)
        self.weights.activated.connect(self._on_weights)
        self.valid.activated.connect(self._on_valid)
        self.consent.toggled.connect(self._take)
        self.epochs.valueChanged.connect(self._take)
        self.device.currentTextChanged.connect(self._take)
        for line in (self.name, self.licence):
            line.textEdited.connect(self._take)
        return card

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        return line

    def _device_box(self, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.setEditable(True)
        box.setAccessibleName(self.tr("Device"))
        known = ("auto", "cpu", *self._desk.services.engine.devices)
        box.addItems(list(dict.fromkeys(known)))
        box.setToolTip(self.tr("auto takes a GPU where there is one; or cpu, cuda, cuda:1, mps"))
        return box

    def _valid_box(self, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.setAccessibleName(self.tr("Held out for validation"))
        for text, value in (
            (self.tr("as the recipe says"), ""),
            (self.tr("10 % of the groups"), "group:0.1"),
            (self.tr("20 % of the groups"), "group:0.2"),
            (self.tr("30 % of the groups"), "group:0.3"),
            (self.tr("DFDC parts 41 to 49, as the seed did"), "folders"),
            (self.tr("another face set..."), "?"),
        ):
            box.addItem(text, value)
        box.setToolTip(self.tr("Faces that are never learnt from, by which the best epoch is chosen"))
        return box

    def _right(self) -> QWidget:
        side = QWidget(self)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        self.form = ConfigForm(self._theme, side)
        self.form.changed.connect(self._on_form)
        head = QHBoxLayout()
        self._title = title_label("", side)
        head.addWidget(self._title, 1)
        self.reset = button(self.tr("Undo all changes"), "flat", side)
        self.reset.clicked.connect(self.form.reset_all)
        head.addWidget(self.reset)
        layout.addLayout(head)
        self._about = text_label("", "dim", side)
        layout.addWidget(self._about)
        self._notice = Notice(self._theme, side)
        layout.addWidget(self._notice)
        layout.addWidget(self.form, 1)
        return side

    # -- the page ----------------------------------------------------------------------------------------------------

    def restart(self) -> None:
        """Show the draft."""
        draft = self._desk.draft
        if not draft.picks:
            draft.picks = [Pick("starter-small")]
        self._loading = True  # what is put into one control must not read the others, which are still to come
        self._changes = {pick.base: dict(pick.changes) for pick in draft.picks}
        self.name.setText(draft.name)
        self.licence.setText(draft.licence)
        self.epochs.setValue(draft.epochs)
        self.device.setCurrentText(draft.device or self._desk.services.settings.text("training.device"))
        self.consent.setChecked(draft.consent)
        self._fill_weights(draft.start)
        self._fill_valid(draft.valid)
        self.list.show_picks(draft.picks)
        for base, changes in self._changes.items():
            self.list.mark(base, changes)
        self._loading = False
        self._take()

    def enter(self) -> None:
        self._take()

    def why_not(self) -> str:
        draft = self._desk.draft
        if not draft.picks:
            return self.tr("Tick at least one recipe")
        for pick in draft.picks:
            if problem := self._problem(pick):
                return problem
        if self._needs_consent() and not draft.consent:
            return self.tr("Allow the download of the first weights, or choose others")
        return ""

    def summary(self) -> str:
        picks = self._desk.draft.picks
        if len(picks) > 1:
            return self.tr("{number} recipes").format(number=len(picks))
        return picks[0].short if picks else ""

    def _config(self, pick: Pick) -> TrainConfig | str:
        """The pick's settings, or why there are none; kept, for it is asked often."""
        key = (pick.base, tuple(sorted(pick.changes.items())))
        if key not in self._configs:
            try:
                self._configs[key] = pick.config()
            except DfdError as error:
                self._configs[key] = f"{pick.short}: {error}"
        return self._configs[key]

    def _problem(self, pick: Pick) -> str:
        config = self._config(pick)
        if isinstance(config, str):
            return config
        if not self._has_fakes() and config.data.blend <= 0:
            return self.tr("{recipe} needs manipulated clips, and there are none").format(recipe=pick.short)
        return ""

    # -- what the user does ------------------------------------------------------------------------------------------

    def _on_ticked(self) -> None:
        self._take()

    def _on_shown(self, base: str) -> None:
        if not base:
            return
        self._shown = base
        config = recipes.load(base)
        self._title.setText(Pick(base).short)
        self._about.setText(config.about)
        self.form.show_values(config, self._changes.get(base, {}))
        self._say()

    def _on_form(self) -> None:
        if not self._shown:
            return
        self._changes[self._shown] = self.form.changes()
        self.list.mark(self._shown, self._changes[self._shown])
        if self._shown not in self.list.bases():
            self.list.choose(self._shown, on=True)  # who changes a recipe means to train by it
        self._take()

    def _on_weights(self, place: int) -> None:
        if self.weights.itemData(place) == "?":
            kinds = self.tr("Weights (*.safetensors *.pth *.pt)")
            path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose first weights"), "", kinds)
            self._fill_weights(path or self._desk.draft.start)
        self._take()

    def _on_valid(self, place: int) -> None:
        if self.valid.itemData(place) == "?":
            path = QFileDialog.getExistingDirectory(self, self.tr("Choose a face set for validation"))
            self._fill_valid(path or self._desk.draft.valid)
        self._take()

    def _fill_weights(self, chosen: str) -> None:
        choices = [
            (self.tr("as the recipe says"), ""),
            (self.tr("none: from scratch"), "scratch"),
            (self.tr("ImageNet (one download)"), "imagenet"),
        ]
        if chosen not in ("", "scratch", "imagenet"):
            choices.append((Path(chosen).name, chosen))
        _fill(self.weights, [*choices, (self.tr("a file..."), "?")], chosen)

    def _fill_valid(self, chosen: str) -> None:
        known = [(self.valid.itemText(place), str(self.valid.itemData(place))) for place in range(self.valid.count())]
        fixed = [one for one in known if not one[1] or one[1] == "folders" or one[1].startswith("group:")]
        if chosen not in {value for _, value in fixed}:
            fixed.append((Path(chosen).name, chosen))
        _fill(self.valid, [*fixed, known[-1]], chosen)

    def _take(self) -> None:
        """Put everything into the draft."""
        if self._loading:
            return
        draft = self._desk.draft
        draft.picks = [Pick(base, dict(self._changes.get(base, {}))) for base in self.list.bases()]
        draft.name, draft.licence = self.name.text().strip(), self.licence.text().strip()
        draft.epochs, draft.device = self.epochs.value(), self.device.currentText().strip()
        draft.start, draft.valid = str(self.weights.currentData() or ""), str(self.valid.currentData() or "")
        draft.consent = self.consent.isChecked()
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        draft = self._desk.draft
        first = draft.picks[0].short if draft.picks else ""
        self.name.setPlaceholderText(first)
        runs = self._desk.places.runs
        names = names_of(draft.name, draft.picks)
        folders = [free_folder(runs, slug(name, "run")) for name in names]
        several = self.tr("{number} runs in {folder}").format(number=len(folders), folder=runs)
        told = str(folders[0]) if len(folders) == 1 else several if folders else ""
        self._where.setText(told)
        self._where.setToolTip(told)
        self._say_consent()
        self.reset.setVisible(bool(self._changes.get(self._shown)))
        problem = next((text for text in map(self._problem, draft.picks) if text), "")
        if problem:
            self._notice.say("error", problem)
        else:
            self._notice.hide()

    def _say_consent(self) -> None:
        needed = self._needs_consent()
        self.consent.setVisible(needed)
        self.consent.setText(
            self.tr("I allow one download from {host} (up to 90 MB);\nnothing about my data is sent").format(
                host=IMAGENET_HOST
            )
        )

    def _needs_consent(self) -> bool:
        """Whether weights would be fetched that are not there yet."""
        for pick in self._desk.draft.picks:
            config = self._config(pick)
            if isinstance(config, str):
                continue
            network = config.network
            start = self._desk.draft.start or network.start
            prefix = IMAGENET_NETWORKS.get(network.network, network.network)
            if start == "imagenet" and not any((self._desk.services.paths.cache / "starts").glob(f"{prefix}-*.pth")):
                return True
        return False


def names_of(wanted: str, picks: list[Pick]) -> list[str]:
    """Names of the detectors: as wanted, with the recipe's name behind it where there are several."""
    if len(picks) == 1:
        return [slug(wanted or picks[0].short, "detector")]
    return [slug(f"{wanted}-{pick.short}" if wanted else pick.short, "detector") for pick in picks]


def _fill(box: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
    blocked = box.blockSignals(True)
    box.clear()
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(blocked)
