"""One module a family of weight files; each loads exactly or not at all."""
