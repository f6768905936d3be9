"""Inside or Outside, in words; the colour of the sidebar says it again."""

from __future__ import annotations

from wagesdesk.text import _
from wagesdesk.ui.widgets.plain_label import PlainLabel


def place_tag(*, outside: bool) -> PlainLabel:
    """The tag that stands before the name of a place."""
    tag = PlainLabel(_("Outside") if outside else _("Inside"), "tag", colour="sideText")
    tag.setProperty("placeTag", True)
    return tag
