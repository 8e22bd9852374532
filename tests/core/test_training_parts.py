"""Losses, mixing, schedule, averaged weights and the small network."""

from __future__ import annotations

import hashlib
import math
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from dfd_core.detectors import download
from dfd_core.detectors.export import export_onnx
from dfd_core.detectors.networks import build
from dfd_core.detectors.networks.small import CueInput, Places, SmallNetwork
from dfd_core.errors import DetectorError, DfdError, UsageError
from dfd_core.paths import UserPaths
from dfd_core.training import mixing, recipes, result, starts
from dfd_core.training.config import AugmentConfig, OptimConfig
from dfd_core.training.data import KINDS, Batch
from dfd_core.training.losses import classification_loss, mask_loss, total_loss
from dfd_core.training.module import Ema, TrainModule, build_module, freeze_unused
from dfd_core.training.schedule import Plateau, learning_rate
from tests.core.face_sets import TINY

LOGITS = torch.tensor([2.0, -1.0, 0.5, 3.0])
LABELS = torch.tensor([1.0, 0.0, 0.0, 1.0])


def test_the_plain_loss_is_binary_cross_entropy() -> None:
    expected = functional.binary_cross_entropy_with_logits(LOGITS, LABELS)
    assert torch.allclose(classification_loss(LOGITS, LABELS), expected)


def test_separate_averaging_weighs_both_classes_equally() -> None:
    logits, labels = torch.cat([LOGITS, LOGITS[:1].expand(20)]), torch.cat([LABELS, torch.ones(20)])
    each = functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    expected = (each[labels == 1].mean() + each[labels == 0].mean()) / 2
    assert torch.allclose(classification_loss(logits, labels, separate=True), expected)
    alone = classification_loss(LOGITS[:1], LABELS[:1], separate=True)
    assert torch.allclose(alone, classification_loss(LOGITS[:1], LABELS[:1]))


def test_smoothing_moves_the_targets() -> None:
    logits = torch.tensor([math.log(9.0)])  # a score of .9
    smooth = [float(classification_loss(logits + d, torch.ones(1), 0.1)) for d in (-0.5, 0.0, 0.5)]
    assert smooth[1] == min(smooth)


def test_unknown_masks_do_not_count() -> None:
    logits = torch.zeros(2, 1, 4, 4)
    masks = torch.stack((torch.ones(1, 4, 4), torch.full((1, 4, 4), -1.0)))
    assert float(mask_loss(logits, masks)) == pytest.approx(math.log(2))
    assert float(mask_loss(logits, torch.full_like(masks, -1.0))) == 0.0
    assert float(mask_loss(torch.zeros(2, 1, 3, 3), masks)) == pytest.approx(math.log(2))


def batch(n: int = 4) -> Batch:
    images = torch.arange(n, dtype=torch.float32)[:, None, None, None].expand(n, 3, 8, 8).clone()
    labels = torch.tensor([0.0, 1.0] * (n // 2))
    partners = torch.tensor([1, 0] * (n // 2)) + torch.arange(n) // 2 * 2
    masks = torch.zeros(n, 1, 1, 1)
    kinds = functional.one_hot((labels * 3).long(), KINDS).float()  # real, or the second method
    return Batch(images, labels, masks, kinds, partners, torch.arange(n), torch.arange(n))


def test_mixed_labels_follow_the_pictures() -> None:
    for seed in range(10):
        rng = np.random.default_rng(seed)
        for mixed in (mixing.mixup(batch(), 0.4, rng), mixing.cutmix(batch(), 0.4, rng)):
            assert ((mixed.labels >= 0) & (mixed.labels <= 1)).all()
            assert (mixed.masks == -1).all()
            # even numbers are real, odd ones fake: what was mixed of three neighbours says its label's bounds
            assert mixed.images.shape == (4, 3, 8, 8)
            assert torch.allclose(mixed.kinds[:, 3], mixed.labels)
            assert torch.allclose(mixed.kinds.sum(dim=1), torch.ones(4))
    one = mixing.cutmix(batch(2), 0.4, np.random.default_rng(3))
    assert torch.allclose(one.images.mean(dim=(1, 2, 3)), one.labels)


def test_pairs_are_mixed_with_their_own_original_only() -> None:
    config = AugmentConfig(mixing="pairs")
    mixed = mixing.mix(batch(40), config, 1, np.random.default_rng(0))
    real = batch(40).labels == 0
    assert torch.equal(mixed.images[real], batch(40).images[real])
    assert torch.equal(mixed.labels[real], torch.zeros(20))
    assert 3 < int((mixed.labels[~real] < 1).sum()) < 17
    pulled = batch(40).images[~real, 0, 0, 0] - mixed.images[~real, 0, 0, 0]
    assert torch.allclose(pulled, 1 - mixed.labels[~real], atol=1e-5)
    assert torch.allclose(mixed.kinds[:, 3], mixed.labels)


def test_the_seeds_mixing_leaves_some_batches_plain() -> None:
    config = AugmentConfig(mixing="seed")
    plain = [
        torch.equal(mixing.mix(batch(), config, 1, np.random.default_rng(s)).labels, batch().labels) for s in range(50)
    ]
    assert 5 <= sum(plain) <= 30


def test_mixing_begins_in_the_epoch_that_the_recipe_says() -> None:
    config = AugmentConfig(mixing="seed", mixing_from=7)
    changed = [
        sum(
            not torch.equal(mixing.mix(batch(), config, epoch, np.random.default_rng(s)).labels, batch().labels)
            for s in range(20)
        )
        for epoch in (1, 6, 7, 30)
    ]
    assert changed[:2] == [0, 0]
    assert min(changed[2:]) > 5


@pytest.mark.parametrize("recipe", ["starter-open", "seed-b1"])
def test_a_side_head_that_tells_methods_apart_trains_the_network_and_stays_out_of_the_file(recipe: str) -> None:
    config = recipes.load(recipe, (*TINY, "method_weight=0.5"))
    card = result.first_card(config, "")
    module = build_module(config, card).train()
    freeze_unused(module, config.input.size)
    out = module(torch.rand(4, 3, config.input.size, config.input.size))
    assert out.logits.shape == (4,)
    assert out.kinds.shape == (4, KINDS)
    torch.autograd.backward(functional.cross_entropy(out.kinds, batch().kinds))
    body = [part.grad for name, part in module.network.named_parameters() if part.ndim == 4 and part.requires_grad]
    assert all(grad is not None and grad.abs().sum() > 0 for grad in body[:3])
    assert set(module.network.network.state_dict()) == set(build(card).network.state_dict())
    plain = build_module(recipes.load(recipe, TINY), card)
    assert plain(torch.rand(2, 3, config.input.size, config.input.size)).kinds is None


def test_the_side_loss_counts_by_its_weight() -> None:
    logits, kinds = torch.zeros(4), batch().kinds
    wrong = torch.zeros(4, KINDS)
    wrong[:, 5] = 3.0
    losses = [
        float(total_loss(logits, batch().labels, None, batch().masks, wrong, kinds, OptimConfig(method_weight=weight)))
        for weight in (0.0, 0.5, 1.0)
    ]
    assert losses[0] == pytest.approx(math.log(2))
    assert losses[2] - losses[1] == pytest.approx(losses[1] - losses[0])
    assert losses[1] > losses[0] + 1.0


def test_the_plateau_is_torchs_own() -> None:
    losses = [1.0, 0.9, 0.95, 0.91, 0.9, 0.89, 0.9, 0.9, 0.9, 0.9, 0.9, 0.5, 0.6, 0.6, 0.6, 0.6]
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    theirs = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, factor=0.7, patience=2, min_lr=0.04)
    config = OptimConfig(lr=0.1, patience=2, min_lr=0.04)
    ours = Plateau(0.1)
    for loss in losses:
        theirs.step(loss)
        ours.epoch_done(loss, config)
        assert learning_rate(config, ours, 2, 0, 10) == pytest.approx(optimiser.param_groups[0]["lr"])


def test_cosine_warms_up_and_ends_at_the_lowest_rate() -> None:
    config = OptimConfig(lr=1.0, min_lr=0.01, schedule="cosine", epochs=10, warmup=1.0)
    rates = [learning_rate(config, Plateau(1.0), 1 + step // 5, step % 5, 5) for step in range(50)]
    assert rates[:6] == sorted(rates[:6])
    assert max(rates) == pytest.approx(1.0)
    assert rates[6:] == sorted(rates[6:], reverse=True)
    assert rates[-1] < 0.05


def test_averaged_weights_trail_behind() -> None:
    config = recipes.load("starter-open", TINY)
    module = TrainModule(build(result.first_card(config, "")), with_mask=True)
    ema = Ema(module, 0.9)
    weight = module.network.network.get_parameter("out.weight")
    start = weight.detach().clone()
    with torch.no_grad():
        weight.add_(1.0)
    ema.update(module)
    moved = (ema.module.network.network.get_parameter("out.weight") - start).mean()
    assert 0.1 < float(moved) < 1.0
    for _ in range(200):
        ema.update(module)
    assert torch.allclose(ema.module.network.network.get_parameter("out.weight"), weight, atol=1e-4)


def test_the_small_network_has_the_size_it_says() -> None:
    network = SmallNetwork()
    assert 0.5e6 < sum(part.numel() for part in network.parameters()) < 0.9e6
    assert 2e6 < sum(part.numel() for part in SmallNetwork(width=2.0).parameters()) < 4e6


@pytest.mark.parametrize("size", [32, 75, 150])
def test_the_small_network_takes_any_size_and_ignores_brightness(size: int) -> None:
    network = SmallNetwork(width=0.25).eval()
    x = torch.rand(2, 3, size, size)
    with torch.inference_mode():
        logits, masks = network.forward_train(x)
        assert logits.shape == (2, 1)
        assert masks.shape == (2, 1, math.ceil(size / 8), math.ceil(size / 8))
        assert torch.allclose(network(x), logits, atol=1e-5)
        assert torch.allclose(network(x * 0.5 + 0.2), logits, atol=2e-2)
        flat = network(torch.full((1, 3, size, size), 0.3))
    assert torch.isfinite(flat).all()


def test_learned_places_know_where_in_the_face_something_is() -> None:
    places = Places(8).eval()
    left = torch.zeros(1, 8, 10, 10)
    left[..., :3] = 1.0
    right = left.flip(3)
    with torch.inference_mode():
        assert (places(left) - places(right)).abs().max() > 1e-3
        places.maps.zero_()
        assert torch.allclose(places(left), places(right), atol=1e-6)


def test_a_mirroring_network_reads_a_face_alike_both_ways_and_shows_the_face_as_it_came() -> None:
    torch.manual_seed(3)
    plain, both = SmallNetwork(0.25).eval(), SmallNetwork(0.25, mirror=True).eval()
    both.load_state_dict(plain.state_dict())
    faces = torch.rand(2, 3, 48, 48)
    last: list[torch.Tensor] = []
    both.stages.register_forward_hook(lambda _layer, _inputs, output: last.append(output))
    with torch.inference_mode():
        seen, turned = plain(faces), plain(faces.flip(3))
        assert not torch.allclose(seen, turned)
        assert torch.allclose(both(faces), (seen + turned) / 2, atol=1e-6)
        assert torch.allclose(last[-1], plain.stages(plain.stem(plain.cues(faces))), atol=1e-6)
        assert torch.allclose(both(faces), both(faces.flip(3)), atol=1e-6)
        both.train()
        last.clear()
        both(faces)
        assert len(last) == 1  # learning sees each face once


@pytest.mark.parametrize("pool", ["mean", "places"])
def test_the_small_network_has_a_checked_onnx_copy(tmp_path: Path, pool: str) -> None:
    config = recipes.load("starter-open", (*TINY, f"pool={pool}"))
    export_onnx(build(result.first_card(config, "")), 33, tmp_path / "small.onnx")
    assert (tmp_path / "small.onnx").stat().st_size > 1000


def test_a_card_with_an_impossible_width_is_refused() -> None:
    config = recipes.load("starter-open", TINY)
    card = result.first_card(config, "")
    for options in ({"width": 100.0}, {"width": "wide"}, {"blocks": [1, 2]}, {"pool": "max"}, {"mirror": 1}):
        with pytest.raises(DetectorError, match="dfd-small has no"):
            build(type(card)(**{**{name: getattr(card, name) for name in card.__slots__}, "options": options}))


def test_scratch_says_what_it_costs() -> None:
    config = recipes.load("seed-b1")
    start = starts.load(config, result.first_card(config, ""))
    assert start.weights is None
    assert "from scratch" in start.notice


def test_imagenet_weights_come_from_pytorchcvs_own_table() -> None:
    source = starts.imagenet_source("seed-xception")
    assert source.url.startswith("https://github.com/osmr/imgclsmob/releases/download/v")
    assert source.url.endswith(f"/{source.file}.zip")
    assert source.sha1[:8] in source.file
    with pytest.raises(UsageError, match="no ImageNet weights"):
        starts.imagenet_source("dfd-small")


def test_a_backbone_is_taken_strictly_and_its_classifier_left(tmp_path: Path) -> None:
    from pytorchcv.models.efficientnet import efficientnet_b1

    config = recipes.load("seed-b1", ["hidden=8"])
    card = result.first_card(config, "")
    given = efficientnet_b1().state_dict()
    torch.save(given, tmp_path / "b1.pth")
    config = recipes.load("seed-b1", ["hidden=8", f"start={tmp_path / 'b1.pth'}"])
    start = starts.load(config, card)
    assert start.weights is not None
    key = "features.init_block.conv.weight" if "features.init_block.conv.weight" in given else next(iter(given))
    assert torch.equal(start.weights[key.replace("features.", "base.0.")], given[key])
    assert "h1.l.weight" in start.weights
    del given[key]
    with pytest.raises(DfdError, match="is missing"):
        starts.fit_to(card, given, tmp_path / "b1.pth")
    (tmp_path / "x.pth").write_bytes(b"hello")
    with pytest.raises(DfdError, match=r"x\.pth"):
        starts.load(recipes.load("seed-b1", [f"start={tmp_path / 'x.pth'}"]), card)
    with pytest.raises(UsageError, match="there is no file"):
        starts.load(recipes.load("seed-b1", ["start=/nowhere.pth"]), card)


def test_a_small_network_begins_with_anothers_features_and_a_head_of_its_own() -> None:
    torch.manual_seed(5)
    means = result.first_card(recipes.load("starter-open", TINY), "")
    places = result.first_card(recipes.load("starter-open", (*TINY, "pool=places")), "")
    given = build(means).network.state_dict()
    taken = starts.fit_to(places, given, Path("means.safetensors"))
    assert torch.equal(taken["stages.3.0.conv1.weight"], given["stages.3.0.conv1.weight"])
    assert taken["out.weight"].shape != given["out.weight"].shape
    assert "places.maps" in taken
    own = starts.fit_to(means, given, Path("means.safetensors"))
    assert torch.equal(own["out.weight"], given["out.weight"])


def test_imagenet_weights_are_kept_only_with_the_published_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config")
    content = b"weights"
    good = starts.Source("https://example.org/w.pth.zip", "w.pth", hashlib.sha1(content).hexdigest())
    fetched = []

    def fetch(source: download.Source, target: Path) -> Path:
        fetched.append(source.url)
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w") as pack:
            pack.writestr("w.pth", content)
        return target

    monkeypatch.setattr(download, "download", fetch)
    monkeypatch.setattr(starts, "imagenet_source", lambda _network: good)
    first = starts.fetch_imagenet("seed-b1", paths)
    assert first.read_bytes() == content
    assert starts.fetch_imagenet("seed-b1", paths) == first
    assert fetched == [good.url]
    first.unlink()
    bad = starts.Source(good.url, good.file, "0" * 40)
    monkeypatch.setattr(starts, "imagenet_source", lambda _network: bad)
    with pytest.raises(DfdError, match="another hash than published"):
        starts.fetch_imagenet("seed-b1", paths)
    assert not list((tmp_path / "cache" / "starts").iterdir())


def test_mixed_precision_does_not_drown_the_residual() -> None:
    """A residual in half precision is mostly rounding: what learns from it knows nothing in full precision."""
    flat = 0.6 + 0.02 * torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    cues = CueInput()
    with torch.autocast("cpu", torch.bfloat16):
        mixed = cues(flat)
    assert torch.equal(mixed, cues(flat))
