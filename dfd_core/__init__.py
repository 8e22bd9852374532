"""DFD's core: video, faces, detectors, screening, training and cases, without any GUI."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("dfd")
except PackageNotFoundError:  # a bare checkout that nobody installed
    __version__ = "0+unknown"
