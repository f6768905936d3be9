"""The pages about people: who she is, her passphrase, the same typed back, and whether a second person comes now."""

from __future__ import annotations

from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.text import _
from wagesdesk.ui import labels
from wagesdesk.ui.setup.draft import Person
from wagesdesk.ui.setup.passphrase_choice import PassphraseChoice, typed_back_error
from wagesdesk.ui.setup.place_steps import LONGEST_NAME
from wagesdesk.ui.setup.step import Frame, Step
from wagesdesk.ui.widgets.choices import Answer, Choices
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.passphrase import PassphraseField


class WhoStep(Step):
    """Name and role. The first person looks after the place."""

    def __init__(self, frame: Frame, number: int) -> None:
        first = number == 0
        super().__init__(
            frame,
            _("Who are you?") if first else _("Who is the second person?"),
            _("You look after this place: you can add people and cards later.") if first else "",
        )
        self._number = number
        self._field = text_field(
            _("Name"), _("As colleagues say it; a first name will do."), text=self._person.name, most=LONGEST_NAME
        )
        self.body.addWidget(self._field)
        self._role = Choices(_("Role"), _roles(frame.draft.outside), self._person.role or self._usual())
        self.body.addWidget(self._role)
        self.first = self._field.editor

    def accept(self) -> bool:
        self._field.clear_error()
        self.keep()
        others = [one.name.casefold() for one in self.draft.people[: self._number]]
        if not self._person.name:
            self._field.set_error(_("Type a name. It is shown when somebody unlocks."))
        elif self._person.name.casefold() in others:
            self._field.set_error(_("This is the name of the first person. Add a surname, or another first name."))
        else:
            return True
        return False

    def keep(self) -> None:
        self._person.name, self._person.role = " ".join(self._field.editor.text().split()), self._role.key

    @property
    def _person(self) -> Person:
        return self.draft.people[self._number]

    def _usual(self) -> str:
        if self.draft.outside:
            return "support_worker"
        return "facilitator" if self._number == 0 else "checker"


def _roles(outside: bool) -> tuple[Answer, ...]:
    """The roles of a place, with what each does."""
    about = {
        "facilitator": _("Runs the workshops, marks the register, prepares what leaves."),
        "checker": _("Looks at what leaves before it leaves, and says yes or sends it back."),
        "support_worker": _("Goes on with each person after release."),
        "administrator": _("Looks after the machine and its people, and does no workshops."),
    }
    known = (
        ("support_worker", "facilitator", "administrator") if outside else ("facilitator", "checker", "administrator")
    )
    return tuple(Answer(code, labels.role(code).capitalize(), about[code]) for code in known)


class WordsStep(Step):
    """The six words, or a passphrase of her own."""

    def __init__(self, frame: Frame, number: int) -> None:
        person = frame.draft.people[number]
        super().__init__(
            frame,
            _("A passphrase for %(name)s") % {"name": person.name},
            _("Write the words down in this order, or print them. Without them nobody opens the records as you.")
            if number == 0
            else _("Let %(name)s sit here now. Only the person it belongs to should see it.") % {"name": person.name},
        )
        self._person = person
        self.choice = PassphraseChoice(person.passphrase, person.own, self._print)
        self.choice.turned.connect(lambda _own: self.keep())
        self.body.addWidget(self.choice)
        self.first = None if not person.own else self.choice.first

    def accept(self) -> bool:
        self.keep()
        return self.choice.good()

    def keep(self) -> None:
        self._person.passphrase, self._person.own = self.choice.passphrase, self.choice.own

    def _print(self, words: str) -> None:
        from wagesdesk.ui.print_preview import open_preview

        sheet = passphrase_sheet(
            self._person.name, self.draft.site_name, words.split(), printed=self.frame.clock.today()
        )
        open_preview(self, sheet, self.frame)


class BackStep(Step):
    """The passphrase typed once, forgiving about capitals, hyphens and spaces."""

    def __init__(self, frame: Frame, number: int) -> None:
        person = frame.draft.people[number]
        super().__init__(
            frame,
            _("Type it once, %(name)s") % {"name": person.name},
            _("From your paper. Small letters, a space between words; capitals do not matter."),
        )
        self._person = person
        self._field = PassphraseField(_("Passphrase"), lock=True)
        self.body.addWidget(self._field)
        self.first = self._field.edit

    def accept(self) -> bool:
        self._field.field.clear_error()
        error = typed_back_error(self._person.passphrase, self._field.edit.text(), own=self._person.own)
        if error:
            self._field.field.set_error(error)
            self._field.edit.selectAll()
        return not error


class SecondStep(Step):
    """Now or later, and why."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            _("Is a second person here?"),
            _("Two people are needed before anything can leave this machine: one prepares it, the other checks it."),
        )
        self._choices = Choices(
            _("Is a second person here?"),
            (
                Answer("now", _("Yes, now"), _("They get a passphrase of their own. It takes two minutes."), "users"),
                Answer(
                    "later", _("Later"),
                    _("Add them in Settings. Until then the recovery key is your second way in."), "clock",
                ),
            ),
            "now" if frame.draft.second else "later",
        )  # fmt: skip
        self.body.addWidget(self._choices)
        self.first = self._choices

    def accept(self) -> bool:
        self.keep()
        return True

    def keep(self) -> None:
        self.draft.second = self._choices.key == "now"
