"""Undo and redo as the keys and the toast ask for them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from wagesdesk.errors import NothingToUndo, UserError
from wagesdesk.problems import describe
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token


def reverse(desk: Desk, owner: QObject, verb: str) -> None:
    """Take the last change back (`verb` "undo"), or do again what was taken back ("redo"), and say so.

    A change of many records, such as a list that was brought in, is a job.
    """
    from wagesdesk.services import history

    one, said, under_way = {
        "undo": (history.undo, _("The change was taken back"), _("Taking the change back")),
        "redo": (history.redo, _("The change was done again"), _("Doing the change again")),
    }[verb]

    def done(what: history.Reversed) -> None:
        desk.bus.tell(what.changes)
        desk.toast(said)

    def failed(error: Exception) -> None:
        if isinstance(error, NothingToUndo):
            desk.toast(describe(error).what)
        else:
            desk.problem(error)

    def work(token: Token) -> history.Reversed:
        return one(desk.vault, desk.staff_id, lambda at, total: token.step(at, total, under_way))

    try:
        if history.is_long(desk.vault, verb):
            desk.jobs.start(work, owner=owner, done=done, failed=failed)
        else:
            done(one(desk.vault, desk.staff_id))
    except UserError as error:
        failed(error)
