"""Pictures and values that leave the window: to a file or to the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from dfd_core.paths import atomic_write
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.words import timecode
from dfd_gui.services import Services

AskWhere = Callable[[QWidget, str, str, str], str]
"""Asks for a file to write: the window above which, title, proposal, kinds. Empty: the user thought better of it."""


class Keeping(QObject):
    """Saves and copies; tells in the message bar how it went."""

    def __init__(self, services: Services, window: QWidget, ask: AskWhere | None = None) -> None:
        super().__init__(window)
        self._state = services.state
        self._messages = services.messages
        self._window = window
        self._ask = ask or _ask_where

    def save(self, image: QImage, title: str, part: str) -> None:
        """Ask for a place and write a PNG, JPEG or whatever the suffix says; ``part`` names the picture."""
        if image.isNull():
            self._messages.warn(self.tr("There is no picture to save."))
            return
        place = self._ask(self._window, title, f"{self._stem()} {part}.png", self.tr("Pictures (*.png *.jpg)"))
        if not place:
            return
        path = Path(place) if Path(place).suffix else Path(place).with_suffix(".png")
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(path.suffix[1:].encode("ascii", "replace")))
        writer.setQuality(95)
        if not writer.write(image):
            self._messages.error(
                self.tr("Pictures cannot be written as {suffix}.").format(suffix=path.suffix),
                self.tr("Choose .png or .jpg."),
            )
            return
        try:
            with atomic_write(path) as stream:
                stream.write(data.data())
        except OSError as error:
            self._messages.error(self.tr("{path} cannot be written: {why}").format(path=path, why=error.strerror))
            return
        self._messages.info(self.tr("Saved {path}").format(path=path), key="review.saved")

    def copy(self, image: QImage) -> None:
        """Put a picture on the clipboard."""
        if image.isNull():
            self._messages.warn(self.tr("There is no picture to copy."))
        else:
            QGuiApplication.clipboard().setImage(image)

    def copy_values(self, face: SeenFace | None) -> None:
        """Put the values of a face on the clipboard, one line for each, a tab before the value."""
        if face is not None:
            lines = (f"{name}\t{value}" for name, value in values(face))
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _stem(self) -> str:
        clip = self._state.clip
        return clip.path.stem.encode("utf-8", "replace").decode("utf-8") if clip else "dfd"


def part_of(face: SeenFace) -> str:
    """What a picture of a face is called behind the clip's name."""
    return f"person {face.track + 1} {timecode(face.time_s).replace(':', '-')}"


def values(face: SeenFace) -> list[tuple[str, str]]:
    """Every value of a face with its name, as in the result's JSON: names and numbers of no particular language."""
    known: list[tuple[str, object]] = [
        ("person", face.track + 1),
        ("time_s", face.time_s),
        ("frame", face.index),
        ("score", "" if face.score is None else face.score),
        *((f"score {name}", score) for name, score in face.data["scores"].items()),
        ("unusable", face.unusable),
        ("box", " ".join(f"{edge:g}" for edge in face.box)),
        ("confidence", face.data["confidence"]),
        *face.data["quality"].items(),
    ]
    return [(name, str(value)) for name, value in known]


def _ask_where(window: QWidget, title: str, proposal: str, kinds: str) -> str:
    return QFileDialog.getSaveFileName(window, title, proposal, kinds)[0]
