"""``dfd engine``: the worker process."""

from __future__ import annotations

import click

HELP = """Run the worker process that other programs drive.

Commands come in on stdin and events go out on stdout, one JSON object a line; stderr is a log for people. The window
starts it by itself. On another computer it can be started through any program that passes both on, for example
"ssh gpu-box dfd engine". It ends when stdin ends.
"""


@click.command("engine", help=HELP)
def command() -> None:
    """See ``HELP``."""
    from dfd_core.engine.worker import serve

    serve()
