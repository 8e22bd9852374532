"""``dfd doctor``: is everything here that screening needs, and does it work?"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import click

from dfd_core import __version__
from dfd_core.cli.checks import Check, State, all_checks
from dfd_core.cli.console import NO_RESULT, OK
from dfd_core.paths import user_paths

SLOW_S = 0.1
"""A check that takes longer says how long it took."""


@click.command("doctor")
@click.option("--self-test", is_flag=True, help="Also do everything once: decode, screen, train, window.")
@click.option("--json", "json_to", type=click.Choice(["-"]), help="Write the checks as one JSON object to stdout.")
def command(self_test: bool, json_to: str | None) -> int:
    """Check versions, devices, codecs, folders, detectors and the case store.

    Each line says PASS, WARN or FAIL and what to do. Exit code 1 if any check fails.

    The self-test works in a temporary folder: it decodes the bundled clip to the bit, screens it to kept scores,
    keeps and renders the result, trains a tiny network, drives the engine and lets the window paint itself.
    """
    checks: Iterator[Check] = all_checks(user_paths())
    if self_test:
        from dfd_core.cli.selftest import self_test as run

        checks = chain(checks, run())
    checks = _timed(checks)
    done = _as_json(checks) if json_to else _as_lines(checks)
    return NO_RESULT if any(check.state is State.FAIL for check in done) else OK


def _timed(checks: Iterator[Check]) -> Iterator[Check]:
    """The checks with the seconds that each took."""
    began = time.perf_counter()
    for check in checks:
        now = time.perf_counter()
        yield replace(check, seconds=now - began)
        began = time.perf_counter()


def _as_json(checks: Iterator[Check]) -> list[Check]:
    done = list(checks)
    lines = [
        {"name": c.name, "state": str(c.state), "detail": c.detail, "hint": c.hint, "seconds": round(c.seconds, 3)}
        for c in done
    ]
    report = {
        "ok": not any(check.state is State.FAIL for check in done),
        "version": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "seconds": round(sum(check.seconds for check in done), 3),
        "checks": lines,
    }
    click.echo(json.dumps(report, ensure_ascii=False))
    return done


def _as_lines(checks: Iterator[Check]) -> list[Check]:
    from rich.console import Console
    from rich.text import Text

    from dfd_core.cases.text import printable

    console = Console(highlight=False, soft_wrap=True)
    styles = {State.GOOD: "green", State.WARN: "bold yellow", State.FAIL: "bold red"}
    done = []
    for check in checks:
        line = Text(f"{check.state}  ", style=styles[check.state])
        line.append(f"{check.name}: {printable(check.detail)}", style="default not bold")
        if check.seconds >= SLOW_S:
            line.append(f" [{check.seconds:.1f} s]", style="default not bold dim")
        if check.hint:
            line.append(f"\n      {printable(check.hint)}", style="default not bold dim")
        console.print(line)
        done.append(check)
    counts = ", ".join(f"{sum(c.state is state for c in done)} {state}" for state in State)
    console.print(Text(f"{len(done)} checks: {counts}"))
    return done
