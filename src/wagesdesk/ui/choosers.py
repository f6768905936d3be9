"""The two quiet menus that stand at the top of every page: language and text size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from wagesdesk import paths
from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import ChangeSettings
from wagesdesk.ui.widgets.buttons import Button

LANGUAGES = {"en_GB": "English", "cy": "Cymraeg"}


def languages() -> tuple[str, ...]:
    """The languages the screen can speak: the source, and those with a compiled catalogue."""
    return tuple(
        code
        for code in LANGUAGES
        if code == "en_GB" or paths.resource(f"locale/{code}/LC_MESSAGES/wagesdesk.mo").is_file()
    )


def menu_button(
    text: str,
    icon: str,
    choices: dict[str, str],
    chosen: str,
    choose: Callable[[str], None],
    *,
    kind: str,
    parent: QWidget | None = None,
) -> Button:
    """A button that opens a menu of `choices` (key to words), the chosen one ticked; `choose` gets the key."""
    button = Button(text, kind, icon, parent=parent)
    button.setProperty("menu", True)
    menu = QMenu(button)
    group = QActionGroup(menu)
    for key, words in choices.items():
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(key == chosen)
        action.triggered.connect(lambda *_, key=key: choose(key))
        group.addAction(action)
        menu.addAction(action)
    button.setMenu(menu)
    return button


def both(settings: Settings, change: ChangeSettings, *, kind: str) -> tuple[Button, ...]:
    """The choosers that make sense here; that for the language only when there is one to choose."""
    sizes = {str(size): _("Text %(percent)d%%") % {"percent": size} for size in theme.TEXT_SIZES}
    chosen = str(settings.text_size)
    size = menu_button(
        sizes[chosen], "a-large-small", sizes, chosen, lambda size: change(text_size=int(size)), kind=kind
    )
    known = languages()
    if len(known) < 2:
        return (size,)
    names = {code: LANGUAGES[code] for code in known}
    chosen = settings.language if settings.language in known else known[0]
    language = menu_button(names[chosen], "languages", names, chosen, lambda code: change(language=code), kind=kind)
    return (language, size)
