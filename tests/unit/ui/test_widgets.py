"""The building blocks of pages: what they show, what they say to a screen reader, and which keys they take."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Progress
from wagesdesk.ui.page import KeyHint
from wagesdesk.ui.widgets.banner import Banner, ProgressRow
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.chip import KINDS, Chip
from wagesdesk.ui.widgets.day_edit import DayEdit, parse_day
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.key_bar import HintButton, KeyBar
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.passphrase import PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel, breakable
from wagesdesk.ui.widgets.ring import Ring
from wagesdesk.ui.widgets.step_bar import StepBar
from wagesdesk.ui.widgets.tab_bar import TabBar
from wagesdesk.ui.widgets.toast import Toast

HOSTILE = '<img src="file:///etc/passwd"><b>Asha</b>'


@pytest.fixture(autouse=True)
def _dressed(look: theme.Theme) -> None:
    """All widgets here are made in the light theme."""


def _shown(qtbot: QtBot, widget: QWidget, width: int = 500, height: int = 300) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


def test_markup_from_people_stays_text(qtbot: QtBot) -> None:
    label = PlainLabel(HOSTILE)
    _shown(qtbot, label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > PlainLabel("Asha").sizeHint().width() * 4
    elided = PlainLabel(HOSTILE, elide=True)
    qtbot.addWidget(elided)
    assert "<" not in elided.toolTip()
    assert elided.accessibleName() == HOSTILE


def test_a_long_name_is_cut_and_does_not_widen_the_page(qtbot: QtBot) -> None:
    label = PlainLabel("Ashmere Handmade Cards and Sewing Repairs Together " * 5, elide=True)
    _shown(qtbot, label, 120, 30)
    assert label.width() == 120
    assert label.minimumSizeHint().width() == 0


def test_wrapped_words_keep_their_lines_in_a_scroll_area(qtbot: QtBot) -> None:
    area, sheet = QScrollArea(), QWidget()
    label = PlainLabel("one two three four five six seven eight nine ten " * 4, wrap=True)
    column = QVBoxLayout(sheet)
    column.addWidget(label)
    area.setWidgetResizable(True)
    area.setWidget(sheet)
    _shown(qtbot, area, 200, 60)
    narrow = label.height()
    assert narrow >= label.fontMetrics().height() * 6
    area.resize(900, 60)
    qtbot.waitUntil(lambda: label.height() < narrow / 2)


def test_buttons_are_as_high_as_drawn_and_do_not_move_when_focused(qtbot: QtBot) -> None:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    buttons = {size: Button("Print", icon="printer", size=size) for size in ("small", "", "dialog", "lock")}
    for button in buttons.values():
        column.addWidget(button)
    _shown(qtbot, sheet)
    assert {size: button.sizeHint().height() for size, button in buttons.items()} == {
        "small": 30, "": 36, "dialog": 42, "lock": 48,
    }  # fmt: skip
    before = buttons[""].sizeHint()
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    buttons[""].setFocus()
    qtbot.waitUntil(buttons[""].hasFocus)
    assert buttons[""].sizeHint() == before


def test_a_refused_button_says_why(qtbot: QtBot) -> None:
    button = Button("Pass the check", "primary")
    line = ReasonLine(button)
    _shown(qtbot, button)
    qtbot.addWidget(line)
    button.refuse("One line still to tick")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "One line still to tick"
    assert not line.isHidden()
    assert [one.text() for one in line.findChildren(QLabel)] == ["", "One line still to tick"]
    button.refuse("")
    assert button.isEnabled()
    assert line.isHidden()


def test_enter_presses_a_button(qtbot: QtBot) -> None:
    button, pressed = Button("Write"), []
    _shown(qtbot, button)
    button.clicked.connect(lambda: pressed.append(1))
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1, 1]


def test_a_field_names_its_editor_and_tells_the_error(qtbot: QtBot) -> None:
    field = text_field("First name", "As she wants to be called")
    _shown(qtbot, field)
    assert field.label.buddy() is field.editor
    assert field.editor.accessibleName() == "First name"
    assert field.editor.accessibleDescription() == "As she wants to be called"
    field.set_error("This is empty. Type it in.")
    assert field.error() == field.editor.accessibleDescription() == "This is empty. Type it in."
    assert field.editor.property("wrong") is True
    field.clear_error()
    assert field.error() == ""
    assert field.editor.accessibleDescription() == "As she wants to be called"


def test_fields_are_as_high_as_drawn(qtbot: QtBot) -> None:
    field, locked = text_field("Name"), PassphraseField("Passphrase", lock=True)
    for one in (field, locked):
        _shown(qtbot, one)
    assert field.editor.sizeHint().height() == 36
    assert locked.edit.sizeHint().height() == 48
    field.set_error("Wrong")
    assert field.editor.sizeHint().height() == 36


def test_the_passphrase_is_hidden_until_shown(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    _shown(qtbot, field)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    show = field.findChild(Button)
    assert show is not None
    assert show.accessibleName() == "Show the passphrase"
    show.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert show.text() == "Hide"
    field.edit.setText("river button")
    assert field.take() == "river button"
    assert field.edit.text() == ""


@pytest.mark.parametrize(
    ("letter", "shift", "hint"), [("a", False, False), ("A", True, False), ("A", False, True), ("a", True, True)]
)
def test_capital_letters_are_noticed(qtbot: QtBot, letter: str, shift: bool, hint: bool) -> None:
    field = PassphraseField("Passphrase")
    _shown(qtbot, field)
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(field.edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter))
    said = [label.text() for label in field.findChildren(QLabel) if label.isVisibleTo(field)]
    assert ("Capital letters are on" in said) is hint
    QApplication.sendEvent(field.edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, modifier, "7"))
    assert field.edit.text() == f"{letter}7"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/11/2026", date(2026, 11, 3)),
        ("3.11.26", date(2026, 11, 3)),
        ("03-11-2026", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("3 Nov 2026", date(2026, 11, 3)),
        ("3 november 2026", date(2026, 11, 3)),
        ("Tue 3 Nov 2026", date(2026, 11, 3)),
        ("29 Feb 2028", date(2028, 2, 29)),
        ("29/2/2026", None),
        ("31 June 2026", None),
        ("3 Ju 2026", None),
        ("soon", None),
        ("3/11", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(typed: str, day: date | None) -> None:
    assert parse_day(typed) == day


def test_a_day_is_tidied_and_stepped(qtbot: QtBot) -> None:
    edit, told = DayEdit(), []
    _shown(qtbot, edit)
    edit.day_changed.connect(lambda: told.append(edit.day()))
    QTest.keyClicks(edit, "3/11/2026")
    assert told[-1] == date(2026, 11, 3)
    edit.editingFinished.emit()
    assert edit.text() == "Tue 3 Nov 2026"
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert told[-1] == edit.day() == date(2026, 11, 4)
    edit.setText("someday")
    assert edit.is_wrong()
    assert edit.day() is None


@pytest.mark.parametrize("typed", ["31/12/9999", "1/1/1"])
def test_stepping_past_the_calendar_stays(qtbot: QtBot, typed: str) -> None:
    edit = DayEdit()
    _shown(qtbot, edit)
    edit.setText(typed)
    before = edit.day()
    QTest.keyClick(edit, Qt.Key.Key_Up if "9999" in typed else Qt.Key.Key_Down)
    assert edit.day() == before


def test_the_toast_undoes_once_and_goes(qtbot: QtBot) -> None:
    window = QWidget()
    toast, undone = Toast(window, above=30), []
    toast.undo.connect(lambda: undone.append(1))
    _shown(qtbot, window, 800, 400)
    toast.say("Imani marked present", undo=True)
    assert toast.text() == toast.accessibleName() == "Imani marked present"
    assert toast.height() == 40
    assert (toast.geometry().right() + 1, toast.geometry().bottom() + 1) == (800 - 24, 400 - 30 - 4)
    window.resize(900, 500)
    assert toast.geometry().right() + 1 == 900 - 24
    button = toast.findChild(Button)
    assert button is not None
    button.click()
    assert undone == [1]
    assert toast.text() == ""
    toast.say("Saved")
    assert button.isHidden()


def test_the_toast_never_lies_over_what_can_be_pressed(qtbot: QtBot) -> None:
    window = QWidget()
    toast = Toast(window, above=30)
    write, other, high = (
        Button("Write to safe", parent=window),
        Button("Send back", parent=window),
        Button("A", parent=window),
    )
    write.setGeometry(600, 340, 160, 30)
    other.setGeometry(600, 300, 160, 30)
    high.setGeometry(0, 20, 800, 30)
    other.setEnabled(False)
    _shown(qtbot, window, 800, 400)
    toast.say("Checked. It can be written now.", undo=True)
    assert toast.geometry().bottom() < write.geometry().top()
    assert toast.geometry().intersects(other.geometry())  # nobody can press it
    other.setEnabled(True)  # nobody moves the focus: a job has ended
    qtbot.waitUntil(lambda: toast.geometry().bottom() < other.geometry().top())
    write.hide()
    other.move(0, 300)
    qtbot.waitUntil(lambda: toast.geometry().bottom() + 1 == 400 - 30 - 4)
    cell = Button("Everywhere", parent=window)
    cell.setGeometry(0, 60, 800, 340)
    cell.show()
    toast.say("Saved")
    assert toast.geometry().bottom() + 1 == 400 - 30 - 4


def test_the_key_bar_shows_five_keys_and_arrows_as_icons(qtbot: QtBot) -> None:
    action, done = QAction("Help"), list[int]()
    action.triggered.connect(lambda: done.append(1))
    last = HintButton(KeyHint(("F1",), "Help"), action)
    bar = KeyBar(last)
    _shown(qtbot, bar, 1100, 30)
    last.click()
    assert done == [1]
    last_caps = [label for label in last.findChildren(QLabel) if label.property("cap")]
    assert [cap.accessibleName() for cap in last_caps] == ["F1"]
    hints = tuple(KeyHint((key,), f"does {key}") for key in ("Up", "P", "Del", "F2", "L", "V"))
    bar.set_hints(hints)
    caps = [label for label in bar.findChildren(QLabel) if label.property("cap") and label not in last_caps]
    assert [cap.accessibleName() for cap in caps] == ["Up", "P", "Del", "F2", "L"]
    assert not caps[0].pixmap().isNull()
    assert caps[1].text() == "P"
    assert bar.accessibleName().startswith("Up: does Up; P: does P")
    bar.set_hints(hints[:1])
    qtbot.waitUntil(lambda: len([label for label in bar.findChildren(QLabel) if label.property("cap")]) == 1 + 1)
    assert bar.height() == 30


def test_the_step_bar_says_where_we_are(qtbot: QtBot, look: theme.Theme) -> None:
    bar = StepBar(["Who it is for", "Gate check", "Receipt"])
    _shown(qtbot, bar, 900, 44)
    bar.set_current(1)
    assert bar.accessibleName() == "Step 2 of 3: Gate check"
    image = bar.grab().toImage()
    assert image.pixelColor(4, 22) == look.colour("primary")
    assert bar.height() == 44


def test_tabs_step_round_and_carry_a_count(qtbot: QtBot) -> None:
    tabs = TabBar("Parts of the person's page")
    for text in ("Overview", "Attendance", "History"):
        tabs.add(text)
    _shown(qtbot, tabs, 700, 40)
    tabs.step(-1)
    assert tabs.currentIndex() == 2
    tabs.step(1)
    assert tabs.currentIndex() == 0
    tabs.set_badge(1, 3)
    badge = tabs.tabButton(1, TabBar.ButtonPosition.RightSide)
    assert isinstance(badge, QLabel)
    assert badge.text() == "3"
    tabs.set_badge(1, 0)
    assert tabs.tabButton(1, TabBar.ButtonPosition.RightSide) is None
    assert tabs.tabSizeHint(0).height() == 38
    tabs.setTabVisible(1, False)
    tabs.step(1)
    assert tabs.currentIndex() == 2


def test_banners_say_and_close(qtbot: QtBot) -> None:
    banner, closed = Banner("red", closable=True), []
    _shown(qtbot, banner)
    banner.closed.connect(lambda: closed.append(1))
    banner.say("The stick was pulled out.", "Your words are saved.")
    assert banner.text() == banner.accessibleName() == "The stick was pulled out. Your words are saved."
    button = banner.findChild(Button)
    assert button is not None
    button.click()
    assert (closed, banner.text()) == ([1], "")


def test_progress_has_words_and_a_stop(qtbot: QtBot) -> None:
    row, stopped = ProgressRow(), []
    qtbot.addWidget(row)
    row.stopped.connect(lambda: stopped.append(1))
    row.show_progress(Progress(2, 5, "Reading it back"))
    assert not row.isHidden()
    words = [label.text() for label in row.findChildren(PlainLabel)]
    assert words == ["Reading it back"]
    button = row.findChild(Button)
    assert button is not None
    assert button.text() == "Stop, nothing is written"
    button.click()
    assert stopped == [1]


@pytest.mark.parametrize("kind", KINDS)
def test_chips_are_icon_and_words(qtbot: QtBot, kind: str) -> None:
    chip = Chip(kind, "clock", "3 days")
    _shown(qtbot, chip)
    assert chip.height() == 24
    assert chip.accessibleName() == chip.text() == "3 days"
    chip.set_text("5 days")
    assert chip.accessibleName() == "5 days"


def test_cards_heads_and_empty_states_hold_what_they_are_given(qtbot: QtBot) -> None:
    card = Card("Register")
    chip = Chip("amber", "clock", "3 not marked")
    card.add_right(chip)
    head = PageHead("Workshops", "Workshop 8 of 10")
    empty = EmptyState("users", "No people yet. Type their names, one a line.", Button("Add people", "primary"))
    for widget in (card, head, empty):
        _shown(qtbot, widget)
    assert chip.isVisibleTo(card)
    head.set_line("")
    assert head.line.isHidden()
    assert any(label.text().startswith("No people yet") for label in empty.findChildren(QLabel))


def test_the_ring_has_eleven_dots_and_a_gold_one(qtbot: QtBot, look: theme.Theme) -> None:
    ring = Ring(372, "primary")
    ring.setFixedSize(372, 372)
    _shown(qtbot, ring, 372, 372)
    image = ring.grab().toImage()
    assert image.pixelColor(186, 36) == look.colour("primary")
    assert image.pixelColor(261, 56) == look.colour("gold")
    assert image.pixelColor(186, 186) != look.colour("primary")


def test_what_is_longer_than_any_word_is_broken_to_the_eye_alone(qtbot: QtBot) -> None:
    long = "W" * 60
    label = PlainLabel(f"Hello {long}", wrap=True)
    qtbot.addWidget(label)
    assert label.text() == label.accessibleName() == f"Hello {long}"
    assert label.minimumSizeHint().width() < label.fontMetrics().horizontalAdvance(long) / 4
    assert PlainLabel("Rindfleischetikettierung", wrap=True).minimumSizeHint().width() > label.minimumSizeHint().width()
    family = "\U0001f469\u200d\U0001f467" * 20
    assert all(len(piece) % 3 == 0 for piece in breakable(family).split("\u200b")), "a family was torn apart"
