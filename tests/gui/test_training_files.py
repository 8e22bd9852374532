"""What the training room reads from folders: histories that grow, states of runs and builds, counts, drafts."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dfd_core.errors import DfdError
from dfd_core.training import recipes
from dfd_core.training.presence import LAUNCHED
from dfd_gui.training import commands, words
from dfd_gui.training.builds import BuildReader, Shot, evenly
from dfd_gui.training.commands import Training
from dfd_gui.training.draft import FACE_SET, Cutting, Draft, Pick, Source, load_draft, pick_of
from dfd_gui.training.history import History, smoothed
from dfd_gui.training.places import free_folder, slug
from dfd_gui.training.run import RunReader, last_error, mark
from dfd_gui.training.scan import Counts, count
from dfd_gui.training.tail import LineTail, records
from dfd_gui.training.tiles import short_names
from tests.gui.training_help import epoch_events, finish, make_faces, make_run, write_events
from tests.gui.training_rooms import touch

HOLDER = """
import sys
from pathlib import Path
from dfd_core.training.presence import StateFile, at_work
with at_work(Path(sys.argv[1])):
    StateFile(Path(sys.argv[1])).say(sys.argv[2])
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(folder: Path, phase: str) -> Iterator[None]:
    """Another process at work in a folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), phase], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.kill()


# -- histories --------------------------------------------------------------------------------------------------------


def test_only_new_whole_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "log"
    tail = LineTail(path)
    assert tail.read() == []
    path.write_bytes(b"one\ntw")
    assert tail.changed()
    assert tail.read() == ["one"]
    with path.open("ab") as stream:
        stream.write(b"o\nthree\n")
    assert tail.read() == ["two", "three"]
    assert not tail.changed()


def test_a_file_that_was_cut_back_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("one\ntwo\n")
    tail = LineTail(path)
    tail.read()
    fresh = tmp_path / "fresh"
    fresh.write_text("one\n")
    fresh.replace(path)
    assert tail.read() == ["one"]
    assert tail.restarted


def test_damaged_lines_are_passed_over() -> None:
    assert records(['{"a": 1}', "{", "[2]", '{"b": 2}']) == [{"a": 1}, {"b": 2}]


def test_a_history_knows_the_best_epoch_and_the_scores_before(tmp_path: Path) -> None:
    history = History()
    history.take(epoch_events(tmp_path, [1, 2]))
    history.take([{**epoch_events(tmp_path, [3])[-1], "is_best": False}])
    assert history.best is not None
    assert (history.best.number, len(history.epochs)) == (2, 3)
    assert history.faces[1].score - history.before[1].score == pytest.approx(0.01)
    assert history.wanted_epochs == 10


def test_the_time_at_work_counts_all_sessions_and_no_pause(tmp_path: Path) -> None:
    history = History()
    history.take(epoch_events(tmp_path, [1, 2]))
    history.take([{"t": 2.0, "event": "notice", "text": "resumed"}])
    assert history.seconds == pytest.approx(22.0)


def test_figures_that_cannot_be_told_are_no_numbers() -> None:
    history = History()
    history.take([{"event": "epoch_done", "epoch": 1, "auc": None, "log_loss": 0.5}])
    assert math.isnan(history.epochs[0].auc)
    assert words.number(history.epochs[0].auc) == words.NONE


def test_smoothing_begins_at_the_first_value_and_jumps_over_gaps() -> None:
    found = smoothed([1.0, math.nan, 3.0], 0.5)
    assert found[0] == pytest.approx(1.0)
    assert math.isnan(found[1])
    assert 1.0 < found[2] < 3.0


# -- states -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "state"),
    [
        ("paused", "paused"),
        ("cancelled", "paused"),
        ("training", "interrupted"),
        ("", "interrupted"),
        ("failed", "failed"),
        ("finished", "finished"),
        ("discarded", "discarded"),
    ],
)
def test_a_run_without_a_process_is_what_it_last_said(tmp_path: Path, phase: str, state: str) -> None:
    assert RunReader(make_run(tmp_path, "run", phase)).read().state == state


@pytest.mark.parametrize(
    ("phase", "state"), [("training", "running"), ("waiting", "waiting"), ("starting", "starting")]
)
def test_a_run_with_a_process_is_alive_until_it_is_killed(tmp_path: Path, phase: str, state: str) -> None:
    folder = make_run(tmp_path, "run", "")
    reader = RunReader(folder)
    with held(folder, phase):
        assert reader.read().state == state
    assert reader.read().state == "interrupted"


def test_a_process_that_never_came_has_failed(tmp_path: Path) -> None:
    folder = make_run(tmp_path, "run", "")
    mark(folder, LAUNCHED)
    assert RunReader(folder).read().state == "starting"
    (folder / "log.txt").write_text("--- now\ndfd train\nsome noise\ndfd: there is no recipe 'x' (did you mean y?)\n")
    run = RunReader(folder).read()
    assert (run.state, run.error["message"]) == ("failed", "there is no recipe 'x' (did you mean y?)")


def test_only_the_last_session_of_a_log_counts(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text("--- one\ndfd train\ndfd: old trouble\n--- two\ndfd train\nall is well\n")
    assert last_error(log) == ""


def test_reading_again_gives_the_same_run_until_something_happens(tmp_path: Path) -> None:
    folder = make_run(tmp_path, "run", "paused", epochs=2)
    reader = RunReader(folder)
    first = reader.read()
    assert reader.read() is first
    write_events(folder, epoch_events(folder, [3]))
    second = reader.read()
    assert len(second.history.epochs) == 3
    assert len(first.history.epochs) == 2


def test_a_run_tells_what_it_was_told(tmp_path: Path) -> None:
    run = RunReader(make_run(tmp_path, "mine", "paused", data=tmp_path / "set")).read()
    assert (run.name, run.recipe, run.data) == ("mine", "starter-small", (str(tmp_path / "set"),))
    assert run.progress == pytest.approx(0.3)
    assert commands.of_run(run)[:3] == ("train", "--recipe", "starter-small")


def test_a_discarded_run_stays_discarded_though_it_had_finished(tmp_path: Path) -> None:
    folder = make_run(tmp_path, "run", "discarded")
    finish(folder)
    assert RunReader(folder).read().state == "discarded"


# -- builds -----------------------------------------------------------------------------------------------------------


def test_a_build_is_followed_by_its_events_and_its_journal(tmp_path: Path) -> None:
    out = tmp_path / "set"
    (out / ".job").mkdir(parents=True)
    (out / "faceset.json").write_text("{}")
    reader = BuildReader(out)
    assert reader.read().state == "interrupted"
    events = [
        {"event": "started", "done": 0, "clips": 3},
        {"event": "clip", "faces": 2, "done": 1, "total": 3, "left_s": 4.0, "clips_per_s": 0.5},
        {"event": "clip", "faces": 0, "done": 2, "total": 3, "left_s": 2.0, "clips_per_s": 0.5},
    ]
    (out / ".job" / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    item = {"file": "faces/a.jpg", "label": 1, "method": "swap", "clip": "a"}
    (out / "journal.jsonl").write_text(json.dumps({"clip": "a", "items": [item, item]}) + "\n")
    with held(out, "building"):
        build = reader.read()
    assert (build.state, build.done, build.total, build.faces, build.barren) == ("building", 2, 3, 2, 1)
    assert build.shots == (Shot(str(out / "faces/a.jpg"), 1, "swap", "a"),)


def test_a_build_that_failed_says_why(tmp_path: Path) -> None:
    out = tmp_path / "set"
    (out / ".job").mkdir(parents=True)
    failed = {"event": "failed", "code": "nothing_found", "message": "no clip to use", "hint": "check the folder"}
    (out / ".job" / "events.jsonl").write_text(json.dumps(failed) + "\n")
    build = BuildReader(out).read()
    assert (build.state, build.error, build.hint) == ("failed", "no clip to use", "check the folder")


def test_a_finished_face_set_shows_a_face_of_each_clip(tmp_path: Path) -> None:
    build = BuildReader(make_faces(tmp_path / "set", groups=5)).read()
    assert (build.state, build.faces, len(build.shots)) == ("finished", 15, 15)


def test_a_contact_sheet_takes_turns_and_spreads() -> None:
    shots = [Shot(f"{label}-{n}", label, "m" * label, str(n)) for label in (0, 1) for n in range(100)]
    chosen = evenly(shots, 5)
    assert [shot.label for shot in chosen] == [0, 1] * 5
    assert [shot.clip for shot in chosen if not shot.label] == ["0", "25", "50", "74", "99"]
    assert len(evenly(shots[:100], 5)) == 10


def test_method_names_lose_what_all_of_them_share() -> None:
    assert short_names({"FF++ Deepfakes face crop", "FF++ FaceSwap face crop", ""}) == {
        "FF++ Deepfakes face crop": "Deepfakes",
        "FF++ FaceSwap face crop": "FaceSwap",
    }
    assert short_names({"swap"}) == {"swap": "swap"}


# -- counts -----------------------------------------------------------------------------------------------------------


def _ignored(counts: Counts) -> None:
    del counts


def counted(path: Path, layout: str = "auto", label: str = "") -> Counts:
    return count(path, layout, label, _ignored, lambda: False)


def test_clips_are_counted_by_class_method_and_group(tmp_path: Path) -> None:
    touch(tmp_path, "real/a.mp4", "real/b.mp4", "fake/swap/a.mp4", "fake/morph/b.mp4", "fake/swap/b.mp4")
    found = counted(tmp_path)
    assert (found.layout, found.total(0), found.total(1)) == ("folders", 2, 3)
    assert found.methods() == {"morph": 1, "swap": 2}
    assert found.group_count() == 2


def test_what_is_chosen_is_counted_without_reading_again(tmp_path: Path) -> None:
    touch(tmp_path, "real/a.mp4", "fake/swap/a.mp4", "fake/morph/a.mp4")
    source = Source(str(tmp_path), "", methods=["swap"])
    assert counted(tmp_path).chosen(source).total() == 2
    assert source.conditions() == ["method=swap", "method="]


def test_a_folder_that_is_no_data_set_says_what_would_be_one(tmp_path: Path) -> None:
    found = counted(tmp_path)
    assert found.done
    assert found.code == "unknown_layout"
    assert "real/ and fake/ folders" in found.hint


def test_a_face_set_is_counted_by_its_manifest(tmp_path: Path) -> None:
    found = counted(make_faces(tmp_path), FACE_SET)
    assert (found.faces, found.total(0), found.total(1), found.group_count()) == (12, 4, 8, 4)


def test_counting_can_be_stopped(tmp_path: Path) -> None:
    touch(tmp_path, "real/a.mp4", "fake/a.mp4")
    assert not count(tmp_path, "auto", "", _ignored, lambda: True).done


def test_a_table_without_labels_needs_one(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4")
    table = tmp_path / "clips.csv"
    table.write_text("path,group\na.mp4,x\n")
    assert counted(table).code == "bad_csv"
    assert counted(table, "auto", "real").total(0) == 1


# -- drafts and commands ----------------------------------------------------------------------------------------------


def draft() -> Draft:
    return Draft(
        sources=[Source("/clips", "/sets/clips", parts=["c23"])],
        cutting=Cutting(faces=5, margin=0.4),
        picks=[Pick("strong", {"optim.lr": "0.001"})],
        name="mine",
        licence="CC BY 4.0",
        valid="group:0.2",
        start="imagenet",
        device="cpu",
        epochs=7,
    )


def test_a_draft_survives_the_session(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    draft().save(path)
    assert load_draft(path) == draft()
    Draft().save(path)
    assert not path.exists()


def test_a_damaged_draft_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_text('{"sources": 3}')
    assert load_draft(path) == Draft()


def test_the_command_says_all_that_was_chosen(tmp_path: Path) -> None:
    plan = draft()
    training = Training(tmp_path / "run", Pick("strong", plan.settings_of(plan.picks[0])), "mine")
    text = commands.shown(training.arguments(plan))
    for part in (
        "--recipe strong",
        "--data /sets/clips",
        f"--out {tmp_path / 'run'}",
        "--name mine",
        "--licence 'CC BY 4.0'",
        "--valid group:0.2",
        "--device cpu",
        "--set optim.lr=0.001",
        "--set network.start=imagenet",
        "--set optim.epochs=7",
        "--no-install",
    ):
        assert part in text
    assert "--check-only" in training.check(plan)


def test_the_build_command_says_all_that_was_chosen() -> None:
    plan = draft()
    text = commands.shown(commands.build(plan.sources[0], plan.cutting))
    assert text == (
        "dfd dataset build /clips --out /sets/clips --layout auto --where part=c23 --faces 5 --size 320 "
        "--persons main --margin 0.4"
    )


def test_a_run_becomes_a_recipe_with_its_changes(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    recipes.save(recipes.load("strong", ["lr=0.002", "flip=0.1"]), folder / "config.toml")
    pick = pick_of(folder, "strong")
    assert pick == Pick("strong", {"augment.flip": "0.1", "optim.lr": "0.002"})
    assert pick.config().optim.lr == pytest.approx(0.002)
    assert pick_of(folder, "somebody's own").base == str(folder / "config.toml")


def test_folders_get_names_that_every_disk_takes(tmp_path: Path) -> None:
    assert slug("Mein Datensatz: (neu)", "x") == "Mein-Datensatz-neu"
    assert slug("???", "faces") == "faces"
    (tmp_path / "a").mkdir()
    assert free_folder(tmp_path, "a", frozenset({tmp_path / "a-2"})) == tmp_path / "a-3"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(8.2, "8 s"), (300, "5 min"), (7500, "2 h 05 min"), (400_000, "4 d 15 h"), (math.nan, words.NONE)],
)
def test_times_are_said_as_one_would_say_them(seconds: float, text: str) -> None:
    assert words.duration(seconds) == text


def test_reading_many_runs_is_quick(tmp_path: Path) -> None:
    folders = [make_run(tmp_path, f"run{number}", "paused", epochs=20) for number in range(20)]
    readers = [RunReader(folder) for folder in folders]
    for reader in readers:
        reader.read()
    began = time.perf_counter()
    for reader in readers:
        reader.read()
    assert (time.perf_counter() - began) / len(readers) < 0.01


def test_an_unreadable_configuration_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(DfdError):
        pick_of(tmp_path, "strong")
