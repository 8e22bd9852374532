"""Verifying a record: is this the file, are these the detectors, do they say it again, does the verdict follow?"""
