"""The card of a detector: everything that must be known to use its weights correctly.

Light on purpose (no torch): the window, the library and the result's extract read cards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.errors import DetectorError, UsageError
from dfd_core.faces.rules import CropRule, Normalisation

SCHEMA = 1

Output = Literal["fake_logit", "real_probability_logit", "softmax_fake_second"]
"""What the network's last layer means: a logit of *fake*, a logit of *real*, or two logits (real, fake)."""

FrameRule = Literal["mean", "logit_mean", "confident"]
"""How the family itself goes from the scores of the frames to the score of a clip."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def check_name(name: str) -> str:
    """Return ``name`` if it can be the name of a detector or ensemble (and of its file, on every platform).

    Raises:
        UsageError: ``bad_name``, other characters than letters, digits, ``.``, ``_``, ``-``, or over 64 of them.
    """
    if _NAME.fullmatch(name) and not name.endswith(".") and not _DEVICES.fullmatch(name):
        return name
    raise UsageError(
        "bad_name",
        f"{name!r} cannot be a name",
        "letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit",
    )


@dataclass(frozen=True, slots=True)
class DetectorCard:
    """How to crop, resize, normalise and read one detector, where it comes from and how good it was measured.

    ``network`` is a name of ``dfd_core.detectors.networks.NETWORKS``; ``input_px`` the side of its square input;
    ``head`` and ``hidden`` are the seed's head variant (``"submission"`` or ``"notebook"``) and its width, or what
    another network makes of them; ``options`` holds further parameters of the network as plain JSON values.
    ``frame_rule`` is the family's own rule from frames to clip. ``classes`` are the output's meanings in order.
    ``training``, ``figures`` and ``limits`` are shown to the user: what it was trained on, what was measured
    or published, and what it is known not to do. ``calibration`` makes a face's logit a probability; ``thresholds`` are
    the verdict's bands when this detector is asked alone. ``commercial`` is False where the licence excludes that use.
    ``created`` is an ISO 8601 date or time.
    """

    name: str
    network: str
    input_px: int
    crop: CropRule
    normalisation: Normalisation
    head: str = ""
    hidden: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    output: Output = "fake_logit"
    classes: tuple[str, ...] = ("real", "fake")
    frame_rule: FrameRule = "mean"
    title: str = ""
    family: str = ""
    source: str = ""
    licence: str = ""
    commercial: bool = True
    training: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    calibration: Calibration | None = None
    thresholds: Thresholds | None = None
    limits: tuple[str, ...] = ()
    created: str = ""

    def __post_init__(self) -> None:
        check_name(self.name)
        if not 16 <= self.input_px <= 1024:
            raise _bad(f"input size {self.input_px} is not within 16..1024 pixels")
        if self.output not in get_args(Output):
            raise _bad(f"unknown output {self.output!r}")
        if self.frame_rule not in get_args(FrameRule):
            raise _bad(f"unknown frame rule {self.frame_rule!r}")
        if not 0 <= self.hidden <= 65536:
            raise _bad(f"hidden width {self.hidden} is not within 0..65536")

    def to_json(self) -> dict[str, Any]:
        """The card as plain JSON values, with its schema version."""
        values: dict[str, Any] = {"schema": SCHEMA}
        values |= {f.name: getattr(self, f.name) for f in fields(self)}
        values["crop"] = self.crop.to_json()
        values["normalisation"] = self.normalisation.to_json()
        values["calibration"] = self.calibration.to_json() if self.calibration else None
        values["thresholds"] = self.thresholds.to_json() if self.thresholds else None
        for key in ("options", "training", "figures"):
            values[key] = dict(values[key])
        for key in ("classes", "limits"):
            values[key] = list(values[key])
        return values

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> DetectorCard:
        """Read a card; nothing is guessed.

        Raises:
            DetectorError: ``bad_card``, a newer schema, an unknown or missing key, or a value of the wrong kind.
        """
        values = _checked(data)
        try:
            values["crop"] = CropRule.from_json(values["crop"])
            values["normalisation"] = Normalisation.from_json(values["normalisation"])
            if values.get("calibration") is not None:
                values["calibration"] = Calibration.from_json(values["calibration"])
            if values.get("thresholds") is not None:
                values["thresholds"] = Thresholds.from_json(values["thresholds"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _bad(repr(error)) from error
        for key in ("classes", "limits"):
            if key in values:
                values[key] = tuple(str(v) for v in values[key])
        return cls(**values)


_KINDS: Mapping[str, type] = {"str": str, "int": int, "bool": bool, "Mapping": dict, "tuple": list}
"""JSON kind of a field, by the first word of its annotation; Literals are strings."""


def _bad(reason: str) -> DetectorError:
    return DetectorError("bad_card", f"damaged detector card: {reason}")


def _checked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The card's values without the schema, each of the right JSON kind."""
    values = dict(data)
    schema = values.pop("schema", None)
    if not isinstance(schema, int) or schema < 1:
        raise _bad("it has no schema version")
    if schema > SCHEMA:
        raise DetectorError("newer_card", f"this detector was made by a newer version (card schema {schema})", "update")
    known = {f.name: str(f.type).split("[", maxsplit=1)[0] for f in fields(DetectorCard)}
    if unknown := sorted(values.keys() - known.keys()):
        raise _bad(f"unknown entry {unknown[0]!r}")
    for name in ("name", "network", "input_px", "crop", "normalisation"):
        if name not in values:
            raise _bad(f"no entry {name!r}")
    for name, value in values.items():
        kind = _KINDS.get(known[name], str if known[name] in {"Output", "FrameRule"} else object)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise _bad(f"entry {name!r} is no {kind.__name__}")
    return values
