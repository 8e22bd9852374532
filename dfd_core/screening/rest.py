"""What a clip's score would be without some of its persons, worked out from an extract alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dfd_core.cases.bands import Bands
from dfd_core.cases.deciding import Deciding
from dfd_core.cases.remarks import Rest
from dfd_core.screening.aggregate import MIN_USABLE_FACES
from dfd_core.types import Label


def rest_without(
    extract: Mapping[str, Any], left_out: Collection[int], deciding: Deciding | None, bands: Bands | None
) -> Rest | None:
    """The score and the band of the persons that remain; the highest of them decides, as in the recorded verdict.

    Args:
        extract: the result.
        left_out: tracks of the persons who are not to count.
        deciding: who decided the recorded verdict.
        bands: those of the ensemble; None where they are not known any more.

    Returns:
        None where nobody is left out, and where it cannot be told: all faces together decided, or nobody knows who.
    """
    if not left_out or deciding is None or deciding.person is None:
        return None
    able = [
        float(track["score"])
        for track in extract["tracks"]
        if track["id"] not in left_out and track["score"] is not None and track["faces"] >= MIN_USABLE_FACES
    ]
    if not able:
        return Rest(None, Label.NO_RESULT)
    score = max(able)
    return Rest(score, bands.label(score) if bands else None)
