"""``dfd-small``: our own small residual network that is shown low-level cues.

Blending and synthesis leave their traces in the fine structure of a picture, and a photo's own brightness, tint and
contrast say nothing. So the input is split inside the network into colour and a fixed high-pass residual, and both
are normalised within the picture. About 0.7 M parameters at width 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import nn
from torch.nn import functional

from dfd_core.detectors.card import DetectorCard
from dfd_core.errors import DetectorError

WIDTHS = (32, 64, 112, 168)
"""Channels of the four stages at width 1, which work at 1/2, 1/4, 1/8 and 1/16 of the input's resolution."""
BLOCKS = (1, 1, 1, 1)
MASK_STRIDE = 8
"""The auxiliary blend mask has 1/8 of the input's resolution (rounded up)."""
PLACES = 8
PLACE_SIDE, PLACE_CHANNELS = 9, 64
POOLS = ("mean", "places")
"""How a face is summed up: its mean alone, or also its means over `PLACES` learned maps of where to look."""

_KV = ((-1, 2, -2, 2, -1), (2, -6, 8, -6, 2), (-2, 8, -12, 8, -2), (2, -6, 8, -6, 2), (-1, 2, -2, 2, -1))
"""The 5 x 5 'KV' residual filter of the steganalysis rich model (Fridrich & Kodovsky, 2012), over 12."""


class CueInput(nn.Module):
    """``(N, 3, S, S)`` colours to ``(N, 6, S, S)``: the picture and its high-pass residual, normalised per picture.

    The colours of a picture share one mean and deviation a channel; the residual is clipped at 3 deviations, so that
    a few hard edges do not hide the texture.
    """

    kernel: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        kernel = (torch.tensor(_KV, dtype=torch.float32) / 12.0).expand(3, 1, 5, 5).clone()
        self.register_buffer("kernel", kernel, persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Unit-range colours to six normalised channels; odd sides are padded to even ones.

        Always in float32: a residual is a small difference of large values, and half precision would drown it in
        rounding noise (trained so, a network lost .06 of its AUC when it was run in float32).
        """
        with torch.autocast(x.device.type, enabled=False):
            return self._cues(x.float())

    def _cues(self, x: torch.Tensor) -> torch.Tensor:
        x = functional.pad(x, (0, x.shape[3] % 2, 0, x.shape[2] % 2), mode="replicate")
        residual = functional.conv2d(functional.pad(x, (2, 2, 2, 2), mode="replicate"), self.kernel, groups=3)
        residual = _standard(residual).clamp(-3.0, 3.0)
        return torch.cat((_standard(x), residual), dim=1)


def _standard(x: torch.Tensor) -> torch.Tensor:
    mean = x.mean(dim=(2, 3), keepdim=True)
    centred = x - mean
    variance = (centred * centred).mean(dim=(2, 3), keepdim=True)
    return centred * torch.rsqrt(variance + 1e-6)


class Residual(nn.Module):
    """Two 3 x 3 convolutions with BatchNorm around an identity (or projected) path."""

    def __init__(self, inside: int, outside: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.skip: nn.Module = nn.Identity()
        if stride != 1 or inside != outside:
            self.skip = nn.Sequential(
                nn.AvgPool2d(stride, ceil_mode=True) if stride > 1 else nn.Identity(),
                nn.Conv2d(inside, outside, 1, bias=False),
                nn.BatchNorm2d(outside),
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """``(N, inside, H, W)`` to ``(N, outside, H/stride, W/stride)``, rounded up."""
        y = functional.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        return functional.relu(y + self.skip(x), inplace=True)


class Places(nn.Module):
    """``(N, C, H, W)`` to ``(N, PLACES * PLACE_CHANNELS)``: a few channels averaged over learned parts of the face.

    Faces come in cut to their boxes, so a place of the map is roughly a part of the face; a plain mean forgets it and
    cannot weigh skin against its surroundings. The maps follow the input's size by interpolation.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.reduce = nn.Sequential(
            nn.Conv2d(channels, PLACE_CHANNELS, 1, bias=False), nn.BatchNorm2d(PLACE_CHANNELS), nn.ReLU()
        )
        self.maps = nn.Parameter(0.3 * torch.randn(PLACES, PLACE_SIDE, PLACE_SIDE))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Means of the reduced channels, place by place."""
        reduced = self.reduce(x).float()
        maps = functional.interpolate(self.maps[None], reduced.shape[2:], mode="bilinear", align_corners=False)[0]
        weights = maps.flatten(1).softmax(dim=1)  # (P, H W)
        means: torch.Tensor = torch.matmul(reduced.flatten(2), weights.t())  # (N, C, P)
        return means.flatten(1)


class SmallNetwork(nn.Module):
    """``(N, 3, S, S)`` in unit range to one logit ``(N, 1)``, 1 = fake; S from 32 px.

    With `mirror` the logit is the mean of the face's and its mirror image's when screening, at twice the cost: a face
    is as manipulated the other way round, and the mean of two readings is steadier than one.
    `forward_train` also gives logits of the blend mask, ``(N, 1, ceil(S / 8), ceil(S / 8))``, for a side loss.
    """

    cam_layer = "stages"

    def __init__(
        self,
        width: float = 1.0,
        dropout: float = 0.2,
        blocks: tuple[int, ...] = BLOCKS,
        pool: str = "mean",
        *,
        mirror: bool = False,
    ) -> None:
        super().__init__()
        self.mirror = mirror
        sizes = [max(8, round(channels * width / 8) * 8) for channels in WIDTHS]
        self.cues = CueInput()
        self.stem = nn.Sequential(
            nn.PixelUnshuffle(2),  # no detail is lost, at a quarter of the cost
            nn.Conv2d(24, sizes[0], 3, 1, 1, bias=False),
            nn.BatchNorm2d(sizes[0]),
            nn.ReLU(inplace=True),
        )
        stages: list[nn.Sequential] = []
        inside = sizes[0]
        for number, (channels, count) in enumerate(zip(sizes, blocks, strict=True)):
            units = [
                Residual(inside, channels, 2 if number else 1),
                *(Residual(channels, channels, 1) for _ in range(count - 1)),
            ]
            stages.append(nn.Sequential(*units))
            inside = channels
        self.stages = nn.Sequential(*stages)
        self.drop = nn.Dropout(dropout)
        self.places = Places(inside) if pool == "places" else None
        self.out = nn.Linear(inside + (PLACES * PLACE_CHANNELS if self.places else 0), 1)
        self.mask = nn.Conv2d(sizes[2], 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """One logit a face ``(N, 1)``, positive = fake."""
        if self.training or not self.mirror:
            return self._logit(x)
        mirrored = self._logit(x.flip(3))  # first: an activation map shows what the last pass saw
        return (self._logit(x) + mirrored) / 2

    def forward_train(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The logit ``(N, 1)`` and the mask's logits ``(N, 1, S/8, S/8)``."""
        x = self.stem(self.cues(x))
        x = self.stages[:-1](x)
        return self._head(self.stages[-1](x)), self.mask(x)

    def _logit(self, x: torch.Tensor) -> torch.Tensor:
        return self._head(self.stages(self.stem(self.cues(x))))

    def _head(self, x: torch.Tensor) -> torch.Tensor:
        pooled = x.mean(dim=(2, 3))  # (N, C)
        if self.places is not None:
            pooled = torch.cat((pooled.float(), self.places(x)), dim=1)
        result: torch.Tensor = self.out(self.drop(pooled))
        return result


def _build(card: DetectorCard) -> nn.Module:
    width, blocks = card.options.get("width", 1.0), card.options.get("blocks", BLOCKS)
    if not isinstance(width, int | float) or not 0.1 <= width <= 8.0:
        raise DetectorError("bad_card", f"{card.name}: dfd-small has no width {width!r}", "0.1 to 8")
    counts = tuple(int(count) for count in blocks)
    if len(counts) != len(WIDTHS) or not all(1 <= count <= 8 for count in counts):
        raise DetectorError("bad_card", f"{card.name}: dfd-small has no blocks {blocks!r}", "four numbers of 1 to 8")
    pool = card.options.get("pool", "mean")
    if pool not in POOLS:
        raise DetectorError("bad_card", f"{card.name}: dfd-small has no pool {pool!r}", ", ".join(POOLS))
    mirror = card.options.get("mirror", False)
    if not isinstance(mirror, bool):
        raise DetectorError("bad_card", f"{card.name}: dfd-small has no mirror {mirror!r}", "true or false")
    return SmallNetwork(float(width), blocks=counts, pool=str(pool), mirror=mirror)


NETWORKS: Mapping[str, Callable[[DetectorCard], nn.Module]] = {"dfd-small": _build}
