"""Entry point ``dfd-gui``."""

from __future__ import annotations

import sys


def main() -> int:
    """Say that this version has no window yet; exit code 2."""
    sys.stderr.write("dfd-gui: this version has no window yet (screen clips with 'dfd screen PATH...')\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
