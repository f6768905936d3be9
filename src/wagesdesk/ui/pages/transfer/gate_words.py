"""Words for what the second person looks at: the values that leave, what was found in them, who passed it before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Final

from wagesdesk.export import manifest
from wagesdesk.export.bundle import Prepared
from wagesdesk.export.findings import Finding
from wagesdesk.export.gate import Leaving, PassedBefore, told
from wagesdesk.models.entry import Value
from wagesdesk.models.vault import Vault
from wagesdesk.text import N_, _, join_words, short_day
from wagesdesk.ui import labels
from wagesdesk.ui.values import is_told, value_words

ROOM: Final = 1_000_000
"""Letters on a printed sheet: some 300 pages, more than anybody reads, and 40 MB while it is laid out."""
_CODES = {
    "surname": N_("her surname"),
    "prison_number": N_("a prison number"),
    "birth_date": N_("a date like a birth date"),
    "phone": N_("a phone number"),
    "postcode": N_("a postcode"),
    "person": N_("the name of somebody else"),
    "staff": N_("the name of a member of staff"),
    "offence": N_("a word about an offence"),
    "sentence": N_("a word about a sentence"),
    "risk": N_("a word about risk"),
}


def said(thing: Leaving, fields: Mapping[str, Value]) -> str:
    """One entry in the words that leave: `Workshop mark, workshop 3: Present`."""
    record = labels.record(thing.type)
    if thing.workshop and thing.type != "workshop":
        record = _("%(record)s, workshop %(number)d") % {"record": record, "number": thing.workshop}
    values = [
        _value(thing, name, value, alone=thing.type in ("mark", "business"))
        for name, value in sorted(fields.items())
        if is_told(thing.type, name)
    ]
    words = "; ".join(one for one in values if one) or _("kept apart by its number alone")
    return _("%(record)s: %(words)s") % {"record": record, "words": words}


def _value(thing: Leaving, name: str, value: object, *, alone: bool) -> str:
    words = value_words(thing.type, name, value) or _("empty")
    if alone and name != "removed":
        return words
    return _("%(field)s: %(value)s") % {"field": labels.field(thing.type, name), "value": words}


def of_person(things: Collection[Leaving], person_id: str) -> list[Leaving]:
    """What leaves about one person, new things first; with an empty id what is about nobody."""
    return [one for one in things if one.person_id == person_id]


def findings(prepared: Prepared) -> list[tuple[str, str]]:
    """For each finding whose words and what was found in them, and the words around it, what was found in brackets."""
    names = {line.person_id: line.name for line in prepared.people}
    return [_finding(one, names) for one in prepared.found]


def sheet_lines(
    vault: Vault, prepared: Prepared, local: Callable[[datetime], datetime], room: int = ROOM
) -> list[tuple[str, list[str]]]:  # fmt: skip
    """For the printed sheet: each person with the words that leave about her, those that nobody passed yet first.

    All have an equal share of `room` letters; where hers are more, her last line says how many are read on the screen.
    """
    about = [(line.name, line.person_id) for line in prepared.people] + [(_("The group and its workshops"), "")]
    share = room // len(about)
    return [(name, _on_paper(vault, of_person(prepared.things, one), local, share)) for name, one in about]


def _on_paper(
    vault: Vault, things: Collection[Leaving], local: Callable[[datetime], datetime], room: int
) -> list[str]:  # fmt: skip
    lines: list[str] = []
    for thing, fields in told(vault, things):
        words = _on_sheet(thing, fields, local)
        if len(words) > room:
            more = {"count": len(things) - len(lines), "total": len(things)}
            begun = words[:room].rpartition(" ")[0]
            full = _("No more room on this sheet. Read on the screen: %(count)d of %(total)d.") % more
            return [*lines, *([begun + " …"] if begun else []), full]
        lines.append(words)
        room -= len(words)
    return lines


def _on_sheet(one: Leaving, fields: Mapping[str, Value], local: Callable[[datetime], datetime]) -> str:
    parts = {"words": said(one, fields), "state": passed(one.passed, local) if one.passed else _("new")}
    return _("%(words)s (%(state)s)") % parts


def _finding(one: Finding, names: Mapping[str, str]) -> tuple[str, str]:
    name = names.get(one.person_id) or _("The group and its workshops")
    what = _(_CODES[one.code])
    shown = f"{one.text[: one.start]}[{one.text[one.start : one.end]}]{one.text[one.end :]}".replace("\n", " ")
    bold = _("%(name)s: %(what)s, new") if one.new else _("%(name)s: %(what)s")
    return bold % {"name": name, "what": what}, shown


def passed(check: PassedBefore, local: Callable[[datetime], datetime]) -> str:
    """`passed by Carys on Tue 3 Nov`."""
    return _("passed by %(name)s on %(day)s") % {"name": check.checker, "day": short_day(local(check.at).date())}


def openers(prepared: Prepared) -> str:
    """Everybody who can open the bundle, in one line."""
    recipient = prepared.recipient
    name = f"{recipient.place}, {recipient.holder}" if recipient.holder else recipient.place
    also = [_("the programme's spare key") if one.name == manifest.ESCROW else one.name for one in prepared.also]
    return join_words([name, *also])
