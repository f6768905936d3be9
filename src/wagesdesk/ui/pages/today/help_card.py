"""Where help was asked today, for the next explanation to all. Counts and questions only: others look on."""

from __future__ import annotations

from wagesdesk.services.help_calls import Asked
from wagesdesk.text import _, ngettext
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel

_MOST = 3


class HelpCard(Card):
    """Hidden on a day without a raised hand."""

    def __init__(self) -> None:
        super().__init__(_("Help asked today"))
        self._count = PlainLabel("", "second", colour="soft")
        self.add_right(self._count)
        self._words = PlainLabel("", wrap=True)
        self.body.addWidget(self._words)
        self.hide()

    def show_asked(self, asked: tuple[Asked, ...]) -> None:
        """Show these; the most frequent come first."""
        self.setVisible(bool(asked))
        whole = sum(one.count for one in asked)
        self._count.setText(ngettext("%(count)d time", "%(count)d times", whole) % {"count": whole})
        self._words.setText("\n".join(_line(one) for one in asked[:_MOST]))


def _line(one: Asked) -> str:
    fields = {"count": one.count, "place": place_words(one.question)}
    if one.waiting:
        return _("%(count)d at %(place)s, a hand is up") % fields
    return _("%(count)d at %(place)s") % fields


def place_words(question: str) -> str:
    """A question's code ("plan.4", "sums.costs.2") as a facilitator knows it."""
    kind, _dot, rest = question.partition(".")
    number = rest.rpartition(".")[2]
    if kind == "plan" and number:
        return _("My plan, question %(number)s") % {"number": number}
    if kind == "plan":
        return _("My plan")
    if kind == "sums":
        return _("My sums")
    return {"home": _("her first page"), "pitch": _("My pitch"), "steps": _("My next steps")}.get(kind, _("My plan"))
