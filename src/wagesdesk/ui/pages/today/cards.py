"""The cards at the right of Today: the register in small, what is to do, who goes home soon."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.services.site import GroupWord
from wagesdesk.services.today import GoingHome, Tile, Todo
from wagesdesk.text import _, long_day, ngettext, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.group import counted
from wagesdesk.ui.pages.today.rows import RowButton, RowsBox
from wagesdesk.ui.pages.today.tiles import TilesView
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ICONS = {
    "register": "clipboard-check", "consent": "signature", "backup": "hard-drive", "retention": "clock",
    "sent_back": "undo-2", "arrived": "package", "withdrawn": "trash-2", "settle": "git-compare-arrows",
}  # fmt: skip


class RegisterCard(Card):
    """Tiles of today's register; a sentence instead when there is none, with a button while nobody is here."""

    def __init__(self, open_register: Callable[[str], None], add_people: Callable[[], None]) -> None:
        super().__init__(_("Register"))
        look = theme.current()
        self._open_chip = Chip("amber", "circle-dashed", "")
        self._done_chip = Chip("green", "circle-check", _("All marked"))
        self.add_right(self._open_chip)
        self.add_right(self._done_chip)
        self.tiles = TilesView()
        self.tiles.opened.connect(open_register)
        self._words = PlainLabel("", "body", colour="soft", wrap=True)
        self._add = Button(_("Add people"), icon="plus", size="small")
        self._add.clicked.connect(add_people)
        self.body.setContentsMargins(look.size(16), 0, look.size(10), look.size(8))
        for widget in (self.tiles, self._words, self._add):
            self.body.addWidget(widget)

    def show_tiles(self, tiles: tuple[Tile, ...], unmarked: int, words: str, *, nobody: bool) -> None:
        """`words` stand in place of the tiles when there are none."""
        self.tiles.tiles.show(tiles)
        self.tiles.setVisible(bool(tiles))
        self._words.setText(words)
        self._words.setVisible(not tiles)
        self._add.setVisible(nobody)
        self._open_chip.set_text(_("%(count)d not marked") % {"count": unmarked})
        self._open_chip.setVisible(bool(unmarked))
        self._done_chip.setVisible(bool(tiles) and not unmarked)


class TodoCard(Card):
    """One row a thing; `do` gets the thing whose row was pressed."""

    def __init__(self, do: Callable[[Todo], None]) -> None:
        super().__init__(_("To do"), padded=False)
        self._do = do
        self._shown: tuple[tuple[Todo, ...], GroupWord] | None = None
        self._count = PlainLabel("", "second", colour="soft")
        self.add_right(self._count)
        self._rows = RowsBox(_("To do"), 106)
        self.body.addWidget(self._rows)

    def show_todo(self, todo: tuple[Todo, ...], group: GroupWord) -> None:
        """Show these; the same ones keep the focus where it is."""
        if (todo, group) == self._shown:
            return
        self._shown = todo, group
        count = ngettext("%(count)d thing", "%(count)d things", len(todo)) % {"count": len(todo)}
        self._count.setText(count if todo else _("Nothing for now"))
        self._rows.set_rows([self._row(one, group) for one in todo])
        self._rows.setVisible(bool(todo))

    def _row(self, todo: Todo, group: GroupWord) -> RowButton:
        title, names = _todo_words(todo, group), _names(todo.names) or _todo_help(todo)
        row = RowButton(f"{title}. {names}", 53)
        row.row.addWidget(IconLabel(_ICONS[todo.kind], "primary", 20))
        row.row.addLayout(_two_lines(title, names), 1)
        row.row.addWidget(IconLabel("chevron-right", "soft", 18))
        row.clicked.connect(lambda *_: self._do(todo))
        return row


class HomeCard(Card):
    """Who goes home in the next 12 weeks; a count only while others may look over a shoulder, until `reveal`."""

    def __init__(self, reveal: QAction, open_person: Callable[[str], None]) -> None:
        super().__init__(_("Going home in the next 12 weeks"), padded=False)
        self._reveal, self._open_person = reveal, open_person
        self._shown: tuple[GoingHome, ...] | None = None
        self._button = Button(reveal.text(), "link", "eye", size="small")
        self._button.clicked.connect(reveal.trigger)
        self.add_right(self._button)
        look = theme.current()
        self._count = PlainLabel("", "body", colour="soft", wrap=True)
        self._count.setContentsMargins(look.size(16), 0, look.size(16), look.size(12))
        self.body.addWidget(self._count)
        self._rows = RowsBox(_("Going home in the next 12 weeks"), 72)
        self.body.addWidget(self._rows)

    def show_home(self, home: tuple[GoingHome, ...], *, group: GroupWord, shoulders: bool, revealed: bool) -> None:
        """`shoulders`: it is workshop time, so names stand here only when `revealed`."""
        hidden = shoulders and not revealed
        if home != self._shown:
            self._shown = home
            self._rows.set_rows([self._row(one) for one in home])
        self._rows.setVisible(bool(home) and not hidden)
        self._count.setVisible(hidden or not home)
        self._count.setText(counted(group, len(home)) if home else _("Nobody, as far as is known."))
        self._reveal.setEnabled(shoulders and bool(home))
        self._reveal.setText(_("Show names") if hidden else _("Hide names"))
        self._button.setText(self._reveal.text())
        self._button.setAccessibleName(self._reveal.text())
        self._button.set_icon("eye" if hidden else "eye-off")
        self._button.setVisible(shoulders and bool(home))

    def _row(self, one: GoingHome) -> RowButton:
        look = theme.current()
        weeks = ngettext("in %(count)d week", "in %(count)d weeks", one.weeks) % {"count": one.weeks}
        weeks = weeks if one.weeks else _("this week")
        row = RowButton(", ".join((one.name, long_day(one.day), weeks)), 36)
        name = PlainLabel(one.name, "strong", elide=True)
        day = PlainLabel(short_day(one.day), "second")
        left = PlainLabel(weeks, "second", colour="soft")
        day.setMinimumWidth(look.size(84))
        left.setMinimumWidth(look.size(96))
        row.row.addWidget(name, 1)
        row.row.addWidget(day)
        row.row.addWidget(left)
        row.clicked.connect(lambda *_: self._open_person(one.person_id))
        return row


def _todo_words(todo: Todo, group: GroupWord) -> str:
    fields = {"count": todo.count, "number": todo.number}
    if todo.kind == "register":
        return (
            ngettext(
                "%(count)d mark is missing in workshop %(number)d",
                "%(count)d marks are missing in workshop %(number)d",
                todo.count,
            )
            % fields
        )
    if todo.kind == "backup":
        return (
            ngettext(
                "No backup in the second place for %(count)d day",
                "No backup in the second place for %(count)d days",
                todo.count,
            )
            % fields
        )
    if todo.kind == "sent_back":
        return (
            ngettext(
                "%(count)d bundle came back from the gate check",
                "%(count)d bundles came back from the gate check",
                todo.count,
            )
            % fields
        )
    if todo.kind == "withdrawn":
        return (
            ngettext(
                "%(count)d person took back a yes",
                "%(count)d people took back a yes",
                todo.count,
            )
            % fields
        )
    if todo.kind == "arrived":
        return (
            ngettext(
                "%(count)d bundle left and is not known to have arrived",
                "%(count)d bundles left and are not known to have arrived",
                todo.count,
            )
            % fields
        )
    if todo.kind == "settle":
        return ngettext("%(count)d thing to settle", "%(count)d things to settle", todo.count) % fields
    if todo.kind == "retention":
        return (
            ngettext(
                "%(count)d person is kept longer than you mean to",
                "%(count)d people are kept longer than you mean to",
                todo.count,
            )
            % fields
        )
    return _("Ask %(people)s about consent") % {"people": counted(group, todo.count)}


def _todo_help(todo: Todo) -> str:
    return {
        "backup": _("Put the stick from the safe in, then press here."),
        "withdrawn": _("What is held here is hidden, and waits to be erased."),
    }.get(todo.kind, "")


def _names(names: Sequence[str], most: int = 5) -> str:
    text = ", ".join(names[:most])
    if len(names) <= most:
        return text
    return _("%(names)s and %(count)d more") % {"names": text, "count": len(names) - most}


def _two_lines(title: str, second: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    lines: tuple[QWidget, ...] = (
        PlainLabel(title, "strong", elide=True), PlainLabel(second, "second", colour="soft", elide=True)
    )  # fmt: skip
    column.addStretch(1)
    for line in lines:
        column.addWidget(line)
    column.addStretch(1)
    return column
