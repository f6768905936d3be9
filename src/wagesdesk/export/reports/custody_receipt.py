"""The receipt that goes with a stick, A5: what it is, how to know it again, who held it. No participant is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wagesdesk.export.reports.blocks import (
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
from wagesdesk.text import _, ngettext

_HAND_OVERS = 6
_SMALL = 5  # counts of people below this are not told in anything that leaves


@dataclass(frozen=True)
class Receipt:
    """`file` is the bundle's name, `size` in bytes, `sha256` 64 hexadecimal digits, `serial` of the stick or empty.

    `check_words` are the four of the recipient's card: no secret, and the same as stand on it. `sheet` says who signed
    a printed sheet in place of the second person. `on_it` is everything on the stick. On paper `file` and `sha256` are
    empty and `pages` counts the sheets in the envelope.
    """

    bundle_id: str
    file: str
    size: int
    sha256: str
    recipient: str
    people: int
    files: int
    place: str
    preparer: str
    checker: str
    check_words: tuple[str, ...]
    serial: str = ""
    sheet: str = ""
    on_it: tuple[str, ...] = ()
    pages: int = 0


def custody_receipt(receipt: Receipt, *, printed: date) -> Document:
    """A5: two lines to sign on (released by, received by), and one line for each hand-over after that."""
    what: tuple[tuple[str, str], ...] = (
        (_("File"), receipt.file),
        (_("Size"), _("%(bytes)s bytes") % {"bytes": f"{receipt.size:,}"}),
    )
    if receipt.pages:
        pages = ngettext("%(n)d page in a sealed envelope", "%(n)d pages in a sealed envelope", receipt.pages)
        what = ((_("On paper"), pages % {"n": receipt.pages}),)
    facts = (
        *what,
        (_("For"), receipt.recipient),
        (_("Check words"), ", ".join(receipt.check_words)),
        (_("From"), receipt.place),
        (_("Holds"), _holds(receipt)),
        (_("Prepared by"), receipt.preparer),
        (_("Checked by"), receipt.sheet or receipt.checker),
    )
    if not receipt.pages:
        facts += ((_("Stick"), receipt.serial or _("no serial number")),)
    blocks: list[Block] = [Facts(facts)]
    if receipt.sheet:
        blocks.append(Paragraph(_("Checked on a printed sheet: a weaker check, without a second signature."), "strong"))
    if receipt.pages:
        blocks.append(Paragraph(_("Printed in clear. Hand it over only with its seal unbroken."), "strong"))
    else:
        blocks += [
            Heading(_("Fingerprint (SHA-256)")),
            Groups(eights(receipt.sha256), "plain"),
            Paragraph(_("The file is encrypted. Only those it was made for can open it."), "quiet"),
        ]
    # What is signed stands on the front; the list and the hand-overs may run on to the back.
    blocks.append(Signature((_("Released by"), _("Received by"))))
    if receipt.on_it:
        blocks += [Heading(_("Everything on the stick")), Bullets(receipt.on_it)]
    blocks += [Heading(_("Each hand-over")), _hand_overs()]
    return Document(_("Custody receipt"), receipt.bundle_id, tuple(blocks), printed, page="A5", code="receipt")


def _hand_overs() -> Table:
    columns = (Column(_("Day and time"), 0.28), Column(_("Handed over by"), 0.36), Column(_("Received by"), 0.36))
    return Table(_("Each hand-over"), columns, ((Cell(), Cell(), Cell()),) * _HAND_OVERS, line=9.0)


def eights(digest: str) -> tuple[str, ...]:
    """A digest in groups of eight characters."""
    return tuple(digest[at : at + 8] for at in range(0, len(digest), 8))


def _holds(receipt: Receipt) -> str:
    people = _("fewer than 5 people")
    if receipt.people >= _SMALL:
        people = ngettext("%(n)d person", "%(n)d people", receipt.people) % {"n": receipt.people}
    if receipt.pages:
        return people
    files = ngettext("%(n)d file", "%(n)d files", receipt.files) % {"n": receipt.files}
    return _("%(people)s, %(files)s") % {"people": people, "files": files}
