"""What each column of a list is taken as: as the columns stand in the list, with the first things in them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from wagesdesk.services import lists
from wagesdesk.services.lists.header import LOOK_AT
from wagesdesk.services.lists.sheet import text_of
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.pages.lists import words
from wagesdesk.ui.pages.lists.loaded import Loaded
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel

EXAMPLES = 3
_WIDE = 148
_OPEN = frozenset({"name", "forename", "chosen", "surname", "language"})


class ColumnsCard(Card):
    """`sheet_chosen` with its place in the book; `headed` with the rows of the headings, by index; `changed` with the
    mapping that is wanted.

    Shows what the last `show_list` said; the page shows the new list when it was read.
    """

    sheet_chosen = Signal(int)
    headed = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What the columns are"), parent=parent)
        self._loaded: Loaded | None = None
        self._boxes: dict[int, QComboBox] = {}
        self._made_for: tuple[object, ...] = ()
        look = theme.current()
        self._said = PlainLabel("", "second", colour="soft", elide=True)
        self.head.insertWidget(1, self._said, 1000)
        self._sheet_label = PlainLabel(_("Sheet"), "second")
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(_("Sheet"))
        self._sheet_label.setBuddy(self.sheets)
        self.sheets.currentIndexChanged.connect(self.sheet_chosen.emit)
        self.add_right(self._sheet_label)
        self.add_right(self.sheets)
        self.fold_button = Button("", "link", size="small")
        self.fold_button.clicked.connect(self._turn)
        self.add_right(self.fold_button)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_("Columns of the list"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        column.addWidget(self._area)
        column.addLayout(self._make_heading_line())
        self.surname_first = QCheckBox(_("Whole names begin with the surname"))
        self.surname_first.setAccessibleName(self.surname_first.text())
        self.surname_first.toggled.connect(self._on_surname_first)
        column.addWidget(self.surname_first)
        self.body.addWidget(self._content)
        self.fold(folded=False)

    def _make_heading_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().size(10))
        label = PlainLabel(_("The headings are in row"))
        self.heading_row = QSpinBox()
        self.heading_row.setSpecialValueText(_("none"))
        self.heading_row.setKeyboardTracking(False)
        self.heading_row.lineEdit().setTextMargins(theme.current().size(10), 0, 0, 0)  # the style sheet gives it none
        self.heading_row.setAccessibleName(label.text())
        label.setBuddy(self.heading_row)
        self.two_rows = QCheckBox(_("and in the row under it"))
        self.two_rows.setAccessibleName(_("The headings are in the row under it too"))
        self.heading_row.valueChanged.connect(lambda _row: self._on_headed())
        self.two_rows.toggled.connect(lambda _on: self._on_headed())
        for widget in (label, self.heading_row, self.two_rows):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def fold(self, *, folded: bool) -> None:
        """Show the title alone, or everything."""
        self._content.setVisible(not folded)
        edge = theme.current().size(16)
        self.body.setContentsMargins(edge, 0, edge, 0 if folded else edge)
        self.fold_button.setText(_("Change the columns") if folded else _("Hide the columns"))

    def _turn(self) -> None:
        self.fold(folded=not self.folded)

    @property
    def folded(self) -> bool:
        return self._content.isHidden()

    def box(self, column: int) -> QComboBox:
        """What a column is taken as; KeyError for one in which nothing stands."""
        return self._boxes[column]

    def show_list(self, loaded: Loaded, *, hidden: bool) -> None:
        """Show the columns of this list; those of another sheet are made anew. What stands in columns with numbers and
        dates, or in columns that are not known, is not shown while it is `hidden`.
        """
        old, self._loaded = self._loaded, loaded
        mapping = loaded.mapping
        if old is None or old.book is not loaded.book or old.number != loaded.number:
            self._show_sheets(loaded)
        rest = (loaded.number, mapping.header, _open_columns(mapping) if hidden else None)
        if old is None or old.book is not loaded.book or rest != self._made_for:
            self._made_for = rest
            self._make_boxes(loaded, hidden=hidden)
        self._show_heading(loaded)
        with QSignalBlocker(self.sheets):
            self.sheets.setCurrentIndex(loaded.number)
        for at, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setCurrentIndex(max(box.findData(mapping.columns[at]), 0))
        with QSignalBlocker(self.surname_first):
            self.surname_first.setChecked(mapping.surname_first)
        self.surname_first.setVisible(_order_matters(loaded))
        self._said.setText(
            _("Taken as you chose for a list like this before.")
            if mapping.remembered
            else _("Guessed from the headings and what stands under them. Put right what is wrong.")
        )

    def _show_sheets(self, loaded: Loaded) -> None:
        with QSignalBlocker(self.sheets):
            self.sheets.clear()
            self.sheets.addItems([sheet.name for sheet in loaded.book.sheets])
        for widget in (self._sheet_label, self.sheets):
            widget.setVisible(len(loaded.book.sheets) > 1)

    def _show_heading(self, loaded: Loaded) -> None:
        rows = loaded.mapping.header.rows
        with QSignalBlocker(self.heading_row), QSignalBlocker(self.two_rows):
            self.heading_row.setRange(0, min(len(loaded.sheet.rows), LOOK_AT))
            self.heading_row.setValue(rows[0] + 1 if rows else 0)
            self.two_rows.setChecked(len(rows) > 1)
        self.two_rows.setEnabled(bool(rows) and rows[0] + 1 < len(loaded.sheet.rows))

    def _make_boxes(self, loaded: Loaded, *, hidden: bool) -> None:
        look = theme.current()
        self._boxes = {}
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, look.size(4))
        row.setSpacing(look.size(8))
        found = lists.examples(loaded.sheet, loaded.mapping, EXAMPLES)
        shown = _open_columns(loaded.mapping) if hidden else range(len(found))
        for at, (label, examples) in enumerate(zip(loaded.mapping.labels, found, strict=True)):
            if examples:
                row.addWidget(self._make_column(at, label, examples if at in shown else (_("hidden"),)), 1)
        self._area.setWidget(line)
        line.setAutoFillBackground(False)
        bar = self._area.horizontalScrollBar().sizeHint().height()
        self._area.setFixedHeight(line.sizeHint().height() + bar)

    def _make_column(self, at: int, label: str, examples: tuple[str, ...]) -> QWidget:
        look = theme.current()
        cell = QWidget()
        cell.setMinimumWidth(look.size(_WIDE))
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(2))
        heading = label or _("Column %(n)d") % {"n": at + 1}
        title = PlainLabel(heading, "strong", elide=True)
        column.addWidget(title)
        box = QComboBox()
        for code, said in words.ROLES.items():
            box.addItem(_(said), code)
        box.setAccessibleName(_("%(column)s is taken as") % {"column": heading})
        box.setAccessibleDescription(", ".join(examples))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setSizePolicy(box.sizePolicy().Policy.Expanding, box.sizePolicy().Policy.Fixed)
        box.setMinimumContentsLength(6)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(lambda _index: self._on_chosen(at))
        title.setBuddy(box)
        column.addWidget(box)
        column.addSpacing(look.size(2))
        for number in range(EXAMPLES):
            text = examples[number] if number < len(examples) else ""
            column.addWidget(PlainLabel(text, "second", colour="soft", elide=True))
        self._boxes[at] = box
        return cell

    def _on_chosen(self, at: int) -> None:
        if self._loaded is not None:
            self.changed.emit(lists.assign(self._loaded.mapping, at, str(self._boxes[at].currentData())))

    def _on_headed(self) -> None:
        row = self.heading_row.value()
        if self._loaded is not None:
            self.headed.emit((row - 1, row)[: 1 + self.two_rows.isChecked()] if row else ())

    def _on_surname_first(self, on: bool) -> None:
        if self._loaded is not None:
            self.changed.emit(replace(self._loaded.mapping, surname_first=on))


def _open_columns(mapping: lists.Mapping) -> tuple[int, ...]:
    """The columns that may be seen over a shoulder: names and languages."""
    return tuple(at for at, role in enumerate(mapping.columns) if role in _OPEN)


def _order_matters(loaded: Loaded) -> bool:
    """Whether whole names stand in the list that no comma divides."""
    at = loaded.mapping.column("name")
    if at is None:
        return False
    names = (text_of(row[at]) for row in loaded.sheet.rows[loaded.mapping.header.first :] if at < len(row))
    return any(" " in name.strip() and "," not in name for name in names)
