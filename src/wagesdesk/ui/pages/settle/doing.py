"""A short write from this page, told to the pages and in a toast."""

from __future__ import annotations

from collections.abc import Callable

from wagesdesk.errors import UserError
from wagesdesk.services.changes import Changes
from wagesdesk.ui.desk import Desk


def do(desk: Desk, work: Callable[[], Changes], words: str, *, undo: bool = True) -> None:
    """Do it; what went wrong goes to the red bar."""
    try:
        changes = work()
    except UserError as error:
        desk.problem(error)
    else:
        desk.bus.tell(changes)
        desk.toast(words, undo=undo)
