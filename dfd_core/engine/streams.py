"""The engine's two pipes: lines of commands in, lines of events out, and nothing else in either."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import IO

from dfd_core.engine.protocol import MAX_LINE, Event, encode
from dfd_core.errors import UsageError

_BUFFER = 1 << 16


class Streams:
    """Reads lines and writes events.

    Args:
        source: where commands come from, binary.
        sink: where events go, binary.
    """

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source = source
        self._sink = sink
        self._lock = threading.Lock()
        self.on_gone: Callable[[], None] = lambda: None
        """Called (in any thread) when nobody reads the events any more."""

    def lines(self) -> Iterator[str]:
        """The lines until the end of the input; of one that is longer than any message only the beginning."""
        while line := self._source.readline(MAX_LINE + 1):
            rest = line
            while not rest.endswith(b"\n") and len(rest) > MAX_LINE:
                rest = self._source.readline(MAX_LINE + 1)
            if line.strip():
                yield line.decode("utf-8", "replace")

    def emit(self, event: Event) -> None:
        """Write one event; whole lines, whichever threads write."""
        line = encode(event).encode("ascii") + b"\n"
        try:
            with self._lock:
                self._sink.write(line)
                self._sink.flush()
        except (OSError, ValueError):
            self.on_gone()


def take_over() -> Streams:
    """Take stdin and stdout for the protocol alone.

    What libraries print goes to stderr from here on, also what C code prints, and nobody else reads commands: file
    descriptors 0 and 1 become the null device and stderr. (On Windows a thread blocked in reading descriptor 0 would
    also block every library that looks at it while it is loaded.)

    Raises:
        UsageError: ``no_pipes``, there is no stdin or stdout.
    """
    if not isinstance(sys.stdin, TextIOWrapper) or not isinstance(sys.stdout, TextIOWrapper):  # they may be None
        raise UsageError("no_pipes", "the engine is driven through stdin and stdout", "let another program start it")
    sys.stdout.flush()
    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=_BUFFER)
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=_BUFFER)
    void = os.open(os.devnull, os.O_RDWR)
    os.dup2(void, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # nobody wants the log
        os.dup2(void, 1)
        os.dup2(void, 2)
    os.close(void)
    sys.stdout = sys.stderr
    return Streams(source, sink)
