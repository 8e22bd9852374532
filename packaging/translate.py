"""The translations of the window: from the sources to ``resources/translations/dfd_LANGUAGE.ts`` and ``.qm``.

    python packaging/translate.py update             # bring the .ts up to date with the sources, drop what is gone
    python packaging/translate.py missing > words.json   # what is not translated: {"English": ""}
    python packaging/translate.py fill words.json    # take the translations from such a file, for every context
    python packaging/translate.py compile            # make the .qm that the program reads
    python packaging/translate.py check              # exit code 1 if any of the above is due, or a translation is odd

A translation keeps the ``{names}`` in braces, a trailing ``...`` and the ``&`` of a menu. Uses lupdate and lrelease of
PySide6.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtXml import QDomDocument, QDomElement

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
_FIELD = re.compile(r"{[^{}]*}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a ``.ts`` file; ``translation`` is empty while there is none."""

    context: str
    source: str
    translation: str


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description="Keep the window's translations up to date.")
    parser.add_argument("command", choices=("update", "missing", "fill", "compile", "check"))
    parser.add_argument("file", nargs="?", type=Path, help="of fill: a JSON object of English to translated texts")
    parser.add_argument("--language", default="de")
    options = parser.parse_args()
    ts = FOLDER / f"dfd_{options.language}.ts"
    if options.command == "update":
        update(ts)
    elif options.command == "missing":
        texts = {entry.source: "" for entry in entries(ts) if not entry.translation}
        sys.stdout.write(json.dumps(texts, ensure_ascii=False, indent=1) + "\n")
    elif options.command == "fill":
        fill(ts, json.loads(options.file.read_text(encoding="utf-8")))
    elif options.command == "compile":
        compile_to(ts, ts.with_suffix(".qm"))
    else:
        return report(list(faults(ts)))
    return 0


def update(ts: Path) -> None:
    """Bring a ``.ts`` file up to date with the sources; made if it is not there."""
    sources = sorted(str(path) for path in (ROOT / "dfd_gui").rglob("*.py"))
    with tempfile.NamedTemporaryFile("w", suffix=".lst", encoding="utf-8", delete=False) as names:
        names.write("\n".join(sources))
        names.close()
        options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", _language(ts)]
        _run("lupdate", f"@{names.name}", *options, "-ts", str(ts))


def entries(ts: Path) -> list[Entry]:
    """The texts of a ``.ts`` file."""
    return [entry for entry, _ in _messages(_parsed(ts))]


def fill(ts: Path, texts: dict[str, str]) -> None:
    """Write translations into a ``.ts`` file; texts that it does not know are ignored, empty ones too."""
    document = _parsed(ts)
    for entry, message in list(_messages(document)):
        if text := texts.get(entry.source):
            done = document.createElement("translation")
            done.appendChild(document.createTextNode(text))
            message.replaceChild(done, message.firstChildElement("translation"))
    ts.write_text(document.toString(1), encoding="utf-8")
    update(ts)  # in lupdate's own hand, so that differences stay small


def compile_to(ts: Path, qm: Path) -> None:
    """Make the file that the program reads."""
    _run("lrelease", "-silent", str(ts), "-qm", str(qm))


def faults(ts: Path) -> Iterator[str]:
    """What is wrong with a ``.ts`` file and its ``.qm``, in one line each."""
    with tempfile.TemporaryDirectory() as folder:
        fresh, compiled = Path(folder) / ts.name, Path(folder) / "fresh.qm"
        update(fresh)
        wanted, known = _keys(fresh), _keys(ts)
        yield from (f"not in {ts.name}: {context}: {source!r}" for context, source in sorted(wanted - known))
        yield from (f"gone from the sources: {context}: {source!r}" for context, source in sorted(known - wanted))
        compile_to(ts, compiled)
        qm = ts.with_suffix(".qm")
        if not qm.exists() or qm.read_bytes() != compiled.read_bytes():
            yield f"{qm.name} is not that of {ts.name}: compile it"
    for entry in entries(ts):
        if why := odd(entry):
            yield f"{entry.context}: {entry.source!r}: {why}"


def odd(entry: Entry) -> str:
    """What a translation does not keep of its source."""
    if not entry.translation:
        return "not translated"
    if sorted(_FIELD.findall(entry.source)) != sorted(_FIELD.findall(entry.translation)):
        return f"other fields in {entry.translation!r}"
    if entry.source.endswith("...") != entry.translation.endswith("..."):
        return f"the dots at the end of {entry.translation!r}"
    if ("&" in entry.source) != ("&" in entry.translation):
        return f"the key of {entry.translation!r}"
    return ""


def report(lines: list[str]) -> int:
    """Print the faults; the exit code."""
    sys.stdout.write("".join(f"{line}\n" for line in lines) or "all texts are translated\n")
    return int(bool(lines))


def _parsed(ts: Path) -> QDomDocument:
    document = QDomDocument()
    if not document.setContent(QByteArray(ts.read_bytes())):
        raise SystemExit(f"{ts}: it cannot be read")
    return document


def _messages(document: QDomDocument) -> Iterator[tuple[Entry, QDomElement]]:
    """The texts, each with its element."""
    for context in _children(document.documentElement(), "context"):
        name = context.firstChildElement("name").text()
        for message in _children(context, "message"):
            translation = message.firstChildElement("translation")
            text = "" if translation.attribute("type") == "unfinished" else translation.text()
            yield Entry(name, message.firstChildElement("source").text(), text), message


def _children(parent: QDomElement, name: str) -> Iterator[QDomElement]:
    child = parent.firstChildElement(name)
    while not child.isNull():
        yield child
        child = child.nextSiblingElement(name)


def _keys(ts: Path) -> set[tuple[str, str]]:
    return {(entry.context, entry.source) for entry in entries(ts)}


def _language(ts: Path) -> str:
    return ts.stem.removeprefix("dfd_")


def _run(tool: str, *words: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}{'.exe' if sys.platform == 'win32' else ''}")
    done = subprocess.run([str(program), *words], check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{program.name} failed: {done.stderr.strip() or done.stdout.strip()}")


if __name__ == "__main__":
    sys.exit(main())
