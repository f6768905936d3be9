"""The subject access print: everything that is held on one person, who wrote it and when, in words for her.

What others' records say of her is only counted: those words are about somebody else too, and a print cannot be taken
back. A member of staff reads them and tells her what is about her.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from wagesdesk.export.reports import labels
from wagesdesk.export.reports.blocks import Block, Bullets, Cell, Column, Document, Facts, Heading, Paragraph, Table
from wagesdesk.export.reports.subject_words import about, keys, pairs, recipient, sentence, when, who
from wagesdesk.export.status import Outcome
from wagesdesk.services.subject import Held, HeldRecord, Passed, Written
from wagesdesk.text import _, ngettext, short_day, speaking

_ABOUT_HER: Final = ("person", "identity")
_OWN_PLACE: Final = ("enrolment", "mark", "consent")  # told in sections of their own
_LONGEST: Final = 700  # characters in a cell; a row of a table cannot go on to the next page
_MOST_LINES: Final = 12


@dataclass
class _Told:
    """How the print tells: whose words are left out, and the long texts that stand at its end, in order."""

    held: Held
    left_out: Collection[str]
    long: list[tuple[str, str]] = field(default_factory=list)

    def cell(self, text: str, head: str) -> Cell:
        """The text, or where to find it when it is too long for a row."""
        if len(text) <= _LONGEST and text.count("\n") < _MOST_LINES:
            return Cell(text)
        self.long.append((head, text))
        return Cell(_("Long. See long text %(number)d at the end.") % {"number": len(self.long)})

    def facts(self, records: Sequence[HeldRecord]) -> list[Block]:
        """The fields of records as label and value; long values as paragraphs of their own."""
        blocks: list[Block] = []
        short: list[tuple[str, str]] = []
        for one in records:
            short += keys(one.type, one.eid, self.held)
            for label, text in pairs(one.type, one.said, self.held, self.left_out):
                if len(text) <= _LONGEST and text.count("\n") < _MOST_LINES:
                    short.append((label, text))
                else:
                    blocks += [Paragraph(label, "strong"), Paragraph(text)]
        return [Facts(tuple(short)), *blocks] if short else blocks


def subject_access(
    held: Held, *, printed: date, ask: str = "", left_out: Collection[str] = (), large: bool = False
) -> Document:
    """The print, A4 portrait, in her language. `ask` is whom she can ask, such as `Rhian, facilitator`.

    `left_out` are ids of entries (`Held.names_others`) of which a person decided that their free text is not for her to
    have, since it is also about somebody else; the print says that something is left out.
    """
    with speaking(held.language):
        return _document(held, _Told(held, left_out), printed, ask, large)


def _document(held: Held, told: _Told, printed: date, ask: str, large: bool) -> Document:
    blocks = [
        *_opening(held, ask, told.left_out), *_herself(told), *_groups(told), *_consents(told), *_bundles(held),
        *_waiting(told), *_elsewhere(held), *_changes(told),
    ]  # fmt: skip
    if told.long:
        blocks.append(Heading(_("Long texts")))
        for number, (head, text) in enumerate(told.long, start=1):
            title = _("Long text %(number)d: %(about)s") % {"number": number, "about": head}
            blocks += [Paragraph(title, "strong"), Paragraph(text)]
    return Document(
        _("What we hold about you"),
        held.name,
        tuple(blocks),
        printed,
        large=large,
        code="everything_held",
        people=(held.person_id,),
    )


def _opening(held: Held, ask: str, left_out: Collection[str]) -> list[Block]:
    words = [
        _("This is all that WagesDesk holds about you at %(place)s.") % {"place": held.place},
        _("It says what was written, who wrote it and when."),
        _("You have a right to see it."),
        _("If something is wrong, tell us. We will look at it with you and put it right."),
        _("Where a list says she or her, that is you."),
        _("Keep this print safe. It is private."),
    ]
    if left_out:
        words.append(_("Some words are left out, because they are also about somebody else."))
    people = _("Ask %(who)s.") % {"who": ask} if ask else _("Ask any member of staff of the programme.")
    more = _("You can also write to the ICO. It looks after people’s rights over what is held about them.")
    blocks: list[Block] = [Paragraph(" ".join(words)), Heading(_("Who to ask")), Paragraph(f"{people} {more}")]
    if all(one.state == "erased" for entry in held.written for one in entry.said) and not held.waiting:
        erased = _("What was written about you was erased. Only when it was written is kept.")
        blocks.append(Paragraph(erased, "strong"))
    return blocks


def _herself(told: _Told) -> list[Block]:
    records = told.held.records
    hers = [one for kind in _ABOUT_HER for one in records if one.type == kind]
    blocks: list[Block] = [Heading(_("About you")), *told.facts(hers)] if hers else []
    for kind in labels.RECORDS:
        same = [one for one in records if one.type == kind and kind not in (*_ABOUT_HER, *_OWN_PLACE)]
        if same:
            blocks.append(Heading(labels.record(kind)))
            if kind == "plan_figure":
                blocks.append(_figures(told, same))
            else:
                for one in same:
                    blocks += told.facts([one])
    unknown = [one for one in records if one.type not in labels.RECORDS]
    return [*blocks, Heading(_("Written by a newer program")), *told.facts(unknown)] if unknown else blocks


def _figures(told: _Told, figures: Sequence[HeldRecord]) -> Table:
    rows = []
    for one in figures:
        where = [words for _label, words in keys(one.type, one.eid, told.held)]
        rows.append((Cell(", ".join(where)), told.cell(_lines(pairs(one.type, one.said, told.held, told.left_out)),
                                                       ", ".join(where))))  # fmt: skip
    rows.sort(key=lambda row: row[0].text)
    return Table(labels.record("plan_figure"), (Column(_("Sum"), 70), Column(_("What was written"), 104)), tuple(rows))


def _groups(told: _Told) -> list[Block]:
    """Each group she is or was in, with her marks; marks of one that is not held any more at the end."""
    held, blocks = told.held, list[Block]()
    enrolments = [one for one in held.records if one.type == "enrolment"]
    marks = [one for one in held.records if one.type == "mark"]
    for one in sorted(enrolments, key=lambda one: str([said.value for said in one.said if said.field == "joined"])):
        hers = [mark for mark in marks if held.links.get(mark.eid, {}).get("enrolment_id") == one.eid]
        marks = [mark for mark in marks if mark not in hers]
        blocks += [Heading(about(one.type, one.eid, held)), *told.facts([one]), *_marks(told, hers)]
    if marks:
        blocks += [Heading(_("Other workshop marks")), *_marks(told, marks)]
    return blocks


def _marks(told: _Told, marks: Sequence[HeldRecord]) -> list[Block]:
    if not marks:
        return []
    held = told.held

    def order(mark: HeldRecord) -> tuple[str, int]:
        row = held.workshops.get(held.links.get(mark.eid, {}).get("workshop_id", ""))
        return (row.day.isoformat(), row.number) if row else ("", 0)

    rows = []
    for mark in sorted(marks, key=order):
        row = held.workshops.get(held.links.get(mark.eid, {}).get("workshop_id", ""))
        said = _lines(pairs(mark.type, mark.said, held, told.left_out))
        title = f"{row.number}. {row.title}" if row else _("a workshop that is not here any more")
        rows.append((Cell(title), Cell(short_day(row.day, year=True) if row else ""), told.cell(said, title)))
    columns = (Column(_("Workshop"), 60), Column(_("Day"), 36), Column(_("What was written"), 78))
    return [Table(_("Workshop marks"), columns, tuple(rows))]


def _lines(said: Sequence[tuple[str, str]]) -> str:
    return ";\n".join(_("%(label)s: %(value)s") % {"label": label, "value": value} for label, value in said)


def _consents(told: _Told) -> list[Block]:
    held = told.held
    consents = [one for one in held.records if one.type == "consent"]
    blocks: list[Block] = [Heading(_("What you said may be shared"))]
    if not consents:
        return [*blocks, Paragraph(_("You have not been asked yet. Nothing may be shared."))]
    order = list(labels.SCOPES)
    for card_id in sorted({held.links.get(one.eid, {}).get("recipient_id", "") for one in consents}):
        name = recipient(card_id, held)
        rows = []
        for one in consents:
            link = held.links.get(one.eid, {})
            if link.get("recipient_id", "") == card_id:
                said = _lines(pairs(one.type, one.said, held, ()))
                rows.append((order.index(link["scope"]) if link.get("scope") in order else len(order),
                             (Cell(labels.scope(link.get("scope", ""))), told.cell(said, name))))  # fmt: skip
        columns = (Column(_("About"), 84), Column(_("Your answer"), 90))
        rows.sort(key=lambda row: row[0])
        blocks += [Paragraph(name, "strong"), Table(name, columns, tuple(cells for _at, cells in rows))]
    return blocks


def _bundles(held: Held) -> list[Block]:
    blocks: list[Block] = [Heading(_("Where it went and where it came from"))]
    if not held.passed:
        return [*blocks, Paragraph(_("Nothing about you has left this place or come in from another."))]
    columns = (Column(_("When"), 46), Column(_("What"), 78), Column(_("Who"), 50))
    rows = tuple(
        (Cell(when(one.on)), Cell(_passage(one)),
         Cell(_("Prepared by %(one)s, checked by %(other)s") % {"one": one.preparer, "other": one.checker}))
        for one in held.passed
    )  # fmt: skip
    return [*blocks, Table(_("Bundles with you in them"), columns, rows)]


def _passage(one: Passed) -> str:
    fields = {"number": one.serial, "place": one.place}
    if one.way == "came":
        return _("Bundle %(number)d came in from %(place)s.") % fields
    if one.way == "took_back":
        return _("Bundle %(number)d came in from %(place)s. It said that you took back a yes.") % fields
    words = _("Bundle %(number)d was made for %(place)s.") % fields
    good = one.seen in (Outcome.WRITTEN.value, Outcome.VERIFIED.value)
    return words if good else _("%(words)s It may not have left: the stick was not finished.") % {"words": words}


def _waiting(told: _Told) -> list[Block]:
    if not told.held.waiting:
        return []
    words = _("These came in from another place. They are not used until a member of staff has looked at them.")
    return [Heading(_("Held back")), Paragraph(words), _written(told, told.held.waiting, _("Held back"))]


def _elsewhere(held: Held) -> list[Block]:
    if not held.elsewhere:
        return []
    counts = Counter(one.type for one in held.elsewhere)
    words = [
        _("Your name stands in what was written about other people, or another woman with your name does."),
        _("We do not print those words, because they are about somebody else too."),
        _("You can ask what they say about you."),
    ]
    items = tuple(
        ngettext("%(record)s: %(n)d", "%(record)s: %(n)d", n) % {"record": labels.record(kind), "n": n}
        for kind, n in sorted(counts.items())
    )
    return [Heading(_("Your name in other records")), Paragraph(" ".join(words)), Bullets(items)]


def _changes(told: _Told) -> list[Block]:
    count = len(told.held.written)
    words = ngettext(
        "Everything that was ever written about you, newest first: %(n)d entry.",
        "Everything that was ever written about you, newest first: %(n)d entries.",
        count,
    )
    blocks: list[Block] = [Heading(_("Every change")), Paragraph(words % {"n": count})]
    return [*blocks, _written(told, told.held.written, _("Every change"))] if count else blocks


def _written(told: _Told, entries: Sequence[Written], caption: str) -> Table:
    columns = (Column(_("When"), 42), Column(_("What was written"), 86), Column(_("Who and where"), 46))
    rows = []
    for entry in entries:
        at = when(entry.at, sure=entry.clock_ok)
        text = sentence(entry, told.held, told.left_out)
        rows.append((Cell(at), told.cell(text, f"{about(entry.type, entry.eid, told.held)}, {at}"), Cell(who(entry))))
    return Table(caption, columns, tuple(rows))
