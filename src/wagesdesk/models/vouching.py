"""A laptop vouches for what it took in: that it counts there, wherever it was written.

A place outside has never seen the terminals of a prison, nor its second laptop. It knows the laptop that sends, which
looked at each entry when it came. Entries are named by their ids, so nothing else slips in with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, Connection, select

from wagesdesk.models import local
from wagesdesk.models.base import FOLDED, SCOPES, entry_table
from wagesdesk.models.entry import Entry, natural_id
from wagesdesk.models.journal import Writing, append
from wagesdesk.models.records import BY_TYPE

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault

TYPE: Final = "vouching"
"""`{"entries": [entry ids]}`, about nobody."""
EID: Final = natural_id(TYPE)
"""All are of one record, so that they are found without reading the whole journal."""

_AGAIN: Final = "vouched again"
_MOST: Final = 500
"""Ids in one entry: a line of a bundle has an end."""
_PIECE: Final = 10_000
_LEAVING: Final = (
    "writer",
    "erasure",
    "redaction",
    *(kind for kind, record in BY_TYPE.items() if record.leaves in (*SCOPES, "frame")),
)


def well_formed(entry: Entry) -> bool:
    """Whether a vouching from elsewhere says what it names."""
    ids = entry.fields.get("entries")
    return entry.header.eid == EID and isinstance(ids, list) and all(isinstance(one, str) for one in ids)


def vouch(connection: Connection, writing: Writing, entry_ids: Collection[str]) -> None:
    """Say in the journal that those of these entries count here that may leave again, but for those of which it was
    said before."""
    row, asked = entry_table.c, sorted(entry_ids)
    ids: set[str] = set()
    for start in range(0, len(asked), _PIECE):
        theirs = row.id.in_(asked[start : start + _PIECE])
        ids.update(
            connection.execute(select(row.id).where(theirs, row.state == FOLDED, row.type.in_(_LEAVING))).scalars()
        )
    if ids:
        here = held(connection, row.via.is_(None))
        ids -= {one for entry in here for one in entry.fields["entries"]}
    ordered = sorted(ids)
    for start in range(0, len(ordered), _MOST):
        append(
            connection, writing, record_type=TYPE, eid=EID, subjects=(),
            values={"entries": ordered[start : start + _MOST]}, parents={},
        )  # fmt: skip


def vouch_again(vault: Vault, actor: str) -> None:
    """After records were brought back from a backup what was vouched for since then is not known here any more: vouch
    once for all that came from elsewhere. To be called before anything leaves."""
    with vault.read() as db:
        restored = local.get_text(db.connection(), local.RESTORED)
        if restored == local.get_text(db.connection(), _AGAIN):
            return
    with vault.journalling(actor, "import") as (connection, writing):
        foreign = entry_table.c.via.is_not(None) & (entry_table.c.state == FOLDED)
        vouch(connection, writing, list(connection.execute(select(entry_table.c.id).where(foreign)).scalars()))
        local.put(connection, _AGAIN, restored)


def held(connection: Connection, *which: ColumnElement[bool]) -> Iterator[Entry]:
    """Every vouching that counts here."""
    row = entry_table.c
    for raw, salt, values in connection.execute(
        select(row.raw, row.salt, row["values"]).where(row.eid == EID, row.type == TYPE, row.state == FOLDED, *which)
    ):
        yield Entry(bytes(raw), salt, values)


def by_whom(telling: Iterable[Entry], wanted: Collection[str]) -> dict[str, set[str]]:
    """The writers of these vouchings that name each of the wanted entries."""
    found: dict[str, set[str]] = {}
    for one in telling:
        for entry_id in one.fields["entries"]:
            if entry_id in wanted:
                found.setdefault(entry_id, set()).add(one.header.writer)
    return found


def naming(connection: Connection, entry_ids: Collection[str]) -> list[str]:
    """The ids of the vouchings written here that name any of these entries, to go with them."""
    here = held(connection, entry_table.c.via.is_(None))
    return [one.id for one in here if not set(one.fields["entries"]).isdisjoint(entry_ids)]
