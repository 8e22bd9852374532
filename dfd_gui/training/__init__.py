"""The training room: wizard, live monitor, list of runs."""
