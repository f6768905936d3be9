"""The establishment this place belongs to, and its rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotAllowed
from wagesdesk.models.base import entry_table
from wagesdesk.models.site import Site
from wagesdesk.models.vault import Vault
from wagesdesk.services import quick_code, staff
from wagesdesk.services.changes import Changes, made

LONGEST_NAME: Final = 80
LONGEST_WORD: Final = 30
MOST_MINUTES: Final = 60
MOST_MONTHS: Final = 240


@dataclass(frozen=True)
class GroupWord:
    """What the people on the programme are called: one of them, and many."""

    one: str
    many: str


WOMEN: Final = GroupWord("woman", "women")
PARTICIPANTS: Final = GroupWord("participant", "participants")


@dataclass(frozen=True)
class SiteRow:
    """`code` is the prison's id in the register; empty for a name that was typed.

    `core_day` is when a workshop day starts and ends, as HH:MM, or None where the programme says. `retention_months` 0
    keeps people until somebody erases them; `quick_code_minutes` 0 allows no quick code.
    """

    name: str
    code: str
    group: GroupWord = WOMEN
    quick_code_minutes: int = quick_code.MINUTES
    core_day: tuple[str, str] | None = None
    retention_months: int = 0


def site(vault: Vault) -> SiteRow:
    """The site of this place. What it does not say itself, another record of the same prison says."""
    with vault.read() as db:
        own = _own(db)
        if own is None:
            return SiteRow(vault.place.name, "")
        rows = [own]
        if own.code:
            same = select(Site).where(Site.code == own.code, Site.removed.is_not(True), Site.id != own.id)
            rows.extend(db.scalars(same.order_by(Site.id)))
        word, day = _first(rows, "group_word"), _first(rows, "core_day")
        minutes, months = _first(rows, "quick_code_minutes"), _first(rows, "retention_months")
        return SiteRow(
            vault.place.name, own.code or "",
            group=GroupWord(word["one"], word["many"]) if word else WOMEN,
            quick_code_minutes=quick_code.MINUTES if minutes is None else min(minutes, MOST_MINUTES),
            core_day=(day["starts"], day["ends"]) if day else None,
            retention_months=months or 0,
        )  # fmt: skip


def _own(db: Session) -> Site | None:
    """The site's record of this very machine: the first that was written here, whatever it is called by now."""
    first = (
        select(entry_table.c.eid)
        .where(entry_table.c.type == Site.__tablename__, entry_table.c.via.is_(None))
        .order_by(entry_table.c.n)
        .limit(1)
    )
    eid = db.scalar(first)
    return db.get(Site, eid) if eid is not None else None


def _first(rows: list[Site], field: str) -> Any:
    return next((value for row in rows if (value := getattr(row, field)) is not None), None)


def rename(vault: Vault, actor: str, name: str) -> Changes:
    """Call this place by another name, also before unlock. FieldInvalid(field="name"); NotAllowed."""
    name = " ".join(name.split())
    if not name:
        raise FieldInvalid(field="name", code="empty")
    if len(name) > LONGEST_NAME:
        raise FieldInvalid(field="name", code="too_long")
    changes = _change(vault, actor, "setup", "name", name)
    # Should the machine stop here, the label of before stands on the lock page and this can be done again.
    vault.update_keys(replace(vault.keys, place=replace(vault.place, name=name)), reopen=())
    return changes


def set_group_word(vault: Vault, actor: str, one: str, many: str) -> Changes:
    """What the people on the programme are called. FieldInvalid(field="one" or "many"); NotAllowed."""
    word = {"one": " ".join(one.split()), "many": " ".join(many.split())}
    for field, text in word.items():
        if not text:
            raise FieldInvalid(field=field, code="empty")
        if len(text) > LONGEST_WORD:
            raise FieldInvalid(field=field, code="too_long")
    return _change(vault, actor, "site.change", "group_word", word)


def set_quick_code_minutes(vault: Vault, actor: str, minutes: int) -> Changes:
    """For how long a quick code opens the cover, 0 to MOST_MINUTES. NotAllowed."""
    return _change(vault, actor, "site.change", "quick_code_minutes", min(max(minutes, 0), MOST_MINUTES))


def set_core_day(vault: Vault, actor: str, starts: str, ends: str) -> Changes:
    """When a workshop day starts and ends, as HH:MM. FieldInvalid(field="starts" or "ends"); NotAllowed."""
    day = {"starts": _time(starts, "starts"), "ends": _time(ends, "ends")}
    if day["ends"] <= day["starts"]:
        raise FieldInvalid(field="ends", code="before_start")
    return _change(vault, actor, "site.change", "core_day", day)


def set_retention(vault: Vault, actor: str, months: int) -> Changes:
    """For how many months a person is kept (`retention.due` says from when), 0 without end. NotAllowed."""
    return _change(vault, actor, "site.change", "retention_months", min(max(months, 0), MOST_MONTHS))


def _time(text: str, field: str) -> str:
    """`9:15`, `9.15` and `0915` as `09:15`."""
    found = re.fullmatch(r"\s*(\d{1,2})[:.]?(\d{2})\s*", text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise FieldInvalid(field=field, code="time")
    return f"{int(found[1]):02}:{found[2]}"


def _change(vault: Vault, actor: str, operation: str, field: str, value: object) -> Changes:
    if not staff.is_administrator(vault, actor):
        raise NotAllowed(needs="administrator")
    with vault.write(actor, operation) as db:
        own = _own(db)
        if own is None:
            own = Site(name=vault.place.name, code="")
            db.add(own)
        setattr(own, field, value)
        return made(db)
