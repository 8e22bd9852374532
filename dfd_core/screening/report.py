"""The HTML report with everything that can be found out: cards, bands, who decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dfd_core.cases.remarks import apart
from dfd_core.cases.report_html import ClipReport
from dfd_core.cases.report_parts import Pictures
from dfd_core.detectors.library import Library
from dfd_core.screening.deciding import who_decided
from dfd_core.screening.recall import recall
from dfd_core.screening.rest import rest_without


def clip_report(extract: Mapping[str, Any], library: Library, faces: Pictures | None = None) -> ClipReport:
    """An extract with what the library still knows of its detectors, ready for ``render_report``.

    The analyst's remarks may lie in it, as exported.
    """
    result, remarks = apart(extract)
    known = recall(result, library)
    deciding = who_decided(result, known.bands, known.calibration)
    rest = rest_without(result, remarks.left_out, deciding, known.bands)
    return ClipReport(extract, known.cards, known.bands, deciding, faces, rest)
