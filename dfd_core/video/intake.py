"""From what a user names (files, folders) to the list of media files to screen."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

VIDEO_SUFFIXES = frozenset({
    ".3g2", ".3gp", ".asf", ".avi", ".divx", ".dv", ".f4v", ".flv", ".gif", ".h264", ".h265", ".hevc", ".ivf",
    ".m1v", ".m2t", ".m2ts", ".m2v", ".m4v", ".mjpeg", ".mjpg", ".mkv", ".mov", ".mp4", ".mpe", ".mpeg", ".mpg",
    ".mts", ".mxf", ".nut", ".ogm", ".ogv", ".qt", ".rm", ".rmvb", ".ts", ".vob", ".webm", ".wmv", ".y4m",
})  # fmt: skip
IMAGE_SUFFIXES = frozenset({
    ".avif", ".bmp", ".jfif", ".jp2", ".jpe", ".jpeg", ".jpg", ".jxl", ".png", ".ppm", ".tif", ".tiff", ".webp",
})  # fmt: skip
MEDIA_SUFFIXES = VIDEO_SUFFIXES | IMAGE_SUFFIXES


def find_media(paths: Sequence[Path], recursive: bool = False) -> tuple[list[Path], list[tuple[Path, str]]]:
    """Expand files and folders to media files.

    A file that is named outright is always taken, whatever its suffix: what it is shows on opening it. In folders
    the suffix decides, and hidden files are passed over. The order is that of ``paths``, within a folder by name,
    files before subfolders. A file reached twice, also through a link, is listed once.

    Args:
        paths: files and folders as the user gave them.
        recursive: look into subfolders too (links that lead back are safe).

    Returns:
        Absolute paths of the files, and ``(path, reason)`` for each named or found thing that gives nothing.
    """
    found: list[Path] = []
    skipped: dict[Path, str] = {}
    seen: set[str] = set()
    for path in map(_absolute, paths):
        files, reasons = _expand(path, recursive)
        for reason_path, reason in reasons:
            skipped.setdefault(reason_path, reason)
        for file in files:
            key = os.path.normcase(os.path.realpath(file))
            if key not in seen:
                seen.add(key)
                found.append(file)
    return found, list(skipped.items())


def _absolute(path: Path) -> Path:
    """The path from the root, without ``..`` (which only the file system can follow where links are about)."""
    whole = path.absolute()
    return whole.parent.resolve() / whole.name if ".." in whole.parts[:-1] else whole


def _expand(path: Path, recursive: bool) -> tuple[list[Path], list[tuple[Path, str]]]:
    """Files and reasons of one named path."""
    try:
        if path.is_dir():
            reasons: list[tuple[Path, str]] = []
            files = list(_walk(path, recursive, set(), reasons))
            if not files and not reasons:
                where = "this folder or below it" if recursive else "this folder (subfolders need --recursive)"
                reasons.append((path, f"no media files in {where}"))
            return files, reasons
        if path.exists():
            return ([path], []) if path.is_file() else ([], [(path, "not a regular file")])
    except (OSError, ValueError) as error:
        return [], [(path, f"cannot be reached: {error}")]
    return [], [(path, "a link that leads nowhere" if path.is_symlink() else "no such file or folder")]


def _walk(folder: Path, recursive: bool, visited: set[str], reasons: list[tuple[Path, str]]) -> Iterator[Path]:
    """Media files of a folder, by name; each real folder once."""
    real = os.path.realpath(folder)
    if real in visited:
        return
    visited.add(real)
    try:
        entries = sorted(folder.iterdir(), key=lambda p: (p.name.casefold(), p.name))
    except OSError as error:
        reasons.append((folder, f"the folder cannot be read: {error.strerror or error}"))
        return
    shown = [p for p in entries if not p.name.startswith(".")]
    yield from (p for p in shown if p.suffix.lower() in MEDIA_SUFFIXES and p.is_file())
    if recursive:
        for sub in (p for p in shown if p.is_dir()):
            yield from _walk(sub, recursive, visited, reasons)
