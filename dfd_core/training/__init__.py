"""The one training loop and its data, recipes, evaluation and calibration."""
