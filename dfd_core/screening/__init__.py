"""From a clip to a verdict: backends, pipeline, aggregation, words."""
