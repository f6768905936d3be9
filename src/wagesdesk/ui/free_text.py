"""Fields of free text, in which others could be named or an offence be spoken of: each has the gentle warning."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from wagesdesk.services import wording
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.gentle_warning import GentleWarning


def watch(field: Field[QLineEdit] | Field[QPlainTextEdit], others: Callable[[], Collection[str]]) -> GentleWarning:
    """Put the gentle warning into the field, under what is typed. `others` gives the names of who is not meant."""
    warning = GentleWarning(field.editor, others, field)  # without a parent it would stand as a window of its own
    field.put_under(warning)
    return warning


def others_of(desk: Desk, *, but: str = "") -> Callable[[], Collection[str]]:
    """Gives the names in the cohort of the top bar, without those of the person `but` whom the text is about."""

    def others() -> Collection[str]:
        if not desk.vault.is_open:  # the look comes half a second after the last key
            return ()
        return wording.known_names(desk.vault, cohort_id=desk.cohort(), but=but)

    return others
