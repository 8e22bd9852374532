"""What holds for every test."""

from __future__ import annotations

import os

# Set before torch is loaded: two test processes with as many threads each as there are cores wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")
