"""WagesDesk: enterprise programmes inside prisons, offline."""

__version__ = "0.1.0"
