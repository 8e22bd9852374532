"""The record in an HTML report: how it is written there, and how it is found again.

Each clip's article ends in a footer that states the SHA-256 of the record (and another one where the analyst's remarks
stand beside it) and carries the record itself, as a link that saves it. The bytes behind the link are the canonical
ones, so the saved file has a stated SHA-256.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote, unquote

_PREFIX = "data:application/json;base64,"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the footer of a clip says: each stated SHA-256, and the record's bytes (empty in early reports)."""

    stated: tuple[str, ...]
    record: bytes = b""


def record_link(record: bytes) -> str:
    """The record as an address that a browser saves; without slashes, so that nobody takes it for one of a server."""
    return _PREFIX + quote(base64.b64encode(record), safe="+=")


def shown_in(page: bytes) -> list[Shown]:
    """What an HTML report shows, clip by clip; nothing for a page that is none."""
    reader = _Reader()
    reader.feed(page.decode("utf-8", "replace"))
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Looks into the footers of the articles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Shown] = []
        self._inside = False
        self._stated: list[str] = []
        self._record = b""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "footer":
            self._inside, self._stated, self._record = True, [], b""
        elif tag == "a" and self._inside:
            self._record = self._record or _record(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "footer" and self._inside:
            self._inside = False
            if self._stated or self._record:
                self.found.append(Shown(tuple(self._stated), self._record))

    def handle_data(self, data: str) -> None:
        if self._inside and _SHA256.fullmatch(data.strip()):
            self._stated.append(data.strip())


def _record(address: str) -> bytes:
    if not address.startswith(_PREFIX):
        return b""
    try:
        return base64.b64decode(unquote(address.removeprefix(_PREFIX)), validate=True)
    except binascii.Error:
        return b"damaged"  # no JSON: the reader of it says so
