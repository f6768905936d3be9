"""Bringing records back from a backup, from the lock page or on an empty machine."""
