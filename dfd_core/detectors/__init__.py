"""Detectors: cards, the library on disk, networks by name, importers."""
