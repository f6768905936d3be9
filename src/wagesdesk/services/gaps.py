"""What another machine sent and is not here, though what came later builds on it: after records were brought back from
a backup that is older. That machine leaves out what was said to have arrived, until it is asked for everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.models import local
from wagesdesk.models.custody import Dispatch, Intake


def came_from(db: Session, sender_id: str) -> dict[str, dict[str, Any]]:
    """What was noted of each bundle that is here from a machine, by bundle id."""
    held = db.scalars(select(Intake).where(Intake.removed.is_not(True), Intake.taken.is_not(None)))
    return {one.id: one.taken for one in held if one.taken is not None and one.taken.get("sender") == sender_id}


def whole(taken: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Those of the bundles `came_from` a machine that lack nothing: all they rest on is here, and lacks nothing."""
    found = set(taken)
    while lacking := {one for one in found if not found.issuperset(_rests_on(taken[one]))}:
        found -= lacking
    return found


def missing(db: Session, sender_id: str, rests_on: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of the bundles of a machine that are not here, of those that one that names these rests on."""
    taken = came_from(db, sender_id)
    wanted, seen = dict(rests_on), dict[str, int]()
    while wanted:
        one, serial = wanted.popitem()
        seen[one] = serial
        wanted |= {each: number for each, number in _rests_on(taken.get(one, {})).items() if each not in seen}
    return tuple(sorted({serial for one, serial in seen.items() if one not in taken}))


def asks(db: Session, sender_id: str) -> bool:
    """Whether the next bundle for a machine is to ask it for everything: its last one here rests on what is not here,
    or nothing came from it and nothing was written for it since records were brought back from a backup."""
    taken, restored = came_from(db, sender_id), local.get_text(db.connection(), local.RESTORED)
    last = max(taken, key=lambda one: (taken[one]["created"], taken[one]["serial"]), default="")
    if last and last not in whole(taken):
        return True
    came = str(taken.get(last, {}).get("taken_at", ""))
    return came < restored and not _wrote(db, sender_id, restored)


def _wrote(db: Session, recipient_id: str, since: str) -> bool:
    sent = db.scalars(select(Dispatch.sent).where(Dispatch.recipient_id == recipient_id, Dispatch.removed.is_not(True)))
    return any(one is not None and str(one["created"]) >= since for one in sent)


def _rests_on(taken: Mapping[str, Any]) -> Mapping[str, int]:
    found: Mapping[str, int] = taken.get("rests_on", {})
    return found
