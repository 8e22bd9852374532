"""Clips in: what a file is, which frames to look at, and those frames as upright RGB pictures."""
