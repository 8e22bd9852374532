"""Cards, detector files, the library and ensembles: round trips, and every kind of damage said in one line."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from dfd_core.detectors import container
from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.card import DetectorCard, check_name
from dfd_core.detectors.ensemble import Ensemble, load_ensemble
from dfd_core.detectors.library import Library
from dfd_core.detectors.networks import build
from dfd_core.detectors.weights import load_network, read_detector, weights_sha256, write_detector
from dfd_core.errors import DetectorError, DfdError, UsageError
from dfd_core.faces.rules import SELIMSEF, Normalisation
from dfd_core.paths import UserPaths

CARD = DetectorCard(
    name="tiny",
    network="meso4",
    input_px=256,
    crop=SELIMSEF,
    normalisation=Normalisation("unit"),
    output="real_probability_logit",
    classes=("fake", "real"),
    title="Tiny",
    licence="MIT",
    training={"data": ["a", "b"]},
    figures={"auc": 0.5},
    calibration=Calibration("platt", 0.5, -0.25),
    thresholds=Thresholds(0.75, 0.25),
    limits=("small",),
    created="2024-01-01",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    paths = UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    return Library(paths, bundled=tmp_path / "bundled")


def weights(seed: int = 0) -> dict[str, torch.Tensor]:
    torch.manual_seed(seed)
    return build(CARD).state_dict()


def put(folder: Path, name: str, seed: int = 0, card: DetectorCard = CARD) -> Path:
    path = folder / f"{name}.safetensors"
    write_detector(path, replace(card, name=name), weights(seed))
    return path


# -- cards -------------------------------------------------------------------------------------------------------------


def test_a_card_survives_json() -> None:
    assert DetectorCard.from_json(json.loads(json.dumps(CARD.to_json()))) == CARD


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": 99}, "newer version"),
        ({"schema": "1"}, "schema"),
        ({"colour": "red"}, "colour"),
        ({"input_px": 8}, "input size"),
        ({"input_px": True}, "input_px"),
        ({"input_px": "256"}, "input_px"),
        ({"output": "maybe"}, "output"),
        ({"frame_rule": "best"}, "frame rule"),
        ({"normalisation": {"kind": "odd"}}, "odd"),
        ({"normalisation": None}, "damaged"),
        ({"crop": {"shape": "round"}}, "round"),
        ({"crop": 5}, "damaged"),
        ({"calibration": {"kind": "platt"}}, "calibration"),
        ({"options": []}, "options"),
        ({"limits": "none"}, "limits"),
        ({"name": "../up"}, "cannot be a name"),
    ],
)
def test_a_damaged_card_says_what_is_wrong(change: dict[str, Any], words: str) -> None:
    with pytest.raises(DfdError, match=words):
        DetectorCard.from_json({**CARD.to_json(), **change})


def test_a_card_without_its_network_is_damaged() -> None:
    values = CARD.to_json()
    del values["network"]
    with pytest.raises(DetectorError, match="network"):
        DetectorCard.from_json(values)


@pytest.mark.parametrize("name", ["a", "meso4-df", "A.b_c-1", "7", "x" * 64])
def test_good_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a", "a/b", "a\\b", "-a", ".a", "a.", "ä", "a b", "x" * 65, "NUL", "con.txt"]
)
def test_bad_names(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a name"):
        check_name(name)


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_detector_file_carries_card_and_weights(tmp_path: Path) -> None:
    state = weights()
    digest = write_detector(tmp_path / "tiny.safetensors", CARD, state)
    card, found = read_detector(tmp_path / "tiny.safetensors")
    assert card == CARD
    assert not any(name.endswith("num_batches_tracked") for name in found)
    assert all(torch.equal(found[name], state[name]) for name in found)
    header = container.read_header(tmp_path / "tiny.safetensors")
    assert digest == weights_sha256(state) == container.weights_sha256_of(tmp_path / "tiny.safetensors", header)
    x = torch.rand(2, 3, 256, 256)
    expected = build(CARD)
    expected.load_state_dict(state)
    with torch.no_grad():
        assert torch.equal(load_network(tmp_path / "tiny.safetensors")(x), expected(x))


def test_the_same_detector_is_the_same_bytes(tmp_path: Path) -> None:
    files = [tmp_path / "a.safetensors", tmp_path / "b.safetensors"]
    for file in files:
        write_detector(file, CARD, dict(reversed(weights().items())) if file.stem == "b" else weights())
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_weights_hash_tells_names_shapes_and_numbers_apart() -> None:
    base = {"a": torch.zeros(2, 3), "b": torch.ones(2)}
    others = [
        {"a": torch.zeros(3, 2), "b": torch.ones(2)},
        {"c": torch.zeros(2, 3), "b": torch.ones(2)},
        {"a": torch.zeros(2, 3, dtype=torch.float16), "b": torch.ones(2)},
        {"a": torch.zeros(2, 3), "b": torch.ones(2) * 2},
    ]
    assert len({weights_sha256(state) for state in (base, *others)}) == 5


@pytest.mark.parametrize("bad", [torch.tensor([1, 2]), torch.tensor([1.0, float("inf")])])
def test_only_finite_floating_point_weights_are_written(bad: torch.Tensor, tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match="'x'"):
        write_detector(tmp_path / "x.safetensors", CARD, {"x": bad})
    assert not list(tmp_path.iterdir())


def cut(raw: bytes) -> bytes:
    return raw[:-1]


def grown(raw: bytes) -> bytes:
    return raw + b"\0"


def huge_header(raw: bytes) -> bytes:
    return struct.pack("<Q", 1 << 62) + raw[8:]


def edited(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    def edit(raw: bytes) -> bytes:
        length = int.from_bytes(raw[:8], "little")
        header = json.loads(raw[8 : 8 + length])
        change(header)
        text = json.dumps(header).encode()
        return struct.pack("<Q", len(text)) + text + raw[8 + length :]

    return edit


def claim_a_terabyte(header: dict[str, Any]) -> None:
    header["dense.0.weight"] = {"dtype": "F32", "shape": [1 << 20, 1 << 18], "data_offsets": [0, 1 << 40]}


def claim_a_larger_shape(header: dict[str, Any]) -> None:
    header["dense.0.weight"]["shape"] = [1 << 20, 1 << 18]


def negative_shape(header: dict[str, Any]) -> None:
    header["dense.0.weight"]["shape"] = [-16, -1024]


def other_kind(header: dict[str, Any]) -> None:
    header["dense.0.weight"]["dtype"] = "I8"


def no_card(header: dict[str, Any]) -> None:
    del header["__metadata__"]


def broken_card(header: dict[str, Any]) -> None:
    header["__metadata__"]["card"] = "["


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut off": (cut, "cut off"),
    "grown": (grown, "cut off"),
    "a header of 4 EiB": (huge_header, "sizes do not add up"),
    "empty": (lambda _raw: b"", "sizes do not add up"),
    "no JSON": (lambda raw: raw[:8] + b"}" + raw[9:], "no JSON"),
    "a terabyte claimed": (edited(claim_a_terabyte), "damaged"),
    "a larger shape": (edited(claim_a_larger_shape), "wrong size"),
    "a negative shape": (edited(negative_shape), "wrong size"),
    "another kind of number": (edited(other_kind), "I8"),
    "no card": (edited(no_card), "no card"),
    "a broken card": (edited(broken_card), "no JSON"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_said_and_never_breaks_the_list(damage: str, library: Library) -> None:
    harm, words = DAMAGE[damage]
    path = put(library.paths.detectors, "tiny")
    put(library.paths.detectors, "good")
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(DetectorError, match=words):
        read_detector(path)
    scan = library.scan()
    assert [detector.name for detector in scan.detectors] == ["good"]
    assert [file.path for file in scan.damaged] == [path]
    assert str(path) in scan.damaged[0].reason
    assert "\n" not in scan.damaged[0].reason


def test_weights_of_another_network_do_not_load(tmp_path: Path) -> None:
    state = weights()
    state["extra"] = torch.ones(1)
    write_detector(tmp_path / "t.safetensors", CARD, state)
    with pytest.raises(DetectorError, match="'extra'"):
        load_network(tmp_path / "t.safetensors")
    write_detector(tmp_path / "t.safetensors", replace(CARD, network="dfd-tomorrow"), weights())
    with pytest.raises(DetectorError, match="unknown network 'dfd-tomorrow'"):
        load_network(tmp_path / "t.safetensors")


# -- library -----------------------------------------------------------------------------------------------------------


def test_the_library_lists_users_and_bundled_detectors(library: Library) -> None:
    put(library.paths.detectors, "zebra")
    put(library.bundled / "detectors", "ape", seed=1)
    found = library.detectors()
    assert [(d.name, d.bundled) for d in found] == [("ape", True), ("zebra", False)]
    assert found[0].sha256 == container.file_sha256(found[0].path)
    with pytest.raises(UsageError, match="belongs to the program"):
        library.remove("ape")
    with pytest.raises(UsageError, match="already"):
        library.path_for("Ape", replace=True)
    with pytest.raises(UsageError, match="installed: "):
        library.get("lion")


def test_a_renamed_file_and_a_second_one_of_the_same_name_are_said(library: Library) -> None:
    put(library.paths.detectors, "one").rename(library.paths.detectors / "two.safetensors")
    put(library.paths.detectors, "three")
    put(library.bundled / "detectors", "three")
    scan = library.scan()
    assert [(d.name, d.bundled) for d in scan.detectors] == [("three", False)]
    assert sorted(file.reason.split(": ")[1] for file in scan.damaged) == [
        "another detector is already named 'three'",
        "it calls itself 'one' (the file was renamed; import it again)",
    ]


def test_hashes_are_cached_and_follow_the_file(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(library.paths.detectors, "tiny")
    first = library.get("tiny")
    calls: list[Path] = []
    real = container.file_sha256

    def counted(path: Path) -> str:
        calls.append(path)
        return real(path)

    monkeypatch.setattr(container, "file_sha256", counted)
    assert library.get("tiny") == first
    assert not calls
    put(library.paths.detectors, "tiny", seed=3)
    os.utime(path, ns=(1, 1))
    assert library.get("tiny").weights_sha256 != first.weights_sha256
    assert len(calls) == 1
    (library.paths.cache / "detector-hashes.json").write_text("[broken")
    assert library.get("tiny").sha256 == real(path)


def test_looking_at_the_library_loads_no_torch(library: Library) -> None:
    put(library.paths.detectors, "tiny")
    code = f"""
import sys
from pathlib import Path
from dfd_core.detectors import catalog, download, library
from dfd_core.paths import UserPaths
import dfd_core.cli.detectors
root = Path({str(library.paths.data.parent)!r})
found = library.Library(UserPaths(root / "data", root / "cache", root / "config"), root / "bundled")
assert found.default_ensemble().detectors == ("tiny",)
catalog.load_catalog()
heavy = {{"torch", "cv2", "onnxruntime", "h5py"}} & set(sys.modules)
sys.exit(f"loaded: {{heavy}}" if heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# -- ensembles -----------------------------------------------------------------------------------------------------


def test_an_ensemble_survives_toml(tmp_path: Path) -> None:
    ensemble = Ensemble(
        "mine",
        ("a", "b"),
        title="Größe",
        aggregation="confident",
        persons="pooled",
        calibration=Calibration("temperature", 0.5, 0.0),
        thresholds=Thresholds(0.8, 0.2),
        notes="two\nlines",
    )
    assert load_ensemble(ensemble.save(tmp_path)) == ensemble


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("schema = 1", "list of names"),
        ('schema = 2\nname = "e"\ndetectors = ["a"]', "schema 2"),
        ('schema = 1\nname = "e"\ndetectors = []', "1 to"),
        ('schema = 1\nname = "e"\ndetectors = ["a", "a"]', "twice"),
        ('schema = 1\nname = "e"\ndetectors = ["../a"]', "cannot be a name"),
        ('schema = 1\nname = "f"\ndetectors = ["a"]', "calls itself 'f'"),
        ('schema = 1\nname = "e"\ndetectors = ["a"]\naggregation = "best"', "best"),
        ('schema = 1\nname = "e"\ndetectors = ["a"]\nweight = 3', "unknown entry 'weight'"),
        ('schema = 1\nname = "e"\ndetectors = ["a"]\nthresholds = 3', "threshold"),
        ("\x00", "e.toml"),
    ],
)
def test_a_damaged_ensemble_says_what_is_wrong(text: str, words: str, library: Library) -> None:
    library.paths.ensembles.mkdir(parents=True)
    path = library.paths.ensembles / "e.toml"
    path.write_text(text)
    with pytest.raises(DfdError, match=words):
        load_ensemble(path)
    assert not library.ensembles()
    assert len(library.damaged_ensembles()) == 1


def test_an_ensemble_needs_its_detectors(library: Library) -> None:
    Ensemble("pair", ("a", "b")).save(library.paths.ensembles)
    put(library.paths.detectors, "a")
    with pytest.raises(UsageError, match="needs detector 'b'"):
        library.ensemble("pair")
    put(library.paths.detectors, "b")
    assert library.ensemble("pair").detectors == ("a", "b")
    with pytest.raises(UsageError, match="installed: pair"):
        library.ensemble("trio")


def test_the_default_is_chosen_in_order(library: Library) -> None:
    with pytest.raises(UsageError, match=r"dfd detectors pull meso4-df.*dfd detectors import FILE --name NAME"):
        library.default_ensemble()
    put(library.paths.detectors, "a", card=replace(CARD, frame_rule="confident"))
    assert library.default_ensemble() == Ensemble(
        "a",
        ("a",),
        title="Tiny",
        aggregation="confident",
        persons="pooled",
        thresholds=CARD.thresholds,
        implicit=True,
    )
    put(library.paths.detectors, "b")
    assert library.default_ensemble() == Ensemble("a+b", ("a", "b"), implicit=True)
    Ensemble("only", ("b",)).save(library.paths.ensembles)
    assert library.default_ensemble().name == "only"
    put(library.bundled / "detectors", "bundled-one")
    Ensemble("starter", ("bundled-one",)).save(library.bundled / "ensembles")
    assert library.default_ensemble().name == "only"
    library.set_default("starter")
    assert library.default_ensemble().name == "starter"
    library.set_default("")
    library.remove("only")
    assert library.default_ensemble().name == "a+b"
    library.remove("a")
    library.remove("b")
    assert library.default_ensemble().name == "starter"


def test_detectors_of_one_family_keep_its_rule(library: Library) -> None:
    for name in ("a", "b"):
        put(library.paths.detectors, name, card=replace(CARD, frame_rule="logit_mean"))
    assert library.of_detectors(["b", "a"]).aggregation == "logit_mean"
    both = library.of_detectors(["b", "a"])
    assert (both.calibration, both.thresholds) == (None, None)


def test_a_cards_calibration_is_applied_to_faces_and_not_again_to_the_clip(library: Library) -> None:
    put(library.paths.detectors, "a")
    assert library.get("a").card.calibration is not None
    assert library.of_detectors(["a"]).calibration is None


def test_too_many_detectors_are_not_all_run_unasked(library: Library) -> None:
    for number in range(9):
        put(library.paths.detectors, f"d{number}")
    with pytest.raises(UsageError, match="--detector"):
        library.default_ensemble()
