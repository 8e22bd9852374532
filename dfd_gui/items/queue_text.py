"""The queue in words: the same on the screen, for screen readers and in what is copied."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from dfd_core.types import Label
from dfd_gui.queue.entry import Entry, State, readable
from dfd_gui.texts import QT_TRANSLATE_NOOP

STATES: Mapping[State, str] = {
    State.QUEUED: QT_TRANSLATE_NOOP("Queue", "Waiting"),
    State.RUNNING: QT_TRANSLATE_NOOP("Queue", "Running"),
    State.PARTIAL: QT_TRANSLATE_NOOP("Queue", "Partial"),
    State.DONE: QT_TRANSLATE_NOOP("Queue", "Done"),
    State.FAILED: QT_TRANSLATE_NOOP("Queue", "Failed"),
    State.CANCELLED: QT_TRANSLATE_NOOP("Queue", "Cancelled"),
    State.INTERRUPTED: QT_TRANSLATE_NOOP("Queue", "Interrupted"),
}
VERDICTS: Mapping[Label, str] = {
    Label.LIKELY_MANIPULATED: QT_TRANSLATE_NOOP("Queue", "Likely manipulated"),
    Label.INCONCLUSIVE: QT_TRANSLATE_NOOP("Queue", "Inconclusive"),
    Label.LIKELY_AUTHENTIC: QT_TRANSLATE_NOOP("Queue", "Likely authentic"),
    Label.NO_RESULT: QT_TRANSLATE_NOOP("Queue", "No result"),
}
_CODECS = {
    "av1": "AV1", "dnxhd": "DNxHD", "gif": "GIF", "h263": "H.263", "h264": "H.264", "hevc": "H.265", "mjpeg": "JPEG",
    "mpeg1video": "MPEG-1", "mpeg2video": "MPEG-2", "mpeg4": "MPEG-4", "png": "PNG", "prores": "ProRes",
    "rawvideo": "raw", "theora": "Theora", "vp8": "VP8", "vp9": "VP9", "webp": "WebP",
}  # fmt: skip
NONE, TIMES = "\u2013", "\u00d7"
_LINES = frozenset({144, 240, 288, 360, 480, 540, 576, 720, 1080, 1440, 2160, 4320})
"""Heights that people call a clip by."""


def translate(text: str) -> str:
    """Words of the queue in the user's language."""
    return QCoreApplication.translate("Queue", text)


def state_words(entry: Entry) -> str:
    """The state, e.g. "Running"."""
    if entry.state is State.RUNNING and entry.live.cancelling:
        return translate(QT_TRANSLATE_NOOP("Queue", "Cancelling"))
    return translate(STATES[entry.state])


def state_note(entry: Entry) -> str:
    """What there is to say of the state beside its name; empty where there is nothing."""
    match entry.state:
        case State.RUNNING:
            return progress(entry)
        case State.PARTIAL:
            return translate(QT_TRANSLATE_NOOP("Queue", "partial to {time}")).format(time=clock(entry.partial_s))
        case State.FAILED | State.INTERRUPTED:
            return reason(entry)
        case State.DONE if entry.known:
            return translate(QT_TRANSLATE_NOOP("Queue", "screened before"))
        case State.QUEUED if entry.twin:
            return translate(QT_TRANSLATE_NOOP("Queue", "same content as {name}")).format(name=entry.twin)
    return ""


def reason(entry: Entry) -> str:
    """Why it failed, without the clip's own name: that stands in the same row."""
    for name in (entry.path_text, entry.name):
        if entry.reason.startswith(f"{name}: "):
            return entry.reason.removeprefix(f"{name}: ")
    return entry.reason


def progress(entry: Entry) -> str:
    """How far a running clip is."""
    live = entry.live
    if live.loading or not live.total:
        return translate(QT_TRANSLATE_NOOP("Queue", "preparing"))
    return translate(QT_TRANSLATE_NOOP("Queue", "{done}/{total} frames")).format(
        done=number(live.scored), total=number(live.total)
    )


def verdict_words(entry: Entry) -> str:
    """The verdict, empty while there is none."""
    return "" if entry.label is None else translate(VERDICTS[entry.label])


def score_words(entry: Entry) -> str:
    """The score with two digits; a dash where a result has none; empty while there is no result."""
    if entry.label is None:
        return ""
    return NONE if entry.score is None else QLocale().toString(entry.score, "f", 2)


def facts(entry: Entry) -> str:
    """Size, length and codec, e.g. "1080p · 00:10 · H.264"; the folder's name while nothing is known."""
    media = entry.media
    width, height = int(media.get("width", 0)), int(media.get("height", 0))
    short = min(width, height)
    size = f"{short}p" if short in _LINES else f"{width} {TIMES} {height}" if short else ""
    codec = str(media.get("codec", ""))
    parts = [size, length(entry), _CODECS.get(codec, codec)]
    return " · ".join(part for part in parts if part) or _place(entry)


def length(entry: Entry) -> str:
    """The length as a clock shows it, or that it is a picture."""
    if entry.media.get("is_image"):
        return translate(QT_TRANSLATE_NOOP("Queue", "picture"))
    return clock(entry.duration_s) if entry.duration_s else ""


def left(entry: Entry) -> str:
    """Time to the clip's result, empty where nobody can tell."""
    return "" if entry.live.left_s is None else span(entry.live.left_s)


def tip(entry: Entry) -> str:
    """Everything in a few lines."""
    lines = [entry.path_text, facts(entry) if entry.media else "", _state_line(entry), entry.hint, _verdict_line(entry)]
    return "\n".join(line for line in lines if line)


def clock(seconds: float) -> str:
    """``00:41`` or ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def span(seconds: float) -> str:
    """A time to wait, the coarser the longer: "28 s", "4 min", "1 h 10 min"."""
    if seconds < 60:
        return translate(QT_TRANSLATE_NOOP("Queue", "{seconds} s")).format(seconds=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate(QT_TRANSLATE_NOOP("Queue", "{minutes} min")).format(minutes=minutes)
    hours, minutes = divmod(round(seconds / 600) * 10, 60)
    return translate(QT_TRANSLATE_NOOP("Queue", "{hours} h {minutes} min")).format(hours=hours, minutes=minutes)


def number(count: int) -> str:
    """A whole number as the language writes it."""
    return QLocale().toString(count)


def decimal(value: float) -> str:
    """A number with one digit behind the point."""
    return QLocale().toString(value, "f", 1)


def _place(entry: Entry) -> str:
    return readable(entry.path.parent.name)


def _state_line(entry: Entry) -> str:
    note = state_note(entry)
    return f"{state_words(entry)}: {note}" if note else state_words(entry)


def _verdict_line(entry: Entry) -> str:
    words = verdict_words(entry)
    if not words or entry.score is None:
        return words
    return translate(QT_TRANSLATE_NOOP("Queue", "{verdict}, score {score}")).format(
        verdict=words, score=score_words(entry)
    )
