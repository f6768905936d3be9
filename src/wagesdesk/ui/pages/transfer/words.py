"""Words for what the wizard tells: outcomes, sizes, counts."""

from __future__ import annotations

from datetime import datetime

from wagesdesk.export.extract import purpose_of
from wagesdesk.export.status import Outcome
from wagesdesk.models.vault import Vault
from wagesdesk.services import custody, gaps
from wagesdesk.services.card import CardRow
from wagesdesk.text import N_, _, clock_time, ngettext, short_day
from wagesdesk.ui import labels

_SEEN = {
    Outcome.WRITTEN.value: N_("Written and compared"),
    Outcome.VERIFIED.value: N_("Verified"),
    Outcome.NOT_TAKEN_OUT.value: N_("Written, not taken out"),
    Outcome.DRIVE_MISMATCH.value: N_("The stick did not keep it"),
    Outcome.NOT_PUT_BACK.value: N_("Written, not put back"),
    Outcome.NOT_EJECTED.value: N_("Pulled out, not ejected"),
    Outcome.WRONG_DRIVE.value: N_("Another stick was put back"),
    Outcome.UNDER_WAY.value: N_("Not finished; it may be on the stick"),
    Outcome.NOT_ON_IT.value: N_("Not on the stick that was put back"),
    Outcome.ON_PAPER.value: N_("On paper, sealed"),
}
_SMALL = 5


def seen(code: str) -> str:
    """How far a stick got, in a few words; an unknown code as it is."""
    return _(_SEEN[code]) if code in _SEEN else code


def made_by(preparer: str, checker: str, rank: str) -> str:
    """Who prepared and who checked; an officer who signed a printed sheet with rank, as the weaker check it is."""
    if not rank:
        return _("%(preparer)s, %(checker)s") % {"preparer": preparer, "checker": checker}
    return _("%(preparer)s; printed sheet: %(checker)s, %(rank)s") % {
        "preparer": preparer, "checker": checker, "rank": rank
    }  # fmt: skip


def says_arrived(vault: Vault, recipient: CardRow) -> str:
    """What a bundle for `recipient` says of those that came from there: which arrived, and that it is asked for what is
    not here any more; empty where there is nothing to say."""
    with vault.read() as db:
        asks = purpose_of(recipient.kind) != "extract" and gaps.asks(db, recipient.id)
    count = len(custody.codes_for(vault, recipient.id))
    said = ngettext(
        "It tells %(place)s that %(n)d bundle from there has arrived here.",
        "It tells %(place)s that %(n)d bundles from there have arrived here.",
        count,
    )
    lines = [
        said % {"place": recipient.place, "n": count} if count else "",
        _("It asks %(place)s for everything that is not here any more.") % {"place": recipient.place} if asks else "",
    ]
    return " ".join(line for line in lines if line)


def kilobytes(size: int) -> str:
    """A size in bytes as `256 KB`, rounded up."""
    return _("%(size)s KB") % {"size": f"{-(-size // 1024):,}"}


def megabytes(size: int) -> str:
    """A size in bytes as `7.4 GB` or `512 MB`."""
    if size >= 1 << 30:
        return _("%(size)s GB") % {"size": f"{size / (1 << 30):.1f}"}
    return _("%(size)s MB") % {"size": f"{size >> 20:,}"}


def holder(recipient: CardRow) -> str:
    """`Marged, support worker`; empty when the card names nobody."""
    return labels.who(recipient.holder, recipient.role) if recipient.holder else labels.role(recipient.role)


def people_leaving(count: int) -> str:
    """A count of people in anything that leaves: small ones are not told."""
    if 0 < count < _SMALL:
        return _("fewer than 5 people")
    return ngettext("%(n)d person", "%(n)d people", count) % {"n": count}


def moment(local: datetime, now: datetime) -> str:
    """`today at 14:20`, or `Tue 3 Nov at 14:20`; both in local time."""
    if local.date() == now.date():
        return _("today at %(time)s") % {"time": clock_time(local)}
    return _("%(day)s at %(time)s") % {"day": short_day(local.date()), "time": clock_time(local)}
