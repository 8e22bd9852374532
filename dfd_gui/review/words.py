"""Times and scores as the review writes them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QFont

from dfd_gui.review.samples import SeenFace


def timecode(seconds: float, digits: int = 3) -> str:
    """``0:03.420`` or ``1:02:03.420``; always with minutes, so that it cannot be taken for a frame number."""
    scale = 10**digits
    whole = round(max(0.0, seconds) * scale)
    rest, part = divmod(whole, scale)
    minutes, rest = divmod(rest, 60)
    hours, minutes = divmod(minutes, 60)
    tail = f"{rest:02d}.{part:0{digits}d}" if digits else f"{rest:02d}"
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def signed_timecode(seconds: float, digits: int = 3) -> str:
    """The same, with a minus before moments that lie before the first frame."""
    before = round(seconds, digits) < 0
    return f"\u2212{timecode(-seconds, digits)}" if before else timecode(seconds, digits)


def score_text(score: float | None) -> str:
    """Two digits in the way of the user's language; a dash where there is no score."""
    return "\u2013" if score is None else QLocale().toString(float(score), "f", 2)


def person(track: int) -> str:
    """``Person 1`` for track 0."""
    return QCoreApplication.translate("Review", "Person {number}").format(number=track + 1)


def person_short(track: int) -> str:
    """``P1`` for track 0, where there is little room."""
    return QCoreApplication.translate("Review", "P{number}").format(number=track + 1)


def short_reason(unusable: str) -> str:
    """``too small`` of ``face too small (20 px, 24 needed)``: the words without their figures."""
    return unusable.split(" (", maxsplit=1)[0].removeprefix("face ")


def face_label(face: SeenFace, *, short: bool = False) -> str:
    """Who, and the score or the reason why there is none."""
    who = person_short(face.track) if short else person(face.track)
    return f"{who}  {short_reason(face.unusable) or score_text(face.score)}"


def face_tip(face: SeenFace) -> str:
    """All that is known of a face, in lines."""
    quality = face.data["quality"]
    lines = [f"{face_label(face)}   {timecode(face.time_s)}"]
    if face.unusable:
        lines.append(QCoreApplication.translate("Review", "Left out: {reason}").format(reason=face.unusable))
    lines += [f"{name}  {score_text(score)}" for name, score in face.data["scores"].items()]
    words = QCoreApplication.translate("Review", "{size} px, sharpness {sharpness}")
    lines.append(words.format(size=quality["size_px"], sharpness=round(float(quality["sharpness"]))))
    return "\n".join(lines)


def speed_text(speed: float) -> str:
    """``2x``, ``-4x``."""
    return f"{speed:g}\u00d7".replace("-", "\u2212")


def tabular(font: QFont) -> QFont:
    """The font with digits of one width, so that running numbers do not jitter."""
    font = QFont(font)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
