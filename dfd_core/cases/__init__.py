"""The memory of results: case store, canonical extract, reports."""
