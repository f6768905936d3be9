"""Stands before the package `tests` that spylls leaves in site-packages."""
