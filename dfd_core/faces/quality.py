"""How good a face is for judging: size, sharpness, pose, exposure."""

from __future__ import annotations

import math

import cv2
import numpy as np

from dfd_core.faces.limits import LIMITS, QualityLimits, why_unusable
from dfd_core.types import Detection, FaceQuality, Image, Points

__all__ = ["LIMITS", "QualityLimits", "inside_share", "measure", "why_unusable"]

MEASURED_SIDE = 96


def measure(image: Image, detection: Detection) -> FaceQuality:
    """Measure one face.

    Args:
        image: the RGB frame ``(H, W, 3)`` uint8.
        detection: where the face is.

    Returns:
        Its quality; all zero where the box holds no pixel of the frame.
    """
    x0, y0, x1, y1 = detection.box
    height, width = image.shape[:2]
    left, top, right, bottom = max(round(x0), 0), max(round(y0), 0), min(round(x1), width), min(round(y1), height)
    if left >= right or top >= bottom:
        return FaceQuality(size_px=0, sharpness=0.0, brightness=0.0)
    grey = cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    grows = min(grey.shape) < MEASURED_SIDE
    method = cv2.INTER_LINEAR if grows else cv2.INTER_AREA
    face = cv2.resize(grey, (MEASURED_SIDE, MEASURED_SIDE), interpolation=method)
    edges = cv2.Laplacian(face, cv2.CV_32F)
    yaw, pitch = _pose(detection.landmarks)
    return FaceQuality(
        size_px=round(min(x1 - x0, y1 - y0)),
        sharpness=float(np.var(edges)),
        yaw=yaw,
        pitch=pitch,
        brightness=float(face.mean()) / 255.0,
        clipped=float(np.mean((grey <= 2) | (grey >= 253))),
    )


def inside_share(image: Image, detection: Detection) -> float:
    """The share 0..1 of the face box that lies in the frame."""
    x0, y0, x1, y1 = detection.box
    height, width = image.shape[:2]
    area = (x1 - x0) * (y1 - y0)
    seen = max(min(x1, width) - max(x0, 0), 0) * max(min(y1, height) - max(y0, 0), 0)
    return float(seen / area) if area > 0 else 0.0


def _pose(landmarks: Points) -> tuple[float, float]:
    """Rough yaw (positive: towards the right of the picture) and pitch (positive: down) in degrees.

    On a frontal face the nose tip lies midway between the eyes and 55 % of the way from the eye line
    down to the mouth; it stands out of the eye plane by about half the distance of the eyes.
    """
    if len(landmarks) != 5:
        return 0.0, 0.0
    left, right, nose, mouth_left, mouth_right = (np.array(point) for point in landmarks)
    eyes, mouth = (left + right) / 2, (mouth_left + mouth_right) / 2
    down = mouth - eyes
    long = float(np.hypot(*down))
    if long < 1e-6:
        return 0.0, 0.0
    down /= long
    across = np.array([down[1], -down[0]])
    span = max(float(abs((right - left) @ across)), float(abs((mouth_right - mouth_left) @ across)))
    aside = float((nose - eyes) @ across)
    yaw = math.degrees(math.atan2(2.0 * aside, max(span, 1e-6)))
    pitch = math.degrees(math.asin(max(-1.0, min(1.0, (float((nose - eyes) @ down) / long - 0.55) / 0.5))))
    return yaw, pitch
