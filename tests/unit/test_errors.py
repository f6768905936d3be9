"""The tree of errors: each of them can be told by another process too."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import Pipe

import pytest

from wagesdesk.errors import UserError


def tree(top: type[UserError]) -> Iterator[type[UserError]]:
    """`top` and all below it."""
    yield top
    for below in top.__subclasses__():
        yield from tree(below)


@pytest.mark.parametrize("kind", list(tree(UserError)))
def test_an_error_comes_out_of_another_process_whole(kind: type[UserError]) -> None:
    error = kind(field="name", code="empty", most=12)
    here, sent = Pipe()
    with here, sent:
        sent.send(error)
        there = here.recv()
    assert type(there) is kind
    assert there.fields == error.fields
    assert str(there) == str(error)
