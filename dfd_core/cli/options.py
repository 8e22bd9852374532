"""Options that several commands have, each with its one name, range and help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

ensemble = click.option("--ensemble", metavar="NAME", help="Ask this ensemble of the library.")
detectors = click.option(
    "--detector", "detectors", metavar="NAME", multiple=True, help="Ask this detector; may be repeated."
)
recursive = click.option("--recursive", "-r", is_flag=True, help="Look into sub-folders.")
quiet = click.option("--quiet", "-q", is_flag=True, help="Show only what went wrong.")
events_as_json = click.option(
    "--json", "as_json", metavar="-", type=click.Choice(["-"]), help="One JSON object an event on stdout."
)
face_detector = click.option(
    "--face-detector",
    type=click.Choice(["auto", "mtcnn", "yunet"]),
    default="auto",
    show_default=True,
    help="Find faces with this one; auto: yunet where it is installed, else mtcnn.",
)

# ---- of what makes a face set

face_set = click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder of the face set."
)
margin = click.option("--margin", type=click.FloatRange(0.0, 2.0), help="Margin around the box, as a share of it.")
stored_as = click.option("--format", "stored_as", type=click.Choice(["jpg", "png"]), default="jpg", show_default=True)
processes = click.option(
    "--processes", "-j", default=0, type=click.IntRange(0, 256), help="Clips at once [default: cores - 1]."
)


def persons(default: str) -> Callable[[CommandT], CommandT]:
    """``--persons``: ``main`` or ``all``."""
    choice = click.Choice(["main", "all"])
    return click.option("--persons", type=choice, default=default, show_default=True, help="Whose faces are stored.")
