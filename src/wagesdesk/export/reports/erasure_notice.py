"""The notice to a recipient that somebody was erased here: it names her once more, so that she can be found there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wagesdesk.export.reports.blocks import Bullets, Cell, Column, Document, Heading, Paragraph, Signature, Table
from wagesdesk.text import _, long_day, short_day


@dataclass(frozen=True)
class Notified:
    """One person: her chosen name, her number in bundles, and number and day of each bundle she was in."""

    name: str
    person_id: str
    bundles: tuple[tuple[int, date], ...]


def erasure_notice(
    recipient: str, people: Sequence[Notified], *, place: str, on: date, by: str, printed: date
) -> Document:
    """One page for one recipient, made from memory, stored nowhere. `on` is the day of the erasure, `by` who did it."""
    who = {"place": place, "day": long_day(on, year=True), "name": by}
    columns = (Column(_("Name"), 40), Column(_("Number in bundles"), 84), Column(_("Bundles"), 46))
    rows = tuple(
        (Cell(one.name, "heavy"), Cell(_grouped(one.person_id)), Cell(_bundles(one.bundles))) for one in people
    )
    blocks = (
        Paragraph(_("At %(place)s these people were erased for good on %(day)s, by %(name)s.") % who),
        Paragraph(_("You were sent something about them. Please erase what you hold."), "strong"),
        Table(_("Who, and in which bundles"), columns, rows),
        Heading(_("What to erase")),
        Bullets((
            _("In WagesDesk: take the next bundle from this place in. It erases them there, and in later bundles."),
            _("Pages, tables and prints made from a bundle, and copies in e-mail, folders and case systems."),
            _("The bundle files themselves, and older backups that hold them."),
            _("This notice, once it is done."),
        )),
        Heading(_("Done")),
        Paragraph(_("Sign here, and send a copy back without the names.")),
        Signature((_("Erased by"),)),
    )  # fmt: skip
    return Document(_("Please erase these people"), recipient, blocks, printed, code="erasure_notice")


def _grouped(person_id: str) -> str:
    return " ".join(person_id[at : at + 8] for at in range(0, len(person_id), 8))


def _bundles(bundles: Sequence[tuple[int, date]]) -> str:
    return ", ".join(
        _("%(serial)d (%(day)s)") % {"serial": serial, "day": short_day(day, weekday=False, year=True)}
        for serial, day in bundles
    )
