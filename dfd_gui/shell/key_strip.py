"""The keys of one action, to be changed: press new ones, see whom they belong to, take them or leave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dfd_gui.actions_table import MENUS
from dfd_gui.shell.parts import Notice, button, em, text_label
from dfd_gui.shell.widgets import title_label
from dfd_gui.shortcuts import SPECS, Keys, default, native, refusal, short_title

if TYPE_CHECKING:
    from dfd_gui.services import Services


class KeyStrip(QWidget):
    """Changes what holds for the action that is shown; nothing is taken from another one unless the user says so."""

    done = Signal()
    """Something was changed; the keyboard may go back to where the action was chosen."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = services.actions.shortcuts
        self._menus = {name: services.actions.menu_title(name) for name, _ in MENUS}
        self._action = ""
        self._title = title_label("", self)
        self._tip = text_label("", "dim", self)
        self.field = self._make_field()
        self.use = self._button(self.tr("Use"), self._use, "primary")
        self.add = self._button(self.tr("Use as well"), self._add)
        self.none = self._button(self.tr("No keys"), lambda: self._change(()))
        self.reset = self._button(self.tr("Reset"), self._reset)
        self.notice = Notice(services.theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(em(self, 0.4))
        head = QHBoxLayout()
        head.setSpacing(em(self, 0.8))
        head.addWidget(self._title)
        head.addWidget(self._tip, 1)
        layout.addLayout(head)
        layout.addLayout(self._line())
        layout.addWidget(self.notice)
        services.actions.keys_changed.connect(self._on_keys)
        self.show_action("")

    def show_action(self, action: str) -> None:
        """Be about this action; about none for an empty id."""
        self._action = action
        self._title.setText(short_title(action) if action else self.tr("Choose an action"))
        self._tip.setText(self._words(action) if action else self.tr("Its keys can be changed here."))
        self.field.setEnabled(bool(action))
        self.field.clear()
        self._refresh()

    def listen(self) -> None:
        """Wait for new keys."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_field(self) -> QKeySequenceEdit:
        field = QKeySequenceEdit(self)
        field.setMaximumSequenceLength(1)
        field.setMinimumWidth(em(self, 10))
        words = self.tr("New keys")
        field.setAccessibleName(words)
        tip = self.tr("Press the keys while the cursor is here. Tab leaves.")
        field.setToolTip(tip)
        for line in field.findChildren(QLineEdit):
            line.setAccessibleName(words)
            line.setAccessibleDescription(tip)
        field.keySequenceChanged.connect(self._refresh)
        return field

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.5))
        label = QLabel(self.tr("New keys"), self)
        label.setBuddy(self.field)
        line.addWidget(label)
        line.addWidget(self.field)
        line.addWidget(self.use)
        line.addWidget(self.add)
        line.addStretch(1)
        line.addWidget(self.none)
        line.addWidget(self.reset)
        return line

    def _button(self, words: str, act: object, role: str = "") -> QPushButton:
        made = button(words, role, self)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

    def _words(self, action: str) -> str:
        """The keys that the table gives it."""
        keys = ", ".join(native(keys) for keys in default(SPECS[action]))
        return self.tr("Default: {keys}").format(keys=keys) if keys else self.tr("No default keys")

    # -- what happens ------------------------------------------------------------------------------------------------

    def _wanted(self) -> Keys:
        keys = self.field.keySequence()
        return () if keys.isEmpty() else (keys,)

    def _refresh(self) -> None:
        """Say what stands against the keys that were pressed, and switch on what can be done."""
        action, wanted = self._action, self._wanted()
        self.notice.hide()
        free = bool(action and wanted) and not self._objection(wanted[0])
        has = self._shortcuts.of(action) if action else ()
        self.use.setEnabled(free and has != wanted)
        self.add.setEnabled(free and bool(has) and wanted[0] not in has)
        self.none.setEnabled(bool(has))
        self.reset.setEnabled(bool(action) and (self._shortcuts.chosen(action) or has != default(SPECS[action])))

    def _objection(self, keys: QKeySequence) -> bool:
        """Whether the action cannot simply have these keys; the reason is shown."""
        if why := refusal(SPECS[self._action], keys):
            self.notice.say("error", self.tr("Not possible: {reason}.").format(reason=why))
            return True
        rivals = self._shortcuts.rivals(self._action, (keys,))
        if rivals:
            text = self.tr("{keys} conflicts with: {actions}.")
            self._offer(text.format(keys=native(keys), actions=self._named(rivals)), (keys,))
        return bool(rivals)

    def _offer(self, words: str, keys: Keys | None) -> None:
        """Tell of a conflict, and offer to end it in this action's favour."""
        self.notice.say("warning", words)
        take = button(self.tr("Take it from there"), parent=self.notice)
        take.setAutoDefault(False)
        take.clicked.connect(lambda: self._take_over(keys))
        self.notice.offer(take)

    def _named(self, actions: Sequence[str]) -> str:
        """``Open clips (File)``."""
        names = []
        for action in actions:
            menu = self._menus.get(SPECS[action].menu)
            names.append(f"{short_title(action)} ({menu})" if menu else short_title(action))
        return ", ".join(names)

    def _use(self) -> None:
        self._change(self._wanted())

    def _add(self) -> None:
        self._change((*self._shortcuts.of(self._action), *self._wanted()))

    def _reset(self) -> None:
        own = default(SPECS[self._action])
        if rivals := self._shortcuts.rivals(self._action, own):
            keys = ", ".join(map(native, own))
            text = self.tr("Its default, {keys}, conflicts with: {actions}.")
            self._offer(text.format(keys=keys, actions=self._named(rivals)), None)
        else:
            self._change(None)

    def _take_over(self, keys: Keys | None) -> None:
        self._shortcuts.take_over(self._action, keys)
        self._end()

    def _change(self, keys: Keys | None) -> None:
        self._shortcuts.change({self._action: keys})
        self._end()

    def _end(self) -> None:
        self.field.clear()
        self._refresh()
        self.done.emit()

    def _on_keys(self, _action: str) -> None:
        self._refresh()
