"""The library room: installed detectors, ensembles, catalogue."""
