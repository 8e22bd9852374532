"""Faces in frames: detection, persons over time, crops and their quality."""
