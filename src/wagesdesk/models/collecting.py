"""Python's search for circles of objects, at rest while a great many are made that hold no circle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Within it nothing is collected that refers to itself; everything else is freed as ever. For a bulk of entries:
    the search would go through all that are held, again and again. May stand within itself; around a function too."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
