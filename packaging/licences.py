"""Make the page of licences that the application shows: ``python packaging/licences.py FOLDER``.

Writes ``FOLDER/licences.html``, a table that Qt's text browser and any web browser can show, and a text file for
each part in ``FOLDER/licences``, with the same table as text before them.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import shipped
import versions

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Licences of DFD {version}</title>
<style>body {{ font-family: sans-serif; margin: 2em; max-width: 70em }} td {{ padding: .3em .8em .3em 0;
vertical-align: top }} th {{ text-align: left }}</style></head><body>
<h1>Licences</h1>
<p>DFD {version} is made of the parts below. Each is under its own licence; the texts are beside this page.</p>
{notes}
<table><tr><th>Part</th><th>Version</th><th>Licence</th><th>What it is</th></tr>
{rows}
</table></body></html>
"""


def write(folder: Path, parts: Sequence[shipped.Part]) -> Path:
    """Write page and texts into ``folder`` and return the page's path."""
    texts = folder / "licences"
    texts.mkdir(parents=True, exist_ok=True)
    (texts / "00-overview.txt").write_text(_overview(parts), encoding="utf-8")
    for part in parts:
        (texts / _file(part)).write_text(_text(part), encoding="utf-8")
    page = folder / "licences.html"
    notes = "\n".join(f"<p>{html.escape(part.note)}</p>" for part in parts if part.note)
    rows = "\n".join(_row(part) for part in parts)
    page.write_text(_PAGE.format(version=versions.version(), notes=notes, rows=rows), encoding="utf-8")
    return page


def without_text(parts: Sequence[shipped.Part]) -> list[str]:
    """Names of the parts whose licence is told in a word only."""
    return [part.name for part in parts if not part.texts]


def _row(part: shipped.Part) -> str:
    licence = f'<a href="licences/{html.escape(_file(part))}">{html.escape(part.licence)}</a>'
    cells = (html.escape(part.name), html.escape(part.version), licence, html.escape(part.summary))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _overview(parts: Sequence[shipped.Part]) -> str:
    notes = [f"{note}\n" for note in dict.fromkeys(part.note for part in parts) if note]
    lines = [f"{f'{part.name} {part.version}':44}  {part.licence}\n" for part in parts]
    head = f"DFD {versions.version()} is made of the parts below. Each is under its own licence.\n"
    return "\n".join([head, *notes, "".join(lines)])


def _text(part: shipped.Part) -> str:
    head = f"{part.name} {part.version}".strip()
    lines = [head, part.home, f"Licence: {part.licence}", part.note]
    blocks = [f"{'=' * 78}\n{name}\n{'=' * 78}\n\n{text}\n" for name, text in part.texts]
    return "\n".join(filter(None, lines)) + "\n\n" + "\n\n".join(blocks)


def _file(part: shipped.Part) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", part.name).strip("-").lower() + ".txt"


def main(target: str) -> None:
    """Write the page and say which parts bring no text of their own."""
    found = shipped.parts()
    page = write(Path(target), found)
    lacking = without_text(found)
    sys.stdout.write(f"{page}: {len(found)} parts, without a text: {', '.join(lacking) or 'none'}\n")


if __name__ == "__main__":
    main(sys.argv[1])
