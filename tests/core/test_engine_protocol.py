"""Messages to and from the engine: what is written is read back, and what is no message is refused in words."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.engine.protocol import (
    COMMANDS,
    EVENTS,
    Cancel,
    Command,
    Event,
    GetFrame,
    Message,
    Screen,
    decode_command,
    decode_event,
    encode,
    id_of,
)
from dfd_core.errors import DfdError

TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
"""Lone surrogates too: file names may hold them."""
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
VALUES: Mapping[object, st.SearchStrategy[object]] = {
    str: TEXT,
    int: st.integers(),
    bool: st.booleans(),
    float: NUMBER,
}
LEAF = st.none() | st.booleans() | st.integers() | NUMBER | TEXT
JSON: st.SearchStrategy[object] = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3))


def _values(hint: object) -> st.SearchStrategy[object]:
    if hint in VALUES:
        return VALUES[hint]
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=4).map(tuple)
    return st.dictionaries(TEXT, JSON, max_size=3)


def _messages(kinds: Mapping[str, type[Message]]) -> st.SearchStrategy[Message]:
    return st.one_of([_of(kind) for kind in kinds.values()])


def _of(kind: type[Message]) -> st.SearchStrategy[Message]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: _values(hint) for name, hint in hints.items() if name != "KIND"})


@given(_messages(COMMANDS))
@settings(max_examples=150, deadline=None)
def test_commands_come_back_as_they_were(command: Command) -> None:
    line = encode(command)
    assert line.isascii()
    assert "\n" not in line
    assert decode_command(line) == command
    assert id_of(line) == command.id


@given(_messages(EVENTS))
@settings(max_examples=150, deadline=None)
def test_events_come_back_as_they_were(event: Event) -> None:
    assert decode_event(encode(event)) == event


@given(JSON | st.dictionaries(st.sampled_from(["kind", "id", "path", "time_s", "target"]), JSON))
@settings(max_examples=150, deadline=None)
def test_whatever_comes_is_a_command_or_refused(value: object) -> None:
    line = json.dumps(value)
    with suppress(DfdError):
        assert type(decode_command(line)) in COMMANDS.values()
    assert isinstance(id_of(line), str)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        '{"kind":[]}',
        '{"kind":"dance","id":"1"}',
        '{"kind":"screen","id":"1"}',
        '{"kind":"cancel","id":1}',
        '{"kind":"cancel","id":"1","KIND":"x"}',
        '{"kind":"cancel","id":"1","more":2}',
        '{"kind":"screen","id":"1","path":"a","frames":true}',
        '{"kind":"screen","id":"1","path":"a","frames":1.5}',
        '{"kind":"screen","id":"1","path":"a","detectors":"one"}',
        '{"kind":"get_frame","id":"1","path":"a","out":"b","time_s":NaN}',
        '{"kind":"get_frame","id":"1","path":"a","out":"b","time_s":1e999}',
        '{"kind":"get_frame","id":"1","path":"a","out":"b","time_s":' + "9" * 400 + "}",
        "[" * 100_000,
        "9" * 5000,
    ],
)
def test_lines_that_are_no_command_are_refused(line: str) -> None:
    with pytest.raises(DfdError, match="not understood"):
        decode_command(line)


def test_a_whole_number_of_seconds_is_a_time() -> None:
    command = decode_command('{"kind":"get_frame","id":"1","path":"a","out":"b","time_s":2}')
    assert isinstance(command, GetFrame)
    assert isinstance(command.time_s, float)


def test_a_number_that_is_none_is_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode(GetFrame("1", "a", math.nan, "b"))


def test_lists_come_back_as_tuples() -> None:
    assert decode_command(encode(Screen("1", "a", detectors=("x", "y")))) == Screen("1", "a", detectors=("x", "y"))
    assert id_of(encode(Cancel("7"))) == "7"


def test_both_sides_stay_light() -> None:
    code = (
        "import sys, dfd_core.engine.client, dfd_core.engine.transfer\n"
        "print([m for m in ('torch', 'cv2', 'onnxruntime', 'av', 'PySide6', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
