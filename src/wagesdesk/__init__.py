"""WagesDesk: enterprise programmes inside prisons, offline."""

__version__ = "0.1.0"

BUILT = "2026-09-01"
"""The day of this release, ISO; a machine whose clock says an earlier day is wrong."""
