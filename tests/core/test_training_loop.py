"""The whole loop on a tiny run: files, figures, resume after a kill, requests from outside, and what may go wrong."""

from __future__ import annotations

import errno
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
import torch
from click.testing import CliRunner

from dfd_core.detectors.library import Library
from dfd_core.detectors.weights import load_network, read_detector
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import user_paths
from dfd_core.training import checkpoint, loop, recipes, trainer
from dfd_core.training.config import TrainConfig
from dfd_core.training.control import Control
from dfd_core.training.data import Batch
from dfd_core.training.events import (
    BatchDone,
    Checked,
    EpochDone,
    EpochStarted,
    Finished,
    Notice,
    Saved,
    Stopped,
    TrainEvent,
    to_json,
)
from dfd_core.training.loop import fit
from dfd_core.training.monitor import lines
from dfd_core.training.options import RunOptions
from tests.core.face_sets import TINY, make_face_set

LOCAL = RunOptions(install=False)
SMALL = (*TINY, "blend=0.25", "pairs=true", "mask_weight=0.5")


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_face_set(tmp_path_factory.mktemp("faces"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(loop, "EVENT_GAP_S", 0.0)


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def tiny(*overrides: str, recipe: str = "starter-small") -> TrainConfig:
    return recipes.load(recipe, [*SMALL, *overrides])


def history(out: Path, kind: str = "epoch_done") -> list[dict[str, Any]]:
    events = [json.loads(line) for line in (out / "history.jsonl").read_text(encoding="utf-8").splitlines()]
    return [event for event in events if event["event"] == kind]


def figures(out: Path) -> list[tuple[float, ...]]:
    keys = ("epoch", "train_loss", "valid_loss", "log_loss", "auc", "lr")
    return [tuple(event[key] for key in keys) for event in history(out)]


def kinds(events: list[TrainEvent]) -> list[type]:
    return [type(event) for event in events if not isinstance(event, BatchDone | Saved | Notice)]


@pytest.fixture(scope="module")
def whole(faces: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An uninterrupted run."""
    out = tmp_path_factory.mktemp("runs") / "whole"
    list(fit(tiny(), faces, out, options=LOCAL))
    return out


def test_a_run_gives_a_calibrated_detector_in_the_library(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    options = RunOptions(name="tiny", command="dfd train ...", licence="MIT")
    events = list(fit(tiny("epochs=8", "patience=1"), faces, out, options=options))
    assert kinds(events) == [Checked, *[EpochStarted, EpochDone] * 8, Finished]
    check, end = events[0], events[-1]
    assert isinstance(check, Checked)
    assert check.classes == {"train real": 12, "train fake": 12, "valid real": 8, "valid fake": 8}
    assert check.methods == {"checked": 12}
    assert check.epoch_s > 0
    assert isinstance(end, Finished)
    assert end.installed == "tiny"
    assert end.figures["validation"]["auc"] > 0.9
    assert end.onnx is not None
    assert end.onnx.is_file()
    for name in ("config.toml", "history.jsonl", "last.pt", "best.pt", "split.json", "figures.json",
                 "detector.safetensors", "inputs.json"):  # fmt: skip
        assert (out / name).is_file(), name
    assert len(list((out / "preview").iterdir())) == 4
    assert not list(out.glob("crops.cache*"))
    assert all(json.loads(json.dumps(to_json(event), allow_nan=False)) for event in events)
    card = Library(user_paths()).get("tiny").card
    assert card.calibration is not None
    assert card.thresholds is not None
    assert card.thresholds.real_groups > 0
    assert card.licence == "MIT"
    assert card.training["recipe"] == "starter-small"
    assert card.training["command"] == "dfd train ..."
    assert len(card.training["data_sha256"]) == 64
    assert card.training["settings"]["optim"]["epochs"] == 8
    assert card.figures["validation"]["auc_per_method"] == {"checked": pytest.approx(card.figures["validation"]["auc"])}


@pytest.mark.parametrize(("keep", "wanted"), [("last", 4), ("auc", None)])
def test_the_recipe_says_which_epoch_becomes_the_detector(
    keep: str, wanted: int | None, faces: Path, tmp_path: Path
) -> None:
    list(fit(tiny(f"keep={keep}", "epochs=4"), faces, tmp_path / "run", options=LOCAL))
    done = history(tmp_path / "run")
    best = json.loads((tmp_path / "run" / "figures.json").read_text())["best_epoch"]
    assert best == (wanted or max(done, key=lambda event: event["auc"])["epoch"])
    assert [event["is_best"] for event in done][best - 1]


def test_the_best_epoch_is_the_one_of_the_lowest_log_loss(whole: Path) -> None:
    done = history(whole)
    best = min(done, key=lambda event: event["log_loss"])
    assert json.loads((whole / "figures.json").read_text())["best_epoch"] == best["epoch"]
    assert [event["epoch"] for event in done] == [1, 2, 3]
    assert all(len(event["preview"]) == 4 for event in done)
    kept = torch.load(whole / "best.pt", weights_only=True)["weights"]
    _, tensors = read_detector(whole / "detector.safetensors")
    assert all(torch.equal(kept[name], tensors[name]) for name in tensors)
    scored = json.loads((whole / "figures.json").read_text())["validation"]["log_loss"]
    assert scored == pytest.approx(best["log_loss"], abs=1e-4)
    network = load_network(whole / "detector.safetensors")
    assert torch.isfinite(network(torch.rand(2, 3, 32, 32))).all()


def test_two_runs_of_one_seed_are_equal_and_another_seed_differs(faces: Path, whole: Path, tmp_path: Path) -> None:
    list(fit(tiny(), faces, tmp_path / "again", options=LOCAL))
    assert figures(tmp_path / "again") == figures(whole)
    list(fit(tiny("seed=1", "split=" + str(whole / "split.json")), faces, tmp_path / "other", options=LOCAL))
    assert figures(tmp_path / "other") != figures(whole)


def test_a_paused_run_goes_on_as_if_nothing_had_been(faces: Path, whole: Path, tmp_path: Path) -> None:
    out, control, events = tmp_path / "run", Control(), []
    for event in fit(tiny(), faces, out, control, LOCAL):
        events.append(event)
        if isinstance(event, BatchDone) and (event.epoch, event.batch) == (2, 1):
            control.pause = True
    assert isinstance(events[-1], Stopped)
    assert events[-1] == Stopped("pause", resumable=True)
    assert not (out / "detector.safetensors").exists()
    resumed = list(fit(tiny(), faces, out, options=RunOptions(install=False, resume=True)))
    started = next(event for event in resumed if isinstance(event, EpochStarted))
    assert started.epoch == 2
    assert started.first_batch >= 1
    assert figures(out) == figures(whole)


def test_a_killed_run_resumes_to_the_same_figures(faces: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = ["train", "--recipe", "starter-small", "--data", str(faces), "--out", str(out), "--json", "-",
             "--no-install", "--set", "save_minutes=0"]  # fmt: skip
    words += [word for setting in SMALL for word in ("--set", setting)]
    child = subprocess.Popen(
        [sys.executable, "-m", "dfd_core.cli.main", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    with child.stdout:
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "saved" and event["epoch"] == 2 and event["batch"] >= 1:
                child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
                break
    assert child.wait(timeout=60) != 0
    with (out / "history.jsonl").open("a") as stream:
        stream.write('{"event": "batch_')  # a kill may cut a line
    resumed = CliRunner().invoke(_command(), ["--resume", "--out", str(out), "--quiet"], standalone_mode=False)
    assert resumed.exception is None
    assert resumed.return_value == 0
    assert figures(out) == figures(whole)
    assert all(detector.bundled for detector in Library(user_paths()).detectors())


def _command() -> click.Command:
    from dfd_core.cli.train import command

    return command


def test_a_pause_within_validation_loses_no_step(
    faces: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, control = tmp_path / "run", Control()
    honest = trainer.Trainer.score

    def score(self: trainer.Trainer, batches: Iterable[Batch | DfdError]) -> trainer.Scored:
        control.pause = (out / "best.pt").exists()  # in the second validation
        return honest(self, batches)

    monkeypatch.setattr(trainer.Trainer, "score", score)
    events = list(fit(tiny(), faces, out, control, LOCAL))
    assert events[-1] == Stopped("pause", resumable=True)
    monkeypatch.undo()
    list(fit(tiny(), faces, out, options=RunOptions(install=False, resume=True)))
    assert figures(out) == figures(whole)


def test_finish_now_makes_a_detector_of_what_is_there(faces: Path, tmp_path: Path) -> None:
    control, events = Control(), []
    for event in fit(tiny("epochs=500"), faces, tmp_path / "run", control, LOCAL):
        events.append(event)
        control.finish_now |= isinstance(event, BatchDone)
    assert kinds(events) == [Checked, EpochStarted, EpochDone, Finished]
    assert (tmp_path / "run" / "detector.safetensors").is_file()


def test_discard_leaves_nothing_but_foreign_files(faces: Path, tmp_path: Path) -> None:
    for keep in (False, True):
        out, control = tmp_path / f"run{keep}", Control()
        for event in fit(tiny(), faces, out, control, LOCAL):
            if isinstance(event, EpochDone):
                control.discard = True
                if keep:
                    (out / "notes.txt").write_text("mine")
        assert event == Stopped("discard", resumable=False)
        assert (sorted(path.name for path in out.iterdir()) if out.exists() else []) == ["notes.txt"] * keep


def test_no_progress_ends_the_run_early(faces: Path, tmp_path: Path) -> None:
    events = list(fit(tiny("epochs=50", "lr=1e-8", "ema=0", "stop_after=2"), faces, tmp_path / "run", options=LOCAL))
    assert Stopped("no_progress", resumable=False) in events
    assert isinstance(events[-1], Finished)
    assert len([event for event in events if isinstance(event, EpochDone)]) < 20


def test_a_check_writes_nothing(faces: Path, tmp_path: Path) -> None:
    events = list(fit(tiny(), faces, tmp_path / "run", options=RunOptions(check_only=True)))
    assert kinds(events) == [Checked]
    assert not (tmp_path / "run").exists()
    assert any("faces/s" in line for line in lines(events[-1]))


@pytest.mark.parametrize("recipe", ["seed-b1-4", "strong", "selfblend", "starter-open", "seed-xception-2"])
def test_every_kind_of_recipe_takes_a_step(faces: Path, tmp_path: Path, recipe: str) -> None:
    changes = ["size=32", "width=0.25", "hidden=8", "batch=4", "epochs=1", "epoch_faces=4", "valid_faces=1",
               "workers=0", "device=cpu", "threads=1", "split=group:0.2", "leak_check=false", "preview=0"]  # fmt: skip
    changes += ["size=71"] if recipe.startswith("seed-x") else []
    config = recipes.load(recipe, changes)
    events = list(fit(config, faces, tmp_path, options=RunOptions(check_only=True)))
    assert isinstance(events[-1], Checked)
    assert isinstance(events[0], Notice) == ("dfd-small" not in config.network.network)


# -- what may go wrong -----------------------------------------------------------------------------------------------


def test_a_folder_with_a_run_is_refused_and_other_settings_are_named(faces: Path, whole: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a run in this folder already"):
        list(fit(tiny(), faces, whole, options=LOCAL))
    resume = RunOptions(install=False, resume=True)
    with pytest.raises(UsageError, match=r"other settings: optim\.lr: 0\.02 -> 0\.5"):
        list(fit(tiny("lr=0.5"), faces, whole, options=resume))
    with pytest.raises(UsageError, match="no run to resume"):
        list(fit(tiny(), faces, tmp_path / "none", options=resume))
    other = make_face_set(tmp_path / "other", groups=10, first=50)
    with pytest.raises(UsageError, match="begun with other faces"):
        list(fit(tiny(), other, whole, options=resume))


def test_a_damaged_state_is_named(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    list(fit(tiny("epochs=1"), faces, out, options=LOCAL))
    (out / "last.pt").write_bytes(b"PK broken")
    with pytest.raises(DfdError, match=r"last\.pt: damaged"):
        list(fit(tiny("epochs=1"), faces, out, options=RunOptions(install=False, resume=True)))


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_the_last_good_state(
    faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"
    honest = trainer.Trainer.backward

    def poisoned(self: trainer.Trainer, batch: Batch, epoch: int, number: int) -> torch.Tensor:
        loss = honest(self, batch, epoch, number)
        return loss * math.nan if epoch == 2 else loss

    monkeypatch.setattr(trainer.Trainer, "backward", poisoned)
    with pytest.raises(DfdError, match="not a number any more") as caught:
        list(fit(tiny(), faces, out, options=LOCAL))
    assert caught.value.code == "loss_not_finite"
    monkeypatch.undo()
    state = checkpoint.RunFolder(out).load_last()
    assert state is not None
    assert state["progress"]["epoch"] == 2
    assert all(torch.isfinite(value).all() for value in state["trainer"]["model"].values())


def test_a_full_disk_ends_the_run_and_keeps_the_last_good_state(
    faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"

    def fill_up() -> None:
        for event in fit(tiny(), faces, out, options=LOCAL):
            if isinstance(event, EpochStarted) and event.epoch == 2:
                monkeypatch.setattr(os, "fsync", _full)

    with pytest.raises(DfdError, match="the disk is full") as caught:
        fill_up()
    assert caught.value.code == "disk_full"
    monkeypatch.undo()
    state = checkpoint.RunFolder(out).load_last()
    assert state is not None
    assert state["progress"]["epoch"] == 2
    assert not list(out.glob(".*.tmp"))


def _full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_too_little_memory_halves_the_batch_and_says_so(
    faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = trainer.Trainer._loss

    def greedy(self: trainer.Trainer, part: Batch) -> torch.Tensor:
        if len(part.labels) > 4:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return honest(self, part)

    monkeypatch.setattr(trainer.Trainer, "_loss", greedy)
    check = next(fit(tiny(), faces, tmp_path / "run", options=RunOptions(check_only=True)))
    assert isinstance(check, Checked)
    assert (check.batch, check.pieces) == (8, 2)


def test_a_batch_that_never_fits_is_a_clear_error(faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: trainer.Trainer, _part: Batch) -> torch.Tensor:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(trainer.Trainer, "_loss", refuse)
    with pytest.raises(DfdError, match="does not fit into the memory"):
        list(fit(tiny(), faces, tmp_path / "run", options=RunOptions(check_only=True)))


def test_a_lost_device_is_a_clear_error(faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_self: trainer.Trainer, _part: Batch) -> torch.Tensor:
        raise RuntimeError("CUDA error: unspecified launch failure\nmore")

    monkeypatch.setattr(trainer.Trainer, "_loss", lost)
    with pytest.raises(DfdError, match="the device failed: CUDA error") as caught:
        list(fit(tiny(), faces, tmp_path / "run", options=LOCAL))
    assert caught.value.code == "device_lost"


def test_pieces_of_a_batch_give_the_whole_batchs_gradient(faces: Path, tmp_path: Path) -> None:
    """Without batch normalisation's help: the losses of the first step are the same, however it is cut."""
    losses = []
    for pieces in (1, 2):
        control, out = Control(), tmp_path / f"run{pieces}"
        for event in fit(tiny(f"accumulate={pieces}", "mask_weight=0"), faces, out, control, LOCAL):
            if isinstance(event, BatchDone):
                losses.append(event.loss)
                control.pause = True
    assert losses[0] == pytest.approx(losses[1], rel=0.2)


def test_a_missing_device_and_bad_data_are_said_in_a_line(faces: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown device 'tpu'"):
        list(fit(tiny("device=tpu"), faces, tmp_path / "run", options=LOCAL))
    if not torch.cuda.is_available():
        with pytest.raises(UsageError, match="no device 'cuda'"):
            list(fit(tiny("device=cuda"), faces, tmp_path / "run", options=LOCAL))
    with pytest.raises(DfdError, match="no face set here"):
        list(fit(tiny(), tmp_path, tmp_path / "run", options=LOCAL))
    assert not (tmp_path / "run").exists()
    twins = make_face_set(tmp_path / "twins", groups=2)
    for picture in twins.glob("g0-*.png"):
        picture.replace(twins / picture.name.replace("g0-", "g1-"))
    for picture in list(twins.glob("g1-*.png")):
        (twins / picture.name.replace("g1-", "g0-")).write_bytes(picture.read_bytes())
    with pytest.raises(DfdError, match="the split is not clean"):
        list(fit(tiny("leak_check=true"), twins, tmp_path / "run", options=LOCAL))


def test_faces_of_the_training_set_in_the_validation_set_are_refused(faces: Path, tmp_path: Path) -> None:
    """Two face sets may share names by chance, but no picture."""
    options = replace(LOCAL, valid=str(make_face_set(tmp_path / "same", groups=2)))
    with pytest.raises(DfdError, match="the split is not clean"):
        list(fit(tiny("leak_check=true"), faces, tmp_path / "run", options=options))


# -- the command line ------------------------------------------------------------------------------------------------


def test_ctrl_c_saves_the_state_says_how_to_go_on_and_exits_130(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = ["train", "--recipe", "starter-small", "--data", str(faces), "--out", str(out), "--json", "-"]
    words += [word for setting in (*TINY, "epochs=100000") for word in ("--set", setting)]
    child = subprocess.Popen(
        [sys.executable, "-m", "dfd_core.cli.main", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    for line in child.stdout:
        if json.loads(line)["event"] == "epoch_done":
            child.send_signal(signal.SIGINT)
            break
    rest, said = child.communicate(timeout=60)
    assert child.returncode == 130, said
    assert json.loads(rest.splitlines()[-1]) == {"event": "stopped", "reason": "cancel", "resumable": True}
    assert "--resume" in said
    assert "Traceback" not in said
    assert (out / "last.pt").is_file()


def test_requests_come_as_lines_on_stdin(faces: Path, tmp_path: Path) -> None:
    control = Control()
    control.obey(["nonsense", "finish_now "])
    assert (control.finish_now, control.discard, control.pause) == (True, False, True)
    words = ["--recipe", "starter-small", "--data", str(faces), "--out", str(tmp_path / "run"), "--control", "-"]
    words += [word for setting in (*TINY, "epochs=100000") for word in ("--set", setting)]
    done = CliRunner().invoke(_command(), [*words, "--quiet"], input="discard\n", standalone_mode=False)
    assert done.exception is None
    assert not (tmp_path / "run").exists()


def test_lists_explain_recipes_and_settings() -> None:
    listed = CliRunner().invoke(_command(), ["--list-recipes"], standalone_mode=False).output
    assert all(name in listed for name in recipes.names())
    explained = CliRunner().invoke(_command(), ["--list-settings", "--recipe", "strong"], standalone_mode=False).output
    assert "optim.lr = 0.0004\n" in explained
    assert "[plateau, cosine, constant]" in explained


def test_two_processes_train_one_detector(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = ["train", "--recipe", "starter-small", "--data", str(faces), "--out", str(out), "--no-install"]
    words += [word for setting in (*TINY, "blend=0.25", "epochs=2") for word in ("--set", setting)]
    launch = ["-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2", "--num_machines", "1",
              "--mixed_precision", "no", "--dynamo_backend", "no", "--main_process_port", "0"]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, *launch, "-m", "dfd_core.cli.main", *words],
        capture_output=True, text=True, timeout=240, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "x 2 processes" in done.stderr
    assert done.stderr.count("epoch   2") == 1
    assert [event["epoch"] for event in history(out)] == [1, 2]
    found = json.loads((out / "figures.json").read_text())["validation"]
    assert found["faces"] == 16
    assert history(out, "checked")[0]["processes"] == 2
    assert (out / "detector.safetensors").is_file()
