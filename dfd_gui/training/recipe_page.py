"""Third page: by which recipe, from which weights, on which device, under which name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_core.training import recipes
from dfd_core.training.config import TrainConfig
from dfd_gui.shell.parts import Notice, button, em, text_label
from dfd_gui.shell.widgets import title_label
from dfd_gui.training.common_card import CommonCard
from dfd_gui.training.config_form import ConfigForm
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Pick
from dfd_gui.training.parts import WizardPage
from dfd_gui.training.places import free_folder, slug
from dfd_gui.training.recipe_list import RecipeList, hint_of

IMAGENET_NETWORKS = {"seed-xception": "xception", "seed-b1": "efficientnet_b1"}
"""Networks with published ImageNet weights, and how their files begin."""


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
        self.common = CommonCard(self._theme, self._desk.services.engine.devices, side)
        self.common.changed.connect(self._take)
        layout.addWidget(self.common)
        return side

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
        self._hint = text_label("", parent=side)
        layout.addWidget(self._hint)
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
        self._changes = {pick.base: dict(pick.changes) for pick in draft.picks}
        self._loading = True
        self.common.show_draft(draft, self._desk.services.settings.text("training.device"))
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
        self._hint.setText(hint_of(base))
        self._hint.setVisible(bool(self._hint.text()))
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

    def _take(self) -> None:
        """Put everything into the draft."""
        if self._loading:
            return
        draft = self._desk.draft
        draft.picks = [Pick(base, dict(self._changes.get(base, {}))) for base in self.list.bases()]
        self.common.put_into(draft)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        draft = self._desk.draft
        runs = self._desk.places.runs
        folders = [free_folder(runs, slug(name, "run")) for name in names_of(draft.name, draft.picks)]
        several = self.tr("{number} runs in {folder}").format(number=len(folders), folder=runs)
        self.common.say(
            proposed=draft.picks[0].short if draft.picks else "",
            where=str(folders[0]) if len(folders) == 1 else several if folders else "",
            needs_consent=self._needs_consent(),
        )
        self.reset.setVisible(bool(self._changes.get(self._shown)))
        problem = next((text for text in map(self._problem, draft.picks) if text), "")
        if problem:
            self._notice.say("error", problem)
        else:
            self._notice.hide()

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
