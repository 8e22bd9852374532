"""Foreign weight files: every family's key layout loads exactly, and computes what its own library computes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from dfd_core.detectors.importers import FAMILIES, IMPORTERS, convert_file, import_file
from dfd_core.detectors.importers.base import Choices, Converted
from dfd_core.detectors.library import Library
from dfd_core.detectors.networks import Signed, build, load_state
from dfd_core.detectors.weights import load_network
from dfd_core.errors import DetectorError, UsageError
from dfd_core.paths import UserPaths
from tests.core.detector_layouts import (
    Shapes,
    State,
    cadene,
    conv,
    efficientnet_forward,
    linear,
    lukemelas,
    norm,
    prefixed,
    random_state,
    timm,
    timm_forward,
    write_meso4,
    xception_forward,
)

ADJUST: Shapes = {
    **conv("backbone.adjust_channel.0", 512, 2048, bias=True),
    **norm("backbone.adjust_channel.1", 512),
}
ATTENTION: Shapes = conv("efficientnet.attconv", 1, 56, bias=True)
B4 = prefixed(lukemelas(), "efficientnet.")

LAYOUTS: Mapping[str, Shapes] = {
    "icpr-b4": {**B4, **linear("classifier", 1, 1792)},
    "icpr-attention": {**B4, **ATTENTION, **linear("classifier", 1, 1792)},
    "icpr-st": {
        **prefixed({**B4, **linear("classifier", 1, 1792)}, "feat_ext."),
        **norm("classifier.0", 1792),
        **linear("classifier.1", 1, 1792),
    },
    "icpr-attention-st": {
        **prefixed({**B4, **ATTENTION, **linear("classifier", 1, 1792)}, "feat_ext."),
        **norm("classifier.0", 1792),
        **linear("classifier.1", 1, 1792),
    },
    "icpr-xception": {**prefixed(cadene(), "xception."), **linear("xception.last_linear", 1, 2048)},
    "bench-xception": {**prefixed(cadene(), "backbone."), **linear("backbone.last_linear", 2, 2048), **ADJUST},
    "bench-b4": {**prefixed(lukemelas(), "backbone.efficientnet."), **linear("backbone.last_layer", 2, 1792)},
    "sbi": {**prefixed(lukemelas(), "net."), **linear("net._fc", 2, 1792)},
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    paths = UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    return Library(paths, bundled=tmp_path / "bundled")


def write(path: Path, content: object, *, legacy: bool = False) -> Path:
    torch.save(content, path, _use_new_zipfile_serialization=not legacy)
    return path


def convert(path: Path, family: str = "auto", **choices: object) -> Converted:
    return convert_file(path, Choices("new", **choices), family)  # type: ignore[arg-type]


def network_of(converted: Converted) -> Signed:
    network = build(converted.card)
    load_state(network, converted.state)
    return network.double()


def picture(size: int) -> Tensor:
    return torch.randn((1, 3, size, size), generator=torch.Generator().manual_seed(5), dtype=torch.float64)


def without(state: State, prefix: str) -> State:
    return {k.removeprefix(prefix): v.double() for k, v in state.items() if k.startswith(prefix)}


def affine(state: State, name: str, x: Tensor) -> Tensor:
    return x @ state[f"{name}.weight"].double().T + state[f"{name}.bias"].double()


FAKE_MINUS_REAL = torch.tensor([-1.0, 1.0], dtype=torch.float64)


def expected_logit(layout: str, state: State, x: Tensor) -> Tensor:
    """The logit of *fake* by the family's own library."""
    if layout == "icpr-xception":
        return affine(state, "xception.last_linear", xception_forward(without(state, "xception."), x))[:, 0]
    if layout == "bench-xception":
        two = affine(state, "backbone.last_linear", xception_forward(without(state, "backbone."), x))
        return torch.log_softmax(two, 1) @ FAKE_MINUS_REAL
    if layout == "bench-b4":
        body = without(state, "backbone.efficientnet.")
        two = affine(state, "backbone.last_layer", efficientnet_forward(body, x, native=380))
        return torch.log_softmax(two, 1) @ FAKE_MINUS_REAL
    if layout == "sbi":
        two = affine(state, "net._fc", efficientnet_forward(without(state, "net."), x))
        return torch.log_softmax(two, 1) @ FAKE_MINUS_REAL
    siamese = layout.endswith("-st")
    body = without(state, "feat_ext.efficientnet." if siamese else "efficientnet.")
    pooled = efficientnet_forward(body, x, attention="attention" in layout)
    if not siamese:
        return affine(state, "classifier", pooled)[:, 0]
    scale = state["classifier.0.weight"].double() / torch.sqrt(state["classifier.0.running_var"].double() + 1e-5)
    pooled = (pooled - state["classifier.0.running_mean"].double()) * scale + state["classifier.0.bias"].double()
    return affine(state, "classifier.1", pooled)[:, 0]


FAMILY_OF = {"icpr": "icpr2020", "benc": "deepfakebench", "sbi": "sbi"}
WRAP: Mapping[str, Callable[[State], object]] = {
    "sbi": lambda state: {"model": state, "optimizer": {"state": {0: {"momentum_buffer": torch.zeros(3)}}}, "epoch": 9}
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_family_loads_exactly_and_computes_what_its_library_computes(layout: str, tmp_path: Path) -> None:
    state = random_state(LAYOUTS[layout], seed=len(layout))
    file = write(tmp_path / "file.pth", WRAP.get(layout, dict)(state), legacy=layout == "icpr-st")
    converted = convert(file)
    file.unlink()
    assert converted.card.family == FAMILY_OF[layout[:4]]
    x = picture(128 if layout == "bench-b4" else 80)
    with torch.no_grad():
        found = network_of(converted)(x)
    torch.testing.assert_close(found, expected_logit(layout, state, x), rtol=1e-9, atol=1e-9)


def test_the_padding_of_deepfakebench_matters(tmp_path: Path) -> None:
    state = random_state(LAYOUTS["bench-b4"])
    x = picture(128)
    converted = convert(write(tmp_path / "f.pth", state))
    with torch.no_grad():
        found = network_of(converted)(x)
        plain = affine(state, "backbone.last_layer", efficientnet_forward(without(state, "backbone.efficientnet."), x))
    # random weights pool to a faint signal; trained ones are off by .93
    assert not torch.allclose(found, plain @ FAKE_MINUS_REAL, rtol=1e-5, atol=1e-6)


def test_attention_is_the_map_that_weighs_the_third_stage(tmp_path: Path) -> None:
    state = random_state(LAYOUTS["icpr-attention"])
    network = network_of(convert(write(tmp_path / "f.pth", state)))
    with torch.no_grad():
        heat = network.attention(picture(224))
    assert heat.shape == (1, 1, 28, 28)
    assert network.has_attention
    assert 0.0 <= float(heat.min()) <= float(heat.max()) <= 1.0


EXPECTED_CARDS = {
    "icpr-attention-st": ("b4-attention", "siamese", 224, "imagenet", "fake_logit", "logit_mean", True),
    "icpr-xception": ("xception", "linear", 224, "imagenet", "fake_logit", "logit_mean", True),
    "bench-b4": ("b4-fixed-padding", "linear", 256, "half", "softmax_fake_second", "mean", False),
    "sbi": ("b4", "linear", 380, "unit", "softmax_fake_second", "mean", False),
}


@pytest.mark.parametrize("layout", EXPECTED_CARDS)
def test_the_card_carries_the_familys_preprocessing(layout: str, tmp_path: Path) -> None:
    file = write(tmp_path / "EfficientNet_DFDC_bestval.pth", WRAP.get(layout, dict)(random_state(LAYOUTS[layout])))
    card = convert(file).card
    found = (
        card.network,
        card.head,
        card.input_px,
        card.normalisation.kind,
        card.output,
        card.frame_rule,
        card.commercial,
    )
    assert found == EXPECTED_CARDS[layout]
    assert card.licence
    assert card.source


# -- what must be refused ------------------------------------------------------------------------------------------


def mutate_missing(state: State) -> None:
    del state["efficientnet._blocks.3._bn1.running_var"]


def mutate_unknown(state: State) -> None:
    state["efficientnet._extra.weight"] = torch.zeros(3)


def mutate_shape(state: State) -> None:
    state["efficientnet._conv_head.weight"] = torch.zeros(1792, 448, 3, 3)


def mutate_head(state: State) -> None:
    state["classifier.weight"] = torch.zeros(2, 1792)


def mutate_foreign(state: State) -> None:
    state["projection.weight"] = torch.zeros(3)


MUTATIONS: Mapping[str, tuple[Callable[[State], None], str]] = {
    "a missing key": (mutate_missing, r"_blocks\.3\._"),
    "an unknown key inside": (mutate_unknown, r"_extra\.weight"),
    "an unknown key beside": (mutate_foreign, r"projection\.weight"),
    "a wrong shape": (mutate_shape, r"_conv_head\.weight"),
    "a wrong head": (mutate_head, r"classifier\.weight.*\(2, 1792\)"),
}


@pytest.mark.parametrize("case", MUTATIONS)
def test_the_first_difference_is_named(case: str, tmp_path: Path) -> None:
    mutate, words = MUTATIONS[case]
    state = random_state(LAYOUTS["icpr-b4"])
    mutate(state)
    with pytest.raises(DetectorError, match=words) as caught:
        convert(write(tmp_path / "f.pth", state))
    assert caught.value.code == "wrong_weights"


def test_a_resorted_file_is_refused_even_where_shapes_agree(tmp_path: Path) -> None:
    state = random_state(LAYOUTS["icpr-xception"])
    swapped = {}
    for name, tensor in state.items():
        other = name.replace("block5.", "block#.").replace("block6.", "block5.").replace("block#.", "block6.")
        swapped[other] = tensor
    with pytest.raises(DetectorError, match=r"block5.* out of order"):
        convert(write(tmp_path / "f.pth", swapped))


def test_weights_that_are_no_numbers_are_refused(tmp_path: Path, library: Library) -> None:
    state = seed_state("b1", 512)
    state["h1.o.bias"][0] = float("nan")
    with pytest.raises(DetectorError, match=r"h1\.o\.bias.* not finite"):
        import_file(write(tmp_path / "f.pth", state), "x", library=library)
    assert not library.scan().detectors


def test_keys_that_tell_no_family_ask_for_it(tmp_path: Path) -> None:
    bare = write(tmp_path / "bare.pth", random_state({"encoder.conv_stem.weight": (8, 3, 3, 3), "fc.weight": (1, 8)}))
    with pytest.raises(UsageError, match=r"--family"):
        convert(bare)
    with pytest.raises(DetectorError, match=r"fc\.weight"):
        convert(bare, "selimsef")


def test_a_named_family_is_taken_by_its_word(tmp_path: Path) -> None:
    file = write(tmp_path / "f.pth", random_state(LAYOUTS["icpr-xception"]))
    with pytest.raises(DetectorError, match=r"no tensor|no 'net\._conv_stem"):
        convert(file, "sbi")
    with pytest.raises(UsageError, match="unknown family"):
        convert(file, "kaggle")


def test_fixed_preprocessing_leaves_no_choice(tmp_path: Path) -> None:
    file = write(tmp_path / "f.pth", random_state(LAYOUTS["icpr-xception"]))
    with pytest.raises(UsageError, match="--input"):
        convert(file, input_px=150)


# -- DFDC winner -----------------------------------------------------------------------------------------------------


def test_the_dfdc_winners_b7_is_installed_with_an_onnx_copy_that_agrees_at_380(
    tmp_path: Path, library: Library
) -> None:
    """The largest network, built once: exact against timm's arithmetic, and exported at its real input size."""
    encoder = {**timm("b7"), **linear("classifier", 1000, 2560)}
    shapes = {**prefixed(encoder, "module.encoder."), **linear("module.fc", 1, 2560)}
    state = random_state(shapes, seed=3)
    state["module.fc.weight"] *= 0.05  # a logit as trained networks give it
    best = np.float64(0.25)
    file = write(tmp_path / "final_111_x", {"epoch": 36, "state_dict": state, "bce_best": best})
    detector = import_file(file, "winner", library=library)
    file.unlink()
    assert (detector.card.network, detector.card.input_px, detector.card.frame_rule) == ("b7", 380, "confident")
    network = load_network(detector.path).double()
    x = picture(96)
    pooled = timm_forward(without(state, "module.encoder."), x)
    with torch.no_grad():
        torch.testing.assert_close(network(x), affine(state, "module.fc", pooled)[:, 0], rtol=1e-9, atol=1e-9)
    library.remove("winner")
    assert not list(library.paths.onnx.iterdir())


# -- the seed --------------------------------------------------------------------------------------------------------

SEED_NETWORKS = {"xception": ("seed-xception", 2048), "b1": ("seed-b1", 1280)}


def seed_state(model: str, hidden: int) -> State:
    """``FCN(base, h1)``: pytorchcv's names below ``base.0``, the head's below ``h1``."""
    from pytorchcv.models.efficientnet import efficientnet_b1
    from pytorchcv.models.xception import xception

    torch.manual_seed(1)
    features = (xception() if model == "xception" else efficientnet_b1()).get_submodule("features")
    width = SEED_NETWORKS[model][1]
    body = {f"base.0.{name}": tensor.clone() for name, tensor in features.state_dict().items()}
    head = {
        **linear("h1.l", hidden, width),
        **linear("h1.o", 1, hidden),
        **norm("h1.b1", width),
        **norm("h1.b2", hidden),
    }
    return {**body, **random_state(head)}


@pytest.mark.parametrize(("model", "hidden", "entries"), [("xception", 512, 276), ("b1", 256, 508)])
def test_seed_files_load_by_name(model: str, hidden: int, entries: int, tmp_path: Path) -> None:
    state = seed_state(model, hidden)
    width = SEED_NETWORKS[model][1]
    with_output = {**state, **random_state(linear("base.1", 1000, width))}
    assert sum(name.startswith("base.") for name in with_output) == entries
    for number, content in enumerate((state, with_output, {"state_dict": state})):
        converted = convert(write(tmp_path / f"{number}.pth", content, legacy=number == 0))
        card = converted.card
        assert (card.network, card.hidden, card.head) == (SEED_NETWORKS[model][0], hidden, "submission")
        assert (card.input_px, card.normalisation.kind) == (150, "imagenet")
        assert "base.1.weight" not in converted.state
        load_state(build(card), converted.state)


def test_an_untouched_batchnorm_proposes_the_notebook_head(tmp_path: Path) -> None:
    state = seed_state("b1", 512)
    for name in ("b1", "b2"):
        state[f"h1.{name}.weight"].fill_(1)
        state[f"h1.{name}.running_var"].fill_(1)
        state[f"h1.{name}.bias"].fill_(0)
        state[f"h1.{name}.running_mean"].fill_(0)
    file = write(tmp_path / "f.pth", state)
    proposed = convert(file)
    assert proposed.card.head == "notebook"
    assert "untouched" in " ".join(proposed.notes)
    insisted = convert(file, head="submission")
    assert insisted.card.head == "submission"
    assert "notebook" in " ".join(insisted.notes)


def test_the_input_size_implies_the_normalisation_unless_said_otherwise(tmp_path: Path) -> None:
    file = write(tmp_path / "f.pth", seed_state("b1", 512))
    large = convert(file, input_px=224)
    assert (large.card.input_px, large.card.normalisation.kind) == (224, "raw255")
    assert "raw255" in " ".join(large.notes)
    said = convert(file, input_px=224, normalise="imagenet")
    assert said.card.normalisation.kind == "imagenet"


def test_both_heads_compute_their_formula(tmp_path: Path) -> None:
    state = seed_state("b1", 256)
    file = write(tmp_path / "f.pth", state)
    submission, notebook = (network_of(convert(file, head=head)) for head in ("submission", "notebook"))
    x = picture(64)
    with torch.no_grad():
        pooled = submission.get_submodule("network.base")(x).flatten(1)
        hidden = torch.relu(affine(state, "h1.l", pooled))
        torch.testing.assert_close(notebook(x), affine(state, "h1.o", hidden)[:, 0])
        hidden = torch.relu(affine(state, "h1.l", batchnorm(state, "h1.b1", pooled)))
        expected = affine(state, "h1.o", batchnorm(state, "h1.b2", hidden))[:, 0]
        torch.testing.assert_close(submission(x), expected)


def batchnorm(state: State, name: str, x: Tensor) -> Tensor:
    part = {key: state[f"{name}.{key}"].double() for key in ("weight", "bias", "running_mean", "running_var")}
    return (x - part["running_mean"]) / torch.sqrt(part["running_var"] + 1e-5) * part["weight"] + part["bias"]


# -- own files, names ------------------------------------------------------------------------------------------------


def test_an_exported_detector_comes_back_the_same(tmp_path: Path, library: Library) -> None:
    state = seed_state("b1", 256)
    first = import_file(write(tmp_path / "f.pth", state), "first", library=library, input_px=64)
    second = import_file(first.path, "second", library=library)
    assert second.card.input_px == 64
    assert second.weights_sha256 == first.weights_sha256
    assert len(list(library.paths.onnx.iterdir())) == 1
    library.remove("first")
    assert len(list(library.paths.onnx.iterdir())) == 1


def test_nothing_is_overwritten_unasked(tmp_path: Path, library: Library) -> None:
    file = write(tmp_path / "f.pth", seed_state("b1", 256))
    import_file(file, "mine", library=library, input_px=64)
    for name in ("mine", "MINE"):
        with pytest.raises(UsageError, match="already"):
            import_file(file, name, library=library)
    replaced = import_file(file, "MINE", library=library, input_px=96, replace=True)
    assert replaced.card.input_px == 96
    assert [detector.name for detector in library.detectors()] == ["MINE"]


def test_what_a_killed_import_left_is_swept_away(tmp_path: Path, library: Library) -> None:
    old, running = library.paths.detectors / ".incoming-old", library.paths.detectors / ".incoming-running"
    for folder in (old, running):
        folder.mkdir(parents=True)
    os.utime(old, (1, 1))
    import_file(write_meso4(tmp_path / "m.h5"), "mine", library=library)
    assert (old.exists(), running.exists()) == (False, True)


def test_the_command_line_knows_the_importers_families() -> None:
    from dfd_core.cli.detectors import FAMILIES as OFFERED

    assert OFFERED == FAMILIES
    assert {importer.family for importer in IMPORTERS} == set(OFFERED) - {"auto"}
