"""The receipt that goes with a stick, A5: what it is, how to know it again, who held it. No participant is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wagesdesk.export.reports.blocks import Document, Facts, Groups, Heading, Paragraph, Signature
from wagesdesk.text import _, ngettext

_SMALL = 5  # counts of people below this are not told in anything that leaves


@dataclass(frozen=True)
class Receipt:
    """`file` is the bundle's name, `size` in bytes, `sha256` 64 hexadecimal digits, `serial` of the stick or empty.

    `check_words` are the four of the recipient's card: no secret, and the same as stand on it.
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


def custody_receipt(receipt: Receipt, *, printed: date) -> Document:
    """One A5 page with two lines to sign on: released by, received by."""
    facts = (
        (_("File"), receipt.file),
        (_("Size"), _("%(bytes)s bytes") % {"bytes": f"{receipt.size:,}"}),
        (_("For"), receipt.recipient),
        (_("Check words"), ", ".join(receipt.check_words)),
        (_("From"), receipt.place),
        (_("Holds"), _holds(receipt)),
        (_("Prepared by"), receipt.preparer),
        (_("Checked by"), receipt.checker),
        (_("Stick"), receipt.serial or _("no serial number")),
    )
    blocks = (
        Facts(facts),
        Heading(_("Fingerprint (SHA-256)")),
        Groups(eights(receipt.sha256), "plain"),
        Paragraph(_("The file is encrypted. Only those it was made for can open it."), "quiet"),
        Signature((_("Released by"), _("Received by"))),
    )
    return Document(_("Custody receipt"), receipt.bundle_id, blocks, printed, page="A5")


def eights(digest: str) -> tuple[str, ...]:
    """A digest in groups of eight characters."""
    return tuple(digest[at : at + 8] for at in range(0, len(digest), 8))


def _holds(receipt: Receipt) -> str:
    people = _("fewer than 5 people")
    if receipt.people >= _SMALL:
        people = ngettext("%(n)d person", "%(n)d people", receipt.people) % {"n": receipt.people}
    files = ngettext("%(n)d file", "%(n)d files", receipt.files) % {"n": receipt.files}
    return _("%(people)s, %(files)s") % {"people": people, "files": files}
