"""What the people on the programme are called here, in sentences."""

from __future__ import annotations

from wagesdesk.services.site import PARTICIPANTS, WOMEN, GroupWord
from wagesdesk.text import _, ngettext


def counted(word: GroupWord, count: int) -> str:
    """`1 woman`, `12 women`. The two that ship are translated; a word of the place's own is not."""
    if word == WOMEN:
        return ngettext("%(count)d woman", "%(count)d women", count) % {"count": count}
    if word == PARTICIPANTS:
        return ngettext("%(count)d participant", "%(count)d participants", count) % {"count": count}
    return f"{count} {word.one if count == 1 else word.many}"


def many(word: GroupWord) -> str:
    """`women`."""
    known = {WOMEN: _("women"), PARTICIPANTS: _("participants")}
    return known.get(word, word.many)
