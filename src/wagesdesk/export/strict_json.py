"""JSON from outside, read strictly, and written one way only."""

from __future__ import annotations


def encode(value: object) -> bytes:
    """Canonical: UTF-8, sorted keys, no spaces."""
    raise NotImplementedError


def decode(data: bytes, *, limit: int) -> object:
    """At most `limit` bytes, depth 8, integers of 64 bits and no fractions, no key twice. `BundleAltered(code="json")` otherwise."""
    raise NotImplementedError
