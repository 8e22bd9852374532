"""Which keys every action answers to: those of the table, and the user's own in their place.

The user's are kept in the setting ``ui.shortcuts``: the action's id, and its keys as `write` writes them (empty: none).
What cannot be used there is left alone and told (`Settled.problems`); the action then has the table's keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from dfd_gui.actions_table import ACTIONS, MENUS, ActionSpec, Scope

if TYPE_CHECKING:
    from dfd_gui.settings import Settings

Keys: TypeAlias = tuple[QKeySequence, ...]

SETTING = "ui.shortcuts"
SPECS: Mapping[str, ActionSpec] = {spec.id: spec for spec in ACTIONS}

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText
_NUMBERED = "chart.model_"
_STRONG = re.compile(r"(Ctrl|Alt|Meta)\+")
_FORWARD = re.compile(r"(Shift\+|Num\+)*(Tab|Backtab|Return|Enter)")
_FUNCTION = re.compile(r"(Shift\+)?F\d+")


def action_title(spec: ActionSpec) -> str:
    """The words of a row of the table, in the user's language."""
    if spec.id.startswith(_NUMBERED):
        number = spec.id.removeprefix(_NUMBERED)
        return QCoreApplication.translate("Actions", "Show or hide detector {number}").format(number=number)
    return QCoreApplication.translate("Actions", spec.text)


def short_title(action: str) -> str:
    """The words of an action without the dots of a question that follows."""
    return action_title(SPECS[action]).rstrip(".")


def default(spec: ActionSpec) -> Keys:
    """The keys of the table."""
    return tuple(QKeySequence.fromString(keys, _PORTABLE) for keys in spec.keys)


def read(text: str) -> Keys | None:
    """Keys as `write` wrote them; None where one of them is no key."""
    if not text.strip():
        return ()
    keys = tuple(QKeySequence.listFromString(text, _PORTABLE))
    return keys if keys and all(_known(key) for key in keys) else None


def write(keys: Iterable[QKeySequence]) -> str:
    """Keys as the settings keep them, the same on every system: ``Space; K``."""
    return QKeySequence.listToString(list(keys), _PORTABLE)


def native(keys: QKeySequence) -> str:
    """A key as this system writes it."""
    return keys.toString(_NATIVE)


def collide(one: QKeySequence, other: QKeySequence) -> bool:
    """Whether both cannot be had at once: they are the same, or one begins like the other."""
    nothing = QKeySequence.SequenceMatch.NoMatch
    return one.matches(other) != nothing or other.matches(one) != nothing


def meet(one: Scope, other: Scope) -> bool:
    """Whether keys of both are heard in some place."""
    return one == other or "window" in {one, other}


def refusal(spec: ActionSpec, keys: QKeySequence) -> str:
    """Why an action cannot have a key, whoever else has it; empty if it can."""
    translate = QCoreApplication.translate
    for title in (title for name, title in MENUS if "/" not in name):
        words = translate("Actions", title)
        if keys == QKeySequence.mnemonic(words):
            text = translate("Shortcuts", "{keys} opens the menu {menu}")
            return text.format(keys=native(keys), menu=words.replace("&", ""))
    plain = keys.toString(_PORTABLE)
    if _STRONG.search(plain) or keys in default(spec):
        return ""
    if _FORWARD.fullmatch(plain):
        return translate("Shortcuts", "{keys} moves on or confirms, everywhere").format(keys=native(keys))
    if spec.scope == "window" and not _FUNCTION.fullmatch(plain):
        text = translate("Shortcuts", "{keys} alone is for typing and for the rooms; add Ctrl or Alt")
        return text.format(keys=native(keys))
    return ""


@dataclass(frozen=True, slots=True)
class Settled:
    """The keys of every action. ``problems`` says in words what of the settings cannot be used, ``bad`` whose it is."""

    keys: Mapping[str, Keys]
    problems: tuple[str, ...] = ()
    bad: frozenset[str] = frozenset()


def settle(chosen: Mapping[str, str]) -> Settled:
    """Give every action its keys.

    The user's own come first, in the order of the table; a key of the table that the user gave to another action is
    not given twice.
    """
    wanted = {action: read(text) for action, text in chosen.items() if action in SPECS}
    problems, bad = _unusable(chosen, wanted)
    given: dict[str, Keys] = {}
    for spec in ACTIONS:
        if (keys := wanted.get(spec.id)) is not None:
            given[spec.id], lost = _free(spec, keys, given)
            bad |= {spec.id for _ in lost}
            problems += [_lost_words(spec.id, key, holder) for key, holder in lost]
    for spec in ACTIONS:
        if spec.id not in given:
            given[spec.id], _ = _free(spec, default(spec), given)
    return Settled(given, tuple(problems), frozenset(bad))


class Shortcuts:
    """The keys as they are now; writes what the user chooses."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._settled = settle(settings.table(SETTING))

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the settings cannot be used, in words."""
        return self._settled.problems

    def renew(self) -> None:
        """The setting is another now."""
        self._settled = settle(self._settings.table(SETTING))

    def of(self, action: str) -> Keys:
        """The keys that an action answers to."""
        return self._settled.keys[action]

    def chosen(self, action: str) -> bool:
        """Whether the user said something about it."""
        return action in self._settings.table(SETTING)

    def rivals(self, action: str, keys: Iterable[QKeySequence]) -> list[str]:
        """Ids of other actions that answer to one of the keys where ``action`` does."""
        wanted, scope = tuple(keys), SPECS[action].scope
        return [
            spec.id
            for spec in ACTIONS
            if spec.id != action
            and meet(spec.scope, scope)
            and any(collide(mine, theirs) for mine in wanted for theirs in self.of(spec.id))
        ]

    def change(self, changes: Mapping[str, Sequence[QKeySequence] | None]) -> None:
        """Give actions these keys and nothing else (None: those of the table), all in one go; saved at once."""
        chosen = self._settings.table(SETTING)
        for action, keys in changes.items():
            if keys is None or tuple(keys) == default(SPECS[action]):
                chosen.pop(action, None)
            else:
                chosen[action] = write(keys)
        self._settings.set(SETTING, chosen)

    def take_over(self, action: str, keys: Sequence[QKeySequence] | None) -> None:
        """Give an action keys that others have (None: those of the table), and take them from the others."""
        mine = default(SPECS[action]) if keys is None else tuple(keys)
        changes: dict[str, Sequence[QKeySequence] | None] = {
            rival: [theirs for theirs in self.of(rival) if not any(collide(theirs, key) for key in mine)]
            for rival in self.rivals(action, mine)
        }
        self.change({**changes, action: keys})

    def reset_all(self) -> None:
        """Give every action the table's keys."""
        self._settings.reset(SETTING)

    def forget_problems(self) -> None:
        """Drop from the settings what cannot be used."""
        chosen = self._settings.table(SETTING)
        self._settings.set(
            SETTING, {action: text for action, text in chosen.items() if action not in self._settled.bad}
        )


def _known(keys: QKeySequence) -> bool:
    text = keys.toString(_PORTABLE)  # an unknown key has no words
    return text != "" and QKeySequence.fromString(text, _PORTABLE) == keys


def _unusable(chosen: Mapping[str, str], wanted: Mapping[str, Keys | None]) -> tuple[list[str], set[str]]:
    """What is no key or no action: in words, and its ids."""
    translate = QCoreApplication.translate
    problems = [
        translate("Shortcuts", "{action} is no action of this version").format(action=action)
        for action in chosen
        if action not in wanted
    ]
    problems += [
        translate("Shortcuts", "{keys} is no key; it was meant for {action}").format(
            keys=repr(chosen[action]), action=short_title(action)
        )
        for action, keys in wanted.items()
        if keys is None
    ]
    return problems, {action for action in chosen if wanted.get(action) is None}


def _free(spec: ActionSpec, keys: Keys, given: Mapping[str, Keys]) -> tuple[Keys, list[tuple[QKeySequence, str]]]:
    """Those of the keys that nobody has yet whom the action meets; and the others, each with who has it."""
    lost = [
        (key, holder)
        for key in keys
        for holder, theirs in given.items()
        if meet(SPECS[holder].scope, spec.scope) and any(collide(key, other) for other in theirs)
    ]
    gone = [key for key, _ in lost]
    return tuple(key for key in keys if key not in gone), lost


def _lost_words(action: str, key: QKeySequence, holder: str) -> str:
    text = QCoreApplication.translate("Shortcuts", "{keys} is given to {holder} and to {action}; {holder} has it")
    return text.format(keys=native(key), holder=short_title(holder), action=short_title(action))
