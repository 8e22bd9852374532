"""``dfd verify``: is a result still what the clip and the detectors say?"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dfd_core.cli.console import CANCELLED, NO_RESULT, OK, USAGE, PathsCommand, complain, interruptible
from dfd_core.cli.progress import Bar
from dfd_core.cli.verify_input import gather
from dfd_core.cli.verify_words import block, total
from dfd_core.errors import Cancelled, UsageError
from dfd_core.paths import user_paths

if TYPE_CHECKING:
    from dfd_core.screening.verify.outcome import Verification, VerifyEvent

_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d{1,2})?")

HELP = """Check results: hash the clip again, score frames of it again, add the scores up again.

RECORD is a result (JSON, as exported, or one object a line), an HTML report, or the first eight or more digits of the
SHA-256 of a stored result or of its clip. A report carries its result and states its SHA-256; one of an early version
carries none: name the JSON file too.

The clip is looked for where the record says, then beside the record; --media names another place. Faces are cut where
the record says, by the same code, and shown to the same detectors, by the SHA-256 of their files. Whether further faces
would be found is not asked.

\b
A record is  confirmed          the clip is the recorded file, no score differs by more than 0.001, and the
                                verdict follows from the recorded scores by the recorded rule and bands
             differs            it says what, where and by how much
             cannot be checked  it says what is missing

\b
Exit codes: 0  every record is confirmed
            1  some record differs or cannot be checked; each is named with the reason
            2  wrong usage, or nothing to do
          130  cancelled
"""


def _frames(_ctx: click.Context, _param: click.Parameter, value: str) -> int | None:
    """A number from 1 on; None for all."""
    if value == "all":
        return None
    if not value.isdecimal() or not int(value):
        raise click.BadParameter(f"{value!r} is neither a number from 1 on nor 'all'")
    return int(value)


def _device(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if not _DEVICE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is none of auto, cpu, cuda, cuda:1 (and so on), mps")
    return value


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said beside the records."""

    media: Path | None
    frames: int | None
    device: str
    json_lines: bool
    progress: bool
    quiet: bool


@click.command("verify", cls=PathsCommand, help=HELP)
@click.argument("records", nargs=-1, required=True, metavar="RECORD...")
@click.option("--media", type=click.Path(path_type=Path), metavar="FILE", help="The clip, where it has moved.")
@click.option(
    "--frames", callback=_frames, metavar="N|all", default="8", show_default=True, help="Frames to score again."
)
@click.option(
    "--device",
    metavar="NAME",
    default="auto",
    show_default=True,
    callback=_device,
    help="auto, cpu, cuda, cuda:1 or mps.",
)
@click.option(
    "--json", "json_to", type=click.Choice(["-"]), help="Write one JSON object per record and line to stdout."
)
@click.option("--progress", is_flag=True, help="With --json: write progress as JSON lines between them.")
@click.option("--quiet", "-q", is_flag=True, help="Show only what is not confirmed.")
def command(records: tuple[str, ...], json_to: str | None, **values: Any) -> int:  # noqa: ANN401 - click's own values
    """See ``HELP``."""
    options = Options(json_lines=json_to is not None, **values)
    if options.progress and not options.json_lines:
        raise UsageError("bad_option", "--progress says what --json writes, and there is no --json", "add --json -")
    return verify(records, options)


def verify(names: Sequence[str], options: Options) -> int:
    """Verify and return the exit code.

    Raises:
        DfdError: nothing could be done at all.
    """
    given = gather(names, user_paths())
    for refused in given.refused:
        complain(str(refused))
    if given.refused and not given.records:
        return USAGE if all(isinstance(error, UsageError) for error in given.refused) else NO_RESULT
    if options.media is not None and len(given.records) > 1:
        message = f"--media names one clip, and there are {len(given.records)} records"
        raise UsageError("bad_option", message, "verify them one by one")
    from dfd_core.detectors.library import Library
    from dfd_core.screening.verify.run import Verifier

    paths = user_paths()
    verifier = Verifier(Library(paths), paths, frames=options.frames, device=options.device)
    outcome = _Outcome()
    try:
        with interruptible() as stop, Bar("frames", quiet=options.quiet or options.json_lines) as bar:
            for event in verifier.run(given.records, stop, media=options.media, stated=given.stated):
                outcome.take(event, options, bar.update)
    except (Cancelled, KeyboardInterrupt):
        complain(f"cancelled; {len(outcome.done)} of {len(given.records)} records were verified")
        return CANCELLED
    if len(given.records) > 1 and not options.quiet and not options.json_lines:
        click.echo(total(outcome.done))
    return NO_RESULT if given.refused or not outcome.good else OK


@dataclass(slots=True)
class _Outcome:
    """What was verified so far, and how it is told."""

    done: list[Verification] = field(default_factory=list)

    @property
    def good(self) -> bool:
        from dfd_core.screening.verify.outcome import Outcome

        return all(each.outcome is Outcome.CONFIRMED for each in self.done)

    def take(self, event: VerifyEvent, options: Options, update: Callable[[int, int], object]) -> None:
        from dfd_core.screening.verify.outcome import Outcome, Verified, VerifyProgress, to_json

        if isinstance(event, VerifyProgress):
            if event.stage == "frames":
                update(event.done, event.total)
            if options.progress:
                progress = {"event": "progress", "record": event.record.name, "stage": event.stage}
                _print({**progress, "done": event.done, "total": event.total})
        elif isinstance(event, Verified):
            self.done.append(event.verification)
            if options.json_lines:
                _print(to_json(event.verification))
            elif not options.quiet or event.verification.outcome is not Outcome.CONFIRMED:
                click.echo(block(event.verification))


def _print(values: dict[str, Any]) -> None:
    text = json.dumps(values, ensure_ascii=False, allow_nan=False)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
