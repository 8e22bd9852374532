"""A stand-in for the ``dfd`` program: says what a training, a build, an evaluation would, within milliseconds.

``DFD_FAKE`` in the environment changes what it does: ``leak`` (a check fails), ``slow`` (work waits for its control
file), ``clash`` (an import is refused).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

MODE = os.environ.get("DFD_FAKE", "")


def say(**values: object) -> None:
    sys.stdout.write(f"{json.dumps(values)}\n")
    sys.stdout.flush()


def option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1] if name in words else ""


def check() -> int:
    if MODE == "leak":
        message = "the split is not clean: 2 pairs of near-duplicate pictures on both sides (train and valid): "
        say(event="failed", code="leaky_split", message=f"{message}/a/b/c/d.jpg ~ /a/b/c/e.jpg", hint="split by group")
        sys.stderr.write("dfd: the split is not clean\n")
        return 1
    say(
        event="checked",
        classes={"train real": 40, "train fake": 60, "valid real": 8, "valid fake": 9},
        groups={"train": 20, "valid": 4},
        methods={"swap": 60},
        epoch_s=30.0,
        examples_per_s=25.0,
        batch=32,
        pieces=2,
        memory_mb=512.0,
        parameters=400_000,
        device="cpu",
        warnings=["only 40 real and 60 fake training faces: expect little of the detector"],
    )
    return 0


def train(words: list[str]) -> int:
    from dfd_core.training.control import Control
    from dfd_core.training.presence import StateFile, at_work

    out = Path(option(words, "--out"))
    control = Control(file=Path(option(words, "--control")))
    with at_work(out):
        state = StateFile(out)
        state.say("training", epoch=1)
        (out / "config.toml").write_text('recipe = "starter-small"\n')
        with (out / "history.jsonl").open("a") as history:
            history.write(
                json.dumps({"t": 1.0, "event": "epoch_started", "epoch": 1, "epochs": 4, "batches": 2}) + "\n"
            )
        while MODE == "slow" and not control.poll():
            time.sleep(0.05)
        control.close()
        state.say("paused" if MODE == "slow" else "finished")
    return 0


def build(words: list[str]) -> int:
    from dfd_core.training.control import Control
    from dfd_core.training.presence import StateFile, at_work

    out = Path(option(words, "--out"))
    control = Control(file=Path(option(words, "--control")))
    with at_work(out):
        state = StateFile(out)
        state.say("building")
        (out / "faceset.json").write_text(json.dumps({"job": {"where": []}}))
        say(event="started", done=0, clips=4, skipped=0, processes=1)
        say(event="clip", clip="a.mp4", faces=2, skipped="", done=1, total=4, clips_per_s=2.0, left_s=1.5)
        say(event="clip", clip="b.mp4", faces=0, skipped="no face", done=2, total=4, clips_per_s=2.0, left_s=1.0)
        while MODE == "slow":
            if control.poll():
                control.close()
                state.say("cancelled")
                return 130
            time.sleep(0.05)
        shutil.copytree(os.environ["DFD_FAKE_FACES"], out, dirs_exist_ok=True)
        counts = {"faces": 12, "clips": 12, "groups": 4, "real": 4, "fake": 8}
        say(event="finished", **counts, methods={}, reasons={"no_face": 1}, flagged={})
        state.say("finished")
    return 0


def main(words: list[str]) -> int:
    match words:
        case ["train", *_] if "--check-only" in words:
            return check()
        case ["train", *_]:
            return train(words)
        case ["dataset", "build", *_]:
            return build(words)
        case ["detectors", "import", file, "--name", name]:
            if MODE == "clash":
                sys.stderr.write(f"dfd: there is a detector named {name!r} already\n")
                return 2
            target = Path(os.environ["DFD_HOME"]) / "data" / "detectors" / f"{name}.safetensors"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            return 0
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
