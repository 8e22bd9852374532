"""A stand-in for the ``dfd`` command: does what its script says, and notes how it was called.

Run as ``python fake_dfd.py SCRIPT WORDS...``. SCRIPT is a JSON list of answers: each has ``when`` (words that must be
among the call's), and what then happens: lines for ``out`` (objects) and ``err``, ``wait`` (seconds), ``code``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TextIO


def main() -> int:
    script, words = Path(sys.argv[1]), sys.argv[2:]
    with script.with_suffix(".calls").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps(words) + "\n")
    for answer in json.loads(script.read_text(encoding="utf-8")):
        if all(word in words for word in answer["when"]):
            for line in answer.get("out", []):
                say(sys.stdout, json.dumps(line))
            for line in answer.get("err", []):
                say(sys.stderr, line)
            time.sleep(answer.get("wait", 0))
            return int(answer.get("code", 0))
    say(sys.stderr, f"dfd: nothing is scripted for {words}")
    return 2


def say(stream: TextIO, line: str) -> None:
    stream.write(f"{line}\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
