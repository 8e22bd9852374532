"""Mixup and cutmix of a batch on the device; labels become shares, blend masks are mixed along or forgotten."""

from __future__ import annotations

import numpy as np
import torch

from dfd_core.training.config import AugmentConfig
from dfd_core.training.data import Batch

CUTMIX_SHARE, MIXUP_SHARE = 0.4, 0.4
"""Of the seed's mixed model; what is left stays plain."""
PAIR_SHARE = 0.5


def mix(batch: Batch, config: AugmentConfig, epoch: int, rng: np.random.Generator) -> Batch:
    """Mix a batch of that epoch as the recipe says; `rng` decides everything."""
    if epoch < config.mixing_from:
        return batch
    if config.mixing == "seed":
        chance = rng.random()
        if chance < CUTMIX_SHARE:
            return cutmix(batch, config.mixing_alpha, rng)
        return mixup(batch, config.mixing_alpha, rng) if chance < CUTMIX_SHARE + MIXUP_SHARE else batch
    return mix_pairs(batch, config.mixing_alpha, rng) if config.mixing == "pairs" else batch


def mixup(batch: Batch, alpha: float, rng: np.random.Generator) -> Batch:
    """Zhang et al. (2018): every face is laid over another one of the batch."""
    share = float(rng.beta(alpha, alpha))
    other = _permutation(batch, rng)
    images = batch.images * share + batch.images[other] * (1.0 - share)
    return _mixed(batch, images, share, other)


def cutmix(batch: Batch, alpha: float, rng: np.random.Generator) -> Batch:
    """Yun et al. (2019): a rectangle of every face comes from another one; the label follows the area."""
    height, width = batch.images.shape[2:]
    cut = np.sqrt(1.0 - rng.beta(alpha, alpha))
    y, x = int(rng.integers(height)), int(rng.integers(width))
    top, bottom = np.clip((y - int(height * cut / 2), y + int(height * cut / 2)), 0, height)
    left, right = np.clip((x - int(width * cut / 2), x + int(width * cut / 2)), 0, width)
    other = _permutation(batch, rng)
    images = batch.images.clone()
    images[:, :, top:bottom, left:right] = batch.images[other, :, top:bottom, left:right]
    share = 1.0 - float((bottom - top) * (right - left)) / (height * width)
    return _mixed(batch, images, share, other)


def mix_pairs(batch: Batch, alpha: float, rng: np.random.Generator) -> Batch:
    """Lay some of the fakes over their own real faces, which lie in the same place: the label is the fake's share."""
    chosen = rng.random(len(batch.labels)) < PAIR_SHARE
    shares = np.where(chosen, rng.beta(alpha, alpha, len(chosen)), 1.0).astype(np.float32)
    share = torch.from_numpy(shares).to(batch.images.device)
    paired = (batch.partners >= 0) & (batch.labels > 0.5)
    share = torch.where(paired, share, torch.ones_like(share))
    partner = batch.partners.clamp_min(0)
    wide = share[:, None, None, None]
    images = batch.images * wide + batch.images[partner] * (1.0 - wide)
    masks = torch.where(batch.masks >= 0, batch.masks * wide, batch.masks)
    kinds = batch.kinds * share[:, None] + batch.kinds[partner] * (1.0 - share[:, None])
    return batch._replace(images=images, labels=batch.labels * share, masks=masks, kinds=kinds)


def _mixed(batch: Batch, images: torch.Tensor, share: float, other: torch.Tensor) -> Batch:
    labels = batch.labels * share + batch.labels[other] * (1.0 - share)
    kinds = batch.kinds * share + batch.kinds[other] * (1.0 - share)
    return batch._replace(images=images, labels=labels, masks=torch.full_like(batch.masks, -1.0), kinds=kinds)


def _permutation(batch: Batch, rng: np.random.Generator) -> torch.Tensor:
    return torch.from_numpy(rng.permutation(len(batch.labels))).to(batch.labels.device)
