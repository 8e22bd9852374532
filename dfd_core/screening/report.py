"""The HTML report with everything that can be found out: cards, bands, who decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dfd_core.cases.report_html import ClipReport
from dfd_core.cases.report_parts import Pictures
from dfd_core.detectors.library import Library
from dfd_core.screening.deciding import who_decided
from dfd_core.screening.recall import recall


def clip_report(extract: Mapping[str, Any], library: Library, faces: Pictures | None = None) -> ClipReport:
    """An extract with what the library still knows of its detectors, ready for ``render_report``."""
    known = recall(extract, library)
    deciding = who_decided(extract, known.bands, known.calibration)
    return ClipReport(extract, known.cards, known.bands, deciding, faces)
