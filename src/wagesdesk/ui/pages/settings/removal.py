"""Removing a person: what it means, before the new key is made."""

from __future__ import annotations

from wagesdesk.problems import Problem
from wagesdesk.services.staff import StaffRow
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.new_key import KeyForm
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


class RemovalForm(KeyForm):
    """Asks first."""

    def __init__(self, desk: Desk, person: StaffRow) -> None:
        self.person = person
        name = {"name": person.name}
        asking = ProblemPanel("amber")
        super().__init__(desk, _("Remove %(name)s?") % name, (asking,), without=person.id)
        asking.say(
            Problem(
                _("%(name)s will not be able to unlock any more. This cannot be undone.") % name,
                _("What %(name)s wrote stays, under the same name. The records get a new key, so that nothing that was "
                  "kept opens them.") % name,
                _("Everybody who stays types their passphrase once, or gets new words on paper. Backups in both places "
                  "are made anew; destroy any other copies, for they still open with the old words."),
            )
        )  # fmt: skip

    @property
    def last_words(self) -> str:
        return _("Remove %(name)s and make a new key") % {"name": self.person.name}
