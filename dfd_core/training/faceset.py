"""Build a face set: clips in, stored labelled faces and a manifest out; resumable, in several processes.

A folder that is built holds ``faceset.json`` (options, then the summary), ``journal.jsonl`` (finished clips, one line
each), ``faces/``, and at the end ``manifest.jsonl`` and ``skipped.csv``. The manifest depends on the sources and
options only, not on the number of processes or on interruptions.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import atomic_write
from dfd_core.training.assemble import assemble
from dfd_core.training.build_clip import ClipTask, build_clip
from dfd_core.training.build_events import BuildEvent, BuildFinished, BuildNotice, BuildStarted, ClipBuilt
from dfd_core.training.build_options import BuildOptions
from dfd_core.training.items import MANIFEST
from dfd_core.training.pool import run_tasks
from dfd_core.training.presence import STATE
from dfd_core.training.record import ClipRecord, Journal
from dfd_core.training.sources import SourceClip, Sources

SUMMARY = "faceset.json"
SCHEMA = 1
_CRASHED = "the file made the decoder crash"


@dataclass(slots=True)
class _Progress:
    """Counts for progress and time left; only clips of this run tell the speed."""

    total: int
    done: int
    started: float
    fresh: int = 0

    def event(self, record: ClipRecord) -> ClipBuilt:
        self.done += 1
        self.fresh += 1
        speed = self.fresh / max(time.monotonic() - self.started, 1e-9)
        left = (self.total - self.done) / speed
        return ClipBuilt(record.clip, len(record.items), record.reason, self.done, self.total, speed, left)


def default_processes() -> int:
    """One per core, one core left free."""
    return max(1, (os.cpu_count() or 2) - 1)


def build_face_set(
    sources: Sources,
    out: Path,
    options: BuildOptions,
    processes: int = 0,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[BuildEvent, None, BuildFinished]:
    """Make or go on with the face set in ``out``.

    Args:
        sources: the clips, from ``find_sources``.
        out: folder of the face set; made where it is missing, continued where it holds the same job.
        options: how faces are cut and stored.
        processes: how many clips at once; 0 = one per core but one.
        stop: asked between clips; finished clips are kept.

    Yields:
        ``BuildStarted``, a ``ClipBuilt`` for each clip, notices, and ``BuildFinished``, which is also returned.

    Raises:
        UsageError: ``other_options``, ``not_empty``: the folder holds something else.
        DfdError: ``no_faces``: no clip gave a face; ``cannot_write``: the disk is full or read-only.
        Cancelled: ``stop`` said so.
    """
    started = time.monotonic()
    try:
        _open_folder(sources, out, options)
        journal = Journal(out)
        records = _still_valid(journal.read(out), sources)
        count = processes or default_processes()
        progress = _Progress(len(sources.clips), len(records), started)
        yield BuildStarted(out, sources.layout, progress.total, progress.done, len(sources.skipped), count)
        for clips in _rounds(sources.clips):
            tasks = [
                ClipTask(clip, options, out, records.get(clip.original)) for clip in clips if clip.name not in records
            ]
            for task, made in run_tasks(build_clip, tasks, min(count, len(tasks)), stop):
                record = made or ClipRecord(task.clip.name, code="crash", reason=f"{task.clip.name}: {_CRASHED}")
                journal.append(record)
                records[record.clip] = record
                yield progress.event(record)
        yield from (BuildNotice(text) for text in _notices(records))
        done = _finish(sources, out, options, records, started)
    except OSError as error:
        raise DfdError(
            "cannot_write", f"{out}: cannot be written ({error.strerror})", "free space and start again"
        ) from error
    yield done
    return done


def _rounds(clips: Sequence[SourceClip]) -> tuple[list[SourceClip], list[SourceClip]]:
    """Originals and clips without one first, then the fakes that are cut at their original's boxes."""
    return [clip for clip in clips if not clip.original], [clip for clip in clips if clip.original]


def _open_folder(sources: Sources, out: Path, options: BuildOptions) -> None:
    job = _job(sources, options)
    path = out / SUMMARY
    if not path.is_file():
        if out.is_dir() and any(map(_counts, out.iterdir())):
            raise UsageError("not_empty", f"{out}: the folder is not empty and holds no face set", "name a new folder")
        _write_json(path, {"schema": SCHEMA, "job": job})
        return
    try:
        before = json.loads(path.read_bytes())["job"]
    except (ValueError, KeyError, TypeError) as error:
        raise DfdError("bad_face_set", f"{path}: damaged", "build into an empty folder") from error
    for name in job:
        if before.get(name) != job[name]:
            raise UsageError(
                "other_options",
                f"{out}: this face set was begun with {name} {_brief(before.get(name))}, not {_brief(job[name])}",
                "name a new folder, or give the same options",
            )


def _counts(path: Path) -> bool:
    """Whether a file makes a folder another one's; hidden ones and the state of this very job do not."""
    return not path.name.startswith(".") and path.name != STATE


def _brief(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _job(sources: Sources, options: BuildOptions) -> dict[str, Any]:
    """What must be the same for a run to continue another."""
    root = str(sources.root.absolute())
    chosen = {"layout": sources.layout, "where": list(sources.where), "clips_by": sources.clips_by}
    job = {"source": root, **chosen, **options.to_json()}
    return dict(json.loads(json.dumps(job)))


def _still_valid(records: dict[str, ClipRecord], sources: Sources) -> dict[str, ClipRecord]:
    """Finished clips that the sources still have; their labels and groups are read anew at the end."""
    names = {clip.name for clip in sources.clips}
    return {name: record for name, record in records.items() if name in names}


def _notices(records: dict[str, ClipRecord]) -> list[str]:
    crashed = [record.clip for record in records.values() if record.code == "crash"]
    return [f"{len(crashed)} files made the decoder crash, e.g. {crashed[0]}"] if crashed else []


def _finish(
    sources: Sources, out: Path, options: BuildOptions, records: dict[str, ClipRecord], started: float
) -> BuildFinished:
    whole = assemble(sources, records)
    with atomic_write(out / "skipped.csv") as stream:
        stream.write(whole.skipped_csv())
    if not whole.items:
        raise DfdError("no_faces", f"{out}: none of {len(sources.clips)} clips gave a face", "see skipped.csv there")
    with atomic_write(out / MANIFEST) as stream:
        stream.write(whole.manifest)
    summary = whole.summary()
    _write_json(out / SUMMARY, {"schema": SCHEMA, "job": _job(sources, options), "summary": summary})
    return BuildFinished(root=out, seconds=time.monotonic() - started, **summary)


def _write_json(path: Path, data: dict[str, Any]) -> None:
    with atomic_write(path) as stream:
        stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")
