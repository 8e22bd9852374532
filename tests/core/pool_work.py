"""What the processes of a pool do in tests; light, because each of them imports it."""

from __future__ import annotations

import os


def square(task: int) -> int:
    """The square of the task; 3 kills its process."""
    if task == 3:
        os._exit(7)
    return task * task
