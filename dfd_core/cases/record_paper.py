"""The records attached to a PDF report.

Only what this program attaches is looked for: results in their canonical spelling, deflated as Qt writes them. A PDF
that another program has saved anew may hide them; the attachment can always be saved and named itself.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_BEGINS = b'{"schema":'
_MOST = 256 << 20
"""Bytes of a record; more is not unpacked."""


def attached_in(pdf: bytes) -> Iterator[bytes]:
    """The records of a PDF file, in the order in which they lie there."""
    for found in _STREAM.finditer(pdf):
        data = found.group(1)
        if data.startswith(_BEGINS):
            yield data
        elif (unpacked := _unpacked(data)).startswith(_BEGINS):
            yield unpacked


def _unpacked(data: bytes) -> bytes:
    """What is deflated in a stream; nothing where it is something else, seen from its first bytes."""
    try:
        if zlib.decompressobj().decompress(data, len(_BEGINS)) != _BEGINS:
            return b""
        return zlib.decompressobj().decompress(data, _MOST)
    except zlib.error:
        return b""
