"""Render the application's icon for every system: ``python packaging/icons.py FOLDER``.

``dfd-N.png`` for Linux, ``dfd.ico`` for Windows, ``dfd.icns`` for macOS, all from ``resources/icons/app.svg``.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[1] / "resources" / "icons" / "app.svg"
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICNS_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def render(source: Path, side: int) -> bytes:
    """The drawing as PNG, ``side`` pixels square, on nothing."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(source)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def write(folder: Path, source: Path = SOURCE) -> None:
    """Write all icons into ``folder``; every size is drawn, none is scaled from another."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {side: render(source, side) for side in {*PNG_SIZES, *ICO_SIZES, *ICNS_SIZES}}
    for side in PNG_SIZES:
        (folder / f"dfd-{side}.png").write_bytes(drawn[side])
    pictures = {side: Image.open(BytesIO(content)).convert("RGBA") for side, content in drawn.items()}
    _together(folder / "dfd.ico", [pictures[side] for side in ICO_SIZES])
    _together(folder / "dfd.icns", [pictures[side] for side in ICNS_SIZES])


def _together(path: Path, pictures: list[Image.Image]) -> None:
    largest = pictures[-1]
    largest.save(path, sizes=[picture.size for picture in pictures], append_images=pictures[:-1])


def main(target: str) -> None:
    """Write all icons."""
    application = QGuiApplication.instance() or QGuiApplication([])
    write(Path(target))
    del application


if __name__ == "__main__":
    main(sys.argv[1])
