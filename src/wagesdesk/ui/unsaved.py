"""What stands in the editors of a form, as plain values: to see what was typed, to keep it, to put it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QRadioButton, QSpinBox, QWidget

from wagesdesk.errors import UserError
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.passphrase import PassphraseEdit

if TYPE_CHECKING:
    from wagesdesk.ui.desk import Desk

Content = str | int | bool | None
"""What one editor holds, whatever the language: words, the code of a choice, whether it is ticked, a day as ISO."""
_EDITORS = (QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QCheckBox, QRadioButton)


def typed_in(form: QWidget) -> list[Content]:
    """The content of each editor inside `form` (or of `form` itself), in their order. Passphrases are left out."""
    return [content(editor) for editor in _editors(form)]


def put_back(form: QWidget, held: Sequence[Content]) -> bool:
    """Put what `typed_in` gave into the same form; False, with nothing changed, when it has other editors by now."""
    editors = _editors(form)
    if len(editors) != len(held):
        return False
    for editor, one in zip(editors, held, strict=True):
        put(editor, one)
    return True


def keep(desk: Desk, key: str, held: Any) -> bool:
    """Make `held` (plain values) durable under `key`; None forgets what was kept there.

    False when the records cannot be written now, being busy or full: it stays in the form, and is kept later.
    """
    from wagesdesk.services import scratch

    try:
        if held is None:
            scratch.drop(desk.vault, key)
        else:
            scratch.save(desk.vault, desk.staff_id, key, json.dumps(held, sort_keys=True))
    except UserError:
        return False
    return True


def kept(desk: Desk, key: str) -> Any:
    """What was kept under `key`; None for nothing, or while the records cannot be read."""
    from wagesdesk.services import scratch

    try:
        held = scratch.pending(desk.vault, key)
    except UserError:
        return None
    return json.loads(held.text) if held is not None else None


def content(editor: QWidget) -> Content:
    """What one editor holds. ValueError for a widget that is no editor."""
    if isinstance(editor, DayEdit):
        day = editor.day()
        return day.isoformat() if day else editor.text()
    if isinstance(editor, QComboBox):
        if editor.isEditable():
            return editor.currentText()
        return str(editor.currentData()) if _coded(editor) else editor.currentIndex()
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QSpinBox):
        return editor.value()
    if isinstance(editor, QCheckBox | QRadioButton):
        return editor.isChecked()
    raise ValueError(type(editor).__name__)


def put(editor: QWidget, held: Content) -> None:
    """Put the content of an editor back; a choice that is not offered any more stays as it is."""
    if isinstance(editor, DayEdit):
        editor.setText(str(held))
        with suppress(ValueError):
            editor.set_day(date.fromisoformat(str(held)))
    elif isinstance(editor, QComboBox):
        _choose(editor, held)
    elif isinstance(editor, QLineEdit):
        editor.setText(str(held))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(held))
    elif isinstance(editor, QSpinBox):
        editor.setValue(int(held or 0))
    elif isinstance(editor, QCheckBox | QRadioButton):
        editor.setChecked(bool(held))


def _choose(box: QComboBox, held: Content) -> None:
    if box.isEditable():
        box.setCurrentText(str(held))
        return
    codes = [str(box.itemData(at)) for at in range(box.count())]
    at = codes.index(str(held)) if _coded(box) and str(held) in codes else held
    if isinstance(at, int) and 0 <= at < box.count():
        box.setCurrentIndex(at)


def _coded(box: QComboBox) -> bool:
    return box.count() > 0 and box.itemData(0) is not None


def _editors(form: QWidget) -> list[QWidget]:
    found = [form, *form.findChildren(QWidget)] if isinstance(form, _EDITORS) else form.findChildren(QWidget)
    return [one for one in found if isinstance(one, _EDITORS) and not _is_apart(one)]


def _is_apart(editor: QWidget) -> bool:
    """A part of another editor, something that is only read, or a secret."""
    if isinstance(editor, PassphraseEdit) or isinstance(editor.parentWidget(), QSpinBox | QComboBox):
        return True
    return isinstance(editor, QLineEdit | QPlainTextEdit) and editor.isReadOnly()
