"""Clips in: probing, frames with timestamps, sampling plans, the scrubbing proxy."""
