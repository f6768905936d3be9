"""Something is lost: what is in other hands, what that means, and a new key."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from wagesdesk.problems import Problem
from wagesdesk.services import card
from wagesdesk.text import _
from wagesdesk.ui import labels
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.new_key import KeyForm
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


class LostForm(KeyForm):
    """`card_id` is the card of the machine that is gone, empty for a copy of this one."""

    def __init__(self, desk: Desk) -> None:
        self.what: Field[QComboBox] = Field(_("What is gone"), QComboBox())
        self.what.editor.addItem(_("A backup, or a copy of this machine"), "")
        for one in card.cards(desk.vault):
            if one.kind in ("laptop", "terminal"):
                named = _("%(place)s, %(kind)s") % {"place": one.place, "kind": labels.place_kind(one.kind)}
                self.what.editor.addItem(named, one.id)
        asking = ProblemPanel("amber")
        super().__init__(desk, _("Is a machine or a stick gone?"), (self.what, asking), without=None)
        asking.say(
            Problem(
                _("Whoever has it, and words that opened it, can read what was written up to that day."),
                _("The records here get a new key: nothing of it opens what is written from now on. A machine that is "
                  "gone is trusted no more, for its card is removed."),
                _("Give new words on paper to everybody whose words may be known. Backups in both places are made "
                  "anew. Tell the security officer. Bundles are locked for their recipients alone; for those nothing "
                  "need be done here."),
            )
        )  # fmt: skip

    @property
    def card_id(self) -> str:
        return str(self.what.editor.currentData())

    @property
    def last_words(self) -> str:
        return _("Make a new key")
