"""A terminal's class: the people whose words were ever out at it, under each id that was hers then or is now. What it
writes about anybody else does not count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from wagesdesk.models import joined
from wagesdesk.models.base import FOLDED, entry_table, subject_table
from wagesdesk.models.entry import Entry, natural_id
from wagesdesk.models.origin import OURS, OWN, Origin
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.terminal import Checkout


def of_terminals(
    connection: Connection, batch: Iterable[Entry], origins: Mapping[str, Origin | None]
) -> dict[str, set[str]]:
    """For each terminal (its signing key in hex) the people of its class, as known here and as laptops tell in
    `batch`."""
    found: dict[str, set[str]] = {}
    kept = joined.kept(connection)
    for terminal_id, person_id, out in connection.execute(
        select(Checkout.terminal_id, Checkout.person_id, Checkout.out)
    ):
        hers = joined.together(kept, [str(person_id)])  # check-outs of two who were joined since are shown as one
        found.setdefault(str(terminal_id), set()).update(hers, out["ids"] if out else ())
    for entry in batch:
        origin = origins.get(entry.header.writer)
        if entry.header.type == Checkout.__tablename__ and origin is not None and origin.kind in (OURS, OWN):
            out = entry.fields.get("out")
            if out is not None and Checkout.fits("out", out):
                found.setdefault(str(entry.fields.get("terminal_id")), set()).update(out["ids"])
    return found


def is_about(connection: Connection, entry: Entry, people: Collection[str]) -> bool:
    """Whether an entry of a known type is about nobody but `people`: by what it says of itself, by the id of its
    record, and by what the record was about before."""
    head, record = entry.header, BY_TYPE[entry.header.type]
    about = set(head.subjects)
    if not about or not about <= set(people):
        return False
    named = {entry.fields[name] for name in record.subject_fields if name in entry.fields}
    if "id" in record.subject_fields:
        named.add(head.eid)
    if not named <= about:
        return False
    if record.natural_key and set(record.natural_key) <= set(record.subject_fields):
        return head.eid == natural_id(head.type, *head.subjects)
    before = connection.execute(
        select(subject_table.c.subject)
        .join(entry_table, entry_table.c.n == subject_table.c.n)
        .where(entry_table.c.eid == head.eid, entry_table.c.type == head.type, entry_table.c.state == FOLDED)
    ).scalars()
    return set(before) <= about
