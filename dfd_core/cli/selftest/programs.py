"""How this copy's own programs are started, frozen or not."""

from __future__ import annotations

import sys
from pathlib import Path


def window_command() -> list[str]:
    """The first words of a command line that opens the window."""
    if getattr(sys, "frozen", False):
        here = Path(sys.executable)
        return [str(here.with_name(f"dfd-gui{here.suffix}"))]
    return [sys.executable, "-P", "-m", "dfd_gui"]
