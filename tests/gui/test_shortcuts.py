"""Which keys every action has: the table's, the user's own, and what becomes of keys that two of them want."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from dfd_gui.actions import ACTIONS, Actions
from dfd_gui.services import Services
from dfd_gui.settings import FILE, Settings
from dfd_gui.shortcuts import SPECS, Shortcuts, default, read, refusal, settle, write


def keys(*texts: str) -> tuple[QKeySequence, ...]:
    return tuple(QKeySequence(text) for text in texts)


def test_keys_are_written_and_read_again() -> None:
    several = keys("Space", "Ctrl+;", ";", "Ctrl++", "?", "Alt+Shift+Left")
    assert read(write(several)) == several
    assert read("") == ()
    for nonsense in ("Ctrl+Quatsch", "Ctrl+", "Strg+O", "K; Quatsch", ";;"):
        assert read(nonsense) is None, nonsense


def test_without_a_choice_everybody_has_the_keys_of_the_table() -> None:
    settled = settle({})
    assert settled.keys == {spec.id: default(spec) for spec in ACTIONS}
    assert (settled.problems, settled.bad) == ((), frozenset())


def test_a_choice_goes_before_the_table_and_keys_can_be_swapped() -> None:
    settled = settle({"queue.open": "Ctrl+E", "export.html": "Ctrl+O"})
    assert (settled.keys["queue.open"], settled.keys["export.html"]) == (keys("Ctrl+E"), keys("Ctrl+O"))
    alone = settle({"queue.open": "Ctrl+E"})
    assert (alone.keys["queue.open"], alone.keys["export.html"]) == (keys("Ctrl+E"), ())
    assert (settled.problems, alone.problems) == ((), ())


def test_of_two_choices_the_first_of_the_table_has_the_key() -> None:
    settled = settle({"export.html": "Ctrl+9", "queue.open": "Ctrl+9; Ctrl+8"})
    assert (settled.keys["queue.open"], settled.keys["export.html"]) == (keys("Ctrl+9", "Ctrl+8"), ())
    (problem,) = settled.problems
    assert "Ctrl+9 is given to Open clips and to Export report" in problem
    assert settled.bad == {"export.html"}


def test_rooms_may_have_the_same_keys_but_not_the_window_and_a_room() -> None:
    assert settle({"queue.copy": "Ctrl+9", "review.goto": "Ctrl+9"}).problems == ()
    assert len(settle({"queue.open": "Ctrl+9", "review.goto": "Ctrl+9"}).problems) == 1


def test_nothing_of_what_cannot_be_used_is_taken() -> None:
    settled = settle({"queue.opne": "Ctrl+9", "queue.open": "Ctrl+Quatsch"})
    assert settled.keys["queue.open"] == keys("Ctrl+O")
    assert [problem.split(" ")[0] for problem in settled.problems] == ["queue.opne", "'Ctrl+Quatsch'"]


@pytest.mark.parametrize(
    ("action", "key", "why"),
    [
        ("queue.open", "Alt+F", "opens the menu File"),
        ("queue.open", "G", "add Ctrl or Alt"),
        ("queue.open", "Shift+G", "add Ctrl or Alt"),
        ("queue.open", "Return", "moves on"),
        ("review.goto", "Tab", "moves on"),
        ("review.goto", "Shift+G", ""),
        ("review.goto", "Space", ""),
        ("queue.open", "F7", ""),
        ("queue.open", "Ctrl+G", ""),
        ("help.shortcuts", "?", ""),
    ],
)
def test_some_keys_are_not_for_everybody(services: Services, action: str, key: str, why: str) -> None:
    del services
    assert why in refusal(SPECS[action], QKeySequence(key))
    assert bool(why) == bool(refusal(SPECS[action], QKeySequence(key)))


def test_the_tables_own_keys_are_not_refused(services: Services) -> None:
    del services
    refused = [(spec.id, key.toString()) for spec in ACTIONS for key in default(spec) if refusal(spec, key)]
    assert refused == []


@pytest.fixture
def shortcuts(services: Services) -> Shortcuts:
    return services.actions.shortcuts


def test_rivals_are_those_who_would_hear_the_same_key(shortcuts: Shortcuts) -> None:
    assert shortcuts.rivals("queue.open_folder", keys("Ctrl+O")) == ["queue.open"]
    assert shortcuts.rivals("review.goto", keys("Ctrl+O")) == ["queue.open"]
    assert shortcuts.rivals("queue.retry", keys("G")) == [], "G is a key of another room"
    assert shortcuts.rivals("queue.open", keys("Ctrl+O")) == []
    assert shortcuts.rivals("queue.open_folder", keys("Ctrl+O, Ctrl+P")) == ["queue.open"], "one begins like the other"


def test_a_choice_holds_at_once_is_saved_and_survives(services: Services, shortcuts: Shortcuts) -> None:
    heard: list[str] = []
    services.actions.keys_changed.connect(heard.append)
    shortcuts.change({"queue.open": keys("Ctrl+Alt+O", "F7")})
    assert services.actions.keys("queue.open") == list(keys("Ctrl+Alt+O", "F7"))
    assert "Ctrl+Alt+O" in services.actions.get("queue.open").toolTip()
    assert heard == ["queue.open"]
    saved = tomllib.loads(services.settings.path.read_text(encoding="utf-8"))
    assert saved == {"ui": {"shortcuts": {"queue.open": "Ctrl+Alt+O; F7"}}}
    again = Actions(services.theme, Settings(services.settings.path))
    assert again.keys("queue.open") == list(keys("Ctrl+Alt+O", "F7"))
    shortcuts.change({"queue.open": ()})
    assert services.actions.keys("queue.open") == []
    shortcuts.change({"queue.open": keys("Ctrl+O")})
    assert not shortcuts.chosen("queue.open"), "what the table says is no choice"


def test_taking_over_leaves_the_others_their_other_keys(services: Services, shortcuts: Shortcuts) -> None:
    written: list[str] = []
    services.settings.changed.connect(written.append)
    shortcuts.take_over("queue.open", keys("Ctrl+Y"))
    assert shortcuts.of("queue.open") == keys("Ctrl+Y")
    assert shortcuts.of("edit.redo") == keys("Ctrl+Shift+Z")
    assert written == ["ui.shortcuts"], "both in one go"
    shortcuts.take_over("edit.redo", None)
    assert shortcuts.of("edit.redo") == keys("Ctrl+Shift+Z", "Ctrl+Y")
    assert shortcuts.of("queue.open") == ()


def test_what_cannot_be_used_can_be_forgotten(services: Services, shortcuts: Shortcuts) -> None:
    services.settings.set("ui.shortcuts", {"queue.opne": "Ctrl+9", "queue.open": "Ctrl+7", "help.log": "Quatsch"})
    assert len(shortcuts.problems) == 2
    shortcuts.change({"help.about": keys("F8")})
    assert "queue.opne" in services.settings.table("ui.shortcuts"), "a newer version may know it"
    shortcuts.forget_problems()
    assert services.settings.table("ui.shortcuts") == {"queue.open": "Ctrl+7", "help.about": "F8"}
    assert list(shortcuts.problems) == []
    shortcuts.reset_all()
    assert services.settings.table("ui.shortcuts") == {}


def test_a_file_full_of_nonsense_stops_nothing(services: Services, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text('[ui.shortcuts]\n"queue.open" = "no key"\n"" = ""\n"x" = "Ctrl+A"\n', encoding="utf-8")
    actions = Actions(services.theme, Settings(path))
    assert actions.keys("queue.open") == list(keys("Ctrl+O"))
    assert len(actions.shortcuts.problems) == 3
