"""This machine: how the screen looks and when it covers itself. Nothing here is about a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox

from wagesdesk import settings
from wagesdesk.text import _, ngettext
from wagesdesk.ui import choosers, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.section import Section
from wagesdesk.ui.widgets.field import Field

_MINUTES = (1, 2, 3, 5, 10, 15, 30)


class MachineSection(Section):
    """Each choice counts at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("This machine"))
        now = desk.settings()
        sizes = [(str(size), _("%(percent)d%%") % {"percent": size}) for size in theme.TEXT_SIZES]
        self.text_size = self._choice(_("Text size"), sizes, str(now.text_size))
        self.text_size.editor.activated.connect(
            lambda _index: self._change("text_size", int(self._key(self.text_size)))
        )
        names = [(code, choosers.LANGUAGES[code]) for code in choosers.languages()]
        self.language = self._choice(_("Language"), names, now.language)
        self.language.editor.activated.connect(lambda _index: self._change("language", self._key(self.language)))
        self.language.setVisible(len(names) > 1)
        looks = [
            ("system", _("As this machine is set")), ("light", _("Light")), ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        ]  # fmt: skip
        self.look = self._choice(_("Colours"), looks, now.theme)
        self.look.editor.activated.connect(lambda _index: self._change("theme", self._key(self.look)))
        counts = sorted({*_MINUTES, now.idle_minutes})
        minutes = [
            (str(count), ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count})
            for count in counts
        ]
        self.minutes = self._choice(
            _("Cover the screen when nobody touches it for"),
            minutes,
            str(now.idle_minutes),
            _("Counts from the next unlock."),
        )
        self.minutes.editor.activated.connect(lambda _index: self._change("idle_minutes", int(self._key(self.minutes))))
        self.full = QCheckBox(_("Fill the whole screen when WagesDesk starts"))
        self.full.setAccessibleName(self.full.text())
        self.full.setChecked(now.full_screen)
        self.full.toggled.connect(lambda on: self._change("full_screen", on))
        self.body.addWidget(self.full)

    def refresh(self) -> None:
        self.full.blockSignals(True)  # F11 may have changed it
        self.full.setChecked(self.desk.settings().full_screen)
        self.full.blockSignals(False)

    def _choice(self, label: str, choices: Sequence[tuple[str, str]], chosen: str, help: str = "") -> Field[QComboBox]:
        box = QComboBox()
        for key, words in choices:
            box.addItem(words, key)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        field = Field(label, box, help)
        self.body.addWidget(field)
        return field

    @staticmethod
    def _key(field: Field[QComboBox]) -> str:
        return str(field.editor.currentData())

    def _change(self, name: str, value: settings.Value) -> None:
        if getattr(self.desk.settings(), name) != value:
            self.desk.go("settings", section="machine")  # where a window that is made anew begins
            self.desk.change_settings(**{name: value})
