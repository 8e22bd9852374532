"""``dfd``: finds the sub-command and runs it inside the funnel of errors.

Sub-commands are imported when they are called, so that ``dfd --help`` stays instant.
A sub-command is a module of this package with a ``command``; an ``int`` it returns is the exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec

import click

from dfd_core import __version__
from dfd_core.cli.console import guarded, prepare_streams

COMMANDS: Mapping[str, str] = {
    "screen": "Screen clips for face manipulation.",
    "verify": "Check results: hash, score and add up again.",
    "detectors": "List, import, check, fetch and remove detectors.",
    "faces": "Cut the faces out of clips: a face set.",
    "dataset": "Build a labelled face set to train with.",
    "train": "Train a detector by a recipe.",
    "evaluate": "Measure detectors on labelled data.",
    "bench": "Measure how fast this machine screens.",
    "doctor": "Check that everything needed is here and works.",
    "engine": "Run the worker process that other programs drive.",
}
"""Sub-command to its line in the help, in the order of the work."""


class LazyGroup(click.Group):
    """The group of sub-commands, imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The sub-commands that this copy of the program has."""
        del ctx
        return [name for name in COMMANDS if find_spec(_module(name))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a sub-command; None for an unknown one."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(_module(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the sub-commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


def _module(name: str) -> str:
    return f"dfd_core.cli.{name}"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dfd", message="%(prog)s %(version)s")
def group() -> None:
    """DFD screens video clips for face manipulation on your own computer, offline.

    A score is a lead for examination, never proof. Every command explains itself: dfd COMMAND --help
    """


def main(args: Sequence[str] | None = None) -> int:
    """Run ``dfd`` with these arguments (by default the process's own) and return the exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    prepare_streams()
    words = list(sys.argv[1:] if args is None else args)
    return guarded(lambda: _run(words))


def _run(words: list[str]) -> object:
    # Not click's own main(): that one takes an EOFError, which a truncated file can raise, for a Ctrl-D.
    with group.make_context("dfd", words) as context:
        return group.invoke(context)


if __name__ == "__main__":
    sys.exit(main())
