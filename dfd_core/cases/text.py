"""Text safe to show. Imports nothing heavy: the command line starts with it."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    r"""``text`` safe for a terminal, a page and a log: control, format and lone surrogate characters as escapes.

    A file name may hold line feeds, terminal escape codes, right-to-left overrides or bytes that are no text.
    """
    return "".join(_escape(c) if unicodedata.category(c) in _UNSAFE else c for c in text)


_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
