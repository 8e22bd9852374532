"""How a face set is made from clips (light); a face set remembers it, so that a later run cannot mix two ways."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from dfd_core.errors import UsageError
from dfd_core.faces.rules import SEED, CropRule

Pictures = Literal["auto", "crop", "frame"]
Persons = Literal["main", "all"]
StoredAs = Literal["jpg", "png"]

WIDE_MARGIN = (1 / 3, 0.4, 1 / 3, 1 / 3)
"""Left, top, right, bottom in box heights: with the squaring, the union of what the known crop rules take."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Everything that decides which pixels are stored.

    Attributes:
        faces: most faces of one person kept per clip, from as many frames evenly spaced in time (the seed's 10).
        margin: of the stored crop beyond the box on every side, as a share of the box; ``None`` stores a square wide
            enough for every known crop rule; 0 with ``stretch`` is the seed's crop.
        size: longest side of a stored crop in pixels; smaller ones are kept as they are, never enlarged.
        stretch: store the bare box stretched to ``size`` x ``size``, as the seed did (recipes cannot cut wider then).
        stored_as: ``"jpg"`` (quality 96, full colour resolution) or ``"png"``.
        persons: ``"main"``: the person with most and largest faces; ``"all"``: everyone.
        pictures: ``"crop"``: every still picture is a finished crop and kept whole, whether a face is found in it or
            not; ``"frame"``: it is a photograph to cut from; ``"auto"``: a crop where the face fills it.
        redetect: run the face detector also where the source gives boxes.
        face_detector: ``"auto"``, ``"mtcnn"`` or ``"yunet"``.
        aligned: cut a fake at the boxes of its original.
    """

    faces: int = 10
    margin: float | None = None
    size: int = 320
    stretch: bool = False
    stored_as: StoredAs = "jpg"
    persons: Persons = "main"
    pictures: Pictures = "auto"
    redetect: bool = False
    face_detector: str = "auto"
    aligned: bool = True

    def __post_init__(self) -> None:
        choices = (("stored_as", StoredAs), ("persons", Persons), ("pictures", Pictures))
        for name, kind in choices:
            if getattr(self, name) not in get_args(kind):
                raise UsageError("bad_option", f"{name} cannot be {getattr(self, name)!r}", f"one of {get_args(kind)}")
        if not 1 <= self.faces <= 1000:
            raise UsageError("bad_option", f"{self.faces} faces per clip: 1 to 1000 are possible")
        if not 32 <= self.size <= 4096:
            raise UsageError("bad_option", f"a stored size of {self.size} px: 32 to 4096 are possible")
        if self.margin is not None and not 0.0 <= self.margin <= 2.0:
            raise UsageError("bad_option", f"a margin of {self.margin}: 0 to 2 are possible")

    @property
    def rule(self) -> CropRule:
        """What is cut for storage, clipped at the frame so that each recipe's own border rule still applies."""
        if self.stretch:
            return SEED if not self.margin else CropRule("box", (self.margin,) * 4, border="clip")
        if self.margin is None:
            return CropRule("square", WIDE_MARGIN, "height", border="clip")
        return CropRule("square", (self.margin,) * 4, border="clip")

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)
