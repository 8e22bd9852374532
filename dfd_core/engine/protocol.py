"""What is said to the engine process and what it answers: frozen dataclasses, one JSON object a line.

Commands go to the engine's stdin, events come from its stdout; its stderr is a log for people. Pictures and arrays
never pass through the pipe where both sides see the same disk: they are files, named in commands and events. A remote
engine has no common disk; then, and only then, files travel as `PutFile` and `FileData` pieces.

Every command but `Shutdown` carries an ``id`` chosen by the sender, and every event that answers it carries it back.
Long commands (`Screen`, `BuildProxy`) end in exactly one of: their own event, `Cancelled`, `Failed`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, NoReturn, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from dfd_core.errors import DfdError

PROTOCOL = 1
"""Raised with every change that an older side would misread; both sides say theirs first and must agree."""
MAX_LINE = 64 << 20
"""Characters; a longer line is not ours."""


class _Message:
    KIND: ClassVar[str]


# ---- commands ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hello(_Message):
    """First command: the protocol, and whether both sides see the same disk.

    ``shared`` names a small file of the sender and ``token`` what is in it: an engine that can read the same words
    there shares the disk, and files need not be sent. An empty ``shared`` says that the disk is shared.
    """

    KIND: ClassVar[str] = "hello"
    id: str
    protocol: int = PROTOCOL
    shared: str = ""
    token: str = ""
    threads: int = 0
    """CPU cores the engine may use for screening; 0: all but one."""


@dataclass(frozen=True, slots=True)
class Probe(_Message):
    """Hash and describe one file, and make a thumbnail. Answered by `Probed` while screening goes on."""

    KIND: ClassVar[str] = "probe"
    id: str
    path: str
    thumbnail: str = ""
    """JPEG file to write, at most 160 px high; empty: none."""


@dataclass(frozen=True, slots=True)
class Screen(_Message):
    """Screen one clip. Screenings are done one after the other, in the order of the commands.

    Exactly one of ``ensemble`` (name) and ``detectors`` may be given; neither means the default ensemble.
    ``folder``: where preview files go (made if missing): ``proxy`` (frames at most 480 px high) and ``faces`` (one
    face picture per entry of the extract's frames' faces, in that order), both `dfd_core.video.proxy` files.
    """

    KIND: ClassVar[str] = "screen"
    id: str
    path: str
    ensemble: str = ""
    detectors: tuple[str, ...] = ()
    frames: int = 32
    device: str = "auto"
    sampling: str = "time"
    face_detector: str = "auto"
    sha256: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Cancel(_Message):
    """End the screening or proxy building of command ``target`` (empty: all). Answered by their `Cancelled`."""

    KIND: ClassVar[str] = "cancel"
    id: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class GetFrame(_Message):
    """Decode the frame shown at ``time_s`` and write it to ``out``, PNG or JPEG by suffix.

    A taller frame is scaled down to ``max_height`` pixels.
    """

    KIND: ClassVar[str] = "get_frame"
    id: str
    path: str
    time_s: float
    out: str
    max_height: int = 2160


@dataclass(frozen=True, slots=True)
class BuildProxy(_Message):
    """Write a dense proxy of a clip (for scrubbing), and the faces file from the boxes of ``extract`` if asked.

    ``out``: the proxy file; ``faces``: the faces file, empty for none; ``extract``: a JSON file of the result.
    At most ``max_frames`` frames, evenly spaced in time.
    """

    KIND: ClassVar[str] = "build_proxy"
    id: str
    path: str
    out: str
    max_frames: int = 900
    faces: str = ""
    extract: str = ""


@dataclass(frozen=True, slots=True)
class GetInput(_Message):
    """Make the exact network input of one face for one detector, and its activation map if ``heatmap``.

    ``box`` and ``landmarks`` are the extract's. ``input_out`` and ``map_out`` are PNG files; the map is 8-bit grey of
    the input's size, 255 = strongest. `InputReady` says where in the frame the input was cut.
    """

    KIND: ClassVar[str] = "get_input"
    id: str
    path: str
    time_s: float
    box: tuple[float, ...]
    landmarks: tuple[tuple[float, ...], ...]
    detector: str
    input_out: str
    map_out: str = ""
    heatmap: bool = False


@dataclass(frozen=True, slots=True)
class PutFile(_Message):
    """One piece of a file that the remote engine asked for with `NeedFile`; ``data`` is base64, ``last`` ends it.

    Pieces come in order, with the id of the `NeedFile`. An ``offset`` of -1, with ``last``, says that the sender cannot
    read the file.
    """

    KIND: ClassVar[str] = "put_file"
    id: str
    path: str
    offset: int
    data: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class GetFile(_Message):
    """Ask a remote engine for a file that it wrote under its own preview folder; answered by `FileData` pieces."""

    KIND: ClassVar[str] = "get_file"
    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Shutdown(_Message):
    """End the process; what is running is cancelled. The end of stdin means the same."""

    KIND: ClassVar[str] = "shutdown"
    id: str = ""


# ---- events --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready(_Message):
    """Answer to `Hello`. ``local``: both sides see the same disk. ``devices``: what `Screen.device` may be."""

    KIND: ClassVar[str] = "ready"
    id: str
    protocol: int = PROTOCOL
    version: str = ""
    pid: int = 0
    local: bool = True
    devices: tuple[str, ...] = ("cpu",)


@dataclass(frozen=True, slots=True)
class Probed(_Message):
    """What a file says of itself. ``media`` has the keys of the result schema's ``media``."""

    KIND: ClassVar[str] = "probed"
    id: str
    path: str
    sha256: str
    media: Mapping[str, Any]
    thumbnail: str = ""


@dataclass(frozen=True, slots=True)
class Started(_Message):
    """Work on a `Screen` or `BuildProxy` has begun. ``settings_key`` is that of the store (screenings only)."""

    KIND: ClassVar[str] = "started"
    id: str
    path: str
    settings_key: str = ""


@dataclass(frozen=True, slots=True)
class Progress(_Message):
    """``done`` of ``total`` frames have passed ``stage`` (``load``, ``faces``, ``inference`` or ``proxy``)."""

    KIND: ClassVar[str] = "progress"
    id: str
    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Screened(_Message):
    """A finished screening: the canonical extract, under ``settings_key``, with its preview files (empty = none)."""

    KIND: ClassVar[str] = "screened"
    id: str
    path: str
    extract: Mapping[str, Any]
    settings_key: str
    proxy: str = ""
    faces: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled(_Message):
    """A command ended as asked.

    ``extract``: the partial result (``media.partial`` true) where some faces were scored, under ``settings_key``, with
    its preview files as in `Screened`.
    """

    KIND: ClassVar[str] = "cancelled"
    id: str
    extract: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    settings_key: str = ""
    proxy: str = ""
    faces: str = ""


@dataclass(frozen=True, slots=True)
class Failed(_Message):
    """A command could not be done. ``command`` is its kind."""

    KIND: ClassVar[str] = "failed"
    id: str
    command: str
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Notice(_Message):
    """Something the user should know that stops nothing."""

    KIND: ClassVar[str] = "notice"
    id: str
    message: str


@dataclass(frozen=True, slots=True)
class FrameReady(_Message):
    """A decoded frame lies in ``out``: its true time, its number, and the displayed frame's whole size.

    Boxes of results are in pixels of that size, whatever ``max_height`` made of the picture.
    """

    KIND: ClassVar[str] = "frame_ready"
    id: str
    path: str
    out: str
    time_s: float
    index: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ProxyReady(_Message):
    """A dense proxy lies in ``out`` (and the faces file in ``faces``); ``frames`` pictures."""

    KIND: ClassVar[str] = "proxy_ready"
    id: str
    path: str
    out: str
    frames: int
    faces: str = ""


@dataclass(frozen=True, slots=True)
class InputReady(_Message):
    """Network input and activation map are written.

    ``corners``: the input's four corners in frame pixels, clockwise from its own upper left. ``method``: e.g.
    ``Grad-CAM at stages``, ``attention map``, or empty without a map. ``score``: what the detector says of this input.
    """

    KIND: ClassVar[str] = "input_ready"
    id: str
    detector: str
    input_out: str
    map_out: str
    method: str
    size: int
    corners: tuple[tuple[float, ...], ...]
    score: float


@dataclass(frozen=True, slots=True)
class NeedFile(_Message):
    """A remote engine has no such file: send it by `PutFile`."""

    KIND: ClassVar[str] = "need_file"
    id: str
    path: str


@dataclass(frozen=True, slots=True)
class FileData(_Message):
    """One piece of a remote file; ``data`` is base64, ``last`` ends it."""

    KIND: ClassVar[str] = "file_data"
    id: str
    path: str
    offset: int
    data: str
    last: bool = False


Command: TypeAlias = Hello | Probe | Screen | Cancel | GetFrame | BuildProxy | GetInput | PutFile | GetFile | Shutdown
Event: TypeAlias = (
    Ready
    | Probed
    | Started
    | Progress
    | Screened
    | Cancelled
    | Failed
    | Notice
    | FrameReady
    | ProxyReady
    | InputReady
    | NeedFile
    | FileData
)

COMMANDS: Mapping[str, type[Command]] = {kind.KIND: kind for kind in get_args(Command)}
EVENTS: Mapping[str, type[Event]] = {kind.KIND: kind for kind in get_args(Event)}

Message = TypeVar("Message")


def encode(message: Command | Event) -> str:
    """One line without its end, in ASCII: no encoding of a pipe can harm it, nor a file name that is no valid text."""
    values = {"kind": message.KIND, **{entry.name: getattr(message, entry.name) for entry in fields(message)}}
    return json.dumps(values, allow_nan=False, separators=(",", ":"))


def decode_command(line: str) -> Command:
    """Read a command.

    Raises:
        DfdError: ``bad_message``; the line is no command of this protocol.
    """
    return _decode(line, COMMANDS)


def decode_event(line: str) -> Event:
    """Read an event.

    Raises:
        DfdError: ``bad_message``; the line is no event of this protocol.
    """
    return _decode(line, EVENTS)


def id_of(line: str) -> str:
    """The id of a line that is no message of this protocol, as far as it has one."""
    try:
        values = _object(line)
    except DfdError:
        return ""
    found = values.get("id")
    return found if isinstance(found, str) else ""


def _decode(line: str, kinds: Mapping[str, type[Message]]) -> Message:
    values = _object(line)
    name = values.pop("kind", None)
    if not isinstance(name, str) or name not in kinds:
        raise _bad("its kind is unknown")
    kind = kinds[name]
    hints = get_type_hints(kind)
    names = {key for key in hints if key != "KIND"}
    if unknown := sorted(values.keys() - names):
        raise _bad(f"{name} has no {unknown[0]!r}")
    try:
        return kind(**{key: _fit(value, hints[key]) for key, value in values.items()})
    except TypeError:
        raise _bad(f"{name} is not complete") from None


def _object(line: str) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise _bad("it is too long")
    try:
        values = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _bad(str(error)) from None
    if not isinstance(values, dict):
        raise _bad("it is no JSON object")
    return values


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _fit(value: object, hint: object) -> object:
    """The value as its field's type, or a refusal: what comes through the pipe is not trusted."""
    origin = get_origin(hint) or hint
    if origin is tuple and isinstance(value, list):
        return tuple(_fit(entry, get_args(hint)[0]) for entry in value)
    if origin is float:
        return _finite(value)
    wanted = dict if origin is Mapping else origin
    if type(value) is not wanted:
        raise _wrong(value)
    return value


def _finite(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _wrong(value)
    try:
        number = float(value)
    except OverflowError:
        raise _wrong(value) from None
    if not math.isfinite(number):
        raise _wrong(value)
    return number


def _wrong(value: object) -> DfdError:
    return _bad(f"{repr(value)[:60]} does not belong there")


def _bad(why: str) -> DfdError:
    return DfdError("bad_message", f"a line is not understood: {why}", "both sides must run the same version")
