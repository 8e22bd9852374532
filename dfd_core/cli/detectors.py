"""``dfd detectors``: the library of detectors on the command line."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dfd_core.cases.text import printable
from dfd_core.cli.console import NO_RESULT, OK, PathsCommand, complain, interruptible
from dfd_core.cli.downloads import DownloadBar, ProgressLines
from dfd_core.detectors.catalog import Catalog, CatalogItem, load_catalog
from dfd_core.detectors.container import SUFFIX
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.errors import DfdError, MediaError, UsageError
from dfd_core.paths import atomic_write, user_paths

if TYPE_CHECKING:
    from dfd_core.detectors.check import Checked
    from dfd_core.detectors.importers import Proposal

FAMILIES = ("auto", "dfd", "seed", "icpr2020", "selimsef", "deepfakebench", "sbi", "mesonet")
"""As ``dfd_core.detectors.importers`` has them; repeated here because importing that loads torch."""

EVERY = "all"
"""The name that stands for every installed detector in ``check``."""

_PIPE_WIDTH = 240
"""Columns of a table where stdout is no terminal: nothing is cut off there."""

_NAMELESS = "proposal"
"""Stands in a card until its detector has a name."""

_json_option = click.option("--json", "json_to", type=click.Choice(["-"]), help="One JSON object a line on stdout.")
_events_option = click.option("--json", "json_to", type=click.Choice(["-"]), help="Progress and outcome as JSON lines.")
_force_option = click.option("--force", is_flag=True, help="Replace what is there.")
_catalog_option = click.option(
    "--catalog", "catalog_file", type=click.Path(path_type=Path), metavar="FILE", help="Another catalogue file."
)


@click.group("detectors")
def command() -> None:
    """List, import, check, fetch and remove detectors."""


# -- list, show ----------------------------------------------------------------------------------------------------


@command.command("list")
@click.option("--available", is_flag=True, help="What the catalogue offers, instead of what is installed.")
@_catalog_option
@_json_option
def list_command(*, available: bool, catalog_file: Path | None, json_to: str | None) -> int:
    """List the installed detectors and ensembles, or what can be pulled."""
    library = Library(user_paths())
    if available or catalog_file:
        return _list_catalog(load_catalog(catalog_file), library, as_json=bool(json_to))
    scan = library.scan()
    ensembles = library.ensembles()
    if json_to:
        _print_json(_facts(detector) for detector in scan.detectors)
    else:
        _print_detectors(scan.detectors)
        _print_ensembles(ensembles, {detector.name for detector in scan.detectors})
        if faces := library.face_detectors():
            _console().print(f"face detectors: {', '.join(faces)}")
    damaged = [*scan.damaged, *library.damaged_ensembles()]
    for file in damaged:
        complain(file.reason)
    return NO_RESULT if damaged else OK


@command.command("show")
@click.argument("name")
@_json_option
def show_command(name: str, json_to: str | None) -> int:
    """Show everything that is known of a detector or ensemble."""
    library = Library(user_paths())
    ensembles = {ensemble.name: ensemble for ensemble in library.ensembles()}
    if name in ensembles:
        facts = _ensemble_facts(ensembles[name])
    else:
        detector = library.get(name)
        facts = {**_facts(detector), **_card_facts(detector)}
    if json_to:
        _print_json([facts])
    else:
        _print_facts(facts)
    return OK


def _facts(detector: InstalledDetector) -> dict[str, Any]:
    card = detector.card
    return {
        "name": detector.name,
        "title": card.title,
        "family": card.family,
        "network": card.network,
        "input_px": card.input_px,
        "licence": card.licence,
        "commercial": card.commercial,
        "bundled": detector.bundled,
        "bytes": detector.path.stat().st_size,
        "sha256": detector.sha256,
        "path": str(detector.path),
    }


def _card_facts(detector: InstalledDetector) -> dict[str, Any]:
    """The rest of the card, in the order in which a reader asks."""
    known = {"schema", *_facts(detector)}
    card = {key: value for key, value in detector.card.to_json().items() if key not in known}
    return {"weights_sha256": detector.weights_sha256, **card}


def _ensemble_facts(ensemble: Ensemble) -> dict[str, Any]:
    return {
        "name": ensemble.name,
        "title": ensemble.title,
        "detectors": list(ensemble.detectors),
        "aggregation": ensemble.aggregation,
        "persons": ensemble.persons,
        "calibration": ensemble.calibration.to_json() if ensemble.calibration else None,
        "thresholds": ensemble.thresholds.to_json() if ensemble.thresholds else None,
        "notes": ensemble.notes,
    }


def _print_detectors(detectors: Sequence[InstalledDetector]) -> None:
    if not detectors:
        _console().print("no detector is installed; 'dfd detectors list --available' shows what can be pulled")
        return
    table = _table("detector", "what", "network", "input", "licence", "size", "")
    for detector in detectors:
        card = detector.card
        table.add_row(
            *_cells(
                detector.name,
                card.title,
                card.network,
                f"{card.input_px} px",
                card.licence + ("" if card.commercial else " (non-commercial)"),
                _size(detector.path.stat().st_size),
                "bundled" if detector.bundled else "",
            )
        )
    _console().print(table)


def _print_ensembles(ensembles: Sequence[Ensemble], installed: set[str]) -> None:
    if not ensembles:
        return
    table = _table("ensemble", "what", "aggregation", "detectors")
    for ensemble in ensembles:
        members = ", ".join(d if d in installed else f"{d} (missing)" for d in ensemble.detectors)
        table.add_row(*_cells(ensemble.name, ensemble.title, ensemble.aggregation, members))
    _console().print(table)


def _list_catalog(catalog: Catalog, library: Library, *, as_json: bool) -> int:
    here = {*(detector.name for detector in library.detectors()), *library.face_detectors()}
    if as_json:
        _print_json({**_item_facts(item), "installed": item.name in here} for item in catalog.items)
        return OK
    table = _table("name", "what", "network", "licence", "size", "verified by", "")
    for item in catalog.items:
        licence = item.licence + ("" if item.commercial else " (non-commercial: to be confirmed)")
        verified = "sha256" if item.sha256 else "unpinned: structure only"
        state = "installed" if item.name in here else ""
        table.add_row(*_cells(item.name, item.title, item.network, licence, _item_size(item), verified, state))
    for ensemble in catalog.ensembles:
        table.add_row(*_cells(ensemble.name, f"ensemble: {ensemble.title}", f"{len(ensemble.detectors)} detectors"))
    _console().print(table)
    return OK


def _item_facts(item: CatalogItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}


# -- pull, import, export, remove ------------------------------------------------------------------------------------


@command.command("pull")
@click.argument("name")
@_catalog_option
@click.option("--accept-licence", "--yes", "-y", "accepted", is_flag=True, help="Your use is allowed by the licence.")
@_force_option
@_events_option
def pull_command(name: str, catalog_file: Path | None, json_to: str | None, *, accepted: bool, force: bool) -> int:
    """Download a detector, face detector or ready-made ensemble, verify and install it."""
    from dfd_core.detectors.pull import Pull

    catalog = load_catalog(catalog_file)
    items, _ = catalog.wanted(name)
    library = Library(user_paths())
    with interruptible() as stop, DownloadBar() as bar:
        pull = Pull(
            library,
            catalog,
            accept=lambda item: accepted or (not json_to and _confirmed(item)),
            progress=ProgressLines() if json_to else bar.show,
            notify=_note,
            stop=stop,
            replace=force,
        )
        new = pull.run(name)
    licences = sorted({f"{item.licence} ({item.source})" for item in items})
    if json_to:
        _print_json([{"event": "installed", "names": new, "licences": licences}])
        return OK
    click.echo(f"installed: {', '.join(new)}; licence: {', '.join(licences)}" if new else f"{name} is complete already")
    return OK


def _confirmed(item: CatalogItem) -> bool:
    """Ask a person; where there is none, the answer is no."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    question = f"{item.title}: licence {item.licence}, no commercial use ({item.source}). Is your use allowed by it?"
    return click.confirm(printable(question), err=True)


@command.command("import", cls=PathsCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The detector's name: letters, digits, '.', '_', '-'.")
@click.option("--family", type=click.Choice(FAMILIES), default="auto", show_default=True, help="Who made the file.")
@click.option("--head", type=click.Choice(["submission", "notebook"]), help="Seed: the head's variant.")
@click.option("--input", "input_px", type=click.IntRange(16, 1024), metavar="PX", help="Seed: side of the input.")
@click.option(
    "--normalise", type=click.Choice(["imagenet", "half", "raw255", "unit"]), help="Seed: how pixels are scaled."
)
@click.option("--propose", is_flag=True, help="Only say what the file is and what it would become.")
@_json_option
@_force_option
def import_command(
    file: Path,
    name: str,
    family: str,
    head: str | None,
    input_px: int | None,
    normalise: str | None,
    json_to: str | None,
    *,
    propose: bool,
    force: bool,
) -> int:
    """Install a weight file (.pth, .pt, .h5, .safetensors) as a detector: exactly, or not at all."""
    if propose:
        return _propose(file, family, head, input_px, normalise, as_json=bool(json_to))
    if not name:
        raise click.UsageError("Missing option '--name'.", click.get_current_context())
    from dfd_core.detectors.importers import import_file

    notes: list[str] = []
    detector = import_file(
        file,
        name,
        library=Library(user_paths()),
        family=family,
        head=head,
        input_px=input_px,
        normalise=normalise,
        replace=force,
        notify=notes.append if json_to else _note,
    )
    card = detector.card
    if json_to:
        _print_json([{"event": "installed", **_facts(detector), "notes": notes}])
        return OK
    click.echo(f"installed: {detector.name}, {printable(card.title)}, network {card.network}, {card.input_px} px")
    _note(f"try it on one real and one fake face: dfd detectors check {detector.name} IMAGE...")
    return OK


def _propose(
    file: Path, family: str, head: str | None, input_px: int | None, normalise: str | None, *, as_json: bool
) -> int:
    """Say what a file is; exit code 1 where its keys do not tell and no family was named."""
    from dfd_core.detectors.importers import propose
    from dfd_core.detectors.importers.base import Choices

    found = propose(file, Choices(_NAMELESS, head, input_px, normalise), family)
    if as_json:
        _print_json([_proposal_facts(file, found)])
    elif found.converted:
        _print_facts(_proposal_facts(file, found))
    else:
        complain(f"{found.reason} (say which with --family {'|'.join(FAMILIES[1:])}, if it is one of these)")
    return OK if found.converted else NO_RESULT


def _proposal_facts(file: Path, found: Proposal) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "file": str(file),
        "recognised": found.recognised,
        "open_choices": list(found.open_choices),
        "reason": found.reason,
        "notes": list(found.converted.notes) if found.converted else [],
    }
    if found.converted:
        card = found.converted.card.to_json()
        facts |= {key: value for key, value in card.items() if key not in {"schema", "name"}}
    return facts


@command.command("export", cls=PathsCommand)
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@_force_option
def export_command(name: str, file: Path, *, force: bool) -> int:
    """Copy a detector's file, card and weights, to FILE (or into it, where it is a folder)."""
    detector = Library(user_paths()).get(name)
    target = file / detector.path.name if file.is_dir() else file
    if target.exists() and not force:
        raise UsageError("exists", f"{target}: exists already", "choose another name, or say --force")
    try:
        with detector.path.open("rb") as source, atomic_write(target) as stream:
            shutil.copyfileobj(source, stream)
    except OSError as error:
        raise DfdError("not_writable", f"{target}: cannot be written: {error.strerror}") from error
    click.echo(f"exported: {name} to {printable(str(target))}")
    return OK


@command.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--kind", type=click.Choice(["detector", "ensemble"]), help="Where both have the same name.")
def remove_command(names: tuple[str, ...], kind: Literal["detector", "ensemble"] | None) -> int:
    """Delete detectors, ensembles or face detectors of yours; clips already screened keep their results."""
    library = Library(user_paths())
    for name in names:
        users = [e.name for e in library.ensembles() if name in e.detectors]
        removed = library.remove(name, kind)
        click.echo(f"removed: {printable(str(removed))}")
        if users and removed.suffix == SUFFIX:
            _note(f"{', '.join(users)} cannot run without {name} any more")
    return OK


# -- check ---------------------------------------------------------------------------------------------------------


@command.command("default")
@click.argument("name", required=False)
@click.option("--forget", is_flag=True, help="Go back to the built-in choice.")
def default_command(name: str | None, *, forget: bool) -> int:
    """Say or choose the ensemble that 'dfd screen' asks when none is named."""
    library = Library(user_paths())
    if name or forget:
        library.set_default("" if forget else name or "")
    ensemble = library.default_ensemble()
    click.echo(f"{ensemble.name}: {', '.join(ensemble.detectors)}")
    return OK


@command.command("check", cls=PathsCommand)
@click.argument("name")
@click.argument("images", nargs=-1, required=True, metavar="IMAGE...", type=click.Path(path_type=Path))
@_json_option
def check_command(name: str, images: tuple[Path, ...], json_to: str | None) -> int:
    """Score finished face crops on every backend and compare them; NAME may be 'all'."""
    library = Library(user_paths())
    scan = library.scan().detectors
    chosen = scan if name == EVERY and name not in {d.name for d in scan} else (library.get(name),)
    if not chosen:
        raise UsageError("no_detector", "no detector is installed", "see 'dfd detectors list --available'")
    told: set[str] = set()
    outcomes = [_check_one(detector, images, library, told, as_json=bool(json_to)) for detector in chosen]
    return OK if all(outcomes) else NO_RESULT


def _check_one(
    detector: InstalledDetector, images: Sequence[Path], library: Library, told: set[str], *, as_json: bool
) -> bool:
    """Whether all went well; a broken picture is told once, not for every detector (``told``)."""
    from dfd_core.detectors.check import check

    good = True
    table = _table("detector", "image", "score", "logit onnx", "logit torch", "difference")
    for checked in check(detector, images, library.paths):
        if isinstance(checked, MediaError):
            if str(checked) not in told:
                complain(str(checked))
            told.add(str(checked))
            good = False
            continue
        if as_json:
            _print_json([_check_facts(detector, checked)])
        else:
            table.add_row(*_check_cells(detector, checked))
        if not checked.agrees:
            complain(f"{detector.name}: {checked.image}: the backends differ by {checked.difference:.2g} in the logit")
            good = False
    if not as_json and table.row_count:
        _console().print(table)
    return good


def _check_facts(detector: InstalledDetector, checked: Checked) -> dict[str, Any]:
    """``score`` and ``logit`` of ONNX Runtime, which screens on the CPU, then every backend by name."""
    scores = checked.scores()
    return {
        "image": str(checked.image),
        "detector": detector.name,
        "score": scores["onnx"],
        "logit": checked.logits["onnx"],
        "backends": {name: {"score": scores[name], "logit": logit} for name, logit in checked.logits.items()},
        "difference": checked.difference,
    }


def _check_cells(detector: InstalledDetector, checked: Checked) -> list[Text]:
    logits = checked.logits
    numbers = (f"{checked.scores()['onnx']:.4f}", f"{logits['onnx']:.4f}", f"{logits['torch']:.4f}")
    return _cells(detector.name, str(checked.image), *numbers, f"{checked.difference:.1e}")


# -- output --------------------------------------------------------------------------------------------------------


def _console() -> Console:
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place == 0)
    return table


def _cells(*values: str) -> list[Text]:
    """Plain text of cards and files: neither markup nor terminal codes of theirs take effect."""
    return [Text(printable(value)) for value in values]


def _print_json(values: Iterable[Mapping[str, Any]]) -> None:
    for value in values:
        click.echo(json.dumps(value, ensure_ascii=False))


def _print_facts(facts: Mapping[str, Any]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts.items():
        if value not in ("", None, [], {}):
            table.add_row(*_cells(name.replace("_", " "), _in_words(value)))
    _console().print(table)


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_in_words(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(inner) for inner in value)
    return str(value)


def _item_size(item: CatalogItem) -> str:
    if item.bytes is not None:
        return _size(item.bytes)
    return f"~{_size(item.approximate_bytes)}" if item.approximate_bytes else "?"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def _note(text: str) -> None:
    click.echo(printable(text), err=True)
