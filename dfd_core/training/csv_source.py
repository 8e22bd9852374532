"""Clips and pictures listed in a CSV file: path, label, group and whatever else its columns say. Light."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dfd_core.errors import DfdError, UsageError
from dfd_core.training.sources import Skipped, SourceClip
from dfd_core.types import Box, Points

LABELS = {
    **dict.fromkeys(("real", "0", "0.0", "authentic", "genuine", "original", "pristine", "false"), 0),
    **dict.fromkeys(("fake", "1", "1.0", "manipulated", "deepfake", "synthetic", "true"), 1),
}
"""Words of a label column, in lower case."""

ALIASES = {
    "path": ("path", "file", "filename", "video", "image"),
    "clip": ("clip",),
    "label": ("label", "class", "target"),
    "group": ("group", "identity", "person", "subject"),
    "method": ("method", "manipulation"),
    "original": ("original", "source_clip", "target_clip"),
    "part": ("part", "folder", "split"),
    "source": ("source", "dataset"),
    "licence": ("licence", "license"),
}
"""Column names that are understood, the first that is there counts; upper and lower case are the same."""

BOX_COLUMNS = (("face_x", "face_y", "face_w", "face_h"), ("x", "y", "w", "h"))
CORNER_COLUMNS = (("x0", "y0", "x1", "y1"), ("left", "top", "right", "bottom"))


def read_csv(path: Path, label: int | None = None) -> Iterator[SourceClip | Skipped]:
    """One clip a row; paths are relative to the CSV file's folder.

    Args:
        path: the CSV file (UTF-8, comma, semicolon or tab).
        label: what every row is (0 or 1) where the file has no label column.

    Raises:
        DfdError: ``bad_csv``: the file cannot be read.
        UsageError: ``bad_csv``: it has no column for the path, or none for the label and none was given.
    """
    columns, rows = _table(path)
    roles = {role: next((name for name in names if name in columns), "") for role, names in ALIASES.items()}
    if not roles["path"]:
        raise UsageError("bad_csv", f"{path}: no column 'path' or 'file'", f"its columns: {', '.join(columns)}")
    if not roles["label"] and label is None:
        raise UsageError("bad_csv", f"{path}: no column 'label'", "add one, or say --label real or --label fake")
    originals = _by_stem(row.get(roles["path"], "") for row in rows)
    for row in rows:
        yield _row(path.parent, {role: row.get(name, "") for role, name in roles.items()}, row, label, originals)


def _table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            stream.seek(0)
            delimiter = max(",;\t", key=head.count)
            reader = csv.DictReader(stream, delimiter=delimiter, restkey="", restval="")
            rows = [{(key or "").strip().lower(): str(value).strip() for key, value in row.items()} for row in reader]
    except OSError as error:
        raise DfdError("bad_csv", f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DfdError("bad_csv", f"{path}: not a CSV file in UTF-8 ({error})") from error
    return [name.strip().lower() for name in reader.fieldnames or ()], rows


def _by_stem(names: Iterator[str]) -> dict[str, str]:
    """Ways to name a row as an original: its path, file name or stem, where that is unique."""
    found: dict[str, set[str]] = {}
    for name in names:
        clean = name.replace("\\", "/")
        for form in {clean, Path(clean).name, Path(clean).stem}:
            found.setdefault(form, set()).add(_clip_name(clean))
    return {form: next(iter(owners)) for form, owners in found.items() if len(owners) == 1}


def _clip_name(path: str) -> str:
    return os.path.normpath(path).replace("\\", "/")


def _row(
    folder: Path, words: Mapping[str, str], row: dict[str, str], label: int | None, originals: dict[str, str]
) -> SourceClip | Skipped:
    given = words["path"].replace("\\", "/")
    found = label if not words["label"] and label is not None else LABELS.get(words["label"].lower())
    if not given:
        return Skipped("(row without a path)", "no_path", "the row names no file")
    if found is None:
        return Skipped(given, "no_label", f"label {words['label']!r} is neither real nor fake")
    if not (folder / given).is_file():
        return Skipped(given, "missing", "the file is not there")
    try:
        box, landmarks = _box(row), _landmarks(row)
    except ValueError as error:
        return Skipped(given, "bad_numbers", f"face box or landmarks are no numbers: {error}")
    original = originals.get(words["original"].replace("\\", "/"), words["original"])
    return SourceClip(
        folder / given,
        _clip_name(given),
        found,
        group=words["group"] or words["original"] or _clip_name(given),
        method=(words["method"] or "fake") if found else "",
        original=original if found else "",
        part=words["part"],
        source=words["source"] or words["method"],
        licence=words["licence"],
        clip=words["clip"],
        grouped=bool(words["group"] or words["original"]),
        box=box,
        landmarks=landmarks,
        columns=row,
    )


def _box(row: Mapping[str, str]) -> Box | None:
    for names in BOX_COLUMNS:
        if all(row.get(name) for name in names):
            x, y, width, height = (float(row[name]) for name in names)
            return x, y, x + width, y + height
    for names in CORNER_COLUMNS:
        if all(row.get(name) for name in names):
            x0, y0, x1, y1 = (float(row[name]) for name in names)
            return x0, y0, x1, y1
    return None


def _landmarks(row: Mapping[str, str]) -> Points:
    """Five points from ``lm0_x``, ``lm0_y`` ... ``lm4_y``, in the order of ``dfd_core.types``; else none."""
    names = sorted(name for name in row if re.fullmatch(r"lm[0-4]_[xy]", name))
    if len(names) != 10 or not all(row[name] for name in names):
        return ()
    return tuple((float(row[f"lm{i}_x"]), float(row[f"lm{i}_y"])) for i in range(5))
