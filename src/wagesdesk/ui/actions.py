"""Every command once: text, keys, icon and tip. Menus, buttons, the key bar and Ctrl+K read this list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.page import KeyHint
from wagesdesk.ui.widgets.buttons import Button

EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`where` is the id of the page on which the keys work, or EVERYWHERE. The first of `keys` is the one shown."""

    id: str
    text: str
    icon: str
    tip: str
    keys: tuple[str, ...] = ()
    where: str = EVERYWHERE


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("find", N_("Find anything"), "search", N_("Find a person, a page or a command"), ("Ctrl+K",)),
    ActionSpec("help", N_("Help"), "circle-question-mark", N_("Open or close the help of this page"), ("F1",)),
    ActionSpec("lock", N_("Lock"), "lock", N_("Cover the screen at once"), ("F12", "Ctrl+L")),
    ActionSpec("undo", N_("Undo"), "undo-2", N_("Take back the last change"), ("Ctrl+Z",)),
    ActionSpec("redo", N_("Redo"), "redo-2", N_("Do again what was taken back"), ("Ctrl+Y", "Ctrl+Shift+Z")),
    ActionSpec("full_screen", N_("Full screen"), "maximize", N_("Fill the whole screen, or a window"), ("F11",)),
    ActionSpec("next_pane", N_("Next part of the page"), "panel-left", N_("Move to the next part"), ("F6",)),
    ActionSpec(
        "hand_over", N_("Hand over to write"), "file-pen", N_("Give this screen to the participants, to write"),
        ("F9", "Ctrl+H"),
    ),
    ActionSpec(
        "go_register", N_("Register"), "clipboard-check", N_("Open the register of today"), ("F7", "Ctrl+R")
    ),
    ActionSpec(
        "register.rest",
        N_("Mark the rest present"),
        "check",
        N_("Mark everybody present who has no mark yet"),
        ("Ctrl+Return", "Ctrl+Enter"),
        "workshops",
    ),
    ActionSpec(
        "register.reason", N_("Add a reason"), "pencil", N_("Say why, and how long she was there"), ("F2",), "workshops"
    ),
    ActionSpec(
        "register.print", N_("Print paper register"), "printer", N_("Print the register to fill in by hand"),
        ("Ctrl+P",), "workshops",
    ),
    ActionSpec(
        "register.print_filled", N_("Print the register as it stands"), "printer",
        N_("Print the register with its marks"), ("Ctrl+Shift+P",), "workshops",
    ),
    ActionSpec(
        "register.print_lost", N_("Print days lost and why"), "printer",
        N_("Print what was cancelled, moved and shortened, for the governor"), (), "workshops",
    ),
    ActionSpec(
        "register.dates", N_("Change the dates"), "calendar-days",
        N_("Move, shorten, cancel or add a workshop, or change the topics"), ("Ctrl+D",), "workshops",
    ),
    ActionSpec(
        "dates.move", N_("Move to another day"), "calendar-days", N_("Move this workshop; the others may follow"),
        ("Ctrl+M",), "workshops",
    ),
    ActionSpec(
        "dates.times", N_("Other times"), "clock", N_("Make the day of this workshop shorter or longer"), ("Ctrl+T",),
        "workshops",
    ),
    ActionSpec(
        "dates.cancel", N_("It cannot take place"), "ban", N_("Cancel this workshop, or bring it back"), ("Del",),
        "workshops",
    ),
    ActionSpec(
        "dates.earlier", N_("Topic earlier"), "arrow-up", N_("Change topics with the workshop before"), ("Alt+Up",),
        "workshops",
    ),
    ActionSpec(
        "dates.later", N_("Topic later"), "arrow-down", N_("Change topics with the next workshop"), ("Alt+Down",),
        "workshops",
    ),
    ActionSpec(
        "dates.add", N_("Add a workshop"), "plus", N_("Add one more workshop to this cohort"), ("Ctrl+N",), "workshops"
    ),
    ActionSpec(
        "today.going_home", N_("Show names"), "eye", N_("Show who goes home, or hide it again"), ("Ctrl+Shift+H",),
        "today",
    ),
    ActionSpec(
        "today.cancel", N_("The workshop cannot take place"), "ban", N_("Say why, and it counts for nobody"),
        ("Ctrl+D",), "today",
    ),
    ActionSpec("person.next", N_("Next person"), "arrow-down", N_("Open the next person"), ("Alt+Down",), "person"),
    ActionSpec("person.last", N_("Last person"), "arrow-up", N_("Open the person before"), ("Alt+Up",), "person"),
    ActionSpec(
        "person.next_tab", N_("Next tab"), "arrow-right", N_("Show the next part of her page"), ("Ctrl+Tab",), "person"
    ),
    ActionSpec(
        "person.last_tab", N_("Last tab"), "arrow-left", N_("Show the part before"), ("Ctrl+Shift+Tab",), "person"
    ),
    ActionSpec("person.edit", N_("Change"), "pencil", N_("Open the form of the card"), ("F2",), "person"),
    ActionSpec("person.print", N_("Print her page"), "printer", N_("Print this person's page"), ("Ctrl+P",), "person"),
    ActionSpec(
        "person.print_held", N_("Print everything held about her"), "printer",
        N_("For her to have: all that is kept, who wrote it, and when"), ("Ctrl+Shift+P",), "person",
    ),
    ActionSpec(
        "person.pin", N_("New PIN"), "key-round", N_("Forget her PIN at this machine, so that she chooses another"), (),
        "person",
    ),
    ActionSpec(
        "person.erase", N_("Erase for good"), "trash-2", N_("Take all that is kept about her away; it asks first"), (),
        "person",
    ),
    ActionSpec("plans.next", N_("Next plan"), "arrow-down", N_("Read the next plan"), ("J",), "plans"),
    ActionSpec("plans.last", N_("Last plan"), "arrow-up", N_("Read the plan before"), ("K",), "plans"),
    ActionSpec(
        "plans.comment", N_("Comment on the words"), "message-square", N_("Write a comment on the selected words"),
        ("C",), "plans",
    ),
    ActionSpec(
        "plans.back", N_("Send back"), "message-square", N_("Give the plan back to her with the comments"),
        ("Ctrl+Return", "Ctrl+Enter"), "plans",
    ),
    ActionSpec("plans.ready", N_("Ready to present"), "circle-check", N_("Say that she can present it"), (), "plans"),
    ActionSpec(
        "plans.changed", N_("Show what changed"), "git-compare-arrows", N_("Show what is new in this plan"),
        ("Ctrl+D",), "plans",
    ),
    ActionSpec("plans.begin", N_("Begin a plan"), "plus", N_("Begin a plan for somebody"), ("Ctrl+N",), "plans"),
    ActionSpec("plans.print", N_("Print"), "printer", N_("Print the plan in front"), ("Ctrl+P",), "plans"),
    ActionSpec(
        "plans.next_tab", N_("Next tab"), "arrow-right", N_("Show the next part of this page"), ("Ctrl+Tab",), "plans"
    ),
    ActionSpec(
        "plans.last_tab", N_("Last tab"), "arrow-left", N_("Show the part before"), ("Ctrl+Shift+Tab",), "plans"
    ),
    ActionSpec(
        "inbox.stick", N_("Read a stick"), "usb", N_("Look what lies on a stick"), ("Ctrl+N",), "inbox"
    ),
    ActionSpec("inbox.file", N_("Read a file…"), "folder-open", N_("Choose a bundle file"), ("Ctrl+O",), "inbox"),
    ActionSpec(
        "settle.ask", N_("Keep both and ask"), "message-circle-question-mark",
        N_("Keep every side and note that she is being asked"), ("B",), "settle",
    ),
    ActionSpec("settle.next", N_("Next to settle"), "arrow-down", N_("Go to the next one"), ("Alt+Down",), "settle"),
    ActionSpec("settle.last", N_("Last to settle"), "arrow-up", N_("Go to the one before"), ("Alt+Up",), "settle"),
    ActionSpec(
        "settle.next_tab", N_("Next tab"), "arrow-right", N_("Show the next part of this page"), ("Ctrl+Tab",), "settle"
    ),
    ActionSpec(
        "settle.last_tab", N_("Last tab"), "arrow-left", N_("Show the part before"), ("Ctrl+Shift+Tab",), "settle"
    ),
    ActionSpec(
        "terminals.out", N_("Check out all"), "log-out", N_("Write the part of each terminal onto the stick"),
        ("Ctrl+Return", "Ctrl+Enter"), "terminals",
    ),
    ActionSpec(
        "terminals.collect", N_("Collect all"), "download", N_("Take in all that the terminals gave back"),
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "terminals",
    ),
    ActionSpec(
        "terminal.take", N_("Take in"), "download", N_("Take in the part for this terminal"),
        ("Ctrl+Return", "Ctrl+Enter"), "terminal",
    ),
    ActionSpec(
        "terminal.give", N_("Give back and wipe"), "log-out", N_("Write what was written here, then wipe it here"),
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "terminal",
    ),
    ActionSpec(
        "export.stop", N_("Stop this export"), "x", N_("Forget what was prepared; nothing is written"), ("Esc",),
        "export",
    ),
    ActionSpec(
        "export.back", N_("Back a step"), "arrow-left", N_("Go back to the step before"), ("Alt+Left",), "export"
    ),
    ActionSpec(
        "cohort.create", N_("Create the cohort"), "check", N_("Make the cohort with these workshops"),
        ("Ctrl+Return", "Ctrl+Enter"), "cohort",
    ),
    ActionSpec(
        "people.dates", N_("Show release dates"), "eye", N_("Show release dates, or hide them again"),
        ("Ctrl+Shift+H",), "participants",
    ),
    ActionSpec(
        "people.print", N_("Print the class list"), "printer", N_("First names, with columns to write in"),
        ("Ctrl+P",), "participants",
    ),
    ActionSpec(
        "people.add", N_("Add people"), "plus", N_("Type names, one a line"), ("Ctrl+N",), "participants"
    ),
    ActionSpec(
        "list.private", N_("Show numbers and dates"), "eye",
        N_("Show prison numbers and release dates, or hide them again"), ("Ctrl+Shift+H",), "list",
    ),
    ActionSpec("list.file", N_("Choose a file"), "folder-open", N_("Choose the file of a list"), ("Ctrl+O",), "list"),
    ActionSpec("list.mend", N_("Put right"), "pencil", N_("Type this row anew"), ("F2",), "list"),
    ActionSpec(
        "list.leave_out", N_("Leave out"), "circle-minus", N_("Leave this row out, or count it again"), ("Del",), "list"
    ),
)  # fmt: skip


class Actions(QObject):
    """The QActions of one window, one per line of ACTIONS, made once."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._specs = {spec.id: spec for spec in ACTIONS}
        self._actions = {spec.id: self._make(spec, window) for spec in ACTIONS}
        self._bound: dict[str, QWidget] = {}

    def __getitem__(self, action_id: str) -> QAction:
        """The action; KeyError for an id that is not in ACTIONS."""
        return self._actions[action_id]

    def bind(self, action_id: str, page: QWidget, do: Callable[[], None]) -> QAction:
        """Make the action do `do`; its keys work while the focus is inside `page` (everywhere for EVERYWHERE ones)."""
        action = self._actions[action_id]
        page.addAction(action)
        action.triggered.connect(lambda *_: do())
        self._bound[action_id] = page
        return action

    def usable(self, where: str) -> tuple[tuple[ActionSpec, QAction], ...]:
        """The commands of one page (or those of EVERYWHERE) that do something now, in the order of ACTIONS.

        One of a part of the page that is not in sight does nothing.
        """
        return tuple(
            (spec, action)
            for spec, action in zip(self._specs.values(), self._actions.values(), strict=True)
            if spec.where == where
            and action.isEnabled()
            and spec.id in self._bound
            and self._bound[spec.id].isVisible()
        )

    def button_for(self, action_id: str, kind: str = "secondary", *, size: str = "") -> Button:
        """A button that triggers the action and follows its text and whether it is enabled."""
        spec, action = self._specs[action_id], self._actions[action_id]
        button = Button(action.text(), kind, spec.icon, size=size)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        button.setEnabled(action.isEnabled())
        return button

    def hint_for(self, action_id: str) -> KeyHint:
        """The first keys of the action and its text, for the key bar."""
        return KeyHint(tuple(self._specs[action_id].keys[0].split("+")), self._actions[action_id].text())

    @staticmethod
    def _make(spec: ActionSpec, window: QWidget) -> QAction:
        look = theme.current()
        action = QAction(look.icon(spec.icon, "ink", 18), _(spec.text), window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setStatusTip(_(spec.tip))
        action.setToolTip(_(spec.tip))
        everywhere = spec.where == EVERYWHERE
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        return action
