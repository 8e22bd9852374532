"""Two results side by side on one clock: two clips, or one clip under two ensembles."""
