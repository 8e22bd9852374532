"""Entry point ``dfd-gui``: streams, command line, then the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

OK, FAILED, USAGE = 0, 1, 2


def main(words: Sequence[str] | None = None) -> int:
    """Run the window; gives the exit code."""
    prepare_streams()
    from dfd_core.errors import DfdError, UsageError
    from dfd_gui.options import parse

    try:
        options = parse(sys.argv[1:] if words is None else words)
        prepare_platform()
        from dfd_gui.app import run

        try:
            return run(options)
        finally:
            gc.collect()  # Qt objects in cycles must go now: the interpreter's own last collection crashes over them
    except DfdError as error:
        sys.stderr.write(f"dfd-gui: {error}\n")
        return USAGE if isinstance(error, UsageError) else FAILED
    except ImportError as error:
        sys.stderr.write(f"dfd-gui: a library cannot be loaded: {' '.join(str(error).split())} (run 'dfd doctor')\n")
        return FAILED


def prepare_streams() -> None:
    """A program without a console has no streams; what is written to them goes nowhere then."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, "r" if name == "stdin" else "w", encoding="utf-8"))


def prepare_platform() -> None:
    """Without any display there is still a picture to be taken: Qt draws into memory."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


if __name__ == "__main__":
    sys.exit(main())
