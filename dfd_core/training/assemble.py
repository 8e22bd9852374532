"""From finished clips to a manifest: the same one for the same sources and options, however they were worked off."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dfd_core.training.groups import connect
from dfd_core.training.items import FaceItem, manifest_bytes
from dfd_core.training.phash import near_pairs
from dfd_core.training.record import ClipRecord
from dfd_core.training.sources import Skipped, SourceClip, Sources

MOST_COMPARED = 50_000
"""Files without a known group are compared as pictures up to this number (a minute of one core)."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A face set's content: its faces in order, the manifest's bytes, and everything that was left out and why."""

    items: tuple[FaceItem, ...]
    manifest: bytes
    skipped: tuple[Skipped, ...]

    def skipped_csv(self) -> bytes:
        """``name,code,reason``, one left-out input a row."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(("name", "code", "reason"))
        writer.writerows((one.name, one.code, one.reason) for one in self.skipped)
        return text.getvalue().encode()

    def summary(self) -> dict[str, Any]:
        """Counts for the report: the fields of ``BuildFinished`` but folder and time."""
        return {
            "faces": len(self.items),
            "clips": len({item.clip for item in self.items}),
            "groups": len({item.group for item in self.items}),
            "real": sum(item.label == 0 for item in self.items),
            "fake": sum(item.label == 1 for item in self.items),
            "methods": _counted(item.method for item in self.items if item.method),
            "reasons": _counted(one.code for one in self.skipped),
            "flagged": _counted(flag for item in self.items for flag in item.flags),
            "digest": hashlib.sha256(self.manifest).hexdigest(),
        }


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def assemble(sources: Sources, records: Mapping[str, ClipRecord]) -> Assembly:
    """Put the clips' faces in the order of the sources, with today's labels, and settle who belongs together.

    Clips join one group where the sources say so, where their files are identical, and, among files whose group
    nobody knows, where their first pictures are near-duplicates. Identical files with contradicting labels are
    flagged ``contradictory_label``.
    """
    clips = [clip for clip in sources.clips if records[clip.name].items]
    names = _group_names(clips, [records[clip.name] for clip in clips])
    doubtful = _contradictions(clips, records)
    items: list[FaceItem] = []
    for clip, group in zip(clips, names, strict=True):
        flags = ("contradictory_label",) if clip.name in doubtful else ()
        items += [_current(item, clip, group, flags) for item in records[clip.name].items]
    failed = [Skipped(name, one.code, one.reason) for name, one in sorted(records.items()) if not one.items]
    return Assembly(tuple(items), manifest_bytes(items), (*sources.skipped, *failed))


def _current(item: FaceItem, clip: SourceClip, group: str, flags: tuple[str, ...]) -> FaceItem:
    return replace(
        item,
        clip=clip.clip or clip.name,
        group=group,
        label=clip.label,
        method=clip.method,
        original=clip.original,
        part=clip.part,
        source=clip.source,
        licence=clip.licence,
        flags=(*item.flags, *flags),
    )


def _group_names(clips: Sequence[SourceClip], records: Sequence[ClipRecord]) -> list[str]:
    """The group of each clip: of all that are connected the first name in order."""
    keys = [
        {f"group:{clip.group}", f"sha256:{made.items[0].source_sha256}"}
        for clip, made in zip(clips, records, strict=True)
    ]
    lone = [place for place, clip in enumerate(clips) if not clip.grouped]
    if len(lone) <= MOST_COMPARED:
        hashes = [records[place].items[0].phash for place in lone]
        for first, second in near_pairs(hashes, hashes):
            if first < second:
                keys[lone[second]].add(f"group:{clips[lone[first]].group}")
    components = connect(keys)
    names: dict[int, str] = {}
    for clip, component in zip(clips, components, strict=True):
        names[component] = min(names.get(component, clip.group), clip.group)
    return [names[component] for component in components]


def _contradictions(clips: Sequence[SourceClip], records: Mapping[str, ClipRecord]) -> set[str]:
    """Clips whose file stands in the set with the other label too.

    A copy that is listed as a fake of the very clip it equals puts only itself in doubt (``same_as_original``).
    """
    same: dict[str, list[SourceClip]] = {}
    for clip in clips:
        same.setdefault(records[clip.name].items[0].source_sha256, []).append(clip)
    doubtful: set[str] = set()
    for copies in same.values():
        names = {copy.name for copy in copies}
        independent = [copy for copy in copies if copy.original not in names]
        if len({copy.label for copy in independent}) > 1:
            doubtful |= {copy.name for copy in independent}
    return doubtful
