"""Networks: what they compute, by arithmetic written independently; their ONNX copies; what the card makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import h5py
import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest
import torch
from torch import nn

from dfd_core.detectors import export
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.check import finished_crop, read_picture
from dfd_core.detectors.export import export_onnx
from dfd_core.detectors.importers import convert_file
from dfd_core.detectors.importers.base import Choices
from dfd_core.detectors.networks import NETWORKS, Signed, build, load_state
from dfd_core.errors import DetectorError
from dfd_core.faces.crop import to_input
from dfd_core.faces.rules import SEED, Normalisation
from tests.core.detector_layouts import write_meso4

SHARED = Path(__file__).parents[3] / "shared"
MESONET = SHARED / "models" / "mesonet"
CROPS = SHARED / "data" / "face_crops"
Array = npt.NDArray[np.float64]

EXTRA: Mapping[str, dict[str, Any]] = {
    "seed-xception": {"head": "submission", "hidden": 256},
    "seed-b1": {"head": "notebook"},
    "meso4": {"output": "real_probability_logit", "input_px": 256},
    "mesoinception4": {"output": "real_probability_logit", "input_px": 256},
    "xception": {"head": "linear"},
    "b4": {"head": "siamese"},
    "b4-attention": {"head": "linear"},
    "b4-fixed-padding": {"head": "linear", "output": "softmax_fake_second"},
}


def card(network: str) -> DetectorCard:
    base = DetectorCard("net", network, 96, SEED, Normalisation("imagenet"))
    return replace(base, **EXTRA.get(network, {}))


@pytest.mark.parametrize("name", sorted(NETWORKS.keys() - {"b7"}))  # B7 is built once, in test_detectors_importers
def test_a_network_gives_one_logit_a_face_and_names_its_last_stage(name: str) -> None:
    network = build(card(name))
    size = card(name).input_px
    seen: list[torch.Size] = []
    network.get_submodule(network.cam_layer).register_forward_hook(lambda _m, _i, out: seen.append(out.shape))
    with torch.no_grad():
        logits = network(torch.rand(2, 3, size, size))
    assert logits.shape == (2,)
    assert len(seen[0]) == 4
    assert seen[0][-1] > 1
    assert not network.training
    assert network.has_attention == (name == "b4-attention")


@pytest.mark.parametrize("output", ["fake_logit", "real_probability_logit", "softmax_fake_second"])
def test_the_sign_of_the_card_decides(output: str) -> None:
    inner = nn.Linear(3, 2 if output.startswith("softmax") else 1)
    x = torch.randn(5, 3)
    with torch.no_grad():
        raw, found = inner(x), Signed(inner, output)(x)
        fake = {
            "fake_logit": torch.sigmoid(raw.reshape(-1)),
            "real_probability_logit": 1 - torch.sigmoid(raw.reshape(-1)),
            "softmax_fake_second": torch.softmax(raw, 1)[:, -1],
        }
    torch.testing.assert_close(torch.sigmoid(found), fake[output])


def test_state_keys_have_no_wrapper_and_survive_nesting() -> None:
    network = build(card("meso4"))
    state = network.state_dict()
    assert list(state)[:2] == ["convs.0.weight", "convs.0.bias"]
    network.load_state_dict({k: v for k, v in state.items() if not k.endswith("num_batches_tracked")}, strict=True)
    nested = nn.ModuleDict({"teacher": network})
    nested.load_state_dict(nested.state_dict())
    assert "teacher.convs.0.weight" in nested.state_dict()


def test_weights_load_all_or_none() -> None:
    network = build(card("meso4"))
    before = {k: v.clone() for k, v in network.state_dict().items()}
    bad = {k: v + 1 for k, v in before.items()}
    bad["dense.1.bias"] = torch.zeros(2)
    with pytest.raises(DetectorError, match=r"'dense\.1\.bias' has shape \(2,\) where \(1,\) belongs"):
        load_state(network, bad)
    assert all(torch.equal(v, before[k]) for k, v in network.state_dict().items())


@pytest.mark.parametrize("network", ["b4", "seed-b1"])
def test_a_card_without_a_network_is_said(network: str) -> None:
    with pytest.raises(DetectorError, match="no head 'odd'"):
        build(replace(card(network), head="odd"))
    with pytest.raises(DetectorError, match="unknown network 'b9'"):
        build(replace(card(network), network="b9"))


def test_attention_where_there_is_none() -> None:
    with pytest.raises(DetectorError, match="no attention map"):
        build(card("meso4")).attention(torch.zeros(1, 3, 256, 256))


# -- ONNX --------------------------------------------------------------------------------------------------------------


def test_the_onnx_copy_takes_any_batch_and_agrees(tmp_path: Path) -> None:
    torch.manual_seed(2)
    network = build(card("mesoinception4"))
    export_onnx(network, 256, tmp_path / "deep" / "m.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "deep" / "m.onnx", providers=["CPUExecutionProvider"])
    for count in (1, 5):
        faces = torch.rand(count, 3, 256, 256)
        with torch.no_grad():
            expected = network(faces).numpy()
        found = session.run(None, {session.get_inputs()[0].name: faces.numpy()})[0]
        assert found.shape == (count,)
        np.testing.assert_allclose(found, expected, atol=1e-4)
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["m.onnx"]


def test_a_b4_agrees_at_224(tmp_path: Path) -> None:
    torch.manual_seed(3)
    export_onnx(build(card("b4-attention")), 224, tmp_path / "b4.onnx")
    assert (tmp_path / "b4.onnx").is_file()


def test_a_copy_that_disagrees_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = build(card("meso4"))
    real = export._exported

    def tampered(inner: nn.Module, probe: torch.Tensor) -> bytes:
        with torch.no_grad():
            network.get_parameter("network.dense.1.bias").sub_(0.002)
            content = real(inner, probe)
            network.get_parameter("network.dense.1.bias").add_(0.002)
        return content

    monkeypatch.setattr(export, "_exported", tampered)
    with pytest.raises(DetectorError, match=r"differs from torch by 0\.002"):
        export_onnx(network, 256, tmp_path / "m.onnx")
    assert not list(tmp_path.iterdir())


# -- MesoNet against Keras' arithmetic ---------------------------------------------------------------------------------


def keras_conv(x: Array, kernel: Array, bias: Array, dilation: int = 1) -> Array:
    """``Conv2D(padding='same', activation='relu')`` of a picture (H, W, C) with a kernel (h, w, in, out)."""
    height, width, _ = x.shape
    reach = dilation * (kernel.shape[0] // 2)
    padded = np.pad(x, ((reach, reach), (reach, reach), (0, 0)))
    result = np.zeros((height, width, kernel.shape[3]))
    for row in range(kernel.shape[0]):
        for column in range(kernel.shape[1]):
            top, left = row * dilation, column * dilation
            result += padded[top : top + height, left : left + width] @ kernel[row, column]
    return np.maximum(result + bias, 0.0)


def keras_pool(x: Array, size: int) -> Array:
    height, width, channels = x.shape
    pooled: Array = x.reshape(height // size, size, width // size, size, channels).max((1, 3))
    return pooled


class Keras:
    """The layers of a MesoNet file, taken in order of their numbers."""

    def __init__(self, path: Path) -> None:
        self.values: dict[tuple[str, int], dict[str, Array]] = {}
        with h5py.File(path, "r") as file:
            file.visititems(self._collect)
        self._numbers = {kind: sorted(n for k, n in self.values if k == kind) for kind, _ in self.values}

    def _collect(self, name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            layer, part = name.split("/")[-2:]
            kind, _, number = layer.rpartition("_")
            self.values.setdefault((kind, int(number)), {})[part.partition(":")[0]] = item[()].astype(float)

    def layer(self, kind: str, place: int) -> dict[str, Array]:
        return self.values[kind, self._numbers[kind][place]]

    def conv(self, x: Array, place: int, dilation: int = 1) -> Array:
        weights = self.layer("conv2d", place)
        return keras_conv(x, weights["kernel"], weights["bias"], dilation)

    def norm(self, x: Array, place: int) -> Array:
        w = self.layer("batch_normalization", place)
        return (x - w["moving_mean"]) / np.sqrt(w["moving_variance"] + 1e-3) * w["gamma"] + w["beta"]

    def fake_probability(self, x: Array) -> float:
        """Meso4 or MesoInception4, as ``classifiers.py`` of the authors builds them; 1 minus their sigmoid."""
        if len(self._numbers["conv2d"]) == 4:
            for place, size in enumerate((2, 2, 2, 4)):
                x = keras_pool(self.norm(self.conv(x, place), place), size)
        else:
            for block in range(2):
                at = 7 * block
                parts = [self.conv(x, at)]
                for dilation in (1, 2, 3):
                    first = self.conv(x, at + 2 * dilation - 1)
                    parts.append(self.conv(first, at + 2 * dilation, dilation))
                x = keras_pool(self.norm(np.concatenate(parts, axis=-1), block), 2)
            for place, size in ((2, 2), (3, 4)):
                x = keras_pool(self.norm(self.conv(x, 12 + place), place), size)
        dense, last = self.layer("dense", 0), self.layer("dense", 1)
        hidden = x.reshape(-1) @ dense["kernel"] + dense["bias"]
        hidden = np.where(hidden > 0, hidden, 0.1 * hidden)
        real = 1 / (1 + np.exp(-(hidden @ last["kernel"] + last["bias"])))
        return float(1 - real[0])


def agrees_with_keras(path: Path) -> None:
    converted = convert_file(path, Choices("meso"))
    network = build(converted.card)
    load_state(network, converted.state)
    noise = np.random.default_rng(1).integers(0, 256, (256, 256, 3), np.uint8)
    face = np.asarray(cv2.GaussianBlur(noise, (0, 0), 3), np.uint8)
    batch = to_input([face], converted.card.normalisation)
    with torch.no_grad():
        found = torch.sigmoid(network.double()(torch.from_numpy(batch).double()))
    assert float(found[0]) == pytest.approx(Keras(path).fake_probability(face.astype(float) / 255), abs=2e-6)


def test_meso4_computes_what_keras_computes(tmp_path: Path) -> None:
    agrees_with_keras(write_meso4(tmp_path / "random.h5"))


@pytest.mark.parametrize("change", ["missing", "unknown", "shape"])
def test_another_keras_file_is_refused(change: str, tmp_path: Path) -> None:
    path = write_meso4(tmp_path / "f.h5")
    with h5py.File(path, "a") as file:
        if change == "unknown":
            file.create_dataset("embedding_1/embedding_1/kernel:0", data=np.ones(3, np.float32))
        else:
            del file["dense_10/dense_10/bias:0"]
        if change == "shape":
            file.create_dataset("dense_10/dense_10/bias:0", data=np.ones(3, np.float32))
    with pytest.raises(DetectorError, match={"unknown": "embedding_1"}.get(change, r"dense\.1\.bias")):
        convert_file(path, Choices("x"))


@pytest.mark.real
@pytest.mark.skipif(not MESONET.is_dir(), reason="MesoNet's real files are not here")
@pytest.mark.parametrize("name", ["Meso4_DF", "Meso4_F2F", "MesoInception_DF", "MesoInception_F2F"])
def test_the_real_mesonet_files_compute_what_keras_computes(name: str) -> None:
    path = MESONET / f"{name}.h5"
    agrees_with_keras(path)
    assert convert_file(path, Choices("x")).card.title == f"MesoNet {name}"


@pytest.mark.real
@pytest.mark.skipif(not (MESONET.is_dir() and CROPS.is_dir()), reason="MesoNet's files or the face crops are not here")
@pytest.mark.parametrize(("name", "method"), [("Meso4_DF", "deepfakes"), ("MesoInception_F2F", "face2face")])
def test_real_weights_score_fake_crops_above_real_ones(name: str, method: str) -> None:
    """The sign: 1 = fake. The area under the curve is far above one half, not below."""
    converted = convert_file(MESONET / f"{name}.h5", Choices("x"))
    network = build(converted.card)
    load_state(network, converted.state)

    def scores(pattern: str) -> npt.NDArray[Any]:
        files = sorted(CROPS.glob(pattern))[::9][:60]
        faces = [finished_crop(read_picture(file), converted.card.crop, 256) for file in files]
        with torch.no_grad():
            return np.asarray(network(torch.from_numpy(to_input(faces, converted.card.normalisation))))

    fake, real = scores(f"fake_{method}_*.jpg"), scores("real_*.jpg")
    assert len(fake) > 30
    assert len(real) > 30
    assert (fake[:, None] > real[None]).mean() > 0.65
