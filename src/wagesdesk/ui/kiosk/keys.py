"""The few keys that do something at a shared screen, for who has no mouse or does not like one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.flow import Flow
from wagesdesk.ui.widgets.key_caps import key_words
from wagesdesk.ui.widgets.plain_label import PlainLabel


def key_row(*, inside: bool) -> Flow:
    """Each key as a small box with what it does; `inside` where she has come in, and more keys do something."""
    flow = Flow(theme.current().size(24))
    for keys, does in (
        (("Tab",), _("go on")),
        (("Shift", "Tab"), _("go back")),
        (("Return",), _("press it")),
        *(((("Ctrl", "Return"), _("next page")), (("F12",), _("cover my page"))) if inside else ()),
    ):
        flow.add(_hint(keys, does))
    return flow


def _hint(keys: tuple[str, ...], does: str) -> QWidget:
    look = theme.current()
    hint = QWidget()
    row = QHBoxLayout(hint)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(6))
    for key in keys:
        cap = PlainLabel(key_words(key), "second")
        cap.setProperty("cap", True)
        row.addWidget(cap)
    row.addWidget(PlainLabel(does, "second", colour="soft"))
    return hint
