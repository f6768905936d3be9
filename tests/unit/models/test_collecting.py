"""Python's collector rests while many entries are made, and is at work again after that, whatever happened."""

from __future__ import annotations

import gc

import pytest

from wagesdesk.models.collecting import collector_resting


def test_it_rests_within_and_works_after() -> None:
    with collector_resting():
        assert not gc.isenabled()
        with collector_resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="torn"), collector_resting():
        raise ValueError("torn")
    assert gc.isenabled()
