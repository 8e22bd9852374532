"""Which faces are usable, and the reason in words for those that are not. Light: no cv2."""

from __future__ import annotations

from dataclasses import dataclass

from dfd_core.types import FaceQuality


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """The bounds of a usable face; see ``FaceQuality`` for the units.

    Chosen on 88 real clips so that strongly compressed, small (25 px) or dim (5 % grey) faces that people still
    recognise stay in; only what no detector can judge is left out. ``min_sharpness`` is asked of a face of
    medium brightness and less, with the square of its light, of a darker one.
    """

    min_size_px: int = 24
    min_sharpness: float = 5.0
    max_yaw: float = 75.0
    max_pitch: float = 60.0
    min_brightness: float = 0.03
    max_brightness: float = 0.96
    max_clipped: float = 0.6
    min_inside: float = 0.6


LIMITS = QualityLimits()


def why_unusable(quality: FaceQuality, limits: QualityLimits = LIMITS, inside: float = 1.0) -> str:
    """The first reason why a face is left out; empty for a usable face.

    Args:
        quality: what ``measure`` said of it.
        limits: the bounds.
        inside: share 0..1 of the face box that lies in the frame (``inside_share``).
    """
    lit = min(quality.brightness / 0.5, 1.0) ** 2
    faults = (
        (quality.size_px < limits.min_size_px, f"face too small ({quality.size_px} px, {limits.min_size_px} needed)"),
        (inside < limits.min_inside, f"face mostly outside the frame ({inside:.0%} inside)"),
        (quality.brightness < limits.min_brightness, f"face too dark (brightness {quality.brightness:.0%})"),
        (quality.brightness > limits.max_brightness, f"face too bright (brightness {quality.brightness:.0%})"),
        (quality.clipped > limits.max_clipped, f"face wrongly exposed ({quality.clipped:.0%} pure black or white)"),
        (quality.sharpness < limits.min_sharpness * lit, f"face too blurred (sharpness {quality.sharpness:.1f})"),
        (abs(quality.yaw) > limits.max_yaw, f"face turned away (about {abs(quality.yaw):.0f} degrees)"),
        (abs(quality.pitch) > limits.max_pitch, f"face tilted up or down (about {abs(quality.pitch):.0f} degrees)"),
    )
    return next((reason for fault, reason in faults if fault), "")
