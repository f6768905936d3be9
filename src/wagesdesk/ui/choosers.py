"""The two quiet menus that stand at the top of every page: language and text size."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from wagesdesk.settings import Settings
from wagesdesk.text import _, speaks
from wagesdesk.ui import theme
from wagesdesk.ui.desk import ChangeSettings
from wagesdesk.ui.widgets.buttons import Button

LANGUAGES = {"en_GB": "English", "cy": "Cymraeg"}
_SHORT = {"en_GB": "EN", "cy": "CY"}


def languages(*, participants: bool = False) -> tuple[str, ...]:
    """The languages that can be chosen: the source, and those whose catalogue has every word of the program, or (for
    `participants`) every word that a participant meets."""
    return tuple(code for code in LANGUAGES if speaks(code, all_words=not participants))


def menu_button(
    text: str,
    icon: str,
    choices: Callable[[], Mapping[str, str]],
    chosen: str,
    choose: Callable[[str], None],
    *,
    kind: str,
    parent: QWidget | None = None,
) -> Button:
    """A button that opens a menu of `choices` (key to words), the chosen one ticked; `choose` gets the key.

    What there is to choose is asked when the menu opens first: there may be hundreds.
    """
    button = Button(text, kind, icon, parent=parent)
    button.setProperty("menu", True)
    menu = QMenu(button)
    menu.aboutToShow.connect(lambda: _fill(menu, choices(), chosen) if menu.isEmpty() else None)
    menu.triggered.connect(lambda action: choose(action.data()))
    button.setMenu(menu)
    return button


def _fill(menu: QMenu, choices: Mapping[str, str], chosen: str) -> None:
    group = QActionGroup(menu)
    for key, words in choices.items():
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(key == chosen)
        action.setData(key)
        group.addAction(action)
        menu.addAction(action)


def both(settings: Settings, change: ChangeSettings, *, kind: str, short: bool = False) -> tuple[Button, ...]:
    """The choosers that make sense here; that for the language only when there is one to choose.

    `short` is for a bar with little room: the buttons then say "150%" and "EN", their names stay whole.
    """
    sizes = {str(size): _("Text %(percent)d%%") % {"percent": size} for size in theme.TEXT_SIZES}
    chosen = str(settings.text_size)
    size = menu_button(
        sizes[chosen], "a-large-small", lambda: sizes, chosen, lambda size: change(text_size=int(size)), kind=kind
    )
    if short:
        size.setText(_("%(percent)d%%") % {"percent": settings.text_size})
        size.setAccessibleName(sizes[chosen])
    known = languages()
    if len(known) < 2:
        return (size,)
    names = {code: LANGUAGES[code] for code in known}
    chosen = settings.language if settings.language in known else known[0]
    language = menu_button(
        names[chosen], "languages", lambda: names, chosen, lambda code: change(language=code), kind=kind
    )
    if short:
        language.setText(_SHORT[chosen])
        language.setAccessibleName(names[chosen])
    return (language, size)
