"""What every sub-command shares: streams, the funnel of errors, arguments that are paths."""

from __future__ import annotations

import errno
import io
import os
import platform
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import click

from dfd_core import __version__
from dfd_core.cases.text import printable
from dfd_core.errors import Cancelled, DfdError, UsageError
from dfd_core.paths import user_paths

OK, NO_RESULT, USAGE, CANCELLED = 0, 1, 2, 130
"""Exit codes: all well; some input had no result, or an error; wrong usage or nothing to do; cancelled."""

_ENVIRONMENT = {errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.ENAMETOOLONG, errno.EIO}
"""Failures of the user's disk or rights: one line is all there is to say."""


def prepare_streams() -> None:
    """UTF-8 on stdout and stderr whatever the locale; what is no text is written as escapes, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(text: str) -> None:
    """One line on stderr, ``dfd: what, which file, what to do``."""
    click.echo(f"dfd: {printable(' '.join(text.split()))}", err=True)


def shown(path: Path) -> str:
    """A path as the user would type it: from the working folder where it lies below that."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def guarded(work: Callable[[], object]) -> int:
    """Run a command to its exit code; whatever goes wrong becomes one line on stderr.

    An ``int`` that ``work`` returns is the exit code, anything else means success.
    """
    try:
        result = work()
        if sys.stdout is not None:
            sys.stdout.flush()  # here, so that a reader who has gone is noticed inside the funnel
    except click.exceptions.Exit as wanted:
        return wanted.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the funnel: every error ends here, in one line
        return _report(error)
    return result if isinstance(result, int) else OK


def _report(error: BaseException) -> int:
    match error:
        case click.exceptions.NoArgsIsHelpError():
            error.show()
        case click.ClickException():
            complain(_usage_line(error))
            return error.exit_code
        case DfdError():
            complain(str(error))
        case KeyboardInterrupt() | Cancelled() | click.Abort():
            complain("cancelled")
            return CANCELLED
        case BrokenPipeError():
            _drop_stdout()  # the reader of the pipe has seen enough; there is nobody to tell
            return NO_RESULT
        case OSError() if error.errno in _ENVIRONMENT:
            _drop_stdout()
            complain(_disk_line(error))
            return NO_RESULT
        case _:
            complain(_crash_line(error))
            return NO_RESULT
    return NO_RESULT if isinstance(error, DfdError) and not isinstance(error, UsageError) else USAGE


def _usage_line(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f" (see '{context.command_path} --help')" if context else ""
    return f"{error.format_message().rstrip('.')}{hint}"


def _disk_line(error: OSError) -> str:
    where = f"{os.fsdecode(error.filename)}: " if error.filename else "output: "
    return f"{where}{error.strerror} (check the permissions and the free space)"


def _crash_line(error: BaseException) -> str:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, ImportError):
        return f"a library cannot be loaded: {what} (run 'dfd doctor'; details in {write_crash_log(error)})"
    if isinstance(error, MemoryError):
        return f"out of memory (screen fewer frames with --frames; details in {write_crash_log(error)})"
    return f"unexpected error, a defect of DFD: {what} (details in {write_crash_log(error)})"


def write_crash_log(error: BaseException) -> Path:
    """Keep the traceback in the cache folder (or, failing that, the temporary folder) and return its path."""
    name = f"dfd-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    head = f"DFD {__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv!r}\n\n"
    text = head + "".join(traceback.format_exception(error))
    path = user_paths().cache / "crashes" / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        path = Path(tempfile.gettempdir()) / name
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return path


def _drop_stdout() -> None:
    """Let the interpreter's last flush go nowhere instead of failing once more."""
    with suppress(OSError, ValueError, AttributeError):  # a captured stdout has no descriptor
        void = os.open(os.devnull, os.O_WRONLY)
        os.dup2(void, sys.stdout.fileno())
        os.close(void)


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into a stop flag, so that work ends at its next safe point; the second one is abrupt.

    Yields:
        A function that says whether the user asked to stop.
    """
    asked = threading.Event()

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    here = threading.current_thread() is threading.main_thread()
    if not here or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield asked.is_set
        return
    previous = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, previous)


class PathsCommand(click.Command):
    """A command whose arguments are files: one that begins with a dash and exists is a file, not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse after spelling such files ``./-name``; a real option's own name always is the option."""
        options = {name for param in self.get_params(ctx) for name in (*param.opts, *param.secondary_opts)}
        return super().parse_args(ctx, list(_spell_out(args, options)))


def _spell_out(args: Sequence[str], options: set[str]) -> Iterator[str]:
    plain = args.index("--") if "--" in args else len(args)
    for place, arg in enumerate(args):
        dashed = place < plain and arg.startswith("-") and arg != "-" and arg not in options
        yield os.path.join(os.curdir, arg) if dashed and os.path.lexists(arg) else arg  # noqa: PTH118 - Path drops ./
