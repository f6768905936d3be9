"""The gate sheet: all that would leave, for an authorised officer without a passphrase here. It stays in the prison."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.export.reports import labels
from wagesdesk.export.reports.blocks import (
    Blank,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Groups,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from wagesdesk.export.reports.no_longer_shared import in_words
from wagesdesk.text import _, short_day

if TYPE_CHECKING:
    from wagesdesk.export.bundle import Prepared


def gate_sheet(
    prepared: Prepared,
    *,
    place: str,
    preparer: str,
    check_words: Sequence[str],
    lines: Sequence[tuple[str, Sequence[str]]],
    kept: Sequence[tuple[str, str]],
    found: Sequence[tuple[str, str]],
    printed: date,
) -> Document:
    """Who it is for, each person with what she agreed to and every word of hers that leaves, what was found in them,
    who is kept back, what was taken back, and lines for name, rank, time and signature. `lines`, `kept` and `found` are
    pairs in words."""
    blocks: list[Block] = [
        Paragraph(_("Number of this sheet"), "quiet"),
        Groups(tuple(prepared.number.split("-"))),
        Facts((
            (_("For"), prepared.recipient.place), (_("From"), place), (_("Prepared by"), preparer),
            (_("Check words"), ", ".join(check_words)),
            (_("Can be opened by"), ", ".join((prepared.recipient.place, *map(_opener, prepared.also)))),
        )),
        Heading(_("Who, and what she agreed to")),
        _people(prepared),
        Heading(_("Found in the words")),
        _pairs(found, _("Nothing was found.")),
        Heading(_("Not in this bundle")),
        _pairs(kept, _("Nobody was left out.")),
    ]  # fmt: skip
    back = in_words(prepared.selection.withdrawals)
    if back:
        blocks += [Heading(_("Taken back, and told with this bundle")), Facts(back)]
    blocks.append(Heading(_("Every word that leaves")))
    for name, words in lines:
        if words:
            blocks += [Paragraph(name, "strong"), Bullets(tuple(words))]
    blocks += [
        Heading(_("For the officer")),
        Paragraph(_("I have read this sheet, and on the screen whatever it had no room for.")),
        Paragraph(_("I have compared the check words with the card in the safe.")),
        Blank(_("Name")), Blank(_("Rank")), Blank(_("Time")),
        Signature((_("Signed"),)),
    ]  # fmt: skip
    return Document(
        _("Gate sheet"),
        prepared.recipient.place,
        tuple(blocks),
        printed,
        code="gate_sheet",
        people=tuple(line.person_id for line in prepared.people),
    )


def _opener(one: object) -> str:
    name = str(getattr(one, "name", ""))
    return _("the programme's spare key") if name == "escrow" else name


def _people(prepared: Prepared) -> Table:
    rows = tuple(
        (
            Cell(line.name), Cell(", ".join(labels.scope(scope) for scope in line.scopes)),
            Cell(short_day(line.until, year=True)), Cell(str(line.new) if line.new else _("none")),
        )
        for line in prepared.people
    )  # fmt: skip
    columns = (
        Column(_("Person"), 0.2), Column(_("What she agreed to share"), 0.46), Column(_("Consent until"), 0.22),
        Column(_("New"), 0.12, "right"),
    )  # fmt: skip
    return Table(_("People"), columns, rows)


def _pairs(pairs: Sequence[tuple[str, str]], none: str) -> Block:
    return Facts(tuple(pairs)) if pairs else Paragraph(none)
