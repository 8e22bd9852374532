"""The outcome of one recipe's check: what is there, what it takes, what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_gui.library.parts import Facts
from dfd_gui.shell.parts import Notice, clear, em, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import dim_label, title_label
from dfd_gui.texts import QT_TRANSLATE_NOOP
from dfd_gui.training import words
from dfd_gui.training.commands import Training
from dfd_gui.training.parts import Card, StateChip

REMEDIES: Mapping[str, str] = {
    "leaky_split": QT_TRANSLATE_NOOP(
        "Training",
        "The same person or picture would be learnt and tested on, which flatters every figure. Give clips that belong "
        "together one group in the table, or go back to the recipe and hold out another face set.",
    ),
    "bad_picture": QT_TRANSLATE_NOOP("Training", "Go back to the faces and cut them again."),
    "out_of_memory": QT_TRANSLATE_NOOP(
        "Training", "Go back to the recipe and lower Batch or Size, or raise Accumulate among the expert settings."
    ),
    "one_group": QT_TRANSLATE_NOOP(
        "Training", "Add clips of other people or sources, or give the table a column 'group'."
    ),
    "empty_side": QT_TRANSLATE_NOOP("Training", "Go back to the recipe and choose what is held out."),
    "no_parts": QT_TRANSLATE_NOOP(
        "Training", "The recipe divides by DFDC parts. Go back and hold out a share of the groups instead."
    ),
    "no_imagenet": QT_TRANSLATE_NOOP("Training", "Go back to the recipe and begin from scratch."),
}
"""What to do in the window, where the command line's own hint would be of no use there."""


EXAMPLES = "(train and valid): "
"""Stands in a message about a leak before its examples."""


class CheckCard(Card):
    """One recipe. ``state`` is ``waiting``, ``running``, ``good`` or ``bad``."""

    def __init__(self, training: Training, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.training = training
        self.state = "waiting"
        self.checked: Mapping[str, Any] = {}
        self._theme = theme
        outer = QVBoxLayout(self)
        space = em(self, 0.8)
        outer.setContentsMargins(space, space, space, space)
        outer.setSpacing(em(self, 0.5))
        head = QHBoxLayout()
        head.addWidget(title_label(training.pick.short, self), 1)
        self._chip = StateChip(theme, self)
        head.addWidget(self._chip)
        outer.addLayout(head)
        self._notices = QVBoxLayout()
        outer.addLayout(self._notices)
        self._facts = QVBoxLayout()
        outer.addLayout(self._facts)
        self.show_waiting()

    @property
    def seconds(self) -> float:
        """Expected time of the whole training; 0 where it is not known."""
        epochs = self._epochs()
        return float(self.checked.get("epoch_s") or 0.0) * epochs

    def show_waiting(self) -> None:
        """Its turn comes."""
        self._become("waiting", "waiting", self.tr("waits its turn"))

    def show_running(self) -> None:
        """It is being checked."""
        self._become("running", "running", self.tr("being checked"))
        text = self.tr("Reading the faces, comparing both sides, trying the first batches. This takes up to a minute.")
        self._facts.addWidget(dim_label(text, self))

    def show_good(self, checked: Mapping[str, Any]) -> None:
        """It can be trained."""
        self._become("good", "finished", self.tr("ready"))
        self.checked = checked
        if not self.training.pick.config().data.leak_check:
            text = self.tr("Leaks are not looked for: the same person may be learnt and tested on, which flatters.")
            self._say("warning", text)
        for text in checked.get("warnings") or ():
            self._say("warning", _sentence(str(text)))
        self._facts.addWidget(self._table(checked))

    def show_bad(self, message: str, hint: str, code: str) -> None:
        """It cannot be trained."""
        self._become("bad", "failed", self.tr("cannot be trained"))
        remedy = words.translate("Training", REMEDIES[code]) if code in REMEDIES else hint
        what, _, examples = message.partition(EXAMPLES) if code == "leaky_split" else (message, "", "")
        self._say("error", " ".join(part for part in (_sentence(what.strip()), _sentence(remedy)) if part))
        if examples:
            self._facts.addWidget(title_label(self.tr("For example"), self))
            for pair in examples.removesuffix(", ...").split(", "):
                self._facts.addWidget(text_label(_short_paths(pair), "dim", self))

    def _become(self, state: str, shown: str, text: str) -> None:
        self.state, self.checked = state, {}
        self._chip.show_state(shown, text)
        clear(self._notices)
        clear(self._facts)

    def _say(self, tone: str, text: str) -> None:
        notice = Notice(self._theme, self)
        notice.say("error" if tone == "error" else "warning", text)
        self._notices.addWidget(notice)

    def _epochs(self) -> int:
        try:
            return self.training.pick.config().optim.epochs
        except DfdError:
            return 0

    def _table(self, checked: Mapping[str, Any]) -> Facts:
        facts = Facts(self._theme, self)
        classes, groups = checked.get("classes") or {}, checked.get("groups") or {}
        side = self.tr("{real} real and {fake} fake faces of {groups} groups")
        facts.add(self.tr("Leaks"), self._leak_words())
        facts.add(self.tr("Pictures"), self.tr("all there and whole"))
        for name, title in (("train", self.tr("Learnt from")), ("valid", self.tr("Held out"))):
            numbers = {kind: words.count(int(classes.get(f"{name} {kind}", 0))) for kind in ("real", "fake")}
            facts.add(title, side.format(**numbers, groups=words.count(int(groups.get(name, 0)))))
        facts.add(self.tr("Device"), self._device_words(checked))
        facts.add(self.tr("Batch"), self._batch_words(checked))
        epoch = float(checked.get("epoch_s") or 0.0)
        speed = self.tr("{rate} faces a second, about {time} an epoch")
        rate = words.count(round(float(checked.get("examples_per_s") or 0.0)))
        facts.add(self.tr("Speed"), speed.format(rate=rate, time=words.duration(epoch)))
        total = self.tr("about {time} for {epochs} epochs")
        facts.add(
            self.tr("In all"), total.format(time=words.duration(self.seconds), epochs=words.count(self._epochs()))
        )
        return facts

    def _leak_words(self) -> str:
        if self.training.pick.config().data.leak_check:
            return self.tr("none: no person, source or near-duplicate picture is on both sides")
        return self.tr("not looked for: the leak check is switched off in the recipe's expert settings")

    def _device_words(self, checked: Mapping[str, Any]) -> str:
        text = self.tr("{device}, {memory} of memory; {millions} million weights")
        return text.format(
            device=checked.get("device", ""),
            memory=words.megabytes(float(checked.get("memory_mb") or 0.0)),
            millions=words.number(float(checked.get("parameters") or 0) / 1e6, 2),
        )

    def _batch_words(self, checked: Mapping[str, Any]) -> str:
        pieces, batch = int(checked.get("pieces") or 1), words.count(int(checked.get("batch") or 0))
        if pieces > 1:
            text = self.tr("{batch} faces, worked through in {pieces} pieces because memory is short")
            return text.format(batch=batch, pieces=pieces)
        return self.tr("{batch} faces at once").format(batch=batch)


def _short_paths(pair: str) -> str:
    """Two paths as the parts in which they differ from each other's folder, to be read at a glance."""
    paths = [Path(text) for text in pair.split(" ~ ")]
    return " \N{ALMOST EQUAL TO} ".join("/".join(path.parts[-4:]) for path in paths)


def _sentence(text: str) -> str:
    if not text:
        return ""
    whole = text if text.endswith((".", "!", "?")) else f"{text}."
    return whole[0].upper() + whole[1:] if whole.split(" ", 1)[0].isalpha() else whole
