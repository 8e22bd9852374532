"""What a network is punished for: cross entropy with soft labels, and the side losses of mask and method."""

from __future__ import annotations

import torch
from torch.nn import functional

from dfd_core.training.config import OptimConfig


def total_loss(
    logits: torch.Tensor,
    labels: torch.Tensor,
    mask_logits: torch.Tensor | None,
    masks: torch.Tensor,
    kind_logits: torch.Tensor | None,
    kinds: torch.Tensor,
    config: OptimConfig,
) -> torch.Tensor:
    """The scalar that is minimised.

    Args:
        logits: (n,) one a face, positive = fake.
        labels: (n,) 0..1, soft after mixing.
        mask_logits: (n, 1, h, w) of the mask head, or None.
        masks: (n, 1, h', w') 0..1, negative where unknown.
        kind_logits: (n, k) of the head that tells the methods apart, or None.
        kinds: (n, k) shares 0..1 of real, self-blended and each method, which sum to 1.
        config: smoothing, separate averaging and the side loss's weight.
    """
    loss = classification_loss(logits, labels, config.smoothing, separate=config.separate)
    if mask_logits is not None and config.mask_weight:
        loss = loss + config.mask_weight * mask_loss(mask_logits, masks)
    if kind_logits is not None and config.method_weight:
        loss = loss + config.method_weight * functional.cross_entropy(kind_logits.float(), kinds)
    return loss


def classification_loss(
    logits: torch.Tensor, labels: torch.Tensor, smoothing: float = 0.0, *, separate: bool = False
) -> torch.Tensor:
    """Binary cross entropy; with `separate`, the mean of the fakes' and the reals' own means.

    A soft label counts for both classes by its shares. A class that is absent leaves all weight to the other.
    """
    targets = labels * (1.0 - 2.0 * smoothing) + smoothing
    each = functional.binary_cross_entropy_with_logits(logits.float(), targets, reduction="none")
    if not separate:
        return each.mean()
    shares = torch.stack((labels, 1.0 - labels))  # (2, n)
    sums = shares.sum(dim=1)
    means = (shares * each).sum(dim=1) / sums.clamp_min(1e-6)
    present = (sums > 1e-6).to(means.dtype)
    return (means * present).sum() / present.sum()


def mask_loss(mask_logits: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy of the mask over the faces whose mask is known (0 if there is none)."""
    if masks.shape[2:] != mask_logits.shape[2:]:
        height, width = mask_logits.shape[2:]
        masks = functional.adaptive_avg_pool2d(masks, (height, width))
    known = (masks.amin(dim=(1, 2, 3)) >= 0).to(masks.dtype)
    each = functional.binary_cross_entropy_with_logits(mask_logits.float(), masks.clamp_min(0.0), reduction="none")
    return (each.mean(dim=(1, 2, 3)) * known).sum() / known.sum().clamp_min(1.0)
