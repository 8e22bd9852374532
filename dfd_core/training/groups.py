"""Which faces belong together: connected components over everything that two clips can share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from dfd_core.training.items import FaceItem


def connect(keys: Sequence[Iterable[str]]) -> list[int]:
    """Number of the connected component of every entry: two entries that share a key, also by way of others, are one.

    Args:
        keys: for each of n entries the keys it has (identities, originals, hashes); empty keys are ignored.

    Returns:
        n component numbers, counted from 0 in the order of first appearance.
    """
    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, own in enumerate(keys):
        for key in own:
            if key:
                rows.append(row)
                columns.append(len(keys) + numbers.setdefault(key, len(numbers)))
    size = len(keys) + len(numbers)
    links = (np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64))
    graph = coo_array((np.ones(len(rows), dtype=np.int8), links), shape=(size, size))
    _, components = connected_components(graph, directed=False)
    order: dict[int, int] = {}
    return [order.setdefault(int(component), len(order)) for component in components[: len(keys)]]


def item_keys(item: FaceItem) -> tuple[str, ...]:
    """What ties a face to others for good: its group, its clip, the clip's original and the file's hash."""
    original = item.original or (item.clip if item.label == 0 else "")
    return (
        item.group and f"group:{item.group}",
        item.clip and f"clip:{item.clip}",
        original and f"clip:{original}",
        item.source_sha256 and f"sha256:{item.source_sha256}",
    )


def connected_groups(items: Sequence[FaceItem]) -> list[int]:
    """Component number of every face over group, clip, original and source file (see :func:`item_keys`)."""
    return connect([item_keys(item) for item in items])
