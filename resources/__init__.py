"""Bundled read-only data (installed as the package ``dfd_resources``)."""
