"""The rows of the action table as live `QAction` objects, one of each for the whole window."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QTabBar,
    QWidget,
)

from dfd_gui.actions_table import ACTIONS, MENUS, ActionSpec, Scope
from dfd_gui.shortcuts import SETTING, Shortcuts, action_title

if TYPE_CHECKING:
    from dfd_gui.settings import Settings
    from dfd_gui.shell.theme import Theme

__all__ = ["ACTIONS", "MENUS", "ActionSpec", "Actions", "Scope"]


class Actions:
    """All actions. One that nobody has connected is switched off, so that no entry of a menu does nothing.

    Keys of a scope other than ``"window"`` work inside the widgets that were given to `install`.
    `shortcuts` knows their keys, and changes them.
    """

    def __init__(self, theme: Theme, settings: Settings, parent: QObject | None = None) -> None:
        self._owner = _Owner(parent)
        self.shortcuts = Shortcuts(settings)
        self._specs: Mapping[str, ActionSpec] = {spec.id: spec for spec in ACTIONS}
        self._actions = {spec.id: self._make(spec, theme) for spec in ACTIONS}
        self._connected: set[str] = set()
        self._off: set[str] = set()
        self._held: frozenset[str] = frozenset()
        self._courtesy = _Courtesy(self._owner)
        settings.changed.connect(self._on_setting)

    @property
    def keys_changed(self) -> SignalInstance:
        """Signal with the id of an action that has other shortcuts now."""
        return self._owner.keys_changed

    def get(self, action: str) -> QAction:
        """The action of that id."""
        return self._actions[action]

    def spec(self, action: str) -> ActionSpec:
        """Its row of the table."""
        return self._specs[action]

    def title(self, action: str) -> str:
        """Its words, in the user's language."""
        return self._actions[action].text()

    def menu_title(self, menu: str) -> str:
        """The title of a menu of the table, in the user's language, without its ``&``."""
        return _translate(dict(MENUS)[menu]).replace("&", "")

    def connect(self, action: str, slot: Callable[..., object]) -> QAction:
        """Call ``slot`` when the action is chosen, and switch the action on. Checkable ones pass their new state."""
        found = self._actions[action]
        found.triggered.connect(slot)
        if action not in self._connected:
            self._connected.add(action)
            self.set_enabled(action, True)
        return found

    def connected(self, action: str) -> bool:
        """Whether somebody answers to it."""
        return action in self._connected

    def set_enabled(self, action: str, enabled: bool) -> None:
        """Switch it on or off; one that nobody answers to stays off, and one that is held until it is let go."""
        (self._off.discard if enabled else self._off.add)(action)
        self._actions[action].setEnabled(enabled and action in self._connected and action not in self._held)

    def hold(self, actions: Collection[str]) -> None:
        """Keep these off, whatever `set_enabled` says of them, until the next call; those held before are let go."""
        before, self._held = self._held, frozenset(actions)
        for action in before | self._held:
            self.set_enabled(action, action not in self._off)

    def set_checked(self, action: str, checked: bool) -> None:
        """Show a state without doing anything."""
        self._actions[action].setChecked(checked)

    def install(self, widget: QWidget, scope: Scope) -> None:
        """Let the keys of ``scope`` work while the focus is in ``widget``."""
        for spec in ACTIONS:
            if spec.scope == scope:
                widget.addAction(self._actions[spec.id])
        if scope != "window":
            widget.installEventFilter(self._courtesy)

    def keys(self, action: str) -> list[QKeySequence]:
        """Its shortcuts now."""
        return self._actions[action].shortcuts()

    def _make(self, spec: ActionSpec, theme: Theme) -> QAction:
        action = QAction(action_title(spec), self._owner)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setEnabled(False)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        if spec.tip:
            action.setStatusTip(_translate(spec.tip))
        if spec.id == "app.quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        in_window = spec.scope == "window"
        context = Qt.ShortcutContext
        action.setShortcutContext(context.WindowShortcut if in_window else context.WidgetWithChildrenShortcut)
        self._give_keys(action, spec)
        return action

    def _give_keys(self, action: QAction, spec: ActionSpec) -> None:
        sequences = list(self.shortcuts.of(spec.id))
        if sequences == action.shortcuts():
            return
        action.setShortcuts(sequences)
        action.setToolTip(_tip(action, spec))
        self.keys_changed.emit(spec.id)

    def _on_setting(self, key: str) -> None:
        if key == SETTING:
            self.shortcuts.renew()
            for spec in ACTIONS:
                self._give_keys(self._actions[spec.id], spec)


class _Owner(QObject):
    """Parent of the actions. (`Actions` is none itself: its ``connect`` is another than that of `QObject`.)."""

    keys_changed = Signal(str)


class _Courtesy(QObject):
    """Leaves to the focused control the bare keys that it needs itself: Space of a button, the arrows of a slider."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key for the control; the event then reaches it as an ordinary key press."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and wants(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)


_PRESS = {Qt.Key.Key_Space}
_MOVE = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
         Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}  # fmt: skip


def wants(event: QKeyEvent) -> bool:
    """Whether the control that has the focus uses this key itself."""
    if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return False
    key = event.key()
    match QApplication.focusWidget():
        case QAbstractButton():
            return key in _PRESS
        case QAbstractSlider() | QTabBar():
            return key in _MOVE
        case QAbstractItemView():
            return key in _MOVE
        case QComboBox() | QAbstractSpinBox():
            return key in _MOVE or key in _PRESS
        case _:
            return False


def _tip(action: QAction, spec: ActionSpec) -> str:
    """Words and key, and the explanation below."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    head = f"{action.text().rstrip('.')} ({keys})" if keys else action.text().rstrip(".")
    return f"{head}\n{_translate(spec.tip)}" if spec.tip else head


def _translate(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
