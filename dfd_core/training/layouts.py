"""The folder structures of the public data sets, and plain ``real``/``fake`` folders. Light: names only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from dfd_core.training.sources import Skipped, SourceClip, is_media, media_below, relative_name

REAL_NAMES = frozenset({"real", "reals", "original", "originals", "authentic", "genuine", "pristine"})
FAKE_NAMES = frozenset({"fake", "fakes", "manipulated", "deepfake", "deepfakes"})
METADATA = "metadata.json"
FFPP_COMPRESSIONS = frozenset({"raw", "c0", "c23", "c40"})
CELEB_FOLDERS = {"Celeb-real": 0, "YouTube-real": 0, "Celeb-synthesis": 1}

Found = Iterator[SourceClip | Skipped]


def dfdc_parts(root: Path) -> list[Path]:
    """Folders with a DFDC ``metadata.json``: the root itself or one or two levels below it."""
    if (root / METADATA).is_file():
        return [root]
    return sorted(path.parent for pattern in ("*", "*/*") for path in root.glob(f"{pattern}/{METADATA}"))


def read_dfdc(root: Path) -> Found:
    """DFDC parts: each folder's ``metadata.json`` maps file names to label, split and original.

    Listed files that are missing and files that are not listed are counted, as the downloads are known to be
    incomplete. A fake whose original is not there keeps the original's name as its group.
    """
    for folder in dfdc_parts(root):
        listed, problem = _dfdc_metadata(folder / METADATA)
        if problem:
            yield Skipped(relative_name(folder / METADATA, root), "bad_metadata", problem)
            continue
        prefix = "" if folder == root else f"{relative_name(folder, root)}/"
        for name in sorted(listed):
            yield _dfdc_clip(folder, prefix, name, listed[name])
        for path in sorted(folder.iterdir()):
            if is_media(path) and path.name not in listed:
                yield Skipped(prefix + path.name, "unlisted", f"not listed in {METADATA}: its label is unknown")


def _dfdc_metadata(path: Path) -> tuple[dict[str, dict[str, Any]], str]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        return {}, f"cannot be read: {error}"
    if not isinstance(data, dict) or not all(isinstance(value, dict) for value in data.values()):
        return {}, "is not a DFDC list of files"
    return data, ""


def _dfdc_clip(folder: Path, prefix: str, name: str, entry: dict[str, Any]) -> SourceClip | Skipped:
    path = folder / name
    if Path(name).name != name:
        return Skipped(prefix + name, "bad_metadata", "listed under a name that is no plain file name")
    if not path.is_file():
        return Skipped(prefix + name, "missing", "listed in metadata.json, but the file is not there")
    label = {"REAL": 0, "FAKE": 1}.get(str(entry.get("label", "")).upper())
    if label is None:
        return Skipped(prefix + name, "no_label", "metadata.json gives no label REAL or FAKE")
    original = str(entry.get("original") or "")
    return SourceClip(
        path,
        prefix + name,
        label,
        group=Path(original or name).stem,
        method="DFDC" if label else "",
        original=prefix + original if label and original else "",
        part=folder.name,
        source="DFDC",
        columns={"split": str(entry.get("split", ""))},
    )


def is_ffpp(root: Path) -> bool:
    """FaceForensics++ by its two folders."""
    return (root / "original_sequences").is_dir() or (root / "manipulated_sequences").is_dir()


def read_ffpp(root: Path) -> Found:
    """FaceForensics++: ``{original,manipulated}_sequences/SET/COMPRESSION/videos``.

    A fake ``TARGET_SOURCE.mp4`` was made from original ``TARGET``; its group joins both videos. The actors' set
    (DeepFakeDetection) is named ``01_02__scene__ID.mp4`` and joins both actors. The compression becomes ``part``.
    """
    for kind, label in (("original_sequences", 0), ("manipulated_sequences", 1)):
        for folder in sorted((root / kind).glob("*/*/videos")):
            compression, name = folder.parts[-2], folder.parts[-3]
            if compression in FFPP_COMPRESSIONS:
                for path in media_below(folder):
                    yield _ffpp_clip(root, path, label, name, compression)


def _ffpp_clip(root: Path, path: Path, label: int, method: str, compression: str) -> SourceClip:
    people, _, scene = path.stem.partition("__")
    target, _, donor = people.partition("_")
    actors = bool(scene)
    kind = "actor" if actors else "youtube"
    original = ""
    if label:
        scene = scene.rpartition("__")[0] or scene  # fakes of the actors end in a code of their own
        stem = f"{target}__{scene}" if actors else target
        folder = "actors" if actors else "youtube"
        original = f"original_sequences/{folder}/{compression}/videos/{stem}{path.suffix}"
    return SourceClip(
        path,
        relative_name(path, root),
        label,
        group=f"{kind}-{target}",
        method=method if label else "",
        original=original,
        part=compression,
        source=f"FaceForensics++ {method}",
        keys=tuple(f"{kind}:{person}" for person in (target, donor) if person),
    )


def is_celeb(root: Path) -> bool:
    """Celeb-DF (v2) by its folders."""
    return (root / "Celeb-synthesis").is_dir() or (root / "Celeb-real").is_dir()


def read_celeb(root: Path) -> Found:
    """Celeb-DF v2: ``idA_idB_000n`` in ``Celeb-synthesis`` puts B's face on ``Celeb-real/idA_000n``.

    Groups are identities, connected: whoever was swapped with each other belongs together. The official list
    of testing videos becomes ``part`` ``"test"``.
    """
    official = _celeb_test_list(root / "List_of_testing_videos.txt")
    for folder, label in CELEB_FOLDERS.items():
        for path in media_below(root / folder):
            yield _celeb_clip(root, path, label, official)


def _celeb_test_list(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(line.split()[-1] for line in lines if line.strip())


def _celeb_clip(root: Path, path: Path, label: int, official: frozenset[str]) -> SourceClip:
    people = re.findall(r"id\d+", path.stem)
    original = ""
    if label and len(people) == 2:
        original = f"Celeb-real/{people[0]}_{path.stem.removeprefix(f'{people[0]}_{people[1]}_')}{path.suffix}"
    name = relative_name(path, root)
    return SourceClip(
        path,
        name,
        label,
        group=f"celeb-{people[0]}" if people else f"{path.parent.name}-{path.stem}",
        method="Celeb-DF" if label else "",
        original=original,
        part="test" if name in official else "",
        source=path.parent.name,
        keys=tuple(f"celeb:{person}" for person in people),
    )


def plain_folders(root: Path) -> dict[Path, int]:
    """The ``real`` and ``fake`` folders directly below the root, under any of their usual names."""
    found: dict[Path, int] = {}
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        name = path.name.lower()
        if path.is_dir() and name in REAL_NAMES | FAKE_NAMES:
            found[path] = int(name in FAKE_NAMES)
    return found


def read_plain(root: Path) -> Found:
    """``real/`` and ``fake/`` folders of clips or pictures, with or without folders below them.

    A folder name that stands on both sides is a person or source and is the group. Otherwise a folder below
    ``fake/`` names the method, and one below ``real/`` the group. Files of the same name below the two sides belong
    together, the real one as the original.
    """
    folders = plain_folders(root)
    sides: dict[int, set[str]] = {0: set(), 1: set()}
    for folder, label in folders.items():
        sides[label] |= {path.name for path in folder.iterdir() if path.is_dir()}
    shared = sides[0] & sides[1]
    paths = [(folder, label, path) for folder, label in folders.items() for path in media_below(folder)]
    reals = {_below(path, folder, shared, 0): relative_name(path, root) for folder, label, path in paths if not label}
    for folder, label, path in paths:
        yield _plain_clip(root, folder, path, label, shared, reals)


def _below(path: Path, folder: Path, shared: set[str], label: int) -> str:
    """Path below its side without suffix; a method's folder does not count."""
    parts = PurePosixPath(relative_name(path.with_suffix(""), folder)).parts
    return "/".join(parts[1:] if label and len(parts) > 1 and parts[0] not in shared else parts)


def _plain_clip(
    root: Path, folder: Path, path: Path, label: int, shared: set[str], reals: dict[str, str]
) -> SourceClip:
    place = PurePosixPath(relative_name(path, folder)).parts[:-1]
    is_method = bool(label and place and place[0] not in shared)
    own = _below(path, folder, shared, label)
    group = own.rpartition("/")[0] or own
    return SourceClip(
        path,
        relative_name(path, root),
        label,
        group=group,
        method=(place[0] if is_method else folder.name) if label else "",
        original=reals.get(own, "") if label else "",
        source=folder.name,
        grouped="/" in own,
    )
