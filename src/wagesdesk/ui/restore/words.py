"""What bringing a backup back means, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from wagesdesk.problems import Problem
from wagesdesk.services.restore import Offer, Present
from wagesdesk.text import _, clock_time, long_day, short_day

Local = Callable[[datetime], datetime]


def replaced(present: Present, offer: Offer, local: Local) -> Problem:
    """What is replaced, what comes back, and what goes."""
    fields = {"place": offer.place.name, "when": _long(local(offer.made_at))}
    if present.state == "none":
        return Problem(
            _("There are no records on this machine yet, so nothing is replaced."),
            _("The records of %(place)s come back as they were on %(when)s.") % fields, "",
        )  # fmt: skip
    if present.state == "damaged":
        return Problem(
            _("The records on this machine cannot be read. They are replaced by this backup."),
            _("The records of %(place)s come back as they were on %(when)s.") % fields,
            _("What was written after that is not in it."),
        )
    if present.vault_id != offer.vault_id:
        return Problem(
            _("This is a backup of %(place)s, and there are other records on this machine.") % fields,
            _("They are not touched."),
            _("Bring it back on a machine without records."),
        )
    goes = _("What was written after that goes.")
    if present.used_at is not None:
        used = _("The records here were last written on %(when)s.") % {"when": _long(local(present.used_at))}
        goes = f"{goes} {used}"
    return Problem(
        _("The records on this machine are replaced by those of %(when)s.") % fields,
        goes,
        _("What is here now is backed up on this machine first."),
    )


def when(moment: datetime) -> str:
    """`Tue 3 Nov 2026, 09:27`, for tables."""
    return _("%(day)s, %(time)s") % {"day": short_day(moment.date(), year=True), "time": clock_time(moment)}


def _long(moment: datetime) -> str:
    return _("%(day)s, %(time)s") % {"day": long_day(moment.date(), year=True), "time": clock_time(moment)}
