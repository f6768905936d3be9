"""How a form is saved: what cannot be used is marked where it stands, the rest is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import describe

if TYPE_CHECKING:
    from wagesdesk.services.changes import Changes
    from wagesdesk.ui.desk import Desk
    from wagesdesk.ui.widgets.field import Field


def save_form(
    desk: Desk, fields: Mapping[str, Field[Any]], write: Callable[[], tuple[Changes, str]], done: Callable[[], None]
) -> None:
    """`write` gives what changed and the words of the toast, or raises FieldInvalid for one of `fields` or another
    UserError; `done` is called before the pages are told."""
    for one in fields.values():
        one.clear_error()
    try:
        changes, words = write()
    except FieldInvalid as error:
        problem, wrong = describe(error), fields.get(str(error.fields.get("field")))
        if wrong is None:
            desk.problem(error)
        else:
            wrong.set_error(f"{problem.what} {problem.now}")
    except UserError as error:
        desk.problem(error)
    else:
        done()
        desk.bus.tell(changes)
        if changes:
            desk.toast(words, undo=True)
