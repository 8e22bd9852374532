"""The weights that a run begins with: from scratch, ImageNet's of pytorchcv, or a file."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from dfd_core.detectors import download
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.reading import read_checkpoint
from dfd_core.detectors.networks import BOOKKEEPING, build
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths, atomic_write, user_paths
from dfd_core.training.config import TrainConfig

REPOSITORY = "https://github.com/osmr/imgclsmob"
"""pytorchcv's own home of weights; its table of hashes comes with the package."""

PYTORCHCV_NAMES: Mapping[str, str] = {"seed-xception": "xception", "seed-b1": "efficientnet_b1"}
CLASSIFIERS = ("output.", "h1.", "out.", "places.")
"""What decides from the features; the small network's places of the face belong to it, they read its last map."""

SCRATCH = (
    "training from scratch: expect to need many times the faces and epochs that ImageNet weights would, and a "
    "weaker detector; 'network.start = \"imagenet\"' downloads them once"
)


@dataclass(frozen=True, slots=True)
class Start:
    """A complete state dict to begin with (None: as initialised), and a word to the user about it."""

    weights: dict[str, torch.Tensor] | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A published file: an archive at `url` that holds a `.pth` of that SHA-1."""

    url: str
    file: str
    sha1: str


def load(config: TrainConfig, card: DetectorCard, paths: UserPaths | None = None) -> Start:
    """The recipe's start.

    Raises:
        UsageError: no such file, or this network has no ImageNet weights.
        DfdError: the download failed or is not what its hash says; the file does not fit the network.
    """
    wanted = config.network.start
    if wanted == "scratch":
        return Start(None, SCRATCH if card.network in PYTORCHCV_NAMES else "")
    if wanted == "imagenet":
        path = fetch_imagenet(card.network, paths or user_paths())
    else:
        path = Path(wanted).expanduser()
        if not path.is_file():
            raise UsageError("no_start", f"network.start: there is no file {path}", "'scratch', 'imagenet' or a file")
    return Start(fit_to(card, read_checkpoint(path).tensors, path), f"starting from the weights of {path.name}")


def fit_to(card: DetectorCard, given: Mapping[str, torch.Tensor], path: Path) -> dict[str, torch.Tensor]:
    """Put foreign weights into the card's network: all of them but the classifier, every shape equal.

    The classifier is taken too where it is the same (a detector of this network), else it starts anew.

    Raises:
        DfdError: ``wrong_weights``: something of the feature extractor is missing, left over or of another shape.
    """
    own = build(card).network.state_dict()
    renamed = {_own_name(key): value for key, value in given.items() if not key.endswith(BOOKKEEPING)}
    features = {key for key in own if not _is_classifier(key) and not key.endswith(BOOKKEEPING)}
    offered = {key for key in renamed if not _is_classifier(key)}
    for key in sorted(features ^ offered):
        what = "is missing" if key in features else "has no place in the network"
        raise DfdError(
            "wrong_weights", f"{path}: not weights of {card.network}: {key!r} {what}", "name a file of the same network"
        )
    for key in sorted(features):
        if renamed[key].shape != own[key].shape:
            raise DfdError("wrong_weights", f"{path}: {key!r} has another shape than in {card.network}")
    heads = {key for key in own if _is_classifier(key) and not key.endswith(BOOKKEEPING)}
    same = all(key in renamed and renamed[key].shape == own[key].shape for key in heads)
    return {**own, **{key: renamed[key].to(own[key].dtype) for key in (features | heads if same else features)}}


def imagenet_source(network: str) -> Source:
    """Where the ImageNet weights of a network are, from the table in the installed pytorchcv.

    Raises:
        UsageError: there are none for this network.
    """
    name = PYTORCHCV_NAMES.get(network)
    spec = importlib.util.find_spec("pytorchcv")
    if name is None or spec is None or spec.origin is None:
        known = ", ".join(PYTORCHCV_NAMES)
        raise UsageError("no_imagenet", f"there are no ImageNet weights for {network!r}", f"only for {known}")
    table = Path(spec.origin).parent / "models" / "common" / "model_metainfos.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        row = next(row for row in csv.reader(stream) if row and row[0] == name)
    error, sha1, release = row[2], row[3], row[4]
    file = f"{name}-{error}-{sha1[:8]}.pth"
    return Source(f"{REPOSITORY}/releases/download/{release}/{file}.zip", file, sha1)


def fetch_imagenet(network: str, paths: UserPaths) -> Path:
    """The weights' file in the cache, downloaded (resumably) and checked if it is not there yet.

    Raises:
        DfdError: no connection, or the file is not the one of the hash.
    """
    source = imagenet_source(network)
    target = paths.cache / "starts" / source.file
    if target.is_file() and _sha1(target) == source.sha1:
        return target
    archive = target.with_name(f"{source.file}.zip")
    download.download(download.Source(source.url), archive)
    _unpack(archive, source, target)
    archive.unlink()
    return target


def _own_name(key: str) -> str:
    return f"base.0.{key.removeprefix('features.')}" if key.startswith("features.") else key


def _is_classifier(key: str) -> bool:
    return key.startswith(CLASSIFIERS)


def _unpack(archive: Path, source: Source, target: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as pack:
            data = pack.read(source.file)
    except (zipfile.BadZipFile, KeyError) as error:
        archive.unlink()
        raise DfdError("bad_download", f"{source.url}: not the expected archive", "try again") from error
    if hashlib.sha1(data, usedforsecurity=False).hexdigest() != source.sha1:
        archive.unlink()
        raise DfdError("bad_download", f"{source.url}: the weights have another hash than published", "try again later")
    with atomic_write(target) as stream:
        stream.write(data)


def _sha1(path: Path) -> str:
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
