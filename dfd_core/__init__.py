"""DFD's core: video, faces, detectors, screening, training and cases, without any GUI."""

import os
from importlib.metadata import PackageNotFoundError, version

# ONNX Runtime reports its use over the network and marks the computer with a number, from its import on, unless this
# is said before: a forensic tool calls nobody unasked.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

try:
    __version__ = version("dfd")
except PackageNotFoundError:  # a bare checkout that nobody installed
    __version__ = "0+unknown"
