"""A real engine that sees nothing of the folder named by its argument, as one on another computer would.

The folder is called ``/far-away`` in what the engine hears, and by its own name again in what it says; the proof of a
common disk is spoilt.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import IO

from dfd_core.engine.client import engine_command

AWAY = "/far-away"


def main() -> None:
    here = json.dumps(sys.argv[1])[1:-1]
    with subprocess.Popen(engine_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        threading.Thread(target=_back, args=(child.stdout, here), daemon=True).start()
        for line in sys.stdin:
            words = line.replace(here, AWAY)
            if '"kind":"hello"' in words:
                words = json.dumps({**json.loads(words), "token": "spoilt"}) + "\n"
            child.stdin.write(words)
            child.stdin.flush()
        child.stdin.close()


def _back(stream: IO[str], here: str) -> None:
    for line in stream:
        sys.stdout.write(line.replace(AWAY, here))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
