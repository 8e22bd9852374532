"""`dfd evaluate` from face sets and clips to report, plots and calibrated ensemble."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from dfd_core.cli.evaluate import command, show_report
from dfd_core.detectors.calibration import Calibration, Thresholds, sigmoid
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.detectors.networks import build
from dfd_core.detectors.weights import write_detector
from dfd_core.errors import Cancelled, DfdError, UsageError
from dfd_core.faces.rules import DEEPFAKEBENCH, MESONET, Normalisation
from dfd_core.paths import UserPaths
from dfd_core.training.compare import compare, compare_rules
from dfd_core.training.evaluate import Setup, evaluate_face_set, table_csv
from dfd_core.training.figures import breakdown, by_group
from dfd_core.training.items import MANIFEST, FaceSet, manifest_bytes
from dfd_core.training.recalibrate import install, recalibrate
from dfd_core.training.scoring import RawScores
from dfd_core.training.tables import COLUMN, Case, Table, clips_of_faces, with_ensemble
from dfd_core.training.wanted import Wanted
from tests.core.dataset_media import fake_clip, real_clip
from tests.core.face_sets import make_face_set

BANDS = Thresholds(0.85, 0.15)


def raw_scores(groups: int = 40, faces: int = 3, seed: int = 0, shift: float = 2.0) -> RawScores:
    """Two detectors' logits of a real and a fake clip per group; the second detector is the weaker one."""
    rng = np.random.default_rng(seed)
    cases, good, weak = [], [], []
    for group in range(groups):
        for label in (0, 1):
            lean = rng.normal(shift * (label - 0.5), 1.0)
            for frame in range(faces):
                method = ("swap" if group % 2 else "puppet") if label else ""
                cases.append(Case(f"c{group}-{label}", f"g{group}", label, method, "camera", 0, "f", float(frame)))
                good.append(3.0 * (lean + rng.normal(0, 0.5)))
                weak.append(0.6 * lean + rng.normal(0, 1.5))
    return RawScores(tuple(cases), {"good": np.array(good), "weak": np.array(weak)})


def furnish(home: Path) -> UserPaths:
    """User folders with two untrained detectors, one of which needs aligned faces."""
    places = UserPaths(home / "data", home / "cache", home / "config")
    for name, crop in (("one", MESONET), ("two", DEEPFAKEBENCH)):
        card = DetectorCard(name, "meso4", 256, crop, Normalisation("unit"), output="real_probability_logit")
        write_detector(places.detectors / f"{name}.safetensors", card, build(card).state_dict())
    return places


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> UserPaths:
    return furnish(tmp_path_factory.mktemp("home"))


@pytest.fixture
def paths(home: UserPaths, monkeypatch: pytest.MonkeyPatch) -> UserPaths:
    """Shared by tests that change nothing there: the ONNX copies are made once."""
    monkeypatch.setenv("DFD_HOME", str(home.data.parent))
    return home


@pytest.fixture
def own_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UserPaths:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    return furnish(tmp_path / "home")


@pytest.fixture
def face_set(tmp_path: Path) -> FaceSet:
    return FaceSet.load(make_face_set(tmp_path / "set", groups=5))


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], standalone_mode=False)


@pytest.mark.usefixtures("paths")
def test_a_face_set_is_evaluated_at_both_levels(face_set: FaceSet, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("--data", face_set.root, "--detector", "one", "--detector", "two", "--out", out, "--device", "cpu")
    assert done.exception is None
    report = json.loads((out / "evaluation.json").read_bytes())
    assert report["data"]["digest"] == face_set.digest
    assert set(report["faces"]["figures"]) == {"one", "two", COLUMN}
    faces, clips = report["faces"]["figures"]["one"], report["clips"]["figures"][COLUMN]
    assert (faces["n"], faces["real"], faces["fake"], faces["groups"]) == (20, 10, 10, 5)
    assert (clips["n"], clips["real"], clips["fake"]) == (15, 5, 10)
    assert set(faces["methods"]) == {"checked"}
    assert len(report["faces"]["comparison"]) == 3
    assert set(report["aggregations"]["rules"]) >= {"geometric", "arithmetic"}
    with (out / "faces.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 20
    assert all(0 < float(row[name]) < 1 for row in rows for name in ("one", "two", COLUMN))
    for level in ("faces", "clips"):
        for plot in ("roc", "reliability", "scores"):
            assert (out / f"{level}_{plot}.png").read_bytes().startswith(b"\x89PNG")
            assert b"</svg>" in (out / f"{level}_{plot}.svg").read_bytes()
    assert "AUC" in done.stdout


def test_scores_are_those_of_screening(paths: UserPaths, face_set: FaceSet, tmp_path: Path) -> None:
    from dfd_core.detectors.weights import load_network
    from dfd_core.faces.crop import cut, to_input
    from dfd_core.training.pictures import read_picture
    from dfd_core.types import Detection

    torch = pytest.importorskip("torch")
    setup = Setup(Library(paths).of_detectors(["one"]), Library(paths), paths, "cpu", plots=False, rounds=20)
    *_, _ = evaluate_face_set(face_set, face_set.items[:3], setup, tmp_path / "out")
    with (tmp_path / "out" / "faces.csv").open(encoding="utf-8", newline="") as stream:
        found = [float(row["one"]) for row in csv.DictReader(stream)]
    network = load_network(paths.detectors / "one.safetensors").eval()
    for item, score in zip(face_set.items[:3], found, strict=True):
        crop = cut(read_picture(face_set.root / item.file), Detection(item.box, 1.0), MESONET, 256)
        with torch.inference_mode():
            logit = float(network(torch.from_numpy(to_input([crop], Normalisation("unit")))))
        assert score == pytest.approx(float(sigmoid(logit)), abs=1e-3)


def test_a_face_that_cannot_be_aligned_has_no_result(paths: UserPaths, tmp_path: Path) -> None:
    plain = FaceSet.load(make_face_set(tmp_path / "set", groups=2, landmarks=False))
    setup = Setup(Library(paths).of_detectors(["one", "two"]), Library(paths), paths, "cpu", plots=False, rounds=20)
    *_, done = evaluate_face_set(plain, plain.items, setup, tmp_path / "out")
    figures = done.report["faces"]["figures"]  # type: ignore[union-attr]
    assert (figures["one"]["n"], figures["one"]["no_result"]) == (8, 0)
    assert (figures["two"]["n"], figures["two"]["no_result"]) == (0, 8)
    assert figures["two"]["auc"] is None


@pytest.mark.usefixtures("paths")
def test_doubtful_faces_are_left_out(face_set: FaceSet, tmp_path: Path) -> None:
    items = [replace(item, flags=("same_as_original",) if item.label else ()) for item in face_set.items]
    (face_set.root / MANIFEST).write_bytes(manifest_bytes(items))
    done = run("--data", face_set.root, "--detector", "one", "--out", tmp_path / "out", "--no-plots")
    assert done.exception is None
    assert "same_as_original 10" in done.stderr
    report = json.loads((tmp_path / "out" / "evaluation.json").read_bytes())
    assert report["faces"]["figures"]["one"]["fake"] == 0
    assert report["faces"]["figures"]["one"]["false_alarm"] is not None


@pytest.mark.usefixtures("paths")
def test_only_the_wanted_part_is_evaluated(face_set: FaceSet, tmp_path: Path) -> None:
    words = ("--data", face_set.root, "--detector", "one", "--out", tmp_path / "out", "--no-plots")
    assert run(*words, "--split", "group:0.4", "--part", "valid").exception is None
    report = json.loads((tmp_path / "out" / "evaluation.json").read_bytes())
    assert report["data"]["part"] == "valid"
    assert report["faces"]["figures"]["one"]["groups"] == 2
    assert isinstance(run(*words, "--split", "group:0.4", "--part", "test").exception, UsageError)


@pytest.mark.usefixtures("paths")
def test_clips_go_through_the_whole_pipeline(tmp_path: Path) -> None:
    real_clip(tmp_path / "a.mp4", 1, frames=8)
    fake_clip(tmp_path / "b.mp4", 1, frames=8)
    (tmp_path / "c.mp4").write_bytes(b"broken")
    table = tmp_path / "clips.csv"
    table.write_text("path,label,group,method\na.mp4,real,g1,camera\nb.mp4,fake,g1,swap\nc.mp4,real,g2,camera\n")
    done = run(
        "--clips", table, "--detector", "one", "--out", tmp_path / "out", "--frames", 8, "--device", "cpu", "--no-plots"
    )
    assert done.exception is None
    report = json.loads((tmp_path / "out" / "evaluation.json").read_bytes())
    figures = report["clips"]["figures"]["one"]
    assert (figures["n"], figures["no_result"]) == (2, 1)
    assert report["verdicts"]["real"]["no_result"] == 1
    assert report["settings"]["frames"] == 8
    assert report["faces"]["figures"]["one"]["n"] >= 10
    assert report["clips"]["figures"]["one"]["real_sources"]["camera"]["n"] == 1


@pytest.mark.usefixtures("paths")
@pytest.mark.parametrize(
    "words", [(), ("--data", "x", "--clips", "y"), ("--clips", "x.csv", "--split", "group:0.1"), ("--data", "none")]
)
def test_senseless_wishes_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(*words, "--detector", "one", "--out", tmp_path / "out")
    assert isinstance(done.exception, DfdError)
    assert not (tmp_path / "out").exists()


def test_a_stop_is_answered(paths: UserPaths, face_set: FaceSet, tmp_path: Path) -> None:
    setup = Setup(Library(paths).of_detectors(["one"]), Library(paths), paths, "cpu")
    with pytest.raises(Cancelled):
        list(evaluate_face_set(face_set, face_set.items, setup, tmp_path / "out", stop=lambda: True))


def test_calibration_is_installed(own_paths: UserPaths) -> None:
    raw = raw_scores()
    raw = RawScores(raw.cases, {"one": raw.logits["good"], "two": raw.logits["weak"]})
    library = Library(own_paths)
    ensemble = library.of_detectors(["one", "two"])
    found = recalibrate(raw, ensemble, {}, Wanted(false_alarm=0.1, miss=0.1))
    assert found.ensemble is not None
    assert found.rates is not None
    for fit in (*found.detectors.values(), found.ensemble):
        assert fit.error_after < 0.12
    assert found.rates.called_fake < 0.25
    assert found.rates.called_real < 0.25
    with pytest.raises(UsageError, match="name"):
        install(found, ensemble, library, own_paths, "", "")
    saved, changed = install(found, ensemble, library, own_paths, "mine", "Calibrated on x.")
    assert saved == library.ensemble("mine")
    assert saved is not None
    assert saved.thresholds == found.thresholds
    assert sorted(changed) == ["one", "two"]
    assert library.get("one").card.calibration == found.detectors["one"].calibration
    for name in changed:
        measured = library.get(name).card.figures["calibration"]
        assert measured["faces"] > 0
    aucs = [library.get(name).card.figures["calibration"]["auc"] for name in ("one", "two")]
    assert 1.0 >= aucs[0] > aucs[1] > 0.5
    again, _ = install(found, saved, library, own_paths, "", "Calibrated on y.")
    assert again is not None
    assert again.notes == "Calibrated on y."
    json.dumps(found.to_json(), allow_nan=False)


def test_the_command_calibrates(own_paths: UserPaths, tmp_path: Path) -> None:
    face_set = make_face_set(tmp_path / "set", groups=8)
    words = ["--data", face_set, "--detector", "one", "--out", tmp_path / "out", "--no-plots"]
    words += ["--calibrate", "ensemble", "--prior", "0.5"]
    assert isinstance(run(*words).exception, UsageError)
    done = run(*words, "--save-as", "mine")
    report = tmp_path / "out" / "evaluation.json"
    assert report.is_file()
    if done.exception is None:  # an untrained network may by chance be on the right side
        assert json.loads(report.read_bytes())["calibration"]["thresholds"]["real_groups"] == 8
        assert Library(own_paths).ensemble("mine").calibration is not None
    else:
        assert isinstance(done.exception, DfdError)
        assert done.exception.code == "calibration_failed"
        assert not list(own_paths.ensembles.glob("*.toml"))


def test_clip_scores_follow_the_rule_and_the_highest_person() -> None:
    cases = tuple(Case("c", "g", 1, "m", "", track) for track in (0, 0, 1, 1))
    faces = Table(cases, {"a": np.array([0.2, 0.4, 0.9, 0.7]), "b": np.array([0.5, 0.5, 0.5, 0.5])})
    clips = clips_of_faces(faces, COLUMN, "arithmetic")
    assert clips.scores["a"][0] == pytest.approx(0.8)
    assert clips.scores[COLUMN][0] == pytest.approx(0.65)
    pooled = clips_of_faces(faces, COLUMN, "arithmetic", people="pooled")
    assert pooled.scores["a"][0] == pytest.approx(0.55)
    calibrated = clips_of_faces(faces, COLUMN, "arithmetic", Calibration("platt", 1.0, 1.0))
    assert calibrated.scores[COLUMN][0] > 0.65
    assert with_ensemble(faces, COLUMN, "geometric").scores[COLUMN][0] == pytest.approx(np.sqrt(0.1))


def test_the_better_detector_is_found_and_doubted_where_it_should_be() -> None:
    faces = raw_scores(80).table({})
    (one,) = compare(faces, rounds=300)
    assert (one.first, one.second) == ("good", "weak")
    assert one.bootstrap.difference > 0.1
    assert one.bootstrap.p < 0.05
    assert one.delong is None
    rules = compare_rules(faces, "geometric", rounds=50)
    assert [rule.rule for rule in rules if rule.difference is None] == ["geometric"]
    assert all(0.5 < rule.auc <= 1 for rule in rules)


def test_figures_per_method_source_and_group() -> None:
    faces = raw_scores(20).table({})
    found = breakdown(faces, "good", BANDS, rounds=50)
    assert set(found.methods) == {"swap", "puppet"}
    assert found.methods["swap"].real == found.overall.real == 60
    assert found.methods["swap"].fake + found.methods["puppet"].fake == found.overall.fake
    assert found.sources["camera"][0] == 60
    groups = by_group(faces, "good")
    assert len(groups) == 40
    assert sum(row["wrong"] for row in groups) == round((1 - found.overall.accuracy) * 120)
    json.dumps(found.to_json(), allow_nan=False)


def test_tables_as_csv_leave_gaps_empty() -> None:
    table = Table((Case("c", "g", 1, "m"),), {"a": np.array([np.nan]), "b": np.array([0.25])})
    row = next(csv.DictReader(table_csv(table).decode().splitlines()))
    assert (row["a"], row["b"], row["label"]) == ("", "0.250000", "fake")


def test_the_report_is_shown_without_figures_that_there_are_none_of(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = breakdown(Table((Case("c", "g", 0),), {"a": np.array([0.1])}), "a", BANDS, rounds=10).to_json()
    level: dict[str, Any] = {"figures": {"a": nothing}, "comparison": []}
    rules = {"chosen": "geometric", "rules": {"geometric": {"auc": None}}}
    show_report({"faces": level, "clips": level, "aggregations": rules})
    assert "-" in capsys.readouterr().out


def test_ensembles_of_one_have_no_column_of_their_own() -> None:
    from dfd_core.training.evaluate import _has_column

    assert not _has_column(Ensemble("x", ("x",)))
    assert _has_column(Ensemble("x", ("x",), calibration=Calibration()))
    assert _has_column(Ensemble("xy", ("x", "y")))
